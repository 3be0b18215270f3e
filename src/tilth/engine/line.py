"""What flows along a leg of the line, for one partition: from its units or its barrier to its files."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from tilth.core.items import Seed
from tilth.core.parts import Composer, Reader, Writer
from tilth.core.run import Flow, Run
from tilth.core.step import Boundary
from tilth.engine.codec import decode, encode, item_type
from tilth.engine.job import Job, artifact, leg_file
from tilth.engine.live import LiveRun
from tilth.engine.plan import Group, Piece, Plan
from tilth.engine.store import PackedLines, part_name, read_lines, whole
from tilth.engine.work import Work

BREATH_S = 0.02
"""How long a line that never waits may keep the event loop to itself."""


async def line(
    work: Work, job: Job, laid: Plan, piece: Piece, run: LiveRun, emptied: asyncio.Event
) -> AsyncIterator[Any]:
    """Everything that comes out of a leg's last step, for one partition."""
    leg = piece.leg
    stream = _noticed(_read(leg.reader, piece, run) if leg.reader else _resume(work, laid, piece, run), emptied)
    waist = next((i for i, step in enumerate(leg.steps) if isinstance(step, Composer)), -1)
    for i, step in enumerate(leg.steps):
        if i == waist:  # at the quota, too, there is no more to begin with
            stream = _noticed(_seeds(stream, work, job, run), emptied)
        stream = step.stream(stream, run)
    if waist < 0 and job.quota is not None:
        stream = _seeds(stream, work, job, run)
    async for item in _breathing(stream):
        yield item


async def _read(reader: Reader[Any], piece: Piece, run: LiveRun) -> AsyncIterator[Any]:
    """The items of a partition's units. A unit that cannot be read to its end failed; what it gave before stays."""
    flow: Flow = run.flow(reader.name)
    for unit in piece.units:
        flow.came += 1
        before = flow.gave
        with Boundary(reader.name, unit, run):
            items = reader.read(unit, run)
            if isinstance(items, AsyncIterable):
                async for item in items:
                    flow.gave += 1
                    yield item
            else:
                for item in items:
                    flow.gave += 1
                    yield item
        run.count("read.size", unit.size)
        if not run.settled(unit):
            flow.made += 1
            if flow.gave == before:
                run.count(f"{reader.name}.empty")


async def _resume(work: Work, laid: Plan, piece: Piece, run: Run) -> AsyncIterator[Any]:
    """The items that a barrier gives to a partition."""
    assert piece.leg.barrier is not None
    group = laid.groups[piece.leg.barrier]
    assert group.ends is not None
    items = waiting(work.run, group, piece.number) if not group.ends.repartitions else iter(())
    for item in group.ends.give(artifact(work.run, group.number), piece.part, items, run):
        yield item


def waiting(run: Path, group: Group, piece: int) -> Iterator[Any]:
    """The items that one partition left for its group's barrier."""
    assert group.ends is not None
    kind = item_type(group.ends)
    for line in read_lines(leg_file(run, group.number, piece)):
        yield decode(kind, line)


async def _seeds(stream: AsyncIterator[Any], work: Work, job: Job, run: LiveRun) -> AsyncIterator[Any]:
    """As many as the partition's quota, each counted; when asked to, those after them are counted too."""
    given, began = 0, time.monotonic()
    if job.quota != 0:
        async for item in stream:
            given += 1
            run.count("seeds")
            run.count("seeds.chars", _chars(item))
            yield item
            if given == job.quota:
                break
    run.count("seeds.work_us", round(1e6 * (time.monotonic() - began)))
    if work.counting_s is not None and given == job.quota:
        await _count_on(stream, work.counting_s, run)


def _chars(item: Any) -> int:
    """How long the material of a seed is; what it will cost goes by that."""
    return len(item.material) if isinstance(item, Seed) else 1


async def _count_on(stream: AsyncIterator[Any], most_s: float, run: LiveRun) -> None:
    began = time.monotonic()
    async for item in stream:
        run.count("seeds.more")
        run.count("seeds.more.chars", _chars(item))
        if time.monotonic() - began > most_s:
            run.count("seeds.cut")
            break


async def _noticed(stream: AsyncIterator[Any], emptied: asyncio.Event) -> AsyncIterator[Any]:
    """The same items; says when there are no more, so that another partition can begin while these are worked on."""
    async for item in stream:
        yield item
    emptied.set()


async def _breathing(stream: AsyncIterator[Any]) -> AsyncIterator[Any]:
    """The same items, with a pause now and then in which the event loop can do other things."""
    until, seen = time.monotonic() + BREATH_S, 0
    async for item in stream:
        yield item
        seen += 1
        if not seen & 31 and time.monotonic() > until:
            await asyncio.sleep(0)
            until = time.monotonic() + BREATH_S


async def counted(stream: AsyncIterator[Any], methods: Counter[str]) -> AsyncIterator[Any]:
    """The same records, counted by method."""
    async for record in stream:
        methods[record.method] += 1
        yield record


async def write_records(work: Work, job: Job, writer: Writer, stream: AsyncIterator[Any]) -> int:
    """Put a partition's records in their file; there is none when there are no records."""
    with whole(work.run / "records" / f"{part_name(job.piece)}{writer.suffix}") as beside:
        written = await writer.write(stream, beside)
        if not written:
            beside.unlink(missing_ok=True)
        return written


async def write_items(work: Work, job: Job, stream: AsyncIterator[Any]) -> int:
    """Put a partition's items where they wait for their barrier."""
    written = 0
    with whole(leg_file(work.run, job.group, job.piece)) as beside:
        lines = PackedLines(beside)
        try:
            async for item in stream:
                lines.write(encode(item))
                written += 1
        finally:
            lines.close()
    return written

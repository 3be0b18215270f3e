"""Runs the line over one partition, in one process, with an event loop and a memory file of its own."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterable, AsyncIterator, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from tilth.core.model import Backend
from tilth.core.parts import Composer, Reader, Writer
from tilth.core.recipe import Recipe
from tilth.core.run import Flow, Run
from tilth.core.step import Boundary
from tilth.engine.codec import decode, encode, item_type
from tilth.engine.config import build
from tilth.engine.live import LiveRun
from tilth.engine.memory import open_memory
from tilth.engine.plan import Group, Piece, Plan, plan
from tilth.engine.store import PackedLines, part_name, read_json, read_lines, saying_where, whole, write_json
from tilth.engine.wire import HttpWire

BREATH_S = 0.02
"""How long a line that never waits may keep the event loop to itself."""
TELL_S = 0.5
"""How often a partition says how far it is."""


@dataclass(frozen=True)
class Job:
    """A partition to run, as plain values that any process can be sent."""

    run: Path
    memory: Path
    memory_kind: str
    told: str
    """The recipe's description, as JSON: what `describe` gave."""
    seed: int
    width: int
    group: int
    piece: int
    quota: int | None
    stamp: str
    """Names all that the partition is made from besides the recipe: its quota, and what came before it."""
    counting_s: float | None = None
    """Go on counting seeds, for at most so long, when the quota is met."""


@dataclass(frozen=True)
class Result:
    """What one partition did; kept in its done file, which is the proof that it is whole."""

    group: int
    piece: int
    stamp: str
    items: int = 0
    dropped: dict[str, dict[str, int]] = field(default_factory=dict)
    failed: dict[str, dict[str, int]] = field(default_factory=dict)
    methods: dict[str, int] = field(default_factory=dict)
    flows: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


@cache
def open_recipe(told: str) -> tuple[Recipe, dict[str, Backend], Plan]:
    """The recipe, its models and its plan, out of the description; built once in each process."""
    table = orjson.loads(told)
    models = {role: build(Backend, spec, f"models.{role}") for role, spec in table["models"].items()}
    recipe = build(Recipe, table["recipe"])
    return recipe, models, plan(recipe)


def done_file(run: Path, group: Group, piece: int) -> Path:
    """Where it is written that a partition is whole: in done/ for records, beside its items for earlier legs."""
    if group.ends is None:
        return run / "done" / f"{part_name(piece)}.json"
    return run / "legs" / f"{group.number}" / "done" / f"{part_name(piece)}.json"


def leg_file(run: Path, group: int, piece: int) -> Path:
    """Where the items of a partition wait for their barrier."""
    return run / "legs" / f"{group}" / f"{part_name(piece)}.jsonl.zst"


def artifact(run: Path, group: int) -> Path:
    """Where a barrier leaves what the next leg starts from."""
    return run / "legs" / f"{group}" / "artifact"


def live_run(job: Job, name: str, recipe: Recipe, models: Mapping[str, Backend]) -> LiveRun:
    """A Run of this name in the job's folder."""
    memory = open_memory(job.memory_kind, job.memory)
    return LiveRun(job.run, name, memory, models, HttpWire(), job.seed, job.width, recipe.most_failures)


def result_of(job: Job, run: LiveRun, items: int, methods: Mapping[str, int]) -> Result:
    """What a run counted."""
    return Result(
        group=job.group,
        piece=job.piece,
        stamp=job.stamp,
        items=items,
        dropped={step: dict(why) for step, why in run.dropped_why.items()},
        failed={step: dict(why) for step, why in run.failed_why.items()},
        methods=dict(methods),
        flows=[asdict(flow) for flow in run.flows],
        counts=dict(run.counts),
    )


def run_part(job: Job) -> Result:
    """Run one partition, unless its done file says that it is whole."""
    recipe, models, laid = open_recipe(job.told)
    group, piece = laid.groups[job.group], laid.pieces[job.group][job.piece]
    done = done_file(job.run, group, job.piece)
    if (was := read_json(done)) is not None and was["stamp"] == job.stamp:
        return Result(**was)
    with saying_where(job.run):
        done.unlink(missing_ok=True)
        result = asyncio.run(_part(job, recipe, models, laid, group, piece))
        write_json(done, asdict(result))
    return result


async def _part(
    job: Job, recipe: Recipe, models: Mapping[str, Backend], laid: Plan, group: Group, piece: Piece
) -> Result:
    name = part_name(job.piece) if group.ends is None else f"leg{group.number}-{part_name(job.piece)}"
    run, methods, complete = live_run(job, name, recipe, models), Counter[str](), False
    teller = asyncio.create_task(_tell(job.run / ".progress" / name, run))
    try:
        stream = _line(job, laid, piece, run)
        if group.ends is None:
            assert recipe.writer is not None
            items = await _write_records(job, recipe.writer, _counted(stream, methods))
        else:
            items = await _write_items(job, stream)
        complete = True
    finally:
        teller.cancel()
        with suppress(asyncio.CancelledError):
            await teller
        run.close(keep=complete)
        run.memory.close()
        await run.wire.close()
    return result_of(job, run, items, methods)


async def _line(job: Job, laid: Plan, piece: Piece, run: LiveRun) -> AsyncIterator[Any]:
    """Everything that comes out of a leg's last step, for one partition."""
    leg = piece.leg
    stream = _read(leg.reader, piece, run) if leg.reader else _resume(job, laid, piece, run)
    waist = next((i for i, step in enumerate(leg.steps) if isinstance(step, Composer)), -1)
    for i, step in enumerate(leg.steps):
        stream = step.stream(_seeds(stream, job, run) if i == waist else stream, run)
    if waist < 0 and job.quota is not None:
        stream = _seeds(stream, job, run)
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


async def _resume(job: Job, laid: Plan, piece: Piece, run: Run) -> AsyncIterator[Any]:
    """The items that a barrier gives to a partition."""
    assert piece.leg.barrier is not None
    group = laid.groups[piece.leg.barrier]
    assert group.ends is not None
    items = waiting(job.run, group, piece.number) if not group.ends.repartitions else iter(())
    for item in group.ends.give(artifact(job.run, group.number), piece.part, items, run):
        yield item


def waiting(run: Path, group: Group, piece: int) -> Iterator[Any]:
    """The items that one partition left for its group's barrier."""
    assert group.ends is not None
    kind = item_type(group.ends)
    for line in read_lines(leg_file(run, group.number, piece)):
        yield decode(kind, line)


async def _seeds(stream: AsyncIterator[Any], job: Job, run: LiveRun) -> AsyncIterator[Any]:
    """As many as the partition's quota, each counted; when asked to, those after them are counted too."""
    given = 0
    if job.quota != 0:
        async for item in stream:
            given += 1
            run.count("seeds")
            yield item
            if given == job.quota:
                break
    if job.counting_s is not None and given == job.quota:
        await _count_on(stream, job.counting_s, run)


async def _count_on(stream: AsyncIterator[Any], most_s: float, run: LiveRun) -> None:
    began = time.monotonic()
    async for _ in stream:
        run.count("seeds.more")
        if time.monotonic() - began > most_s:
            run.count("seeds.cut")
            break
    run.count("seeds.ms", round(1000 * (time.monotonic() - began)))


async def _breathing(stream: AsyncIterator[Any]) -> AsyncIterator[Any]:
    """The same items, with a pause now and then in which the event loop can do other things."""
    until, seen = time.monotonic() + BREATH_S, 0
    async for item in stream:
        yield item
        seen += 1
        if not seen & 31 and time.monotonic() > until:
            await asyncio.sleep(0)
            until = time.monotonic() + BREATH_S


async def _counted(stream: AsyncIterator[Any], methods: Counter[str]) -> AsyncIterator[Any]:
    async for record in stream:
        methods[record.method] += 1
        yield record


async def _write_records(job: Job, writer: Writer, stream: AsyncIterator[Any]) -> int:
    with whole(job.run / "records" / f"{part_name(job.piece)}{writer.suffix}") as beside:
        written = await writer.write(stream, beside)
        if not written:
            beside.unlink(missing_ok=True)
        return written


async def _write_items(job: Job, stream: AsyncIterator[Any]) -> int:
    written = 0
    with whole(leg_file(job.run, job.group, job.piece)) as beside:
        lines = PackedLines(beside)
        try:
            async for item in stream:
                lines.write(encode(item))
                written += 1
        finally:
            lines.close()
    return written


async def _tell(path: Path, run: LiveRun) -> None:
    """Say now and then how far the partition is, for whoever watches."""
    path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        await asyncio.sleep(TELL_S)
        gave = run.flows[-1].gave if run.flows else 0
        path.write_text(f"{gave} {run.dropped.rows} {run.failed.rows}\n")

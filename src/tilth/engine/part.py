"""Runs partitions in one process: one event loop, one memory file, one pool of connections for all of them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import orjson

from tilth.core.model import Backend
from tilth.core.recipe import Recipe
from tilth.engine.config import build
from tilth.engine.job import Bundle, Job, Result, Work, done_file, result_of
from tilth.engine.line import counted, line, write_items, write_records
from tilth.engine.live import LiveRun
from tilth.engine.memory import Memory, open_memory
from tilth.engine.plan import Plan, plan
from tilth.engine.store import part_name, read_json, saying_where, write_json
from tilth.engine.wire import HttpWire

TELL_S = 0.5
"""How often a partition says how far it is."""
OVERLAP = 3
"""Partitions at work at once in one event loop: while the last replies of one are waited for, the next has begun."""


@cache
def open_recipe(told: str) -> tuple[Recipe, dict[str, Backend], Plan]:
    """The recipe, its models and its plan, out of the description; built once in each process."""
    table = orjson.loads(told)
    models = {role: build(Backend, spec, f"models.{role}") for role, spec in table["models"].items()}
    recipe = build(Recipe, table["recipe"])
    return recipe, models, plan(recipe)


@dataclass(frozen=True)
class Shop:
    """What the partitions of one process share while they run."""

    work: Work
    recipe: Recipe
    models: dict[str, Backend]
    laid: Plan
    memory: Memory
    wire: HttpWire

    def run(self, name: str) -> LiveRun:
        """A Run of this name."""
        w = self.work
        return LiveRun(w.run, name, self.memory, self.models, self.wire, w.seed, w.width, self.recipe.most_failures)


@contextmanager
def opened(work: Work) -> Iterator[Shop]:
    """Open what partitions share, and close it afterwards."""
    recipe, models, laid = open_recipe(work.told)
    memory = open_memory(work.memory_kind, work.memory)
    try:
        yield Shop(work, recipe, models, laid, memory, HttpWire())
    finally:
        memory.close()


def run_bundle(bundle: Bundle) -> list[Result]:
    """Run the partitions of a bundle whose done files do not say that they are whole."""
    with saying_where(bundle.work.run):
        results, left = [], []
        groups = open_recipe(bundle.work.told)[2].groups
        for job in bundle.jobs:
            was = read_json(done_file(bundle.work.run, groups[job.group], job.piece))
            if was is not None and was["stamp"] == job.stamp:
                results.append(Result(**was))
            else:
                left.append(job)
        if left:
            with opened(bundle.work) as shop:
                results += asyncio.run(_overlapping(shop, left))
    return results


async def _overlapping(shop: Shop, jobs: list[Job]) -> list[Result]:
    """Begin a partition when the one before has read all its input; the first error ends them all."""
    tasks: list[asyncio.Task[Result]] = []
    try:
        for job in jobs:
            emptied = asyncio.Event()
            tasks.append(asyncio.create_task(_part(shop, job, emptied)))
            await _first(tasks[-1], asyncio.create_task(emptied.wait()))
            while sum(not task.done() for task in tasks) >= OVERLAP:
                await asyncio.wait([task for task in tasks if not task.done()], return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                if task.done():
                    task.result()
        return [await task for task in tasks]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await shop.wire.close()


async def _first(part: asyncio.Task[Result], emptied: asyncio.Task[bool]) -> None:
    """Wait until a partition has read all its input, or has ended."""
    await asyncio.wait([part, emptied], return_when=asyncio.FIRST_COMPLETED)
    emptied.cancel()


async def _part(shop: Shop, job: Job, emptied: asyncio.Event) -> Result:
    """Run one partition; its done file is written last."""
    group, piece = shop.laid.groups[job.group], shop.laid.pieces[job.group][job.piece]
    done = done_file(shop.work.run, group, job.piece)
    done.unlink(missing_ok=True)
    name = part_name(job.piece) if group.ends is None else f"leg{group.number}-{part_name(job.piece)}"
    run, methods, complete = shop.run(name), Counter[str](), False
    progress = shop.work.run / ".progress" / name
    teller = asyncio.create_task(_tell(progress, run))
    try:
        stream = line(shop.work, job, shop.laid, piece, run, emptied)
        if group.ends is None:
            assert shop.recipe.writer is not None
            items = await write_records(shop.work, job, shop.recipe.writer, counted(stream, methods))
        else:
            items = await write_items(shop.work, job, stream)
        complete = True
    finally:
        teller.cancel()
        with suppress(asyncio.CancelledError):
            await teller
        run.close(keep=complete)
    result = result_of(job, run, items, methods)
    write_json(done, asdict(result))
    _told(progress, run, "done")
    return result


async def _tell(path: Path, run: LiveRun) -> None:
    """Say now and then how far the partition is, for whoever watches."""
    while True:
        await asyncio.sleep(TELL_S)
        _told(path, run, "working")


def _told(path: Path, run: LiveRun, state: str) -> None:
    gave = run.flows[0].gave if run.flows else 0
    told = {"state": state, "items": gave, "dropped": run.dropped.rows, "failed": run.failed.rows}
    told |= {name: run.counts[name] for name in ("replies.asked", "tokens.in", "tokens.out", "model.refused")}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(told))

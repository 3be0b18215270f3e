"""Runs partitions in one process: one event loop, one memory file, one pool of connections for all of them."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from tilth.core.errors import Stopped
from tilth.core.model import Backend
from tilth.core.recipe import Recipe
from tilth.engine.batches import Batches
from tilth.engine.budget import Purse
from tilth.engine.config import build
from tilth.engine.job import Bundle, Job, Result, done_file, result_of
from tilth.engine.line import counted, line, write_items, write_records
from tilth.engine.live import LiveRun
from tilth.engine.memory import Memory, open_memory
from tilth.engine.models import in_flight, load
from tilth.engine.plan import Plan, plan
from tilth.engine.store import part_name, read_json, saying_where, write_json
from tilth.engine.wire import HttpWire
from tilth.engine.work import Work

TELL_S = 0.5
"""How often a partition says how far it is."""
LET_IN_S = 120.0
"""How long a run that is stopped waits for replies in flight; a second Ctrl-C ends it at once."""
OVERLAP = 8
"""Partitions at work at once in one event loop: while the last replies of one are waited for, the next has begun."""
BATCH_OVERLAP, FULL_OVERLAP = 64, 3
"""The same where models are asked in batches: while a batch has room for more requests, and while none has."""


@cache
def open_recipe(told: str) -> tuple[Recipe, dict[str, list[Backend]], Plan]:
    """The recipe, its models and its plan, out of the description; built once in each process."""
    table = orjson.loads(told)
    models = {
        role: [build(Backend, spec, f"models.{role}") for spec in specs] for role, specs in table["models"].items()
    }
    recipe = build(Recipe, table["recipe"])
    return recipe, models, plan(recipe)


@dataclass(frozen=True)
class Shop:
    """What the partitions of one process share while they run."""

    work: Work
    recipe: Recipe
    models: dict[str, list[Backend]]
    laid: Plan
    memory: Memory
    wire: HttpWire
    purse: Purse
    batches: Batches

    def run(self, name: str) -> LiveRun:
        """A Run of this name. Where models are asked in batches, as many items are in hand as a batch holds."""
        rows = [one.batch_rows for role in self.models.values() for one in role if one.batch]
        work = replace(self.work, width=max([self.work.width, *rows]))
        most = self.recipe.most_failures
        return LiveRun(name, self.memory, self.models, self.wire, self.purse, work, most, self.batches)

    @property
    def overlap(self) -> int:
        """How many partitions may be at work at once: many where a batch would not be full with these alone."""
        if not self.batches.any:
            return OVERLAP
        return BATCH_OVERLAP if self.batches.hungry else FULL_OVERLAP


@contextmanager
def opened(work: Work) -> Iterator[Shop]:
    """Open what partitions share, and close it afterwards."""
    recipe, models, laid = open_recipe(work.told)
    memory, purse = open_memory(work.memory_kind, work.memory), Purse(work.run / "spent", work.budget, work.began)
    try:
        yield Shop(work, recipe, models, laid, memory, HttpWire(), purse, Batches(work.memory / "batches"))
    finally:
        purse.close()
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
            with opened(bundle.work) as shop, seldom_collected(), signal_kept():
                try:
                    results += asyncio.run(_overlapping(shop, left))
                except asyncio.CancelledError as error:  # a signal other than Ctrl-C, which asyncio names itself
                    raise KeyboardInterrupt from error
    return results


@contextmanager
def signal_kept() -> Iterator[None]:
    """Give the signal to end the meaning that it had: an event loop that ends would leave it the system's own."""
    was = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        with suppress(ValueError):  # not the main thread
            signal.signal(signal.SIGTERM, was)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for cycles of garbage less often: a line makes many short-lived objects and next to no cycles."""
    was = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*was)


async def _overlapping(shop: Shop, jobs: list[Job]) -> list[Result]:
    """Begin a partition when the one before has read all its input; the first error ends them all.

    When it is stopped, by Ctrl-C, a signal or a spent budget, nothing more is asked, but what is in flight is let in.
    """
    tasks: list[asyncio.Task[Result]] = []
    me = asyncio.current_task()
    assert me is not None
    with suppress(NotImplementedError, RuntimeError, ValueError):  # not the main thread, or no such system
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, _stop, me, shop.purse)
    try:
        for job in jobs:
            emptied = asyncio.Event()
            tasks.append(asyncio.create_task(_part(shop, job, emptied)))
            await _first(tasks[-1], asyncio.create_task(emptied.wait()))
            while sum(not task.done() for task in tasks) >= shop.overlap:
                await asyncio.wait([task for task in tasks if not task.done()], return_when=asyncio.FIRST_COMPLETED)
            _raise_what_failed(tasks)
        # not `await task`, which Ctrl-C would cancel, with the replies it waits for
        await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        _raise_what_failed(tasks)
        return [task.result() for task in tasks]
    except (Stopped, asyncio.CancelledError) as error:
        shop.purse.closed = shop.purse.closed or (error if isinstance(error, Stopped) else Stopped("it was stopped"))
        await _let_in()
        raise
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await shop.batches.close()
        await shop.wire.close()


def _stop(main: asyncio.Task[Any], purse: Purse) -> None:
    """End the work, unless it is ending by itself and lets in what is in flight."""
    if purse.closed is None:
        main.cancel()


def _raise_what_failed(tasks: list[asyncio.Task[Result]]) -> None:
    for task in tasks:
        if task.done():
            task.result()


async def _let_in() -> None:
    """Wait for the replies that are in flight: they are paid for."""
    until = time.monotonic() + LET_IN_S
    while in_flight() and time.monotonic() < until:
        await asyncio.sleep(0.02)


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
    flying, limit = load()
    if limit:
        (path.parent / f"process-{os.getpid()}").write_bytes(orjson.dumps({"in_flight": flying, "limit": limit}))

"""The one shape of work: a stream of items in, a stream of items out."""

from __future__ import annotations

import asyncio
import errno
from abc import abstractmethod
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Coroutine, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Generic, TypeGuard, TypeVar, cast

from tilth.core.component import Component
from tilth.core.errors import ItemError, RecipeError, StepError, Stopped
from tilth.core.items import Item
from tilth.core.run import Flow, Run

In = TypeVar("In", bound=Item)
Out = TypeVar("Out", bound=Item)
T = TypeVar("T")

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
AHEAD = 8
"""How far finished work may wait for a slow item before it, in widths. At 1, order costs half the throughput."""
MOST_AHEAD = 10_000
"""No more items than these, or one width where that is more, are in hand or wait: a batch's width is in thousands."""


@dataclass(frozen=True, slots=True)
class Part:
    """One partition of a leg: its number, and how many there are."""

    number: int
    of: int


class Step(Component, Generic[In, Out]):
    """Turns items into others. Write a ForEach or a ForAll; the engine calls them."""


class ForEach(Step[In, Out]):
    """A step that looks at one item at a time. Order is kept; an item that fails does not stop the others.

    Write `apply` with `def` when it never waits, and it costs no task; with `async def` when it asks a model or the
    world, and many items are in hand at once.
    """

    @abstractmethod
    def apply(self, item: In, run: Run) -> Iterable[Out] | AsyncIterable[Out]:
        """Yield what this item becomes: one thing, or many; or drop it and say why."""

    async def stream(self, items: AsyncIterator[In], run: Run) -> AsyncIterator[Out]:
        """Apply to every item; yield the results in the order the items came. Called by the engine."""
        name = self.name
        flow, pending = run.flow(name), deque[asyncio.Task[list[Out]]]()
        most, hands = max(run.width, min(run.width * AHEAD, MOST_AHEAD)), _Hands(run.width)
        try:
            async for item in items:
                flow.came += 1
                outs, later = list[Out](), None
                with Boundary(name, item, run):
                    made = self.apply(item, run)
                    if waits(made):
                        later = made
                    else:
                        outs = list(cast(Iterable[Out], made))
                if later is None and not pending:
                    for out in self._settle(item, outs, run, flow):
                        yield out
                    continue
                while hands.full or len(pending) >= most:
                    if pending and (pending[0].done() or len(pending) >= most):
                        for out in await pending.popleft():
                            yield out
                    else:
                        await hands.freed()
                pending.append(hands.give(self._finish(item, outs, later, run, flow)))
                while pending and pending[0].done():
                    for out in pending.popleft().result():
                        yield out
            while pending:
                for out in await pending.popleft():
                    yield out
        except Stopped:
            if pending:  # what was asked is paid for: let it come in and be remembered
                await asyncio.wait(pending)
            raise
        finally:
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)

    async def _finish(
        self, item: In, outs: list[Out], later: AsyncIterable[Out] | None, run: Run, flow: Flow
    ) -> list[Out]:
        if later is not None:
            with Boundary(self.name, item, run):
                outs = [out async for out in later]
        return self._settle(item, outs, run, flow)

    def _settle(self, item: In, outs: list[Out], run: Run, flow: Flow) -> list[Out]:
        """Give the item its one terminal state: it became something, or was dropped, or failed."""
        if outs and not run.settled(item):
            flow.made += 1
            flow.gave += len(outs)
            return outs
        if not outs and not run.settled(item):
            run.drop(self.name, item, "nothing_made")
            run.settled(item)
        return []


class _Hands:
    """The items a step is at work on: as many at once as the width. Those that are done wait for their turn outside."""

    def __init__(self, width: int) -> None:
        self._free = width
        self._waiting: asyncio.Future[None] | None = None

    @property
    def full(self) -> bool:
        return self._free <= 0

    def give(self, work: Coroutine[None, None, T]) -> asyncio.Task[T]:
        """Begin to work on an item."""
        task = asyncio.create_task(work)
        self._free -= 1
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[T]) -> None:
        self._free += 1
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    async def freed(self) -> None:
        """Wait until any item is done."""
        self._waiting = asyncio.get_running_loop().create_future()
        await self._waiting


def waits(outs: Iterable[T] | AsyncIterable[T]) -> TypeGuard[AsyncIterable[T]]:
    """Whether a step must be waited for. (An isinstance check against the abstract class costs a microsecond.)"""
    return hasattr(outs, "__aiter__")


class Boundary:
    """The one place that catches everything: what an item's work raises is data about that item.

    What concerns the whole run goes through: a wrong recipe, too many failures, a full disk.
    """

    __slots__ = ("_item", "_run", "_step")

    def __init__(self, step: str, item: Item, run: Run) -> None:
        self._step, self._item, self._run = step, item, run

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, Exception) or isinstance(error, RecipeError | Stopped):
            return False
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return False
        told = error if isinstance(error, ItemError) else StepError(f"{type(error).__name__}: {error}")
        self._run.fail(self._step, self._item, told)
        return True


class ForAll(Step[In, Out]):
    """A step that must see every item before it can begin, as a graph must. It ends a leg of the line.

    The items before it lie on disk, partition by partition; `gather` reads them once, in order, in bounded memory,
    and leaves in `folder` what the next leg starts from; `give` then starts each partition of that leg.
    """

    repartitions: ClassVar[bool] = True
    """Whether the next leg has the recipe's number of partitions, or those of the leg before (as a filter must)."""

    @abstractmethod
    def gather(self, parts: Iterable[Iterator[In]], folder: Path, run: Run) -> None:
        """See every item of every partition once, in order, and leave an artifact in the folder."""

    @abstractmethod
    def give(self, folder: Path, part: Part, items: Iterator[In], run: Run) -> Iterator[Out]:
        """Yield the next leg's items of one partition; `items` are those the leg before left in it, read when asked."""

"""Asks models in piles, through their providers' batch services, and finds every pile again after a kill.

    request ── joins ──> open pile ── full, or quiet ──> submitted ── ended ──> replies kept ──> given to those who wait
                            ^                                            └──> rows without a reply ──┐
                            └──────────────────────── sent again, so many times ─────────────────────┘

A pile's file says which requests it holds and what the provider calls it. It is written before and after the pile is
handed in, and removed when all its replies are in the memory. Whoever starts later reads it, and waits for the job
instead of paying again. One small window is left: a process that is killed between the provider's yes and the writing
of its answer leaves a pile that nobody can find, and its requests are sent once more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tilth.core.errors import ModelError, Overloaded, Stopped, Unsteady
from tilth.core.model import Backend, BatchState, Reply, Request, Wire
from tilth.engine.budget import Purse
from tilth.engine.courier import Courier
from tilth.engine.pile_files import PileFile, left_behind

QUIET_S = 2.0
"""A pile is handed in when no request has joined it for so long: all that comes before waits for replies."""
CALM = 4
"""How often in that time a pile is looked at."""
LAST_S = 60.0
"""How long a run that is stopped waits for piles that are being handed in, so that their names are written down."""
MOST_REPLIES = 60_000_000
"""The most bytes that a pile's replies may come to; no larger answer is read from a server."""
A_TOKEN, A_ROW = 6, 1024
"""The most bytes of a token in a file of results, and of what stands around a reply."""

Count = Callable[[str, int], None]
Keep = Callable[[str, Reply], Awaitable[object]]
Known = Callable[[str], bool]


@dataclass(eq=False)
class Pile:
    """Requests that go to the provider together: open, being handed in, or a job there."""

    file: PileFile
    rows: dict[str, bytes] = field(default_factory=dict)
    """What is handed in, by key; empty for a job that another process handed in."""
    size: int = 0
    job: str = ""
    waiting: dict[str, asyncio.Future[Reply]] = field(default_factory=dict)
    came: dict[str, Reply] = field(default_factory=dict)
    """Replies that are being kept."""
    task: asyncio.Task[None] | None = None


class Batcher:
    """The piles of one backend in one process."""

    def __init__(
        self,
        backend: Backend,
        wire: Wire,
        folder: Path,
        purse: Purse,
        known: Known,
        keep: Keep,
        stop: Callable[[BaseException], None],
    ) -> None:
        self.backend, self._folder, self._purse = backend, folder, purse
        self._courier = Courier(backend, wire, purse)
        self._known, self._keep, self._stop_all = known, keep, stop
        # a job's results are read in one piece, which has its own bound
        self._most_rows = max(1, min(backend.batch_rows, MOST_REPLIES // (A_TOKEN * backend.max_tokens + A_ROW)))
        self._open: Pile | None = None
        self._of: dict[str, Pile] = {}
        self._tasks = set[asyncio.Task[Any]]()
        self._short = set[asyncio.Task[None]]()
        self._stopped: BaseException | None = purse.closed
        for file in left_behind(folder, backend.account, known):
            pile = Pile(file, job=file.job)
            self._of.update(dict.fromkeys(file.keys, pile))

    @property
    def waiting(self) -> int:
        """How many requests wait for a reply."""
        return sum(len(pile.waiting) for pile in set(self._of.values()))

    async def ask(self, key: str, request: Request, count: Count) -> Reply:
        """The reply. Raises ModelError when the request will not do, or when all its tries failed."""
        failures = 0
        while True:
            try:
                return await self._asked(key, request)
            except Overloaded:  # no work was done: it is no try
                count("model.refused", 1)
                await asyncio.sleep(self.backend.batch_poll_s)
            except Unsteady as error:
                failures += 1
                count("model.retried", 1)
                if failures >= self.backend.tries:
                    raise ModelError(f"{error} ({failures} tries)") from error

    async def _asked(self, key: str, request: Request) -> Reply:
        if self._stopped is not None:
            raise self._stopped
        pile = self._of.get(key)
        if pile is None:
            pile = self._join(key, self.backend.row(key, request))
        elif key in pile.came:
            return pile.came[key]
        elif pile.job and pile.task is None:  # it was found on disk, and is wanted now
            self._start(pile)
        reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        pile.waiting[key] = reply
        return await reply

    def _join(self, key: str, row: bytes) -> Pile:
        try:
            self._purse.check()
        except Stopped as error:
            self._stop_all(error)
            raise
        pile = self._open
        if pile is not None and pile.size + len(row) > self.backend.batch_bytes:
            self._hand_in(pile)
            pile = None
        if pile is None:
            pile = self._open = Pile(PileFile(self._folder, self.backend.account))
            self._watched(asyncio.create_task(self._quiet(pile)))
        pile.rows[key], self._of[key] = row, pile
        pile.size += len(row) + 1
        if len(pile.rows) >= self._most_rows:
            self._hand_in(pile)
        return pile

    async def _quiet(self, pile: Pile) -> None:
        """Hand the pile in when nothing has joined it for a while; while the loop stands still, nothing can."""
        calm = 0
        while self._open is pile:
            rows = len(pile.rows)
            await asyncio.sleep(QUIET_S / CALM)
            calm = calm + 1 if len(pile.rows) == rows else 0
            if calm == CALM and self._open is pile:
                self._hand_in(pile)

    def _hand_in(self, pile: Pile) -> None:
        self._open = None
        self._start(pile)

    def _start(self, pile: Pile) -> None:
        pile.task = asyncio.create_task(self._run(pile))
        self._watched(pile.task)

    def _watched(self, task: asyncio.Task[Any]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[Any]) -> None:
        """Whatever went wrong in the background is told to all who wait: the budget, a full disk, a missing key."""
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._stop_all(error)

    async def _run(self, pile: Pile) -> None:
        """One pile from being closed until those who wait have their replies."""
        if not pile.job:
            for key in [key for key in pile.rows if pile.waiting[key].done()]:  # who asked is gone
                self._forget(pile, key)
                del pile.rows[key]
            if not pile.rows:
                return
            try:
                await self._uncut(self._submit(pile))
            except ModelError as error:
                self._fail(pile, dict.fromkeys(pile.rows, error))
                return
            await asyncio.sleep(self.backend.batch_poll_s)
        state = await self._courier.ended(pile.job)
        await self._uncut(self._settle(pile, state, await self._courier.fetched(pile.job)))

    async def _uncut(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that is not cut short when the run is stopped: a pile half handed in could not be found."""
        task = asyncio.create_task(work)
        self._short.add(task)
        task.add_done_callback(self._short.discard)
        await asyncio.shield(task)

    async def _submit(self, pile: Pile) -> None:
        self._purse.check()
        pile.file.write("", tuple(pile.rows))
        try:
            pile.job = await self._courier.hand_in(list(pile.rows.values()))
        finally:
            if not pile.job:
                pile.file.remove()
        pile.file.write(pile.job, tuple(pile.rows))
        pile.rows = dict.fromkeys(pile.rows, b"")  # the bytes are not needed any more

    async def _settle(self, pile: Pile, state: BatchState, found: Mapping[str, Reply | ModelError]) -> None:
        """Keep what came, give it to those who wait, and let the others try again."""
        keys = pile.file.keys
        mine = pile.file.own()  # of several processes that wait for one job, one pays and keeps what nobody wants
        replies = pile.came = {key: reply for key in keys if isinstance(reply := found.get(key), Reply)}
        for key in replies:
            if mine and not self._known(key):
                self._purse.pay(replies[key], self.backend)
            if (waiting := pile.waiting.get(key)) is not None and not waiting.done():
                waiting.set_result(replies[key])
        wanted = replies if mine else pile.waiting.keys() & replies.keys()
        await asyncio.gather(*(self._kept(key, replies[key]) for key in wanted))
        if mine:
            pile.file.remove()
        for key in replies:
            self._forget(pile, key)
        if state.full:
            self._most_rows = max(1, len(keys) // 2)  # what is too much as a whole may do in halves
        why = _without_outcome(state)
        self._fail(pile, {key: error for key in keys if not isinstance(error := found.get(key, why), Reply)})

    async def _kept(self, key: str, reply: Reply) -> None:
        """Put a reply in the memory. Who had asked for it may be leaving at the same time."""
        me = asyncio.current_task()
        assert me is not None
        while True:
            try:
                await self._keep(key, reply)
                return
            except asyncio.CancelledError:
                if me.cancelling():
                    raise
                await asyncio.sleep(0)

    def _fail(self, pile: Pile, errors: Mapping[str, ModelError]) -> None:
        for key in errors:
            self._forget(pile, key)
        for key, error in errors.items():
            if (waiting := pile.waiting.get(key)) is not None and not waiting.done():
                waiting.set_exception(error)

    def _forget(self, pile: Pile, key: str) -> None:
        if self._of.get(key) is pile:
            del self._of[key]

    def stop(self, error: BaseException) -> None:
        """Let nobody wait any longer. What was handed in stays at the provider, and is found by the next command."""
        self._stopped = self._stopped or error
        for pile in set(self._of.values()):
            for waiting in pile.waiting.values():
                if not waiting.done():
                    waiting.set_exception(error)

    async def close(self) -> None:
        """Let go of everything, once what is handed in has its name written down, and what came is kept."""
        self.stop(Stopped("it was stopped"))
        if self._short:
            await asyncio.wait(self._short, timeout=LAST_S)
        tasks = [*self._tasks, *self._short]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for pile in set(self._of.values()):
            pile.file.let_go()


def _without_outcome(state: BatchState) -> ModelError:
    """Why a row has no outcome, and whether it may be sent again."""
    why = state.failure or "the batch ended without an outcome for this request"
    if state.full:
        return Overloaded(why)
    return Unsteady(why) if state.passing else ModelError(why)

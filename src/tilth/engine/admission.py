"""How many requests a server is sent at once: as many as it takes, found by trying, and no more.

Additive increase, multiplicative decrease (Chiu and Jain 1989), as TCP shares a line: the limit doubles until the
server says `too many`, then is cut to just below where that happened, and tries more only now and then.
A reply counts for growth only while most of the limit is in use, and not while a cut is settling.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import NamedTuple

START = 16
"""Requests in flight to begin with."""
USED = 0.8
"""The share of the limit that must be in use for a reply to raise it."""
NEAR = 0.9
"""Up to this share of where the server last refused, the limit climbs by `CLIMB` a round; above, it probes."""
CLIMB = 0.1
"""The share by which a round of replies raises the limit on its way back; by one a round at least."""
CUT = 0.9
"""What is left of the number in flight that the server refused; one less at least."""
PROBE_S, PROBE_REPLIES = 2.0, 50
"""Near the edge, one request more is tried after so long and so many replies: at most one in fifty is refused."""
SETTLE_S = 0.5
"""The least time between two cuts, and before a cut limit grows again. Meanwhile each new refusal takes one off."""
FORGET_S = 60.0
"""After so long without a refusal, or once it is passed, the ceiling is forgotten: the server may have grown."""


class Place(NamedTuple):
    """A place in flight."""

    turn: int
    """How many had entered, this one among them: older than a cut or not."""
    rank: int
    """How many were in flight when it entered, this one among them. If it is refused, the server takes fewer."""


@dataclass
class Limit:
    """The requests in flight to one server, account and model."""

    fixed: int = 0
    """A limit that the user set; 0 to find it."""
    most: int = 256
    limit: float = START
    in_flight: int = 0
    ceiling: float = 0.0
    """The fewest in flight that the server last refused; 0 while it has not."""
    refusals: int = 0
    cuts: int = 0
    _doubling: bool = True
    _turns: int = 0
    _cut_turn: int = 0
    _settled: float = 0.0
    _probed: float = 0.0
    _taken: int = 0
    _refused: float = 0.0
    _waiting: deque[asyncio.Future[Place]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.limit = float(self.fixed or min(START, self.most))

    @property
    def load(self) -> float:
        """Requests in flight, and those that wait for their turn, as a share of the limit."""
        return (self.in_flight + len(self._waiting)) / self.limit

    async def enter(self) -> Place:
        """Wait for a place in flight, first come, first served. Cancelling gives the place back."""
        if self.in_flight < int(self.limit) and not self._waiting:
            return self._taken_place()
        turn: asyncio.Future[Place] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._leave()
            raise

    def leave(self, *, refused: bool | None, place: Place | None = None) -> None:
        """Give a place back: the server took the request (False), refused it as too many (True), or neither (None)."""
        if refused:
            self._cut(place or Place(self._turns, self.in_flight))
        elif refused is False and not self.fixed:
            self._grow()
        self._leave()

    def _taken_place(self) -> Place:
        self.in_flight += 1
        self._turns += 1
        return Place(self._turns, self.in_flight)

    def _leave(self) -> None:
        self.in_flight -= 1
        while self._waiting and self.in_flight < int(self.limit):
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(self._taken_place())

    def _grow(self) -> None:
        now = time.monotonic()
        self._taken += 1
        if now < self._settled or self.in_flight < USED * self.limit:
            return
        if self.ceiling and (now - self._refused > FORGET_S or self.limit > self.ceiling + 1):
            self.ceiling = 0.0
        if self._doubling:
            self.limit += 1
        elif not self.ceiling or self.limit < NEAR * self.ceiling:
            self.limit += max(CLIMB, 1 / self.limit)
        elif now - self._probed > PROBE_S and self._taken > PROBE_REPLIES:
            self.limit, self._probed, self._taken = self.limit + 1, now, 0
        self.limit = min(self.limit, float(self.most))

    def _cut(self, place: Place) -> None:
        now = time.monotonic()
        self.refusals += 1
        self._refused = now
        if self.fixed:
            return
        if place.turn <= self._cut_turn and place.rank >= self.ceiling:
            return  # of the burst that was cut for already: it says nothing new
        self.ceiling = float(place.rank)
        kept = place.rank - 1.0
        if place.turn > self._cut_turn and now >= self._settled:
            self.cuts += 1
            self._cut_turn, self._doubling, self._taken = self._turns, False, 0
            self._settled = self._probed = now + SETTLE_S
            kept = min(kept, place.rank * CUT)
        elif place.turn <= self._cut_turn:  # of that burst, but refused beside fewer: the edge is lower
            kept = min(kept, place.rank * CUT)
        self.limit = min(self.limit, max(1.0, kept))


class Pace:
    """A bound on something a minute: a bucket that fills evenly and holds two seconds' worth. 0 is no bound."""

    def __init__(self, per_minute: float) -> None:
        self._rate, self._room = per_minute / 60, max(1.0, per_minute / 60 * 2)
        self._held, self._at = self._room, time.monotonic()

    @property
    def bounds(self) -> bool:
        """Whether there is a bound at all."""
        return self._rate > 0

    def wait_s(self, amount: float) -> float:
        """Take so much, and 0; or the seconds until it may be had; what the bucket cannot hold, when it is full."""
        if not self._rate:
            return 0.0
        now = time.monotonic()
        self._held, self._at = min(self._room, self._held + (now - self._at) * self._rate), now
        short = min(amount, self._room) - self._held
        if short <= 1e-9 * self._room:
            self._held -= amount
            return 0.0
        return short / self._rate

    async def take(self, amount: float, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Wait until so much may be spent; `pause` waits, and may raise."""
        while wait_s := self.wait_s(amount):
            await pause(wait_s)

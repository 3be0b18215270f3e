"""How many requests a server is sent at once: as many as it takes, found by trying, and no more.

Additive increase, multiplicative decrease (Chiu and Jain 1989), as TCP shares a line: the limit doubles until the
server says `too many`, then is cut, climbs quickly to just below where that happened, and tries more only now and then.
A reply counts for growth only while most of the limit is in use, and not while a cut is settling.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field

START = 16
"""Requests in flight to begin with."""
USED = 0.8
"""The share of the limit that must be in use for a reply to raise it."""
NEAR = 0.9
"""Up to this share of where the server last refused, the limit climbs by one a round; above, by one a `PROBE_S`."""
CUT = 0.9
PROBE_S = 2.0
SETTLE_S = 0.5
"""After a cut, refusals of requests that were already on their way say nothing new."""
FORGET_S = 60.0
"""After so long without a refusal the ceiling is forgotten: the server may have grown."""


@dataclass
class Limit:
    """The requests in flight to one server, account and model."""

    fixed: int = 0
    """A limit that the user set; 0 to find it."""
    most: int = 256
    limit: float = START
    in_flight: int = 0
    ceiling: float = 0.0
    """Where the server last refused; 0 while it has not."""
    refusals: int = 0
    _doubling: bool = True
    _settled: float = 0.0
    _probed: float = 0.0
    _refused: float = 0.0
    _waiting: deque[asyncio.Future[None]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.limit = float(self.fixed or min(START, self.most))

    async def enter(self) -> None:
        """Wait for a place in flight. Cancelling gives the place back."""
        if self.in_flight < int(self.limit) and not self._waiting:
            self.in_flight += 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._leave()
            raise

    def leave(self, *, refused: bool | None) -> None:
        """Give a place back: the server took the request (False), refused it as too many (True), or neither (None)."""
        if refused:
            self._cut()
        elif refused is False and not self.fixed:
            self._grow()
        self._leave()

    def _leave(self) -> None:
        self.in_flight -= 1
        while self._waiting and self.in_flight < int(self.limit):
            turn = self._waiting.popleft()
            if not turn.done():
                self.in_flight += 1
                turn.set_result(None)

    def _grow(self) -> None:
        now = time.monotonic()
        if now < self._settled or self.in_flight < USED * self.limit:
            return
        if self.ceiling and now - self._refused > FORGET_S:
            self.ceiling = 0.0
        if self._doubling:
            self.limit += 1
        elif not self.ceiling or self.limit < NEAR * self.ceiling:
            self.limit += 1 / self.limit
        elif now - self._probed > PROBE_S:
            self.limit, self._probed = self.limit + 1, now
        self.limit = min(self.limit, float(self.most))

    def _cut(self) -> None:
        now = time.monotonic()
        self.refusals += 1
        self._refused = now
        if now < self._settled or self.fixed:
            return
        # while doubling, the last limit that did well was about half; later the refusal marks the edge itself
        self.ceiling = float(self.in_flight)
        self.limit = max(1.0, self.in_flight / 2 if self._doubling else self.in_flight * CUT)
        self._doubling, self._settled, self._probed = False, now + SETTLE_S, now + SETTLE_S


class Pace:
    """A bound on something a minute: a bucket that fills evenly and holds two seconds' worth. 0 is no bound."""

    def __init__(self, per_minute: float) -> None:
        self._rate, self._room = per_minute / 60, max(1.0, per_minute / 60 * 2)
        self._held, self._at = self._room, time.monotonic()

    @property
    def bounds(self) -> bool:
        """Whether there is anything to wait for."""
        return self._rate > 0

    async def take(self, amount: float) -> None:
        """Wait until so much may be spent; more than the bucket holds is let through when it is full."""
        while self._rate:
            now = time.monotonic()
            self._held, self._at = min(self._room, self._held + (now - self._at) * self._rate), now
            if self._held >= min(amount, self._room):
                self._held -= amount
                return
            await asyncio.sleep((min(amount, self._room) - self._held) / self._rate)

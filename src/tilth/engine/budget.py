"""What a run may spend, and what it has spent: in tokens, money and time, over all its processes and restarts."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from tilth.core.errors import BudgetSpent
from tilth.core.model import Backend, Reply

LOOK_S = 0.002
"""How often what other processes have spent is looked at; less often where looking takes long."""
LOOKING = 0.05
"""The share of the time that may be spent on looking."""
ROW = "{:020} {:020.6f}\n"
"""Tokens and dollars as they stand in a file: always as long, so that a row is never seen half written."""


@dataclass(frozen=True, kw_only=True)
class Budget:
    """The most a run may spend; 0 is no bound. Raising it and running again goes on."""

    tokens: int = 0
    """Tokens of prompts and replies together."""
    usd: float = 0.0
    """US dollars, at the prices of the recipe."""
    seconds: float = 0.0
    """Seconds of one command."""


class Purse:
    """Counts what one process spends, and refuses requests once all have spent the budget.

    Each process keeps a file of its own in the run's `spent` folder, and what a reply cost stands there before anybody
    is given it; a request that is in flight when the budget is reached is still waited for, so a run may end a few
    replies above it.
    """

    def __init__(self, folder: Path, budget: Budget, began: float | None = None) -> None:
        """`began` is when the command did, in seconds since 1970; now, when not said."""
        self._folder, self._budget = folder, budget
        self._own = folder / f"{os.getpid()}-{os.urandom(4).hex()}.txt"
        self._file: int | None = None
        self._tokens, self._usd, self._began = 0, 0.0, time.time() if began is None else began
        self._others, self._look_at = (0, 0.0), 0.0
        self.closed: Exception | None = None
        """Why no more may be asked, once that is so."""

    def check(self) -> None:
        """Raise BudgetSpent, or whatever else closed the purse, when no more may be asked."""
        if self.closed is not None:
            raise self.closed
        began, b = time.monotonic(), self._budget
        if began >= self._look_at and (b.tokens or b.usd):
            self._others = self._read_others()
            took = time.monotonic() - began
            self._look_at = began + max(LOOK_S, took / LOOKING)
        tokens, usd = self._tokens + self._others[0], self._usd + self._others[1]
        why = ""
        if b.tokens and tokens >= b.tokens:
            why = f"{tokens:,} of {b.tokens:,} tokens"
        elif b.usd and usd >= b.usd:
            why = f"{usd:,.2f} of {b.usd:,.2f} US dollars"
        elif b.seconds and time.time() - self._began >= b.seconds:
            why = f"{b.seconds:,.0f} seconds"
        if why:
            self.closed = BudgetSpent(
                f"the budget is spent ({why}); every reply is kept. Raise [budget] and run the same command again"
            )
            raise self.closed

    def pay(self, reply: Reply, backend: Backend) -> None:
        """Count what a reply cost."""
        self._tokens += reply.prompt_tokens + reply.completion_tokens
        cost = reply.prompt_tokens * backend.usd_per_million_in + reply.completion_tokens * backend.usd_per_million_out
        self._usd += cost / 1e6
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self._own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.pwrite(self._file, ROW.format(self._tokens, self._usd).encode(), 0)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _read_others(self) -> tuple[int, float]:
        tokens, usd = 0, 0.0
        for path in self._folder.glob("*.txt"):
            if path != self._own:
                row = path.read_text(encoding="ascii").split()
                if len(row) == 2:  # else its owner has made it and not written yet
                    tokens, usd = tokens + int(row[0]), usd + float(row[1])
        return tokens, usd

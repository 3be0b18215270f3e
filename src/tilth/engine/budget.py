"""What a run may spend, and what it has spent: in tokens, money and time, over all its processes and restarts."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import orjson

from tilth.core.errors import BudgetSpent
from tilth.core.model import Backend, Reply

LOOK_S = 0.5
"""How often what other processes have spent is looked at."""


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

    Each process keeps a file of its own in the run's `spent` folder; a request that is in flight when the budget is
    reached is still waited for, so a run may end a few replies above it.
    """

    def __init__(self, folder: Path, budget: Budget) -> None:
        self._folder, self._budget = folder, budget
        self._own = folder / f"{os.getpid()}-{os.urandom(4).hex()}.json"
        self._tokens, self._usd, self._began = 0, 0.0, time.monotonic()
        self._others, self._looked = (0, 0.0), 0.0
        self.closed: Exception | None = None
        """Why no more may be asked, once that is so."""

    def check(self) -> None:
        """Raise BudgetSpent, or whatever else closed the purse, when no more may be asked."""
        if self.closed is not None:
            raise self.closed
        now, b = time.monotonic(), self._budget
        if now - self._looked > LOOK_S and (b.tokens or b.usd):
            self._looked = now
            self.write()
            self._others = self._read_others()
        tokens, usd = self._tokens + self._others[0], self._usd + self._others[1]
        why = ""
        if b.tokens and tokens >= b.tokens:
            why = f"{tokens:,} of {b.tokens:,} tokens"
        elif b.usd and usd >= b.usd:
            why = f"{usd:,.2f} of {b.usd:,.2f} US dollars"
        elif b.seconds and now - self._began >= b.seconds:
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

    def write(self) -> None:
        """Tell the other processes."""
        if not self._tokens:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        beside = self._own.with_name(f".{self._own.name}.part")
        beside.write_bytes(orjson.dumps({"tokens": self._tokens, "usd": self._usd}))
        beside.replace(self._own)

    def _read_others(self) -> tuple[int, float]:
        tokens, usd = 0, 0.0
        for path in self._folder.glob("*.json"):
            if path != self._own:
                with suppress(OSError, ValueError):
                    told = orjson.loads(path.read_bytes())
                    tokens, usd = tokens + told["tokens"], usd + told["usd"]
        return tokens, usd

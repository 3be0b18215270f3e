"""What a step may reach outside itself. Everything else it knows, it was given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Protocol

from tilth.core.items import Item, Json
from tilth.core.model import Reply


@dataclass(slots=True)
class Flow:
    """What one step did with its items: `came` = `made` + `dropped` + `failed`, each item in one of them."""

    step: str
    came: int = 0
    made: int = 0
    """Items that became something."""
    dropped: int = 0
    failed: int = 0
    gave: int = 0
    """Items that came out, several perhaps for one that went in."""


class Run(Protocol):
    """A run as steps see it: models, memory, chance, counters, and what evidence points into."""

    @property
    def width(self) -> int:
        """How many items a step that waits may have in hand at once."""

    async def generate(
        self,
        prompt: str,
        *,
        role: str = "writer",
        images: tuple[str, ...] = (),
        schema: Mapping[str, Json] | None = None,
        sample: int = 0,
    ) -> Reply:
        """Ask the model that plays this role. The same request is asked once; `sample` tells draws apart."""

    async def once(self, kind: str, key: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        """Do something to the outside world once, and remember what came back."""

    def rng(self, *key: str) -> Random:
        """Chance that depends on the run's seed and this key alone, never on order or time."""

    def count(self, name: str, n: int = 1) -> None:
        """Add to a counter in the run's summary."""

    def keep(self, source: str, text: str) -> str:
        """Keep a source's text with the run, so that evidence can be followed and checked offline; give its id."""

    def fail(self, step: str, item: Item, error: Exception) -> None:
        """Keep an item that failed, with the reason, and go on. What else came of the item is not passed on."""

    def drop(self, step: str, item: Item, reason: str) -> None:
        """Keep an item that was turned away, with the reason. What else came of the item is not passed on."""

    def settled(self, item: Item) -> bool:
        """Whether this very object was dropped or failed since the last time it was asked about."""

    def flow(self, step: str) -> Flow:
        """A new count of what a step does, kept in the summary in the order of the steps."""

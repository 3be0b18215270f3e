"""Writes the seed's material as it stands: for exercises that are already the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tilth.core.items import Seed
from tilth.core.parts import Composer, Draft
from tilth.core.run import Run


@dataclass(frozen=True)
class Verbatim(Composer):
    """Asks no model anything."""

    def compose(self, seed: Seed, run: Run) -> Iterator[Draft]:
        yield Draft(text=seed.material)

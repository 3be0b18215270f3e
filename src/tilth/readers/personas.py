"""Reads personas out of the hub, by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tilth.core.errors import RecipeError
from tilth.core.parts import Reader, Unit
from tilth.core.run import Run
from tilth.persona.hub import HUB, persona
from tilth.persona.items import Persona

EACH = 100
"""How many personas a unit holds at most, until there are so many that the list of units would grow too long."""
MOST_UNITS = 100_000


@dataclass(frozen=True)
class Personas(Reader[Persona]):
    """Somebody to read for: personas of the hub in a row. It jumps to any of them, so any stretch costs the same."""

    count: int = 100
    """How many personas; at most 10**12."""
    start: int = 0
    """The number of the first, from 0."""
    seed: int = 0
    """Which hub; another seed gives other people under the same numbers."""

    def __post_init__(self) -> None:
        if self.count < 1:
            raise RecipeError(f"personas: count must be at least 1, got {self.count}")
        if not 0 <= self.start <= HUB - self.count:
            raise RecipeError(f"personas: start and count must stay within 0 to {HUB}, got {self.start} + {self.count}")

    def units(self) -> Sequence[Unit]:
        stop = self.start + self.count
        each = max(EACH, -(-self.count // MOST_UNITS))
        edges = range(self.start, stop, each)
        return [Unit("personas", at, min(at + each, stop), min(each, stop - at)) for at in edges]

    def read(self, unit: Unit, run: Run) -> Iterator[Persona]:
        return (persona(index, self.seed) for index in range(unit.start, unit.stop))

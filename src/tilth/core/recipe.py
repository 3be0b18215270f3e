"""A recipe: how seeds are found. How they are written up, sifted and kept is the same for all."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from tilth.core.component import Component
from tilth.core.items import Record, Seed
from tilth.core.parts import Composer, Sieve, Writer
from tilth.core.pipeline import Pipeline


@dataclass(frozen=True, kw_only=True)
class Recipe(Component):
    """One way of making a corpus."""

    home: ClassVar[str] = "tilth.recipes"

    filters: tuple[Sieve, ...] = ()
    """What every record must pass, in this order."""
    writer: Writer | None = None
    """Where records go; Parquet when the recipe does not say."""
    partitions: int = 8
    """How many pieces the work is cut into: what one process does at a time, and what is redone after a crash."""
    failures_allowed: int = 0
    """How many items may fail before the command ends with status 1."""
    most_failures: int = 1000
    """How many items may fail before the run is stopped."""

    @abstractmethod
    def line(self) -> Pipeline[Record]:
        """The line up to the filters."""

    def records(self) -> Pipeline[Record]:
        """The whole line, up to the writer."""
        line = self.line()
        for sieve in self.filters:
            line = line.then(sieve)
        return line


@dataclass(frozen=True, kw_only=True)
class Method(Recipe):
    """A recipe that finds seeds, and has them written up. A method says how it finds them, and nothing else."""

    composer: Composer

    @abstractmethod
    def seeds(self) -> Pipeline[Seed]:
        """The line that finds seeds."""

    def line(self) -> Pipeline[Record]:
        return self.seeds().then(self.composer)

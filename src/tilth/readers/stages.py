"""Reads lessons: the stages of development, youngest first, each level by level, easiest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tilth.core.errors import RecipeError
from tilth.core.parts import Reader, Unit
from tilth.core.run import Run
from tilth.curriculum.items import STAGES, Lesson

MOST = 500
"""Most lessons in one unit: small enough to spread over many processes."""


@dataclass(frozen=True)
class Stages(Reader[Lesson]):
    """Lessons by number: a lesson of a stage is one exercise of each of its tasks. Any lesson is reached at once."""

    names: tuple[str, ...] = STAGES
    """The stages, in the order in which they are practised."""
    levels: int = 3
    """How many levels of each, from 1 upwards; at least 1. Tasks without such a level leave its lessons out."""
    lessons: int = 1000
    """How many lessons of each stage at each level; at least 1."""

    def units(self) -> Sequence[Unit]:
        """Ranges of at most 500 lessons. Raises RecipeError when a setting is wrong."""
        self._refuse_nonsense()
        return [
            Unit(f"{stage}/{level}", start, stop := min(start + MOST, self.lessons), stop - start)
            for stage in self.names
            for level in range(1, self.levels + 1)
            for start in range(0, self.lessons, MOST)
        ]

    def read(self, unit: Unit, run: Run) -> Iterator[Lesson]:
        stage, _, level = unit.name.partition("/")
        for number in range(unit.start, unit.stop):
            yield Lesson(stage, int(level), number)

    def _refuse_nonsense(self) -> None:
        for name in self.names:
            if name not in STAGES:
                raise RecipeError(f"no stage is called {name!r}; there are {', '.join(STAGES)}")
        if len(set(self.names)) != len(self.names) or not self.names:
            raise RecipeError(f"names must hold each stage at most once, and at least one of {', '.join(STAGES)}")
        if self.levels < 1:
            raise RecipeError(f"levels must be at least 1, and is {self.levels}")
        if self.lessons < 1:
            raise RecipeError(f"lessons must be at least 1, and is {self.lessons}")

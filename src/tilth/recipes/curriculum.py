"""Stages of development practise tasks, youngest first, easiest level first."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.core.items import Seed
from tilth.core.parts import Reader
from tilth.core.pipeline import Pipeline, read
from tilth.core.recipe import Method
from tilth.curriculum.items import Lesson
from tilth.curriculum.practise import Practise, Task
from tilth.engine.registry import find, names


@dataclass(frozen=True, kw_only=True)
class CurriculumRecipe(Method):
    """Lesson -> exercises."""

    stages: Reader[Lesson]
    tasks: tuple[Task, ...] = ()
    """The tasks to practise; all there are when none is named."""

    def seeds(self) -> Pipeline[Seed]:
        tasks = self.tasks or tuple(find(Task, name)() for name in names(Task))
        return read(self.stages).then(Practise(tasks))

"""From lessons to exercises: each lesson practises every task of its stage at its level."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from random import Random
from typing import Any, ClassVar

from tilth.core.component import Component
from tilth.core.errors import StepError
from tilth.core.items import Json, Proof, Seed
from tilth.core.run import Run
from tilth.core.step import ForEach
from tilth.curriculum.items import Exercise, Lesson

Latent = Mapping[str, Any]
"""Plain JSON under short keys; each task alone knows the shape of its own."""


class Task(Component):
    """An exercise that can be made without end, at any level, by rule, and solved by another rule.

    What it is about (the latent) is kept apart from how it is said: `pose` draws the latent, `render` puts it into
    words with the answer that `solve` gives, and `check` finds the answer again in another way.
    """

    home: ClassVar[str] = "tilth.curriculum.tasks"
    version: ClassVar[int] = 1
    """Raised when the exercises change, so that old records are not held to new rules."""
    levels: ClassVar[int] = 3
    """How many levels it has; level 1 is the easiest."""
    skill: ClassVar[str]
    """The skill it practises, in a few words."""

    @property
    def stage(self) -> str:
        """The stage it belongs to: the name of its folder."""
        return type(self).__module__.rpartition(".")[0].rpartition(".")[2]

    @abstractmethod
    def pose(self, level: int, rng: Random) -> Latent:
        """Draw what an exercise is about. The same level and chance draw the same."""

    @abstractmethod
    def solve(self, latent: Latent) -> str:
        """The answer."""

    @abstractmethod
    def check(self, latent: Latent, answer: str) -> bool:
        """Whether an answer is right, found in another way than `solve` finds it."""

    @abstractmethod
    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        """Put it into words."""

    def exercise(self, seed: int, level: int, number: int) -> Exercise:
        """The exercise at an address: the same in every process, for ever, under one version."""
        key = f"{self.version}|{self.name}|{seed}|{level}|{number}"
        rng = Random(int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big"))
        latent = self.pose(level, rng)
        return self.render(latent, self.solve(latent), rng)

    def again(self, address: Mapping[str, Json]) -> tuple[str, str, str]:
        """The text, question and answer at this address; the answer has been found in two ways."""
        numbers = [address.get(name) for name in ("seed", "level", "number")]
        if address.get("version") != self.version or not all(isinstance(n, int) for n in numbers):
            raise StepError(f"{self.name} makes version {self.version}, the address says {address.get('version')}")
        made = self.exercise(*(int(str(n)) for n in numbers))
        if not self.check(made.latent, made.answer):
            raise StepError(f"{self.name}: the second solver does not find {made.answer!r}")
        return made.text, made.question, made.answer


@dataclass(frozen=True)
class Practise(ForEach[Lesson, Seed]):
    """Lesson -> one exercise of each task of its stage."""

    tasks: tuple[Task, ...]

    def apply(self, item: Lesson, run: Run) -> Iterator[Seed]:
        seed = run.rng("practise").getrandbits(32)
        for task in _of_stage(self.tasks, item.stage):
            if item.level <= task.levels:
                yield seed_of(task, item, seed)


@lru_cache(maxsize=64)
def _of_stage(tasks: tuple[Task, ...], stage: str) -> tuple[Task, ...]:
    return tuple(task for task in tasks if task.stage == stage)


def seed_of(task: Task, lesson: Lesson, seed: int) -> Seed:
    """One exercise as a seed, with the address at which it can be made again."""
    made = task.exercise(seed, lesson.level, lesson.number)
    name = task.name
    address: dict[str, Json] = {
        "task": name,
        "version": task.version,
        "seed": seed,
        "level": lesson.level,
        "number": lesson.number,
    }
    return Seed(
        material=made.text,
        method="curriculum",
        audience=lesson.stage,
        question=made.question,
        answer=made.answer,
        proof=Proof("regenerate", address),
        meta={
            "stage": lesson.stage,
            "skill": task.skill,
            "task": name,
            "level": lesson.level,
            "options": made.options,
            "latent": made.latent,
        },
    )

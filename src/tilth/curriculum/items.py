"""The nouns of the curriculum method: stages of development, lessons in them, and exercises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tilth.core.items import Json, content_id

STAGES = ("perception", "objects", "space", "language", "logic", "social")
"""The stages of development, youngest first; each is a folder of tasks."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One round of practice in a stage: one exercise of each of its tasks at one level."""

    stage: str
    level: int
    """From 1, the easiest."""
    number: int
    """Which round it is; exercises of different rounds are drawn independently."""

    @property
    def id(self) -> str:
        return content_id(self.stage, self.level, self.number)


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise put into words."""

    text: str
    """The whole of it, as a model should read it: scene, question and answer in one piece of prose or dialogue."""
    question: str
    """The question with all that is needed to answer it, without the answer."""
    answer: str
    options: tuple[str, ...] = ()
    """The answers to choose from, where there are such."""
    latent: Mapping[str, Json] = field(default_factory=dict)
    """What the words are about, with nothing of how it is said."""

"""Writes questions of many kinds on a seed's material, with answers (after Su et al. 2024, "Nemotron-CC")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tilth.composers._asked import Asked, written
from tilth.composers._pairs import count_pairs
from tilth.core.errors import RecipeError
from tilth.core.parts import Draft

WORDS_A_PAIR = 40
"""Words of material that one question is asked for."""


@dataclass(frozen=True, kw_only=True)
class QuestionAnswer(Asked):
    """Yes or no, why, how, one of four, comparisons. A reply without a single pair is dropped as unreadable."""

    share: float = 0.8
    most_pairs: int = 8
    """The most questions to ask for; short material gets fewer, one for every 40 words, and at least two."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.most_pairs < 1:
            raise RecipeError(f"{self.name}: most_pairs must be at least 1, got {self.most_pairs}")

    def told(self, words: int, mark: str) -> Mapping[str, str]:
        return {"pairs": str(min(self.most_pairs, max(2, words // WORDS_A_PAIR)))}

    def draft(self, text: str, model: str) -> Draft | None:
        found = count_pairs(text, "Question:", "Answer:")
        return written(text, model, meta={"pairs": found}) if found else None

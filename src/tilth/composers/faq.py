"""Writes the questions that readers ask most about a seed's material, with their answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tilth.composers._asked import Asked, written
from tilth.composers._pairs import count_pairs
from tilth.core.errors import RecipeError
from tilth.core.parts import Draft

WORDS_A_PAIR = 60
"""Words of material that one pair is asked for."""


@dataclass(frozen=True, kw_only=True)
class Faq(Asked):
    """As many pairs as the material's length allows; a reply without a single pair is dropped as unreadable."""

    fewest_pairs: int = 4
    """The fewest pairs to ask for, however short the material."""
    most_pairs: int = 8
    """The most pairs to ask for, however long the material."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= self.fewest_pairs <= self.most_pairs:
            raise RecipeError(
                f"{self.name}: fewest_pairs must be from 1 to most_pairs, got {self.fewest_pairs} and {self.most_pairs}"
            )

    def told(self, words: int, mark: str) -> Mapping[str, str]:
        return {"pairs": str(min(self.most_pairs, max(self.fewest_pairs, words // WORDS_A_PAIR)))}

    def draft(self, text: str, model: str) -> Draft | None:
        found = count_pairs(text, "Q:", "A:")
        return written(text, model, meta={"pairs": found}) if found else None

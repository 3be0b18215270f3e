"""Writes word problems out of the numbers in a seed's material, with worked solutions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tilth.composers._asked import Asked, written
from tilth.composers._pairs import count_pairs
from tilth.core.errors import RecipeError
from tilth.core.items import Seed
from tilth.core.parts import Draft

FEWEST_NUMBERS = 2
"""Numbers in digits that the material must have, or there is nothing to work out, and no model is asked."""
WORDS_A_PROBLEM = 80
"""Words of material that one problem is asked for."""
_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, kw_only=True)
class Maths(Asked):
    """Problem, solution, answer. Nothing here checks the arithmetic: the solutions are as good as the model."""

    most_problems: int = 3
    """The most problems to ask for; short material gets fewer."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.most_problems < 1:
            raise RecipeError(f"{self.name}: most_problems must be at least 1, got {self.most_problems}")

    def unfit(self, seed: Seed) -> str:
        numbers = _NUMBER.finditer(seed.material)
        enough = all(next(numbers, None) for _ in range(FEWEST_NUMBERS))
        return super().unfit(seed) or ("" if enough else "no_numbers")

    def told(self, words: int, mark: str) -> Mapping[str, str]:
        count = min(self.most_problems, max(1, words // WORDS_A_PROBLEM))
        return {"problems": "one word problem" if count == 1 else f"{count} word problems"}

    def draft(self, text: str, model: str) -> Draft | None:
        found = count_pairs(text, "Problem:", "Answer:")
        return written(text, model, meta={"problems": found}) if found else None

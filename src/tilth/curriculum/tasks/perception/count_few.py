"""How many small pictures of a kind stand in a row."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import between, pick, shuffled, some
from tilth.curriculum.grammar import NUMBERS, plural
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import NAMES, SYMBOLS
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

KINDS = tuple(SYMBOLS)
SCENES = (
    "{name} drew this:", "Look at the card that {name} holds up:", "{name} stuck these on the window:",
    "This is what {name} sees:", "{name} printed a row of little pictures:", "Here is a page from {name}'s book:",
    "{name} made a pattern with stamps:", "{name} laid some cards on the table:",
)  # fmt: skip
ASKS = (
    "How many {all} are there?", "How many {all} can you see?", "Count the {all}. How many are there?",
    "How many {all} are in the picture?", "Can you count the {all}?",
)  # fmt: skip
RANGES = ((1, 3), (1, 5), (3, 9))
"""Fewest and most to count, by level."""
GAPS = (" ", "  ", "   ", "")


@dataclass(frozen=True)
class CountFew(Task):
    """Say how many there are.

    Axis: set size and distractors. One to three are seen at a glance by toddlers (Starkey & Cooper 1995); saying how
    many comes with the knower levels one, two, three, and then all at once (Wynn 1992). Level 1 shows up to three of
    a kind, level 2 up to five among others, level 3 three to nine among two other kinds.
    """

    skill: ClassVar[str] = "counting small sets"

    def pose(self, level: int, rng: Random) -> Latent:
        least, most = RANGES[level - 1]
        kinds = some(rng, KINDS, level)
        row = [kinds[0]] * between(rng, least, most)
        for other in kinds[1:]:
            row += [other] * between(rng, 1, 4)
        return {"who": pick(rng, NAMES), "row": shuffled(rng, row), "of": kinds[0], "most": most, "least": least}

    def solve(self, latent: Latent) -> str:
        return NUMBERS[latent["row"].count(latent["of"])]

    def check(self, latent: Latent, answer: str) -> bool:
        """Point at each in turn and say the next number; the last number said is how many there are."""
        words = iter(NUMBERS)
        said = next(words)
        for one in latent["row"]:
            if one == latent["of"]:
                said = next(words)
        return said == answer

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        row = [SYMBOLS[kind] for kind in latent["row"]]
        gap = pick(rng, GAPS)
        if len(row) > 6 and rng.random() < 0.6:
            half = len(row) // 2
            picture = f"{gap.join(row[:half])}\n{gap.join(row[half:])}"
        else:
            picture = gap.join(row)
        what = plural(latent["of"])
        scene = f"{pick(rng, SCENES).format(name=latent['who'])}\n{picture}"
        options = shuffled(rng, NUMBERS[latent["least"] : latent["most"] + 1])
        ask = pick(rng, ASKS).format(all=what)
        return say(rng, latent, scene, ask, f"the number of {what} is", answer, options)

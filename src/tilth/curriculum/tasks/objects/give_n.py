"""Whether somebody gave as many as were asked for."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import between, pick, shuffled, some
from tilth.curriculum.grammar import NUMBERS, many
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import NAMES, SYMBOLS
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

KINDS = tuple(SYMBOLS)
RANGES = ((2, 3), (2, 5), (4, 9))
"""Fewest and most that are asked for, by level."""
VERDICTS = {-1: "too few", 0: "just enough", 1: "too many"}
SCENES = (
    "{one} asks {other} for {some} from the card box. {other} hands over:",
    "{one} wants {some}. {other} lays down:",
    '"Please give me {some}," says {one}. {other} gives {one} this:',
    "{other} must stick {some} on the page. {other} sticks:",
    "The game says: put down {some}. {other} shows {one} this:",
    "{one} needs {some} for a poster. {other} cuts out:",
    "{one} would like {some}. {other} counts out:",
)
ASKS = (
    "Did {other} give too few, too many or just enough?",
    "Is that too few, just enough or too many?",
    "Did {other} get it right, or are there too many or too few?",
    "{other} wonders if that is right. What do you say?",
    "Are there enough now, or too few, or too many?",
)


@dataclass(frozen=True)
class GiveN(Task):
    """Judge whether a set has the number that was asked for.

    Axis: the number asked for, and other things among those given. Children learn to give one, two, then three when
    asked, and at about three and a half all numbers they can count to (Wynn 1992; Le Corre & Carey 2007). Level 1
    asks for two or three, level 2 up to five with other things among them, level 3 four to nine.
    """

    skill: ClassVar[str] = "giving so many and no more"

    def pose(self, level: int, rng: Random) -> Latent:
        asked = between(rng, *RANGES[level - 1])
        off = between(rng, -1, 1) * (between(rng, 1, 2) if level == 3 else 1)
        kinds = some(rng, KINDS, level)
        row = [kinds[0]] * (asked + off)
        for other in kinds[1:]:
            row += [other] * between(rng, 1, 3)
        return {"who": some(rng, NAMES, 2), "asked": asked, "of": kinds[0], "row": shuffled(rng, row)}

    def solve(self, latent: Latent) -> str:
        off = latent["row"].count(latent["of"]) - latent["asked"]
        return VERDICTS[(off > 0) - (off < 0)]

    def check(self, latent: Latent, answer: str) -> bool:
        """Tick off one wish for each thing given: wishes left over, things left over, or neither."""
        wishes, left = latent["asked"], 0
        for one in latent["row"]:
            if one == latent["of"]:
                wishes, left = (wishes - 1, left) if wishes else (wishes, left + 1)
        return answer == ("too few" if wishes else "too many" if left else "just enough")

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        one, other = latent["who"]
        what = latent["of"]
        gap = " " if rng.random() < 0.6 else "  "
        picture = gap.join([SYMBOLS[kind] for kind in latent["row"]])
        scene = f"{pick(rng, SCENES).format(one=one, other=other, some=many(latent['asked'], what))}\n{picture}"
        ask = pick(rng, ASKS).format(other=other)
        count, asked = latent["row"].count(what), many(latent["asked"], what)
        why = f"{asked.capitalize()} were asked for, and there {'is' if count == 1 else 'are'} {NUMBERS[count]}."
        options = shuffled(rng, tuple(VERDICTS.values()))
        return say(rng, latent, scene, ask, f"{other} gave", answer, options, why=why)

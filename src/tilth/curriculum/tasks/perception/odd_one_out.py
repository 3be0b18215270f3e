"""One thing looks different from all the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import pick, shuffled, some
from tilth.curriculum.grammar import a, listing
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import COLOURS, NAMES, PATTERNS, SIZES, THINGS
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

LOOKS = (COLOURS, SIZES, PATTERNS)
"""The ways in which things can look different: as the words stand in `looks`, by place."""
SCENES = (
    "{name} puts some things in a row: {all}.", "{name} has {all}.", "On {name}'s shelf there is {all}.",
    "{name} takes these out of a bag: {all}.", "{name} has a tray with {all} on it.", "{name} finds {all}.",
    "In {name}'s picture there is {all}.", "{name} lays {all} on the rug.",
)  # fmt: skip
ASKS = (
    "Which thing looks different from all the others?", "Which one does not look like the rest?",
    "All but one are alike in one way. Which one is it?", "Which one is the odd one out by its looks?",
    "One of them is not like the others. Which one?",
)  # fmt: skip
STEMS = ("the odd one out is", "the one that looks different is", "the one that is not like the rest is")


@dataclass(frozen=True)
class OddOneOut(Task):
    """Find the thing that differs from all the others in one way in which those are alike.

    Axis: how many ways of looking vary at once. Young children go by overall likeness and learn to attend to one
    dimension (Smith & Kemler 1977). At level 1 one way varies among four things; at level 2 another way splits them
    in half; at level 3 two other ways split five things.
    """

    skill: ClassVar[str] = "finding what looks different"

    def pose(self, level: int, rng: Random) -> Latent:
        count = 5 if level == 3 else 4
        odd, ways = int(rng.random() * count), shuffled(rng, (0, 1, 2))[:level]
        looks = [["", "", ""] for _ in range(count)]
        for way in ways:
            usual, other = some(rng, LOOKS[way], 2)
            few = {odd} if way == ways[0] else set(some(rng, range(count), 2))
            for at in range(count):
                looks[at][way] = other if at in few else usual
        return {"who": pick(rng, NAMES), "things": some(rng, THINGS, count), "looks": looks}

    def solve(self, latent: Latent) -> str:
        for way in zip(*latent["looks"], strict=True):
            seen = Counter(way)
            if sorted(seen.values()) == [1, len(way) - 1]:
                return str(latent["things"][way.index(min(seen, key=seen.__getitem__))])
        raise ValueError("nothing is odd")

    def check(self, latent: Latent, answer: str) -> bool:
        """Take the thing away: the rest must now be alike in a way in which they were not alike with it."""
        if answer not in latent["things"]:
            return False
        looks, at = latent["looks"], latent["things"].index(answer)
        rest = looks[:at] + looks[at + 1 :]
        return any(len({r[w] for r in rest}) == 1 and looks[at][w] != rest[0][w] for w in range(3))

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        things, name = latent["things"], latent["who"]
        row = []
        for thing, (colour, size, pattern) in zip(things, latent["looks"], strict=True):
            row.append(a(" ".join(word for word in (size, colour, pattern, thing) if word)))
        scene = pick(rng, SCENES).format(name=name, all=listing(row))
        ask, stem = pick(rng, ASKS), pick(rng, STEMS)
        why = _why(latent["looks"], things.index(answer), answer)
        return say(rng, latent, scene, ask, stem, answer, shuffled(rng, things), article="the ", why=why)


def _why(looks: list[list[str]], odd: int, thing: str) -> str:
    """In which way the odd one differs."""
    rest = looks[0 if odd else 1]
    others = [one for at, one in enumerate(looks) if at != odd]
    way = next(w for w in range(3) if all(one[w] == rest[w] for one in others) and rest[w] != looks[odd][w])
    return f"The {thing} is {looks[odd][way]} and all the others are {rest[way]}."

"""Which of two things is on the left, put together from what is said about their neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import pick, shuffled, some
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import NAMES, THINGS
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

PLACES = ("shelf", "table", "rug", "window sill", "desk", "bench", "tray", "counter", "mat", "piano")
OPENINGS = (
    "Some things stand in a row on {name}'s {place}.",
    "{name} put some things in a row on the {place}.",
    "{name} looks at a row of things on the {place}.",
    "There is a row of things in front of {name} on the {place}.",
    "{name} lines things up on the {place}.",
)
LEFT = (
    "The {one} is to the left of the {other}.",
    "The {one} stands left of the {other}.",
    "To the left of the {other} {name} sees the {one}.",
    "You find the {one} on the left of the {other}.",
)
RIGHT = (
    "The {other} is to the right of the {one}.",
    "The {other} stands right of the {one}.",
    "To the right of the {one} {name} sees the {other}.",
    "You find the {other} on the right of the {one}.",
)
ASKS = (
    "Is the {one} to the left or to the right of the {other}?",
    "On which side of the {other} is the {one}, left or right?",
    "Seen from the {other}, is the {one} on the right or on the left?",
    "Which side of the {other} is the {one} on?",
    "Where is the {one}, left or right of the {other}?",
)


@dataclass(frozen=True)
class LeftRightChain(Task):
    """Put relations of left and right together.

    Axis: number of relations between the two things, and their order. Children tell their own left from right at
    about five, and relate things to each other by left and right only years later (Piaget 1928). Level 1 gives one
    relation, to be kept or turned round; level 2 two; level 3 three or four, in any order.
    """

    skill: ClassVar[str] = "putting spatial relations together"

    def pose(self, level: int, rng: Random) -> Latent:
        count = level + 1 if level < 3 or rng.random() < 0.5 else 5
        row = some(rng, THINGS, count)
        clues = [[row[n], row[n + 1]] for n in range(count - 1)]
        one = 0 if count < 5 else int(rng.random() * 2)
        ends = [row[one], row[one + max(1, min(3, count - 1))]]
        ask = ends if rng.random() < 0.5 else ends[::-1]
        return {"who": pick(rng, NAMES), "left": shuffled(rng, clues), "ask": ask}

    def solve(self, latent: Latent) -> str:
        one, other = latent["ask"]
        after = {left: right for left, right in latent["left"]}
        step: str | None = one
        while step is not None and step != other:
            step = after.get(step)
        return "left" if step == other else "right"

    def check(self, latent: Latent, answer: str) -> bool:
        """Try every row: in all those that agree with what is said, the thing must be on the answer's side."""
        one, other = latent["ask"]
        things = sorted({thing for clue in latent["left"] for thing in clue})
        rows = [row for row in permutations(things) if all(row.index(x) < row.index(y) for x, y in latent["left"])]
        sides = {"left" if row.index(one) < row.index(other) else "right" for row in rows}
        return sides == {answer}

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        name = latent["who"]
        said = [pick(rng, OPENINGS).format(name=name, place=pick(rng, PLACES))]
        for left, right in latent["left"]:
            said.append(pick(rng, LEFT if rng.random() < 0.5 else RIGHT).format(one=left, other=right, name=name))
        one, other = latent["ask"]
        ask = pick(rng, ASKS).format(one=one, other=other)
        stem = f"seen from the {other}, the {one} is on"
        why = "" if len(latent["left"]) == 1 else _why(latent["left"])
        return say(
            rng, latent, " ".join(said), ask, stem, answer, shuffled(rng, ("left", "right")), article="the ", why=why
        )


def _why(clues: list[list[str]]) -> str:
    """The whole row, from left to right."""
    after = {left: right for left, right in clues}
    thing = next(iter(after.keys() - after.values()))
    row = [thing]
    while thing in after:
        thing = after[thing]
        row.append(thing)
    return f"From left to right the row is: {', '.join(row)}."

"""The next number of a row that follows a rule."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import between, pick, shuffled
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import NAMES
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

SCENES = (
    "{name} counts in a special way: {row}.",
    "{name} writes these numbers on the board: {row}.",
    "The numbers on {name}'s tickets are {row}.",
    "{name} jumps along the number line: {row}.",
    "{name} saves some coins every day and has, day by day, {row}.",
    "On {name}'s street the doors are numbered {row}.",
    "{name} reads out a row of numbers: {row}.",
    "The pages in {name}'s book are marked {row}.",
    "A row of numbers is painted on {name}'s fence: {row}.",
    "{name} types {row}.",
)
ASKS = (
    "Which number comes next?",
    "What is the next number?",
    "How does the row go on?",
    "What number should come after that?",
    "If it goes on like this, which number is next?",
    "Which number follows?",
)


@dataclass(frozen=True)
class NumberPattern(Task):
    """Carry on a row of numbers.

    Axis: the rule. Children count on and back by one before they count by other steps, and see steps that grow or
    take turns later still (Sarama & Clements 2009). Level 1 goes by ones or twos, level 2 by any step up to twelve,
    level 3 by two steps in turn, by growing steps, or by doubling. Every row may be read upwards or downwards.
    """

    skill: ClassVar[str] = "carrying on number patterns"

    def pose(self, level: int, rng: Random) -> Latent:
        if level == 3:
            row = _hard(rng)
        else:
            step = between(rng, 1, 2) if level == 1 else between(rng, 3, 12)
            first = between(rng, 1, 60 if level == 1 else 120)
            row = [first + step * n for n in range(between(rng, 6, 8))]
        if rng.random() < 0.5:
            row.reverse()
        return {"who": pick(rng, NAMES), "row": row[1:-1], "over": row[0]}

    def solve(self, latent: Latent) -> str:
        row = latent["row"]
        steps = [after - before for before, after in pairwise(row)]
        if len(set(steps)) == 1:
            return str(row[-1] + steps[0])
        turns = [after - before for before, after in pairwise(steps)]
        if len(set(turns)) == 1:
            return str(row[-1] + steps[-1] + turns[0])
        if steps[0] == steps[2]:
            return str(row[-1] + steps[-2])
        return str(row[-1] * 2 if steps[0] > 0 else row[-1] // 2)

    def check(self, latent: Latent, answer: str) -> bool:
        """With the answer at its end the whole row must obey one rule, and without its last number the same one."""
        if not answer.lstrip("-").isdigit():
            return False
        row = [*latent["row"], int(answer)]
        return any(all(rule(row, n) for n in range(3, len(row))) for rule in (_even, _growing, _in_turn, _doubling))

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        row = ", ".join(map(str, latent["row"]))
        scene = pick(rng, SCENES).format(name=latent["who"], row=row)
        options = shuffled(rng, (answer, str(latent["over"])))
        why = _why(latent["row"])
        return say(rng, latent, scene, pick(rng, ASKS), "the next number is", answer, options, why=why)


def _hard(rng: Random) -> list[int]:
    """Some numbers, upwards, by two steps in turn, by growing steps, or by doubling."""
    kind, one, other = int(rng.random() * 3), between(rng, 1, 9), between(rng, 1, 9)
    if kind == 0:
        first = between(rng, 1, 75)
        return [first * 2**n for n in range(6)]
    if kind == 1:
        steps = [one + (other + 1) // 2 * n for n in range(6)]
    else:
        steps = [one, one + other] * 3 + [one]
    return list(accumulate(steps, initial=between(rng, 1, 60)))


def _why(row: list[int]) -> str:
    """The rule in words."""
    steps = [after - before for before, after in pairwise(row)]
    way = "more" if steps[0] > 0 else "less"
    sizes = [abs(step) for step in steps]
    if len(set(sizes)) == 1:
        return f"Each number is {sizes[0]} {way} than the one before."
    if sizes[0] == sizes[2]:
        return f"The steps are {sizes[0]} {way} and {sizes[1]} {way}, in turn."
    if len(set(after - before for before, after in pairwise(sizes))) == 1:
        return f"Step by step it is {', '.join(f'{size} {way}' for size in sizes)}."
    return f"Each number is {'twice' if way == 'more' else 'half'} the one before."


def _even(row: list[int], n: int) -> bool:
    return row[n] - row[n - 1] == row[1] - row[0] == row[2] - row[1]


def _growing(row: list[int], n: int) -> bool:
    return row[n] - 2 * row[n - 1] + row[n - 2] == row[2] - 2 * row[1] + row[0]


def _in_turn(row: list[int], n: int) -> bool:
    return len(row) > 6 and row[n] - row[n - 1] == row[n - 2] - row[n - 3]


def _doubling(row: list[int], n: int) -> bool:
    up, down = row[1] == 2 * row[0] and row[2] == 2 * row[1], row[0] == 2 * row[1] and row[1] == 2 * row[2]
    return (up and row[n] == 2 * row[n - 1]) or (down and row[n - 1] == 2 * row[n])

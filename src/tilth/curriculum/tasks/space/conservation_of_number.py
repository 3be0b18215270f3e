"""Who has more in a row, whatever the row looks like and whatever is done to it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import between, pick, shuffled, some
from tilth.curriculum.grammar import NUMBERS, plural
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import HIS, NAMES, SYMBOLS
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

KINDS = tuple(SYMBOLS)
CHANGES = {
    "spread": (
        "{name} spreads {his} {all} out.",
        "{name} makes {his} row longer by pulling the {all} apart.",
        "{name} leaves more room between {his} {all}.",
    ),
    "push": (
        "{name} pushes {his} {all} close together.",
        "{name} makes {his} row shorter by closing the gaps.",
        "{name} squeezes {his} {all} into a tight row.",
    ),
    "ring": (
        "{name} lays {his} {all} in a circle.",
        "{name} turns {his} row into a ring.",
        "{name} heaps {his} {all} up in a pile.",
    ),
    "add": (
        "{name} adds one more to {his} row.",
        "{name} finds another one and lays it down too.",
        "{name} puts one more next to {his} {all}.",
    ),
    "take": (
        "{name} takes one of {his} {all} away.",
        "{name} puts one of {his} {all} back in the bag.",
        "{name} gives one of {his} {all} to the cat.",
    ),
}
"""What can be done to a row."""
LOOKS, WORTH = ("spread", "push", "ring"), {"add": 1, "take": -1}
SCENES = (
    "{one} and {other} each lay a row of {all}.",
    "{one} and {other} play with {all}.",
    "{one} and {other} compare their {all}.",
    "Here are the {all} of {one} and {other}.",
    "{one} and {other} have put {all} on the table.",
)
ASKS = (
    "Who has more {all}{now}, {one} or {other}, or neither?",
    "Does {one} have more {all}{now}, or {other}, or neither of them?",
    "Which of the two has more {all}{now}: {one}, {other} or neither?",
    "Whose {all} are more{now}: those of {one}, of {other} or of neither?",
)


@dataclass(frozen=True)
class ConservationOfNumber(Task):
    """Judge number, and not length.

    Axis: from two rows as they look, to a change of looks, to a change of looks beside a change of number. Children
    under six or so take the longer row for more (Piaget 1952), less so when the change seems an accident (McGarrigle
    & Donaldson 1974).
    """

    skill: ClassVar[str] = "knowing what changes a number"

    def pose(self, level: int, rng: Random) -> Latent:
        who, count, more = some(rng, NAMES, 2), between(rng, 3, 8), between(rng, -1, 1)
        rows = [count + (more > 0), count + (more < 0)]
        acts = []
        if level > 1:
            acts.append([int(rng.random() * 2), pick(rng, LOOKS)])
        if level > 2:
            at, act = int(rng.random() * 2), pick(rng, tuple(WORTH))
            rows[at] -= WORTH[act]
            acts.append([at, act])
        return {"who": who, "of": pick(rng, KINDS), "rows": rows, "acts": shuffled(rng, acts)}

    def solve(self, latent: Latent) -> str:
        rows = list(latent["rows"])
        for at, act in latent["acts"]:
            rows[at] += WORTH.get(act, 0)
        return "neither" if rows[0] == rows[1] else str(latent["who"][rows[1] > rows[0]])

    def check(self, latent: Latent, answer: str) -> bool:
        """Pair the things off, one of each row, until a row is used up: who has something left?"""
        piles = [[at] * n for at, n in enumerate(latent["rows"])]
        for at, act in latent["acts"]:
            piles[at] = piles[at] + [at] if act == "add" else piles[at][1:] if act == "take" else piles[at][::-1]
        while piles[0] and piles[1]:
            piles = [pile[1:] for pile in piles]
        left = piles[0] + piles[1]
        return answer == (latent["who"][left[0]] if left else "neither")

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        one, other = latent["who"]
        sign, what = SYMBOLS[latent["of"]], plural(latent["of"])
        rows = [
            f"{name}: {('  ' if rng.random() < 0.5 else ' ').join([sign] * n)}"
            for name, n in zip((one, other), latent["rows"], strict=True)
        ]
        said = [pick(rng, SCENES).format(one=one, other=other, all=what), *rows]
        then = []
        for at, act in latent["acts"]:
            name = latent["who"][at]
            then.append(pick(rng, CHANGES[act]).format(name=name, his=HIS[name], all=what))
        if then:
            said.append(" ".join(then))
        first, second = (one, other) if rng.random() < 0.5 else (other, one)
        now = " now" if then else ""
        ask = pick(rng, ASKS).format(one=first, other=second, all=what, now=now)
        ends = [
            n + sum(WORTH.get(act, 0) for who, act in latent["acts"] if who == at)
            for at, n in enumerate(latent["rows"])
        ]
        why = f"{one} has {NUMBERS[ends[0]]} and {other} has {NUMBERS[ends[1]]}."
        options = shuffled(rng, (one, other, "neither"))
        return say(rng, latent, "\n".join(said), ask, f"more {what} belong to", answer, options, why=why)

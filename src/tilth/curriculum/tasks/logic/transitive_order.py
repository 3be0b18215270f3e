"""Who is taller, older or faster, put together from who is more so than whom."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import pick, shuffled, some
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import NAMES
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

SCALES = tuple(
    "taller/shorter older/younger faster/slower stronger/weaker louder/quieter braver/shyer richer/"
    "poorer happier/sadder warmer/colder".split()
)
PLACES = (
    "in the team",
    "in the choir",
    "on the bus",
    "at the camp",
    "in the club",
    "at the party",
    "in the family",
    "on the boat",
    "in the band",
    "at school",
    "in the play",
    "on the farm",
)
OPENINGS = (
    "{name} looks at some children {place}.",
    "These are some of the children {place}.",
    "{name} writes down what is known {place}.",
    "Some friends {place} compare themselves.",
    "Here is what {name} says about some children {place}.",
)
CLUES = (
    "{one} is {more} than {other}.",
    "{other} is {less} than {one}.",
    "{one} is {more} than {other} is.",
    "{one} is the {more} one of {one} and {other}.",
    "Between {one} and {other}, {other} is the {less} one.",
    "Of {other} and {one}, {one} is {more}.",
)
ASKS = (
    "Who is {word}, {one} or {other}?",
    "Which of {one} and {other} is {word}?",
    "Is {one} {word}, or is {other}?",
    "{one} and {other} stand side by side. Who is {word}?",
    "Who of the two is {word}: {one} or {other}?",
)


@dataclass(frozen=True)
class TransitiveOrder(Task):
    """Compare two who were never compared with each other.

    Axis: length of the chain and order of its links. Four-year-olds who remember the links can tell which of the
    second and fourth of five is longer (Bryant & Trabasso 1971); without such training it comes at about seven.
    Level 1 has two links, level 2 three, level 3 four, of which the outer ones may not matter.
    """

    skill: ClassVar[str] = "transitive inference"

    def pose(self, level: int, rng: Random) -> Latent:
        row = some(rng, NAMES, level + 2)
        inner = level == 3 and rng.random() < 0.6
        ends = [row[1], row[-2]] if inner else [row[0], row[-1]]
        links = [[row[n], row[n + 1]] for n in range(len(row) - 1)]
        more = rng.random() < 0.5
        return {"links": shuffled(rng, links), "scale": pick(rng, SCALES), "ask": shuffled(rng, ends), "more": more}

    def solve(self, latent: Latent) -> str:
        one, other = latent["ask"]
        below = {upper: lower for upper, lower in latent["links"]}
        step: str | None = one
        while step is not None and step != other:
            step = below.get(step)
        return str(one if (step == other) == latent["more"] else other)

    def check(self, latent: Latent, answer: str) -> bool:
        """Try every order of all of them: in each that agrees with the links, the answer must come first (or last)."""
        names = sorted({name for link in latent["links"] for name in link})
        orders = [row for row in permutations(names) if all(row.index(x) < row.index(y) for x, y in latent["links"])]
        ends = [sorted(latent["ask"], key=row.index)[0 if latent["more"] else 1] for row in orders]
        return bool(ends) and set(ends) == {answer}

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        more, less = latent["scale"].split("/")
        said = (
            [pick(rng, OPENINGS).format(name=pick(rng, NAMES), place=pick(rng, PLACES))] if rng.random() < 0.7 else []
        )
        for one, other in latent["links"]:
            form = pick(rng, CLUES)
            if rng.random() < 0.5:
                said.append(form.format(one=one, other=other, more=more, less=less))
            else:
                said.append(form.format(one=other, other=one, more=less, less=more))
        word = more if latent["more"] else less
        first, second = shuffled(rng, latent["ask"])
        ask = pick(rng, ASKS).format(one=first, other=second, word=word)
        why = f"From the {_most(more)} to the {_most(less)} they are: {', '.join(_row(latent['links']))}."
        options = shuffled(rng, latent["ask"])
        return say(rng, latent, " ".join(said), ask, f"the {word} of the two is", answer, options, why=why)


def _most(word: str) -> str:
    return f"{word[:-1]}st"


def _row(links: list[list[str]]) -> list[str]:
    """All of them in order."""
    below = {upper: lower for upper, lower in links}
    first = next(iter(below.keys() - below.values()))
    row = [first]
    while row[-1] in below:
        row.append(below[row[-1]])
    return row

"""Who has the thing that belongs to a kind."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import pick, shuffled, some
from tilth.curriculum.grammar import a, capital, listing
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import COLOURS, FAMILIES, KINDS, NAMES
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

KIND_OF = {thing: kind for kind, things in KINDS.items() for thing in things}
HOW = (
    ("drew", "drew"), ("has a picture of", "has a picture of"), ("cut out", "cut out"), ("painted", "painted"),
    ("has a sticker of", "has a sticker of"), ("made a clay model of", "made"), ("chose the card with", "chose"),
    ("saw", "saw"), ("dreamed of", "dreamed of"), ("talks about", "talks about"), ("put a stamp on", "put a stamp on"),
)  # fmt: skip
"""What each does with the thing, in the scene and in the question."""
ASKS = (
    "Who {does} {it}?",
    "Which of them {does} {it}?",
    "Which child {does} {it}?",
    "One of them {does} {it}. Who is it?",
)
PLACES = ("At school", "At the club", "At the kitchen table", "On a rainy day", "In the art room", "After lunch",
          "At Grandma's house", "On the train", "Before bed", "At the fair")  # fmt: skip


@dataclass(frozen=True)
class CategoryOf(Task):
    """Find who has the thing of a kind.

    Axis: how close the kinds lie. Things are named at the basic level first, then sorted into kinds above and below
    it (Rosch et al. 1976; Mervis and Crisafi 1982). Level 1 sets an animal, a plant or a made thing against another;
    level 2 has three kinds from anywhere; level 3 four kinds of one family, as bird, fish, insect and four-legged
    animal.
    """

    skill: ClassVar[str] = "knowing what kind of thing it is"

    def pose(self, level: int, rng: Random) -> Latent:
        if level == 1:
            kinds = [pick(rng, family) for family in some(rng, FAMILIES, 2)]
        elif level == 2:
            kinds = [pick(rng, family) for family in shuffled(rng, FAMILIES)]
        else:
            kinds = shuffled(rng, pick(rng, FAMILIES))[:4]
        has = [[name, pick(rng, KINDS[kind])] for name, kind in zip(some(rng, NAMES, len(kinds)), kinds, strict=True)]
        return {"has": has, "kind": pick(rng, kinds)}

    def solve(self, latent: Latent) -> str:
        return next(str(name) for name, thing in latent["has"] if KIND_OF[thing] == latent["kind"])

    def check(self, latent: Latent, answer: str) -> bool:
        """Go through all that is of the kind and see whose it is: it must be one person's, and the answer's."""
        owners = {name for thing in KINDS[latent["kind"]] for name, own in latent["has"] if own == thing}
        return owners == {answer}

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        does, did = pick(rng, HOW)
        colours = rng.random() < 0.4
        facts, names = [], []
        for name, thing in latent["has"]:
            facts.append(f"{name} {does} {a(f'{pick(rng, COLOURS)} {thing}' if colours else thing)}")
            names.append(name)
        scene = f"{'. '.join(facts) if rng.random() < 0.4 else capital(listing(facts))}."
        if rng.random() < 0.4:
            scene = f"{pick(rng, PLACES)} {listing(names)} show what they like. {scene}"
        it = a(latent["kind"])
        thing = next(thing for name, thing in latent["has"] if name == answer)
        ask = pick(rng, ASKS).format(does=did, it=it)
        why = f"{capital(a(thing))} is {it}."
        return say(rng, latent, scene, ask, f"the one who {did} {it} is", answer, shuffled(rng, names), why=why)

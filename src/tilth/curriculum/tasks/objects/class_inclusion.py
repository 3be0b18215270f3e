"""Parts and wholes of a class: all and some, and how many more there are in the whole than in the part."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import pick, shuffled, some
from tilth.curriculum.grammar import NUMBERS, listing, many, plural
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import COLOURS, KINDS, NAMES, THINGS
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import judge, say

WHOLES = tuple(KINDS)
COUNTS = tuple(range(2, 10))
KEPT = (
    "{name} has {all}.", "{name} put {all} on the table.", "In {name}'s box there are {all}.", "{name} counted {all}.",
    "{name} found {all} in a drawer.", "{name} packed {all} into a bag.", "On {name}'s tray lie {all}.",
)  # fmt: skip
SHOWN = (
    "{name} drew {all} on a big sheet.", "{name} has a book with pictures of {all}.", "{name} made {all} out of clay.",
    "{name} has stickers of {all}.", "In {name}'s picture there are {all}.", "{name} cut {all} out of paper.",
    "On the wall of {name}'s room there are pictures of {all}.", "{name} counted {all} in a picture book.",
)  # fmt: skip
ALL_ASKS = (
    "Are all the {these} {those}?", "Is it true that all the {these} are {those}?",
    "{name} says that all the {these} are {those}. Is that right?", "Can we say that all the {these} are {those}?",
)  # fmt: skip
MORE_ASKS = (
    "How many more {whole} than {part} are there?", "There are more {whole} than {part}. How many more?",
    "If you count the {whole} and then only the {part}, how many more {whole} are there?",
    "By how many are there more {whole} than {part}?",
)  # fmt: skip


@dataclass(frozen=True)
class ClassInclusion(Task):
    """Keep a class and its part in mind together.

    Axis: from `all` and `some` of two features to counting a class against its own part. Children of five take "are
    all the circles blue?" to ask the converse too, and until seven or eight compare the part with the other part
    instead of the whole (Inhelder & Piaget 1964). Level 1 asks about all, level 2 about one class beside a single
    stranger, level 3 beside another class of two parts.
    """

    skill: ClassVar[str] = "comparing a class with its part"

    def pose(self, level: int, rng: Random) -> Latent:
        who = pick(rng, NAMES)
        if level == 1:
            one, other = some(rng, THINGS, 2)
            alone, mixed = some(rng, COLOURS, 2)
            groups = [[alone, one], [alone, other], [mixed, other]]
            pair = [one, alone] if rng.random() < 0.5 else [mixed, other]
            sets = [[*group, pick(rng, COUNTS)] for group in groups]
            return {"who": who, "sets": shuffled(rng, sets), "all": pair if rng.random() < 0.5 else pair[::-1]}
        whole, stranger = some(rng, WHOLES, 2)
        parts = [[part, whole] for part in some(rng, KINDS[whole], 2)]
        parts += [[part, stranger] for part in some(rng, KINDS[stranger], level - 1)]
        sets = [[*part, count] for part, count in zip(parts, some(rng, COUNTS, len(parts)), strict=True)]
        return {"who": who, "sets": shuffled(rng, sets), "part": parts[0][0]}

    def solve(self, latent: Latent) -> str:
        sets = latent["sets"]
        if "all" in latent:
            these, those = latent["all"]
            return "yes" if all(those in one for one in sets if these in one) else "no"
        part = next(one for one in sets if one[0] == latent["part"])
        return NUMBERS[sum(one[2] for one in sets if one[1] == part[1]) - part[2]]

    def check(self, latent: Latent, answer: str) -> bool:
        """Lay every single thing out: look for one that breaks the rule, or count those that have no partner."""
        things = [one[:2] for one in latent["sets"] for _ in range(one[2])]
        if "all" in latent:
            these, those = latent["all"]
            broken = [thing for thing in things if these in thing and those not in thing]
            return answer == ("no" if broken else "yes")
        kind = next(whole for part, whole in things if part == latent["part"])
        rest = [part for part, whole in things if whole == kind and part != latent["part"]]
        return answer in NUMBERS and NUMBERS.index(answer) == len(rest)

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        return (_all if "all" in latent else _more)(latent, answer, rng)


def _all(latent: Latent, answer: str, rng: Random) -> Exercise:
    """Are all of these those?"""
    name, (these, those) = latent["who"], latent["all"]
    row = listing([f"{NUMBERS[n]} {colour} {plural(thing)}" for colour, thing, n in latent["sets"]])
    scene = pick(rng, KEPT).format(name=name, all=row)
    other = next((f"{s[0]} {plural(s[1])}" for s in latent["sets"] if these in s and those not in s), "")
    shown, said = (f"{these} things", plural(those)) if these in COLOURS else (plural(these), those)
    ask = pick(rng, ALL_ASKS).format(these=shown, those=said, name=name)
    claim = f"all the {shown} are {said}"
    why = f"There are {other} too." if other else f"There are no {shown} that are not {said}."
    return judge(rng, latent, scene, ask, answer, f"not {claim}" if other else claim, why=why)


def _more(latent: Latent, answer: str, rng: Random) -> Exercise:
    """How many more of the whole than of the part?"""
    row = listing([many(n, part) for part, _, n in latent["sets"]])
    scene = pick(rng, SHOWN).format(name=latent["who"], all=row)
    kind = next(s[1] for s in latent["sets"] if s[0] == latent["part"])
    other = next(s[0] for s in latent["sets"] if s[1] == kind and s[0] != latent["part"])
    part, whole = plural(latent["part"]), plural(kind)
    ask = pick(rng, MORE_ASKS).format(whole=whole, part=part)
    why = f"The {part} are {whole} too, and only the {plural(other)} come on top."
    options = shuffled(rng, [NUMBERS[s[2]] for s in latent["sets"]])
    return say(rng, latent, scene, ask, f"there are more {whole} than {part} by", answer, options, why=why)

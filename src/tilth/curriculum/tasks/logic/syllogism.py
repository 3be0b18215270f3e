"""Whether something must be so, given rules about creatures that nobody has ever seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from random import Random
from typing import ClassVar

from tilth.curriculum import nonce
from tilth.curriculum.draw import pick, shuffled, some
from tilth.curriculum.grammar import a, capital, plural
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import NAMES
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import judge

LEVELS: tuple[tuple[tuple[tuple[str, ...], tuple[str, ...]], ...], ...] = (
    (
        (("all AB, is xA, is xB",), ("all AB, is xB, is xA",)),
        (("all AB, not xB, not xA",), ("all AB, not xA, not xB",)),
        (
            ("all AB, no BC, is xA, not xC", "all AB, no CB, is xA, not xC"),
            ("all BA, no BC, is xA, not xC", "all BA, no CB, is xA, not xC"),
        ),
    ),
    (
        (("all AB, all BC, all AC",), ("all AB, all CB, all AC", "all BA, all BC, all AC", "all AB, all BC, all CA")),
        (
            ("all AB, no BC, no AC", "all AB, no CB, no AC", "all AB, no BC, no CA"),
            ("all BA, no BC, no AC", "all BA, no CB, no AC", "all BA, no BC, no CA"),
        ),
    ),
    (
        (
            ("some AB, all BC, some AC", "some BA, all BC, some AC"),
            ("all AB, some BC, some AC", "all AB, some CB, some AC"),
        ),
        (
            ("all AB, all BC, all CD, all AD",),
            ("all AB, all BC, all DC, all AD", "all AB, all CB, all CD, all AD", "all BA, all BC, all CD, all AD"),
        ),
        (
            ("all AB, all BC, no CD, no AD", "all AB, all BC, no DC, no AD"),
            ("all BA, all BC, no CD, no AD", "all AB, all CB, no CD, no AD", "all BA, all BC, no DC, no AD"),
        ),
    ),
)
"""By level, pairs of forms made of the same words: what follows, and what does not. The last part is what is asked.

`all AB` says that all of kind A are of kind B; x is one creature.
"""
OPENINGS = (
    "{name} reads about a far planet.",
    "{name} plays a game of make-believe.",
    "{name} thinks up a world of its own.",
    "Far away there is a land that only {name} knows.",
    "In {name}'s story there are strange creatures.",
    "Let us pretend, with {name}, that all this is true.",
)
CLAIMS = {
    "all": ("all {ones} are {others}", "every {one} is {other}", "each {one} is {other}"),
    "no": ("no {ones} are {others}", "no {one} is {other}", "{ones} are never {others}"),
    "some": ("some {ones} are {others}", "at least one {one} is {other}", "there are {ones} that are {others}"),
    "is": ("{one} is {other}",),
    "not": ("{one} is not {other}",),
}
"""How to say it: `one` and `other` in the singular, `other` with its article."""
ASKS = (
    "Must it be so that {claim}?",
    "Can we be sure that {claim}?",
    "Does it follow that {claim}?",
    "Do we know for certain that {claim}?",
    "Is it certain that {claim}?",
)


@dataclass(frozen=True)
class Syllogism(Task):
    """Tell what follows from what merely may be so.

    Axis: rules and creatures, then two rules, then three rules or rules about some. Children of four to six reason
    well from premises about an imagined world, where they know nothing that could mislead them (Hawkins et al. 1984;
    Dias & Harris 1988). Every form that follows has a twin of the same words that does not.
    """

    skill: ClassVar[str] = "deciding what follows"

    def pose(self, level: int, rng: Random) -> Latent:
        form = pick(rng, pick(rng, LEVELS[level - 1])[int(rng.random() * 2)])
        return {"form": form, "kinds": nonce.creatures(rng, 4), "who": some(rng, NAMES, 2)}

    def solve(self, latent: Latent) -> str:
        return "yes" if _follows(latent["form"]) else "no"

    def check(self, latent: Latent, answer: str) -> bool:
        """Look for a world in which all that is given is true and what is asked is not: if there is none, it follows.

        A world is made of creatures that each are or are not of every kind, and every kind has a member. Rules about
        all and none only forbid creatures, so it is enough to look at the world of all that they leave, or, where it
        is asked whether some are, at that world without such.
        """
        *given, (word, x, y) = _rules(latent["form"])
        kinds = sorted({kind for rule in _rules(latent["form"]) for kind in rule[1:]})
        every = [dict(zip(kinds, bits, strict=True)) for bits in product((False, True), repeat=len(kinds))]
        world = [one for one in every if all(_allows(rule, one) for rule in given)]
        if word == "some":
            world = [one for one in world if not (one[x] and one[y])]
            needed = [(p, q) for quantity, p, q in given if quantity == "some"] + [(kind, kind) for kind in kinds]
            breaks = all(any(one[p] and one[q] for one in world) for p, q in needed)
        else:
            breaks = any(not _allows((word, x, y), one) for one in world)
        return answer == ("no" if breaks else "yes")

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        *given, asked = _rules(latent["form"])
        kinds, (name, x) = dict(zip("ABCD", latent["kinds"], strict=True)), latent["who"]
        kinds["x"] = x
        said = [pick(rng, OPENINGS).format(name=name)] + [
            f"{capital(_said(rule, kinds, rng))}." for rule in shuffled(rng, given)
        ]
        claim = _said(asked, kinds, rng)
        ask = pick(rng, ASKS).format(claim=claim)
        shown = f"it must be so that {claim}" if answer == "yes" else f"it need not be so that {claim}"
        return judge(rng, latent, " ".join(said), ask, answer, shown)


Rule = tuple[str, str, str]


@cache
def _rules(form: str) -> tuple[Rule, ...]:
    """The form as rules: a word, and the two kinds that it relates."""
    return tuple((part[:-3], part[-2], part[-1]) for part in form.split(", "))


@cache
def _follows(form: str) -> bool:
    """Whether the last rule can be derived from the others by going up from kinds to the kinds that hold them."""
    *given, (word, x, y) = _rules(form)

    def above(kind: str) -> set[str]:
        found, new = {kind}, {kind}
        while new:
            new = {q for quantity, p, q in given if quantity in ("all", "is") and p in new} - found
            found |= new
        return found

    if word in ("all", "is"):
        return y in above(x)
    if word in ("no", "not"):
        apart = [{p, q} for quantity, p, q in given if quantity in ("no", "not")]
        return any(one != other and {one, other} in apart for one in above(x) for other in above(y))
    return any({x, y} <= above(p) | above(q) for quantity, p, q in given if quantity == "some")


def _allows(rule: Rule, one: dict[str, bool]) -> bool:
    """Whether there may be such a creature."""
    word, x, y = rule
    if word in ("all", "is"):
        return one[y] or not one[x]
    return word == "some" or not (one[x] and one[y])


def _said(rule: Rule, kinds: dict[str, str], rng: Random) -> str:
    word, x, y = rule
    one, other = kinds[x], kinds[y]
    return pick(rng, CLAIMS[word]).format(one=one, ones=plural(one), other=a(other), others=plural(other))

"""Which form of the verb goes with the one who does it, when others stand between."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import pick, shuffled, some
from tilth.curriculum.grammar import plural, with_s
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import NAMES
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

DOERS = tuple(
    "dog cat horse cow duck goose mouse child man woman boy girl baby teacher farmer baker doctor king queen "
    "bird frog rabbit pig bear fox wolf lion monkey puppy kitten lamb nurse driver singer robot clown knight "
    "pirate painter".split()
)
VERBS = tuple(
    "sleep run jump sing play smile wait swim eat rest hide dance laugh walk work sit stand listen shout whisper "
    "move yawn drink knit cook read write draw paint hum whistle skate climb stretch".split()
)
SMALL = (("is", "are"), ("was", "were"), ("has", "have"))
"""Small verbs, for one and for many; a word must follow them."""
FORM_OF = {form: (pair[0], at == 1) for pair in SMALL for at, form in enumerate(pair)}
FORM_OF |= {verb: (verb, True) for verb in VERBS} | {with_s(verb): (verb, False) for verb in VERBS}
"""What verb a form is of, and whether it goes with many."""
RESTS = {"is": "happy hungry tired late asleep brave clever cold".split()}
RESTS |= {"was": RESTS["is"], "has": ["cold feet", "a lot of time", "good friends", "no hat", "fun", "soup for lunch"]}
NEAR = ("near", "behind", "beside", "next to", "in front of", "not far from", "close to", "across from")
DID = ("saw", "followed", "heard", "liked", "met", "watched", "chased", "found", "helped", "called", "knew", "missed")
CAME = ("came late", "went home", "stayed outside", "left early", "fell asleep", "ran away", "got lost", "had lunch")
FORMS = {
    "before": (
        "The {other} {came}, but the {one}",
        "The {other} {came}, so the {one}",
        "After the {other} {came}, the {one}",
    ),
    "near": ("The {one} {near} the {other}",),
    "front": ("{Near} the {other} the {one}",),
    "that": ("The {one} that the {other} {did}", "The {one} whom the {other} {did}"),
    "after": ("{Near} the {other} that {name} {did}, the {one}", "Behind {name}, who {did} the {other}, the {one}"),
}
"""Sentences up to their verb; `one` is the doer, `other` somebody else."""
LEVELS = (("before",), ("near", "front"), ("that", "after"))
SCENES = (
    "{name} writes a story about a {day}.",
    "{name} is telling a story about a {day}.",
    "{name} reads to us from a book about a {day}.",
    "This is from {name}'s story of a {day}.",
    "{name} dreamed of a {day}.",
)
DAYS = tuple(
    "day at the farm/walk in the wood/night at the castle/feast in the town/trip to the sea/party in the garden/"
    "storm/long journey/day at the fair/magic house/winter morning/race/parade/picnic".split("/")
)
ASKS = (
    "Which word comes next, {pair}?",
    "How does it go on: {pair}?",
    "Which is right, {pair}?",
    "Which form fits, {pair}?",
)


@dataclass(frozen=True)
class Agreement(Task):
    """Make the verb agree with its subject.

    Axis: what stands between them. The third person -s is learned by four (Brown 1973), but even grown-ups slip when
    a noun of the other number stands before the verb (Bock & Miller 1991). Level 1 names the other in a clause of its
    own, level 2 after a preposition, level 3 in a relative clause; at each level the doer is one or many.
    """

    skill: ClassVar[str] = "agreement of subject and verb"

    def pose(self, level: int, rng: Random) -> Latent:
        one, other = some(rng, DOERS, 2)
        verb = pick(rng, VERBS) if rng.random() < 0.6 else pick(rng, SMALL)[0]
        form = pick(rng, LEVELS[level - 1])
        return {
            "who": pick(rng, NAMES),
            "one": one,
            "other": other,
            "many": rng.random() < 0.5,
            "verb": verb,
            "form": form,
        }

    def solve(self, latent: Latent) -> str:
        verb = latent["verb"]
        for one, more in SMALL:
            if verb == one:
                return more if latent["many"] else one
        return str(verb if latent["many"] else with_s(verb))

    def check(self, latent: Latent, answer: str) -> bool:
        """Read the answer backwards: of which verb, and of one or many, is it a form?"""
        return FORM_OF.get(answer) == (latent["verb"], latent["many"])

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        one, other, name, verb = latent["one"], latent["other"], latent["who"], latent["verb"]
        one, other = (plural(one), other) if latent["many"] else (one, plural(other))
        near = pick(rng, NEAR)
        form = pick(rng, FORMS[latent["form"]])
        start = form.format(
            one=one, other=other, name=name, near=near, Near=near.capitalize(), did=pick(rng, DID), came=pick(rng, CAME)
        )
        scene = pick(rng, SCENES).format(name=name, day=pick(rng, DAYS))
        options = shuffled(rng, next((pair for pair in SMALL if verb == pair[0]), (verb, with_s(verb))))
        pair = f"{options[0]} or {options[1]}"
        if verb in RESTS:
            scene = f'{scene} One line has a gap: "{start} ___ {pick(rng, RESTS[verb])}."'
            ask = pick(rng, ("What goes in the gap, {pair}?", "Which word is missing, {pair}?")).format(pair=pair)
            return say(rng, latent, scene, ask, "the word in the gap:", answer, options)
        ask = pick(rng, ASKS).format(pair=pair)
        stem = start[0].lower() + start[1:]
        return say(rng, latent, f'{scene} One line begins: "{start} ..."', ask, stem, answer, options)

"""Where to look for the thing that serves a purpose."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import pick, shuffled, some
from tilth.curriculum.grammar import a, listing
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import CONTAINERS, HE, NAMES, USES
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

PURPOSES = tuple(USES)
SHARED = tuple(purpose for purpose, tools in USES.items() if len(tools) > 1)
"""Purposes that more than one tool serves."""
USE_OF = {tool: purpose for purpose, tools in USES.items() for tool in tools}
SOFT = frozenset(("raincoat", "towel", "cloth", "piece of string", "ribbon", "mitten", "glove"))
"""Things that tear rather than break."""
WANTS = (
    "{name} wants to {do}.",
    "{name} has to {do}.",
    "Now {name} would like to {do}.",
    "It is time for {name} to {do}.",
    "{name} is going to {do}.",
)
ASKS = (
    "Where should {he} look?",
    "Where is the thing that {he} needs?",
    "Where will {he} find the right thing?",
    "Where does {he} find what {he} needs?",
    "Where is something that helps?",
)
INSIDE = (
    "In the {place} there is {it}",
    "The {place} has {it} in it",
    "Inside the {place} lies {it}",
    "The {place} holds {it}",
)


@dataclass(frozen=True)
class FunctionOf(Task):
    """Find the thing that does the job.

    Axis: number of things, then whether the thing still works. Two-year-olds already name and choose artefacts by
    what they are for (Kemler Nelson et al. 2000; Casler & Kelemen 2005). Level 1 has two things, level 2 three; at
    level 3 two of four things serve the purpose, and one of these is broken.
    """

    skill: ClassVar[str] = "knowing what things are for"

    def pose(self, level: int, rng: Random) -> Latent:
        count = level + 1
        if level < 3:
            wants = some(rng, PURPOSES, count)
            tools = [[pick(rng, USES[purpose]), True] for purpose in wants]
        else:
            wants = some(rng, SHARED, 2)
            pairs = [some(rng, USES[purpose], 2) for purpose in wants]
            tools = [[tool, at == 0] for pair in pairs for at, tool in enumerate(pair)]
        places = some(rng, CONTAINERS, count)
        inside = [[place, *tool] for place, tool in zip(places, shuffled(rng, tools), strict=True)]
        return {"who": pick(rng, NAMES), "want": pick(rng, wants), "in": inside}

    def solve(self, latent: Latent) -> str:
        return next(str(place) for place, tool, whole in latent["in"] if whole and tool in USES[latent["want"]])

    def check(self, latent: Latent, answer: str) -> bool:
        """Open one place after another and try what is there: only the answer's may do the job."""
        does = [place for place, tool, whole in latent["in"] if whole and USE_OF[tool] == latent["want"]]
        return does == [answer]

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        form, name, facts, places = pick(rng, INSIDE), latent["who"], [], []
        for place, tool, whole in latent["in"]:
            facts.append(
                form.format(place=place, it=a(tool if whole else f"{'torn' if tool in SOFT else 'broken'} {tool}"))
            )
            places.append(place)
        inside = f"{'. '.join(facts)}." if rng.random() < 0.5 else f"{listing([facts[0], *map(_small, facts[1:])])}."
        want = pick(rng, WANTS).format(name=name, do=latent["want"])
        scene = f"{want} {inside}" if rng.random() < 0.5 else f"{inside} {want}"
        ask = pick(rng, ASKS).format(he=HE[name])
        tool = next(tool for place, tool, _ in latent["in"] if place == answer)
        why = f"With {a(tool)} {HE[name]} can {latent['want']}."
        stem = "the right place to look is"
        return say(rng, latent, scene, ask, stem, answer, shuffled(rng, places), article="the ", why=why)


def _small(fact: str) -> str:
    return fact[0].lower() + fact[1:]

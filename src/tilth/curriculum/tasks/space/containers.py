"""Where a thing is after it and others have been moved from one place to another."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import between, pick, shuffled, some
from tilth.curriculum.grammar import a, capital, listing
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import CONTAINERS, NAMES, ROOMS, THINGS
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

OPENINGS = ("In the {room} there was {all}.", "{name} had {all} in the {room}.", "There was {all} in the {room}.",
            "{name} was playing in the {room} with {all}.", "{name} saw {all} in the {room}.")  # fmt: skip
MOVES = ("{name} moved the {it} to the {place}.", "Then {name} put the {it} into the {place}.",
         "{name} took the {it} out and put it into the {place}.", "Next, the {it} went into the {place}.",
         "After that {name} hid the {it} in the {place}.")  # fmt: skip
SWAPS = ("{name} swapped what was in the {one} with what was in the {other}.",
         "Then all that was in the {one} and all that was in the {other} changed places.")  # fmt: skip
ASKS = ("Where is the {it} now?", "Where is the {it} in the end?", "Where should {name} look for the {it}?",
        "In which place is the {it} now?", "{name} wants the {it}. Where is it?")  # fmt: skip
SIZES = ((2, 1, 2), (3, 3, 4), (4, 4, 6))
"""Places (and as many things), fewest and most moves, by level."""


@dataclass(frozen=True)
class Containers(Task):
    """Keep track of hidden things.

    Axis: places, moves, and whether the contents of two places are exchanged. Following what cannot be seen ends
    infancy's work on objects (Piaget 1954); at two and a half many children still lose track when places are
    exchanged (Barth & Call 2006). Level 1 has one or two moves, level 2 three or four, level 3 up to six, some of them
    exchanges.
    """

    skill: ClassVar[str] = "keeping track of where things are"

    def pose(self, level: int, rng: Random) -> Latent:
        count, fewest, most = SIZES[level - 1]
        places, things = some(rng, CONTAINERS, count), some(rng, THINGS, count)
        start, acts = _story(rng, places, things, between(rng, fewest, most), level == 3)
        return {"who": pick(rng, NAMES), "places": places, "start": start, "acts": acts, "ask": pick(rng, things)}

    def solve(self, latent: Latent) -> str:
        at = dict(map(tuple, latent["start"]))
        for act in latent["acts"]:
            if act[0] == "move":
                at[act[1]] = act[2]
            else:
                change = {act[1]: act[2], act[2]: act[1]}
                at = {thing: change.get(place, place) for thing, place in at.items()}
        return str(at[latent["ask"]])

    def check(self, latent: Latent, answer: str) -> bool:
        """Go back from the end: what is in the answer's place now must come from where the thing began."""
        place = answer
        for kind, one, other in reversed(latent["acts"]):
            if kind == "swap":
                place = {one: other, other: one}.get(place, place)
            elif one == latent["ask"]:
                return bool(other == place)
        return [latent["ask"], place] in [list(pair) for pair in latent["start"]]

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        name, room = latent["who"], pick(rng, ROOMS)
        row = listing([a(place) for place in latent["places"]])
        said = [pick(rng, OPENINGS).format(name=name, room=room, all=row), _start(rng, latent["start"])]
        for kind, one, other in latent["acts"]:
            if kind == "move":
                said.append(pick(rng, MOVES).format(name=name, it=one, place=other))
            else:
                said.append(pick(rng, SWAPS).format(name=name, one=one, other=other))
        it = latent["ask"]
        options = shuffled(rng, latent["places"])
        ask = pick(rng, ASKS).format(it=it, name=name)
        return say(rng, latent, " ".join(said), ask, f"the {it} is in", answer, options, article="the ", past=True)


def _start(rng: Random, start: list[list[str]]) -> str:
    """Where things are at first."""
    if len({place for _, place in start}) == 1:
        facts = f"{listing([f'the {thing}' for thing, _ in start])} were in the {start[0][1]}."
    else:
        facts = f"{listing([f'the {thing} was in the {place}' for thing, place in start])}."
    return f"At first {facts}" if rng.random() < 0.5 else capital(facts)


def _story(
    rng: Random, places: list[str], things: list[str], count: int, swaps: bool
) -> tuple[list[list[str]], list[list[str]]]:
    """Where things begin, and so many acts, made from the end back: in the end there is one thing in each place.

    So whichever thing is asked about, each place is as likely as the next, however often it is mentioned.
    """
    at, acts = dict(zip(things, places, strict=True)), []
    for _ in range(count):
        if swaps and rng.random() < 0.3:
            one, other = some(rng, places, 2)
            change = {one: other, other: one}
            at = {thing: change.get(place, place) for thing, place in at.items()}
            acts.append(["swap", one, other])
        else:
            thing, before = pick(rng, things), pick(rng, places)
            while before == at[thing]:
                before = pick(rng, places)
            acts.append(["move", thing, at[thing]])
            at[thing] = before
    return shuffled(rng, [[thing, place] for thing, place in at.items()]), acts[::-1]

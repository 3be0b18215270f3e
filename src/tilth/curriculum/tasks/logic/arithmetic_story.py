"""How many somebody has, had, or must have had."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import pick, shuffled, some
from tilth.curriculum.grammar import plural
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import NAMES, THINGS
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

GETS = ("found {n} more", "got {n} more", "was given {n} more", "bought {n} more", "won {n} more")
GIVES = (
    "gave {n} away",
    "lost {n} of them",
    "sold {n} of them",
    "dropped {n} of them in the pond",
    "gave {n} to a friend",
)
TIMES = ("Then ", "After that ", "Later ", "At noon ", "")
MORE = ("{name} had {n} more than {base}", "{name} had {n} more {all} than {base}")
FEWER = ("{name} had {n} fewer than {base}", "{name} had {n} fewer {all} than {base}")
END_ASKS = (
    "How many {all} did {name} have in the end?",
    "How many {all} did {name} have then?",
    "How many did {name} have after that?",
    "With how many {all} was {name} left?",
)
BASE_ASKS = ("How many {all} did {name} have?", "How many were {name}'s?", "What was the number of {name}'s {all}?")
START_ASKS = (
    "How many {all} did {name} have at first?",
    "How many did {name} have in the beginning?",
    "With how many {all} did {name} start?",
)
WAYS = ("change", "compare", "start")


@dataclass(frozen=True)
class ArithmeticStory(Task):
    """Solve a story of adding or taking away, told of two people at once.

    Axis: what is unknown. Stories of change whose end is asked for are solved first, comparisons much later, and
    changes whose start is asked for last (Riley, Greeno & Heller 1983; Carpenter & Moser 1984). Level 1 asks for
    the end of a change, level 2 for one side of a comparison, level 3 for the start of a change.
    """

    skill: ClassVar[str] = "adding and taking away in stories"

    def pose(self, level: int, rng: Random) -> Latent:
        low, high, most = ((4, 9, 4), (8, 20, 7), (8, 20, 8))[level - 1]
        numbers = some(rng, range(low, high + 1), 2)
        steps = some(rng, range(1, most + 1), 2)
        signs = [1, -1] if rng.random() < 0.5 else [-1, 1]
        latent = {"way": WAYS[level - 1], "who": some(rng, NAMES, 3), "of": pick(rng, THINGS)}
        return latent | {"n": numbers, "steps": steps, "signs": signs, "ask": int(rng.random() * 2)}

    def solve(self, latent: Latent) -> str:
        at, way = latent["ask"], latent["way"]
        step = latent["signs"][at] * latent["steps"][at]
        if way == "compare":
            return str(latent["n"][0] + step)
        return str(latent["n"][at] + (step if way == "change" else -step))

    def check(self, latent: Latent, answer: str) -> bool:
        """Live through the story one thing at a time, from what the answer says: it must come out as it is told."""
        if not answer.isdigit():
            return False
        at, way = latent["ask"], latent["way"]
        forward, told = latent["signs"][at] > 0, latent["n"][0 if way == "compare" else at]
        if way != "start":
            forward = not forward
        pile = ["thing"] * int(answer)
        for _ in range(latent["steps"][at]):
            if forward:
                pile.append("thing")
            elif pile:
                pile.pop()
            else:
                return False
        return bool(len(pile) == told)

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        at, way, names = latent["ask"], latent["way"], latent["who"]
        asked, what = names[at], plural(latent["of"])
        scene = (_compared if way == "compare" else _changed)(latent, what, rng)
        asks, when = {
            "change": (END_ASKS, "in the end "),
            "compare": (BASE_ASKS, ""),
            "start": (START_ASKS, "at first "),
        }[way]
        ask = pick(rng, asks).format(all=what, name=asked)
        why = _why(latent, answer)
        return say(
            rng, latent, scene, ask, f"{when}{asked} had", answer, _options(latent, answer, rng), why=why, past=True
        )


def _changed(latent: Latent, what: str, rng: Random) -> str:
    """Two people, each with a change, told side by side."""
    had, deeds, ends = [], [], []
    for at in shuffled(rng, (0, 1)):
        name, n, step = latent["who"][at], latent["n"][at], latent["steps"][at]
        had.append(f"{name} had {f'{n} ' if latent['way'] == 'change' else 'some '}{what}")
        deeds.append(f"{name} {pick(rng, GETS if latent['signs'][at] > 0 else GIVES).format(n=step)}")
        ends.append(f"{name} had {n}")
    then, joint = pick(rng, TIMES), pick(rng, (" and ", ", and "))
    scene = f"{had[0]}{joint}{had[1]}. {then}{joint.join(deeds)}."
    return scene if latent["way"] == "change" else f"{scene} In the end {joint.join(ends)}."


def _compared(latent: Latent, what: str, rng: Random) -> str:
    """Two people held against a third."""
    base, facts = latent["who"][2], []
    for at in shuffled(rng, (0, 1)):
        form = pick(rng, MORE if latent["signs"][at] > 0 else FEWER)
        facts.append(form.format(name=latent["who"][at], n=latent["steps"][at], base=base, all=what))
    first = f"{base} had {latent['n'][0]} {what}."
    return f"{first} {pick(rng, (' and ', ', and ', '. ')).join(facts)}."


def _why(latent: Latent, answer: str) -> str:
    """The sum that gives the answer."""
    at, way = latent["ask"], latent["way"]
    plus = (latent["signs"][at] > 0) == (way != "start")
    return (
        f"{latent['n'][0 if way == 'compare' else at]} {'plus' if plus else 'minus'} {latent['steps'][at]} is {answer}."
    )


def _options(latent: Latent, answer: str, rng: Random) -> list[str]:
    """Four answers that would be right if the same numbers belonged to others, or were added instead of taken away."""
    bases = latent["n"][:1] if latent["way"] == "compare" else latent["n"]
    others = {str(base + sign * step) for base in bases for step in latent["steps"] for sign in (1, -1)} - {answer}
    return shuffled(rng, [answer, *shuffled(rng, sorted(others))[:3]])

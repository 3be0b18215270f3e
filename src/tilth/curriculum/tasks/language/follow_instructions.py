"""What to do first, and what last, when instructions say it in this or the other order."""

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

ACTS = tuple(
    "clap/jump/sit down/stand up/wave/nod/bow/hop/stretch/whistle/sing a song/smile/kneel/yawn/dance/crawl/march/"
    "hum/blink/stamp/touch the floor/open the door/close the window/pick up the ball/ring the bell/wash the cup/"
    "draw a circle/eat the apple/fold the paper/feed the cat/water the plant/turn around/point to the clock/"
    "lift the lid/push the cart/knock on the wood/roll the ball/tear the paper/read the sign/light the lamp/"
    "sweep the step/shake the box/call the dog/count to ten/fill the jug/hide the key/brush the horse/"
    "stir the soup/tie the ribbon/throw the stone".split("/")
)
SAYS = (
    'The coach says to {name}: "{all}"',
    '"{all}" This is what {name} is told.',
    'The note for {name} says: "{all}"',
    'The game card tells {name}: "{all}"',
    'A sign in front of {name} reads: "{all}"',
    '{name} hears: "{all}"',
)
THEN = (
    "{One}, then {other}.",
    "{One} and then {other}.",
    "First {one} and then {other}.",
    "{One}. After that, {other}.",
)
AROUND = (
    "Before you {other}, {one}.",
    "After you {one}, {other}.",
    "{One} before you {other}.",
    "{Other} after you {one}.",
    "{Other}, but {one} first.",
    "Do not {other} until you {one}.",
)
ASKS = (
    "What must {name} do {when}?",
    "Which of these comes {when}?",
    "What does {name} have to do {when}?",
    "What is to be done {when}?",
)


@dataclass(frozen=True)
class FollowInstructions(Task):
    """Find the order in which to do things.

    Axis: number of steps, and whether they are told in the order in which they are done. Instructions of two steps
    are followed at 30 months (CDC milestones); `before` and `after` are first taken by order of mention, and
    understood at about five (Clark 1971). Level 1 has two steps in order, level 2 two in either order, level 3 three.
    """

    skill: ClassVar[str] = "following instructions in order"

    def pose(self, level: int, rng: Random) -> Latent:
        acts = some(rng, ACTS, 2 if level < 3 else 3)
        pairs = shuffled(rng, [[acts[n], acts[n + 1]] for n in range(len(acts) - 1)])
        when = pick(rng, ("first", "last") if level < 3 else ("first", "second", "last"))
        return {"who": pick(rng, NAMES), "pairs": pairs, "ask": when, "told": "in order" if level == 1 else "any"}

    def solve(self, latent: Latent) -> str:
        pairs = latent["pairs"]
        earlier, later = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
        first, last = earlier - later, later - earlier
        left = first if latent["ask"] == "first" else last if latent["ask"] == "last" else earlier & later
        return str(next(iter(left)))

    def check(self, latent: Latent, answer: str) -> bool:
        """Try every order of doing things: in those that obey, the answer must be in its place."""
        acts = sorted({act for pair in latent["pairs"] for act in pair})
        place = {"first": 0, "second": 1, "last": -1}[latent["ask"]]
        obey = [row for row in permutations(acts) if all(row.index(x) < row.index(y) for x, y in latent["pairs"])]
        return {row[place] for row in obey} == {answer}

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        name, forms = latent["who"], THEN if latent["told"] == "in order" else AROUND
        told = []
        for one, other in latent["pairs"]:
            form = pick(rng, forms)
            told.append(form.format(one=one, other=other, One=one.capitalize(), Other=other.capitalize()))
        scene = pick(rng, SAYS).format(name=name, all=" ".join(told))
        ask = pick(rng, ASKS).format(name=name, when=latent["ask"])
        options = shuffled(rng, sorted({act for pair in latent["pairs"] for act in pair}))
        return say(rng, latent, scene, ask, f"the {latent['ask']} thing to do is to", answer, options)

"""Whether a thing stays where it is put or falls when it is let go."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import between, pick, shuffled, some
from tilth.curriculum.grammar import NUMBERS
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import HE, HIS, NAMES
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

WIDE, HIGH = 10, 5
"""The support's size in squares; its lower left corner is at 0, 0."""
SUPPORTS = tuple("box crate block bench cupboard chest trunk bookcase desk stool".split())
THINGS = tuple("cup book plate candle brush mug jar bag hat shoe sponge block letter card teddy pillow".split())
LONG = tuple("plank board ruler beam slab tile tray shelf log ladder".split())
UNITS = tuple("foot/feet hand/hands step/steps palm/palms finger/fingers span/spans".split())
INKS = ("#", "█", "▓", "@", "%")
UNDER = ("=", "-", "_", "~")
ON = (
    "sets the {it} on top of the {base}",
    "puts the {it} down on the {base}",
    "lays the {it} on top of the {base}",
    "rests the {it} on the {base}",
)
AIR = (
    "holds the {it} in the air above the {base}",
    "holds the {it} high over the {base}",
    "lifts the {it} well above the {base}",
)
BESIDE = (
    "holds the {it} in the air next to the {base}",
    "holds the {it} beside the {base} without touching it",
    "stretches an arm out past the {base} with the {it} in the hand",
)
SIDE = (
    "presses the {it} against the side of the {base}",
    "holds the {it} flat against the side of the {base}",
    "pushes the {it} against one side of the {base}",
    "makes the {it} touch the {base} only at its side",
)
LET_GO = (
    "Then {he} lets go of both.",
    "{name} takes both hands away.",
    "Now {name} lets go.",
    "Then {he} opens {his} hands.",
)
ASKS = (
    "What happens to the {it}?",
    "Does the {it} stay where it is, or does it fall?",
    "Will the {it} stay or fall?",
    "What does the {it} do?",
    "Does the {it} fall or stay?",
)

EDGES = (
    "{name} lays a {it} on a {base}: {on} of it on the {base} and {off} out over the edge.",
    "{name} pushes a {it} out over the edge of a {base}, {off} over the edge and {on} on the {base}.",
    "A {it} lies on the edge of a {base}, with {on} on the {base} and {off} in the air. {name} holds it.",
    "{name} slides a {it} along a {base} and stops with {off} sticking out and {on} still on top.",
)
"""How much of it lies on and how much does not."""


@dataclass(frozen=True)
class SupportOrFall(Task):
    """Say whether a thing is held up.

    Axis: what counts as support. Infants first ask for any contact (3 months), then for contact from above (about 5),
    then for enough of it (6.5 months; Baillargeon, Needham & DeVos 1992). Level 1 sets a thing on top against one in
    the air, level 2 on top against at the side, level 3 more than half on against less than half on.
    """

    skill: ClassVar[str] = "knowing what holds things up"

    def pose(self, level: int, rng: Random) -> Latent:
        who, base = pick(rng, NAMES), pick(rng, SUPPORTS)
        if level == 3:
            wide = 2 * between(rng, 1, 4) + 1
            on = between(rng, 1, wide - 1)
            left = WIDE - on if rng.random() < 0.5 else on - wide
            return {"who": who, "base": base, "things": [[pick(rng, LONG), left, HIGH, wide]], "ask": 0}
        wide = between(rng, 1, 3)
        beside = rng.random() < 0.5
        low = [WIDE if level == 2 else WIDE + 2, between(rng, 1, HIGH - 1)] if beside or level == 2 else [3, HIGH + 2]
        places = shuffled(rng, [[between(rng, 0, WIDE - wide), HIGH, wide], [*low, wide]])
        names = [name for name in some(rng, THINGS, 3) if name != base]
        things = [[name, *place] for name, place in zip(names, places, strict=False)]
        return {"who": who, "base": base, "things": things, "ask": int(rng.random() * 2)}

    def solve(self, latent: Latent) -> str:
        _, left, low, wide = latent["things"][latent["ask"]]
        over = min(left + wide, WIDE) - max(left, 0)
        return "it stays" if low == HIGH and 2 * over > wide else "it falls"

    def check(self, latent: Latent, answer: str) -> bool:
        """Let it down by one square: it must be stopped, and then its middle must lie over what stopped it."""
        _, left, low, wide = latent["things"][latent["ask"]]
        base = {(x, y) for x in range(WIDE) for y in range(HIGH)}
        stopped = {x for x in range(left, left + wide) if (x, low - 1) in base}
        middle = left + wide / 2
        held = bool(stopped) and min(stopped) < middle < max(stopped) + 1
        return answer == ("it stays" if held else "it falls")

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        name = latent["who"]
        it = latent["things"][latent["ask"]][0]
        scene, why = (_edge if len(latent["things"]) == 1 else _two)(latent, rng)
        ask = pick(rng, ASKS).format(it=it)
        options = shuffled(rng, ("it stays", "it falls"))
        return say(rng, latent, scene, ask, f"when {name} lets go of the {it},", answer, options, why=why)


def _two(latent: Latent, rng: Random) -> tuple[str, str]:
    """Two things, one on top."""
    name, base, deeds = latent["who"], latent["base"], []
    for it, left, low, _ in latent["things"]:
        form = ON if low == HIGH else SIDE if left == WIDE else AIR if left < WIDE else BESIDE
        deeds.append(pick(rng, form).format(it=it, base=base))
    joint = pick(rng, (" and ", f". With the other hand {HE[name]} ", f", and {HE[name]} "))
    let_go = pick(rng, LET_GO).format(name=name, he=HE[name], his=HIS[name])
    asked, _, low, _ = latent["things"][latent["ask"]]
    why = f"The {base} holds the {asked} up from below." if low == HIGH else f"There is nothing under the {asked}."
    return f"{name} {deeds[0]}{joint}{deeds[1]}. {let_go}", why


def _edge(latent: Latent, rng: Random) -> tuple[str, str]:
    """One long thing at the edge, in words or drawn from the side."""
    name, base = latent["who"], latent["base"]
    it, left, _, wide = latent["things"][0]
    on = min(left + wide, WIDE) - max(left, 0)
    more = "More" if 2 * on > wide else "Less"
    why = f"{more} than half of the {it} lies on the {base}."
    if rng.random() < 0.4:
        shift = max(0, -left) + between(rng, 0, 3)
        ink, under = pick(rng, INKS), pick(rng, UNDER)
        picture = f"{' ' * (left + shift)}{ink * wide}\n{' ' * shift}{under * WIDE}"
        said = pick(
            rng,
            (
                "{name} lays a {it} on the edge of a {base}. From the side it looks like this:",
                "This is a {it} on a {base}, seen from the side. {name} holds it still:",
            ),
        )
        return f"{said.format(name=name, it=it, base=base)}\n{picture}", why
    unit = pick(rng, UNITS).split("/")
    parts = [f"{NUMBERS[n]} {unit[n > 1]}" for n in (on, wide - on)]
    said = pick(rng, EDGES).format(name=name, it=it, base=base, on=parts[0], off=parts[1])
    return said, why

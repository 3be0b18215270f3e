"""Which colour goes with which shape, among several that are seen together."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import pick, shuffled, some
from tilth.curriculum.grammar import a, capital, listing
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import COLOURS, NAMES, SHAPES, SIZES
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

SEEN = (
    "{name} drew {all}.", "{name} can see {all}.", "There is {all} on the wall of {name}'s room.",
    "{name} has a picture of {all}.", "The page in {name}'s book shows {all}.", "{name} cut out {all}.",
    "On the desk of {name} lie some paper shapes: {all}.", "{name} painted {all} on a card.",
)  # fmt: skip
TOLD = ("{name} looks at some shapes.", "Look at the shapes that {name} made.", "{name} has some paper shapes.",
        "{name} tells us about a picture.")  # fmt: skip
COLOUR_ASKS = ("What colour is the {it}?", "Which colour is the {it}?", "Can you say the colour of the {it}?",
               "What is the colour of the {it}?")  # fmt: skip
SHAPE_ASKS = ("Which shape is {it}?", "What shape is the {it} one?", "Which of the shapes is {it}?",
              "Can you name the {it} shape?")  # fmt: skip


@dataclass(frozen=True)
class ColourOfShape(Task):
    """Bind a colour to a shape.

    Axis: how many shapes are seen, and whether the shape alone tells them apart. Children learn colour words as a
    system of mappings after shape words (Sandhofer & Smith 1999) and name a few shapes by 30 months (Verdine et al.
    2016). Level 1 has two shapes, level 2 three, level 3 two shapes in two sizes each.
    """

    skill: ClassVar[str] = "binding colours to shapes"

    def pose(self, level: int, rng: Random) -> Latent:
        if level < 3:
            shapes = some(rng, SHAPES, level + 1)
            seen = [["", colour, shape] for colour, shape in zip(some(rng, COLOURS, level + 1), shapes, strict=True)]
        else:
            one, other = some(rng, SHAPES, 2)
            both = shuffled(rng, [(size, shape) for size in SIZES for shape in (one, other)])
            seen = [[s, colour, shape] for colour, (s, shape) in zip(some(rng, COLOURS, 4), both, strict=True)]
        of = "colour" if level == 3 or rng.random() < 0.6 else "shape"
        return {"who": pick(rng, NAMES), "seen": seen, "at": int(rng.random() * len(seen)), "of": of}

    def solve(self, latent: Latent) -> str:
        _, colour, shape = latent["seen"][latent["at"]]
        return str(colour if latent["of"] == "colour" else shape)

    def check(self, latent: Latent, answer: str) -> bool:
        """Strike out all that does not fit what is asked, then all that does not fit the answer: one must be left."""
        size, colour, shape = latent["seen"][latent["at"]]
        by_colour = latent["of"] == "shape"
        fit = [s for s in latent["seen"] if (s[1] == colour if by_colour else (s[0], s[2]) == (size, shape))]
        return len(fit) == 1 and all(answer == (s[2] if by_colour else s[1]) for s in fit)

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        seen, name = latent["seen"], latent["who"]
        size, colour, shape = seen[latent["at"]]
        if rng.random() < 0.6:
            row = listing([a(f"{s} {c} {f}" if s else f"{c} {f}") for s, c, f in seen])
            scene = pick(rng, SEEN).format(name=name, all=row)
        else:
            facts = [f"the {s} {f} is {c}" if s else f"the {f} is {c}" for s, c, f in seen]
            scene = f"{pick(rng, TOLD).format(name=name)} {capital(listing(facts))}."
        if latent["of"] == "colour":
            it = f"{size} {shape}" if size else shape
            ask, stem = pick(rng, COLOUR_ASKS).format(it=it), f"the {it} is"
            options = shuffled(rng, [s[1] for s in seen])
            return say(rng, latent, scene, ask, stem, answer, options)
        ask, stem = pick(rng, SHAPE_ASKS).format(it=colour), f"the {colour} one is the"
        return say(rng, latent, scene, ask, stem, answer, shuffled(rng, [s[2] for s in seen]))

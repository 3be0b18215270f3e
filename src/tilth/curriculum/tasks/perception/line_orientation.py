"""Which way a line runs, drawn in a small grid of characters."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import between, pick, shuffled, some
from tilth.curriculum.grammar import listing
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import NAMES
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

WAYS = {"flat": (0, 1), "upright": (1, 0), "rising": (-1, 1), "falling": (1, 1)}
"""Steps down and right, cell by cell, from the line's left or upper end."""
INKS = ("#", "*", "@", "+", "%", "█", "●", "■")
PAPERS = (".", "·", "-", "○", "□", ",", ":")
SCENES = (
    "{name} draws a line on squared paper:",
    "{name} lays a stick on the tiles:",
    "Look at the line in {name}'s book:",
    "{name} paints some squares to make a line:",
    "{name} makes a line with counters:",
    "A row of beads lies on {name}'s board:",
    "Here is the line that {name} made:",
)
ASKS = (
    "Which way does the line go: {all}?",
    "Is the line {all}?",
    "How does the line run, reading from left to right: {all}?",
    "What kind of line is it, {all}?",
    "Which word fits the line: {all}?",
    "Which way does the line run?",
    "What is the line like, seen from left to right?",
)
WHY = {
    "flat": "All its marks stand in one row.",
    "upright": "All its marks stand one below the other.",
    "rising": "From left to right each mark stands higher than the one before.",
    "falling": "From left to right each mark stands lower than the one before.",
}


@dataclass(frozen=True)
class LineOrientation(Task):
    """Tell flat, upright, rising and falling lines apart.

    Axis: upright against flat, then the two slants, then stray marks. Three-year-olds tell upright from flat lines,
    but mirror-image slants are confused for years (Rudel & Teuber 1963).
    """

    skill: ClassVar[str] = "seeing which way a line runs"

    def pose(self, level: int, rng: Random) -> Latent:
        ways = ("flat", "upright") if level == 1 else tuple(WAYS)
        size, way = between(rng, 5, 8), pick(rng, ways)
        down, right = WAYS[way]
        length = between(rng, 4, size)
        low = between(rng, 0, size - 1 - (length - 1) * abs(down))
        row = low + (length - 1 if down < 0 else 0)
        column = between(rng, 0, size - 1 - (length - 1) * right)
        line = [(row + down * n) * size + column + right * n for n in range(length)]
        marks = line + [cell for cell in some(rng, range(size * size), 2) if cell not in line] if level == 3 else line
        return {"who": pick(rng, NAMES), "size": size, "marks": marks, "ways": list(ways)}

    def solve(self, latent: Latent) -> str:
        size, marks = latent["size"], latent["marks"]
        step = marks[1] - marks[0]
        return {1: "flat", size: "upright", 1 - size: "rising", 1 + size: "falling"}[step]

    def check(self, latent: Latent, answer: str) -> bool:
        """Start from every mark and walk the way of the answer: one walk must be as long as the line."""
        if answer not in WAYS:
            return False
        size, marks = latent["size"], set(latent["marks"])
        down, right = WAYS[answer]
        for mark in marks:
            row, column = divmod(mark, size)
            long = 0
            while 0 <= row < size and 0 <= column < size and row * size + column in marks:
                row, column, long = row + down, column + right, long + 1
            if long >= 4:
                return True
        return False

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        size = latent["size"]
        cells = [pick(rng, PAPERS)] * (size * size)
        ink = pick(rng, INKS)
        for mark in latent["marks"]:
            cells[mark] = ink
        gap = "" if rng.random() < 0.6 else " "
        rows = "\n".join([gap.join(cells[at : at + size]) for at in range(0, size * size, size)])
        scene = f"{pick(rng, SCENES).format(name=latent['who'])}\n{rows}"
        options = shuffled(rng, latent["ways"])
        ask = pick(rng, ASKS).format(all=listing(options, "or"))
        return say(rng, latent, scene, ask, "the line is", answer, options, why=WHY[answer])

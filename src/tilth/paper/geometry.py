"""Places on a page: boxes in points from the top left, and the turn that makes a page's text upright."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of these (at least one)."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def shared(a0: float, a1: float, b0: float, b1: float) -> float:
    """How long two stretches of a line have in common, 0 if nothing."""
    return max(0.0, min(a1, b1) - max(a0, b0))


def across(a: Box, b: Box) -> float:
    """How much of the narrower box's width the two share, from 0 to 1."""
    return shared(a[0], a[2], b[0], b[2]) / max(min(a[2] - a[0], b[2] - b[0]), 0.01)


def down(a: Box, b: Box) -> float:
    """How much of the lower box's height the two share, from 0 to 1."""
    return shared(a[1], a[3], b[1], b[3]) / max(min(a[3] - a[1], b[3] - b[1]), 0.01)


def inside(a: Box, b: Box, slack: float = 0.0) -> bool:
    """Whether the middle of the first box lies in the second."""
    x, y = (a[0] + a[2]) / 2, (a[1] + a[3]) / 2
    return b[0] - slack <= x <= b[2] + slack and b[1] - slack <= y <= b[3] + slack


@dataclass(frozen=True, slots=True)
class View:
    """How a page is looked at: the part of it that is shown, turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int
    """0, 90, 180 or 270 degrees."""
    shown: int
    """The turn at which the file wants the page shown."""

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turn % 180 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turn % 180 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place of the file (y goes up) as it is looked at (y goes down from the top left)."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the file as it is looked at."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def on_page(self, box: Box) -> Box:
        """A box as it is looked at, in points from the top left of the page as it is shown."""
        if self.turn == self.shown:
            return box
        x0, y0, x1, y1 = box
        for _ in range((self.turn - self.shown) % 360 // 90):
            # Turned back by a quarter: what was the top is now the left.
            x0, y0, x1, y1 = y0, -x1, y1, -x0
        width, height = self.width, self.height
        back = (self.turn - self.shown) % 360
        dx = {90: 0.0, 180: width, 270: height}[back]
        dy = {90: width, 180: height, 270: 0.0}[back]
        return x0 + dx, y0 + dy, x1 + dx, y1 + dy

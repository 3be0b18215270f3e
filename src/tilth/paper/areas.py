"""Which drawings lie so close together that they are one picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tilth.paper.drawings import Rule, Shape
from tilth.paper.geometry import Box, View, around

FINEST = 5.0
"""Drawings less than this far apart, in points, belong together."""
MOST_CELLS = 200
"""A page is looked at in no more than this many cells across or down."""
LEAST = 18.0
"""A picture is at least this wide and high, in points."""


def areas(view: View, shapes: Sequence[Shape], rules: Sequence[Rule]) -> list[Box]:
    """The boxes of pictures: what connected drawings cover. Backgrounds of the whole page are none."""
    page = view.width * view.height
    drawn = [s.box for s in shapes if (s.box[2] - s.box[0]) * (s.box[3] - s.box[1]) < 0.9 * page]
    if not drawn:
        return []
    # Rules alone are no picture, but they join what they touch: the axes and arrows of one.
    lines = [r.box for r in rules if r.box[2] - r.box[0] < 0.8 * view.width or r.framed]
    boxes = [*drawn, *lines]
    cell = max(FINEST, view.width / MOST_CELLS, view.height / MOST_CELLS)
    labels = _components(_covered(boxes, view, cell))
    groups: dict[int, list[Box]] = {}
    for at, box in enumerate(boxes):
        x, y = _cell((box[0] + box[2]) / 2, cell, labels.shape[1]), _cell((box[1] + box[3]) / 2, cell, labels.shape[0])
        if at < len(drawn) or int(labels[y, x]) in groups:
            groups.setdefault(int(labels[y, x]), []).append(box)
    found = [around(group) for group in groups.values()]
    return sorted(box for box in found if box[2] - box[0] >= LEAST and box[3] - box[1] >= LEAST)


def _cell(value: float, cell: float, count: int) -> int:
    return min(max(int(value / cell), 0), count - 1)


def _covered(boxes: Sequence[Box], view: View, cell: float) -> NDArray[np.bool_]:
    """The cells of a page that a box touches, marked at the corners and summed up: cost does not grow with area."""
    wide, high = int(view.width / cell) + 1, int(view.height / cell) + 1
    corners = np.zeros((high + 1, wide + 1), dtype=np.int64)
    for left, top, right, bottom in boxes:
        x0, y0 = _cell(left - cell / 2, cell, wide), _cell(top - cell / 2, cell, high)
        x1, y1 = _cell(right + cell / 2, cell, wide) + 1, _cell(bottom + cell / 2, cell, high) + 1
        corners[y0, x0] += 1
        corners[y1, x1] += 1
        corners[y0, x1] -= 1
        corners[y1, x0] -= 1
    covered: NDArray[np.bool_] = corners.cumsum(0).cumsum(1)[:high, :wide] > 0
    return covered


def _components(covered: NDArray[np.bool_]) -> NDArray[np.int64]:
    """A number for each connected part of what is covered."""
    labels = np.zeros(covered.shape, dtype=np.int64)
    high, wide = covered.shape
    last = 0
    for y, x in zip(*np.nonzero(covered), strict=True):
        if labels[y, x]:
            continue
        last += 1
        stack = [(int(y), int(x))]
        labels[y, x] = last
        while stack:
            row, column = stack.pop()
            for r, c in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
                if 0 <= r < high and 0 <= c < wide and covered[r, c] and not labels[r, c]:
                    labels[r, c] = last
                    stack.append((r, c))
    return labels

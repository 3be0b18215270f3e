"""Where the columns of a page begin, and in which order what stands on it is read.

A column's left edge is where many wide lines begin and few run across (Breuel 2003 looks for the same in white space).
What crosses a gutter cuts the page into bands; within a band the columns are read one after the other. This is the
mask of XY-Cut++ (arXiv 2504.10258) with one level of cuts, which is all that printed papers need.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from statistics import median

from tilth.paper.geometry import Box
from tilth.paper.pieces import Piece

NEAR = 3.0
"""Two lines begin at the same place if no more than this many points lie between."""
FEWEST = 4
"""How many lines must begin at an edge for it to be a column's."""

MOST_PIECES = 6000
"""A page with more pieces than that is no page of text, and is read as one column."""


def edges(pieces: Sequence[Piece]) -> tuple[float, ...]:
    """The left edges of the columns after the first; empty for one column."""
    if not 2 * FEWEST <= len(pieces) <= MOST_PIECES:
        return ()
    left, right = min(p.box[0] for p in pieces), max(p.box[2] for p in pieces)
    wide = [p for p in pieces if p.box[2] - p.box[0] > 0.17 * (right - left) and len(p.words) >= 3]
    starts = sorted(p.box[0] for p in wide)
    found: list[float] = []
    for edge in _clusters(starts):
        if edge - left < 0.15 * (right - left) or right - edge < 0.15 * (right - left):
            continue
        begun = bisect_right(starts, edge + NEAR) - bisect_left(starts, edge - NEAR)
        before = sum(p.box[2] < edge for p in wide)
        if begun >= FEWEST and before >= FEWEST and _crossing(pieces, edge) <= 0.6 * begun:
            found.append(_with_labels(pieces, edge, right - left))
    return _distinct(found, 0.15 * (right - left))


def _with_labels(pieces: Sequence[Piece], edge: float, width: float) -> float:
    """A column's edge, or that of the labels that hang before its lines, as in lists of references."""
    bodies = sorted(p.base for p in pieces if abs(p.box[0] - edge) <= NEAR)
    before = [p for p in pieces if edge - 0.12 * width < p.box[0] and p.box[2] < edge]
    labels = [p.box[0] for p in before if _near(bodies, p.base)]
    return min(labels) if len(labels) >= FEWEST and len(labels) >= 0.8 * len(before) else edge


def _near(bases: Sequence[float], base: float) -> bool:
    at = bisect_left(bases, base - 1)
    return at < len(bases) and bases[at] <= base + 1


def _clusters(starts: list[float]) -> list[float]:
    """The places where many lines begin: medians of runs with no gap over half a point."""
    runs: list[list[float]] = []
    for start in starts:
        if runs and start - runs[-1][-1] <= 0.5:
            runs[-1].append(start)
        else:
            runs.append([start])
    return [median(run) for run in runs if len(run) >= 2]


def _distinct(found: list[float], least: float) -> tuple[float, ...]:
    kept: list[float] = []
    for edge in found:
        if not kept or edge - kept[-1] >= least:
            kept.append(edge)
    return tuple(kept)


def _crossing(pieces: Sequence[Piece], edge: float) -> int:
    return sum(crosses(p.box, edge) for p in pieces)


def crosses(box: Box, edge: float) -> bool:
    """Whether a box runs over the gutter to the left of a column's edge."""
    return box[0] < edge - 8 and box[2] > edge + NEAR


def fitting(pieces: Sequence[Piece], own: tuple[float, ...], usual: tuple[float, ...]) -> tuple[float, ...]:
    """A page's columns: its own, or those of the other pages where it shows too little to tell."""
    if own or not usual or len(pieces) > MOST_PIECES:
        return own
    begun = sum(any(abs(p.box[0] - edge) <= NEAR for edge in usual) for p in pieces)
    across = sum(any(crosses(p.box, edge) for edge in usual) for p in pieces)
    return usual if begun >= 1 and across <= 2 * begun + 2 else ()


def column(box: Box, starts: Sequence[float]) -> int | None:
    """The number of the column a box stands in, or None if it spans two."""
    if any(crosses(box, edge) for edge in starts):
        return None
    return bisect_right(starts, max(box[0] + NEAR, (box[0] + box[2]) / 2 - 8))


def reading(boxes: Sequence[Box], columns: Sequence[int], levels: Sequence[float]) -> list[int]:
    """The places of boxes in reading order. `columns` are their columns, -1 for what spans them; `levels` heights.

    What spans columns cuts the page into bands; in a band, columns are read from left to right.
    """
    spans = sorted((i for i, c in enumerate(columns) if c < 0), key=lambda i: (levels[i], boxes[i][0]))
    middles = [(boxes[i][1] + boxes[i][3]) / 2 for i in spans]
    rank = {i: n for n, i in enumerate(spans)}

    def key(i: int) -> tuple[int, int, float, float]:
        if i in rank:
            return rank[i], len(boxes), levels[i], boxes[i][0]
        return bisect_left(middles, (boxes[i][1] + boxes[i][3]) / 2), columns[i], levels[i], boxes[i][0]

    return sorted(range(len(boxes)), key=key)

"""Which lines belong to a picture: its labels and the numbers of its axes, but not its caption."""

from __future__ import annotations

from collections.abc import Sequence

from tilth.paper.geometry import Box, across, around, inside, shared
from tilth.paper.glyphs import Word
from tilth.paper.labels import LABEL, prose
from tilth.paper.pieces import Piece


def labels(box: Box, rest: Sequence[Piece], turned: Sequence[Word]) -> list[Piece] | None:
    """The pieces that belong to a picture; None if it is no picture but the ground of running text."""
    told = _told(box, rest)
    rest = [p for p in rest if p not in told]
    held = [p for p in rest if inside(p.box, box, 1.0)]
    if prose(held, box):
        return None
    sides = [word for word in turned if inside(word.box, box, 14.0)]
    box = around([box, *(word.box for word in sides)])
    for _ in range(3):
        near = [p for p in rest if p not in held and _beside(p, box)]
        if not near:
            break
        held += near
        box = around([box, *(p.box for p in near)])
    return held


def full(box: Box, held: Sequence[Piece]) -> bool:
    """Whether text fills a box, so that what is drawn is only its ground or its frame."""
    text = sum((p.box[2] - p.box[0]) * p.size for p in held)
    return len(held) >= 2 and text > 0.3 * (box[2] - box[0]) * (box[3] - box[1])


def _told(box: Box, rest: Sequence[Piece]) -> list[Piece]:
    """The lines of captions in and around a picture, which are no part of it."""
    told: list[Piece] = []
    for p in sorted(rest, key=lambda p: p.base):
        match = LABEL.match(p.text)
        begins = bool(match and match["kind"].lower()[:3] in ("fig", "tab", "alg"))
        above = told[-1] if told else p
        goes_on = told and 0 < p.base - above.base < 1.5 * p.size and abs(p.box[0] - above.box[0]) < 4
        if begins or (goes_on and inside(p.box, box) and abs(p.size - above.size) < 0.3):
            told.append(p)
    return told


def _beside(p: Piece, box: Box) -> bool:
    """Whether a short line stands so close to a picture that it is a label of it."""
    wide, high = box[2] - box[0], box[3] - box[1]
    if inside(p.box, box):
        return True
    if p.box[2] - p.box[0] > 0.7 * wide or len(p.words) > 6:
        return False
    gap = 0.85 * p.size
    level = shared(p.box[1], p.box[3], box[1] - 2, box[3] + 2) > 0.5 * (p.box[3] - p.box[1]) and high > 2 * p.size
    if level and (0 <= box[0] - p.box[2] <= gap or 0 <= p.box[0] - box[2] <= gap):
        return True
    return across(p.box, box) > 0.9 and (0 <= p.box[1] - box[3] <= gap or 0 <= box[1] - p.box[3] <= 0.5 * gap)

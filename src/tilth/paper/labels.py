"""How captions begin, and how running text stands: what tells them from the insides of tables and figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tilth.paper.geometry import Box
from tilth.paper.pieces import Piece

LABEL = re.compile(
    r"(?P<kind>fig(?:ure|\.)?|table|tab\.|algorithm|alg\.|listing|scheme|chart|plate|box)\s*"
    r"(?P<number>[A-Z]{0,2}\.?\d+(?:[.\-–]\d+)*[a-z]?|[IVXL]+|[A-Z])\b(?P<end>\s*[.:|—–]|\s*$|\))?",
    re.I,
)
"""How a caption begins."""


def is_label(text: str) -> bool:
    """Whether a line begins as a caption does, and not as a sentence that speaks of a figure."""
    match = LABEL.match(text)
    return bool(match and match["end"] is not None)


def prose(found: Sequence[Piece], box: Box) -> bool:
    """Whether lines stand there as paragraphs do: several long ones, each close below one that begins where it does."""
    long = [p for p in found if len(p.words) >= 6 and p.box[2] - p.box[0] > 0.4 * (box[2] - box[0])]
    pairs = 0
    for above, below in pairwise(long):
        close = 0 < below.base - above.base <= 1.6 * max(above.size, below.size)
        pairs += close and min(abs(above.box[0] - below.box[0]), abs(above.box[2] - below.box[2])) < 3
    return pairs >= 3

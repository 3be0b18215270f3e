"""Which lines are displayed mathematics, and which scraps of a line belong to the line beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from tilth.paper.flow import Line, Placed
from tilth.paper.geometry import around, shared
from tilth.paper.glyphs import Word
from tilth.paper.pieces import piece

NUMBERED = re.compile(r"\(\s*(?:[A-Z]\.?)?\d{1,3}(?:[.-]\d{1,3})*[a-z]?\s*\)$")
"""The number of a displayed equation."""

MOST_TOGETHER = 60
"""More lines than that, each over the next, are no formula."""

_NAMES = frozenset(
    "sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan log ln lg exp min max sup inf lim det dim ker deg gcd "
    "hom arg mod argmin argmax limsup liminf sgn tr diag rank span var cov if and or for all where otherwise with "
    "hence subject to st".split()
)
_ORDINARY = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*[.,;:!?]?|[“\"(‘]?[^\W\d_]{3,}[)”\"’]?[.,;:]?")
_RELATION = re.compile(r"[=<>≤≥≠≈≡∼≃≅∈⊂⊆→←↔⇒⇔↦∝≪≫≺≻:∑∏∫√⋃⋂±×÷+−∂∇/|^]|\\")


def settled(items: Sequence[Line | Placed]) -> list[Line | Placed]:
    """Lines with their scraps (limits, fractions, marks) put back; displayed formulas as lines with role `equation`."""
    found: list[Line | Placed] = []
    group: list[Line] = []
    for item in items:
        if isinstance(item, Line) and group and _touches(group, item):
            group.append(item)
            continue
        found += _resolved(group)
        group = [item] if isinstance(item, Line) else []
        if not isinstance(item, Line):
            found.append(item)
    return [*found, *_resolved(group)]


def _touches(group: Sequence[Line], line: Line) -> bool:
    """Whether a line overlaps in height with the ones before it, as lines of text do not."""
    last = group[-1]
    if line.column != last.column or line.page != last.page:
        return False
    bottom = max(one.box[3] for one in group[-6:])
    if last.size < 0.85 * line.size and len(group) == 1 and len(last.words) <= 3 and not _is_prose(line):
        # A limit above a large operator, close but clear of it.
        if line.box[0] <= last.box[0] and last.box[2] <= line.box[2] and line.box[1] - bottom < 0.4 * line.size:
            return True
    if line.size < 0.85 * last.size and len(line.words) <= 3 and line.box[1] - bottom < 0.3 * last.size:
        # A limit below a large operator, close but clear of it.
        left, right = min(one.box[0] for one in group[-6:]), max(one.box[2] for one in group[-6:])
        return left <= line.box[0] and line.box[2] <= right and not _is_prose(last)
    return bottom - line.box[1] > 0.25 * min(line.box[3] - line.box[1], last.box[3] - last.box[1])


def _resolved(group: Sequence[Line]) -> list[Line]:
    if not group:
        return []
    first = group[0]
    if len(group) > MOST_TOGETHER:
        return list(group)
    if len(group) > 1 and first.box[0] - first.left < 0.5 * first.size and _is_words(first):
        return [first, *_resolved(group[1:])]
    prose = [line for line in group if _is_prose(line)]
    if not prose:
        whole = _together(group) if len(group) > 1 else group[0]
        if _displayed(whole, stacked=len(group) > 1):
            return [replace(whole, role="equation", text=_linear(whole.words))]
        return list(group)
    loose: dict[int, list[Line]] = {}
    apart: list[Line] = []
    for line in group:
        if not _is_prose(line):
            near = max(range(len(prose)), key=lambda n: shared(*_down(prose[n]), *_down(line)))
            high = line.box[3] - line.box[1]
            hit = shared(*_down(prose[near]), *_down(line)) > 0.5 * high
            (loose.setdefault(near, []) if hit else apart).append(line)
    lines = [_together([line, *loose[n]], line) if n in loose else line for n, line in enumerate(prose)]
    return sorted([*lines, *apart], key=lambda line: (line.base, line.box[0]))


def _down(line: Line) -> tuple[float, float]:
    return line.box[1], line.box[3]


def _together(lines: Sequence[Line], host: Line | None = None) -> Line:
    """One line out of several; set as the host is, or as most of the words are."""
    made = piece(word for line in lines for word in line.words)
    first = host or max(lines, key=lambda line: (len(line.text), -line.base))
    box = around(line.box for line in lines)
    return replace(first, text=made.text, words=made.words, box=box)


def _is_prose(line: Line) -> bool:
    """Whether a line reads as words: four ordinary ones at least, or nothing but them."""
    words = [word for word in line.words if not word.face.math or len(word.text) > 3]
    ordinary = [word for word in words if _ORDINARY.fullmatch(word.text) and word.text.lower() not in _NAMES]
    if line.role:
        return False
    if line.mono > 0.9:
        return True
    return len(ordinary) >= 4 and len(ordinary) >= 0.35 * len(line.words)


def _is_words(line: Line) -> bool:
    return all(_ORDINARY.fullmatch(word.text) and not word.face.math for word in line.words)


def _displayed(line: Line, stacked: bool) -> bool:
    """Whether a line without prose is a displayed formula: indented or numbered, with a relation, operator or stack."""
    words = [word for word in line.words if word.text.strip()]
    if len(words) < 2 and not words[0].math:
        return False
    ordinary = [w for w in words if _ORDINARY.fullmatch(w.text) and w.text.lower() not in _NAMES and not w.face.math]
    numbered = bool(NUMBERED.search(line.text)) and line.right - line.box[2] < 0.06 * (line.right - line.left)
    symbols = sum(_symbolic(word) for word in words)
    if not (stacked and not ordinary) and not _RELATION.search(line.text) and not any(w.face.tall for w in words):
        return False
    if len(ordinary) > (0.55 if numbered else 0.34) * len(words) or symbols < 2:
        return False
    indented = line.box[0] - line.left > 0.9 * line.size
    return indented or numbered or (not ordinary and any(word.math for word in words))


def _symbolic(word: Word) -> bool:
    text = word.text
    if word.math or (len(text.strip("(),.")) == 1 and not text.isdigit()):
        return True
    return any(unicodedata.category(char) in ("Sm", "Lm") or "\u0370" <= char <= "\u03ff" for char in text)


def _linear(words: Sequence[Word]) -> str:
    """A formula's words in the order of the file, which is the order they are read in."""
    return " ".join(word.text for word in sorted(words, key=lambda word: word.order))

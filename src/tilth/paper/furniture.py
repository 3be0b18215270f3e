"""Running heads and page numbers: what stands in the margins of page after page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tilth.paper.labels import is_label
from tilth.paper.pieces import Piece
from tilth.paper.sheets import Sheet

MARGIN = 0.13
"""The share of a page's height, at its head and at its foot, where running heads can stand."""
OUTERMOST = 3
"""How many rows from the edge of the page are looked at."""

_BARE = re.compile(r"(?:page\s*)?[-–—|]*\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–—|]*(?:\s*(?:of|/)\s*\d{1,4})?", re.I)
_ENDS = re.compile(r"^(\d{1,4})(?=\s|$)|(?:^|\s|[-–|])(\d{1,4})$")
_OF = re.compile(r"\b(\d{1,4})\s*(?:of|/)\s*\d{1,4}\W*$")


@dataclass(frozen=True, slots=True)
class _Row:
    page: int
    base: float
    """Where it stands, in points: from the top if it is at the head, and below 0, from the bottom, if at the foot."""
    text: str
    pieces: tuple[Piece, ...]


def furniture(sheets: Sequence[Sheet], found: Sequence[Sequence[Piece]]) -> set[int]:
    """The `id` of each piece that is a running head or a page number."""
    edges = [row for sheet, own in zip(sheets, found, strict=True) for row in _edges(sheet, own)]
    kept = {id(row): row for row in edges if _BARE.fullmatch(row.text) and _alone(row, edges, found)}
    for row in [*_repeated(edges), *_numbered(edges)]:
        kept[id(row)] = row
    levels = Counter(level for row in kept.values() for level in {round(row.base / 2)})
    for row in edges:
        if is_label(row.text):
            continue
        # Heads that change with the section stand at the same height as those that repeat.
        near = sum(levels[round(row.base / 2) + n] for n in (-1, 0, 1))
        if near >= 2 or (near and id(row) not in kept and len(sheets) <= 3 and _outer(row, edges)):
            kept[id(row)] = row
    return {id(piece) for row in kept.values() for piece in row.pieces}


def _edges(sheet: Sheet, own: Sequence[Piece]) -> list[_Row]:
    """The outermost rows of a page, at its head and foot."""
    rows: list[list[Piece]] = []
    for piece in own:
        if rows and piece.base - rows[-1][0].base <= 1.5:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    high = sheet.view.height
    found = []
    for row in rows[:OUTERMOST]:
        if row[0].base < MARGIN * high:
            found.append(_Row(sheet.number, row[0].base, _text(row), tuple(row)))
    for row in rows[-OUTERMOST:]:
        if row[0].base > (1 - MARGIN) * high:
            found.append(_Row(sheet.number, row[0].base - high, _text(row), tuple(row)))
    return found


def _text(row: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in sorted(row, key=lambda piece: piece.box[0]))


def _repeated(edges: Sequence[_Row]) -> list[_Row]:
    """Rows that stand with the same words, but for numbers, at the same height of several pages."""
    places: dict[str, list[_Row]] = defaultdict(list)
    for row in edges:
        places[re.sub(r"\d+", "#", row.text).lower()].append(row)
    found = []
    for same in places.values():
        for row in same:
            pages = {other.page for other in same if abs(other.base - row.base) <= 4}
            if len(pages) >= 2:
                found.append(row)
    return found


def _numbered(edges: Sequence[_Row]) -> list[_Row]:
    """Outermost rows that begin or end with a number which grows with the page."""
    offsets: dict[tuple[int, int], list[_Row]] = defaultdict(list)
    for row in edges:
        if len(row.text) < 160 and not is_label(row.text) and _outer(row, edges):
            numbers = {int(match[1]) for match in _OF.finditer(row.text)}
            numbers |= {int(match[1] or match[2]) for match in _ENDS.finditer(row.text)}
            for number in numbers:
                offsets[number - row.page, round(row.base / 6)].append(_number_of(row))
    found = []
    for (offset, level), same in offsets.items():
        near = [*same, *offsets.get((offset, level + 1), ()), *offsets.get((offset, level - 1), ())]
        if len({row.page for row in near}) >= 2:
            found += same
    return found


def _number_of(row: _Row) -> _Row:
    """A row, or only its number where that stands beside a line of running text."""
    bare = tuple(piece for piece in row.pieces if _BARE.fullmatch(piece.text))
    rest = [piece for piece in row.pieces if piece not in bare]
    if bare and any(len(piece.words) >= 7 for piece in rest):
        return _Row(row.page, row.base, _text(bare), bare)
    return row


def _alone(row: _Row, edges: Sequence[_Row], found: Sequence[Sequence[Piece]]) -> bool:
    """Whether a bare number stands at the very edge of its page, apart from the text."""
    own = found[row.page - 1]
    bases = [piece.base for piece in own if piece not in row.pieces]
    base, size = row.pieces[0].base, row.pieces[0].size
    if not bases:
        return True
    outer = base > max(bases) if row.base < 0 else base < min(bases)
    return outer and min(abs(base - other) for other in bases) > 1.5 * size


def _outer(row: _Row, edges: Sequence[_Row]) -> bool:
    """Whether nothing stands between a row and the edge of its page."""
    own = [other for other in edges if other.page == row.page and (other.base < 0) == (row.base < 0)]
    return row.base == (max if row.base < 0 else min)(other.base for other in own)

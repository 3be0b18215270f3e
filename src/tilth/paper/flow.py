"""The lines and regions of a page in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tilth.paper.columns import column, crosses, edges, fitting, reading
from tilth.paper.furniture import furniture
from tilth.paper.geometry import Box, around
from tilth.paper.glyphs import Word
from tilth.paper.labels import LABEL
from tilth.paper.pieces import Piece, piece, pieces
from tilth.paper.regions import Region, joined, regions
from tilth.paper.sheets import Sheet
from tilth.paper.tables import Grid, grid

_BEGINS = re.compile(r"(?:abstract|summary)\b|(?:1|I)?\.?\s*introduction$", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text in its column."""

    text: str
    box: Box
    base: float
    size: float
    bold: float
    italic: float
    mono: float
    words: tuple[Word, ...]
    page: int
    column: int
    """Counted from 0; -1 for a line across columns."""
    left: float
    """Where its column begins and ends, in points."""
    right: float
    role: str = ""
    """What it is known to be."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A region in its place."""

    region: Region
    box: Box
    page: int
    column: int
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, in reading order; its running heads; the rules that belong to no region."""

    sheet: Sheet
    items: tuple[Line | Placed, ...]
    heads: tuple[Piece, ...]


def pages(sheets: Sequence[Sheet]) -> list[Page]:
    """Every page's lines and regions in reading order, running heads apart."""
    found = [pieces(sheet.words) for sheet in sheets]
    heads = furniture(sheets, found)
    bodies, placed, own = [], [], []
    for sheet, all_of in zip(sheets, found, strict=True):
        body = [p for p in all_of if id(p) not in heads]
        kept = _regions(sheet, body)
        used = {id(word) for region, _ in kept for word in region.words}
        body = [p for p in body if id(p.words[0]) not in used]
        bodies.append(body)
        placed.append(kept)
        own.append(edges(body))
    usual = _usual(own)
    made = []
    for sheet, body, kept, starts, all_of in zip(sheets, bodies, placed, own, found, strict=True):
        starts = fitting(body, starts, usual)
        items = _items(sheet, body, kept, starts)
        made.append(Page(sheet, items, tuple(p for p in all_of if id(p) in heads)))
    return made


def _regions(sheet: Sheet, body: Sequence[Piece]) -> list[tuple[Region, Grid | None]]:
    """The regions of a page; one that looked like a table and has no cells is running text after all."""
    kept = []
    for region in regions(sheet, body):
        if region.kind != "figure":
            region = _below_caption(region)
        cells = grid(region) if region.kind == "table" else None
        if region.kind != "table" or cells:
            kept.append((region, cells))
    return kept


def _below_caption(region: Region) -> Region:
    """A table or algorithm without the lines that say what it is, which go with the running text."""
    lines = pieces(region.words)
    if not lines or not LABEL.match(lines[0].text):
        return region
    low = lines[0].base + 3
    if region.kind == "table":
        # The caption goes on to the first rule, or to the first line of several cells.
        rules = [rule.box[1] for rule in joined(region.rules) if rule.box[1] > lines[0].base]
        counts = Counter(round(p.base) for p in lines)
        cells = [p.base - 0.5 * p.size for p in lines if counts[round(p.base)] > 1 and p.base > low]
        low = min([*rules, *cells], default=low)
    rest = tuple(word for p in lines if p.base >= low for word in p.words)
    above = [p.box[3] for p in lines if p.base < low]
    if not rest or not above:
        return region
    left, _, right, bottom = region.box
    kept = tuple(rule for rule in region.rules if rule.box[3] > lines[0].base)
    return replace(region, words=rest, box=(left, max(above), right, bottom), rules=kept)


def _usual(own: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    """The columns that most pages with columns have, if several have them or there are few pages."""
    several = [starts for starts in own if starts]
    if not several or len(several) < 0.25 * len(own):
        return ()
    counts = Counter(tuple(round(edge / 4) for edge in starts) for starts in several)
    most = max(counts, key=lambda key: (counts[key], -len(key), key))
    return next(starts for starts in several if tuple(round(edge / 4) for edge in starts) == most)


def _items(
    sheet: Sheet, body: Sequence[Piece], kept: Sequence[tuple[Region, Grid | None]], starts: tuple[float, ...]
) -> tuple[Line | Placed, ...]:
    rows = _rows(sheet, body, starts)
    boxes = [around(p.box for p in row) for row, _ in rows] + [region.box for region, _ in kept]
    columns = [number for _, number in rows] + [_number(region.box, starts) for region, _ in kept]
    sides = _sides(rows, starts)
    items: list[Line | Placed] = [
        _line(piece(word for p in row for word in p.words), sheet.number, number, sides[number]) for row, number in rows
    ]
    items += [
        Placed(region, region.box, sheet.number, number, cells)
        for (region, cells), number in zip(kept, columns[len(rows) :], strict=True)
    ]
    return tuple(items[i] for i in reading(boxes, columns, [_level(item) for item in items]))


def _level(item: Line | Placed) -> float:
    return item.base if isinstance(item, Line) else item.box[1]


def _number(box: Box, starts: tuple[float, ...]) -> int:
    own = column(box, starts)
    return -1 if own is None else own


def _rows(sheet: Sheet, body: Sequence[Piece], starts: tuple[float, ...]) -> list[tuple[list[Piece], int]]:
    """Pieces of one line in one column, with the column's number."""
    front = _front(sheet, body, starts)
    wide = [p for p in body if any(crosses(p.box, edge) for edge in starts)]
    found: dict[int, list[list[Piece]]] = {}
    for p in sorted(body, key=lambda p: (p.base, p.box[0])):
        number = -1 if starts and (p.box[3] <= front or _across(p, wide)) else _number(p.box, starts)
        rows = found.setdefault(number, [])
        if rows and p.base - rows[-1][0].base <= 0.25 * min(p.size, rows[-1][0].size):
            rows[-1].append(p)
        else:
            rows.append([p])
    _carry_on(found)
    return [(row, number) for number, rows in sorted(found.items()) for row in rows]


def _carry_on(found: dict[int, list[list[Piece]]]) -> None:
    """Give the short last line of a paragraph across columns to it, though it ends inside the first column."""
    for above in list(found.get(-1, [])):
        first = above[0]
        for row in found.get(0, []):
            step = row[0].base - first.base
            flush = abs(row[0].box[0] - min(p.box[0] for p in above)) < 2.5
            if flush and 0 < step < 1.45 * first.size and abs(row[0].size - first.size) < 0.3 and row[0].bold < 0.9:
                found[0].remove(row)
                found[-1].append(row)
                break


def _across(p: Piece, wide: Sequence[Piece]) -> bool:
    """Whether a piece crosses a gutter, or stands beside one that does and is set like it."""
    for other in wide:
        if p is other:
            return True
        gap = max(other.box[0] - p.box[2], p.box[0] - other.box[2])
        if abs(other.base - p.base) < 0.25 * p.size and gap < 4 * p.size and abs(other.size - p.size) < 0.5:
            return True
    return False


def _front(sheet: Sheet, body: Sequence[Piece], starts: tuple[float, ...]) -> float:
    """How far down page 1 its title and authors reach, which stand across the columns; 0 where none do."""
    if sheet.number != 1 or not starts:
        return 0.0
    begins = [p.box[1] for p in body if _BEGINS.match(p.text)]
    if not begins:
        return 0.0
    top = min(begins)
    return top if any(p.box[3] <= top and any(crosses(p.box, e) for e in starts) for p in body) else 0.0


def _sides(rows: Sequence[tuple[list[Piece], int]], starts: tuple[float, ...]) -> dict[int, tuple[float, float]]:
    """Where the lines of each column usually begin and end."""
    sides: dict[int, tuple[float, float]] = {}
    for number in sorted({number for _, number in rows}):
        boxes = [around(p.box for p in row) for row, own in rows if own == number]
        widest = max(box[2] - box[0] for box in boxes)
        long = [box for box in boxes if box[2] - box[0] > 0.6 * widest] or boxes
        lefts, rights = Counter(round(box[0]) for box in long), Counter(round(box[2]) for box in long)
        left = min(lefts, key=lambda x: (-lefts[x] - lefts[x + 1], x))
        right = max(rights, key=lambda x: (rights[x] + rights[x - 1], x))
        sides[number] = float(left), max(float(right), sorted(box[2] for box in long)[int(0.9 * (len(long) - 1))])
    return sides


def _line(made: Piece, page: int, number: int, sides: tuple[float, float]) -> Line:
    left, right = sides
    look = made.bold, made.italic, made.mono
    return Line(made.text, made.box, made.base, made.size, *look, made.words, page, number, left, right)

"""The rows and columns of a table: rows by line, columns by the gaps that all rows share, headers by the rules."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tilth.paper.geometry import Box, shared
from tilth.paper.glyphs import Word
from tilth.paper.pieces import Piece, piece, rows
from tilth.paper.regions import Region, joined

CELL_GAP = 0.5
"""A gap of this many times the size of the type parts two cells; spaces inside a cell are narrower."""
MOST_CELLS = 20_000
"""A region of more cells is read as text."""

NUMBER = re.compile(r"[(±+−–<>≤≥~≈-]*\s*[$€£]?\d[\d.,\s·×⁰¹²³⁴⁵⁶⁷⁸⁹⁻]*(?:[%‰°a-zA-Z*†‡§()±+−–/-][^a-zA-Z]{0,12})?$")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table taken apart."""

    cells: tuple[tuple[str, ...], ...]
    """Rows of equally many cells; a cell that spans several stands in the first, the others are empty."""
    header_rows: int
    spans: dict[tuple[int, int], int] = field(default_factory=dict)
    """How many columns a cell spans, where it is more than one: by row and column."""


@dataclass(slots=True)
class _Row:
    pieces: list[Piece]
    top: float
    bottom: float
    band: int
    """Between which rules it stands, counted from the top."""
    cells: list[str] = field(default_factory=list)
    spans: dict[int, int] = field(default_factory=dict)


def grid(region: Region) -> Grid | None:
    """The cells of a region between rules, or None if it has no two columns or no two rows."""
    flat = [r for r in joined(region.rules)]
    width = region.box[2] - region.box[0]
    full = [r for r in flat if r.box[2] - r.box[0] >= 0.9 * width]
    partial = [r for r in flat if r.box[2] - r.box[0] < 0.9 * width]
    lines = _lines(region.words, [(r.box[1] + r.box[3]) / 2 for r in full])
    posts = _posts(region)
    body = _body(lines)
    bounds = _bounds(body, [line for line in lines if line not in body], region.box, posts)
    if len(bounds) < 1 or not lines or len(lines) * (len(bounds) + 1) > MOST_CELLS:
        return None
    for line in lines:
        _fill(line, bounds, [r.box for r in partial], lines)
    header = _header_lines(lines)
    kept = _merged(lines, header, ruled=bool(posts) and lines[-1].band - lines[0].band >= 2)
    if len(kept) < 2:
        return None
    heads = _headers(kept)
    spans = {(at, column): n for at, line in enumerate(kept) for column, n in line.spans.items() if n > 1}
    return Grid(tuple(tuple(line.cells) for line in kept), heads, spans)


def _lines(words: Sequence[Word], levels: list[float]) -> list[_Row]:
    found = []
    for row in rows(words):
        row.sort(key=lambda word: (word.box[0], word.order))
        parts, start = [], 0
        for at in range(1, len(row) + 1):
            gap = at < len(row) and row[at].box[0] - row[at - 1].box[2]
            if at == len(row) or gap > CELL_GAP * max(row[at].size, row[at - 1].size):
                parts.append(piece(row[start:at]))
                start = at
        top, bottom = min(p.box[1] for p in parts), max(p.box[3] for p in parts)
        middle = parts[0].base - 0.3 * parts[0].size
        found.append(_Row(parts, top, bottom, sum(level < middle for level in levels)))
    return sorted(found, key=lambda line: line.top + line.bottom)


def _body(lines: Sequence[_Row]) -> list[_Row]:
    """The rows that show the columns: below the first inner rule if there are any, and with several cells."""
    first = lines[0].band if lines else 0
    below = [line for line in lines if line.band > first and len(line.pieces) > 1]
    return below or [line for line in lines if len(line.pieces) > 1] or list(lines)


def _posts(region: Region) -> list[float]:
    """Where rules run down through at least half of the table."""
    high = region.box[3] - region.box[1]
    runs: dict[int, tuple[float, float]] = {}
    for rule in region.rules:
        if not rule.across:
            x = (rule.box[0] + rule.box[2]) / 2
            at = next((k for k in (round(x), round(x) - 1, round(x) + 1) if k in runs), round(x))
            total, _ = runs.get(at, (0.0, x))
            runs[at] = total + rule.box[3] - rule.box[1], x
    return sorted(x for total, x in runs.values() if total >= 0.5 * high)


def _bounds(body: Sequence[_Row], heads: Sequence[_Row], box: Box, posts: Sequence[float]) -> list[float]:
    """Where one column ends and the next begins."""
    gaps: list[tuple[float, float]] = []
    reach = box[0]
    for left, right in sorted((p.box[0], p.box[2]) for line in body for p in line.pieces):
        if left > reach:
            gaps.append((reach, left))
        reach = max(reach, right)
    gaps.append((reach, box[2]))
    bounds = []
    for at, (left, right) in enumerate(gaps):
        inner = [x for x in posts if left - 1 <= x <= right + 1 and box[0] + 4 < x < box[2] - 4]
        if inner:
            bounds += [x for n, x in enumerate(inner) if n == 0 or x - inner[n - 1] > 4]
        elif left > box[0] + 0.01 and right < box[2] - 0.01:
            before = gaps[at - 1][1] if at else box[0]
            after = gaps[at + 1][0] if at + 1 < len(gaps) else box[2]
            bounds.append(_middle((before, left, right, after), heads))
    return bounds


def _middle(gap: tuple[float, float, float, float], heads: Sequence[_Row]) -> float:
    """The middle of a gap between two columns, less what cells of the header reach into it from either side.

    `gap` holds where the left column begins and ends, and where the right one begins and ends.
    """
    before, left, right, after = gap
    low, high = left, right
    for p in (p for line in heads for p in line.pieces):
        on_left, on_right = shared(p.box[0], p.box[2], before, left), shared(p.box[0], p.box[2], right, after)
        if on_left > 0 and not on_right:
            low = max(low, min(p.box[2], right))
        elif on_right > 0 and not on_left:
            high = min(high, max(p.box[0], left))
    return (low + high) / 2 if low < high else (left + right) / 2


def _column(x: float, bounds: Sequence[float]) -> int:
    return sum(x > bound for bound in bounds)


def _fill(line: _Row, bounds: Sequence[float], partial: Sequence[Box], lines: Sequence[_Row]) -> None:
    """Put the pieces of a line into its cells, and see which of them span columns."""
    line.cells = [""] * (len(bounds) + 1)
    edges = [-1e9, *bounds, 1e9]
    for p in line.pieces:
        under = _rule_under(p, line, partial, lines)
        if under:
            first, last = _column(under[0] + 3, bounds), _column(under[2] - 3, bounds)
        else:
            first, last = _spread(p, bounds, edges)
        text = f"{line.cells[first]} {p.text}" if line.cells[first] else p.text
        line.cells[first] = text
        if last > first:
            line.spans[first] = last - first + 1


def _rule_under(p: Piece, line: _Row, partial: Sequence[Box], lines: Sequence[_Row]) -> Box | None:
    """The short rule right below a cell, which shows what it spans."""
    next_top = min((other.bottom for other in lines if other.top > line.bottom - 2), default=line.bottom + 12)
    for box in partial:
        middle = (p.box[0] + p.box[2]) / 2
        if line.bottom - 4 <= box[1] <= next_top and box[0] - 2 <= middle <= box[2] + 2:
            return box
    return None


def _spread(p: Piece, bounds: Sequence[float], edges: Sequence[float]) -> tuple[int, int]:
    """The first and last column that a piece stands over: those it covers by more than a corner."""
    first, last = _column(p.box[0], bounds), _column(p.box[2], bounds)
    slack = 0.6 * p.size
    while first < last and edges[first + 1] - p.box[0] < slack:
        first += 1
    while last > first and p.box[2] - edges[last] < slack:
        last -= 1
    return first, last


def _header_lines(lines: Sequence[_Row]) -> int:
    """How many of the printed lines stand above the first inner rule."""
    first = lines[0].band
    above = sum(line.band == first for line in lines)
    return above if above < len(lines) and above <= 5 else 0


def _merged(lines: list[_Row], header: int, ruled: bool) -> list[_Row]:
    """Rows of the table: printed lines that continue cells of the line above are made one with it."""
    kept: list[_Row] = []
    for at, line in enumerate(lines):
        above = kept[-1] if kept else None
        if above and above.band == line.band and _continues(above, line, at < header, ruled):
            _join(above, line)
        else:
            kept.append(line)
    return kept


def _continues(above: _Row, line: _Row, in_header: bool, ruled: bool) -> bool:
    if ruled:
        return True
    there = [c for c, text in enumerate(line.cells) if text]
    if line.top - above.bottom > 0.6 * line.pieces[0].size:
        return False
    if in_header:
        spanning = any(n > 1 for n in above.spans.values())
        return not spanning and (not line.cells[0] or not above.cells[0])
    words = not any(NUMBER.match(line.cells[c]) for c in there)
    return words and not line.cells[0] and all(above.cells[c] for c in there) and len(there) <= len(line.cells) / 2


def _join(above: _Row, line: _Row) -> None:
    for column, text in enumerate(line.cells):
        if text:
            joined_text = f"{above.cells[column]} {text}".strip()
            above.cells[column] = re.sub(r"(?<=[a-z])- (?=[a-z])", "", joined_text)
    above.spans |= line.spans
    above.bottom = line.bottom


def _headers(kept: Sequence[_Row]) -> int:
    """How many rows are the header: those above the first inner rule, or the first if only it has no numbers."""
    first = kept[0].band
    above = sum(line.band == first for line in kept)
    if above < len(kept) and above <= 5:
        return above
    numeric = [any(NUMBER.match(cell) for cell in line.cells[1:]) for line in kept]
    return int(not numeric[0] and any(numeric[1:]))


def as_html(found: Grid) -> str:
    """The table in HTML, with the spans that its cells have."""
    parts = ["<table>"]
    for at, row in enumerate(found.cells):
        tag = "th" if at < found.header_rows else "td"
        cells, column = [], 0
        while column < len(row):
            span = found.spans.get((at, column), 1)
            wide = f' colspan="{span}"' if span > 1 else ""
            cells.append(f"<{tag}{wide}>{html.escape(row[column])}</{tag}>")
            column += span
        opened = "<thead>" if at == 0 and found.header_rows else "<tbody>" if at == found.header_rows else ""
        closed = "</thead>" if at + 1 == found.header_rows else ""
        parts.append(f"{opened}<tr>{''.join(cells)}</tr>{closed}")
    parts.append("</tbody></table>" if len(found.cells) > found.header_rows else "</table>")
    return "".join(parts)

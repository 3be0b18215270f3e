"""A table as rows and columns with names: what can be asked about it without guessing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tilth.core.errors import Broken
from tilth.core.program import decimals, number
from tilth.paper.items import Block

MISSING = frozenset(["", "-", "–", "—", "−", "n/a", "n.a.", "N/A", "NA", "nan", "*", "…", "..."])
"""What stands in a cell that has no value."""
MOST_ROWS = 200
"""A longer table is left alone: nobody asks for the largest of a thousand rows."""

_UNITS = frozenset(
    "% ‰ pp s ms µs μs ns min h d kg g mg µg t L mL ml l km m cm mm µm nm kW W MW V mV A mA Hz kHz MHz GHz °C °F "
    "K N Pa kPa MPa bar J kJ MJ cal kcal mol mmol dB EUR USD GBP $ € £ points counts GB MB KB TB kB ha m² m³ km² "
    "km/h m/s kg/L g/L mg/L kg/m³ g/cm³ kWh thousand million billion years months weeks days hours minutes "
    "seconds ppm".split()
)
_AGGREGATES = re.compile(r"(?:grand )?(?:total|sum|mean|average|avg\.?|overall|all|median|std\.?|min|max)\b", re.I)
_QUANTITIES = frozenset(
    "accuracy precision recall f1 error time score rate loss mean median penalty length price mass weight "
    "density distance efficiency share reading drift bias rmse mae mse dimension range speed power size width "
    "height depth area volume temperature age cost memory latency throughput frequency coverage gain change "
    "sensitivity specificity auc perplexity bleu rouge correlation variance deviation duration runtime energy "
    "strength pressure concentration yield dose count total percentage proportion similarity agreement kappa map "
    "ndcg mrr iou psnr ssim wer cer thickness capacity voltage current resistance mileage income".split()
)
"""Nouns of which `the highest ... for X` is plain English."""
_COUNTS = frozenset(
    "samples pages clips parameters blocks classes teachers rooms lessons violations iterations gears "
    "participants patients tokens words sentences epochs layers images documents queries questions examples "
    "instances features users students subjects nodes edges vertices tables figures papers records items labels "
    "trials errors cases deaths events species groups documents runs steps points citations articles books "
    "people households farms plots".split()
)
"""Nouns of what is counted."""
_NAMES = frozenset("f1 rmse mae mse auc bleu rouge map ndcg mrr iou psnr ssim wer cer".split())
_ADJECTIVES = frozenset("mean maximum minimum average raw corrected relative absolute lower upper first last".split())


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers."""

    at: int
    header: str
    """Its header as it is printed, the one above it first."""
    head: str
    """What its numbers are, as a noun phrase without an article: `mean error`, `number of samples`, `value`."""
    tail: str
    """What goes after it: ` under ‘Fenwick-40’`, or nothing."""
    counted: str
    """What is counted, if something is: `samples`."""
    unit: str
    digits: int
    """How many digits its numbers have after the point, at most."""

    @property
    def phrase(self) -> str:
        return self.head + self.tail


@dataclass(frozen=True, slots=True)
class Row:
    """A row with a name."""

    at: int
    label: str
    """What it is called: its first cell, or its first two where the first alone is not enough."""
    aggregate: bool
    """Whether it sums up the others: a total, a mean."""


@dataclass(frozen=True, slots=True)
class Readable:
    """A table whose rows have names and whose columns have numbers."""

    block: Block
    noun: str
    """What a row is: `method`, `plot`; empty if the table does not say."""
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    labels: int
    """How many columns name a row."""

    def cell(self, row: Row, column: Column) -> str:
        """The text of a cell."""
        return self.block.cells[row.at][column.at]


def readable(block: Block) -> Readable | None:
    """Read a table block, or None if it has no names for its rows, no header or no column of numbers."""
    cells, heads = block.cells, block.header_rows
    if not heads or not 2 <= len(cells) - heads <= MOST_ROWS or any(len(row) != len(cells[0]) for row in cells):
        return None
    body = range(heads, len(cells))
    if any(_numeric(cells[r][0]) or cells[r][0] in MISSING for r in body):
        return None
    labels = _labels(cells, body)
    if not labels:
        return None
    rows = tuple(_row(cells, r, labels) for r in body)
    columns = tuple(found for c in range(labels, len(cells[0])) if (found := _column(block, c)))
    same = Counter(column.phrase for column in columns)
    columns = tuple(column for column in columns if same[column.phrase] == 1)
    if not columns:
        return None
    return Readable(block, _noun(cells[heads - 1][0]) if labels == 1 else "", rows, columns, labels)


def _labels(cells: Sequence[Sequence[str]], body: range) -> int:
    """How many columns it takes to tell the rows apart: one, two, or none will do (0)."""
    if len({cells[r][0] for r in body}) == len(body):
        return 1
    pairs = {(cells[r][0], cells[r][1]) for r in body} if len(cells[0]) > 2 else set()
    words = not any(_numeric(cells[r][1]) or cells[r][1] in MISSING for r in body) if pairs else False
    return 2 if words and len(pairs) == len(body) else 0


def _row(cells: Sequence[Sequence[str]], r: int, labels: int) -> Row:
    label = " with ".join(cells[r][:labels]) if labels == 1 else f"{cells[r][0]} / {cells[r][1]}"
    return Row(r, label, bool(_AGGREGATES.match(label)))


def _numeric(text: str) -> bool:
    try:
        number(text)
    except Broken:
        return False
    return True


def _column(block: Block, c: int) -> Column | None:
    """A column that has a header and nothing but numbers, gaps aside."""
    values = [row[c] for row in block.cells[block.header_rows :] if row[c] not in MISSING]
    if len(values) < 2 or not all(_numeric(value) for value in values):
        return None
    parts = headers(block, c)
    if not parts or _numeric(parts[-1]):
        return None
    words, unit = _split(parts[-1])
    head, tail, counted = _spoken(words, parts)
    if any("%" in value for value in values):
        unit = "%" if unit in ("", "%") and all(value.rstrip("*†‡").endswith("%") for value in values) else ""
    return Column(c, ", ".join(parts), head, tail, counted, unit, max(decimals(value) for value in values))


def headers(block: Block, c: int) -> list[str]:
    """A column's header, from the top: of each header row its own cell, or the one to its left that spans it."""
    found: list[str] = []
    for r in range(block.header_rows):
        start, width = 0, 1
        for start, width in _spans(block)[r]:
            if start <= c < start + width:
                break
        text = block.cells[r][start] if start <= c < start + width else ""
        if text and text not in found:
            found.append(text)
    return found


def _spans(block: Block) -> list[list[tuple[int, int]]]:
    """Where each cell of the header rows begins and how many columns it spans, as the table's HTML says."""
    rows = re.findall(r"<tr>(.*?)</tr>", block.html, re.S)[: block.header_rows]
    found: list[list[tuple[int, int]]] = []
    for r in range(block.header_rows):
        at, row = 0, []
        for wide in re.findall(r'<t[hd](?: colspan="(\d{1,4})")?[^>]*>', rows[r]) if r < len(rows) else []:
            row.append((at, int(wide or 1)))
            at += int(wide or 1)
        found.append(row if at == len(block.cells[r]) else [(c, 1) for c in range(len(block.cells[r]))])
    return found


def _split(header: str) -> tuple[str, str]:
    """A header's words and its unit, if one stands in brackets at its end."""
    match = re.fullmatch(r"(.*\S)\s*[(\[]\s*([^()\[\]]{1,12}?)\s*[)\]]", header)
    if match and match[2] in _UNITS:
        return match[1], match[2]
    return header, ""


def _spoken(words: str, parts: Sequence[str]) -> tuple[str, str, str]:
    """How a column is spoken of: a noun phrase, what goes after it, and what is counted."""
    above = f" under ‘{', '.join(parts[:-1])}’" if len(parts) > 1 else ""
    noun = re.split(r"\s(?:per|of|over|at|in|for|on|to)\s", words)[0].split()[-1].lower()
    if not re.fullmatch(r"[\w\s+%./-]+", words) or "/" in words:
        return "value", f" under ‘{', '.join(parts)}’", ""
    if noun in _COUNTS:
        return f"number of {_lowered(words)}", above, _lowered(words)
    if noun in _QUANTITIES or words in ("Kendall τ", "Cohen κ", "Spearman ρ"):
        return _lowered(words), above, ""
    return "value", f" under ‘{', '.join(parts)}’", ""


def _lowered(words: str) -> str:
    """A header as it stands inside a sentence: common words begin small, names and abbreviations stay."""
    first = words.split()[0].lower()
    common = first in _ADJECTIVES or first in (_QUANTITIES | _COUNTS) - _NAMES
    return words[:1].lower() + words[1:] if common and not words.split()[0].isupper() else words


def _noun(header: str) -> str:
    """What a row is called, out of the header of the first column."""
    return header.lower() if re.fullmatch(r"[A-Z]?[a-z]{3,14}(?: [a-z]{3,12})?", header) else ""


def plural(noun: str) -> str:
    """A noun for several: `method` -> `methods`, `category` -> `categories`."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    irregular = {"species": "species", "series": "series", "criterion": "criteria", "corpus": "corpora"}
    if noun in irregular:
        return irregular[noun]
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh", "z")) else "s")


def markdown(block: Block) -> str:
    """A table in Markdown with aligned columns, its header rows made one."""
    top = [", ".join(headers(block, c)) for c in range(len(block.cells[0]))] if block.header_rows else None
    rows = [top or [""] * len(block.cells[0]), *block.cells[block.header_rows :]]
    cleaned = [[" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in rows]
    widths = [max(3, *(len(row[c]) for row in cleaned)) for c in range(len(cleaned[0]))]
    numeric = [all(_numeric(row[c]) or row[c] in MISSING for row in cleaned[1:]) for c in range(len(widths))]
    lines = [_line([_padded(cell, widths[c], numeric[c]) for c, cell in enumerate(row)]) for row in cleaned]
    rule = _line(["-" * (w - 1) + ":" if n else "-" * w for w, n in zip(widths, numeric, strict=True)])
    return "\n".join([lines[0], rule, *lines[1:]])


def _padded(cell: str, width: int, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"

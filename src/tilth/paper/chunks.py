"""Lines that belong together: each chunk is a heading, a paragraph, an item of a list, a caption, a formula."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from tilth.paper.flow import Line, Placed
from tilth.paper.labels import LABEL, is_label

ITEM = re.compile(
    r"(?:[•▪◦‣∙■●○▸►✓·]|[–—*-](?=\s))\s*\S|(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\((?:\d{1,2}|[a-zA-Z]|[ivx]+)\))\s+\S"
)
"""How an item of a list begins."""
ENTRY = re.compile(r"\[\s*(?:\d{1,3}|[A-Z][A-Za-z+]{1,8}\d{2}[a-z]?)\s*\]\s*\S|\(?\d{1,3}[.)]\s+\S")
"""How an entry of a list of references begins, if it has a number or a key."""

_BARE_LABEL = re.compile(r"(?:table|figure|fig\.?)\s+(?:[IVXL]+|\d+)\.?", re.I)
"""A caption's label that stands on a line of its own."""
_STOPS = (".", "!", "?", ":", ".”", ".)", '."', "?”")


@dataclass(slots=True)
class Chunk:
    """Lines that belong together, or one region."""

    lines: list[Line] = field(default_factory=list)
    placed: Placed | None = None
    role: str = ""
    level: int = 0
    gap: float = 0.0
    """How far its first line stands below what is above it, in lines of its size; large at the head of a column."""
    joins: list[Chunk] = field(default_factory=list)
    """Chunks further on that continue it."""

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def page(self) -> int:
        return self.placed.page if self.placed else self.lines[0].page

    @property
    def column(self) -> int:
        return self.placed.column if self.placed else self.lines[0].column

    @property
    def font(self) -> str:
        """The name of the font that most of its characters have."""
        return font_of(self.lines)

    def share(self, name: str) -> float:
        """The share of its characters that are `bold`, `italic` or `mono`."""
        total = sum(len(line.text) for line in self.lines)
        return float(sum(getattr(line, name) * len(line.text) for line in self.lines)) / max(1, total)


def font_of(lines: Iterable[Line]) -> str:
    """The name of the font that most characters have."""
    fonts: Counter[str] = Counter()
    for line in lines:
        for word in line.words:
            fonts[word.face.font] += len(word.text)
    return max(fonts, key=lambda font: (fonts[font], font)) if fonts else ""


@dataclass(frozen=True, slots=True)
class Measures:
    """What most of a paper is set in."""

    size: float
    """The size of its running text, in points."""
    font: str
    """The name of the font of its running text."""
    pitches: dict[float, float]
    """From one line to the next, by the size of the type."""

    def pitch(self, size: float) -> float:
        """From one line to the next in type of this size."""
        return self.pitches.get(round(size * 2) / 2, 1.2 * size)


def measures(lines: Sequence[Line]) -> Measures:
    """Measure a paper's lines."""
    sizes: Counter[float] = Counter()
    steps: dict[float, list[float]] = defaultdict(list)
    for above, line in zip([None, *lines], lines, strict=False):
        sizes[round(line.size * 2) / 2] += len(line.text)
        if (
            above
            and _level(above, line)
            and abs(above.size - line.size) < 0.3
            and 0 < line.base - above.base < 3 * line.size
        ):
            steps[round(line.size * 2) / 2].append(line.base - above.base)
    size = max(sizes, key=lambda one: (sizes[one], one)) if sizes else 10.0
    # The lower half: gaps between paragraphs must not count.
    pitches = {key: median(sorted(found)[: len(found) // 2 + 1]) for key, found in steps.items() if len(found) >= 3}
    return Measures(size, font_of(line for line in lines if abs(line.size - size) < 0.3), pitches)


def _level(above: Line, line: Line) -> bool:
    return above.page == line.page and above.column == line.column


def chunks(items: Iterable[Line | Placed], sizes: Measures) -> list[Chunk]:
    """Group lines that follow each other; what begins a chunk is said by place, type and first words."""
    found: list[Chunk] = []
    above: Line | Placed | None = None
    for item in items:
        if isinstance(item, Placed):
            found.append(Chunk(placed=item))
        else:
            gap = _gap(above, item, sizes)
            if isinstance(above, Line) and found and not _begins(found[-1], item, gap, sizes):
                found[-1].lines.append(item)
            else:
                found.append(Chunk([item], gap=gap, role=item.role))
        above = item
    return found


def _gap(above: Line | Placed | None, line: Line, sizes: Measures) -> float:
    """From what is above to a line, in pitches of its size; 9 where nothing is."""
    if above is None or above.page != line.page or above.column != line.column:
        return 9.0
    base = above.base if isinstance(above, Line) else above.box[3]
    if line.base < base - 2:
        return 9.0
    return (line.base - base) / sizes.pitch(line.size)


def _begins(chunk: Chunk, line: Line, gap: float, sizes: Measures) -> bool:
    last, first = chunk.last, chunk.first
    if gap >= 9.0 or line.role or last.role:
        return not (line.role and last.role and gap < 1.6 and not re.search(r"\(\S{1,6}\)$", last.text))
    if min(last.mono, line.mono) > 0.9:
        return gap > 2.3
    if _BARE_LABEL.fullmatch(last.text) and gap < 1.5:
        return False
    if abs(line.size - last.size) > max(0.4, 0.05 * last.size) and not _small_caps(line, last):
        return True
    if gap > 1.32 or (is_label(line.text) and _styled(line, last)):
        return True
    if is_label(first.text) and gap < 1.2:
        return False
    if ((last.bold > 0.9) != (line.bold > 0.9) and min(last.bold, line.bold) < 0.6) or _other_look(last, line):
        return True
    if LABEL.match(first.text) and first.size < 0.97 * sizes.size:
        return False
    return _new_paragraph(chunk, line)


def _other_look(last: Line, line: Line) -> bool:
    """Whether one line is set as a heading is and the next is not."""
    if min(len(last.text), len(line.text)) >= 4 and last.text.isupper() and not line.text.isupper():
        return True
    if re.fullmatch(r"APPENDIX(?: [A-Z0-9])?", last.text, re.I):
        return True
    short = last.right - last.box[2] > 0.2 * (last.right - last.left) and len(last.text) < 80
    if short and {w.face.font for w in last.words}.isdisjoint({w.face.font for w in line.words}):
        return True
    flush = abs(line.box[0] - line.left) < 3 * line.size and abs(line.box[0] - last.box[0]) > 2
    return _centred(last) and not _centred(line) and flush


def _centred(line: Line) -> bool:
    sides = line.box[0] - line.left, line.right - line.box[2]
    return min(sides) > 2 * line.size and abs(sides[0] - sides[1]) < 0.6 * line.size


def _small_caps(line: Line, last: Line) -> bool:
    """Whether two lines are both in capitals, of which some are small."""
    return line.text.isupper() and last.text.isupper() and 0.7 < line.size / last.size < 1.4


def _styled(line: Line, last: Line) -> bool:
    bold = line.words[0].face.bold and not last.words[-1].face.bold
    return bold or line.size < 0.97 * last.size


def _new_paragraph(chunk: Chunk, line: Line) -> bool:
    last, first = chunk.last, chunk.first
    size, width = line.size, max(line.right - line.left, 1.0)
    shift = line.box[0] - last.box[0]
    if ENTRY.match(first.text) and first.text.startswith("["):
        return (bool(ENTRY.match(line.text)) and abs(line.box[0] - first.box[0]) < 3) or shift < -0.7 * size
    if ITEM.match(line.text) and (
        shift < -0.4 * size or (abs(line.box[0] - first.box[0]) < 2 and ITEM.match(first.text))
    ):
        return True
    if ITEM.match(line.text) and line.box[0] - line.left > 0.4 * size and last.text.endswith(_STOPS):
        return True
    if shift > 0.7 * size:
        hanging = len(chunk.lines) == 1 and (ITEM.match(first.text) or ENTRY.match(first.text))
        centred = abs(_middle(line) - _middle(last)) < 0.5 * size and line.box[0] - line.left > 2 * size
        return not (hanging or centred)
    if shift < -0.7 * size and len(chunk.lines) > 1 and not abs(_middle(line) - _middle(last)) < 0.5 * size:
        return True
    room = last.right - last.box[2] - 0.3 * size
    fits = line.words[0].box[2] - line.words[0].box[0] < room
    if fits and last.text.endswith(_STOPS) and not line.text[0].islower():
        return room > 0.08 * width
    return fits and room > 0.35 * width and not abs(_middle(line) - _middle(last)) < 0.5 * size


def _middle(line: Line) -> float:
    return (line.box[0] + line.box[2]) / 2

"""Words that stand on one line, side by side: the pieces that lines, cells and labels are made of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tilth.paper.geometry import Box, around
from tilth.paper.glyphs import Word, raised

WIDE_GAP = 1.0
"""A gap of this many times the size of the type parts two pieces: a gutter is wider, a stretched space is not."""
_OPERATORS = frozenset("∑∏∫⋃⋂√∮∐")
"""Signs that are set larger than their line: what stands beside one is no mark of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words side by side on one line, from left to right."""

    words: tuple[Word, ...]
    box: Box
    base: float
    size: float
    """The size most of its characters have."""
    text: str

    @property
    def bold(self) -> float:
        """The share of its characters that are bold, from 0 to 1."""
        return self._share([word.face.bold for word in self.words])

    @property
    def italic(self) -> float:
        """The share of its characters that are italic, from 0 to 1."""
        return self._share([word.face.italic for word in self.words])

    @property
    def mono(self) -> float:
        """The share of its characters whose letters are all equally wide."""
        return self._share([word.face.mono for word in self.words])

    def _share(self, flags: Sequence[bool]) -> float:
        total = sum(len(word.text) for word in self.words)
        return sum(len(word.text) for word, flag in zip(self.words, flags, strict=True) if flag) / max(1, total)


def piece(words: Iterable[Word]) -> Piece:
    """The piece that these words make, whatever order they come in."""
    ordered = tuple(sorted(words, key=lambda word: (word.box[0], word.order)))
    sizes, bases = Counter[float](), Counter[float]()
    for word in ordered:
        sizes[round(word.size, 1)] += len(word.text)
    size = max(sizes, key=lambda one: (sizes[one], one))
    for word in ordered:
        bases[round(word.base, 1)] += len(word.text) * (1 + 9 * (round(word.size, 1) == size))
    base = max(bases, key=lambda one: (bases[one], one))
    return Piece(ordered, around(word.box for word in ordered), base, size, spelled(ordered))


def spelled(words: Sequence[Word]) -> str:
    """The text of words from left to right; a mark that touches the word before it stands at it."""
    text = ""
    for at, word in enumerate(words):
        touching = at and word.stem == 0 and word.box[0] - words[at - 1].box[2] < 0.12 * words[at - 1].size
        text += word.text if not at or touching else " " + word.text
    return text


def pieces(words: Sequence[Word]) -> list[Piece]:
    """All pieces of a page, from top to bottom and left to right."""
    found = []
    for row in rows(with_initials(words)):
        row.sort(key=lambda word: (word.box[0], word.order))
        start = 0
        for at in range(1, len(row) + 1):
            if at == len(row) or _apart(row[at - 1], row[at]):
                found.append(piece(row[start:at]))
                start = at
    return sorted(found, key=lambda one: (one.base, one.box[0]))


def with_initials(words: Sequence[Word]) -> list[Word]:
    """Words with each large initial put before the word it begins; lines beside it count as flush with it."""
    small = sorted(word.size for word in words)
    if not small or small[-1] < 1.8 * small[len(small) // 2]:
        return list(words)
    body = small[len(small) // 2]
    initials = [w for w in words if len(w.text) == 1 and w.text.isupper() and 1.8 * body <= w.size <= 6 * body]
    found = list(words)
    for initial in initials[:20]:
        beside = [
            at
            for at, w in enumerate(found)
            if w is not initial
            and w.size < 0.6 * initial.size
            and -2 <= w.box[0] - initial.box[2] <= 0.4 * initial.size
            and initial.base - 0.8 * initial.size < w.base <= initial.base + 1
        ]
        if len({round(found[at].base) for at in beside}) < 2:
            continue
        first = min(beside, key=lambda at: (found[at].base, found[at].box[0]))
        for at in beside:
            word, left = found[at], initial.box[0]
            found[at] = replace(word, box=(left, *word.box[1:]))
        word = found[first]
        found[first] = replace(word, text=initial.text + word.text, stem=word.stem + 1)
        found = [word for word in found if word is not initial]
    return found


def _apart(left: Word, right: Word) -> bool:
    return right.box[0] - left.box[2] > WIDE_GAP * min(left.size, right.size)


def rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words by the line they stand on; raised and lowered ones with the word they belong to."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.box[0], word.order)):
        if found and word.base - found[-1][0].base <= 0.2 * min(word.size, found[-1][0].size):
            found[-1].append(word)
        else:
            found.append([word])
    return _with_marks(found)


def _with_marks(found: list[list[Word]]) -> list[list[Word]]:
    """Give each small word that stands beside a larger one, a little higher or lower, to the larger one's row."""
    bases = [row[0].base for row in found]
    hosts = [[word for word in row if word.text[:1] not in _OPERATORS] for row in found]
    tallest = [max((word.size for word in row), default=0.0) for row in hosts]
    smallest = [min(word.size for word in row) for row in found]
    edges = [sorted((word.box[0], word.box[2], word.size) for word in row) for row in hosts]
    kept: list[list[Word]] = [[] for _ in found]
    for at, row in enumerate(found):
        # Only a row's neighbours can be a host: the search is over what is at most two lines away.
        low = bisect_left(bases, bases[at] - 0.5 * tallest[at] * 2.2)
        high = bisect_right(bases, bases[at] + 0.9 * tallest[at] * 2.2)
        near = [n for n in range(max(low, at - 12), min(high, at + 13)) if n != at and tallest[n] > 1.15 * smallest[at]]
        for word in row:
            host = _host(word, near, bases, edges)
            if host is None:
                kept[at].append(word)
            else:
                kept[host].append(raised(word) if word.base < bases[host] - 0.15 * tallest[host] else word)
    return [row for row in kept if row]


def _host(word: Word, near: list[int], bases: list[float], edges: list[list[tuple[float, float, float]]]) -> int | None:
    for n in near:
        lift = bases[n] - word.base
        at = bisect_left(edges[n], (word.box[0], 0.0, 0.0))
        for left, right, size in edges[n][max(0, at - 1) : at + 2]:
            if size < 1.15 * word.size or not -0.4 * size <= lift <= 0.75 * size:
                continue
            gap = word.box[0] - right if left <= word.box[0] else left - word.box[2]
            if -0.25 * size <= gap <= 0.4 * size:
                return n
    return None

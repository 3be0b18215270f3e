"""The front of a paper: its title, who wrote it, and its abstract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tilth.paper.chunks import Chunk, Measures
from tilth.paper.flow import Line
from tilth.paper.glyphs import Word
from tilth.paper.headings import bare
from tilth.paper.prose import flowing

MOST_SIZES = 20
"""How many sizes of type, the largest first, are tried for the title."""

_ABSTRACT = re.compile(r"(?:abstract|summary)\s*(?:[—–.:-]+\s*|\s(?=[A-Z]))", re.I)
_AFTER = re.compile(r"(?:key\s*-?words?|index terms|categories|ccs concepts|general terms|introduction|jel )\b", re.I)
_MARKS = "*∗†‡§¶#¹²³⁴⁵⁶⁷⁸⁹⁰"
_PLACES = re.compile(
    r"universit|institut|department|dept|school|colleg|laborator|faculty|centre|center|academy|hospital|library|"
    r"research|group|division|ltd|inc\b|gmbh|corp|street|road|usa\b|@|http|www|journal|article|received|accepted|"
    r"published|copyright|abstract|volume|vol\.|editor|open access|college|office|museum|society|foundation|service|"
    r"polytechnic|station|press|programme|committee",
    re.I,
)
_NAME = re.compile(r"[^\W\d_][\w.'’–-]*(?: [^\W\d_][\w.'’–-]*){1,5}")
_SMALL = frozenset("van von der den de la le di da dos del al bin ibn el ter ten zu af av jr sr ii iii".split())


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before a paper's first section."""

    title: list[Chunk] = field(default_factory=list)
    text: str = ""
    """The title's words."""
    authors: tuple[str, ...] = ()
    ends: int = 0
    """The number of the first chunk that is no longer the front."""


def front(found: Sequence[Chunk], sizes: Measures, height: float) -> Front:
    """The front of a paper, looked for on page 1."""
    first = [chunk for chunk in found if chunk.page == 1]
    title = _title(first, sizes, height)
    text = _title_text(title)
    start = found.index(title[-1]) + 1 if title else 0
    ends = next((n for n in range(start, len(first)) if _begins(found[n], sizes)), None)
    if ends is None:
        ends = _text_begins(found[: len(first)], start, sizes)
    return Front(title, text, _authors(found[start:ends]), ends)


def _text_begins(first: Sequence[Chunk], start: int, sizes: Measures) -> int:
    """The first chunk that is running text, or the heading right before it."""
    for n in range(start, len(first)):
        chunk = first[n]
        if not chunk.placed and abs(chunk.size - sizes.size) < 0.06 * sizes.size and len(chunk.lines) >= 3:
            above = first[n - 1] if n > start else chunk
            heading = not above.placed and len(above.lines) <= 2 and not _PLACES.search(above.text)
            return n - 1 if heading and n > start and not _names(above.last) else n
    return start


def _begins(chunk: Chunk, sizes: Measures) -> bool:
    """Whether a chunk is the abstract, or the first heading."""
    if chunk.placed:
        return False
    if _ABSTRACT.match(chunk.text + " ") or bare(chunk.text) in ("introduction", "abstract", "summary", "background"):
        return True
    bold = chunk.share("bold") > 0.8 or chunk.size > 1.08 * sizes.size
    return bold and bool(re.match(r"(?:1|I)\.?\s+[A-Z]", chunk.text))


def _title(first: Sequence[Chunk], sizes: Measures, height: float) -> list[Chunk]:
    """The chunks of the largest type in the upper part of page 1 that are words."""
    upper = [(n, c) for n, c in enumerate(first) if not c.placed and c.first.box[1] < 0.6 * height and not c.role]
    for size in sorted({round(c.size, 1) for _, c in upper}, reverse=True)[:MOST_SIZES]:
        if size < 1.12 * sizes.size:
            break
        run: list[Chunk] = []
        last = -1
        for n, chunk in upper:
            same = abs(chunk.size - size) < 0.06 * size
            if same and (not run or (n == last + 1 and chunk.gap < 2.2)):
                run.append(chunk)
                last = n
            elif run:
                break
        text = " ".join(c.text for c in run)
        if len(text.split()) >= 2 and sum(ch.isalpha() for ch in text) >= 8 and not text[0].isdigit():
            return run if bare(text) not in ("abstract", "introduction") else []
    return []


def _title_text(title: Sequence[Chunk]) -> str:
    words: list[Word] = [word for chunk in title for line in chunk.lines for word in line.words]
    letters = sum(len(word.text) for word in words) or 1
    if sum(len(word.text) for word in words if word.face.bold) > 0.75 * letters:
        while words and not words[-1].face.bold:
            words.pop()
    kept = {id(word) for word in words}
    lines = [" ".join(word.text for word in line.words if id(word) in kept) for chunk in title for line in chunk.lines]
    return flowing([line for line in lines if line], frozenset()).rstrip(_MARKS + " ")


def _authors(chunks: Sequence[Chunk]) -> tuple[str, ...]:
    """Names in the lines between title and abstract: those of the first kind of type that holds names."""
    names: list[str] = []
    size = italic = 0.0
    for line in (line for chunk in chunks if not chunk.placed for line in chunk.lines):
        if names and (abs(line.size - size) > 0.4 or abs(line.italic - italic) > 0.5):
            if _names(line):
                break
            continue
        found = _names(line)
        if found:
            size, italic = line.size, line.italic
            names += found
        elif names and _PLACES.search(line.text):
            # Where affiliations are set as names are, only the lines before them count.
            break
    return tuple(dict.fromkeys(names))


def _names(line: Line) -> list[str]:
    """The names in a line; empty if any part of it is none."""
    if _PLACES.search(line.text):
        return []
    parts: list[str] = []
    words: list[str] = []
    for at, word in enumerate(line.words):
        gap = at and word.box[0] - line.words[at - 1].box[2] > 0.9 * word.size
        if gap and words:
            parts.append(" ".join(words))
            words = []
        words.append(_plain(word))
    parts.append(" ".join(words))
    names = []
    for part in re.split(r",|;|\band\b|&|·|•", ",".join(parts)):
        name = re.sub(r"\s+", " ", part.strip(_MARKS + " .()[]0123456789"))
        if name and not re.fullmatch(r"[a-z]|jr|sr|iii?|phd|md|msc", name, re.I):
            names.append(name)
    return names if names and all(_is_name(name) for name in names) else []


def _plain(word: Word) -> str:
    """A word without the marks at its end; a comma after them is kept."""
    core = re.sub(r"(?<=[^\W\d_])[\d,]+$", "", word.text.rstrip(_MARKS + ",")).rstrip(_MARKS + ",")
    return core + ("," if word.text.endswith(",") else "")


def _is_name(name: str) -> bool:
    words = name.split()
    capitals = [word for word in words if word.lower() not in _SMALL]
    if len(name) > 80 or not 2 <= len(words) <= 6 or not capitals or not _NAME.fullmatch(name):
        return False
    return all(word[0].isupper() for word in capitals) and any(len(word.strip(".")) > 1 for word in capitals)


def abstract(found: Sequence[Chunk], begins: Front, known: frozenset[str]) -> str:
    """The abstract's words, or nothing."""
    parts: list[str] = []
    size = 0.0
    for chunk in found:
        if chunk.placed or chunk.page > 2 or chunk.role in ("caption", "footnote", "furniture"):
            continue
        text = flowing([line.text for line in chunk.lines], known)
        if not parts:
            if chunk.role == "heading" and bare(text) in ("abstract", "summary"):
                parts.append("")
            elif chunk.role == "paragraph" and _ABSTRACT.match(text) and len(text) > 60:
                parts.append(_ABSTRACT.sub("", text, count=1))
        elif chunk.role == "heading" or _AFTER.match(text) or (size and abs(chunk.size - size) > 0.4):
            break
        elif chunk.role in ("paragraph", "list"):
            parts.append(text)
        if parts and chunk.role != "heading":
            size = chunk.size
    if not any(parts):
        # Some journals print it without a word above it: the longest text before the first section.
        stop = next((n for n, c in enumerate(found) if c.level and c not in begins.title), len(found))
        before = [chunk for chunk in found[:stop] if chunk.role == "paragraph" and chunk.page == 1]
        texts = [flowing([line.text for line in chunk.lines], known) for chunk in before]
        long = [text for text in texts if len(text.split()) >= 60 and not _PLACES.search(text[:40])]
        parts = [max(long, key=len)] if long else []
    return " ".join(part for part in parts if part)

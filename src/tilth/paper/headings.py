"""Which chunks are headings, and of which level: by their numbers, then by how they are set."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tilth.paper.chunks import Chunk, Measures
from tilth.paper.labels import LABEL

NUMBER = re.compile(
    r"(?:(?P<word>(?i:appendix|chapter|section|part))\s+)?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}\.?|[IVX]{1,5}\.|[A-Z](?:\.\d{1,2}){1,4}\.?|[A-Z]\.?)[\s:—–]+(?=[^\W\d_]|[(“\"'])"
)
"""The number a heading begins with."""

KNOWN = frozenset(
    (
        "abstract|summary|introduction|background|related work|previous work|preliminaries|method|methods|"
        "methodology|materials and methods|methods and materials|experiments|experimental setup|evaluation|"
        "results|results and discussion|discussion|discussion and conclusion|discussion and conclusions|"
        "limitations|conclusion|conclusions|concluding remarks|summary and conclusions|future work|"
        "references|bibliography|literature cited|works cited|acknowledgement|acknowledgements|"
        "acknowledgment|acknowledgments|appendix|appendices|author contributions|authors’ contributions|"
        "competing interests|conflict of interest|conflicts of interest|funding|data availability|"
        "supporting information|supplementary material|additional files|additional file|abbreviations|"
        "open access|author details|ethics statement|contents|keywords"
    ).split("|")
)
"""What sections are called so often that the words alone say so."""
REFERENCES = frozenset(["references", "bibliography", "literature cited", "works cited", "references cited"])

MOST_WORDS = 30
"""A heading has no more words."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a heading is set."""

    size: float
    bold: bool
    italic: bool
    capitals: bool
    font: str

    @property
    def rank(self) -> tuple[float, bool, bool, bool, str]:
        """Greater for what looks more important."""
        return self.size, self.capitals, self.bold, not self.italic, self.font


def look(chunk: Chunk) -> Look:
    """How a chunk is set, sizes to half a point."""
    size = max(word.size for line in chunk.lines for word in line.words)
    letters = [c for c in chunk.text if c.isalpha()]
    capitals = len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)
    return Look(round(size * 2) / 2, chunk.share("bold") > 0.8, chunk.share("italic") > 0.8, capitals, chunk.font)


def bare(text: str) -> str:
    """A heading's words in lower case, without its number."""
    match = NUMBER.match(text)
    return text[match.end() if match else 0 :].strip(" .:—–").lower()


def is_heading(chunk: Chunk, above: Chunk | None, below: Chunk | None, sizes: Measures) -> bool:
    """Whether a chunk is a heading."""
    text = chunk.text.strip()
    words = text.split()
    if (
        not 0 < len(words) <= MOST_WORDS
        or len(chunk.lines) > 5
        or sum(c.isalpha() for c in text) < 3
        or LABEL.match(text)
    ):
        return False
    set_as = look(chunk)
    emphasis = set_as.bold or set_as.capitals or set_as.size >= 1.08 * sizes.size
    known, numbered = bare(text) in KNOWN, bool(NUMBER.match(text))
    other = set_as.font != sizes.font
    if known and (emphasis or set_as.italic or other or chunk.gap > 1.3) and chunk.size >= 0.65 * sizes.size:
        return True
    if text[-1] in ".,;:" and not (numbered and len(words) <= 12 and emphasis):
        return False
    least = min(sizes.size, below.size) if below and below.lines else sizes.size
    if set_as.size < 0.88 * least:
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in '“"(αβγ§'):
        return False
    if numbered and (emphasis or (set_as.italic and len(words) <= 15)):
        return True
    under = above is not None and above.role == "heading" and (set_as.capitals or set_as.italic or other)
    apart = (chunk.gap > 1.25 or under) and (
        below is None or not below.lines or below.gap < 9 or below.page != chunk.page
    )
    if set_as.size >= 1.1 * sizes.size or (set_as.bold and set_as.size >= 0.95 * sizes.size):
        return apart or chunk.gap >= 1.1
    if not apart or len(chunk.lines) > 2 or below is None or below.role or not below.lines:
        return False
    if below.first.text[0].islower() or re.search(r":\s|@|doi|\d{4}", text):
        return False
    short = chunk.last.right - chunk.last.box[2] > 0.1 * (chunk.last.right - chunk.last.left)
    return set_as.capitals or (short and len(words) <= 15 and (set_as.italic or other))


def set_levels(heads: Sequence[Chunk]) -> None:
    """Give each heading its level: 1 for sections, more for what stands in them."""
    roman = any(re.match(r"[IVX]{1,5}\.\s", chunk.text) and not re.match(r"[IVXLC]\.\s", chunk.text) for chunk in heads)
    roman = roman or sum(bool(re.match(r"I{1,3}\.\s|V?I{0,3}\.\s", chunk.text)) for chunk in heads) >= 2
    numbered: dict[Look, Counter[int]] = defaultdict(Counter)
    for chunk in heads:
        chunk.level = _depth(chunk.text, roman)
        if chunk.level:
            numbered[look(chunk)][chunk.level] += 1
    ranks = sorted({look(chunk).rank for chunk in heads}, reverse=True)
    for chunk in heads:
        if chunk.level:
            continue
        own = look(chunk)
        same = numbered.get(own)
        if same:
            chunk.level = max(same, key=lambda level: (same[level], -level))
        elif numbered:
            above = [level for other, levels in numbered.items() if other.rank >= own.rank for level in levels]
            chunk.level = 1 if bare(chunk.text) in KNOWN or not above else min(max(above) + 1, 6)
        else:
            chunk.level = min(ranks.index(own.rank) + 1, 6)


def _depth(text: str, roman: bool) -> int:
    match = NUMBER.match(text)
    if not match or not (match["number"][0].isdigit() or match["number"][0].isupper()):
        return 0
    number = match["number"].rstrip(".")
    if number[0].isdigit():
        return number.count(".") + 1
    if re.fullmatch(r"[IVX]+", number) and roman and match["number"].endswith("."):
        return 1
    if not match["number"].endswith(".") and "." not in number and not match["word"] and len(number) == 1:
        # A letter and no stop: an appendix, if what follows could not go on a sentence.
        return 1 if (text[match.end() :][:1].isupper() and number not in "AI") or number == "A" else 0
    return (2 if roman and len(number) == 1 else 1) + number.count(".")

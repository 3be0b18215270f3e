"""Sentences and words: the two things every rule that reads English starts from."""

from __future__ import annotations

import re
from collections.abc import Iterator

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st sr jr vs etc fig figs eq eqs sec tab ref refs no nos vol pp cf al e.g i.e approx inc ltd co "
    "jan feb mar apr jun jul aug sep sept oct nov dec dept est univ ca".split()
)
"""Words after which a full stop does not end a sentence."""

_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9])|\n\s*\n|[.!?][\"'”’)\]]*\s*\Z")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text as (start, stop) of characters, without white space at either end.

    A blank line ends a sentence; a full stop after an abbreviation or a single capital (an initial) does not.
    """
    start = 0
    for match in _END.finditer(text):
        if match[0][0] == "." and _abbreviates(text, start, match.start()):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _abbreviates(text: str, start: int, dot: int) -> bool:
    word = text[max(start, dot - 12) : dot].split()[-1:] or [""]
    last = word[0].lstrip("(\"'“")
    return last.lower() in ABBREVIATIONS or (len(last) == 1 and last.isupper())


def _trimmed(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if start < stop:
        yield start, stop


def stands_in(quote: str, text: str) -> bool:
    """Whether the words of a quote stand together in a text, however lines are broken."""
    return quote in text or " ".join(quote.split()) in " ".join(text.split())


def words(text: str) -> list[str]:
    """The words of a text, lower-cased, inner apostrophes and hyphens kept."""
    return [match[0].lower() for match in _WORD.finditer(text)]

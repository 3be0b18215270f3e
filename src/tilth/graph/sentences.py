"""The sentences of a text that can be read for facts, as tokens with their tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tilth.core.text import sentences
from tilth.graph.names import Tagged, Tagger

LONGEST = 600
"""Characters. A longer sentence is a list, a table or a slip, and is left alone."""

_TOKEN = re.compile(
    r"(?:[A-Z]\.)+(?!\w)|(?:St|Mt|Dr|Mr|Mrs|Ms|Jr|Sr|Ft)\."
    r"|[^\W\d_]+(?:[-'’](?!s\b)[^\W_]+)*|['’]s\b|\d+(?:[.,]\d+)*\w*|[^\w\s]"
)
_BULLET = re.compile(r"\n\s*(?:[-•#|>]+|\d{1,3}\.)\s")
_LINE = re.compile(r"\n")
_UNWRAPPED = re.compile(r"[^\n]{200}")
_MARKS = re.compile(r"(?:[-•#|>*\s]|\d{1,3}[.)]\s)*")
_ENDS = ".!?\"'”’)]"


def tagged(text: str, title: str) -> Iterator[Tagged | None]:
    """The sentences of a text, tagged; None for one that is too long to be read.

    What does not end as a sentence does, such as a heading, is passed over.
    """
    read: list[tuple[int, int, list[tuple[int, str]]]] = []
    known = {title.partition(" (")[0]} if title else set()
    for start, stop in _pieces(text):
        if stop - start > LONGEST:
            yield None
        elif text[stop - 1] in _ENDS:
            tokens = [(match.start(), match[0]) for match in _TOKEN.finditer(text, start, stop)]
            known.update(word for _, word in tokens[1:] if word[0].isupper())
            read.append((start, stop, tokens))
    for start, stop, tokens in read:
        yield Tagger(tokens, known).tag(start, stop)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Sentences; in them headings and items end where their lines do, unless the text is wrapped into short lines."""
    breaks = _LINE if _UNWRAPPED.search(text) else _BULLET
    for start, stop in sentences(text):
        begin = start
        for mark in breaks.finditer(text, start, stop):
            yield from _bare(text, begin, mark.start())
            begin = mark.end()
        yield from _bare(text, begin, stop)


def _bare(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """A stretch without the marks of a list before it and the space around it; nothing if nothing is left."""
    start = _MARKS.match(text, start, stop).end()  # type: ignore[union-attr]
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if start < stop:
        yield start, stop

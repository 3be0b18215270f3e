"""Where the clauses of a sentence begin, and what they are about."""

from __future__ import annotations

from collections.abc import Iterator

from tilth.graph.lexicon import NOUNS
from tilth.graph.reading import WRITES, Found, Reading, Span


def starts(tags: str) -> Iterator[int]:
    """Where a clause may begin: its first token that can belong to a subject."""
    verb, fronted = False, tags[0] in "PJKBV"
    yield 0
    if tags[:2] == "PY" and len(tags) > 2 and tags[2] != ",":
        yield 2
    for at, tag in enumerate(tags[:-1]):
        if tag in "VZAH":
            verb = True
        elif tag in ";K" or (tag == "C" and verb) or (tag == "J" and at == 0):
            yield at + 1
            fronted = tag == "K"
        elif tag == "," and fronted:
            yield at + 1
            fronted = False


def heads(reading: Reading, subject: Found, verb: Found) -> list[Span]:
    """The stretches that a subject consists of: `A and B` are two; of `the film` the article is kept."""
    tags = reading.tags
    if subject["work"]:
        written = WRITES & set(reading.words(verb.start(), verb.end()).split())
        return _work(reading, subject) if written else _placed(reading, subject, verb)
    if subject["compound"]:
        first, last = subject.span("compound")
        first += tags[first] == "D"
        return [reading.stretch(first, last)] if tags[first] != "S" else []
    if subject["the"]:
        first, last = subject.span("the")
        return [reading.stretch(first, last)] if _definite(reading, first, last) else []
    found = [reading.stretch(*subject.span(name)) for name in ("s", "t", "s2") if subject[name]]
    if tags[subject.end() : subject.end() + 1] == "P":
        return [head for head in found if " " in reading.text[slice(*head)]]
    return found


def _work(reading: Reading, subject: Found) -> list[Span]:
    """The name of a work, preposition and all: `Ice on Lake Dorrimer`."""
    first, last = subject.span("work")
    first += reading.tags[first] == "D"
    first = max(first, reading.tags.find("N", first, reading.tags.index("P", first)))
    return [reading.stretch(first, last)]


def _placed(reading: Reading, subject: Found, verb: Found) -> list[Span]:
    """What looked like the name of a work is a name and where it is: `the Ellingrove Gallery in Corvane`."""
    at = subject.start() + (reading.tags[subject.start()] == "D")
    said = reading.words(verb.end(), verb.end() + 6).lower().split()
    if reading.tags[at] != "N" or any(NOUNS.get(word) == "work" for word in said):
        return []
    start, stop = reading.stretch(at, at + 1)
    return [(start, stop)] if reading.tags[at + 1] == "P" and " " in reading.text[start:stop] else []


def _definite(reading: Reading, first: int, last: int) -> bool:
    """Whether the words are a description that the document may resolve: `the film`, `this company`."""
    noun = reading.words(last - 1, last).lower()
    return reading.words(first, first + 1).lower() in ("the", "this") and NOUNS.get(noun, "person") != "person"

"""What stands beside a name and says something of it: an apposition, a lost `was`, a short form in brackets."""

from __future__ import annotations

from collections.abc import Iterator

from tilth.graph import grammar
from tilth.graph.lexicon import PERSON, PLACE
from tilth.graph.reading import DATED, DONE, LASTING, Joined, Reading, Span

_WAS = (
    LASTING | DONE | frozenset("born led opened held called created commissioned formed launched educated won".split())
)
"""Participles that may stand alone after a comma; `died` and `taught` there belong to another subject."""


def apposed(reading: Reading, head: Span, at: int) -> Iterator[Joined]:
    """`X, a pupil of Y,` and `X, a mill town,`: what the name at this token is said to be."""
    found = reading.named(grammar.APPOSED, at + 1)
    kind = None if found else grammar.KIND_APPOSED.match(reading.tags, at + 1)
    there = found or kind
    if not there:
        return
    first, last = there.span("lead" if found else "o")
    words = reading.words(first, last).split()
    if any(word in PERSON for word in words) and _placed(reading, at):
        return
    now = "is" if _now(reading) or any(word in PLACE for word in words) else "was"
    article = reading.words(first - 1, first)
    if kind and article in ("a", "an"):
        yield reading.kind(head, f"{now} {article}", kind, 0.8)
    if found and (not found["y"] or (reading.tags[last - 2] == "V" and words[-1] in DATED)):
        relation = reading.being(f"{now} {article}", (first, last))
        yield reading.joined(head, relation, found, 0.85, "y" if found["y"] else "o")


def reduced(reading: Reading, head: Span, at: int) -> Iterator[Joined]:
    """`X, founded by Y in 1874, ...`: a participle that has lost its `was`."""
    found = reading.named(grammar.REDUCED, at)
    if not found:
        return
    words = reading.words(found.start("lead") - 1, found.end("lead"))
    verb, preposition = words.split()
    if verb in _WAS and (not found["y"] or preposition in DATED):
        relation = f"{'is' if verb in LASTING else 'was'} {words}"
        yield reading.joined(head, relation, found, 0.85, "y" if found["y"] else "o")


def bracketed(reading: Reading, head: Span, at: int) -> Iterator[Joined]:
    """A short form in brackets: `Lindrath Valley Railway Company (LVR)`."""
    start, stop = reading.stretch(at, at + 1)
    if shortens(reading.text[start + 1 : stop - 1], reading.text[head[0] : head[1]]):
        yield Joined(head, "is also called", (start + 1, stop - 1), 0.95)


def stands_alone(reading: Reading, at: int) -> bool:
    """Whether what follows a name belongs to it, and not to what the name describes: not in `the son of A, who`."""
    before = reading.tags[max(0, at - 12) : at]
    if grammar.LISTED.search(before):
        return False
    phrase = grammar.BEFORE_NAME.search(before)
    if not phrase or (phrase["e"] and phrase["p"] == "O"):
        return True
    return phrase.start() == 0 or before[phrase.start("p") - 1] in "VZIAHUY"


def _placed(reading: Reading, at: int) -> bool:
    """Whether a name stands after `in`, `at` or the like, so that it names no person."""
    before = at - 1 - (at > 0 and reading.tags[at - 1] == "D")
    return before >= 0 and reading.words(before, before + 1).lower() in ("in", "at", "from", "near", "to", "into", "on")


def _now(reading: Reading) -> bool:
    """Whether the sentence speaks of the present."""
    at = reading.tags.find("A")
    if at >= 0:
        return reading.words(at, at + 1).lower() in ("is", "are")
    return "V" not in reading.tags or "Z" in reading.tags


def shortens(short: str, long: str) -> bool:
    """Whether a short form is made of the first letters of a name's words, in order (Schwartz and Hearst 2003)."""
    letters = [letter for letter in short if letter.isalpha()]
    if not 2 <= len(letters) <= 8 or not short.replace(".", "").replace("&", "").isalnum() or not letters[0].isupper():
        return False
    words = long.split()
    firsts = [word[0].casefold() for word in words]
    if len(letters) < sum(word[0].isupper() for word in words) - 1 or firsts[0] != letters[0].casefold():
        return False
    left = iter(firsts)
    return all(letter.casefold() in left for letter in letters)

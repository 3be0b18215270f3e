"""A sentence while it is being read: its letters, its words, and what is found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from tilth.graph.lexicon import BEFORE_NAMES, NOUNS
from tilth.graph.names import Tagged

Found: TypeAlias = re.Match[str]
Span: TypeAlias = tuple[int, int]

BE = frozenset("is was are were".split())
DATED = frozenset(("in", "on"))
LASTING = frozenset("located situated based owned known used found bounded bordered set made inhabited".split())
"""Participles that say how things are: `is located in`, where others say what was done."""
WRITES = frozenset(
    "wrote written painted drew drawn composed carved sculpted published directed recorded edited".split()
)
"""What is done to works, whose names need not look like names."""
DONE = WRITES | frozenset(
    """completed finished consecrated named bought sold destroyed demolished built erected established founded produced
    released repaired restored rebuilt renamed designed discovered inaugurated constructed""".split()
)
"""Verbs that need somebody else to do them: a bare `founded in 1990` means `was founded in 1990`."""
_NAMED_PLACE = re.compile(
    r"( (?:in|on|at|from|to|into|near|above|below|beyond|with|through|of)) the (?:[\w.-]+ ){0,2}"
    r"(?:city|town|village|hamlet|state|island|province|district|municipality|commune|borough|suburb|township) of$"
)


@dataclass(frozen=True, slots=True)
class Joined:
    """Two stretches of the text, and the words that join them."""

    subject: Span
    relation: str
    object: Span
    confidence: float


class Reading:
    """One sentence being read."""

    __slots__ = ("_spans", "tags", "text")

    def __init__(self, text: str, sentence: Tagged) -> None:
        self.text, self.tags, self._spans = text, sentence.tags, sentence.spans

    def stretch(self, first: int, last: int) -> Span:
        """Where the tokens from `first` to before `last` stand in the text."""
        return self._spans[first][0], self._spans[last - 1][1]

    def words(self, first: int, last: int) -> str:
        """The words of some tokens, with one space between them."""
        last = min(last, len(self._spans))
        return " ".join(self.text[self._spans[first][0] : self._spans[last - 1][1]].split()) if first < last else ""

    def named(self, shape: re.Pattern[str], at: int) -> Found | None:
        """A match whose name stands after its article alone, or after words that can introduce a name."""
        found = shape.match(self.tags, at)
        if not found or not found["o"]:
            return found
        first, last = found.span("d")
        if last == first or self.tags[last - 1] not in "LTEVZI#J":
            return found
        word = self.words(last - 1, last)
        return found if word in NOUNS or word in BEFORE_NAMES or word[0].isupper() else None

    def joined(self, head: Span, relation: str, found: Found, confidence: float, group: str = "o") -> Joined:
        """A fact about `head`; `in the village of` before a name says no more than `in`."""
        return Joined(head, _NAMED_PLACE.sub(r"\1", relation), self.stretch(*found.span(group)), confidence)

    def kind(self, head: Span, relation: str, found: Found, confidence: float) -> Joined:
        """The class that a name is said to belong to, cut before a participle: `law mandating ...` is `law`."""
        first, last = found.span("o")
        words = [self.words(at, at + 1) for at in range(first, last)]
        cut = next((n for n, word in enumerate(words) if n and word.endswith("ing") and word not in NOUNS), len(words))
        return Joined(head, relation, self.stretch(first, first + cut), confidence)

    def being(self, is_: str, lead: Span) -> str:
        """The words from `is` to the preposition; of `is a film directed by`, only the end: `was directed by`."""
        first, last = lead
        if last - first > 2 and self.tags[last - 2] == "V" and self.tags[last - 3] in "LTEV#":
            participle = self.words(last - 2, last)
            lasting = participle.split()[0] in LASTING
            return f"{is_.split()[0] if lasting else 'was'} {participle}"
        return f"{is_} {self.words(first, last)}"

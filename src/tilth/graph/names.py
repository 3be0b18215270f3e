"""Where the names and dates of a sentence stand, and what part each other word plays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tilth.graph.lexicon import DAYS, GROUP, HONORIFICS, MONTHS, NOUNS, NUMERALS, PEOPLES, PERSON, PLACE, TAGS
from tilth.graph.verbs import NOUN_LIKE, PRESENT, is_past

_JOINERS = frozenset("de del della di da do dos das du la le les el al bin ibn von van der den ten upon y e".split())
_PAIRS = frozenset(
    "bosnia trinidad antigua tyne serbia johnson marks procter smith saint-pierre sao turks wallis franz".split()
)
"""First words of names that have an `and` inside."""
_INSTITUTIONS = GROUP | frozenset("department ministry institute center centre fund office prize award".split())
_DESCRIBING = PEOPLES | DAYS | MONTHS
_SHIELDED = frozenset("will may mark grace hope".split())


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence as tokens, each with a letter for the part it plays. A name or a date is one token."""

    start: int
    stop: int
    tags: str
    spans: list[tuple[int, int]]
    """Where each token stands, in characters of the text."""


@lru_cache(maxsize=1 << 16)
def small_word_tag(word: str) -> str:
    """The tag of a word without a capital."""
    tag = TAGS.get(word)
    if tag:
        return tag
    if word in PERSON or ("-" in word and word.rpartition("-")[2] in PERSON):
        return "T"
    if word in PLACE:
        return "E"
    if word.partition("-")[0] in NUMERALS:
        return "#"
    if is_past(word):
        return "V"
    if word in PRESENT:
        return "I" if word in NOUN_LIKE else "Z"
    if word.endswith("n't"):
        return "X"
    if word.endswith("ly") and word not in ("family", "assembly", "italy", "july", "monopoly", "daily", "weekly"):
        return "J"
    return "L"


class Tagger:
    """Goes once through the tokens of one sentence, and makes names and dates one token each."""

    __slots__ = ("_known", "_last", "_spans", "_tags", "_tokens")

    def __init__(self, tokens: list[tuple[int, str]], known: set[str]) -> None:
        self._tokens, self._known = tokens, known
        self._last = len(tokens)
        self._tags: list[str] = []
        self._spans: list[tuple[int, int]] = []

    def tag(self, start: int, stop: int) -> Tagged:
        at = 0
        while at < self._last:
            word = self._tokens[at][1]
            first = word[0]
            if first.islower():
                at = self._put(at, at + 1, small_word_tag(word))
            elif first.isupper():
                at = self._capital(at, word)
            elif first.isdigit():
                at = self._number(at, word)
            else:
                at = self._mark(at, word)
        return Tagged(start, stop, "".join(self._tags), self._spans)

    def _put(self, at: int, stop: int, tag: str) -> int:
        """Make the tokens from `at` to before `stop` one token; return `stop`."""
        end, word = self._tokens[stop - 1]
        self._tags.append(tag)
        self._spans.append((self._tokens[at][0], end + len(word)))
        return stop

    def _word(self, at: int) -> str:
        return self._tokens[at][1] if at < self._last else "."

    def _capital(self, at: int, word: str) -> int:
        low, after = word.lower(), self._word(at + 1)
        if low in MONTHS and after[0].isdigit():
            return self._month(at)
        closed = TAGS.get(low)
        if closed and not (low in _SHIELDED and after[0].isupper()):
            if at == 0 or not (closed in "DLJ#" and after[0].isupper() and after[1:]):
                return self._put(at, at + 1, closed if at == 0 or word == "I" else "L")
        elif not after[0].isupper() and self._describes(low):
            return self._put(at, at + 1, "L")
        elif (low in PEOPLES or low in PERSON) and after.lower() in HONORIFICS:
            return self._put(at, at + 1, "L")
        stop = self._titled(at, low, after) or self._name(at)
        if stop == at + 1 and (low in HONORIFICS or low in PERSON or (at == 0 and not self._named(word))):
            return self._put(at, stop, small_word_tag(low))
        self._put(at, stop, "N")
        self._dated(at)
        return stop

    def _dated(self, at: int) -> None:
        """Take a year before a name into it: `the 1904 Summer Olympics`."""
        if at > 0 and self._tags[-2:-1] == ["#"] and _is_year(self._tokens[at - 1][1]):
            start, stop = self._spans[-2][0], self._spans[-1][1]
            self._tags[-2:], self._spans[-2:] = ["N"], [(start, stop)]

    def _titled(self, at: int, low: str, after: str) -> int:
        """The end of a title that begins with a bare noun: `Observatory by Moonlight`; 0 if none begins here."""
        bare = low in NOUNS and low not in PERSON and (not self._tags or self._tags[-1] not in "DSN")
        if bare and after in ("by", "in", "on", "at", "under", "without") and self._word(at + 2)[0].isupper():
            return self._name(at + 2)
        return 0

    def _describes(self, low: str) -> bool:
        return low in _DESCRIBING or (low[-1] == "s" and low[:-1] in _DESCRIBING)

    def _named(self, word: str) -> bool:
        """Whether the one capitalised word that opens a sentence is a name: it has a capital elsewhere, or acts so."""
        if word in self._known or not word[1:].islower():
            return True
        if word[-1] == "s" or small_word_tag(word.lower()) != "L":
            return False
        after, then = self._word(1), self._word(2)
        return then in ("a", "an", "the") and after in (",", "is", "was")

    def _name(self, at: int) -> int:
        """The end of the name that begins here."""
        tokens, stop = self._tokens, at + 1
        while stop < self._last:
            where, word = tokens[stop]
            if where - tokens[stop - 1][0] - len(tokens[stop - 1][1]) > 2:
                break
            if word[0].isupper():
                if word.lower() in MONTHS and self._word(stop + 1)[0].isdigit():
                    break
                stop += 1
                continue
            further = self._joined(at, stop, word)
            if not further:
                break
            stop = further
        return stop

    def _joined(self, at: int, here: int, word: str) -> int:
        """Where a name goes on after a small word, a possessive or a number; 0 if it ends."""
        after = self._word(here + 1)
        if word == "of":
            if after == "the" and self._word(here + 2)[0].isupper():
                return here + 3
            if after[0].isupper() and after.lower() not in MONTHS:
                describes = after.lower() in PEOPLES and self._word(here + 2)[0].islower()
                return 0 if describes and small_word_tag(self._word(here + 2)) in "LTEI" else here + 2
            return here + 2 if _is_year(after) else 0
        if word in _JOINERS:
            ahead = here + 1 + (after in _JOINERS or after == "la")
            return ahead + 1 if self._word(ahead)[0].isupper() else 0
        if word == "&":
            return here + 2 if after[0].isupper() else 0
        if word in ("and", "for"):
            return here + 2 if after[0].isupper() and self._binds(at, here, word) else 0
        if word in ("'s", "’s"):
            return here + 2 if after[0].isupper() and self._owned(at, after) else 0
        if word.isdigit() and not _is_year(word) and not after[0].isalpha() and after not in "-–":
            return here + 1
        return 0

    def _binds(self, at: int, here: int, word: str) -> bool:
        """Whether `and` or `for` stands inside a name: `Department of Fish and Game`, `Institute for Peace`."""
        if word == "for":
            return self._word(here - 1).lower() in _INSTITUTIONS
        head, inner = self._word(at).lower(), self._word(at + 1)
        return self._word(here - 1).lower() in _PAIRS or (
            head in _INSTITUTIONS and head != "university" and inner == "of"
        )

    def _owned(self, at: int, after: str) -> bool:
        """Whether the possessive belongs to the name: `St Orrin's Cathedral`, but not `Alfred Hitchcock's Vertigo`."""
        return NOUNS.get(after.lower()) in ("structure", "organisation", "place", "event") or self._word(at)[:2] == "St"

    def _month(self, at: int) -> int:
        """A date that begins with a month: `March 1887`, `March 4, 1887`."""
        if _is_year(self._word(at + 1)):
            return self._put(at, at + 2, "Y")
        year = at + 2 + (self._word(at + 2) == ",")
        return self._put(at, year + 1, "Y") if _is_year(self._word(year)) else self._put(at, at + 2, "#")

    def _number(self, at: int, word: str) -> int:
        month = self._word(at + 1).lower()
        if month in MONTHS and len(word) <= 4:
            full = _is_year(self._word(at + 2))
            return self._put(at, at + 3, "Y") if full else self._put(at, at + 2, "#")
        counted = self._tags and self._tags[-1] in "DS"
        return self._put(at, at + 1, "Y" if _is_year(word) and not counted else "#")

    def _mark(self, at: int, word: str) -> int:
        if word in "*_`":
            return at + 1
        if word in "([":
            return self._bracket(at)
        if word in '"“':
            return self._quoted(at)
        if word in ("'s", "’s", "'", "’"):
            return self._put(at, at + 1, "G")
        return self._put(at, at + 1, word if word in ",." else ";")

    def _bracket(self, at: int) -> int:
        """A bracket is one token, so that the clause goes on behind it; one that is never closed breaks the clause."""
        depth = 0
        for stop in range(at, min(self._last, at + 60)):
            word = self._tokens[stop][1]
            depth += (word in "([") - (word in ")]")
            if not depth:
                return self._put(at, stop + 1, "Q")
        return self._put(at, at + 1, ";")

    def _quoted(self, at: int) -> int:
        """A short quotation with a capital is a work's name; any other is somebody's words and breaks the clause."""
        for stop in range(at + 1, min(self._last, at + 12)):
            if self._tokens[stop][1] in '"”':
                if stop > at + 1 and self._word(at + 1)[0].isupper():
                    inner = stop - (self._word(stop - 1) in ",.")
                    self._put(at + 1, inner, "N")
                    if inner < stop:
                        self._put(inner, stop, ",")
                    return stop + 1
                break
        return self._put(at, at + 1, ";")


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and "1000" <= word <= "2100"

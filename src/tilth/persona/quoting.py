"""Which sentences of a page can be quoted alone: whole ones, that need nothing said before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tilth.core.text import sentences
from tilth.persona.words import stems

FEWEST_WORDS, MOST_WORDS = 8, 40
MOST_TEXT = 200_000
"""Characters of a page that are looked at; long pages say what they are about early."""
MOST_CANDIDATES = 600

_LEANING_STARTS = frozenset(
    "this that these those it its they their them he his him she her hers we our us i my you your such and but or so "
    "yet nor however therefore thus hence then also instead here both another others either neither meanwhile "
    "otherwise still later earlier afterwards similarly likewise again finally moreover furthermore besides indeed "
    "nevertheless consequently accordingly because although though while since as if when where after before".split()
)
"""First words that lean on a sentence before, or that begin a clause whose point comes elsewhere."""
_LEANING = re.compile(
    r"^(?:the (?:same|former|latter|others?|second|third|fourth|next|last|following|above|below|rest|result|answer|two"
    r"|three|four|remaining|first (?:is|was|one))|for (?:example|instance|this|that|these)|in (?:contrast|this|that"
    r"|addition|practice)|by contrast|on the (?:other|contrary)|as a result|at (?:this|that)|(?:some|one|most|all|each"
    r"|many|none|both|two|three) of (?:them|these|those)|of (?:these|those|them)|one (?:is|was|of))\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^[^.:]{2,80}: [A-Z]")
"""A name or a date before the sentence, as in the entry of a list."""
_ABOUT_THE_PAGE = re.compile(
    r"\b(?:our|we|us|my|me|I|you|your|below|above|click|tap here|subscribe|newsletter|cookies?|log ?in|sign (?:up|in)"
    r"|copyright|all rights reserved|privacy policy|read (?:more|next|on)|see also|this (?:page|article|site|website"
    r"|section|post|guide|table|figure|chapter)|share this|editors?['’] note|(?:the|an?) (?:article|page|account|list"
    r"|glossary|history|interview) (?:on|of|about|below)|(?:described|defined|explained|listed|shown|given|told) (?:in"
    r"|on|under|here)|the subject of an?)\b|©|https?:|\bwww\.",
)
_POINTING = re.compile(
    r"\b(?:these|those|this|such|that (?:question|method|problem|limit|way|work|place|link|time|year|day)"
    r"|therefore|thus|moreover|however|likewise|similarly|meanwhile|(?<!and )(?<!, )then|the (?:same|effect|method"
    r"|process|other))\b"
)
_DEFINITION = re.compile(
    r"^(?:An? |The )?[^\W\d_][\w’'-]*(?: [\w’'-]+){0,3}(?:, [^,]{3,40},)? (?:is|are|means|was) (?:an? |the |any )",
)
_NUMBER = re.compile(r"\d|\b(?:half|twice|dozen|hundred|thousand|million|billion)\b")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that can be quoted alone, and what it holds."""

    start: int
    stop: int
    stems: frozenset[str]
    defines: bool
    counts: bool
    """Whether a number is in it."""
    points: bool
    """Whether it points at something with `these` or `therefore`: still quotable, but not first choice."""
    words: int


@lru_cache(maxsize=512)
def candidates(text: str) -> tuple[Candidate, ...]:
    """The sentences of a text that can be quoted alone, in order; at most the first few hundred."""
    found: list[Candidate] = []
    for start, stop in sentences(text[:MOST_TEXT]):
        sentence = text[start:stop]
        if stop - start <= 400 and stands_alone(sentence):
            found.append(_candidate(start, stop, sentence))
            if len(found) == MOST_CANDIDATES:
                break
    return tuple(found)


def stands_alone(sentence: str) -> bool:
    """Whether a sentence is whole, of 8 to 40 words, and understood without the one before it."""
    parts = sentence.split()
    if not FEWEST_WORDS <= len(parts) <= MOST_WORDS or "\n" in sentence:
        return False
    if not (sentence[0].isupper() and sentence.endswith(".") and not sentence.endswith("..")) or "?" in sentence:
        return False
    first = parts[0].strip(",;:’'").lower()
    if (
        first in _LEANING_STARTS
        or first.partition("’")[0] in _LEANING_STARTS
        or _LEANING.match(sentence)
        or _LABEL.match(sentence)
    ):
        return False
    even = sentence.count('"') % 2 == 0 and all(sentence.count(a) == sentence.count(b) for a, b in ("“”", "()", "[]"))
    return even and not _ABOUT_THE_PAGE.search(sentence) and sum(map(str.isalpha, sentence)) * 10 >= len(sentence) * 6


def _candidate(start: int, stop: int, sentence: str) -> Candidate:
    return Candidate(
        start,
        stop,
        frozenset(stems(sentence)),
        bool(_DEFINITION.match(sentence)),
        bool(_NUMBER.search(sentence)),
        bool(_POINTING.search(sentence)),
        len(sentence.split()),
    )


def chosen(
    pool: Iterable[Candidate], worth: Callable[[Candidate], float], most: int, forgetting: float = 0.8
) -> Sequence[Candidate]:
    """The best sentences, best first. One that repeats words of those chosen loses up to `forgetting` of its worth."""
    left = {candidate: worth(candidate) for candidate in pool}
    kept: list[Candidate] = []
    while left and len(kept) < most:
        best = max(left, key=lambda one: (left[one], -one.start))
        del left[best]
        kept.append(best)
        for one in left:
            shared = len(one.stems & best.stems) / max(1, min(len(one.stems), len(best.stems)))
            left[one] *= 1 - forgetting * shared
    return kept

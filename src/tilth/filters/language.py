"""Turns away text that is not in a wanted language, by its commonest words and the letters it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from resiliparse.parse.lang import detect_fast

from tilth.core.items import Record
from tilth.core.parts import KEEP, Filter, Verdict, drop
from tilth.core.run import Run
from tilth.core.text import words

ENGLISH = frozenset(
    "the of and to a in is was that it for on with as by at from are were be this have has an or".split()
)
"""Words that make up a fifth to a half of any English prose, and little of anything else."""
SHARE = 0.15
"""At least this share of an English text is such words."""


@dataclass(frozen=True)
class Language(Filter):
    """Compares a text's short letter sequences with those of some hundred languages (resiliparse's fast detector).

    The detector is led astray by names of people and places, so English is first known by its commonest words.
    """

    languages: tuple[str, ...] = ("en",)
    """The wanted languages, as two-letter codes of ISO 639-1."""
    farthest: int = 1200
    """How far from a language's profile a text may be; the detector's own bound is 1200, smaller is stricter."""
    fewest_letters: int = 120
    """A text with fewer letters is kept, since too little is known of it."""

    def judge(self, record: Record, run: Run) -> Verdict:
        start = record.text[:4000]
        if sum(map(str.isalpha, start)) < self.fewest_letters:
            return KEEP
        told = words(start)
        if "en" in self.languages and sum(word in ENGLISH for word in told) >= SHARE * len(told):
            return KEEP
        found, _ = detect_fast(record.text, cutoff=self.farthest)
        return KEEP if found in self.languages else drop(f"language_{found}")

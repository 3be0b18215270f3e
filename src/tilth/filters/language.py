"""Turns away text that is not in a wanted language, by the letters and syllables it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from resiliparse.parse.lang import detect_fast

from tilth.core.items import Record
from tilth.core.parts import KEEP, Filter, Verdict, drop
from tilth.core.run import Run


@dataclass(frozen=True)
class Language(Filter):
    """Compares a text's short letter sequences with those of some hundred languages (resiliparse's fast detector)."""

    languages: tuple[str, ...] = ("en",)
    """The wanted languages, as two-letter codes of ISO 639-1."""
    farthest: int = 1200
    """How far from a language's profile a text may be; the detector's own bound is 1200, smaller is stricter."""
    fewest_letters: int = 120
    """A text with fewer letters is kept, since too little is known of it."""

    def judge(self, record: Record, run: Run) -> Verdict:
        if sum(map(str.isalpha, record.text[:2000])) < self.fewest_letters:
            return KEEP
        found, _ = detect_fast(record.text, cutoff=self.farthest)
        if found in self.languages:
            return KEEP
        return drop(f"language_{found}" if found != "unknown" else "language_unknown")

"""Turns away text that is too short or too long to teach anything."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.core.items import Record
from tilth.core.parts import KEEP, Filter, Verdict, drop
from tilth.core.run import Run


@dataclass(frozen=True)
class Length(Filter):
    """Counts words as white-space-separated runs (Rae et al. 2021, "Scaling Language Models", Table A1)."""

    fewest: int = 50
    """Fewest words a record may have."""
    most: int = 100_000
    """Most words a record may have."""

    def judge(self, record: Record, run: Run) -> Verdict:
        words = len(record.text.split())
        if words < self.fewest:
            return drop("too_short")
        if words > self.most:
            return drop("too_long")
        return KEEP

"""Opens any link, and keeps the first good sentences: what every better strategy is measured against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from tilth.core.run import Run
from tilth.persona.explore import Strategy
from tilth.persona.items import Link, Page, Persona, Visit
from tilth.persona.quoting import candidates


@dataclass(frozen=True)
class Wander(Strategy):
    """Chance alone: the interests of a persona play no part in where it goes or in what it keeps."""

    sentences_kept: int = 6
    """The most sentences kept of a page."""
    fewest_sentences: int = 3
    """How many sentences that can be quoted a page must have to count at all."""

    def next_url(self, persona: Persona, seen: Sequence[Visit], offered: Sequence[Link], run: Run) -> str | None:
        return run.rng(self.name, persona.id, str(len(seen)), str(len(offered))).choice(offered).url

    def look(self, persona: Persona, page: Page, run: Run) -> tuple[Visit, Sequence[tuple[int, int]]]:
        kept = [(one.start, one.stop) for one in islice(candidates(page.text), self.sentences_kept)]
        enough = len(kept) >= self.fewest_sentences
        return Visit(page, float(enough), ""), kept if enough else ()

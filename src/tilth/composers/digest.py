"""Writes up what somebody kept of a page: a diary, a letter, a notice, in their voice and with the sentences quoted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tilth.composers._digest_forms import FORMS, suited
from tilth.composers._telling import FEWEST, telling_of
from tilth.core.errors import RecipeError
from tilth.core.items import Proof, Seed
from tilth.core.parts import Composer, Draft
from tilth.core.run import Run


@dataclass(frozen=True)
class Digest(Composer):
    """A short text around quoted sentences. It states nothing of its own but who reads, and what was read.

    It asks no model. A seed with fewer than two sentences to quote is counted as `too_little_to_quote`,
    and nothing is written.
    """

    most_quotes: int = 6
    """The most sentences quoted in one text, at least 2."""

    def __post_init__(self) -> None:
        if self.most_quotes < FEWEST:
            raise RecipeError(f"digest: most_quotes must be at least {FEWEST}, got {self.most_quotes}")

    def compose(self, seed: Seed, run: Run) -> Iterator[Draft]:
        telling = telling_of(seed, run.rng(self.name, seed.id), self.most_quotes)
        if telling is None:
            run.count(f"{self.name}.too_little_to_quote")
            return
        form, telling = suited(telling)
        yield Draft(
            text=FORMS[form](telling),
            evidence=telling.quotes,
            question="",
            answer="",
            proof=Proof("quote"),
            meta={"form": form},
        )

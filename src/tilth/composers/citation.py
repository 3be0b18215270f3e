"""Writes a seed's quoted sentences up with the paragraph they stand in, and says who states them and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tilth.core.items import Json, Seed
from tilth.core.parts import Composer, Draft
from tilth.core.run import Run
from tilth.core.text import stands_in

PLANS = (
    "{cited}\n\n{material}\n\nIn one sentence: “{quote}”",
    "“{quote}”\n\nThat sentence stands {place}. The whole paragraph reads:\n\n{material}",
    "{cited} The paragraph that matters here:\n\n{material}\n\nWhat to take from it: “{quote}”",
    "A point worth knowing, {place}: “{quote}”\n\nHere is what stands around it.\n\n{material}",
    "{material}\n\nThe sentence to remember, {place}, is this: “{quote}”",
    "What is stated {place}?\n\n“{quote}”\n\nAnd in context:\n\n{material}",
)
"""Ways to lay it out; which one is drawn for each seed."""


@dataclass(frozen=True)
class Citation(Composer):
    """One text a seed, with its first quotes word for word; seeds whose evidence is no sentences give none."""

    most_quotes: int = 2
    """The most sentences quoted apart from the paragraph."""

    def compose(self, seed: Seed, run: Run) -> Iterator[Draft]:
        quoted = seed.evidence[: self.most_quotes]
        sentences = seed.proof is None or seed.proof.kind == "quote"
        if not (quoted and sentences) or not all(stands_in(evidence.quote, seed.material) for evidence in quoted):
            run.count("citation.nothing_to_cite")
            return
        plan = run.rng(self.name, seed.id).choice(PLANS)
        cited = _cited(seed)
        yield Draft(
            text=plan.format(
                cited=f"{cited[0].upper()}{cited[1:]}.",
                place=_place(seed),
                material=seed.material,
                quote=" ".join(evidence.quote for evidence in quoted),
            ),
            evidence=quoted,
            question="",
            answer="",
        )


def _cited(seed: Seed) -> str:
    title, section = str(seed.meta.get("title") or ""), str(seed.meta.get("section") or "")
    work = f"‘{title}’" if title else seed.evidence[0].source
    by = f" by {names}" if (names := _names(seed.meta.get("authors"))) else ""
    return f"from {work}{by}" + (f", section “{section}”" if section else "")


def _place(seed: Seed) -> str:
    title = str(seed.meta.get("title") or "")
    return f"in ‘{title}’" if title else f"in {seed.evidence[0].source}"


def _names(authors: Json) -> str:
    """`A`, `A and B`, or `A and others`."""
    told = [str(one) for one in authors] if isinstance(authors, Sequence) and not isinstance(authors, str) else []
    if len(told) > 2:
        return f"{told[0]} and others"
    return " and ".join(told)

"""The sample documents as passages, and what the graph method makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fake_run import FakeRun

from tilth.core.items import Fact, Passage
from tilth.graph.build import JoinFacts, load
from tilth.graph.extractors.rules import Rules
from tilth.graph.items import Graph

SAMPLES = Path(__file__).parents[2] / "samples" / "documents"


def passages() -> Iterator[Passage]:
    """The text and Markdown documents, headings and list marks taken off."""
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix in (".txt", ".md"):
            text = re.sub(r"(?m)^#+ |^- |^\d+\. ", "", path.read_text(encoding="utf-8"))
            yield Passage(text, path.name, text.strip().partition("\n")[0])


def facts_of(text: str, title: str = "", source: str = "a.txt") -> list[Fact]:
    """The facts of a text."""
    return list(Rules().extract(Passage(text, source, title), FakeRun()))


def triples(text: str, title: str = "") -> list[tuple[str, str, str]]:
    """The facts of a text, without their sentences."""
    return [(fact.subject, fact.relation, fact.object) for fact in facts_of(text, title)]


def joined(facts: list[Fact], folder: Path, run: FakeRun | None = None) -> Graph:
    """The graph of some facts."""
    JoinFacts().gather([iter(facts)], folder, run or FakeRun())
    return load(folder)


def graph_of(texts: dict[str, str], folder: Path) -> Graph:
    """The graph of some texts, by source."""
    return joined([fact for source, text in texts.items() for fact in facts_of(text, "", source)], folder)

"""Draws facts out of plain English by rules, with no model: names, dates, and the words that join them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tilth.core.items import Evidence, Fact, Passage, text_id
from tilth.core.run import Run
from tilth.graph.build import Extractor
from tilth.graph.clauses import clauses
from tilth.graph.sentences import tagged


@dataclass(frozen=True)
class Rules(Extractor):
    """Says little, so as to be right: a fact is drawn only where one clause joins two names in so many words.

    What a sentence denies, supposes or reports as somebody's opinion gives no fact. Names stay as the sentence has
    them, short forms too.
    """

    surest: float = 0.0
    """Facts of less confidence are left out, from 0 (keep all) to 1."""

    def extract(self, passage: Passage, run: Run) -> Iterator[Fact]:
        text = passage.text
        digest = text_id(text)
        for sentence in tagged(text, passage.title):
            if sentence is None:
                run.count("long_sentences")
                continue
            evidence = None
            seen = set()
            for joined in clauses(text, sentence):
                ends = (joined.subject, joined.relation, joined.object)
                subject, told = text[slice(*joined.subject)], text[slice(*joined.object)]
                cut = told[-1] == "." and joined.object[1] == sentence.stop < len(text.rstrip())
                if joined.confidence < self.surest or ends in seen or subject == told or cut:
                    continue
                seen.add(ends)
                if evidence is None:
                    start, stop = sentence.start, sentence.stop
                    evidence = Evidence(passage.source, text[start:stop], f"{start}-{stop}", digest)
                yield Fact(subject, joined.relation, told, evidence, self.name, joined.confidence)

"""Paths from document to document over entities that few facts share, so that no one text holds the whole chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tilth.core.run import Run
from tilth.graph.ask import ask
from tilth.graph.items import Edge, Graph, Path
from tilth.graph.retrieve import Retriever, steps_from, weakness

TRIES = 12
"""Walks for each path that is wanted. More finds little in graphs of real texts."""


@dataclass(frozen=True)
class BridgePaths(Retriever):
    """Walks from an entity along facts it has not seen, and prefers rare bridges, weighing each by 1 / its facts.

    No entity is passed twice, and no date or amount leads on. What a question can be asked about comes first, and
    the rest make up half at most. No two paths from one entity end in the same fact.
    """

    hops: int = 3
    """Most facts in a path; the fewest is 2."""
    most_per_entity: int = 4
    """Most paths that set out from one entity."""
    fewest_documents: int = 2
    """Documents that a path's sentences must come from, at least."""

    def retrieve(self, graph: Graph, entity: str, run: Run) -> Iterator[Path]:
        if not leads_on(graph, entity):
            return
        rng = run.rng(self.name, entity)
        found: dict[tuple[int, ...], Path] = {}
        for _ in range(self.most_per_entity * TRIES):
            path = self._walk(graph, entity, rng.randint(2, max(2, self.hops)), rng)
            if path and not weakness(path, graph):
                found.setdefault(tuple(edge.number for edge in path.edges), path)
        asked = [ask(path, graph) is not None for path in found.values()]
        ends, left = set[int](), [self.most_per_entity // 2, self.most_per_entity]
        for fits in (True, False):
            for path, can_be_asked in zip(found.values(), asked, strict=True):
                last = path.edges[-1].number
                if can_be_asked == fits and last not in ends and left[fits] and left[True]:
                    ends.add(last)
                    left[True] -= 1
                    left[False] -= not fits
                    yield path

    def _walk(self, graph: Graph, start: str, length: int, rng: Random) -> Path | None:
        """One walk of this many hops; None if it ends before, or stays in too few documents."""
        passed, edges, here = {start}, list[Edge](), start
        for hop in range(length):
            steps = [(edge, there) for edge, there in steps_from(graph, here, rng) if there not in passed]
            if hop < length - 1:
                steps = [(edge, there) for edge, there in steps if leads_on(graph, there)]
            if not steps:
                return None
            weights = [1 / len(graph.touching[there]) for _, there in steps]
            edge, here = rng.choices(steps, weights)[0]
            edges.append(edge)
            passed.add(here)
        enough = len({edge.fact.sentence.source for edge in edges}) >= min(self.fewest_documents, length)
        return Path(start, tuple(edges)) if enough else None


def leads_on(graph: Graph, entity: str) -> bool:
    """Whether an entity can stand at the start or in the middle of a path: a name, no date and no amount."""
    return graph.sort(entity).kind not in ("date", "amount") and any(letter.isupper() for letter in entity)

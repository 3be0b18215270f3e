"""From a graph to seeds: a retriever chooses facts that belong together."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from random import Random
from typing import ClassVar

from tilth.core.items import Evidence, Json, Proof, Seed
from tilth.core.run import Run
from tilth.core.step import ForEach
from tilth.graph.ask import ask, only
from tilth.graph.items import Edge, Graph, Path, Place
from tilth.graph.relations import crowded

WIDEST = 200
"""Edges looked at from one entity; of an entity with more, a sample."""


class Retriever(ForEach[Place, Seed]):
    """Chooses paths of a graph worth writing about. The base makes seeds of them; what proves nothing is left out."""

    home: ClassVar[str] = "tilth.graph.retrievers"

    @abstractmethod
    def retrieve(self, graph: Graph, entity: str, run: Run) -> Iterable[Path]:
        """Yield paths that set out from an entity."""

    def apply(self, item: Place, run: Run) -> Iterator[Seed]:
        found = 0
        for path in self.retrieve(item.graph, item.entity, run):
            weak = weakness(path, item.graph)
            if weak:
                run.count(f"paths_{weak}")
            else:
                found += 1
                yield _seed(path, item.graph, self.name)
        if not found:
            run.drop(self.name, item, "no_path")


def weakness(path: Path, graph: Graph) -> str:
    """Why a path makes a poor text: a hop that is not needed, an answer that is not the only one; empty if nothing."""
    entities = path.entities
    if len(set(entities)) != len(entities):
        return "crossed"
    if len({edge.fact.sentence for edge in path.edges}) != len(path.edges):
        return "in_one_sentence"
    if _cut_short(path, graph):
        return "cut_short"
    last = path.edges[-1]
    shared = last.head == entities[-1] and crowded(last.fact.relation)
    return "ambiguous" if shared or not only(graph, entities[-2], last) else ""


def _cut_short(path: Path, graph: Graph) -> bool:
    """Whether a fact or a sentence joins two entities that the path takes two hops or more to join."""
    entities = path.entities
    names = [{entity} for entity in entities]
    for number, edge in enumerate(path.edges):
        for place in (number, number + 1):
            names[place].add(edge.fact.subject if edge.head == entities[place] else edge.fact.object)
    for edge in path.edges:
        told = edge.fact.sentence.quote
        named = [place for place, called in enumerate(names) if any(name in told for name in called)]
        if named[-1] - named[0] > 1:
            return True
    far = [(one, other) for n, one in enumerate(entities) for other in entities[n + 2 :]]
    return any(_joined(graph, *pair) for pair in far)


def _joined(graph: Graph, one: str, other: str) -> bool:
    """Whether an edge joins two entities; looked for at the one that has fewer."""
    rarer, common = sorted((one, other), key=lambda entity: len(graph.touching[entity]))
    return any(common in (edge.head, edge.tail) for edge in graph.at(rarer))


def steps_from(graph: Graph, here: str, rng: Random) -> list[tuple[Edge, str]]:
    """The edges at an entity, each with its other end."""
    numbers = graph.touching.get(here, ())
    if len(numbers) > WIDEST:
        numbers = tuple(sorted(rng.sample(numbers, WIDEST)))
    edges = [graph.edges[number] for number in numbers]
    return [(edge, edge.tail if edge.head == here else edge.head) for edge in edges]


def _seed(path: Path, graph: Graph, retriever: str) -> Seed:
    evidence = tuple(edge.fact.sentence for edge in path.edges)
    asked = ask(path, graph)
    last = path.edges[-1].fact
    answer = last.object if path.edges[-1].tail == path.entities[-1] else last.subject
    return Seed(
        material=" ".join(" ".join(sentence.quote.split()) for sentence in evidence),
        method="graph",
        evidence=evidence,
        question=asked[0] if asked else "",
        answer=asked[1] if asked else "",
        license=" AND ".join(sorted({edge.fact.license for edge in path.edges} - {""})),
        proof=Proof("path", {"hops": _hops(path, evidence), "answer": answer}),
        meta={
            "entities": list(path.entities),
            "names": [graph.spoken(entity) for entity in path.entities],
            "titles": [graph.spoken(graph.titles.get(sentence.source, "")) for sentence in evidence],
            "hops": len(path.edges),
            "retriever": retriever,
        },
    )


def _hops(path: Path, evidence: tuple[Evidence, ...]) -> list[Json]:
    entities = path.entities
    hops: list[Json] = []
    for number, edge in enumerate(path.edges):
        fact = edge.fact
        hops.append(
            {
                "subject": fact.subject,
                "relation": fact.relation,
                "object": fact.object,
                "evidence": evidence.index(fact.sentence),
                "from": entities[number],
                "to": entities[number + 1],
            }
        )
    return hops

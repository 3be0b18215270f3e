"""Plain random walks over the graph: the baseline that other retrievers have to beat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tilth.core.run import Run
from tilth.graph.items import Edge, Graph, Path
from tilth.graph.retrieve import Retriever, steps_from


@dataclass(frozen=True)
class RandomWalk(Retriever):
    """Each step takes any edge with the same chance, back the way it came too; what proves nothing is then left out."""

    hops: int = 2
    """Facts in a path."""
    walks_per_entity: int = 4
    """Walks that set out from one entity; fewer paths come of them."""

    def retrieve(self, graph: Graph, entity: str, run: Run) -> Iterator[Path]:
        rng = run.rng(self.name, entity)
        seen = set[tuple[int, ...]]()
        for _ in range(self.walks_per_entity):
            here, edges = entity, list[Edge]()
            while len(edges) < self.hops:
                edge, here = rng.choice(steps_from(graph, here, rng))
                edges.append(edge)
            numbers = tuple(edge.number for edge in edges)
            if numbers not in seen:
                seen.add(numbers)
                yield Path(entity, tuple(edges))

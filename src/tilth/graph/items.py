"""The nouns of the graph method: a graph of facts, a place in it, and a path through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tilth.core.items import Fact, content_id


@dataclass(frozen=True, slots=True)
class Edge:
    """A fact as the graph holds it: its ends are entities, whatever the sentence calls them."""

    number: int
    head: str
    """The entity that the fact's subject names."""
    tail: str
    """The entity that the fact's object names."""
    fact: Fact


@dataclass(frozen=True, slots=True)
class Sort:
    """What sort of thing an entity is, as far as the texts tell."""

    kind: str = ""
    """person, place, organisation, work, structure, event, thing, date or amount; empty when nothing tells."""
    noun: str = ""
    """The class noun that suits it: `bridge`, `river`, `composer`; empty when none is known."""
    article: bool = False
    """Whether its name takes `the`."""


UNKNOWN = Sort()


@dataclass(frozen=True, slots=True)
class Graph:
    """Edges by the entities they touch."""

    edges: tuple[Edge, ...]
    touching: Mapping[str, tuple[int, ...]]
    """The numbers of the edges at each entity, in order."""
    titles: Mapping[str, str]
    """The entity that each document is about, where that is known, by source."""
    sorts: Mapping[str, Sort] = field(default_factory=dict)
    """What sort of thing each entity is, where that is known."""

    def sort(self, entity: str) -> Sort:
        """What sort of thing an entity is."""
        return self.sorts.get(entity, UNKNOWN)

    def spoken(self, entity: str) -> str:
        """An entity's name as it stands in a sentence: `the Sarn Viaduct`."""
        return f"the {entity}" if self.sort(entity).article and not entity.startswith("The ") else entity

    def at(self, entity: str) -> Iterator[Edge]:
        """The edges at an entity, whichever end it is."""
        return (self.edges[number] for number in self.touching.get(entity, ()))


@dataclass(frozen=True, slots=True)
class Place:
    """An entity of a graph, from which a retriever sets out."""

    graph: Graph
    entity: str

    @property
    def id(self) -> str:
        return content_id(self.entity)

    @property
    def name(self) -> str:
        return self.entity


@dataclass(frozen=True, slots=True)
class Path:
    """Edges end to end: each begins at the entity where the one before it ended."""

    start: str
    edges: tuple[Edge, ...]

    @property
    def entities(self) -> tuple[str, ...]:
        """The entities along the path, first to last."""
        found = [self.start]
        for edge in self.edges:
            found.append(edge.tail if edge.head == found[-1] else edge.head)
        return tuple(found)

"""From passages to one graph: draw facts out of each, then join them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, cast

import orjson

from tilth.core.items import Evidence, Fact, Passage
from tilth.core.run import Run
from tilth.core.step import ForAll, ForEach, Part, waits
from tilth.graph.items import Edge, Graph, Place, Sort
from tilth.graph.kinds import Votes, is_kind
from tilth.graph.resolve import Names, offset


class Extractor(ForEach[Passage, Fact]):
    """Draws facts out of a passage."""

    home: ClassVar[str] = "tilth.graph.extractors"

    @abstractmethod
    def extract(self, passage: Passage, run: Run) -> Iterable[Fact] | AsyncIterable[Fact]:
        """Yield the passage's facts, each with the sentence that holds both its ends."""

    def apply(self, item: Passage, run: Run) -> Iterable[Fact] | AsyncIterable[Fact]:
        run.keep(item.source, item.text)
        facts = self.extract(item, run)
        return _told_later(facts, item) if waits(facts) else _told(cast(Iterable[Fact], facts), item)


def _told(facts: Iterable[Fact], passage: Passage) -> Iterator[Fact]:
    """Facts with the title and licence of their passage."""
    for fact in facts:
        yield replace(fact, title=passage.title, license=passage.license)


async def _told_later(facts: AsyncIterable[Fact], passage: Passage) -> AsyncIterator[Fact]:
    async for fact in facts:
        yield replace(fact, title=passage.title, license=passage.license)


@dataclass(frozen=True)
class JoinFacts(ForAll[Fact, Place]):
    """Finds out which names mean one entity, and joins all facts into one graph.

    The folder holds `facts.jsonl`, an edge a line, and `entities.json`. What the graph is does not depend on how the
    facts were partitioned: they are put in order first.
    """

    def gather(self, parts: Iterable[Iterator[Fact]], folder: Path, run: Run) -> None:
        facts = sorted((fact for part in parts for fact in part if _holds(fact, run)), key=_order)
        names, votes, seen, written = Names(facts), Votes(), set[tuple[str, str, str]](), 0
        entities: set[str] = set()
        with (folder / "facts.jsonl").open("wb") as file:
            for fact in facts:
                head, tail = names.entity(fact, fact.subject), names.entity(fact, fact.object)
                if head and (is_kind(fact) or tail):
                    votes.hear(head, fact, tail)
                reason = _left_out(fact, head, tail, seen)
                if reason:
                    run.count(reason)
                    continue
                seen.add((head, fact.relation, tail))
                entities.update((head, tail))
                file.write(orjson.dumps(_row(head, tail, fact)) + b"\n")
                written += 1
        run.count("edges", written)
        run.count("entities", len(entities))
        sources = sorted({fact.sentence.source for fact in facts})
        about = {source: names.about(source) for source in sources}
        told = {
            "titles": {source: topic for source, topic in about.items() if topic},
            "sorts": {e: [votes.kind(e), votes.noun(e), names.takes_article(e)] for e in sorted(entities)},
        }
        (folder / "entities.json").write_bytes(orjson.dumps(told))

    def give(self, folder: Path, part: Part, items: Iterator[Fact], run: Run) -> Iterator[Place]:
        graph = load(folder)
        for number, entity in enumerate(sorted(graph.touching)):
            if number % part.of == part.number:
                yield Place(graph, entity)


def _holds(fact: Fact, run: Run) -> bool:
    """Whether both ends stand in the fact's sentence; if not, nothing about it can be checked again."""
    told = fact.sentence.quote
    if all(end.strip() and end in told for end in (fact.subject, fact.object)) and fact.relation.strip():
        return True
    run.count("facts_unfounded")
    return False


def _order(fact: Fact) -> tuple[str, int, str, str, str]:
    return fact.sentence.source, offset(fact), fact.subject, fact.relation, fact.object


def _left_out(fact: Fact, head: str, tail: str, seen: set[tuple[str, str, str]]) -> str:
    """Why a fact is no edge; empty if it is one."""
    if is_kind(fact):
        return "kinds_told"
    if not head or not tail:
        return "names_unresolved"
    if head == tail:
        return "names_merged"
    return "facts_repeated" if (head, fact.relation, tail) in seen else ""


def _row(head: str, tail: str, fact: Fact) -> list[Any]:
    told = [fact.subject, fact.relation, fact.object, fact.extractor, fact.confidence, fact.title, fact.license]
    return [head, tail, *told, *fact.sentence.plain()]


def load(folder: Path) -> Graph:
    """The graph in a folder; the same object while the folder has not changed."""
    told = (folder / "facts.jsonl").stat()
    return _load(str(folder), told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=2)
def _load(folder: str, changed: int, size: int) -> Graph:
    edges: list[Edge] = []
    touching: dict[str, list[int]] = {}
    with (Path(folder) / "facts.jsonl").open("rb") as lines:
        for number, line in enumerate(lines):
            head, tail, subject, relation, object_, extractor, confidence, title, license, *where = orjson.loads(line)
            fact = Fact(subject, relation, object_, Evidence(*where), extractor, confidence, title, license)
            edges.append(Edge(number, head, tail, fact))
            for entity in (head, tail):
                touching.setdefault(entity, []).append(number)
    told = orjson.loads((Path(folder) / "entities.json").read_bytes())
    sorts = {entity: Sort(*sort) for entity, sort in told["sorts"].items()}
    return Graph(tuple(edges), {entity: tuple(at) for entity, at in touching.items()}, told["titles"], sorts)

"""The kinds of part that all four methods share: readers, composers, filters, writers, proofs, executors."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar, Generic, Protocol, TypeVar, cast

from tilth.core.component import Component
from tilth.core.errors import Broken
from tilth.core.items import Evidence, Item, Json, Message, Proof, Record, Seed, content_id
from tilth.core.run import Run
from tilth.core.step import ForAll, ForEach, Part, Step, waits

T = TypeVar("T", bound=Item, covariant=True)
J = TypeVar("J")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a reader can be asked for: a file, some of its rows, a range of indices. Partitions are made of units."""

    name: str
    start: int = 0
    stop: int = 0
    """The first item not in the unit; 0 means to the end."""
    size: int = 1
    """How much work it is beside others: bytes, rows or items."""

    @property
    def id(self) -> str:
        return content_id(self.name, self.start, self.stop)


class Reader(Component, Generic[T]):
    """Where a line begins."""

    home: ClassVar[str] = "tilth.readers"

    @abstractmethod
    def units(self) -> Sequence[Unit]:
        """All there is to read, in order. Raises InputError when a file cannot be read or is not what it says."""

    @abstractmethod
    def read(self, unit: Unit, run: Run) -> Iterable[T] | AsyncIterable[T]:
        """Yield the items of one unit, the same items in the same order every time."""


SEEDS = Proof("the seed's own")
"""Stands for the seed's proof, whatever that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a composer writes; what it leaves out is the seed's."""

    text: str
    messages: tuple[Message, ...] = ()
    evidence: tuple[Evidence, ...] | None = None
    """The evidence the text relies on, when that is not all of the seed's."""
    question: str | None = None
    answer: str | None = None
    proof: Proof | None = SEEDS
    """What proves the text; None when nothing does, as with what a model wrote."""
    composer: str = ""
    model: str = ""
    meta: Mapping[str, Json] = field(default_factory=dict)


class Composer(ForEach[Seed, Record]):
    """Writes up a seed. The base keeps provenance; a composer only writes."""

    home: ClassVar[str] = "tilth.composers"

    @abstractmethod
    def compose(self, seed: Seed, run: Run) -> Iterable[Draft] | AsyncIterable[Draft]:
        """Yield the texts written from this seed."""

    def apply(self, item: Seed, run: Run) -> Iterable[Record] | AsyncIterable[Record]:
        drafts = self.compose(item, run)
        if waits(drafts):
            return self._later(item, drafts)
        seed = item.id
        return [self._record(item, seed, draft) for draft in cast(Iterable[Draft], drafts)]

    async def _later(self, seed: Seed, drafts: AsyncIterable[Draft]) -> AsyncIterator[Record]:
        async for draft in drafts:
            yield self._record(seed, seed.id, draft)

    def _record(self, seed: Seed, seed_id: str, draft: Draft) -> Record:
        return Record(
            text=draft.text,
            method=seed.method,
            composer=draft.composer or self.name,
            seed=seed_id,
            messages=draft.messages,
            evidence=seed.evidence if draft.evidence is None else draft.evidence,
            question=seed.question if draft.question is None else draft.question,
            answer=seed.answer if draft.answer is None else draft.answer,
            proof=seed.proof if draft.proof is SEEDS else draft.proof,
            audience=seed.audience,
            license=seed.license,
            model=draft.model,
            meta={**seed.meta, **draft.meta} if draft.meta else seed.meta,
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a record stays, and why not if it does not."""

    keep: bool
    reason: str = ""
    scores: Mapping[str, float] = field(default_factory=dict)
    """Measures taken on the way, kept with the record under these names."""


KEEP = Verdict(True)


def drop(reason: str) -> Verdict:
    """A verdict that turns the record away for this reason."""
    return Verdict(False, reason)


class Sieve(Step[Record, Record]):
    """Decides which records stay. What it turns away is kept beside them, with the reason."""

    home: ClassVar[str] = "tilth.filters"


class Filter(Sieve, ForEach[Record, Record]):
    """A sieve that looks at one record at a time."""

    @abstractmethod
    def judge(self, record: Record, run: Run) -> Verdict | Awaitable[Verdict]:
        """Return KEEP, or drop("reason"). `async def` when it must ask a model."""

    def apply(self, item: Record, run: Run) -> Iterable[Record] | AsyncIterable[Record]:
        verdict = self.judge(item, run)
        return self._kept(item, verdict, run) if isinstance(verdict, Verdict) else self._later(item, verdict, run)

    def _kept(self, record: Record, verdict: Verdict, run: Run) -> tuple[Record, ...]:
        if not verdict.keep:
            run.drop(self.name, record, verdict.reason)
            return ()
        return (replace(record, scores={**record.scores, **verdict.scores}) if verdict.scores else record,)

    async def _later(self, record: Record, verdict: Awaitable[Verdict], run: Run) -> AsyncIterator[Record]:
        for kept in self._kept(record, await verdict, run):
            yield kept


class CorpusFilter(Sieve, ForAll[Record, Record]):
    """A sieve that must see every record before it can choose, as de-duplication must.

    Write `gather`, and `refused`: which records of a partition, counted from 0, do not stay, and why.
    """

    repartitions: ClassVar[bool] = False

    @abstractmethod
    def refused(self, folder: Path, part: Part) -> Mapping[int, str]:
        """The places, in one partition, of the records that do not stay, with the reason."""

    def give(self, folder: Path, part: Part, items: Iterator[Record], run: Run) -> Iterator[Record]:
        away, flow = self.refused(folder, part), run.flow(self.name)
        for place, record in enumerate(items):
            flow.came += 1
            if place in away:
                run.drop(self.name, record, away[place])
                run.settled(record)
            else:
                flow.made += 1
                flow.gave += 1
                yield record


class Writer(Component):
    """Where a line ends."""

    home: ClassVar[str] = "tilth.writers"
    suffix: ClassVar[str]
    """The ending of its files."""

    @abstractmethod
    async def write(self, records: AsyncIterator[Record], file: Path) -> int:
        """Write every record into the file; return how many. The engine gives the file its name when it is whole."""

    @abstractmethod
    def read(self, file: Path) -> Iterator[tuple[str, Record]]:
        """Read back what `write` wrote: each record with the id that stands beside it on disk."""

    def find(self, file: Path, start: str) -> Iterator[Record]:
        """The records whose ids begin so."""
        return (record for id, record in self.read(file) if id.startswith(start))


class Witness(Protocol):
    """What a proof may ask when it checks a record offline."""

    def text(self, digest: str) -> str | None:
        """The text of a source as it was read, or None if the run does not hold it."""

    def component(self, home: str, name: str) -> Component:
        """The component of this name, with its default settings."""


class ProofKind(Component):
    """One way of checking a record again, offline."""

    home: ClassVar[str] = "tilth.proofs"

    @abstractmethod
    def check(self, record: Record, witness: Witness) -> None:
        """Return if the record holds; raise Broken, saying what does not."""


class Remade(Protocol):
    """What a generator promises, so that `regenerate` can check it: the same address gives the same item."""

    def again(self, address: Mapping[str, Json]) -> tuple[str, str, str]:
        """The text, question and answer at this address, the answer by a solver that is not the generator's."""


@dataclass(frozen=True)
class Executor(Component):
    """Where partitions run."""

    home: ClassVar[str] = "tilth.executors"

    workers: int = 1
    """How many processes work at once."""

    @abstractmethod
    def run(self, work: Callable[[J], R], jobs: Sequence[J]) -> Iterator[R]:
        """Do every job, and yield what each gave as it ends, in any order. The first error stops the rest."""


def must(condition: bool, why: str) -> None:
    """Raise Broken with this reason unless the condition holds."""
    if not condition:
        raise Broken(why)

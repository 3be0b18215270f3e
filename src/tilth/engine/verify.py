"""Checks every record of a run again, offline: its id, its evidence, and its proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tilth.core.component import Component
from tilth.core.errors import Broken, RecipeError
from tilth.core.items import Evidence, Record
from tilth.core.parts import Executor, ProofKind, Writer, must
from tilth.engine.config import build
from tilth.engine.recipe_file import reopen
from tilth.engine.registry import find, find_in
from tilth.engine.store import SourceReader

MOST_TOLD = 100
"""Broken records that are told one by one, of each file."""


@dataclass(frozen=True)
class Checked:
    """What a check found: every record either held or broke."""

    checked: int
    held: int
    broken: int
    proofs: Counter[str] = field(default_factory=Counter)
    """Records by the kind of their proof; `evidence` have only that, `none` claim nothing."""
    reasons: tuple[tuple[str, str], ...] = ()
    """The first broken records: id and what does not hold."""


class Offline:
    """The Witness that proofs are given: the texts that the run kept, and components by name."""

    def __init__(self, run: Path) -> None:
        self._sources = SourceReader(run / "sources")

    def text(self, digest: str) -> str | None:
        return self._sources.text(digest)

    def component(self, home: str, name: str) -> Component:
        return _component(home, name)

    def close(self) -> None:
        self._sources.close()


@cache
def _component(home: str, name: str) -> Component:
    return find_in(home, name)()


@dataclass(frozen=True)
class _Job:
    run: Path
    file: Path
    writer: str


def verify(run: Path, executor: Executor) -> Checked:
    """Check a run. Raises InputError if the folder is no run."""
    writer = reopen(run)["recipe"]["writer"]["use"]
    suffix = find(Writer, writer).suffix
    jobs = [_Job(run, path, writer) for path in sorted((run / "records").glob(f"*{suffix}"))]
    found = sorted(executor.run(_verify_file, jobs), key=lambda entry: entry[0])
    every = [checked for _, checked in found]
    return Checked(
        sum(one.checked for one in every),
        sum(one.held for one in every),
        sum(one.broken for one in every),
        sum((one.proofs for one in every), Counter()),
        tuple(reason for one in every for reason in one.reasons)[:MOST_TOLD],
    )


def records_of(run: Path) -> Iterator[Record]:
    """Every record of a run, in order."""
    writer = writer_of(run)
    for path in sorted((run / "records").glob(f"*{writer.suffix}")):
        for _, record in writer.read(path):
            yield record


def writer_of(run: Path) -> Writer:
    """The writer that wrote a run, which can read it too."""
    return build(Writer, reopen(run)["recipe"]["writer"], "recipe.writer")


def _verify_file(job: _Job) -> tuple[str, Checked]:
    witness, proofs, reasons = Offline(job.run), Counter[str](), list[tuple[str, str]]()
    checked = broken = 0
    for stored, record in build(Writer, {"use": job.writer}).read(job.file):
        checked += 1
        proofs[record.proof.kind if record.proof else "evidence" if record.evidence else "none"] += 1
        try:
            check_record(record, stored, witness)
        except Broken as error:
            broken += 1
            if len(reasons) < MOST_TOLD:
                reasons.append((stored, str(error)))
    witness.close()
    return job.file.name, Checked(checked, checked - broken, broken, proofs, tuple(reasons))


def check_record(record: Record, stored: str, witness: Offline) -> None:
    """Raise Broken, saying what does not hold: the id, a quote, or the proof."""
    must(record.id == stored, f"its content has the id {record.id}, so something was changed")
    for n, evidence in enumerate(record.evidence):
        _stands(n, evidence, witness)
    must(not record.answer or bool(record.evidence or record.proof), "it states an answer without evidence or proof")
    if record.proof is not None:
        try:
            kind = _proof(record.proof.kind)
        except RecipeError as error:
            raise Broken(str(error)) from error
        kind.check(record, witness)


@cache
def _proof(kind: str) -> ProofKind:
    return find(ProofKind, kind)()


def _stands(n: int, evidence: Evidence, witness: Offline) -> None:
    """Raise Broken unless the words stand where the evidence says."""
    text = witness.text(evidence.digest)
    if text is None:
        raise Broken(f"evidence {n}: the text of {evidence.source} is not kept with the run")
    start, dash, stop = evidence.where.partition("-")
    must(bool(dash) and start.isdigit() and stop.isdigit(), f"evidence {n}: {evidence.where!r} is no place in a text")
    must(text[int(start) : int(stop)] == evidence.quote, f"evidence {n}: the words do not stand in {evidence.source}")

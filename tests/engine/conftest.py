"""A small line for tests of the engine: passages from JSON lines, a scripted model, filters, Parquet."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tilth.backends.scripted import Scripted
from tilth.composers.textbook import Textbook
from tilth.engine.execute import Settings, Summary, execute
from tilth.executors.local import Local
from tilth.filters.exact_duplicate import ExactDuplicate
from tilth.filters.length import Length
from tilth.readers.jsonl import Jsonl
from tilth.recipes.rewrite import Rewrite
from tilth.writers.jsonl import Jsonl as JsonlWriter

NUMBERS = "zero one two three four five six seven eight nine ten eleven".split()


def write_passages(path: Path, n: int, same_every: int = 0) -> None:
    """Passages of a few words; with `same_every`, some repeat the one before but for the name."""
    with path.open("w", encoding="utf-8") as out:
        for i in range(n):
            told = i - 1 if same_every and i % same_every == same_every - 1 else i
            words = " ".join(NUMBERS[(told // 12**k) % 12] for k in range(4))
            out.write(json.dumps({"id": f"d{i}", "text": f"The passage that counts {words} and {told}."}) + "\n")


class Bench:
    """Runs one recipe in a folder of its own."""

    def __init__(self, place: Path) -> None:
        self.place, self.input = place, place / "in.jsonl"
        self.models = {"writer": Scripted()}

    def recipe(self, n: int = 60, partitions: int = 4, same_every: int = 0, **changes) -> Rewrite:
        if not self.input.exists():
            write_passages(self.input, n, same_every)
        parts = dict(
            passages=Chopped(self.input),
            composer=Textbook(),
            filters=(Length(fewest=3), ExactDuplicate()),
            writer=JsonlWriter(),
            partitions=partitions,
        )
        return Rewrite(**(parts | changes))

    def run(self, recipe: Rewrite, root: str = "runs", workers: int = 1, **settings) -> Summary:
        given = Settings(version="dev", root=self.place / root, models=self.models)
        return execute(recipe, replace(given, **settings), Local(workers))

    def rows(self, summary: Summary, kind: str = "records") -> list[dict]:
        files = sorted((summary.run / kind).glob("*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def Chopped(path: Path) -> Jsonl:
    """Small files are one unit; a folder of pieces gives the engine something to partition."""
    folder = path.with_suffix("")
    if not folder.exists():
        folder.mkdir()
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        for n in range(0, len(lines), 5):
            (folder / f"{n:05}.jsonl").write_text("".join(lines[n : n + 5]), encoding="utf-8")
    return Jsonl(folder)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)

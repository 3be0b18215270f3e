"""Asks tables what a little program can answer: look-ups, extremes, differences, ratios, counts and means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tilth.core.errors import RecipeError
from tilth.core.items import Evidence, Json, Proof, Seed
from tilth.core.run import Run
from tilth.paper.asking import Asked, asked, name, placed
from tilth.paper.find import Finder
from tilth.paper.items import Block, Document
from tilth.paper.kept import Kept, kept
from tilth.paper.labels import LABEL
from tilth.paper.tabular import Readable, markdown, readable


@dataclass(frozen=True)
class Tables(Finder):
    """Takes tables whose rows have names and whose columns have numbers; a tie is never asked about."""

    most_per_table: int = 8
    """How many questions one table may give."""

    def __post_init__(self) -> None:
        if self.most_per_table < 0:
            raise RecipeError(f"{self.name}.most_per_table: must not be below 0, got {self.most_per_table}")

    def find(self, document: Document, text: str, digest: str, run: Run) -> Iterator[Seed]:
        laid = kept(document)
        captions = {block.id: block for block in document.blocks if block.role == "caption"}
        for block in document.blocks:
            table = readable(block) if block.role == "table" else None
            if table is None:
                continue
            caption = captions.get(block.caption)
            where = _where(document, caption, block.page)
            rng = run.rng(self.name, document.id, block.id)
            for found in _distinct(asked(table, rng))[: self.most_per_table]:
                question = placed(found.question, where, rng)
                yield _seed(document, table, caption, replace(found, question=question), (laid, digest))


def _distinct(found: Sequence[Asked]) -> list[Asked]:
    seen: set[str] = set()
    return [one for one in found if not (one.question in seen or seen.add(one.question))]  # type: ignore[func-returns-value]


def _where(document: Document, caption: Block | None, page: int) -> str:
    """How a question names the table: by its number and the paper's title, as far as they are known."""
    title = re.sub(r"\s+", " ", document.title).strip()
    match = LABEL.match(caption.text) if caption else None
    of = f" of ‘{title}’" if title else ""
    if match:
        return f"Table {match['number']}{of}"
    return f"the table ‘{caption.text}’{of}" if caption else f"the table on page {page}{of}"


def _seed(
    document: Document,
    table: Readable,
    caption: Block | None,
    found: Asked,
    text: tuple[Kept, str],
) -> Seed:
    laid, digest = text
    block = table.block
    spans = [laid.blocks[caption.id]] if caption else []
    first = len(spans)
    spans += [laid.cells[block.id, row, column] for row, column in found.cells]
    evidence = tuple(
        Evidence(document.source, laid.text[start:stop], f"{start}-{stop}", digest) for start, stop in spans
    )
    claim: dict[str, Json] = {
        "program": found.program,
        "cells": {name(*place): first + n for n, place in enumerate(found.cells)},
        "answer": found.value,
        "table": block.id,
        "places": {name(*place): list(place) for place in found.cells},
    }
    told = f"{caption.text}\n\n" if caption else ""
    return Seed(
        material=told + markdown(block),
        method="paper",
        evidence=evidence,
        question=found.question,
        answer=found.answer,
        proof=Proof("program", claim),
        license=document.license,
        meta={
            "title": document.title,
            "authors": list(document.authors),
            "kind": found.kind,
            "table": block.id,
            "page": block.page,
        },
    )

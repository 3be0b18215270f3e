"""The dataset card that a run leaves: what is in it, how it was made, and how to check it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tilth import __version__
from tilth.core.recipe import Recipe
from tilth.engine.store import whole

CARD = """---
language: [en]
tags: [synthetic, pretraining, tilth]
size_categories: [{size}]
configs:
  - config_name: default
    data_files: records/*
---
# {name}

{records:,} records made by tilth {tilth} with the recipe in `recipe.json`.

| method | records |
|---|---|
{methods}

Turned away: {dropped}. Each is kept in `dropped/` with its reason.

Every record names its evidence (`evidence`: the exact words, and where they stand in which source) and, where it
states an answer, a proof. `tilth verify {folder}` checks all of them again, offline, against the texts in `sources/`.

Columns: `id text metadata` (as datatrove, dolma and the Hugging Face hub read them) and
`messages question answer evidence proof method audience license model scores`.
"""


def write_card(
    folder: Path,
    recipe: Recipe,
    records: int,
    methods: Mapping[str, int],
    dropped: Mapping[str, Mapping[str, int]],
) -> None:
    """Write README.md into the run folder."""
    reasons = [f"{n:,} by {step} ({why})" for step, whys in dropped.items() for why, n in whys.items()]
    text = CARD.format(
        size=_size(records),
        name=folder.name,
        records=records,
        tilth=__version__,
        methods="\n".join(f"| {method} | {n:,} |" for method, n in methods.items()),
        dropped="; ".join(reasons) or "nothing",
        folder=folder,
    )
    with whole(folder / "README.md") as beside:
        beside.write_text(text, encoding="utf-8")


def _size(records: int) -> str:
    """The size category of the Hugging Face hub."""
    for most, name in ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M")):
        if records < most:
            return name
    return "n>1M"

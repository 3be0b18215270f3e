"""Tells what a run will come to before it is run, from a small trial on its own input in a place of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tilth.core.model import Backend
from tilth.core.parts import Executor
from tilth.core.recipe import Recipe
from tilth.engine.execute import Settings, execute
from tilth.engine.models import endpoints
from tilth.engine.part import OVERLAP
from tilth.engine.plan import plan

START_S = 0.5
"""What a command takes before its first item."""
EMPTY_FILE = 8192
"""About the bytes of a Parquet or SQLite file without rows."""


@dataclass(frozen=True)
class Forecast:
    """What a run will come to. All but the counts of units and partitions are estimates unless `exact`."""

    units: int
    """What the readers offer: files, stretches of files, ranges of indices."""
    input_size: int
    """The units' sizes added up: bytes of files, rows of tables, indices of ranges."""
    partitions: int
    roles: Sequence[str]
    """The model roles that the recipe names."""
    seeds: int
    records: int
    requests: int
    """Calls of models, those that are remembered already among them."""
    tokens_in: int
    """Tokens of prompts; those of requests whose replies are remembered are counted too."""
    tokens_out: int
    """Tokens of replies."""
    usd: float
    """What they cost, at the prices of the recipe."""
    disk_bytes: int
    seconds: float
    """Of one process."""
    exact: bool
    """Whether seeds were counted to the end."""
    tried: int
    """Seeds that the trial wrote up."""


def forecast(recipe: Recipe, settings: Settings, executor: Executor, sample: int, counting_s: float) -> Forecast:
    """Lay out the work, write up at most `sample` seeds of it, count the others for so long, and scale up.

    Raises RecipeError when the recipe or its input is wrong. Leaves nothing behind but what models replied.
    """
    laid = plan(recipe)
    units = [unit for work in laid.pieces for piece in work for unit in piece.units]
    with tempfile.TemporaryDirectory(prefix="tilth-check-") as place:
        limit = sample if settings.limit is None else min(sample, settings.limit)
        trial = replace(
            settings,
            models=_at_once(settings),
            root=Path(place),
            limit=limit,
            counting_s=counting_s / max(1, len(laid.pieces[-1])),
            # what the trial asks of a model is paid for: it is kept where the run will find it
            memory_folder=settings.root / "memory" if settings.models else None,
        )
        tried = execute(recipe, trial, executor)
        wrote, kept = _bytes(tried.run / "records"), _bytes(tried.run / "sources")
    counts = tried.counts
    wrote_up, more = counts.get("seeds", 0), counts.get("seeds.more", 0)
    beyond = 1.0
    if counts.get("seeds.cut") and (read := counts.get("read.size", 0)):
        beyond = max(1.0, sum(unit.size for unit in units) / read)
    seeds = round((wrote_up + more) * beyond)
    if settings.limit is not None:
        seeds = min(seeds, settings.limit)
    times = seeds / wrote_up if wrote_up else 0.0
    # tokens go by the length of the material, which may differ between the seeds tried and the others
    chars, more_chars = counts.get("seeds.chars", 0), counts.get("seeds.more.chars", 0)
    longer = (chars + more_chars) / chars * wrote_up / max(1, wrote_up + more) if chars else 1.0
    work_s = counts.get("seeds.work_us", 0) / 1e6
    if settings.models:  # partitions wait for replies side by side
        work_s /= min(OVERLAP, len(laid.pieces[-1]))
    requests = counts.get("replies.asked", 0) + counts.get("replies.remembered", 0)
    spent = Tokens(counts.get("replies.tokens.in", 0), counts.get("replies.tokens.out", 0))
    total = spent.times(longer * times)
    return Forecast(
        units=len(units),
        input_size=sum(unit.size for unit in units),
        partitions=sum(len(work) for work in laid.pieces),
        roles=sorted(settings.models),
        seeds=seeds,
        records=round(tried.records * times),
        requests=round(requests * times),
        tokens_in=round(total.into),
        tokens_out=round(total.out),
        usd=_usd(settings, total),
        disk_bytes=round(wrote * times + kept * beyond),  # sources are kept of the seeds that are only counted, too
        seconds=round(START_S + work_s * times, 1),
        exact=not counts.get("seeds.cut"),
        tried=wrote_up,
    )


def _bytes(folder: Path) -> int:
    """What the files of a folder hold, less what any file takes that holds next to nothing."""
    return sum(max(0, path.stat().st_size - EMPTY_FILE) for path in folder.glob("*") if path.is_file())


def _at_once(settings: Settings) -> dict[str, Sequence[Backend]]:
    """The models, asked one by one: a trial does not wait a day for a provider's batch service."""
    every = {role: endpoints(backend, role) for role, backend in settings.models.items()}
    return {role: [replace(backend, batch=False) for backend in backends] for role, backends in every.items()}


@dataclass(frozen=True)
class Tokens:
    """Tokens of prompts and of replies."""

    into: float
    out: float

    def times(self, n: float) -> Tokens:
        """So many times as much."""
        return Tokens(self.into * n, self.out * n)


def _usd(settings: Settings, tokens: Tokens) -> float:
    """What tokens cost, at the highest prices among the roles."""
    backends = [endpoints(backend)[0] for backend in settings.models.values()]
    into = max((backend.usd_per_million_in for backend in backends), default=0.0)
    out = max((backend.usd_per_million_out for backend in backends), default=0.0)
    return round((tokens.into * into + tokens.out * out) / 1e6, 4)

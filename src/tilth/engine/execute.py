"""Runs a recipe: opens its folder, follows its line part by part, and leaves a summary that tells the truth."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson

from tilth import __version__
from tilth.core.errors import Drift, TooManyFailures
from tilth.core.items import Json, content_id
from tilth.core.model import Backend
from tilth.core.parts import Executor
from tilth.core.recipe import Recipe
from tilth.engine.budget import Budget
from tilth.engine.card import write_card
from tilth.engine.fingerprint import components, describe, differences, prompts
from tilth.engine.job import Bundle, Job, Result, artifact, result_of
from tilth.engine.line import waiting
from tilth.engine.models import endpoints, identity, unplayed
from tilth.engine.part import open_recipe, opened, run_bundle
from tilth.engine.plan import Group, Plan
from tilth.engine.store import owned, read_json, saying_where, write_json
from tilth.engine.work import Work


@dataclass(frozen=True)
class Settings:
    """What a run is, besides its recipe."""

    version: str
    name: str = ""
    """What the run is called; the recipe's name when not said."""
    root: Path = Path("runs")
    models: Mapping[str, Backend | Sequence[Backend]] = field(default_factory=dict)
    """Who plays each role; several backends share one's load, and must be alike in all that can change a reply."""
    budget: Budget = field(default_factory=Budget)
    seed: int = 0
    width: int = 256
    """How many items a step that waits may have in hand."""
    memory: str = "sqlite"
    """`sqlite`, or `segments` where the store has neither locks nor renaming."""
    memory_folder: Path | None = None
    """Where the memory is; `root/memory` when not said."""
    limit: int | None = None
    """The most seeds that are written up; where a recipe has none, the most items that are read."""
    counting_s: float | None = None
    """For forecasts: go on counting seeds, in each partition for at most so long, when the limit is met."""


@dataclass(frozen=True)
class Summary:
    """What a run did. `failed` is never empty while something failed."""

    run: Path
    records: int
    methods: Mapping[str, int]
    dropped: Mapping[str, Mapping[str, int]]
    failed: Mapping[str, Mapping[str, int]]
    steps: Sequence[Mapping[str, Json]]
    counts: Mapping[str, int]
    seconds: float
    replayed: bool
    """Whether nothing was left to do."""
    excused: bool
    """Whether no more failed than the recipe allows."""


Watch = Callable[[Path, int], None]
"""Told, when the work begins, the run's folder and how many partitions there are; `.progress/` in it tells the rest."""


def execute(recipe: Recipe, settings: Settings, executor: Executor, watch: Watch = lambda run, pieces: None) -> Summary:
    """Run a recipe into `root/name@version`. Running it again finishes it; another recipe needs another version.

    Raises RecipeError before anything is written when the recipe, its input or its place is wrong.
    """
    began = time.monotonic()
    _check_roles(recipe, settings.models)
    models = {role: endpoints(backend, role) for role, backend in settings.models.items()}
    told = orjson.dumps({"recipe": describe(recipe), "models": describe(models)}).decode()
    open_recipe.cache_clear()  # the input may have changed since this process laid out the same recipe
    _, _, laid = open_recipe(told)
    folder = settings.root / f"{settings.name or recipe.name}@{settings.version}"
    whole = _identity(recipe, settings, laid)
    _check_drift(folder, whole)
    with saying_where(folder), owned(folder):
        write_json(folder / "recipe.json", whole)
        work = _Work(folder, settings, told, recipe, laid, executor, watch)
        summary = work.kept_summary() or work.do(began)
    return summary


def _check_roles(recipe: Recipe, models: Mapping[str, object]) -> None:
    for component in components(recipe):
        for role in component.roles:
            if role not in models:
                raise unplayed(role, models)


def _identity(recipe: Recipe, settings: Settings, laid: Plan) -> dict[str, Json]:
    """All that must stay the same under one version."""
    return {
        "tilth": __version__,
        "recipe": describe(recipe),
        "models": {role: identity(endpoints(backend)[0]) for role, backend in settings.models.items()},
        "prompts": dict(prompts(recipe)),
        "seed": settings.seed,
        "input": laid.inputs(),
    }


def _check_drift(folder: Path, now: dict[str, Json]) -> None:
    was = read_json(folder / "recipe.json")
    if was is None:
        return
    changes = differences({**was, "tilth": ""}, {**orjson.loads(orjson.dumps(now)), "tilth": ""})
    if changes:
        told = "; ".join(changes[:5]) + (f"; and {len(changes) - 5} more" if len(changes) > 5 else "")
        raise Drift(f"{folder} was made by another recipe or from other input ({told}); give this one a new version")


class _Work:
    """One call of execute: its jobs, in order, and what they gave."""

    def __init__(
        self, folder: Path, settings: Settings, told: str, recipe: Recipe, laid: Plan, executor: Executor, watch: Watch
    ) -> None:
        self.folder, self.recipe, self.laid, self.limit = folder, recipe, laid, settings.limit
        self.executor, self.watch, self.asks = executor, watch, bool(settings.models)
        s = settings
        memory = s.memory_folder or s.root / "memory"
        self.work = Work(folder, memory, s.memory, told, s.seed, s.width, s.counting_s, executor.workers, s.budget)
        self.jobs = self._stamped()

    def _stamped(self) -> list[list[Job]]:
        """Every job of every group; a job's stamp changes with anything it is made from."""
        barriers: dict[int, str] = {}
        every: list[list[Job]] = []
        for group, pieces in zip(self.laid.groups, self.laid.pieces, strict=True):
            jobs = []
            for piece in pieces:
                quota = self.laid.quota(piece, self.limit)
                before = barriers[piece.leg.barrier] if piece.leg.barrier is not None else ""
                jobs.append(Job(group.number, piece.number, quota, content_id(quota, before)))
            barriers[group.number] = content_id([job.stamp for job in jobs])
            every.append(jobs)
        return every

    @property
    def stamp(self) -> str:
        """Names the whole of the work."""
        return content_id([job.stamp for jobs in self.jobs for job in jobs])

    def kept_summary(self) -> Summary | None:
        """The summary of a run that is whole, so that running it again does nothing."""
        kept = read_json(self.folder / "summary.json")
        if kept is None or kept["stamp"] != self.stamp:
            return None
        excused = _count(kept["failed"]) <= self.recipe.failures_allowed
        told = {name: kept[name] for name in ("records", "methods", "dropped", "failed", "steps", "counts", "seconds")}
        return Summary(run=self.folder, replayed=True, excused=excused, **told)

    def do(self, began: float) -> Summary:
        """Do what is not yet done."""
        (self.folder / "summary.json").unlink(missing_ok=True)
        shutil.rmtree(self.folder / ".progress", ignore_errors=True)
        self.watch(self.folder, sum(map(len, self.jobs)))
        results: list[Result] = []
        for group, jobs in zip(self.laid.groups, self.jobs, strict=True):
            results += self._group(jobs)
            if group.ends is not None:
                results.append(self._barrier(group, jobs))
        summary = self._summary(results, time.monotonic() - began)
        self._tidy()
        return summary

    def _group(self, jobs: list[Job]) -> list[Result]:
        found: list[Result] = []
        for results in self.executor.run(run_bundle, self._bundles(jobs)):
            found += results
            if sum(_count(result.failed) for result in found) > self.recipe.most_failures:
                raise TooManyFailures(f"more than {self.recipe.most_failures} items failed; see {self.folder}/failed")
        return sorted(found, key=lambda result: result.piece)

    def _bundles(self, jobs: list[Job]) -> list[Bundle]:
        """One partition at a time; where models are asked, a process has all of its own at once, to overlap them."""
        lanes = self.executor.workers if self.asks else len(jobs)
        return [Bundle(self.work, tuple(jobs[n::lanes])) for n in range(min(lanes, len(jobs)))]

    def _barrier(self, group: Group, jobs: list[Job]) -> Result:
        """Let a barrier see every item, unless it has."""
        assert group.ends is not None
        place, stamp = artifact(self.folder, group.number), content_id([job.stamp for job in jobs])
        if (was := read_json(place / "barrier.json")) is not None and was["stamp"] == stamp:
            return Result(**was)
        shutil.rmtree(place, ignore_errors=True)
        beside = place.with_name(f".{place.name}.part")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        with opened(self.work) as shop:
            run, complete = shop.run(f"leg{group.number}-barrier"), False
            try:
                group.ends.gather((waiting(self.folder, group, job.piece) for job in jobs), beside, run)
                complete = True
            finally:
                run.close(keep=complete)
                if not complete:
                    shutil.rmtree(beside, ignore_errors=True)
        result = result_of(Job(group.number, -1, None, stamp), run, 0, {})
        write_json(beside / "barrier.json", asdict(result))
        beside.replace(place)
        return result

    def _summary(self, results: Sequence[Result], seconds: float) -> Summary:
        last = len(self.laid.groups) - 1
        failed = _sum(result.failed for result in results)
        summary = Summary(
            run=self.folder,
            records=sum(result.items for result in results if result.group == last),
            methods=_add(result.methods for result in results),
            dropped=_sum(result.dropped for result in results),
            failed=failed,
            steps=list(_steps(results)),
            counts=_add(result.counts for result in results),
            seconds=round(seconds, 3),
            replayed=False,
            excused=_count(failed) <= self.recipe.failures_allowed,
        )
        write_card(self.folder, self.recipe, summary.records, summary.methods, summary.dropped)
        told = {name: value for name, value in asdict(summary).items() if name not in ("run", "replayed", "excused")}
        write_json(self.folder / "summary.json", {**told, "limit": self.limit, "stamp": self.stamp})
        return summary

    def _tidy(self) -> None:
        """Remove what only a run that is not whole needs."""
        shutil.rmtree(self.folder / ".progress", ignore_errors=True)
        for group in self.laid.groups:
            if group.ends is not None and not group.ends.repartitions:
                shutil.rmtree(self.folder / "legs" / f"{group.number}", ignore_errors=True)


def _steps(results: Sequence[Result]) -> Iterator[dict[str, Json]]:
    """What each step of each leg did, over all partitions."""
    totals: dict[tuple[int, int, str], Counter[str]] = {}
    for result in results:
        for place, flow in enumerate(result.flows):
            counts = {key: value for key, value in flow.items() if key != "step"}
            totals.setdefault((result.group, place, flow["step"]), Counter()).update(counts)
    # a step begins to count when it is first asked for an item, so the last step of a leg counts first
    for (group, _, step), counts in sorted(totals.items(), key=lambda entry: (entry[0][0], -entry[0][1])):
        yield {"step": step, "leg": group, **counts}


def _sum(tables: Iterator[Mapping[str, Mapping[str, int]]]) -> dict[str, dict[str, int]]:
    total: dict[str, Counter[str]] = {}
    for table in tables:
        for step, whys in table.items():
            total.setdefault(step, Counter()).update(whys)
    return {step: dict(sorted(whys.items())) for step, whys in sorted(total.items())}


def _add(tables: Iterator[Mapping[str, int]]) -> dict[str, int]:
    total = Counter[str]()
    for table in tables:
        total.update(table)
    return dict(sorted(total.items()))


def _count(whys: Mapping[str, Any]) -> int:
    return sum(sum(reasons.values()) for reasons in whys.values())

"""A partition's work as plain values: what any process can be sent, and what it sends back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tilth.engine.live import LiveRun
from tilth.engine.plan import Group
from tilth.engine.store import part_name
from tilth.engine.work import Work


@dataclass(frozen=True)
class Job:
    """A partition to run."""

    group: int
    piece: int
    quota: int | None
    stamp: str
    """Names all that the partition is made from besides the recipe: its quota, and what came before it."""


@dataclass(frozen=True)
class Bundle:
    """Partitions that one process runs in one event loop."""

    work: Work
    jobs: tuple[Job, ...]


@dataclass(frozen=True)
class Result:
    """What one partition did; kept in its done file, which is the proof that it is whole."""

    group: int
    piece: int
    stamp: str
    items: int = 0
    dropped: dict[str, dict[str, int]] = field(default_factory=dict)
    failed: dict[str, dict[str, int]] = field(default_factory=dict)
    methods: dict[str, int] = field(default_factory=dict)
    flows: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def done_file(run: Path, group: Group, piece: int) -> Path:
    """Where it is written that a partition is whole: in done/ for records, beside its items for earlier legs."""
    if group.ends is None:
        return run / "done" / f"{part_name(piece)}.json"
    return run / "legs" / f"{group.number}" / "done" / f"{part_name(piece)}.json"


def leg_file(run: Path, group: int, piece: int) -> Path:
    """Where the items of a partition wait for their barrier."""
    return run / "legs" / f"{group}" / f"{part_name(piece)}.jsonl.zst"


def artifact(run: Path, group: int) -> Path:
    """Where a barrier leaves what the next leg starts from."""
    return run / "legs" / f"{group}" / "artifact"


def result_of(job: Job, run: LiveRun, items: int, methods: Mapping[str, int]) -> Result:
    """What a run counted."""
    return Result(
        group=job.group,
        piece=job.piece,
        stamp=job.stamp,
        items=items,
        dropped={step: dict(why) for step, why in run.dropped_why.items()},
        failed={step: dict(why) for step, why in run.failed_why.items()},
        methods=dict(methods),
        flows=[asdict(flow) for flow in run.flows],
        counts=dict(run.counts),
    )

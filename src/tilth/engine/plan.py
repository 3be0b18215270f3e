"""From a line to work: legs that end at a barrier or a writer, and the partitions each falls into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tilth.core.items import Json, content_id
from tilth.core.parts import Composer, Reader, Unit
from tilth.core.pipeline import Pipeline
from tilth.core.recipe import Recipe
from tilth.core.step import ForAll, ForEach, Part

MOST_TOLD = 1000
"""Units of input that a run folder lists one by one."""


@dataclass(frozen=True)
class Leg:
    """A stretch of the line without a barrier inside: where it begins, its steps, and where its items go."""

    number: int
    reader: Reader[Any] | None
    barrier: int | None
    """The group whose barrier it begins at, when it does not begin at a reader."""
    steps: tuple[ForEach[Any, Any], ...]
    group: int
    """The legs of one group end at the same barrier, or at the writer; their partitions are numbered through."""

    @property
    def writes_up(self) -> bool:
        """Whether seeds pass here, so that a limit on them applies."""
        return any(isinstance(step, Composer) for step in self.steps)


@dataclass(frozen=True)
class Group:
    """Legs whose items come together."""

    number: int
    legs: tuple[Leg, ...]
    ends: ForAll[Any, Any] | None
    """The barrier at their end; None for the writer."""


@dataclass(frozen=True)
class Piece:
    """One partition of one leg: the unit of work, and of what is redone after a crash."""

    leg: Leg
    number: int
    """Its number in the group."""
    part: Part
    """Its number in the leg."""
    units: tuple[Unit, ...] = field(default=())


def groups(line: Pipeline[Any]) -> list[Group]:
    """Cut a line at its barriers, in the order the work must be done."""
    found: list[Group] = []
    counter = iter(range(1_000_000))

    def cut(pipeline: Pipeline[Any], tail: tuple[Any, ...]) -> list[Leg]:
        """The open legs that a pipeline ends in once `tail` is put to it; groups that close on the way are found."""
        steps = (*pipeline.steps, *tail)
        at = next((i for i, step in enumerate(steps) if isinstance(step, ForAll)), None)
        first = steps if at is None else steps[:at]
        if isinstance(pipeline.begins, Reader):
            legs = [Leg(next(counter), pipeline.begins, None, first, -1)]
        else:
            legs = [leg for inner in pipeline.begins for leg in cut(inner, first)]
        while at is not None:
            barrier = steps[at]
            number = _close(found, legs, barrier)
            nxt = next((i for i in range(at + 1, len(steps)) if isinstance(steps[i], ForAll)), None)
            first = steps[at + 1 : nxt]
            legs = [Leg(next(counter), None, number, tuple(first), -1)]
            at = nxt
        return legs

    _close(found, cut(line, ()), None)
    return found


def _close(found: list[Group], legs: Sequence[Leg], ends: ForAll[Any, Any] | None) -> int:
    number = len(found)
    named = tuple(Leg(leg.number, leg.reader, leg.barrier, leg.steps, number) for leg in legs)
    found.append(Group(number, named, ends))
    return number


@dataclass(frozen=True)
class Plan:
    """All the work of a recipe, known before any of it is done."""

    groups: tuple[Group, ...]
    pieces: tuple[tuple[Piece, ...], ...]
    """The partitions of each group."""

    def quota(self, piece: Piece, limit: int | None) -> int | None:
        """How many seeds a piece may write up, so that all together make at most `limit`: an equal share each."""
        every = [p for work in self.pieces for p in work]
        limited = [p for p in every if p.leg.writes_up] or list(self.pieces[0])
        if limit is None or piece not in limited:
            return None
        each, more = divmod(limit, len(limited))
        return each + (limited.index(piece) < more)

    def inputs(self) -> dict[str, Json]:
        """What the readers offered, and its size: for noticing that the input has changed. Of much, a digest."""
        told = dict(_inputs(piece for work in self.pieces for piece in work))
        return told if len(told) <= MOST_TOLD else {"units": len(told), "digest": content_id(told)}


def plan(recipe: Recipe) -> Plan:
    """Lay out the work. Raises InputError when what is to be read cannot be."""
    found, work, begun = groups(recipe.records()), list[tuple[Piece, ...]](), dict[int, int]()
    for group in found:
        pieces = _pieces(group, begun, recipe.partitions)
        begun[group.number] = recipe.partitions if group.ends and group.ends.repartitions else len(pieces)
        work.append(tuple(pieces))
    return Plan(tuple(found), tuple(work))


def _pieces(group: Group, begun: dict[int, int], partitions: int) -> list[Piece]:
    """The partitions of a group; `begun` tells how many begin at each barrier."""
    found: list[Piece] = []
    for leg in group.legs:
        if leg.reader is not None:
            shares = share(leg.reader.units(), partitions)
        else:
            assert leg.barrier is not None
            shares = [()] * begun[leg.barrier]
        for i, units in enumerate(shares):
            found.append(Piece(leg, len(found), Part(i, len(shares)), units))
    return found


def _inputs(work: Iterable[Piece]) -> Iterator[tuple[str, Json]]:
    for piece in work:
        for unit in piece.units:
            yield unit.name + (f"[{unit.start}:{unit.stop}]" if unit.start or unit.stop else ""), unit.size


def share(units: Sequence[Unit], most: int) -> list[tuple[Unit, ...]]:
    """Put units, in order, into at most so many partitions of about equal size."""
    total, shares, held, size = sum(unit.size for unit in units), list[tuple[Unit, ...]](), list[Unit](), 0
    for unit in units:
        held.append(unit)
        size += unit.size
        if size * most >= total * (len(shares) + 1) and len(shares) < most - 1:
            shares.append(tuple(held))
            held = []
    return [*shares, tuple(held)] if held else shares

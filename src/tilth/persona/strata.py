"""Which share of the hub falls to whom: joint strata with whole-number quotas that add up to the size of the hub."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from tilth.persona.occupations import LEVELS
from tilth.persona.population import (
    AGES,
    AWAY,
    BANDS,
    FEMALE,
    REGIONS,
    SCHOOLING,
    SETTLEMENTS,
    SEXES,
    TOWN_SCHOOLING,
    TOWN_WORK,
    WORK,
    Region,
)


@dataclass(frozen=True, slots=True)
class Stratum:
    """Everybody who is alike in what the quotas fix."""

    band: int
    """Number of the age band."""
    sex: str
    region: Region
    settlement: str
    level: str
    """Schooling finished; of a pupil, `pupil`."""
    work: str
    """A group of occupations, or pupil, student, home, jobless, retired."""


@dataclass(frozen=True)
class Strata:
    """All strata in order, and where each ends when their people stand in a row."""

    each: tuple[Stratum, ...]
    ends: tuple[int, ...]

    def at(self, place: int) -> Stratum:
        """The stratum of the person at a place in the row."""
        return self.each[bisect_right(self.ends, place)]


@cache
def strata(size: int) -> Strata:
    """The strata of a hub of this many personas; each has its share to within one persona (largest remainders)."""
    each, shares = zip(*_joint(), strict=True)
    exact = [share * size for share in shares]
    quotas = [int(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (quotas[i] - exact[i], i))
    for i in by_remainder[: size - sum(quotas)]:
        quotas[i] += 1
    ends = list(accumulate(quotas))
    ends[-1] = size
    return Strata(each, tuple(ends))


def _joint() -> Iterator[tuple[Stratum, float]]:
    """Every stratum with its share; the shares add up to 1 but for rounding."""
    everybody = sum(region.share for region in REGIONS)
    for region in REGIONS:
        for band, sex, settlement, share in _people(region):
            share *= region.share / everybody
            for level, work, part in _lives(region, band, sex, settlement):
                yield Stratum(band, sex, region, settlement, level, work), share * part


def _people(region: Region) -> Iterator[tuple[int, str, str, float]]:
    ages = AGES[region.ages]
    for band, age_share in enumerate(ages):
        for sex in SEXES:
            sex_share = FEMALE[band] if sex == "female" else 1 - FEMALE[band]
            for settlement, town_share in zip(SETTLEMENTS, region.settlements, strict=True):
                yield band, sex, settlement, age_share / sum(ages) * sex_share * town_share / sum(region.settlements)


def _lives(region: Region, band: int, sex: str, settlement: str) -> Iterator[tuple[str, str, float]]:
    """Schooling and work of people of one age, sex and kind of place, with shares that add up to 1."""
    if BANDS[band][1] < 18:
        yield "pupil", "pupil", 1.0
        return
    table = SCHOOLING[region.ages][0 if band < 4 else 1 if band < 6 else 2]
    weights = [share * factor for share, factor in zip(table, TOWN_SCHOOLING[settlement], strict=True)]
    for level, weight in zip(LEVELS, weights, strict=True):
        for work, part in _work(band, sex, settlement, level):
            yield level, work, weight / sum(weights) * part


def _work(band: int, sex: str, settlement: str, level: str) -> Iterator[tuple[str, float]]:
    away = dict(AWAY[band - 2][SEXES.index(sex)])
    if level in ("primary", "vocational") or (level == "degree" and band == 2):
        away.pop("student", None)
    for why, share in away.items():
        yield why, share / 100
    groups = {work: weight * (TOWN_WORK[settlement] if work == "farmer" else 1) for work, weight in WORK[level].items()}
    if band == 2:
        groups.pop("manager", None)
    at_work = 1 - sum(away.values()) / 100
    for work, weight in groups.items():
        if at_work > 0:
            yield work, at_work * weight / sum(groups.values())

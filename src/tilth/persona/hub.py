"""A million million personas, none of them stored: each is worked out from its number alone.

A number is shuffled to a place in a row of all personas (`permutation`), the place falls into a stratum with an exact
quota (`strata`), and everything else comes of chance with an address: blake2b of seed, version, number and attribute.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from struct import unpack
from typing import TypeVar

from tilth.core.errors import RecipeError
from tilth.core.items import Json
from tilth.persona.cards import card
from tilth.persona.homes import homes
from tilth.persona.items import Persona
from tilth.persona.occupations import FIELDS, GROUPS, LEVELS, Occupation, occupations
from tilth.persona.permutation import shuffled
from tilth.persona.population import BANDS, REGIONS, Country, Region
from tilth.persona.strata import Stratum, strata
from tilth.persona.taxonomy import INTERESTS, TAXONOMY

HUB = 10**12
"""How many personas there are for each seed."""
TRAITS = ("openness", "conscientiousness", "extraversion", "agreeableness", "emotional_stability")
READING = ("beginner", "easy", "plain", "general", "advanced", "expert")
"""How demanding a text somebody reads with ease."""
_ROUNDS = 4
T = TypeVar("T")


def persona(index: int, seed: int = 0) -> Persona:
    """The persona of this number, 0 to 10**12-1. Another seed gives another hub. Raises RecipeError outside the hub."""
    if not 0 <= index < HUB:
        raise RecipeError(f"there is no persona {index}: the hub holds 0 to {HUB - 1}")
    stratum = strata(HUB).at(shuffled(index, HUB, _keys(seed)))
    known, tags = _attributes(stratum, seed, index)
    interests = _interests(tags, _generation(stratum.band), _draws(seed, index, b"interests"))
    return Persona(index, card(known, interests, _draws(seed, index, b"card")), interests, known)


def _attributes(stratum: Stratum, seed: int, index: int) -> tuple[dict[str, Json], frozenset[str]]:
    """All that is known of a persona but its interests, and the fields that lie near what it does."""
    draws, tags = _draws(seed, index, b"life"), frozenset[str]()
    age = _age(stratum, draws[0])
    country = _country(stratum.region, draws[1])
    known: dict[str, Json] = {
        "name": _one(country.female if stratum.sex == "female" else country.male, draws[2]),
        "age": age,
        "sex": stratum.sex,
        "region": stratum.region.name,
        "country": country.name,
        "settlement": stratum.settlement,
        "stage": "working" if stratum.work in GROUPS else stratum.work,
        "education": stratum.level if stratum.level in LEVELS else _school(age),
        "household": _one(homes(stratum.band, stratum.sex, stratum.work), draws[3]),
    }
    if stratum.work == "student":
        known["field"], tag = _one(FIELDS, draws[4])
        tags = frozenset({tag})
    elif stratum.work not in ("pupil", "home"):
        job = _job(stratum, age, draws[4], draws[5])
        known["occupation" if stratum.work in GROUPS else "trade"], known["does"], tags = job.noun, job.does, job.tags
    known["reading"] = _reading(age, stratum.level)
    known["temperament"] = dict(zip(TRAITS, _temperament(_draws(seed, index, b"temperament")), strict=True))
    return known, tags


def _age(stratum: Stratum, draw: int) -> int:
    """Even within the band, but nearer the lower end above 80; nobody has finished a degree before 22."""
    low, high = BANDS[stratum.band]
    if low == 80:
        share = draw / 2**32
        return low + int((high - low + 1) * share * share)
    if stratum.level == "degree":
        low = max(low, 22)
    return low + _below(high - low + 1, draw)


def _school(age: int) -> str:
    return "primary school" if age < 13 else "secondary school"


def _job(stratum: Stratum, age: int, draw: int, other: int) -> Occupation:
    """What somebody does; of those who look for work or have retired, what they did."""
    group = stratum.work if stratum.work in GROUPS else _past_group(stratum.level, age, other)
    return _one(occupations(group, stratum.level, stratum.settlement, age), draw)


def _past_group(level: str, age: int, draw: int) -> str:
    fits = {
        "primary": ("farmer", "service", "craft", "labourer", "operator"),
        "secondary": ("service", "clerk", "craft", "operator", "technician"),
        "vocational": ("technician", "craft", "service", "clerk"),
        "degree": ("professional", "professional", "technician"),
    }
    return _one(fits[level], draw)


def _reading(age: int, level: str) -> str:
    if age < 10:
        return READING[0]
    if age < 13:
        return READING[1]
    if age < 16 or level == "primary":
        return READING[2]
    return READING[{"pupil": 3, "secondary": 3, "vocational": 3, "degree": 5 if age > 29 else 4}[level]]


def _temperament(draws: Sequence[int]) -> tuple[int, ...]:
    """A score for each trait, mean 50 and standard deviation 10 (the sum of four bytes is nearly normal)."""
    spread = 147.8  # of the sum of four even bytes
    totals = (sum(draw.to_bytes(4, "little")) for draw in draws[: len(TRAITS)])
    return tuple(min(80, max(20, round(50 + (total - 510) * 10 / spread))) for total in totals)


def _generation(band: int) -> int:
    """Which of the ages of an interest a band belongs to: child, teenager, adult, older."""
    return 0 if band == 0 else 1 if band == 1 else 2 if band < 6 else 3


def _interests(tags: frozenset[str], generation: int, draws: Sequence[int]) -> tuple[str, ...]:
    """Three to five interests, drawn without replacement; those near one's work are three times as likely."""
    ends = _interest_ends(tags, generation)
    chosen: dict[str, None] = {}
    wanted = 3 + _below(3, draws[0])
    for draw in (*draws[1:], *(draw * 2654435761 % 2**32 for draw in draws)):
        chosen[INTERESTS[bisect_right(ends, _below(ends[-1], draw))].name] = None
        if len(chosen) == wanted:
            break
    return tuple(chosen)


@lru_cache(maxsize=1024)
def _interest_ends(tags: frozenset[str], generation: int) -> tuple[int, ...]:
    weights = (one.ages[generation] * (3 if one.tags & tags else 1) for one in INTERESTS)
    return tuple(accumulate(weights))


def _country(region: Region, draw: int) -> Country:
    ends = _country_ends(region.name)
    return region.countries[bisect_right(ends, _below(ends[-1], draw))]


@lru_cache(maxsize=64)
def _country_ends(region: str) -> tuple[int, ...]:
    countries = next(one.countries for one in REGIONS if one.name == region)
    return tuple(accumulate(country.weight for country in countries))


@lru_cache(maxsize=64)
def _keys(seed: int) -> tuple[int, ...]:
    digest = hashlib.blake2b(f"hub {TAXONOMY} {seed}".encode(), digest_size=8 * _ROUNDS).digest()
    return unpack(f"<{_ROUNDS}Q", digest)


def _draws(seed: int, index: int, attribute: bytes) -> tuple[int, ...]:
    """Eight numbers of 32 bits, for this attribute of this persona alone."""
    digest = hashlib.blake2b(b"%d %d " % (seed, index) + attribute, digest_size=32, person=_VERSION).digest()
    return unpack("<8I", digest)


_VERSION = f"hub {TAXONOMY}".encode()


def _below(bound: int, draw: int) -> int:
    """A 32-bit number brought below a bound."""
    return bound * draw >> 32


def _one(options: Sequence[T], draw: int) -> T:
    return options[_below(len(options), draw)]

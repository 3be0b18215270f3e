"""The hub keeps what it promises: the same people every time, exact shares, and no card that contradicts itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.core.errors import RecipeError
from tilth.core.text import sentences
from tilth.persona.cards import _PLANS
from tilth.persona.hub import HUB, persona
from tilth.persona.permutation import shuffled, unshuffled
from tilth.persona.strata import strata
from tilth.persona.taxonomy import BY_NAME, INTERESTS, related

SAMPLE = [persona(index, seed=3) for index in range(4000)]


def test_a_persona_is_the_same_in_every_process() -> None:
    code = "from tilth.persona.hub import persona; print([persona(i, 5).id for i in (0, 1, 10**12 - 1)])"
    env = os.environ | {"PYTHONHASHSEED": "77"}
    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout
    assert told.strip() == str([persona(i, 5).id for i in (0, 1, 10**12 - 1)])


def test_another_seed_is_another_hub() -> None:
    assert [persona(i, 1).card for i in range(20)] != [persona(i, 2).card for i in range(20)]


@given(st.integers(2, 700), st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=5))
def test_shuffling_moves_every_number_to_a_place_of_its_own(size: int, keys: list[int]) -> None:
    places = [shuffled(number, size, keys) for number in range(size)]
    assert sorted(places) == list(range(size))
    assert [unshuffled(place, size, keys) for place in places] == list(range(size))


@given(st.integers(0, HUB - 1))
def test_a_place_in_the_hub_gives_its_number_back(index: int) -> None:
    keys = (3, 2**63, 7, 11)
    assert unshuffled(shuffled(index, HUB, keys), HUB, keys) == index


def test_quotas_add_up_to_the_hub_and_are_within_one_of_their_share() -> None:
    whole, half = strata(HUB), strata(HUB // 2)
    quotas = [b - a for a, b in zip((0, *whole.ends), whole.ends, strict=False)]
    halves = [b - a for a, b in zip((0, *half.ends), half.ends, strict=False)]
    assert whole.ends[-1] == HUB and min(quotas) >= 0
    assert max(abs(quota - 2 * part) for quota, part in zip(quotas, halves, strict=True)) <= 3
    assert len(set(whole.each)) == len(whole.each) > 10_000


def test_a_sample_has_the_shares_of_the_whole() -> None:
    settlements = Counter(one.attributes["settlement"] for one in SAMPLE)
    table = strata(HUB)
    sizes = Counter[str]()
    for stratum, start, stop in zip(table.each, (0, *table.ends), table.ends, strict=False):
        sizes[stratum.settlement] += stop - start
    for name, size in sizes.items():
        assert abs(settlements[name] / len(SAMPLE) - size / HUB) < 0.03


def test_nobody_contradicts_themselves() -> None:
    for one in SAMPLE:
        known, card = one.attributes, one.card
        age, stage, home = int(str(known["age"])), known["stage"], str(known["household"])
        assert str(known["name"]) in card
        assert (stage == "pupil") == (age < 18), card
        assert ("occupation" in known) == (stage == "working"), card
        assert stage != "retired" or age >= 50, card
        assert known["education"] != "degree" or age >= 22, card
        assert age >= 18 or not re.search(r"\b(?:alone|husband|wife|daughter|flatmate)", home), card
        assert stage != "home" or "alone" not in home, card
        other = r"\b(?:he|his|him)\b" if known["sex"] == "female" else r"\b(?:she|her|hers)\b"
        assert not re.search(other, card, re.IGNORECASE), card
        assert ("husband" in home) <= (known["sex"] == "female") and ("wife" in home) <= (known["sex"] == "male"), card


def test_a_card_is_one_to_three_sentences_of_clean_english() -> None:
    for one in SAMPLE:
        assert 1 <= len(list(sentences(one.card))) <= 3, one.card
        assert not re.search(r"[{}]|  |\ba [aeio]|\ban [^aeiou8h1\d]| ,|\.\.", one.card), one.card
        assert one.card[0].isupper() and one.card.endswith("."), one.card


def test_cards_have_many_forms_and_hardly_repeat() -> None:
    assert sum(map(len, _PLANS.values())) >= 20
    assert len({one.card for one in SAMPLE}) == len(SAMPLE)


def test_interests_are_three_to_five_and_suit_the_age() -> None:
    for one in SAMPLE:
        assert 3 <= len(set(one.interests)) == len(one.interests) <= 5
        if int(str(one.attributes["age"])) < 13:
            assert all(BY_NAME[name].ages[0] for name in one.interests), one.card


def test_work_draws_interests_near_it() -> None:
    working = [one for one in SAMPLE if one.attributes["stage"] == "working"]
    cooks = [one for one in working if "cook" in str(one.attributes.get("does"))]
    share = [sum("food" in BY_NAME[name].tags for name in one.interests) / len(one.interests) for one in cooks]
    others = [sum("food" in BY_NAME[name].tags for name in one.interests) / len(one.interests) for one in working]
    assert sum(share) / len(share) > 1.3 * sum(others) / len(others)


def test_every_interest_has_words_and_an_unknown_one_its_own() -> None:
    assert len(INTERESTS) >= 60 and all(len(one.words) >= 7 and max(one.ages) for one in INTERESTS)
    assert related("Steam Engines") == ("steam", "engines")


@pytest.mark.parametrize("index", [-1, HUB, 10**15])
def test_there_is_nobody_outside_the_hub(index: int) -> None:
    with pytest.raises(RecipeError, match="the hub holds 0 to"):
        persona(index)


def test_personas_are_quick() -> None:
    began = time.process_time()
    for index in range(10**11, 10**11 + 3000):
        persona(index)
    assert time.process_time() - began < 1.0

"""What some tasks owe besides: beliefs, syllogisms, endings."""

from __future__ import annotations

from collections import Counter
from itertools import product
from random import Random

import pytest
from survey import MANY, luck, survey, task

from tilth.curriculum import grammar, nonce
from tilth.curriculum.tasks.language import plural_and_past
from tilth.curriculum.tasks.logic import syllogism


@pytest.mark.parametrize("level", [1, 2, 3])
def test_false_beliefs_lie_at_each_place_equally_often(level: int) -> None:
    maker, places = task("false_belief_location"), Counter[int]()
    for number in range(MANY):
        made = maker.exercise(4, level, number)
        places[made.latent["to"].index(made.answer)] += 1  # type: ignore[index, union-attr, call-overload]
    chance = 1 / min(level + 1, 3)
    assert len(places) == min(level + 1, 3)
    assert all(abs(n / MANY - chance) <= luck(chance, MANY) for n in places.values()), places


@pytest.mark.parametrize("level", [1, 2])
def test_a_false_belief_has_a_twin_with_another_answer(level: int) -> None:
    maker = task("false_belief_location")
    for made in survey("false_belief_location", level).few:
        twin = {**made.latent, "about": 1 - int(str(made.latent["about"]))}
        assert maker.solve(twin) != made.answer or made.latent["seen"] in ([(0, 1, 2), (0, 2)], [(0, 2), (0, 1, 2)])


def test_beliefs_come_out_as_in_the_classic_story() -> None:
    maker = task("false_belief_location")
    story = {"it": "marble", "to": ["basket", "box"], "who": ["Sana", "Ana", "Ben"], "seen": [[0], [0, 1]], "peek": -1}
    assert maker.solve({**story, "about": 0, "second": False}) == "basket"
    assert maker.solve({**story, "about": 1, "second": False}) == "box"
    peeking = {**story, "peek": 0, "about": 0}
    assert maker.solve({**peeking, "second": False}) == "box", "who peeks knows"
    assert maker.solve({**peeking, "second": True}) == "basket", "and who was not seen peeking is thought not to know"


@pytest.mark.parametrize(
    "form", sorted({f for level in syllogism.LEVELS for pair in level for side in pair for f in side})
)
def test_a_syllogism_holds_if_it_holds_in_every_small_world(form: str) -> None:
    *given, asked = syllogism._rules(form)
    kinds = sorted({kind for rule in (*given, asked) for kind in rule[1:]})
    every = [dict(zip(kinds, bits, strict=True)) for bits in product((False, True), repeat=len(kinds))]

    def true(rule: tuple[str, str, str], world: list[dict[str, bool]]) -> bool:
        word, x, y = rule
        both = [one[y] for one in world if one[x]]
        return {"all": all, "is": all, "some": any}[word](both) if word in ("all", "is", "some") else not any(both)

    worlds = ([one for at, one in enumerate(every) if bits >> at & 1] for bits in range(1 << len(every)))
    if len(kinds) == 4:  # worlds of up to three creatures are enough for three rules about four kinds
        worlds = (list(trio) for trio in product(every, repeat=3))
    follows = all(true(asked, world) for world in worlds if all(true(rule, world) for rule in given))
    assert syllogism._follows(form) == follows


def test_every_syllogism_has_a_twin_of_the_same_words() -> None:
    for level in syllogism.LEVELS:
        for follows, does_not in level:
            words = {tuple(sorted(part[:-3] for part in form.split(", "))) for form in (*follows, *does_not)}
            assert len(words) == 1
            assert all(syllogism._follows(form) for form in follows)
            assert not any(syllogism._follows(form) for form in does_not)


@pytest.mark.parametrize(
    ("form", "of", "right"),
    [
        ("wugs", "plural", "wug"),
        ("foxes", "plural", "fox"),
        ("buzzes", "plural", "buzz"),
        ("berries", "plural", "berry"),
        ("boys", "plural", "boy"),
        ("mice", "plural", "mouse"),
        ("churches", "plural", "church"),
        ("houses", "plural", "house"),
        ("stopped", "past", "stop"),
        ("helped", "past", "help"),
        ("baked", "past", "bake"),
        ("cried", "past", "cry"),
        ("played", "past", "play"),
        ("sang", "past", "sing"),
        ("waited", "past", "wait"),
        ("rezibbed", "past", "rezib"),
    ],
)
def test_endings_are_put_on_and_taken_off(form: str, of: str, right: str) -> None:
    assert getattr(grammar, of)(right) == form
    undo = plural_and_past._without_s if of == "plural" else plural_and_past._without_ed
    assert right in undo(form)


@pytest.mark.parametrize(
    ("form", "word"), [("mouses", "mouse"), ("boxs", "box"), ("berrys", "berry"), ("boies", "boy"), ("wuges", "wug")]
)
def test_misspelt_plurals_are_not_undone(form: str, word: str) -> None:
    assert word not in plural_and_past._without_s(form)


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ("stoped", "stop"),
        ("waitted", "wait"),
        ("bakeed", "bake"),
        ("cryed", "cry"),
        ("plaied", "play"),
        ("singed", "sing"),
    ],
)
def test_misspelt_pasts_are_not_undone(form: str, word: str) -> None:
    assert word not in plural_and_past._without_ed(form)


def test_short_verbs_that_are_made_up_are_not_real_ones() -> None:
    rng = Random(5)
    assert not nonce.REAL & {nonce.doubling_verb(rng) for _ in range(5000)}

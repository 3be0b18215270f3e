"""What every task of the curriculum owes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import fields, is_dataclass
from itertools import pairwise, product

import pytest
from fake_run import FakeRun
from survey import LEVELS, MANY, NAMES, digest, luck, survey, task

from tilth.core.errors import StepError
from tilth.curriculum.items import STAGES, Lesson
from tilth.curriculum.practise import Practise, seed_of

each_task = pytest.mark.parametrize("name", NAMES)
each_level = pytest.mark.parametrize(("name", "level"), LEVELS)


def test_every_stage_has_tasks() -> None:
    count = Counter(task(name).stage for name in NAMES)
    assert set(count) == set(STAGES)
    assert min(count.values()) >= 3


@each_task
def test_a_task_is_a_frozen_dataclass_that_says_what_it_is(name: str) -> None:
    made = task(name)
    assert is_dataclass(made) and type(made).__dataclass_params__.frozen and not fields(made)  # type: ignore[attr-defined]
    assert type(made).__name__ == "".join(word.capitalize() for word in name.split("_"))
    assert made.name == name and made.skill and made.levels == 3
    assert "Axis:" in (type(made).__doc__ or ""), "the docstring names the axis of difficulty and its norm"
    assert any(digit.isdigit() for digit in type(made).__doc__ or ""), "the norm has a year"


@each_level
def test_both_solvers_agree(name: str, level: int) -> None:
    assert not survey(name, level).disagreed


@each_level
def test_a_wrong_answer_is_refused(name: str, level: int) -> None:
    maker = task(name)
    for made in survey(name, level).few:
        for wrong in (*made.options, made.answer + "s", "nonsense", ""):
            if wrong != made.answer:
                assert not maker.check(made.latent, wrong), (made.text, wrong)


@each_level
def test_the_latent_is_plain_json_and_all_that_the_solvers_need(name: str, level: int) -> None:
    maker = task(name)
    for made in survey(name, level).few[:100]:
        again = json.loads(json.dumps(made.latent))
        assert maker.solve(again) == made.answer
        assert maker.check(again, made.answer)


@each_level
def test_the_answer_is_among_the_options_once_and_stands_in_the_text(name: str, level: int) -> None:
    for made in survey(name, level).few:
        assert len(set(made.options)) == len(made.options) >= 2
        assert made.answer in made.options
        assert made.answer.lower() in made.text.lower()


@each_level
def test_being_mentioned_gives_no_answer_away(name: str, level: int) -> None:
    seen = survey(name, level)
    assert seen.named <= seen.chance + 0.02 + luck(seen.chance, MANY)


@each_level
def test_a_text_that_begins_with_its_question_ends_with_its_answer(name: str, level: int) -> None:
    for made in survey(name, level).few:
        if made.text.startswith(made.question):
            rest = made.text[len(made.question) :].rstrip(' .!?"\n')
            assert rest.lower().endswith(made.answer.lower()), made.text


@each_level
def test_text_is_tidy(name: str, level: int) -> None:
    for made in survey(name, level).few:
        lines = [line for line in made.text.split("\n") if any(sign.isalpha() for sign in line)]
        prose = "\n".join(lines).replace("...", "")
        assert made.text == made.text.strip()
        assert not any(sign in prose for sign in ("{", "}", " ,", "?.", "None", "[", "]")), made.text
        words = prose.lower().split()
        assert not any(one == "a" and other[0] in "aeio" for one, other in pairwise(words)), made.text


@each_level
def test_answers_are_balanced(name: str, level: int) -> None:
    seen = survey(name, level)
    share = max(seen.answers.values()) / MANY
    assert share <= seen.chance + 0.03 + luck(seen.chance, MANY), seen.answers.most_common(3)


@each_level
def test_the_answers_place_among_the_options_tells_nothing(name: str, level: int) -> None:
    seen = survey(name, level)
    assert max(seen.places.values()) / MANY <= seen.chance + luck(seen.chance, MANY)


@each_level
def test_first_and_last_mention_tell_nothing(name: str, level: int) -> None:
    seen = survey(name, level)
    assert seen.first <= seen.chance + 0.02 + luck(seen.chance, MANY)
    assert seen.last <= seen.chance + 0.02 + luck(seen.chance, MANY)


@each_level
def test_a_bag_of_words_tells_nothing(name: str, level: int) -> None:
    seen = survey(name, level)
    assert seen.bag <= seen.chance + 0.03 + luck(seen.chance, seen.tested)


@each_level
def test_hardly_any_text_comes_twice(name: str, level: int) -> None:
    assert MANY - len(survey(name, level).texts) <= 1, "one in two thousand means 1 % among twenty thousand"


@each_level
def test_texts_open_and_end_in_many_ways(name: str, level: int) -> None:
    few = survey(name, level).few
    assert len({" ".join(made.text.split()[:2]) for made in few}) >= 40
    assert len({"\n" in made.text for made in few}) >= 1
    assert sum("Question:" in made.text for made in few) and sum(
        ' says, "' in made.text or ' said, "' in made.text for made in few
    )


@each_task
def test_levels_and_seeds_and_numbers_differ(name: str) -> None:
    maker = task(name)
    texts = [maker.exercise(seed, level, number).text for seed, level, number in product((1, 2), (1, 2, 3), (0, 1, 2))]
    assert len(set(texts)) == len(texts)


@each_task
def test_an_address_gives_the_exercise_again(name: str) -> None:
    seed = seed_of(task(name), Lesson(task(name).stage, 2, 17), 5)
    assert seed.proof is not None
    assert task(name).again(seed.proof.claim) == (seed.material, seed.question, seed.answer)
    with pytest.raises(StepError, match="version"):
        task(name).again({**seed.proof.claim, "version": 0})


@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_a_fresh_process_makes_the_same_exercises(hash_seed: str) -> None:
    env = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    code = "from survey import digest; print(digest())"
    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == digest()


def test_a_lesson_practises_the_tasks_of_its_stage() -> None:
    tasks = tuple(task(name) for name in NAMES)
    seeds = list(Practise(tasks).apply(Lesson("social", 3, 8), FakeRun(seed=1)))
    assert [seed.meta["task"] for seed in seeds] == [one.name for one in tasks if one.stage == "social"]
    assert {seed.audience for seed in seeds} == {"social"}
    assert seeds == list(Practise(tasks).apply(Lesson("social", 3, 8), FakeRun(seed=1)))


@pytest.mark.slow
@each_level
def test_twenty_thousand_texts_are_twenty_thousand(name: str, level: int) -> None:
    maker = task(name)
    assert len({maker.exercise(2, level, number).text for number in range(20_000)}) >= 19_980

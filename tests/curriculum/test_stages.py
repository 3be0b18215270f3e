"""Lessons are read stage by stage, level by level, and any of them at once."""

from __future__ import annotations

import pytest
from fake_run import FakeRun
from hypothesis import given
from hypothesis import strategies as st

from tilth.core.errors import RecipeError
from tilth.core.parts import Unit
from tilth.curriculum.items import STAGES, Lesson
from tilth.readers.stages import Stages

settings = st.builds(
    Stages,
    names=st.permutations(STAGES).flatmap(lambda names: st.integers(1, len(names)).map(lambda n: tuple(names[:n]))),
    levels=st.integers(1, 4),
    lessons=st.integers(1, 1300),
)


@given(settings)
def test_units_hold_every_lesson_once_in_order(reader: Stages) -> None:
    spans = [(*unit.name.split("/"), unit.start, unit.stop) for unit in reader.units()]
    lessons = [(stage, int(level), number) for stage, level, start, stop in spans for number in range(start, stop)]
    names, levels = reader.names, range(1, reader.levels + 1)
    assert lessons == [(stage, level, n) for stage in names for level in levels for n in range(reader.lessons)]


@given(settings)
def test_a_unit_is_small_and_says_how_much_it_holds(reader: Stages) -> None:
    for unit in reader.units():
        assert 1 <= unit.size == unit.stop - unit.start <= 500


def test_a_unit_gives_its_lessons() -> None:
    lessons = list(Stages().read(Unit("space/2", 700, 703, 3), FakeRun()))
    assert lessons == [Lesson("space", 2, 700), Lesson("space", 2, 701), Lesson("space", 2, 702)]


def test_the_default_is_all_stages_youngest_first() -> None:
    units = Stages().units()
    assert [unit.name for unit in units[::2]] == [f"{stage}/{level}" for stage in STAGES for level in (1, 2, 3)]
    assert len({unit.id for unit in units}) == len(units)


def test_a_lesson_far_away_is_reached_at_once() -> None:
    far = 10**12
    assert next(iter(Stages(lessons=far + 1).read(Unit("logic/1", far, far + 1, 1), FakeRun()))).number == far


def test_an_unknown_stage_is_refused_with_the_right_ones() -> None:
    with pytest.raises(RecipeError, match=r"no stage is called 'sociall'; there are perception, objects, .*social"):
        Stages(names=("space", "sociall")).units()


@pytest.mark.parametrize(
    ("reader", "why"),
    [
        (Stages(lessons=0), "lessons must be at least 1"),
        (Stages(levels=0), "levels must be at least 1"),
        (Stages(names=()), "at least one of perception"),
        (Stages(names=("logic", "logic")), "at most once"),
    ],
)
def test_settings_that_make_no_sense_are_refused(reader: Stages, why: str) -> None:
    with pytest.raises(RecipeError, match=why):
        reader.units()

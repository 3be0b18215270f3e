"""The reader of personas jumps to any stretch of the hub."""

from __future__ import annotations

import pytest
from fake_run import FakeRun, everything

from tilth.core.errors import RecipeError
from tilth.persona.hub import HUB, persona
from tilth.readers.personas import Personas


def test_units_are_small_and_cover_the_stretch_once() -> None:
    reader = Personas(count=250, start=40)
    units = reader.units()
    assert [(unit.start, unit.stop, unit.size) for unit in units] == [(40, 140, 100), (140, 240, 100), (240, 290, 50)]
    read = [one.index for unit in units for one in everything(reader.read(unit, FakeRun()))]
    assert read == list(range(40, 290))


def test_a_unit_gives_the_same_personas_whatever_was_read_before() -> None:
    reader = Personas(count=300, start=HUB - 300, seed=9)
    last = reader.units()[-1]
    assert everything(reader.read(last, FakeRun())) == [persona(i, 9) for i in range(HUB - 100, HUB)]


def test_a_whole_hub_can_be_planned() -> None:
    units = Personas(count=HUB).units()
    assert len(units) <= 100_001 and units[-1].stop == HUB


@pytest.mark.parametrize("settings", [{"count": 0}, {"start": -1}, {"count": 10, "start": HUB - 9}, {"count": HUB + 1}])
def test_a_stretch_outside_the_hub_is_refused_in_one_sentence(settings: dict[str, int]) -> None:
    with pytest.raises(RecipeError, match="personas: ") as refused:
        Personas(**settings)
    assert "\n" not in str(refused.value)

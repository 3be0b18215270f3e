"""Templates are noticed, counted, and turned away when the recipe says so."""

from __future__ import annotations

import json
import re
import time
import tracemalloc
from collections import Counter
from random import Random

import pytest
from fake_run import FakeRun
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.core.errors import RecipeError
from tilth.core.items import Record
from tilth.core.step import Part
from tilth.filters.template_collapse import FEWEST, TemplateCollapse, ends

VARIED = [f"{a} {b} {c} {d}" for a in "ant bee cat dog".split() for b in "sees hears finds loses".split()
          for c in "one two three four five".split() for d in "hill lake road".split()]  # fmt: skip


def record(opening: str, n: int = 0, composer: str = "story", method: str = "graph") -> Record:
    chance = Random(n)
    middle = " ".join(chance.choice(VARIED) for _ in range(4))
    return Record(text=f"{opening} {middle}.", method=method, composer=composer, seed=str(n))


def mixed(count: int, share: float, opening: str = "In the heart of", **more: str) -> list[Record]:
    """Records of which this share, drawn at random, begin alike."""
    chance = Random(7)
    return [record(opening if chance.random() < share else chance.choice(VARIED), n, **more) for n in range(count)]


def sifted(sieve: TemplateCollapse, parts: list[list[Record]], folder) -> tuple[list[Record], FakeRun]:
    run = FakeRun()
    sieve.gather((iter(part) for part in parts), folder, run)
    kept = [one for n, part in enumerate(parts) for one in sieve.give(folder, Part(n, len(parts)), iter(part), run)]
    return kept, run


def worst(folder) -> list[dict]:
    return json.loads((folder / "templates.json").read_text(encoding="utf-8"))


def test_a_template_raises_one_alarm_and_is_told_by_its_words(tmp_path):
    records = mixed(2000, 0.5)
    kept, run = sifted(TemplateCollapse(), [records], tmp_path)
    assert run.counts["alarm.template_collapse"] == 1
    (told,) = worst(tmp_path)
    assert told["words"] == "in the heart of" and told["place"] == "opening"
    assert (told["method"], told["composer"], told["of"]) == ("graph", "story", 500)
    assert 0.45 < told["share"] < 0.6 and told["count"] == round(told["share"] * 500)
    assert run.counts["template graph story opening: in the heart of"] == told["count"]
    assert kept == records and not run.dropped, "without `drop` it only counts"


def test_varied_texts_raise_no_alarm(tmp_path):
    _, run = sifted(TemplateCollapse(), [mixed(3000, 0.15)], tmp_path)
    assert not run.counts and worst(tmp_path) == []


def test_a_closing_is_a_template_too(tmp_path):
    records = [Record(text=f"{VARIED[n % 240]} {n % 7} and that is why it matters.", method="m", composer="c", seed=str(n))
               for n in range(600)]  # fmt: skip
    _, run = sifted(TemplateCollapse(), [records], tmp_path)
    assert run.counts["alarm.template_collapse"] == 1
    assert worst(tmp_path)[0] | {"count": 0} == {
        "method": "m", "composer": "c", "place": "closing", "words": "is why it matters", "count": 0, "of": 500, "share": 1.0
    }  # fmt: skip


def test_few_texts_alike_are_no_template(tmp_path):
    _, run = sifted(TemplateCollapse(), [[record("In the heart of", n) for n in range(FEWEST - 1)]], tmp_path)
    assert not run.counts
    _, run = sifted(TemplateCollapse(), [[record("In the heart of", n) for n in range(FEWEST)]], tmp_path)
    assert run.counts["alarm.template_collapse"] == 1


def test_each_method_and_composer_is_watched_apart(tmp_path):
    alike = [record("In the heart of", n, composer=f"c{n % 4}", method=f"m{n % 2}") for n in range(4 * (FEWEST - 1))]
    _, run = sifted(TemplateCollapse(), [alike], tmp_path)
    assert not run.counts
    _, run = sifted(
        TemplateCollapse(), [[record("In the heart of", n, composer="c") for n in range(len(alike))]], tmp_path
    )
    assert run.counts["alarm.template_collapse"] == 1


def test_numbers_capitals_and_marks_make_no_difference():
    assert ends("# In 1804, the OLD mill")[0] == ends("in 96 — 'the old' bridge")[0] == "in 0 the old"
    assert ends("… so it ended in 1804.")[1] == ends("So it ended, in 7!")[1] == "it ended in 0"
    assert ends("Two words") == ("two words", "two words")
    assert ends("") == ends("…") == ("", "")


@given(st.text(alphabet="ab 1.,\n", max_size=400))
@settings(deadline=None)
def test_ends_are_the_first_and_last_words(text):
    words = re.findall(r"[^\W_]+", text)
    told = [" ".join(re.sub(r"\d+", "0", word) for word in some) for some in (words[:4], words[-4:])]
    if len(text) <= 160:
        assert list(ends(text)) == told


def test_a_template_that_fades_and_comes_back_is_told_again(tmp_path):
    waves = [*mixed(1000, 0.5), *mixed(1000, 0.0), *mixed(1000, 0.5)]
    _, run = sifted(TemplateCollapse(), [waves], tmp_path)
    assert run.counts["alarm.template_collapse"] == 2


def test_windows_go_on_from_one_partition_to_the_next(tmp_path):
    records = mixed(1500, 0.4)
    whole, pieces = tmp_path / "whole", tmp_path / "pieces"
    whole.mkdir(), pieces.mkdir()
    one, run = sifted(TemplateCollapse(drop=True), [records], whole)
    several, again = sifted(TemplateCollapse(drop=True), [records[:7], [], records[7:600], records[600:]], pieces)
    assert one == several and run.counts == again.counts and worst(whole) == worst(pieces)


def test_with_drop_the_surplus_is_turned_away_and_the_rest_stays(tmp_path):
    records = mixed(4000, 0.6)
    kept, run = sifted(TemplateCollapse(drop=True), [records], tmp_path)
    alike = [one for one in kept if one.text.startswith("In the heart of")]
    assert {why for _, _, why in run.dropped} == {"template"}
    assert all(one.text.startswith("In the heart of") for _, one, _ in run.dropped), "only the template is turned away"
    assert len(kept) + len(run.dropped) == 4000
    assert 0.19 <= len(alike) / len(kept) <= 0.21, "as many stay as may, and no more"
    for start in range(0, len(kept) - 500, 100):
        held = kept[start : start + 500]
        assert sum(one.text.startswith("In the heart of") for one in held) <= 100


@given(st.lists(st.sampled_from(["a b c d", "e f g h", "i j k l", "m n o p"]), max_size=300), st.floats(0.05, 1.0),
       st.integers(FEWEST, 60))  # fmt: skip
@settings(deadline=None, max_examples=60)
def test_no_window_of_what_stays_holds_too_much_of_anything(tmp_path_factory, openings, share, window):
    records = [record(opening, n) for n, opening in enumerate(openings)]
    sieve = TemplateCollapse(most_share=share, window=window, drop=True)
    kept, run = sifted(sieve, [records], tmp_path_factory.mktemp("artifact"))
    assert len(kept) + len(run.dropped) == len(records)
    for stop in range(1, len(kept) + 1):
        held = kept[max(0, stop - window) : stop]
        last = ends(held[-1].text)[0]
        count = Counter(ends(one.text)[0] for one in held)[last]
        assert count < FEWEST or count <= share * len(held)


def test_memory_is_bounded_by_the_window(tmp_path):
    def stream(count: int):
        letters = str.maketrans("0123456789", "abcdefghij")
        return (
            Record(text=f"{n} {n * 7} ".translate(letters) * 4, method="m", composer="c", seed="") for n in range(count)
        )

    peaks = []
    for count in (2_000, 12_000):
        tracemalloc.start()
        TemplateCollapse(drop=True).gather(iter([stream(count)]), tmp_path, FakeRun())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_long_texts_cost_no_more_than_short_ones(tmp_path):
    long = Record(text="x" * 50_000_000, method="m", composer="c", seed="")
    began = time.perf_counter()
    sifted(TemplateCollapse(), [[long] * 200], tmp_path)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("wrong", [{"most_share": 0.0}, {"most_share": 1.5}, {"window": FEWEST - 1}])
def test_a_setting_that_makes_no_sense_is_refused_by_name(wrong):
    with pytest.raises(RecipeError, match=next(iter(wrong))):
        TemplateCollapse(**wrong)

"""What every run promises, whatever its recipe."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from fake_run import FakeRun, everything

from tilth.backends.scripted import Scripted
from tilth.core.errors import Drift, OutputError, RecipeError, TooManyFailures
from tilth.core.items import Record
from tilth.core.parts import KEEP, Filter
from tilth.filters.exact_duplicate import ExactDuplicate
from tilth.filters.length import Length
from tilth.writers.parquet import Parquet


def bytes_of(summary):
    return {path.name: path.read_bytes() for path in sorted((summary.run / "records").iterdir())}


@pytest.mark.parametrize("writer", [None, Parquet()])
def test_the_bytes_do_not_depend_on_how_many_items_are_in_hand_or_on_how_many_processes(bench, writer):
    recipe = bench.recipe() if writer is None else bench.recipe(writer=writer)
    narrow = bench.run(recipe, "narrow", width=1)
    wide = bench.run(recipe, "wide", width=64)
    two = bench.run(recipe, "two", workers=2)
    assert bytes_of(narrow) == bytes_of(wide) == bytes_of(two)
    assert len(bytes_of(narrow)) == 4


def test_running_again_does_nothing_and_says_the_same(bench):
    first = bench.run(bench.recipe())
    before = {path: path.stat().st_mtime_ns for path in (first.run / "records").iterdir()}
    second = bench.run(bench.recipe())
    assert second.replayed and not first.replayed
    assert second.records == first.records and second.methods == first.methods
    assert before == {path: path.stat().st_mtime_ns for path in (first.run / "records").iterdir()}


def test_a_new_version_asks_the_model_nothing_it_has_answered(bench):
    first = bench.run(bench.recipe())
    second = bench.run(bench.recipe(filters=(Length(fewest=1),)), version="other")
    assert first.counts["replies.asked"] == 60
    assert "replies.asked" not in second.counts and second.counts["replies.remembered"] == 60


def test_a_setting_that_cannot_change_a_reply_asks_nothing_again(bench):
    bench.run(bench.recipe())
    bench.models = {"writer": Scripted(most_delay_ms=1)}
    assert "replies.asked" not in bench.run(bench.recipe(), version="other").counts


def test_equal_requests_are_asked_once(bench):
    bench.models = {"writer": Scripted(most_delay_ms=5)}
    with bench.input.open("w") as out:
        for i in range(40):
            out.write(json.dumps({"id": f"d{i}", "text": "The same words stand in every passage."}) + "\n")
    summary = bench.run(bench.recipe(partitions=1, filters=()))
    assert summary.counts["replies.asked"] == 1
    assert summary.records == 40


def test_another_recipe_under_the_same_version_is_refused_field_by_field(bench):
    bench.run(bench.recipe())
    with pytest.raises(Drift, match=r"recipe\.filters\[0\]\.fewest: 3 became 4"):
        bench.run(bench.recipe(filters=(Length(fewest=4), ExactDuplicate())))
    with pytest.raises(Drift, match=r"seed: 0 became 1"):
        bench.run(bench.recipe(), seed=1)


def test_a_changed_prompt_is_another_recipe(bench, monkeypatch):
    bench.run(bench.recipe())
    monkeypatch.setattr("tilth.engine.execute.prompts", lambda recipe: {"composers/textbook": "Other words."})
    with pytest.raises(Drift, match="prompts.composers/textbook"):
        bench.run(bench.recipe())


def test_changed_input_is_refused_and_the_file_is_named(bench):
    bench.run(bench.recipe())
    with (bench.place / "in" / "00005.jsonl").open("a") as out:
        out.write('{"text": "one more"}\n')
    with pytest.raises(Drift, match=r"input\..*00005\.jsonl: \d+ became \d+"):
        bench.run(bench.recipe())


def test_a_limit_takes_so_many_seeds_and_raising_it_pays_only_for_the_rest(bench):
    first = bench.run(bench.recipe(), limit=10)
    assert first.records == 10 and first.counts["replies.asked"] == 10
    second = bench.run(bench.recipe(), limit=30)
    assert second.records == 30 and second.counts["replies.asked"] == 20
    whole = bench.run(bench.recipe())
    assert whole.records == 60 and whole.counts["replies.asked"] == 30


def test_every_item_has_one_terminal_state_and_the_summary_adds_up(bench):
    bench.models = {"writer": Scripted(refuse="seven")}
    summary = bench.run(bench.recipe(same_every=6, filters=(Length(fewest=3), ExactDuplicate())))
    failed = sum(summary.failed["textbook"].values())
    dropped = sum(sum(whys.values()) for whys in summary.dropped.values())
    assert failed > 0 and dropped > 0
    assert summary.records + failed + dropped == 60
    assert len(bench.rows(summary, "failed")) == failed and len(bench.rows(summary, "dropped")) == dropped
    for step in summary.steps:
        assert step["came"] == step["made"] + step["dropped"] + step["failed"], step
    assert not summary.excused
    assert {row["error"] for row in bench.rows(summary, "failed")} == {"ModelError"}


def test_what_failed_is_tried_again_under_a_new_version_only(bench):
    bench.models = {"writer": Scripted(refuse="seven")}
    first = bench.run(bench.recipe())
    again = bench.run(bench.recipe())
    assert again.replayed and again.failed == first.failed


def test_a_recipe_may_allow_failures(bench):
    bench.models = {"writer": Scripted(refuse="seven")}
    summary = bench.run(bench.recipe(failures_allowed=59))
    assert summary.failed and summary.excused


def test_too_many_failures_stop_the_run_and_leave_nothing_half_written(bench):
    bench.models = {"writer": Scripted(refuse="passage")}
    with pytest.raises(TooManyFailures, match="passage"):
        bench.run(bench.recipe(most_failures=5))
    run = bench.place / "runs" / "rewrite@dev"
    assert not list(run.rglob("*.part")) and not list((run / "records").glob("*"))


def test_a_role_that_nobody_plays_is_named_before_anything_is_written(bench):
    bench.models = {}
    with pytest.raises(RecipeError, match=r"models\.writer"):
        bench.run(bench.recipe())
    assert not (bench.place / "runs").exists()


def test_exact_duplicates_are_found_across_partitions_and_the_first_stays(bench):
    summary = bench.run(bench.recipe(same_every=6))
    assert summary.dropped == {"exact_duplicate": {"exact_duplicate": 10}}
    texts = [row["text"] for row in bench.rows(summary)]
    assert len(texts) == len(set(texts)) == 50


def test_two_commands_cannot_work_on_one_run_folder(bench):
    summary = bench.run(bench.recipe())
    with (summary.run / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(OutputError, match="another process"):
            bench.run(bench.recipe(), limit=3)


def test_segments_remember_as_the_database_does(bench):
    first = bench.run(bench.recipe(), memory="segments")
    second = bench.run(bench.recipe(), memory="segments", version="other")
    assert first.counts["replies.asked"] == 60
    assert "replies.asked" not in second.counts
    assert bytes_of(first) == bytes_of(second)


@dataclass(frozen=True)
class Raising(Filter):
    def judge(self, record, run):
        if "seven" in record.text:
            raise ZeroDivisionError("seven is not to be divided by")
        return KEEP


def test_a_step_that_raises_fails_its_item_and_no_other(bench):
    run = FakeRun()
    records = [Record(text=t, method="m", composer="c", seed="s") for t in ("one", "seven", "two")]

    async def items():
        for record in records:
            yield record

    assert [r.text for r in everything(Raising().stream(items(), run))] == ["one", "two"]
    assert [str(error) for _, _, error in run.failed] == ["ZeroDivisionError: seven is not to be divided by"]


KILLED = """
import sys
sys.path[:0] = [{tests!r}, {engine!r}]
from pathlib import Path
from conftest import Bench
from tilth.backends.scripted import Scripted
bench = Bench(Path({place!r}))
bench.models = {{"writer": Scripted(most_delay_ms=20)}}
bench.run(bench.recipe(n=200, partitions=6), {root!r}, workers={workers}, width=4)
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_is_killed_goes_on_where_it_was(bench, workers, tmp_path):
    here = Path(__file__).parent
    bench.models = {"writer": Scripted(most_delay_ms=20)}
    code = dict(tests=str(here.parent), engine=str(here), place=str(tmp_path), workers=workers)
    whole = bench.run(bench.recipe(n=200, partitions=6), "whole")
    script = tmp_path / "killed.py"
    body = "\n".join("    " + line for line in KILLED.format(root="killed", **code).strip().splitlines())
    script.write_text(f"if __name__ == '__main__':\n{body}\n")
    for wait_s in (0.7, 0.9, 1.1):
        process = subprocess.Popen([sys.executable, str(script)], start_new_session=True)
        time.sleep(wait_s)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    killed = bench.run(bench.recipe(n=200, partitions=6), "killed")
    assert bytes_of(killed) == bytes_of(whole)
    assert not list(killed.run.rglob("*.part"))


def test_the_executor_and_the_place_are_no_part_of_what_a_run_is(bench):
    summary = bench.run(bench.recipe())
    told = json.loads((summary.run / "recipe.json").read_text())
    assert set(told) == {"tilth", "recipe", "models", "prompts", "seed", "input"}
    assert "runs" not in json.dumps({key: value for key, value in told.items() if key not in ("recipe", "input")})

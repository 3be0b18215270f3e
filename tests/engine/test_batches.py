"""What a run promises whose model is asked through a batch service."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from batch_service import ALWAYS, KEY, BatchService

from tilth.backends.anthropic import Anthropic
from tilth.backends.openai_compatible import OpenaiCompatible
from tilth.backends.scripted import Scripted
from tilth.core.errors import BudgetSpent, RecipeError, Stopped, TooManyFailures
from tilth.engine.budget import Budget

N = 300


@pytest.fixture
def service(monkeypatch):
    monkeypatch.setenv("BATCH_KEY", KEY)
    monkeypatch.setattr("tilth.engine.batcher.QUIET_S", 0.2)
    with BatchService() as one:
        yield one


def openai(service, **settings):
    given = {"batch": True, "batch_poll_s": 0.05} | settings
    return {"writer": OpenaiCompatible(model="m", base_url=f"{service.url}/v1", key_env="BATCH_KEY", **given)}


def anthropic(service, **settings):
    given = {"batch": True, "batch_poll_s": 0.05} | settings
    return {"writer": Anthropic(model="m", base_url=service.url, key_env="BATCH_KEY", **given)}


def recipe(bench, **changes):
    return bench.recipe(n=N, filters=(), **changes)


def bytes_of(summary):
    return {path.name: path.read_bytes() for path in sorted((summary.run / "records").iterdir())}


def pending(place: Path) -> list[Path]:
    return list(place.rglob("batches/*.json"))


@pytest.mark.parametrize("made", [openai, anthropic])
def test_a_batch_gives_the_same_records_and_pays_for_nothing_that_was_paid_online(bench, service, made):
    bench.models = made(service)
    batched = bench.run(recipe(bench))
    assert batched.records == N and not batched.failed
    assert sorted(service.rows) == sorted(set(service.rows)) and len(service.rows) == N
    assert service.online == 0
    assert batched.counts["tokens.in"] == 7 * N and batched.counts["tokens.out"] == 5 * N
    bench.models = made(service, batch=False)
    online = bench.run(recipe(bench), "online")
    assert service.online == N
    assert bytes_of(batched) == bytes_of(online)
    bench.models = made(service)
    again = bench.run(recipe(bench), "online", version="other")
    assert len(service.rows) == N and "replies.asked" not in again.counts and bytes_of(again) == bytes_of(online)
    assert not pending(bench.place) and not list(bench.place.rglob("batches/*.lock"))


@pytest.mark.parametrize("made", [openai, anthropic])
def test_only_rows_that_failed_are_handed_in_again_and_every_row_ends_once(bench, service, made):
    service.faults = {
        "and 7.": "500",
        "and 70.": "expired",
        "and 71.": "missing",
        "and 72.": "429",
        "and 73.": "400",
        "and 74.": ALWAYS + "500",
    }
    bench.models = made(service, tries=3)
    summary = bench.run(recipe(bench))
    assert summary.records == N - 2
    assert summary.failed == {"textbook": {"ModelError": 2}}
    whys = sorted(row["why"] for row in bench.rows(summary, "failed"))
    assert any("failed with 400" in why for why in whys) and any(why.endswith("(3 tries)") for why in whys)
    assert [len(rows) for rows in service.jobs.values()] == [N, 5, 1]
    assert not pending(bench.place)


def test_piles_are_split_by_rows_and_by_bytes(bench, service):
    bench.models = openai(service, batch_rows=64)
    bench.run(recipe(bench))
    lengths = [len(rows) for rows in service.jobs.values()]
    assert sum(lengths) == N and max(lengths) <= 64
    service.jobs.clear()
    service.sizes.clear()
    bench.models = openai(service, batch_bytes=50_000)
    summary = bench.run(recipe(bench), "bytes")
    assert summary.records == N and max(service.sizes) <= 50_000 and len(service.sizes) > 3


def test_many_small_partitions_share_a_pile(bench, service):
    bench.models = openai(service)
    summary = bench.run(recipe(bench, partitions=30))
    assert summary.records == N and len(service.jobs) == 1


def test_two_processes_have_piles_of_their_own(bench, service):
    bench.models = openai(service)
    summary = bench.run(recipe(bench), workers=2)
    assert summary.records == N and sorted(service.rows) == sorted(set(service.rows)) and len(service.rows) == N


def test_a_job_that_is_refused_fails_its_rows_in_the_providers_words(bench, service):
    errors = {"data": [{"code": "invalid_json_line", "message": "line 3 is no JSON", "line": 3}]}
    service.refuse = [{"status": "failed", "errors": errors}]
    bench.models = openai(service)
    summary = bench.run(recipe(bench))
    assert summary.records == 0 and summary.failed == {"textbook": {"ModelError": N}}
    assert "line 3 is no JSON" in bench.rows(summary, "failed")[0]["why"]
    assert len(service.jobs) == 1


def test_a_provider_that_is_full_gets_smaller_piles_and_no_try_is_lost(bench, service):
    full = {"status": "failed", "errors": {"data": [{"code": "token_limit_exceeded", "message": "too many tokens"}]}}
    service.refuse = [full, full]
    bench.models = openai(service, tries=1)
    summary = bench.run(recipe(bench))
    assert summary.records == N
    lengths = [len(rows) for rows in service.jobs.values()]
    assert lengths[:2] == [N, N // 2] and max(lengths[2:]) <= N // 2


def test_a_busy_service_is_asked_again(bench, service):
    service.busy = [429, 500]
    bench.models = openai(service)
    assert bench.run(recipe(bench)).records == N
    assert len(service.jobs) == 1


def test_a_key_that_is_refused_fails_the_rows_and_stands_nowhere(bench, service):
    service.busy = [401]
    bench.models = openai(service)
    summary = bench.run(recipe(bench))
    assert summary.failed == {"textbook": {"ModelError": N}}
    files = [path for path in bench.place.rglob("*") if path.is_file()]
    assert files and not any(KEY.encode() in path.read_bytes() for path in files)


def test_a_missing_key_ends_the_run(bench, service, monkeypatch):
    monkeypatch.delenv("BATCH_KEY")
    bench.models = openai(service)
    with pytest.raises(RecipeError, match="BATCH_KEY"):
        bench.run(recipe(bench))


def test_a_backend_without_a_batch_service_is_refused_before_anything_runs(bench):
    bench.models = {"writer": Scripted(batch=True)}
    with pytest.raises(RecipeError, match="batch service"):
        bench.run(recipe(bench))


def test_a_spent_budget_stops_at_once_and_what_was_handed_in_is_not_paid_again(bench, service):
    bench.models = openai(service, batch_rows=100)
    with pytest.raises(BudgetSpent):
        bench.run(recipe(bench, partitions=1), budget=Budget(tokens=1000))
    sent = len(service.rows)
    assert 0 < sent < N
    assert bench.run(recipe(bench, partitions=1)).records == N
    assert len(service.rows) == N


def test_too_many_failures_do_not_wait_for_a_batch(bench, service):
    service.faults = {f"and {i}.": "400" for i in range(50)}
    bench.models = openai(service, batch_rows=50)
    began = time.monotonic()
    with pytest.raises(TooManyFailures):
        bench.run(recipe(bench, partitions=1, most_failures=5))
    assert time.monotonic() - began < 20


def test_a_service_that_takes_the_key_no_longer_stops_the_run_and_loses_nothing(bench, service, monkeypatch):
    from tilth.core.errors import ModelError

    async def refused(self, job, wire):
        raise ModelError("no such key")

    with monkeypatch.context() as patch:
        patch.setattr(OpenaiCompatible, "poll", refused)
        bench.models = openai(service)
        with pytest.raises(Stopped, match="no such key"):
            bench.run(recipe(bench))
    assert len(pending(bench.place)) == 1
    assert bench.run(recipe(bench)).records == N
    assert len(service.jobs) == 1


SCRIPT = """
import sys
sys.path[:0] = [{tests!r}, {engine!r}]
from pathlib import Path
from conftest import Bench
from test_batches import openai, anthropic, recipe
class service: url = {url!r}
bench = Bench(Path({place!r}))
bench.models = {made}(service)
bench.run(recipe(bench), workers={workers})
"""


def begun(bench, service, made, workers):
    """The same run in a process of its own."""
    here = Path(__file__).parent
    given = {"tests": str(here.parent), "engine": str(here), "url": service.url, "place": str(bench.place)}
    body = SCRIPT.format(made=made.__name__, workers=workers, **given).strip().splitlines()
    script = bench.place / "run.py"
    script.write_text("if __name__ == '__main__':\n" + "\n".join("    " + line for line in body) + "\n")
    return subprocess.Popen([sys.executable, str(script)], start_new_session=True, stderr=subprocess.PIPE)


def until_written(bench, jobs):
    until = time.monotonic() + 30
    while sum(bool(json.loads(path.read_bytes())["job"]) for path in pending(bench.place)) < jobs:
        assert time.monotonic() < until, "no job was written down"
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("made", "before", "after"), [(openai, 1, 1), (anthropic, 1, 2), (openai, 2, 1), (openai, 2, 2)]
)
def test_a_run_that_is_killed_waits_for_the_same_jobs_and_hands_in_nothing_twice(bench, service, made, before, after):
    recipe(bench)
    service.hold = True
    process = begun(bench, service, made, before)
    until_written(bench, before)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stderr.close()
    jobs = list(service.jobs)
    service.hold = False
    service.polled.clear()
    bench.models = made(service)
    summary = bench.run(recipe(bench), workers=after)
    assert summary.records == N
    assert list(service.jobs) == jobs and len(service.rows) == N and set(service.polled) == set(jobs)
    assert not pending(bench.place)
    files = [path for path in bench.place.rglob("*") if path.is_file()]
    assert not any(KEY.encode() in path.read_bytes() for path in files)


@pytest.mark.parametrize("ask", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_does_not_wait_for_a_batch(bench, service, ask):
    recipe(bench)
    service.hold = True
    process = begun(bench, service, openai, 1)
    until_written(bench, 1)
    began = time.monotonic()
    process.send_signal(ask)
    process.communicate(timeout=20)
    assert time.monotonic() - began < 10
    assert len(pending(bench.place)) == 1
    service.hold = False
    bench.models = openai(service)
    assert bench.run(recipe(bench)).records == N
    assert len(service.rows) == N


def test_a_pile_that_was_never_handed_in_is_forgotten(bench, service):
    bench.models = openai(service)
    folder = bench.place / "runs" / "memory" / "batches"
    folder.mkdir(parents=True)
    account = bench.models["writer"].account
    (folder / "aa.json").write_text(json.dumps({"account": account, "job": "", "keys": ["k"], "since": 0}))
    (folder / "bb.json").write_text(json.dumps({"account": "another", "job": "", "keys": ["k"], "since": 0}))
    assert bench.run(recipe(bench)).records == N
    assert [path.name for path in pending(bench.place)] == ["bb.json"]


def test_what_nobody_asks_for_any_more_is_kept_when_its_job_is_waited_for(bench, service):
    """A run is killed, and a smaller one goes on: the replies that it does not need are in the memory all the same."""
    recipe(bench)
    service.hold = True
    process = begun(bench, service, openai, 1)
    until_written(bench, 1)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    service.hold = False
    bench.models = openai(service)
    few = bench.run(recipe(bench), limit=10, version="few")
    assert few.records == 10
    settings = replace(bench.models["writer"], batch=False)
    bench.models = {"writer": settings}
    assert bench.run(recipe(bench)).counts.get("replies.asked", 0) == 0
    assert service.online == 0 and len(service.rows) == N

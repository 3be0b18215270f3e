"""Runs against a server that fails in every way, and runs that are stopped in the middle: nothing lost or paid twice."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter

import asking
import pytest
from model_server import Faults, ModelServer

FAULTS = Faults(broken=0.05, reset=0.02, truncated=0.02, hangs=0.01, page=0.02, most=40, took_s=0.02)


def prompts(requests):
    return Counter(one.prompt for one in requests)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_thousand_items_come_through_a_server_that_fails_in_every_way(tmp_path, workers):
    n = 1000
    with ModelServer(FAULTS) as server:
        asking.recipe(tmp_path, n=n, models=asking.writer(server.url, first_byte_s=1.0, tries=9))
        ran = asking.run(tmp_path, "--workers", str(workers))
        assert ran.returncode == 0, ran.stderr
        ways = Counter(one.way for one in server.log)
        assert {"broken", "reset", "truncated", "hangs", "page", "refused"} <= set(ways), ways
        good = prompts(server.good)
        assert len(good) == n and set(good.values()) == {1}, "a request that was answered well was sent again"
        ended = {one.prompt: one.answered for one in server.good}
        assert all(one.came <= ended[one.prompt] for one in server.log)
        told = asking.summary(tmp_path)
        assert told["records"] == n and told["failed"] == {} and told["dropped"] == {}
        assert told["counts"]["replies.asked"] == len(asking.remembered(tmp_path)) == n
        records = asking.rows(tmp_path)
        assert len(records) == len({row["id"] for row in records}) == n and all(row["text"] for row in records)
        assert told["counts"]["model.retried"] == sum(ways[way] for way in ways if way not in ("good", "refused"))
        assert told["counts"]["model.refused"] == ways["refused"] < n / 2


def test_what_fails_to_the_end_is_told_once_and_the_others_come_through(tmp_path):
    with ModelServer(Faults(broken=0.4)) as server:
        asking.recipe(tmp_path, n=200, models=asking.writer(server.url, tries=2), partitions=2)
        ran = asking.run(tmp_path)
        assert ran.returncode == 1
        records, failed = asking.rows(tmp_path), asking.rows(tmp_path, "failed")
        assert 10 < len(failed) < 60 and len(records) + len(failed) == 200
        assert len({row["id"] for row in failed} | {row["id"] for row in records}) == 200
        assert all("it broke" in row["why"] and "(2 tries)" in row["why"] for row in failed)
        assert {row["error"] for row in failed} == {"ModelError"}
        # each that failed was sent twice, and so was each that came through the second time
        retried = asking.summary(tmp_path)["counts"]["model.retried"]
        assert len(server.log) == 200 + retried - len(failed) and len(server.good) == len(records)
        assert asking.run(tmp_path).returncode == 1 and len(server.good) == len(records)


def started(place, *arguments: str) -> subprocess.Popen[str]:
    """The run, in a process group of its own."""
    words = asking.command(place, "run", str(place / "recipe.toml"), *arguments)
    return subprocess.Popen(
        words,
        env=asking.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for(server: ModelServer, answers: int) -> None:
    until = time.monotonic() + 60
    while len(server.good) < answers:
        assert time.monotonic() < until, "the run did not come so far"
        time.sleep(0.005)


@pytest.mark.parametrize(
    ("sign", "workers", "answers"),
    [(signal.SIGINT, 1, 60), (signal.SIGINT, 1, 420), (signal.SIGTERM, 1, 60), (signal.SIGINT, 2, 100)],
)
def test_a_run_that_is_stopped_lets_in_what_is_in_flight_and_asks_for_none_of_it_again(
    tmp_path, sign, workers, answers
):
    n = 500
    with ModelServer(Faults(took_s=0.15)) as server:
        asking.recipe(tmp_path, n=n, models=asking.writer(server.url, most_concurrency=48))
        process = started(tmp_path, "--workers", str(workers))
        wait_for(server, answers)
        process.send_signal(sign)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 130 and "Run the same command again" in said, said
        assert "Traceback" not in said
        assert len(server.log) == len(server.good) == len(asking.remembered(tmp_path)) < n
        assert not list((tmp_path / "runs").rglob("*.part"))

        assert asking.run(tmp_path, "--workers", str(workers)).returncode == 0
        assert set(prompts(server.log).values()) == {1} and len(server.log) == n
        assert len(asking.rows(tmp_path)) == n


@pytest.mark.parametrize(("workers", "kill"), [(1, os.killpg), (2, os.killpg), (2, os.kill)])
def test_a_run_that_is_killed_repeats_only_what_was_in_flight(tmp_path, workers, kill):
    """With `os.kill` only its first process is killed, and the workers must not outlive it."""
    n, window_s = 400, 0.1
    with ModelServer(Faults(took_s=0.1)) as server:
        asking.recipe(tmp_path, n=n, models=asking.writer(server.url, most_concurrency=24))
        process = started(tmp_path, "--workers", str(workers))
        wait_for(server, 120)
        before = time.monotonic()
        kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)  # until nobody of them is left to write
        first = list(server.log)
        may_repeat = {one.prompt for one in first if not one.answered or one.answered > before - window_s}
        assert asking.run(tmp_path, "--workers", str(workers)).returncode == 0
        asked_again = prompts(first).keys() & prompts(server.log[len(first) :]).keys()
        assert asked_again <= may_repeat and len(may_repeat) < n / 2
        assert max(prompts(server.log).values()) <= 2
        assert len(asking.rows(tmp_path)) == n

"""What `tilth check` says a run will come to, and what it then comes to."""

from __future__ import annotations

import json
import subprocess

import asking
import pytest
from model_server import ModelServer


def check(place, *arguments: str):
    words = asking.command(place, "check", str(place / "recipe.toml"), "--json", *arguments)
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, env=asking.environment())
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("copies", [1, 2])
def test_check_says_how_many_requests_and_about_how_many_tokens(tmp_path, copies):
    n = 300
    with ModelServer() as server:
        models = asking.writer(server.url, usd_per_million_in=1.0, usd_per_million_out=4.0)
        path = asking.recipe(tmp_path, n=n, models=models)
        path.write_text(path.read_text().replace('"textbook"', f'"textbook", copies = {copies}'))
        told = check(tmp_path, "--sample", "30")
        asked = len(server.good)
        assert asked == 30 * copies == len(asking.remembered(tmp_path))
        assert [path.name for path in (tmp_path / "runs").iterdir()] == ["memory"], "a check leaves no run"
        assert told["exact"] and told["seeds"] == n and told["requests"] == n * copies

        assert asking.run(tmp_path).returncode == 0
        summary = asking.summary(tmp_path)
        counts = summary["counts"]
        assert counts["replies.remembered"] == asked and counts["replies.asked"] == n * copies - asked
        assert len(server.good) == n * copies, "a reply that the check paid for was paid for again"
        tokens = {
            name: sum(one[name] for one in asking.remembered(tmp_path))
            for name in ("prompt_tokens", "completion_tokens")
        }
        assert told["tokens_in"] == pytest.approx(tokens["prompt_tokens"], rel=0.15)
        assert told["tokens_out"] == pytest.approx(tokens["completion_tokens"], rel=0.15)
        usd = (tokens["prompt_tokens"] + 4 * tokens["completion_tokens"]) / 1e6
        assert told["usd"] == pytest.approx(usd, rel=0.15)
        assert told["records"] == pytest.approx(summary["records"], rel=0.1)

        again = check(tmp_path, "--sample", "30")
        assert len(server.good) == n * copies and again["requests"] == told["requests"]
        assert again["tokens_in"] == told["tokens_in"]


def test_a_limit_bounds_what_check_foretells(tmp_path):
    with ModelServer() as server:
        asking.recipe(tmp_path, n=300, models=asking.writer(server.url))
        told = check(tmp_path, "--sample", "20", "--limit", "100")
        assert told["requests"] == told["seeds"] == 100 and len(server.good) == 20
        assert asking.run(tmp_path, "--limit", "100").returncode == 0
        assert len(server.good) == 100

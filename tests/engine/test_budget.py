"""What a run may spend, and how it ends when that is spent."""

from __future__ import annotations

import re

import asking
import pytest
from model_server import Faults, ModelServer

from tilth.backends.scripted import Scripted
from tilth.core.errors import BudgetSpent, Stopped
from tilth.core.model import Reply
from tilth.engine.budget import Budget, Purse

IN_FLIGHT = 8


def cost(one: dict) -> int:
    return one["prompt_tokens"] + one["completion_tokens"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_stops_in_good_order_and_goes_on_when_the_budget_is_raised(tmp_path, workers):
    with ModelServer(Faults(took_s=0.03)) as server:
        models = asking.writer(server.url, concurrency=IN_FLIGHT)
        asking.recipe(tmp_path, n=200, models=models, tail="[budget]\ntokens = 10000")
        stopped = asking.run(tmp_path, "--workers", str(workers))
        assert stopped.returncode == 1
        said = [line for line in stopped.stderr.splitlines() if not line.startswith("partitions ")]
        assert len(said) == 1, stopped.stderr
        assert re.match(r"tilth: the budget is spent \(1\d,\d{3} of 10,000 tokens\)", said[0]), said
        assert "run the same command again" in said[0] and "Traceback" not in stopped.stderr
        had, first = asking.remembered(tmp_path), len(server.good)
        assert len(had) == first == len(server.log), "a reply that was had was lost"
        spent = sum(map(cost, had))
        # what was in flight when it was reached, and what another process began before it could know
        most = IN_FLIGHT + (0 if workers == 1 else IN_FLIGHT // 2)
        assert 10_000 <= spent <= 10_000 + most * max(map(cost, had))
        assert not (tmp_path / "runs" / "rewrite@1" / "summary.json").exists()

        again = asking.run(tmp_path, "--workers", str(workers))
        assert again.returncode == 1 and len(server.log) == first, "nothing more may be asked"

        raised = asking.run(tmp_path, "--workers", str(workers), "--set", "budget.tokens=1000000")
        assert raised.returncode == 0, raised.stderr
        assert len(server.log) == len(server.good) == len({one.prompt for one in server.log}) == 200
        assert len(asking.rows(tmp_path)) == 200


def test_a_run_stops_when_its_time_is_over(tmp_path):
    with ModelServer(Faults(took_s=0.2)) as server:
        models = asking.writer(server.url, concurrency=2)
        asking.recipe(tmp_path, n=200, models=models, tail="[budget]\nseconds = 1")
        stopped = asking.run(tmp_path)
        assert stopped.returncode == 1 and "the budget is spent (1 seconds)" in stopped.stderr
        assert len(server.good) == len(asking.remembered(tmp_path)) < 100


def test_money_is_counted_by_the_prices_of_the_recipe(tmp_path):
    backend = Scripted(usd_per_million_in=2.0, usd_per_million_out=10.0)
    purse = Purse(tmp_path / "spent", Budget(usd=1.0))
    purse.pay(Reply("", "m", 400_000, 10_000), backend)
    purse.check()
    purse.pay(Reply("", "m", 50_000, 1_000), backend)
    with pytest.raises(BudgetSpent, match=r"1\.01 of 1\.00 US dollars"):
        purse.check()
    purse.close()


def test_what_one_process_spends_another_knows(tmp_path, monkeypatch):
    monkeypatch.setattr("tilth.engine.budget.LOOK_S", 0.0)
    monkeypatch.setattr("tilth.engine.budget.LOOKING", 1e9)
    one, two = (Purse(tmp_path, Budget(tokens=100)) for _ in range(2))
    one.check()
    two.check()
    one.pay(Reply("", "m", 60, 0), Scripted())
    two.check()
    one.pay(Reply("", "m", 39, 0), Scripted())
    two.check()
    two.pay(Reply("", "m", 0, 1), Scripted())
    for purse in (one, two):
        with pytest.raises(BudgetSpent, match="100 of 100 tokens"):
            purse.check()
        purse.close()


def test_what_was_spent_counts_though_its_process_was_killed(tmp_path):
    purse = Purse(tmp_path, Budget())
    purse.pay(Reply("", "m", 60, 50), Scripted())  # and never closed
    with pytest.raises(BudgetSpent, match="110 of 100 tokens"):
        Purse(tmp_path, Budget(tokens=100)).check()
    Purse(tmp_path, Budget(tokens=120)).check()
    purse.close()


def test_time_counts_from_when_the_command_began(tmp_path):
    began = 1_000_000.0
    with pytest.raises(BudgetSpent, match="60 seconds"):
        Purse(tmp_path, Budget(seconds=60), began).check()
    Purse(tmp_path, Budget(seconds=60)).check()


def test_a_purse_that_was_closed_stays_closed(tmp_path):
    purse = Purse(tmp_path, Budget())
    purse.check()
    purse.closed = Stopped("it was stopped")
    with pytest.raises(Stopped, match="it was stopped"):
        purse.check()

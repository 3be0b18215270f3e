"""What happens between a step that asks and the server that answers."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import ClassVar

import asking
import pyarrow.parquet as pq
import pytest
import zstandard
from aiohttp import web
from model_server import Faults, ModelServer, told

from tilth.backends.openai_compatible import OpenaiCompatible
from tilth.core.errors import ModelError, Overloaded, RecipeError, Stopped, Unsteady
from tilth.core.model import Backend, Reply, Request, Wire
from tilth.engine import models
from tilth.engine.budget import Budget, Purse
from tilth.engine.memory import SqliteMemory
from tilth.engine.models import Role, endpoints, identity, served

GOOD = Reply("Good.", "played", 3, 2)
SCRIPTS: dict[str, Callable[[int], Reply | Exception]] = {}
ASKED: dict[str, list[float]] = {}


@dataclass(frozen=True, kw_only=True)
class Played(Backend):
    """Does what the script of this name says."""

    who: str = "a"
    took_s: float = 0.0
    cosmetic: ClassVar[frozenset[str]] = Backend.cosmetic | {"who", "took_s"}

    @property
    def account(self) -> str:
        return self.who

    async def complete(self, request: Request, wire: Wire) -> Reply:
        asked = ASKED.setdefault(self.who, [])
        asked.append(time.monotonic())
        await asyncio.sleep(self.took_s)
        came = SCRIPTS[self.who](len(asked))
        if isinstance(came, Exception):
            raise came
        return came


class Counts:
    def __init__(self) -> None:
        self.counts = Counter[str]()

    def count(self, name: str, n: int = 1) -> None:
        self.counts[name] += n


class Place:
    """A role over a memory of its own."""

    def __init__(self, folder: Path) -> None:
        self.memory, self.meter, self.purse = SqliteMemory(folder), Counts(), Purse(folder / "spent", Budget())

    def role(self, *backends: Backend) -> Role:
        return Role([served(one, None, self.meter, self.purse, 1) for one in backends], self.memory)

    def ask(self, *backends: Backend, request: Request = Request("Say.")) -> Reply:  # noqa: B008
        return asyncio.run(self.role(*backends).complete(request))[0]


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(models, "FIRST_PAUSE_S", 0.001)
    monkeypatch.setattr(models, "_LIMITS", {})
    SCRIPTS.clear()
    ASKED.clear()
    one = Place(tmp_path / "memory")
    yield one
    one.memory.close()
    one.purse.close()


def test_what_may_pass_is_asked_again(place):
    SCRIPTS["a"] = lambda n: Unsteady("it broke") if n < 5 else GOOD
    assert place.ask(Played(tries=5)) == GOOD
    assert len(ASKED["a"]) == 5 and place.meter.counts["model.retried"] == 4


def test_after_so_many_tries_it_is_an_error_with_the_last_reason(place):
    SCRIPTS["a"] = lambda n: Unsteady(f"reason {n}")
    with pytest.raises(ModelError, match=r"reason 3 \(3 tries\)"):
        place.ask(Played(tries=3))
    assert len(ASKED["a"]) == 3


def test_what_will_not_pass_is_not_asked_again(place):
    SCRIPTS["a"] = lambda n: ModelError("no such model")
    with pytest.raises(ModelError, match="no such model"):
        place.ask(Played(tries=3))
    assert len(ASKED["a"]) == 1


def test_being_refused_as_too_many_is_no_try(place):
    SCRIPTS["a"] = lambda n: GOOD if n == 12 else Unsteady("it broke") if n == 6 else Overloaded("later", 0.0)
    assert place.ask(Played(tries=2)) == GOOD
    assert place.meter.counts == {"model.refused": 10, "model.retried": 1, "tokens.in": 3, "tokens.out": 2}


@pytest.mark.parametrize("longest", [30.0, 0.01])
def test_nobody_comes_back_earlier_than_the_server_said(place, monkeypatch, longest):
    monkeypatch.setattr(models, "LONGEST_PAUSE_S", longest)
    SCRIPTS["a"] = lambda n: Overloaded("later", 0.3) if n == 1 else GOOD
    place.ask(Played())
    first, second = ASKED["a"]
    assert second - first >= 0.3


def test_a_server_that_wants_to_be_left_alone_for_ever_fails_the_request(place):
    SCRIPTS["a"] = lambda n: Overloaded("later", 1e9)
    with pytest.raises(ModelError, match=r"later .*1,000,000,000 s"):
        place.ask(Played())


@pytest.mark.parametrize("what", ["refused", "paced"])
def test_who_waits_to_ask_again_stops_waiting_when_the_run_is_stopped(place, what):
    SCRIPTS["a"] = lambda n: Overloaded("later", 600.0) if what == "refused" else GOOD
    backend = Played(requests_per_minute=1)

    async def main() -> None:
        role = place.role(backend)
        if what == "paced":
            await role.complete(Request("first"))
        waiting = asyncio.create_task(role.complete(Request("Say.")))
        await asyncio.sleep(0.1)
        place.purse.closed = Stopped("it was stopped")
        with pytest.raises(Stopped, match="it was stopped"):
            await asyncio.wait_for(waiting, 20)

    asyncio.run(main())


def test_equal_requests_in_flight_are_asked_once(place):
    SCRIPTS["a"] = lambda n: GOOD

    async def main() -> list[tuple[Reply, bool]]:
        roles = [place.role(Played(took_s=0.05)) for _ in range(2)]  # of two partitions
        return await asyncio.gather(*(roles[n % 2].complete(Request("Say.")) for n in range(20)))

    came = asyncio.run(main())
    assert len(ASKED["a"]) == 1 and {reply for reply, _ in came} == {GOOD}
    assert [remembered for _, remembered in came].count(False) == 1


def test_equal_requests_that_fail_together_fail_each_and_are_not_remembered(place):
    SCRIPTS["a"] = lambda n: ModelError("no") if n == 1 else GOOD

    async def main() -> list:
        role = place.role(Played(took_s=0.05))
        return await asyncio.gather(*(role.complete(Request("Say.")) for _ in range(5)), return_exceptions=True)

    assert [str(one) for one in asyncio.run(main())] == ["no"] * 5
    assert len(ASKED["a"]) == 1
    assert place.ask(Played()) == GOOD


def test_what_one_endpoint_cannot_another_is_asked(place):
    SCRIPTS.update(a=lambda n: Unsteady("nobody is there"), b=lambda n: GOOD)

    async def main() -> None:
        role = place.role(Played(who="a", tries=2), Played(who="b", tries=2))
        await asyncio.gather(*(role.complete(Request(f"Say {n}.")) for n in range(100)))

    asyncio.run(main())
    assert len(ASKED["b"]) == 100


def test_while_one_endpoint_wants_to_be_left_alone_another_is_asked_at_once(place):
    SCRIPTS.update(a=lambda n: Overloaded("later", 600.0), b=lambda n: GOOD)
    assert place.ask(Played(who="a"), Played(who="b")) == GOOD
    assert len(ASKED["a"]) == len(ASKED["b"]) == 1


def test_no_more_than_concurrency_are_in_flight_over_all_partitions(place):
    SCRIPTS["a"] = lambda n: GOOD
    backend, most = Played(concurrency=3, took_s=0.01), 0

    async def main() -> None:
        nonlocal most
        roles = [place.role(backend) for _ in range(3)]
        tasks = [asyncio.create_task(roles[n % 3].complete(Request(f"{n}"))) for n in range(60)]
        while not all(task.done() for task in tasks):
            most = max(most, models.in_flight())
            await asyncio.sleep(0)

    asyncio.run(main())
    assert most == 3 and models.in_flight() == 0


def test_a_pool_shares_the_load_and_a_reply_is_found_whoever_gave_it(bench):
    with ModelServer(Faults(took_s=0.02)) as one, ModelServer(Faults(took_s=0.02)) as two:
        urls = (one.url, two.url)
        bench.models = {"writer": tuple(OpenaiCompatible(model="m", base_url=url, concurrency=8) for url in urls)}
        first = bench.run(bench.recipe(n=200))
        assert first.counts["replies.asked"] == 200 == len(one.good) + len(two.good)
        assert min(len(one.good), len(two.good)) >= 50
        for version, backends in (("turned", bench.models["writer"][::-1]), ("alone", bench.models["writer"][:1])):
            bench.models = {"writer": backends}
            again = bench.run(bench.recipe(n=200), version=version)
            assert "replies.asked" not in again.counts and again.counts["replies.remembered"] == 200
        assert len(one.log) + len(two.log) == 200


def test_endpoints_that_are_not_alike_are_refused_in_one_sentence(tmp_path):
    alike = 'use = "openai_compatible"\nmodel = "m"\nbase_url = "http://localhost:1/v1"\n'
    pair = f"[[models.writer]]\n{alike}[[models.writer]]\n{alike}temperature = 0.2\n"
    asking.recipe(tmp_path, n=10, models=pair)
    refused = asking.run(tmp_path)
    assert refused.returncode == 2 and refused.stderr.count("\n") == 1
    assert "models.writer: endpoints that share a role must be alike, but temperature: 0.2 is new" in refused.stderr
    assert not (tmp_path / "runs").exists()
    with pytest.raises(RecipeError, match="model: 'm' became 'n'"):
        endpoints([OpenaiCompatible(model="m"), OpenaiCompatible(model="n", base_url="http://b/v1")], "writer")


def test_where_and_how_fast_a_model_is_asked_is_no_part_of_what_it_says(bench):
    with ModelServer() as one, ModelServer() as two:
        asked = 0
        for n, (settings, again) in enumerate(
            [
                (dict(base_url=one.url), 20),
                (dict(base_url=two.url), 0),
                (dict(base_url=one.url, concurrency=3, tries=9, first_byte_s=9.0, requests_per_minute=10**6), 0),
                (dict(base_url=one.url, temperature=0.7, top_p=1.0, extra={}), 0),  # as they are when not said
                (dict(base_url=one.url, temperature=0.2), 20),
                (dict(base_url=one.url, model="other"), 20),
                (dict(base_url=one.url, extra={"top_k": 4}), 20),
            ]
        ):
            bench.models = {"writer": OpenaiCompatible(**{"model": "m", **settings})}
            bench.run(bench.recipe(n=20, partitions=1), version=str(n))
            asked += again
            assert len(one.log) + len(two.log) == asked, settings


def test_a_setting_at_its_default_is_no_part_of_the_identity():
    assert identity(OpenaiCompatible(model="m")) == {"use": "openai_compatible", "model": "m"}
    assert identity(OpenaiCompatible(model="m", max_tokens=7)) == {
        "use": "openai_compatible",
        "model": "m",
        "max_tokens": 7,
    }


KEY = "sk-tilth-5f1c9e77b2a04d38a6c0"


def refusing(number: int, body: dict) -> web.Response | None:
    """Now and then an error that repeats the key, as some servers do, whole or in part."""
    if number % 5 == 0:
        return told(401, f"Incorrect API key provided: {KEY}. You can find yours elsewhere.")
    if number % 5 == 1:
        return told(500, f"upstream refused Authorization: Bearer {KEY}")
    if number % 5 == 2:
        return web.Response(status=502, text=f"bad gateway; key={KEY[:12]}***{KEY[-4:]}")
    return None


def unpacked(data: bytes) -> list[bytes]:
    """The bytes, and what every compressed stretch of them holds."""
    found, at = [data], data.find(b"\x28\xb5\x2f\xfd")
    while at >= 0:
        with suppress(zstandard.ZstdError):
            found.append(zstandard.ZstdDecompressor().decompressobj().decompress(data[at:]))
        at = data.find(b"\x28\xb5\x2f\xfd", at + 4)
    return found


def everything_in(path: Path) -> list[bytes]:
    """A file's bytes, and whatever stands compressed inside it."""
    found = unpacked(path.read_bytes())
    if path.suffix == ".sqlite":
        with sqlite3.connect(path) as db:
            for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                for row in db.execute(f"SELECT * FROM {table}"):
                    found += [
                        part
                        for value in row
                        for part in unpacked(value if isinstance(value, bytes) else str(value).encode())
                    ]
        db.close()
    elif path.suffix == ".parquet":
        found.append(json.dumps(pq.read_table(path).to_pylist(), default=str).encode())
    return found


def test_a_key_is_found_nowhere_after_a_run_with_failures(tmp_path):
    with ModelServer(Faults(took_s=0.05)) as server:
        server.script = refusing
        models_ = asking.writer(server.url, key_env="TILTH_TEST_KEY", tries=2, concurrency=8)
        path = asking.recipe(tmp_path, n=120, models=models_)
        path.write_text(path.read_text().replace('{ use = "jsonl" }', '{ use = "parquet" }'))
        words = asking.command(tmp_path, "run", str(path), "--workers", "2")
        process = subprocess.Popen(
            words, env=asking.environment(TILTH_TEST_KEY=KEY), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        seen, over = set[bytes](), threading.Event()

        def look() -> None:
            while not over.is_set():
                for line in Path("/proc").glob("[0-9]*/cmdline"):
                    with suppress(OSError):
                        seen.add(line.read_bytes())
                over.wait(0.02)

        looker = threading.Thread(target=look)
        looker.start()
        out, err = process.communicate(timeout=60)
        over.set()
        looker.join()
        assert process.returncode == 1, err
        assert server.log[0].headers["Authorization"] == f"Bearer {KEY}"
        failed = asking.summary(tmp_path)["failed"]["textbook"]["ModelError"]
        assert failed > 20 and asking.summary(tmp_path)["records"] == 120 - failed
    assert any(b"tilth.cli" in line for line in seen) and any(b"spawn_main" in line for line in seen)
    told_everywhere = [*seen, out, err]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".parquet" for path in files) and any(path.suffix == ".sqlite" for path in files)
    for file in files:
        with suppress(FileNotFoundError):  # a database that is opened and closed takes its companions with it
            told_everywhere += [os.fsencode(file), *everything_in(file)]
    for secret in (KEY.encode(), KEY[:12].encode(), KEY[8:24].encode()):
        assert not any(secret in data for data in told_everywhere), secret


def test_the_search_for_a_key_would_find_it(tmp_path):
    kept = SqliteMemory(tmp_path)

    async def secret() -> bytes:
        return Random(0).randbytes(2000).hex().encode() + KEY.encode()

    asyncio.run(kept.once("reply", "k", secret))
    kept.close()
    assert any(KEY.encode() in data for data in everything_in(tmp_path / "0000.sqlite"))
    assert not any(KEY.encode() in data for data in [(tmp_path / "0000.sqlite").read_bytes()])

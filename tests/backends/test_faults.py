"""What each fault of a real server becomes, through the wire and the backend as a run uses them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest
from faulty_server import SLOW, WAYS, FaultyServer

from tilth.backends.openai_compatible import OpenaiCompatible
from tilth.core.errors import ModelError, Overloaded, Unsteady
from tilth.core.model import Reply, Request
from tilth.engine.wire import HttpWire

FAULTS: dict[str, type[ModelError]] = {
    "error_500": Unsteady,
    "error_502": Unsteady,
    "error_503": Unsteady,
    "loading_503": Overloaded,
    "busy_503": Overloaded,
    "busy_529": Overloaded,
    "busy_429": Overloaded,
    "wrapped": Overloaded,
    "unpaid_429": ModelError,
    "error_400": ModelError,
    "error_401": ModelError,
    "error_404": ModelError,
    "moved": ModelError,
    "truncated": Unsteady,
    "html": Unsteady,
    "wrong_type": Unsteady,
    "empty": Unsteady,
    "empty_choices": Unsteady,
    "reset": Unsteady,
    "hang": Unsteady,
    "stall": Unsteady,
}


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with FaultyServer() as one:
        yield one


def ask(url: str) -> Reply:
    async def once() -> Reply:
        wire = HttpWire()
        try:
            backend = OpenaiCompatible(model="m", base_url=f"{url}/v1", first_byte_s=0.2)
            return await backend.complete(Request("Say something."), wire)
        finally:
            await wire.close()

    return asyncio.run(once())


def test_a_good_answer_is_read(server):
    assert ask(f"{server.url}/good") == Reply("Good.", "faulty-1", 3, 2, "stop")


@pytest.mark.parametrize("way", FAULTS)
def test_a_fault_is_named_for_what_can_be_done_about_it(server, way):
    began = time.monotonic()
    with pytest.raises(ModelError) as caught:
        ask(f"{server.url}/{way}")
    assert type(caught.value) is FAULTS[way], caught.value
    assert "\n" not in str(caught.value) and "127.0.0.1" in str(caught.value)
    assert time.monotonic() - began < 5, "patience did not end it"


def test_every_way_to_fail_is_tried():
    assert set(FAULTS) == (set(WAYS) | set(SLOW)) - {"good"}


def test_a_server_says_when_to_come_back(server):
    with pytest.raises(Overloaded) as caught:
        ask(f"{server.url}/busy_429")
    assert caught.value.retry_after_s == pytest.approx(0.05)


def test_a_redirect_is_not_followed_and_its_query_not_told(server):
    with pytest.raises(ModelError, match="elsewhere") as caught:
        ask(f"{server.url}/moved")
    assert "abc" not in str(caught.value)


def test_nobody_listening_is_unsteady():
    with FaultyServer() as gone:
        url = gone.url
    with pytest.raises(Unsteady, match="connection"):
        ask(f"{url}/good")

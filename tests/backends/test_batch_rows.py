"""What the backends send to batch services, and what they make of results."""

from __future__ import annotations

import asyncio
import json

import pytest
from batch_service import KEY, BatchService
from fake_wire import answered

from tilth.backends import _openai_batch
from tilth.backends._batch import lines_in, multipart
from tilth.backends.anthropic import Anthropic
from tilth.backends.openai_compatible import OpenaiCompatible
from tilth.core.errors import ModelError, Overloaded, RecipeError, Unsteady
from tilth.core.model import Reply, Request
from tilth.engine.models import endpoints, identity
from tilth.engine.wire import HttpWire

URL = "https://api.test/v1"


@pytest.fixture
def service(monkeypatch):
    monkeypatch.setenv("BATCH_KEY", KEY)
    with BatchService() as one:
        yield one


def openai(service, **settings):
    return OpenaiCompatible(model="m", base_url=f"{service.url}/v1", key_env="BATCH_KEY", batch=True, **settings)


def anthropic(service, **settings):
    return Anthropic(model="m", base_url=service.url, key_env="BATCH_KEY", batch=True, **settings)


def prompts(n):
    return {f"k{i}": Request(f"The passage counts one and {i}.") for i in range(n)}


def through(backend, requests):
    """What becomes of some requests, and the states on the way."""

    async def go():
        wire, states = HttpWire(), []
        try:
            job = await backend.submit([backend.row(key, one) for key, one in requests.items()], wire)
            while not states or not states[-1].ended:
                states.append(await backend.poll(job, wire))
            return await backend.fetch(job, wire), states
        finally:
            await wire.close()

    return asyncio.run(go())


@pytest.mark.parametrize("made", [openai, anthropic])
def test_every_reply_of_a_batch_is_the_reply_that_was_had_online(service, made):
    service.polls_before_end = 3
    requests, backend = prompts(20), made(service)
    found, states = through(backend, requests)

    async def online():
        wire = HttpWire()
        try:
            return {key: await backend.complete(one, wire) for key, one in requests.items()}
        finally:
            await wire.close()

    assert found == asyncio.run(online())
    assert [state.ended for state in states] == [False] * 3 + [True]
    assert service.keys == {KEY}


@pytest.mark.parametrize("made", [openai, anthropic])
def test_a_row_has_the_error_that_it_would_have_had_alone(service, made):
    service.faults = {"and 0.": "400", "and 1.": "429", "and 2.": "500", "and 3.": "expired", "and 4.": "missing"}
    found, _ = through(made(service), prompts(6))
    kinds = {key: type(one) for key, one in found.items()}
    assert kinds == {"k0": ModelError, "k1": Unsteady, "k2": Unsteady, "k3": Unsteady, "k5": Reply}
    assert "failed with 400" in str(found["k0"])
    assert not any(KEY in str(one) for one in found.values())


@pytest.mark.parametrize("made", [openai, anthropic])
def test_a_job_that_the_service_has_forgotten_has_ended_without_results(service, made):
    async def go():
        wire = HttpWire()
        try:
            return await made(service).poll("batch_of_old", wire), await made(service).fetch("batch_of_old", wire)
        finally:
            await wire.close()

    state, found = asyncio.run(go())
    assert state.ended and state.passing and "no batch batch_of_old" in state.failure and found == {}


@pytest.mark.parametrize("made", [openai, anthropic])
@pytest.mark.parametrize(("status", "kind"), [(429, Overloaded), (500, Unsteady), (401, ModelError)])
def test_a_submission_that_fails_says_what_it_means_without_the_key(service, made, status, kind):
    service.busy = [status]
    with pytest.raises(ModelError) as caught:
        through(made(service), prompts(1))
    assert type(caught.value) is kind and KEY not in str(caught.value)


def test_the_key_goes_to_no_other_server(service):
    with BatchService() as other:
        service.results_elsewhere = other.url
        found, _ = through(anthropic(service), prompts(2))
        assert len(found) == 2 and not other.keys


@pytest.mark.parametrize(
    ("told", "passing", "full"),
    [
        ({"status": "failed", "errors": {"data": [{"code": "invalid", "message": "line 1 is wrong"}]}}, False, False),
        ({"status": "failed", "errors": {"data": [{"code": "token_limit_exceeded", "message": "full"}]}}, True, True),
        ({"status": "expired"}, True, False),
        ({"status": "cancelled", "errors": {"data": "none"}}, False, False),
    ],
)
def test_a_job_that_did_not_complete_says_why_and_whether_it_may_go_again(told, passing, full):
    state = _openai_batch.state_of(_openai_batch.job_in(answered(told), URL, ""), URL, "")
    assert state.ended and state.failure and (state.passing, state.full) == (passing, full)


def test_a_file_that_is_not_yet_there_may_be_there_soon():
    missing = answered({"error": {"message": "Cannot find file file-7"}}, 400)
    with pytest.raises(Unsteady, match="file-7"):
        _openai_batch.made_of(missing, "file-7", URL, "")
    with pytest.raises(ModelError) as caught:
        _openai_batch.made_of(answered({"error": {"message": "no such endpoint"}}, 400), "file-7", URL, "")
    assert type(caught.value) is ModelError


@pytest.mark.parametrize("name", ["..", "", "a\nb", 7, None, "x" * 501])
def test_a_name_that_is_none_makes_no_address(name):
    with pytest.raises(Unsteady):
        _openai_batch.id_of(answered({"id": name}), URL, "")


def test_a_result_file_that_breaks_off_is_no_result():
    with pytest.raises(Unsteady, match="breaks off"):
        list(lines_in(answered(b'{"custom_id": "a"}\n{"custom_id": "b'), URL, ""))
    told = [line["custom_id"] for line in lines_in(answered(b'\n{"custom_id": "a"}\r\n\n7\n{"x": 1}\n'), URL, "")]
    assert told == ["a"]


def test_the_form_is_the_same_for_the_same_rows_and_its_mark_stands_nowhere_in_them():
    form, kind = multipart(b'{"a": 1}\n', "batch")
    assert (form, kind) == multipart(b'{"a": 1}\n', "batch")
    assert form.count(kind.partition("boundary=")[2].encode()) == 3


def test_a_row_is_the_body_that_is_sent_online():
    backend = OpenaiCompatible(model="m", leave_out=("seed",), extra={"top_k": 40}, batch=True)
    row = json.loads(backend.row("k", Request("Hello.", system="Be brief.")))
    assert row["custom_id"] == "k" and row["body"]["top_k"] == 40 and "seed" not in row["body"]
    assert row["body"]["messages"][0] == {"role": "system", "content": "Be brief."}
    with pytest.raises(ModelError, match="data URL"):
        backend.row("k", Request("Look.", images=("http://elsewhere/x.png",)))


def test_batches_change_no_reply_and_only_services_have_them():
    plain, batched = (OpenaiCompatible(model="m", batch=batch) for batch in (False, True))
    assert identity(plain) == identity(batched)
    with pytest.raises(ValueError, match="batch_rows must be from 1 to 50,000"):
        OpenaiCompatible(model="m", batch_rows=60_000)
    with pytest.raises(ValueError, match="batch_bytes"):
        Anthropic(model="m", batch_bytes=0)
    with pytest.raises(RecipeError, match="batch"):
        endpoints([batched, batched], "writer")

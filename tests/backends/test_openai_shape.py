"""What is sent to servers of OpenAI's shape, and what is read from them."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import MappingProxyType

import pytest
from fake_wire import FakeWire, answered, asked
from hypothesis import given
from hypothesis import strategies as st

from tilth.backends._answers import failure_of, wait_of
from tilth.backends._openai_shape import body_of, reply_of, seed_of, vectors_of
from tilth.backends.openai_compatible import OpenaiCompatible
from tilth.core.errors import ModelError, Overloaded, RecipeError, Unsteady
from tilth.core.items import Message
from tilth.core.model import Answer, Backend, Reply, Request
from tilth.engine.config import build
from tilth.engine.fingerprint import describe
from tilth.engine.models import identity

URL = "http://model.example:8000/v1"
PIXEL = "data:image/png;base64,AAAA"
SCHEMA = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
SECRET = "sk-test-0123456789abcdef"
ONE = OpenaiCompatible(model="m", base_url=URL, temperature=0.5, top_p=0.9, max_tokens=64)


def told(text: object = "Hello.", **changes: object) -> dict[str, object]:
    """A good answer's body."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"} | changes
    usage = {"prompt_tokens": 12, "completion_tokens": 34}
    return {"model": "m-2026", "choices": [choice], "usage": usage}


def read(body: object) -> Reply:
    return reply_of(answered(body), Request("12345678"), "m", URL)


# what is sent


def test_a_chat_carries_system_prompt_images_and_turns_in_order():
    turns = (Message("assistant", "four"), Message("judge", "as a number"))
    request = Request("two and two?", system="Be brief.", images=(PIXEL,), turns=turns)
    reply, wire = asked(ONE, request, answered(told()))
    assert reply == Reply("Hello.", "m-2026", 12, 34, "stop")
    assert wire.url == f"{URL}/chat/completions"
    assert [one["role"] for one in wire.body["messages"]] == ["system", "user", "assistant", "user"]
    seen = wire.body["messages"][1]["content"]
    assert seen == [{"type": "text", "text": "two and two?"}, {"type": "image_url", "image_url": {"url": PIXEL}}]
    assert wire.body["messages"][3]["content"] == "as a number"
    assert {name: wire.body[name] for name in ("model", "temperature", "top_p", "max_tokens")} == {
        "model": "m",
        "temperature": 0.5,
        "top_p": 0.9,
        "max_tokens": 64,
    }


def test_plain_completions_get_one_text_and_read_one():
    backend = replace(ONE, api="completions", logprobs=2)
    answer = answered({"choices": [{"text": " a mill", "finish_reason": "length"}]})
    reply, wire = asked(backend, Request("It was", system="A story."), answer)
    assert (
        wire.url == f"{URL}/completions" and wire.body["prompt"] == "A story.\n\nIt was" and wire.body["logprobs"] == 2
    )
    assert reply.text == " a mill" and reply.finish_reason == "length" and reply.model == "m"
    with pytest.raises(ModelError, match="carry no images"):
        asked(backend, Request("see", images=(PIXEL,)), answer)


@pytest.mark.parametrize(
    ("structured", "field", "in_prompt"),
    [
        ("json_schema", "response_format", False),
        ("json_object", "response_format", True),
        ("guided_json", "guided_json", False),
        ("none", None, True),
    ],
)
def test_a_schema_is_passed_in_the_way_the_server_takes_it(structured, field, in_prompt):
    _, wire = asked(replace(ONE, structured=structured), Request("p", schema=SCHEMA), answered(told()))
    fields = {"response_format", "guided_json", "json_schema"} & set(wire.body)
    assert fields == ({field} if field else set())
    prompt = wire.body["messages"][0]["content"]
    assert (json.dumps(SCHEMA, separators=(",", ":")) in prompt) == in_prompt
    if structured == "json_schema":
        assert wire.body["response_format"]["json_schema"] == {"name": "reply", "strict": True, "schema": SCHEMA}


def test_a_grammar_goes_before_a_schema_which_is_then_told_in_words():
    _, wire = asked(replace(ONE, grammar='root ::= "x"'), Request("p", schema=SCHEMA), answered(told()))
    assert wire.body["grammar"] == 'root ::= "x"' and "response_format" not in wire.body
    assert '"required":["n"]' in wire.body["messages"][0]["content"]


def test_extra_fields_win_and_fields_a_server_refuses_are_left_out():
    backend = replace(ONE, extra={"temperature": 0.1, "top_k": 5}, leave_out=("seed", "max_tokens", "no_such"))
    _, wire = asked(backend, Request("p"), answered(told()))
    assert wire.body["temperature"] == 0.1 and wire.body["top_k"] == 5
    assert not {"seed", "max_tokens"} & set(wire.body)


@given(st.integers(), st.integers(0, 10**6))
def test_a_seed_is_small_enough_for_any_server_and_always_the_same(seed, sample):
    assert 0 <= seed_of(seed, sample) < 2**31
    assert seed_of(seed, sample) == seed_of.__wrapped__(seed, sample) != seed_of(seed, sample + 1)


def test_the_seed_of_a_draw_is_written_down_so_that_it_never_changes():
    assert [seed_of(0, 0), seed_of(0, 1), seed_of(7, 0)] == [1132408695, 1735269814, 566556275]


@pytest.mark.parametrize("image", ["http://127.0.0.1/secret.png", "file:///etc/passwd", "data:text/html,x", ""])
def test_no_server_is_made_to_fetch_an_address(image):
    with pytest.raises(ModelError, match="data URL"):
        asked(ONE, Request("p", images=(image,)), answered(told()))


def test_half_a_surrogate_pair_is_a_sentence_and_no_crash():
    with pytest.raises(ModelError, match="cannot be sent as JSON"):
        asked(ONE, Request("\ud800"), answered(told()))
    with pytest.raises(ModelError, match="cannot be sent as JSON"):
        asked(replace(ONE, structured="none"), Request("p", schema=MappingProxyType({"enum": ["a"]})), answered(told()))


# the key


def test_the_key_goes_into_the_header_and_nowhere_else(monkeypatch):
    monkeypatch.setenv("A_KEY", f" {SECRET}\n")
    backend = replace(ONE, key_env="A_KEY")
    _, wire = asked(backend, Request("p"), answered(told()))
    assert wire.headers["authorization"] == f"Bearer {SECRET}"
    everything = repr((backend, describe(backend), identity(backend), backend.account, wire.body, wire.url))
    assert SECRET not in everything


def test_no_key_sends_no_header():
    assert "authorization" not in asked(ONE, Request("p"), answered(told()))[1].headers


@pytest.mark.parametrize("value", [None, "", "  ", "ключ", "a\x00b"])
def test_a_key_that_is_missing_or_wrong_stops_the_run_in_a_sentence(monkeypatch, value):
    monkeypatch.delenv("A_KEY", raising=False)
    if value is not None and "\0" not in value:
        monkeypatch.setenv("A_KEY", value)
    elif value:
        monkeypatch.setattr("os.environ", {"A_KEY": value})
    with pytest.raises(RecipeError, match="environment variable A_KEY") as caught:
        asked(replace(ONE, key_env="A_KEY"), Request("p"), answered(told()))
    assert not value or not value.strip() or value not in str(caught.value)


@pytest.mark.parametrize("echo", [SECRET, f"'{SECRET}'.", "sk-test-****cdef", "…cdef", f"a{SECRET}b"])
def test_a_server_that_repeats_the_key_does_not_get_it_into_the_error(monkeypatch, echo):
    monkeypatch.setenv("A_KEY", SECRET)
    answer = answered({"error": {"message": f"Incorrect API key provided: {echo} Try another."}}, 401)
    with pytest.raises(ModelError, match=r"Incorrect API key provided: \S*…\S* Try another") as caught:
        asked(replace(ONE, key_env="A_KEY"), Request("p"), answer)
    assert "cdef" not in str(caught.value) and "sk-test" not in str(caught.value)


# settings


def test_what_can_change_a_reply_is_its_identity_and_nothing_else():
    same = replace(ONE, base_url="http://other/v1", key_env="K", concurrency=9, whole_s=1.0)
    assert identity(same) == identity(ONE)
    for change in (
        {"model": "n"},
        {"grammar": "g"},
        {"extra": {"a": 1}},
        {"api": "completions"},
        {"leave_out": ("a",)},
    ):
        assert identity(replace(ONE, **change)) != identity(ONE)


def test_a_recipe_can_hold_every_setting():
    table = {"use": "openai_compatible", "model": "m", "extra": {"a": [1, {"b": None}]}, "leave_out": ["seed"]}
    made = build(Backend, table)
    assert build(Backend, describe(made)) == made and hash(made) == hash(build(Backend, describe(made)))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"api": "chats"}, "api must be one of chat, completions"),
        ({"structured": "xml"}, "structured must be one of json_schema"),
        ({"base_url": "localhost:8000"}, "must begin with http"),
        ({"base_url": "http://me:word@host/v1"}, "environment variable"),
        ({"base_url": "me:word@host"}, "environment variable"),
        ({"base_url": "http://host/v1?key=1"}, "environment variable"),
        ({"base_url": "http://a b/v1"}, "must begin with http"),
        ({"extra": {"when": datetime(2026, 1, 1)}}, "JSON cannot say"),
    ],
)
def test_a_wrong_setting_is_refused_in_a_sentence(wrong, says):
    with pytest.raises(RecipeError, match=says) as caught:
        build(Backend, {"use": "openai_compatible", "model": "m"} | wrong)
    assert "word" not in str(caught.value)


# what is read


@pytest.mark.parametrize(
    ("said", "means"),
    [("stop", "stop"), ("eos_token", "stop"), (None, "stop"), (5, "stop"), ("length", "length"),
     ("max_tokens", "length"), ("content_filter", "content_filter")],
)  # fmt: skip
def test_ends_are_told_in_two_words(said, means):
    assert read(told(finish_reason=said)).finish_reason == means


@pytest.mark.parametrize(
    "usage", [None, {}, {"prompt_tokens": -1}, {"prompt_tokens": "9"}, {"prompt_tokens": True}, []]
)
def test_tokens_are_estimated_where_a_server_does_not_count(usage):
    reply = read(told("four") | {"usage": usage})
    assert (reply.prompt_tokens, reply.completion_tokens) == (2, 1)


def test_text_in_parts_is_joined():
    assert read(told([{"type": "text", "text": "a"}, {"type": "image"}, {"type": "text", "text": "b"}])).text == "ab"


@pytest.mark.parametrize(
    "body",
    [{}, [], 5, "x", {"choices": None}, {"choices": []}, {"choices": [None]}, {"choices": [{}]}, told(None), told(5),
     told([]), told([{"type": "text", "text": None}]), told(None, finish_reason="error"), b"", b"{",
     b'{"a":"\\ud800"}', b'{"choices":' + b"[" * 5000, b"\xff\xfe{}", {"error": "the worker died"}, {"error": {"message": "m", "code": "c"}}],
)  # fmt: skip
def test_an_answer_that_cannot_be_read_is_unsteady_never_an_empty_reply(body):
    with pytest.raises(Unsteady):
        read(body)


def test_what_asking_again_will_not_change_is_not_asked_again():
    with pytest.raises(ModelError, match="refused: No") as refused:
        read(told(None, message={"content": None, "refusal": "No."}))
    with pytest.raises(ModelError, match="raise max_tokens") as spent:
        read(told(None, finish_reason="length"))
    assert type(refused.value) is type(spent.value) is ModelError


@given(st.binary(max_size=200) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from("choices message content text error code model usage finish_reason".split()),
                      inner, max_size=4),
    max_leaves=12).map(lambda value: json.dumps(value).encode()), st.integers(100, 599))  # fmt: skip
def test_any_bytes_are_a_reply_or_a_model_error(body, status):
    try:
        reply = reply_of(Answer(status, {}, body), Request("p"), "m", URL)
    except ModelError as error:
        assert "\n" not in str(error) and len(str(error)) < 800
    else:
        assert isinstance(reply.text, str) and isinstance(reply.finish_reason, str) and reply.model


# failures


@pytest.mark.parametrize(
    ("status", "body", "kind", "says"),
    [
        (400, {"error": {"message": "too long"}}, ModelError, "answered 400 (Bad Request): too long"),
        (403, {"error": "not yours"}, ModelError, "not yours"),
        (404, {"message": "no such model"}, ModelError, "no such model"),
        (422, {"detail": [{"loc": ["body"], "msg": "odd"}]}, ModelError, "odd"),
        (413, b"<html>big</html>", ModelError, "413"),
        (501, {"error": {"message": "no embeddings"}}, ModelError, "no embeddings"),
        (408, b"", Unsteady, "408"),
        (500, b"plain words\n  on lines", Unsteady, "plain words on lines"),
        (503, {"error": {"message": "model is overloaded"}}, Overloaded, "overloaded"),
        (503, {"error": {"message": "down"}}, Unsteady, "down"),
        (599, b"\xff\xfe", Unsteady, "599"),
        (429, {"error": {"message": "pay", "code": "project_spend_limit_exceeded"}}, ModelError, "pay"),
        (429, b"", Overloaded, "429"),
        (304, b"", ModelError, "redirects are not followed"),
    ],
)
def test_a_status_means_one_thing(status, body, kind, says):
    error = failure_of(answered(body, status), URL)
    assert type(error) is kind and says in str(error) and str(error).startswith("model.example:8000 ")


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.25"}, 0.25),
        ({"retry-after-ms": "150", "retry-after": "1"}, 0.15),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "1e9"}, None),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:30 GMT", "date": "Wed, 21 Oct 2026 07:28:00 GMT"}, 30.0),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ({"x-ratelimit-reset-requests": "6m0s"}, None),
        ({"x-ratelimit-reset-requests": "6m0.5s", "x-ratelimit-remaining-requests": "0"}, 360.5),
        ({"x-ratelimit-reset-tokens": "120ms", "x-ratelimit-remaining-tokens": "0"}, 0.12),
        ({"x-ratelimit-reset-tokens": "", "x-ratelimit-remaining-tokens": "0"}, None),
        ({"x-ratelimit-reset-tokens": "1h", "x-ratelimit-remaining-tokens": "0",
          "x-ratelimit-reset-requests": "1s", "x-ratelimit-remaining-requests": "0"}, 3600.0),
    ],
)  # fmt: skip
def test_a_server_tells_in_many_ways_when_to_come_back(headers, wait_s):
    assert wait_of(headers) == (None if wait_s is None else pytest.approx(wait_s))


def test_a_date_without_the_servers_clock_is_held_against_ours():
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert 55 < (wait_of({"retry-after": soon}) or 0) <= 60


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=20))
def test_no_header_can_break_the_reading_of_a_failure(after, date, span):
    headers = {
        "retry-after": after,
        "date": date,
        "x-ratelimit-reset-tokens": span,
        "x-ratelimit-remaining-tokens": "0",
    }
    wait_s = wait_of(headers)
    assert wait_s is None or 0 <= wait_s < 1e12


# vectors


def test_vectors_come_in_the_order_of_the_texts():
    data = [{"index": 1, "embedding": [3, 4]}, {"index": 0, "embedding": [1.5, 2]}]
    wire = FakeWire(answered({"data": data}))
    assert [list(one) for one in asyncio.run(ONE.embed(["a", "b"], wire))] == [[1.5, 2.0], [3.0, 4.0]]
    assert wire.url == f"{URL}/embeddings" and wire.body["input"] == ["a", "b"] and wire.body["model"] == "m"


@pytest.mark.parametrize(
    "data",
    [None, [], [{"index": 0, "embedding": [1]}], [{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [1]}],
     [{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [1, 2]}], [{"embedding": [1]}, {"embedding": [None]}],
     [{"embedding": []}, {"embedding": []}], [{"embedding": "ab"}, {"embedding": "cd"}],
     [{"index": {}}, {"index": []}]],
)  # fmt: skip
def test_vectors_that_are_missing_or_odd_are_unsteady(data):
    with pytest.raises(Unsteady):
        vectors_of(answered({"data": data}), 2, URL)


def test_a_body_is_the_same_bytes_every_time():
    request = Request("p", schema=SCHEMA, seed=3, sample=2)
    assert body_of(request, {"model": "m"}) == body_of(request, {"model": "m"})

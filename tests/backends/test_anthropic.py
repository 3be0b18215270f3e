"""What is sent to Anthropic's Messages interface, and what is read from it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from fake_wire import answered, asked
from hypothesis import given
from hypothesis import strategies as st

from tilth.backends.anthropic import Anthropic, reply_of
from tilth.core.errors import ModelError, Overloaded, RecipeError, Unsteady
from tilth.core.items import Message
from tilth.core.model import Answer, Backend, Reply, Request
from tilth.engine.config import build
from tilth.engine.models import identity

URL = "https://api.example"
PIXEL = "data:image/png;base64,AAAA"
SCHEMA = {"type": "object", "properties": {"n": {"type": "integer"}}}
ONE = Anthropic(model="c", base_url=URL, key_env="", temperature=0.5, max_tokens=64)


def told(*blocks: object, **changes: object) -> dict[str, object]:
    """A good answer's body."""
    content = list(blocks) or [{"type": "text", "text": "Hello."}]
    usage = {"input_tokens": 12, "output_tokens": 34, "cache_read_input_tokens": 8, "cache_creation_input_tokens": None}
    return {
        "type": "message",
        "model": "c-2026",
        "content": content,
        "stop_reason": "end_turn",
        "usage": usage,
    } | changes


def test_a_message_carries_system_images_prompt_and_turns():
    turns = (Message("assistant", "four"), Message("assistant", ""), Message("judge", "as a number"))
    request = Request("what is it?", system="Be brief.", images=(PIXEL,), turns=turns)
    reply, wire = asked(ONE, request, answered(told()))
    assert reply == Reply("Hello.", "c-2026", 20, 34, "stop")
    assert wire.url == f"{URL}/v1/messages" and wire.headers["anthropic-version"] == "2023-06-01"
    assert wire.body["system"] == "Be brief." and wire.body["max_tokens"] == 64 and "top_p" not in wire.body
    source = {"type": "base64", "media_type": "image/png", "data": "AAAA"}
    assert wire.body["messages"] == [
        {"role": "user", "content": [{"type": "image", "source": source}, {"type": "text", "text": "what is it?"}]},
        {"role": "assistant", "content": "four"},
        {"role": "user", "content": "as a number"},
    ]


def test_the_key_goes_into_its_header_and_must_be_there(monkeypatch):
    monkeypatch.setenv("A_KEY", "sk-ant-0123456789")
    backend = replace(ONE, key_env="A_KEY")
    _, wire = asked(backend, Request("p"), answered(told()))
    assert wire.headers["x-api-key"] == "sk-ant-0123456789" and "sk-ant" not in repr(backend) + repr(wire.body)
    assert "x-api-key" not in asked(ONE, Request("p"), answered(told()))[1].headers
    monkeypatch.delenv("A_KEY")
    with pytest.raises(RecipeError, match="A_KEY"):
        asked(backend, Request("p"), answered(told()))


def test_a_schema_becomes_a_form_that_the_model_must_fill_in():
    form = {"type": "tool_use", "id": "t", "name": "reply", "input": {"n": 4, "who": "Zoë"}}
    answer = answered(told({"type": "text", "text": "Let me see."}, form, stop_reason="tool_use"))
    reply, wire = asked(ONE, Request("p", schema=SCHEMA), answer)
    assert wire.body["tools"][0]["input_schema"] == SCHEMA
    assert wire.body["tool_choice"] == {"type": "tool", "name": "reply"}
    assert json.loads(reply.text) == {"n": 4, "who": "Zoë"} and reply.finish_reason == "stop"


@pytest.mark.parametrize(
    ("structured", "schema", "field", "in_prompt"),
    [
        ("tool", {"enum": ["a", "b"]}, None, True),
        ("json_schema", SCHEMA, "output_config", False),
        ("none", SCHEMA, None, True),
    ],
)
def test_a_schema_that_is_no_form_is_passed_otherwise(structured, schema, field, in_prompt):
    _, wire = asked(replace(ONE, structured=structured), Request("p", schema=schema), answered(told()))
    assert {"tools", "output_config"} & set(wire.body) == ({field} if field else set())
    assert ("JSON Schema" in wire.body["messages"][0]["content"]) == in_prompt


def test_fields_that_newer_models_refuse_can_be_left_out():
    backend = replace(ONE, top_p=0.9, leave_out=("temperature",), extra={"top_k": 3})
    _, wire = asked(backend, Request("p"), answered(told()))
    assert "temperature" not in wire.body and wire.body["top_k"] == 3 and wire.body["top_p"] == 0.9


@pytest.mark.parametrize("image", ["http://host/a.png", "data:image/png,raw", "data:text/html;base64,AAAA", ""])
def test_an_image_must_be_a_base64_data_url(image):
    with pytest.raises(ModelError, match="data URL"):
        asked(ONE, Request("p", images=(image,)), answered(told()))


@pytest.mark.parametrize(
    ("said", "means"),
    [("end_turn", "stop"), ("stop_sequence", "stop"), (None, "stop"), ("max_tokens", "length"),
     ("model_context_window_exceeded", "length"), ("refusal", "refusal")],
)  # fmt: skip
def test_ends_are_told_in_two_words(said, means):
    assert asked(ONE, Request("p"), answered(told(stop_reason=said)))[0].finish_reason == means


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (answered({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}, 529), Overloaded),
        (answered({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}), Unsteady),
        (answered({"error": {"type": "rate_limit_error", "message": "m"}}, 429, retry_after="3"), Overloaded),
        (answered({"error": {"type": "api_error", "message": "m"}}, 500), Unsteady),
        (answered({"error": {"type": "authentication_error", "message": "invalid x-api-key"}}, 401), ModelError),
        (answered({"error": {"type": "invalid_request_error", "message": "m"}}, 400), ModelError),
        (answered(told({"type": "thinking", "thinking": "hm"})), Unsteady),
        (answered(told(content=None)), Unsteady),
        (answered(told(content=[])), Unsteady),
        (answered(told({"type": "thinking"}, stop_reason="max_tokens")), ModelError),
        (answered(told(content=[], stop_reason="refusal")), ModelError),
        (answered(b"<html>", kind="text/html"), Unsteady),
        (answered(json.dumps(told()).encode()[:-9]), Unsteady),
    ],
)
def test_a_failure_is_named_for_what_can_be_done_about_it(answer, kind):
    with pytest.raises(ModelError) as caught:
        asked(ONE, Request("p"), answer)
    assert type(caught.value) is kind, caught.value


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from("content type text tool_use name input stop_reason usage".split()),
                      inner | st.sampled_from(["text", "tool_use", "reply"]), max_size=4),
    max_leaves=12))  # fmt: skip
def test_any_json_is_a_reply_or_a_model_error(value):
    try:
        reply = reply_of(Answer(200, {}, json.dumps(value).encode()), Request("p"), "c", URL)
    except ModelError:
        return
    assert isinstance(reply.text, str) and isinstance(reply.finish_reason, str)


def test_its_settings_are_checked_and_its_address_is_no_part_of_its_identity():
    assert identity(replace(ONE, base_url="https://elsewhere", key_env="K")) == identity(ONE)
    assert identity(replace(ONE, version="2027-01-01")) != identity(ONE)
    with pytest.raises(RecipeError, match="structured must be one of tool"):
        build(Backend, {"use": "anthropic", "model": "c", "structured": "json"})

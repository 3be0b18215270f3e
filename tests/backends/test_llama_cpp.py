"""A real model server, llama.cpp in this process with a tiny random model: what is asked, answered and refused."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import struct
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

WHY = "needs xllamacpp, gguf and tokenizers"
pytest.importorskip("xllamacpp", reason=WHY)
pytest.importorskip("gguf", reason=WHY)
pytest.importorskip("tokenizers", reason=WHY)

from tiny_gguf import write_eyes, write_model  # noqa: E402

from tilth.backends import llama_cpp  # noqa: E402
from tilth.backends.llama_cpp import LlamaCpp  # noqa: E402
from tilth.backends.openai_compatible import OpenaiCompatible  # noqa: E402
from tilth.core.errors import InputError, ModelError, Unsteady  # noqa: E402
from tilth.core.model import Backend, Reply, Request  # noqa: E402
from tilth.engine.wire import HttpWire  # noqa: E402

GRAMMAR = 'root ::= "{\\"answer\\":\\"" [a-z]{1,12} "\\"}"'
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"kind": {"enum": ["mill", "river"]}, "name": {"type": "string", "pattern": "^[a-z ]{1,20}$"}},
    "required": ["kind", "name"],
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlamaCpp]:
    folder = tmp_path_factory.mktemp("models")
    write_model(folder / "tiny.gguf")
    write_eyes(folder / "eyes.gguf")
    yield LlamaCpp(path=folder / "tiny.gguf", n_ctx=512, n_parallel=2, threads=1, max_tokens=24, pooling="mean")
    llama_cpp._server.cache_clear()


def replies(backend: Backend, *requests: Request) -> list[Reply]:
    """The replies, all asked at once."""

    async def all_at_once() -> list[Reply]:
        wire = HttpWire()
        try:
            return list(await asyncio.gather(*(backend.complete(request, wire) for request in requests)))
        finally:
            await wire.close()

    return asyncio.run(all_at_once())


def vectors(backend: Backend, *texts: str) -> list[list[float]]:
    async def once() -> list[list[float]]:
        wire = HttpWire()
        try:
            return [list(vector) for vector in await backend.embed(texts, wire)]
        finally:
            await wire.close()

    return asyncio.run(once())


def picture(shade: int) -> str:
    """A grey square of 56 pixels as a data URL."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes([shade]) * 56 * 3) * 56
    header = struct.pack(">IIBBBBB", 56, 56, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(png).decode()


def test_a_chat_is_answered_and_counted(model):
    reply = replies(model, Request("Tell me of the mill.", system="You are a miller."))[0]
    assert reply.text and reply.model == "tiny" and reply.finish_reason in ("stop", "length")
    assert reply.prompt_tokens > 20 and 1 <= reply.completion_tokens <= 24


def test_one_draw_says_the_same_again_and_another_draw_something_else(model):
    alone = replace(model, n_parallel=1, concurrency=1, extra={"cache_prompt": False})
    first, again, other = (replies(alone, Request("Tell me.", seed=5, sample=n))[0].text for n in (0, 0, 1))
    assert first == again != other


def test_a_process_loads_a_model_once_however_often_it_is_asked(model):
    replies(model, *(Request(f"Say {n}.") for n in range(6)))
    before = llama_cpp._server.cache_info()
    replies(replace(model, temperature=0.1, max_tokens=3), Request("Say more."))
    after = llama_cpp._server.cache_info()
    assert after.misses == before.misses and after.hits == before.hits + 1


def test_a_schema_holds_every_reply(model):
    for reply in replies(replace(model, max_tokens=200), *(Request(f"Name {n}.", schema=SCHEMA) for n in range(20))):
        told = json.loads(reply.text)
        assert told["kind"] in ("mill", "river") and re.fullmatch("[a-z ]{1,20}", told["name"]) and len(told) == 2


def test_a_grammar_holds_every_reply(model):
    grammatical = replace(model, grammar=GRAMMAR, max_tokens=64)
    for reply in replies(grammatical, *(Request("Answer.", sample=n) for n in range(40))):
        assert re.fullmatch(r'\{"answer":"[a-z]{1,12}"\}', reply.text), reply.text


def test_plain_completions_take_a_schema_and_a_grammar_too(model):
    plain = replace(model, api="completions", max_tokens=200)
    assert json.loads(replies(plain, Request("It was", schema={"enum": ["a", "b"]}))[0].text) in ("a", "b")
    assert replies(replace(plain, grammar='root ::= "yes"'), Request("It was"))[0].text == "yes"


def test_a_picture_is_seen(model):
    sees = replace(model, mmproj=str(model.path.with_name("eyes.gguf")), temperature=0.0)
    blind, dark, light = (
        replies(sees, Request("What is it?", images=images))[0] for images in ((), (picture(0),), (picture(255),))
    )
    assert dark.prompt_tokens == light.prompt_tokens >= blind.prompt_tokens + 16
    assert dark.text != light.text


def test_a_text_has_the_same_vector_whatever_stands_beside_it(model):
    texts = ("the mill by the river", "a wholly other and much longer matter of bread", "short")
    alone = [vectors(model, text)[0] for text in texts]
    together = vectors(model, *texts, *texts)
    assert {len(vector) for vector in alone} == {64}
    assert together == [pytest.approx(vector, abs=1e-4) for vector in alone * 2]
    assert alone[0] != pytest.approx(alone[1], abs=1e-2)


def test_many_at_once_wait_for_no_idle_connection(model):
    fresh = replace(model, max_tokens=4, n_ctx=256)
    replies(fresh, Request("Say nothing."))
    began = time.monotonic()
    replies(fresh, *(Request(f"Say {n}.") for n in range(40)))
    assert time.monotonic() - began < 4, "the server held its threads for connections that nobody used"


def test_a_prompt_that_is_too_long_fails_with_the_servers_reason(model):
    with pytest.raises(ModelError, match=r"400 \(Bad Request\): .*exceeds the available context size") as caught:
        replies(model, Request("mill " * 3000))
    assert type(caught.value) is ModelError


def test_a_grammar_that_is_none_fails_with_the_servers_reason(model):
    with pytest.raises(ModelError, match="failed to parse grammar"):
        replies(replace(model, grammar="root ::= ((("), Request("Answer."))


def test_a_failure_inside_the_server_is_unsteady(model):
    with pytest.raises(Unsteady, match="500"):  # it has no part that sees
        replies(model, Request("What is it?", images=(picture(9),)))


def test_none_but_this_process_may_ask(model, monkeypatch):
    url, key = model._started(embeds=False)
    monkeypatch.setenv("A_KEY", "wrong-key-0123456789")
    stranger = OpenaiCompatible(model="tiny", base_url=url, key_env="A_KEY", max_tokens=8)
    with pytest.raises(ModelError, match="401") as caught:
        replies(stranger, Request("Let me in."))
    assert type(caught.value) is ModelError
    monkeypatch.setenv("A_KEY", key)
    assert url.startswith("http://127.0.0.1:") and replies(stranger, Request("Let me in."))[0].text


def test_a_missing_or_broken_file_stops_the_run_in_a_sentence(model, tmp_path):
    with pytest.raises(InputError, match=r"there is no model file .*nowhere\.gguf"):
        replies(replace(model, path=tmp_path / "nowhere.gguf"), Request("p"))
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF, or so it says")
    with pytest.raises(InputError, match=r"cannot load .*broken\.gguf"):
        replies(replace(model, path=broken), Request("p"))


@pytest.mark.parametrize("wrong", [{"pooling": "max"}, {"api": "talk"}, {"n_parallel": 0}, {"n_ctx": 0}])
def test_wrong_settings_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        LlamaCpp(path=Path("m.gguf"), **wrong)

"""Reaches any server that speaks OpenAI's interface: OpenAI itself, vLLM, SGLang, llama.cpp, gateways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from tilth.backends import _openai_batch as batches
from tilth.backends._asking import checked_choice, checked_extra, checked_piles, checked_url, key_of
from tilth.backends._batch import lines_in, quoted
from tilth.backends._openai_shape import (
    APIS,
    STRUCTURED,
    body_of,
    embedding_body,
    headers_of,
    path_of,
    reply_of,
    vectors_of,
)
from tilth.core.errors import ModelError
from tilth.core.items import Json
from tilth.core.model import Answer, Backend, BatchState, Reply, Request, Wire


@dataclass(frozen=True, kw_only=True)
class OpenaiCompatible(Backend):
    """Asks for chat or plain completions, and for embeddings, and takes the whole reply at once."""

    cosmetic: ClassVar[frozenset[str]] = Backend.cosmetic | {"base_url", "key_env"}

    model: str
    """What the server calls the model."""
    base_url: str = "http://localhost:8000/v1"
    """The address up to and with its version, such as https://api.openai.com/v1."""
    key_env: str = ""
    """The environment variable that holds the key; empty sends none. The key itself stands nowhere else."""
    api: str = "chat"
    """`chat` for models that were taught to converse; `completions` for those that go on writing a text."""
    structured: str = "json_schema"
    """How a schema is passed: `json_schema` holds the reply to it; `json_object` holds it to JSON and tells the schema
    in the prompt; `guided_json` is for vLLM before 0.12; `none` only tells it in the prompt."""
    grammar: str = ""
    """A grammar in llama.cpp's GBNF that every reply must follow, for llama.cpp servers. Schemas then stand in the
    prompt only."""
    logprobs: int = 0
    """Ask for the log-probabilities of so many of the likeliest tokens at each place, for servers that log what they
    answer; a reply here keeps its text alone."""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """More fields for the body, such as { top_k = 40 }; they win over all others."""
    leave_out: tuple[str, ...] = ()
    """Fields that the server refuses, such as `seed` or `temperature`; they are not sent."""

    def __post_init__(self) -> None:
        checked_url(self.base_url)
        checked_choice("api", self.api, APIS)
        checked_choice("structured", self.structured, STRUCTURED)
        checked_extra(self.extra)
        checked_piles(self, batches.MOST_ROWS, batches.MOST_BYTES)

    @property
    def account(self) -> str:
        return f"{self.base_url}|{self.key_env}|{self.model}"

    async def complete(self, request: Request, wire: Wire) -> Reply:
        key = key_of(self.key_env)
        url = self.base_url.rstrip("/") + path_of(self.api)
        answer = await wire.post(url, self._body(request), headers_of(key), self.patience)
        return reply_of(answer, request, self.model, self.base_url, key)

    async def embed(self, texts: Sequence[str], wire: Wire) -> Sequence[Sequence[float]]:
        key = key_of(self.key_env)
        body = embedding_body(texts, self.model, self.extra)
        url = self.base_url.rstrip("/") + path_of("embeddings")
        answer = await wire.post(url, body, headers_of(key), self.patience)
        return vectors_of(answer, len(texts), self.base_url, key)

    def row(self, key: str, request: Request) -> bytes:
        return batches.row_of(key, self._body(request), self.api)

    async def submit(self, rows: Sequence[bytes], wire: Wire) -> str:
        key = key_of(self.key_env)
        form, kind = batches.upload_of(rows)
        base, headers = self.base_url.rstrip("/"), headers_of(key)
        uploaded = await wire.post(f"{base}/files", form, headers | {"content-type": kind}, self.patience)
        file = batches.id_of(uploaded, base, key)
        made = await wire.post(f"{base}/batches", batches.job_of(file, self.api), headers, self.patience)
        return batches.made_of(made, file, base, key)

    async def poll(self, job: str, wire: Wire) -> BatchState:
        key = key_of(self.key_env)
        told = batches.job_in(await self._get(f"batches/{quoted(job)}", key, wire), self.base_url, key)
        return batches.state_of(told, self.base_url, key)

    async def fetch(self, job: str, wire: Wire) -> Mapping[str, Reply | ModelError]:
        key = key_of(self.key_env)
        told = batches.job_in(await self._get(f"batches/{quoted(job)}", key, wire), self.base_url, key)
        found: dict[str, Reply | ModelError] = {}
        for file in batches.files_of(told, self.base_url):
            answer = await self._get(f"files/{quoted(file)}/content", key, wire)
            for line in lines_in(answer, self.base_url, key):
                found[line["custom_id"]] = batches.result_of(line, self.model, self.base_url, key)
        return found

    async def _get(self, path: str, key: str, wire: Wire) -> Answer:
        return await wire.get(f"{self.base_url.rstrip('/')}/{path}", headers_of(key), self.patience)

    def _body(self, request: Request) -> bytes:
        return body_of(
            request,
            self._settings(),
            api=self.api,
            structured=self.structured,
            extra=self.extra,
            leave_out=self.leave_out,
        )

    def _settings(self) -> dict[str, Json]:
        """The fields that are the same in every body."""
        told: dict[str, Json] = {
            "model": self.model,
            "temperature": self.temperature,
            "top_p": self.top_p,
            "max_tokens": self.max_tokens,
        }
        if self.grammar:
            told["grammar"] = self.grammar
        if self.logprobs and self.api == "chat":
            told |= {"logprobs": True, "top_logprobs": self.logprobs}
        elif self.logprobs:
            told["logprobs"] = self.logprobs
        return told

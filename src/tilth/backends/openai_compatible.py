"""Reaches any server that speaks OpenAI's interface: OpenAI itself, vLLM, SGLang, llama.cpp, gateways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from tilth.backends._asking import checked_choice, checked_extra, checked_url, key_of
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
from tilth.core.items import Json
from tilth.core.model import Backend, Reply, Request, Wire


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

    @property
    def account(self) -> str:
        return f"{self.base_url}|{self.key_env}|{self.model}"

    async def complete(self, request: Request, wire: Wire) -> Reply:
        key = key_of(self.key_env)
        body = body_of(
            request,
            self._settings(),
            api=self.api,
            structured=self.structured,
            extra=self.extra,
            leave_out=self.leave_out,
        )
        url = self.base_url.rstrip("/") + path_of(self.api)
        answer = await wire.post(url, body, headers_of(key), self.patience)
        return reply_of(answer, request, self.model, self.base_url, key)

    async def embed(self, texts: Sequence[str], wire: Wire) -> Sequence[Sequence[float]]:
        key = key_of(self.key_env)
        body = embedding_body(texts, self.model, self.extra)
        url = self.base_url.rstrip("/") + path_of("embeddings")
        answer = await wire.post(url, body, headers_of(key), self.patience)
        return vectors_of(answer, len(texts), self.base_url, key)

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

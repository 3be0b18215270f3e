"""Reaches Claude, and whatever else speaks Anthropic's Messages interface."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import orjson

from tilth.backends import _anthropic_batch as batches
from tilth.backends._answers import ending, host_of, json_of, named, tokens
from tilth.backends._asking import (
    checked_choice,
    checked_extra,
    checked_piles,
    checked_url,
    key_of,
    packed,
    with_schema,
)
from tilth.backends._batch import NOBODY, lines_in, name_in, quoted
from tilth.core.errors import ModelError, Unsteady
from tilth.core.items import Json
from tilth.core.model import Answer, Backend, BatchState, Reply, Request, Wire

STRUCTURED = ("tool", "json_schema", "none")
TOOL = "reply"
"""What the tool is called whose input is the reply."""
ENDS = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "tool_use": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
}
"""What the interface calls the two ends of a reply; other words, such as `refusal`, are passed on as they are."""

_IMAGE = re.compile(r"data:(image/[a-z0-9.+-]{1,40});base64,")


@dataclass(frozen=True, kw_only=True)
class Anthropic(Backend):
    """Asks for a message and takes it whole. The interface has no seed: draws differ by the model's own chance."""

    cosmetic: ClassVar[frozenset[str]] = Backend.cosmetic | {"base_url", "key_env"}

    model: str
    """What the service calls the model."""
    base_url: str = "https://api.anthropic.com"
    """The address before `/v1/messages`."""
    key_env: str = "ANTHROPIC_API_KEY"
    """The environment variable that holds the key; empty sends none. The key itself stands nowhere else."""
    version: str = "2023-06-01"
    """The date of the interface, sent as `anthropic-version`."""
    structured: str = "tool"
    """How a schema is passed: `tool` makes the model fill in a form (schemas of objects only; others are told in the
    prompt); `json_schema` holds the text to it, on models that can; `none` only tells it in the prompt."""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """More fields for the body, such as { top_k = 40 }; they win over all others."""
    leave_out: tuple[str, ...] = ()
    """Fields that the model refuses, such as `temperature` (Claude Opus 4.7 and later); they are not sent."""

    def __post_init__(self) -> None:
        checked_url(self.base_url)
        checked_choice("structured", self.structured, STRUCTURED)
        checked_extra(self.extra)
        checked_piles(self, batches.MOST_ROWS, batches.MOST_BYTES)

    @property
    def account(self) -> str:
        return f"{self.base_url}|{self.key_env}|{self.model}"

    async def complete(self, request: Request, wire: Wire) -> Reply:
        key = key_of(self.key_env)
        url = self.base_url.rstrip("/") + "/v1/messages"
        answer = await wire.post(url, self._body(request), self._headers(key), self.patience)
        return reply_of(answer, request, self.model, self.base_url, key)

    def row(self, key: str, request: Request) -> bytes:
        return batches.row_of(key, self._body(request))

    async def submit(self, rows: Sequence[bytes], wire: Wire) -> str:
        key = key_of(self.key_env)
        url = self.base_url.rstrip("/") + batches.PATH
        answer = await wire.post(url, batches.job_of(rows), self._headers(key), self.patience)
        return name_in(json_of(answer, url, key), "id", url)

    async def poll(self, job: str, wire: Wire) -> BatchState:
        return batches.state_of(await self._job(job, key_of(self.key_env), wire))

    async def fetch(self, job: str, wire: Wire) -> Mapping[str, Reply | ModelError]:
        key, url = key_of(self.key_env), self.base_url
        told = await self._job(job, key, wire)
        if "lost" in told:
            return {}

        def read(answer: Answer) -> Reply:
            return reply_of(answer, NOBODY, self.model, url, key)

        answer = await wire.get(batches.results_url(told, job, url), self._headers(key), self.patience)
        return {line["custom_id"]: batches.result_of(line, url, key, read) for line in lines_in(answer, url, key)}

    async def _job(self, job: str, key: str, wire: Wire) -> dict[str, Any]:
        url = f"{self.base_url.rstrip('/')}{batches.PATH}/{quoted(job)}"
        return batches.job_in(await wire.get(url, self._headers(key), self.patience), url, key)

    def _headers(self, key: str) -> dict[str, str]:
        headers = {"content-type": "application/json", "accept": "application/json", "anthropic-version": self.version}
        return headers | {"x-api-key": key} if key else headers

    def _body(self, request: Request) -> bytes:
        body: dict[str, Any] = {
            "model": self.model,
            "max_tokens": self.max_tokens,
            "temperature": self.temperature,
        }
        if self.top_p != 1.0:  # newer models refuse it beside a temperature
            body["top_p"] = self.top_p
        if request.system:
            body["system"] = request.system
        prompt = request.prompt
        if request.schema is not None:
            fields = schema_fields(request.schema, self.structured)
            body |= fields
            prompt = prompt if fields else with_schema(prompt, request.schema)
        body["messages"] = messages_of(request, prompt)
        body |= self.extra
        for name in self.leave_out:
            body.pop(name, None)
        return packed(body)


def schema_fields(schema: Mapping[str, Json], structured: str) -> dict[str, Any]:
    """The fields that hold the model to a schema; none where only words can."""
    if structured == "json_schema":
        return {"output_config": {"format": {"type": "json_schema", "schema": schema}}}
    if structured == "tool" and schema.get("type") == "object":
        tool = {"name": TOOL, "description": "Gives the reply.", "input_schema": schema}
        return {"tools": [tool], "tool_choice": {"type": "tool", "name": TOOL}}
    return {}


def messages_of(request: Request, prompt: str) -> list[dict[str, Any]]:
    """The prompt with its images before it, and the turns after it. Raises ModelError for an image it cannot carry."""
    content: Any = prompt
    if request.images:
        content = [*(image_block(image) for image in request.images), {"type": "text", "text": prompt}]
    messages: list[dict[str, Any]] = [{"role": "user", "content": content}]
    for turn in request.turns:
        if turn.content:  # an empty turn is refused
            role = "assistant" if turn.role == "assistant" else "user"
            messages.append({"role": role, "content": turn.content})
    return messages


def image_block(image: str) -> dict[str, Any]:
    """A data URL as the block the interface wants."""
    match = _IMAGE.match(image)
    if not match:
        raise ModelError(f"an image must be a base64 data URL of an image, got {image[:40]!r}")
    return {"type": "image", "source": {"type": "base64", "media_type": match[1], "data": image[match.end() :]}}


def reply_of(answer: Answer, request: Request, model: str, url: str, secret: str = "") -> Reply:
    """The reply that an answer holds: its text, or the form that was filled in, as JSON.

    Raises Overloaded, Unsteady or ModelError for a failed answer, and Unsteady for one that holds no reply.
    """
    told = json_of(answer, url, secret)
    blocks = told.get("content")
    blocks = [block for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []
    ended = ending(told.get("stop_reason"), ENDS)
    text = _said(blocks)
    if text is None:
        raise _unsaid(ended, url)
    usage = told.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    cached = [usage.get(f"cache_{how}_input_tokens") for how in ("creation", "read")]
    return Reply(
        text=text,
        model=named(told.get("model"), model),
        prompt_tokens=tokens(usage.get("input_tokens"), request) + sum(n for n in cached if type(n) is int and n > 0),
        completion_tokens=tokens(usage.get("output_tokens"), text),
        finish_reason=ended,
    )


def _said(blocks: list[dict[str, Any]]) -> str | None:
    """What the model filled into the form, else all its text; none when there is neither."""
    for block in blocks:
        if block.get("type") == "tool_use" and block.get("name") == TOOL and isinstance(block.get("input"), dict):
            return orjson.dumps(block["input"]).decode()
    texts = [block["text"] for block in blocks if block.get("type") == "text" and isinstance(block.get("text"), str)]
    return "".join(texts) if texts else None


def _unsaid(ended: str, url: str) -> ModelError:
    """Why there is no text: the model would not, or thought until its tokens were spent, or the server failed."""
    if ended == "refusal":
        return ModelError("the model refused to answer")
    if ended == "length":
        return ModelError("the model spent all its tokens before it said anything; raise max_tokens")
    return Unsteady(f"{host_of(url)} sent a message without text (it ended with {ended[:40]!r})")

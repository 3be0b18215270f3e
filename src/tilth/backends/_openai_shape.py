"""The shape of OpenAI's chat, completions and embeddings interface: what a body holds, and how an answer is read.

Many servers speak it: vLLM, SGLang, llama.cpp, gateways. Pure functions; who sends the bytes is another's business.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from tilth.backends._answers import ending, host_of, json_of, named, tokens
from tilth.backends._asking import packed, with_schema
from tilth.core.errors import ModelError, Unsteady
from tilth.core.items import Json, content_id
from tilth.core.model import Answer, Reply, Request

APIS = ("chat", "completions")
STRUCTURED = ("json_schema", "json_object", "guided_json", "none")
ROLES = frozenset(("system", "user", "assistant"))
ENDS = {
    "eos": "stop",
    "eos_token": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_length": "length",
}
"""What servers call the two ends of a reply; other words are passed on as they are."""


def path_of(api: str) -> str:
    """Where an interface lies below a server's address."""
    return "/chat/completions" if api == "chat" else f"/{api}"


@lru_cache(maxsize=1024)
def seed_of(seed: int, sample: int) -> int:
    """The seed that a server is sent, below 2**31: the same for the same run seed and draw, in every process."""
    return int(content_id("model seed", seed, sample), 16) & 0x7FFF_FFFF


def headers_of(key: str) -> dict[str, str]:
    """The headers of every request; with a key, the one that shows it."""
    headers = {"content-type": "application/json", "accept": "application/json"}
    if key:
        headers["authorization"] = f"Bearer {key}"
    return headers


def body_of(
    request: Request,
    settings: Mapping[str, Json],
    *,
    api: str = "chat",
    structured: str = "json_schema",
    extra: Mapping[str, Json] | None = None,
    leave_out: Iterable[str] = (),
) -> bytes:
    """The bytes to send: settings, seed, the question and its schema; `extra` wins over all of them.

    Raises ModelError for a request that the interface cannot carry.
    """
    structured = "none" if "grammar" in settings else structured  # a server takes one of the two, and the schema wins
    body: dict[str, Any] = {**settings, "seed": seed_of(request.seed, request.sample)}
    prompt = request.prompt
    if request.schema is not None:
        body |= schema_fields(request.schema, api, structured)
        prompt = with_schema(prompt, request.schema) if structured in ("json_object", "none") else prompt
    if api == "chat":
        body["messages"] = messages_of(request, prompt)
    else:
        body["prompt"] = plain_prompt(request, prompt)
    if extra:
        body |= extra
    for name in leave_out:
        body.pop(name, None)
    return packed(body)


def schema_fields(schema: Mapping[str, Json], api: str, structured: str) -> dict[str, Any]:
    """The fields that hold a server to a schema."""
    if structured == "json_schema":
        shape = {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": schema}}
        # for plain completions vLLM reads the first field, and llama.cpp the second
        return {"response_format": shape} if api == "chat" else {"response_format": shape, "json_schema": schema}
    if structured == "json_object":
        return {"response_format": {"type": "json_object"}}
    return {"guided_json": schema} if structured == "guided_json" else {}


def messages_of(request: Request, prompt: str) -> list[dict[str, Any]]:
    """System, prompt with its images, and the turns after it, as chat messages."""
    messages: list[dict[str, Any]] = [{"role": "system", "content": request.system}] if request.system else []
    if request.images:
        seen = [{"type": "image_url", "image_url": {"url": checked_image(image)}} for image in request.images]
        messages.append({"role": "user", "content": [{"type": "text", "text": prompt}, *seen]})
    else:
        messages.append({"role": "user", "content": prompt})
    for turn in request.turns:
        messages.append({"role": turn.role if turn.role in ROLES else "user", "content": turn.content})
    return messages


def checked_image(image: str) -> str:
    """The image, if it is a data URL. A server must never be made to fetch an address that stood in some material."""
    if not image.startswith("data:image/"):
        raise ModelError(f"an image must be a data URL that begins with data:image/, got {image[:40]!r}")
    return image


def plain_prompt(request: Request, prompt: str) -> str:
    """Everything that was said, as one text for a model that goes on writing it."""
    if request.images:
        raise ModelError('plain completions carry no images; use api = "chat"')
    return "\n\n".join(part for part in (request.system, prompt, *(turn.content for turn in request.turns)) if part)


def reply_of(answer: Answer, request: Request, model: str, url: str, secret: str = "") -> Reply:
    """The reply that an answer holds.

    Raises Overloaded, Unsteady or ModelError for a failed answer, and Unsteady for one that holds no text.
    """
    told = json_of(answer, url, secret)
    choices = told.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise Unsteady(f"{host_of(url)} sent an answer without a choice")
    choice = choices[0]
    ended = ending(choice.get("finish_reason"), ENDS)
    message = choice.get("message")
    text = _said(message.get("content") if isinstance(message, dict) else choice.get("text"))
    if text is None or ended == "error":
        raise _unsaid(message, ended, url)
    usage = told.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    return Reply(
        text=text,
        model=named(told.get("model"), model),
        prompt_tokens=tokens(usage.get("prompt_tokens"), request),
        completion_tokens=tokens(usage.get("completion_tokens"), text),
        finish_reason=ended,
    )


def _said(content: object) -> str | None:
    """A message's text; some servers send it in parts."""
    if content is None or isinstance(content, str):
        return content
    if not isinstance(content, list):
        return None
    texts = [part.get("text") for part in content if isinstance(part, dict) and part.get("type") == "text"]
    said = [text for text in texts if isinstance(text, str)]
    return "".join(said) if said else None


def _unsaid(message: object, ended: str, url: str) -> ModelError:
    """Why there is no text: the model would not, or thought until its tokens were spent, or the server failed."""
    refusal = message.get("refusal") if isinstance(message, dict) else None
    if isinstance(refusal, str) and refusal:
        return ModelError(f"the model refused: {refusal[:200]}")
    if ended == "length":
        return ModelError("the model spent all its tokens before it said anything; raise max_tokens")
    return Unsteady(f"{host_of(url)} sent a choice without text (it ended with {ended[:40]!r})")


def embedding_body(texts: Sequence[str], model: str, extra: Mapping[str, Json] | None = None) -> bytes:
    """The bytes that ask for a vector of each text."""
    return packed({"model": model, "input": list(texts), "encoding_format": "float", **(extra or {})})


def vectors_of(answer: Answer, n: int, url: str, secret: str = "") -> list[Sequence[float]]:
    """The n vectors that an answer holds, in the order of the texts. Raises as `reply_of` does."""
    data = json_of(answer, url, secret).get("data")
    if not isinstance(data, list) or len(data) != n or not all(isinstance(one, dict) for one in data):
        raise Unsteady(f"{host_of(url)} did not send a vector for each of {n} texts")
    try:
        placed = {one.get("index", place): one.get("embedding") for place, one in enumerate(data)}
        vectors = [array("d", placed[place]) for place in range(n)]
    except (KeyError, TypeError) as error:
        raise Unsteady(f"{host_of(url)} sent a vector that is missing or holds no numbers") from error
    if n and (not vectors[0] or any(len(vector) != len(vectors[0]) for vector in vectors)):
        raise Unsteady(f"{host_of(url)} sent vectors of different lengths")
    return list(vectors)

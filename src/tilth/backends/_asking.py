"""What every backend that asks a service needs: settings that are right, its key, and the bytes that it sends."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from tilth.core.errors import ModelError, RecipeError
from tilth.core.items import Json
from tilth.core.model import Backend

SCHEMA_WORDS = "Reply with JSON alone, nothing before or after it. It must be an instance of this JSON Schema:"
"""Said after the prompt when a server cannot be held to a schema."""


def checked_url(url: str) -> None:
    """Raises ValueError, in a sentence, for an address that no request can go to, or that holds a secret."""
    if set("@?#") & set(url):  # the address itself is not repeated: it may hold a key
        raise ValueError("base_url must be a plain address; put a key into an environment variable and name it key_env")
    scheme, _, rest = url.partition("://")
    if scheme not in ("http", "https") or not rest.partition("/")[0] or not url.isprintable() or " " in url:
        raise ValueError(f"base_url must begin with http:// or https:// and name a server, got {url!r}")


def checked_choice(setting: str, value: str, choices: Iterable[str]) -> None:
    """Raises ValueError, in a sentence that lists the right ones, for a value that is none of the choices."""
    if value not in choices:
        raise ValueError(f"{setting} must be one of {', '.join(choices)}, got {value!r}")


def checked_extra(extra: Mapping[str, Any]) -> None:
    """Raises ValueError for additions to the body that are not plain JSON."""
    try:
        orjson.dumps(extra, option=orjson.OPT_PASSTHROUGH_DATETIME)
    except TypeError as error:
        raise ValueError(f"extra holds what JSON cannot say ({error})") from error


def checked_piles(backend: Backend, most_rows: int, most_bytes: int) -> None:
    """Raises ValueError for batches that are larger than the service takes."""
    if not 1 <= backend.batch_rows <= most_rows:
        raise ValueError(f"batch_rows must be from 1 to {most_rows:,}, got {backend.batch_rows:,}")
    if not 1 <= backend.batch_bytes <= most_bytes:
        raise ValueError(f"batch_bytes must be from 1 to {most_bytes:,}, got {backend.batch_bytes:,}")
    if not backend.batch_poll_s > 0:
        raise ValueError(f"batch_poll_s must be more than 0, got {backend.batch_poll_s}")


def key_of(variable: str) -> str:
    """The key that an environment variable holds; empty for no name. Raises RecipeError when it holds none."""
    if not variable:
        return ""
    key = os.environ.get(variable, "").strip()
    if not key:
        raise RecipeError(f"the environment variable {variable}, which key_env names, is not set")
    if not (key.isascii() and key.isprintable()):
        raise RecipeError(f"the environment variable {variable} holds a character that no key can have")
    return key


def packed(body: Mapping[str, Json]) -> bytes:
    """A body as JSON. Raises ModelError for text that no JSON can hold, such as half a surrogate pair."""
    try:
        return orjson.dumps(body)
    except TypeError as error:
        raise ModelError(f"the request cannot be sent as JSON ({error})") from error


def with_schema(prompt: str, schema: Mapping[str, Json]) -> str:
    """A prompt that says in words what the reply must be."""
    return f"{prompt}\n\n{SCHEMA_WORDS}\n{packed(schema).decode()}"

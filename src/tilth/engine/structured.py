"""Replies that must be JSON of a given shape: read, mended where only marks are wrong, or asked for again.

No value is ever guessed: a mended reply counts only if each of its words and numbers stands in what the model said.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import orjson
from json_repair import repair_json
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, best_match

from tilth.core.errors import ModelError, RecipeError
from tilth.core.items import Json, Message
from tilth.core.model import Reply, Request

CORRECTIONS = 2
"""How often a model is told what is wrong with its reply and asked again."""
MOST_CHARS = 1_000_000
"""A longer reply is not mended."""

Ask = Callable[[Request], Awaitable[tuple[Reply, bool]]]


async def satisfying(request: Request, ask: Ask) -> tuple[Reply, bool]:
    """A reply whose text is JSON that fits the request's schema, and whether no model had to be asked.

    Raises ModelError, with what is wrong, when the last correction does not fit either.
    """
    assert request.schema is not None
    schema = orjson.dumps(request.schema).decode()
    everything_remembered = True
    for _ in range(CORRECTIONS + 1):
        reply, remembered = await ask(request)
        everything_remembered &= remembered
        try:
            value = fitting(reply, schema)
            return replace(reply, text=orjson.dumps(value).decode()), everything_remembered
        except ModelError as error:
            wrong = str(error)
        told = f"That will not do: {wrong}. Answer again, with nothing but JSON that fits the schema."
        request = replace(request, turns=(*request.turns, Message("assistant", reply.text), Message("user", told)))
    raise ModelError(f"the reply does not fit the schema after {CORRECTIONS} corrections: {wrong}")


def fitting(reply: Reply, schema: str) -> Any:
    """The value that a reply holds. Raises ModelError, saying what is wrong, when it holds none that fits."""
    if reply.finish_reason == "length":
        raise ModelError("it was cut off before its end")
    value = _value(reply.text)
    wrong = best_match(_validator(schema).iter_errors(value))
    if wrong is not None:
        place = "/".join(map(str, wrong.absolute_path))
        raise ModelError(f"{wrong.message[:300]}" + (f" (at {place})" if place else ""))
    return value


def _value(text: str) -> Any:
    """The JSON in a text: as it stands, or with its marks mended, all its words and numbers being in the text."""
    try:
        return orjson.loads(text)
    except ValueError as error:
        if len(text) > MOST_CHARS or not any(mark in text for mark in "{["):
            raise ModelError(f"it is not JSON ({error})") from error
    mended = repair_json(text, return_objects=True, skip_json_loads=True)
    if mended in ("", [], {}) or not _said(mended, text):
        raise ModelError("it is not JSON, and cannot be mended without guessing")
    return mended


def _said(value: Any, text: str) -> bool:
    """Whether every word and number of a value stands in the text."""
    if isinstance(value, Mapping):
        return all(_said(key, text) and _said(inner, text) for key, inner in value.items())
    if isinstance(value, list):
        return all(_said(inner, text) for inner in value)
    if isinstance(value, str):
        return bool(value) and (value in text or orjson.dumps(value).decode()[1:-1] in text)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value] in text.lower()
    return str(value) in text


@lru_cache(maxsize=64)
def _validator(schema: str) -> Draft202012Validator:
    plain: dict[str, Json] = orjson.loads(schema)
    try:
        Draft202012Validator.check_schema(plain)
    except SchemaError as error:
        raise RecipeError(f"a step asks for a reply by a schema that is none: {error.message}") from error
    return Draft202012Validator(plain)

"""Replies that must be JSON of a given shape: read, mended where only marks are wrong, or asked for again.

No value is ever guessed: each word and number of a mended reply is one that stands in what the model said.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Any

import orjson
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, best_match
from referencing import Registry
from referencing.exceptions import Unresolvable

from tilth.core.errors import ModelError, RecipeError
from tilth.core.items import Json, Message
from tilth.core.model import Reply, Request
from tilth.engine.mending import Unmendable, mended

CORRECTIONS = 2
"""How often a model is told what is wrong with its reply and asked again."""
MOST_WRONGS = 100
"""Of a reply that is wrong in many places, the worst of so many is told."""

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
    try:
        wrong = best_match(islice(_validator(schema).iter_errors(value), MOST_WRONGS))
    except RecursionError as error:
        raise ModelError("it is nested too deep") from error
    except Unresolvable as error:
        raise RecipeError(f"a step asks for a reply by a schema that refers to what is not there: {error}") from error
    if wrong is not None:
        place = "/".join(map(str, wrong.absolute_path))
        raise ModelError(f"{wrong.message[:300]}" + (f" (at {place[:100]})" if place else ""))
    return value


def _value(text: str) -> Any:
    """The JSON in a text: as it stands, or with its marks mended."""
    try:
        return orjson.loads(text)
    except ValueError as error:
        try:
            return mended(text)
        except Unmendable as why:
            raise ModelError(f"it is not JSON ({why or error})") from error


@lru_cache(maxsize=64)
def _validator(schema: str) -> Draft202012Validator:
    plain: dict[str, Json] = orjson.loads(schema)
    try:
        Draft202012Validator.check_schema(plain)
    except SchemaError as error:
        raise RecipeError(f"a step asks for a reply by a schema that is none: {error.message}") from error
    return Draft202012Validator(plain, registry=Registry())  # which fetches nothing

"""Turns items into bytes and back, by the types of their fields. Plain JSON, so that a run folder is safe to open."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import orjson

from tilth.core.errors import RecipeError
from tilth.core.items import Item
from tilth.core.step import ForAll


def encode(item: Item) -> bytes:
    """One item as one line of JSON."""
    return orjson.dumps(item, option=orjson.OPT_SERIALIZE_DATACLASS)


@cache
def decoder(cls: type) -> Callable[[Any], Any]:
    """A function that rebuilds a dataclass of this type out of plain values."""
    hints = get_type_hints(cls)
    fields = [(field.name, _reader(hints[field.name])) for field in dataclasses.fields(cls)]

    def rebuild(plain: Mapping[str, Any]) -> Any:
        return cls(**{name: read(plain[name]) if read else plain[name] for name, read in fields})

    return rebuild


def decode(cls: type, line: bytes) -> Any:
    """One item out of one line."""
    return decoder(cls)(orjson.loads(line))


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    """How a field's plain value becomes the field's; None when it is that already."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        chosen = next((reader for arg in inner if arg is not type(None) and (reader := _reader(arg))), None)
        return chosen and (lambda value: None if value is None else chosen(value))
    if origin is tuple:
        each = [_reader(arg) for arg in inner if arg is not Ellipsis]
        if len(inner) == 2 and inner[1] is Ellipsis:
            one = each[0]
            return (lambda value: tuple([one(v) for v in value])) if one else tuple
        return lambda value: tuple(read(v) if read else v for read, v in zip(each, value, strict=True))
    if dataclasses.is_dataclass(hint):
        rebuild = decoder(hint)  # type: ignore[arg-type]
        return rebuild
    return None


def item_type(step: ForAll[Any, Any]) -> type:
    """The type of the items that a barrier takes: the first argument of ForAll in its class's bases."""
    for cls in type(step).__mro__:
        for base in getattr(cls, "__orig_bases__", ()):
            if get_origin(base) is ForAll:
                found = get_args(base)[0]
                assert isinstance(found, type)
                return found
    raise RecipeError(f"{type(step).__name__} does not say what it takes; write ForAll[In, Out] in its class line")

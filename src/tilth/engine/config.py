"""Builds components out of tables: a field that is a component is found by name, the rest is validated."""

from __future__ import annotations

import dataclasses
import difflib
import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError

from tilth.core.component import Component
from tilth.core.errors import RecipeError
from tilth.engine.registry import find, label

C = TypeVar("C", bound=Component)
STRICT = ConfigDict(strict=True)
WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false", Path: "a path in quotes"}


def build(kind: type[C], table: Any, where: str = "recipe") -> C:
    """Build the component that `use` names, with the rest of the table as its settings.

    Raises RecipeError, in one line that says where and lists what would be right.
    """
    if isinstance(table, str):
        table = {"use": table}
    if not isinstance(table, Mapping):
        raise RecipeError(f'{where}: must be a table such as {{ use = "…" }}, got {table!r}')
    settings = dict(table)
    if not isinstance(settings.get("use"), str):
        raise RecipeError(f'{where}: say which {label(kind)} to use, as in {where} = {{ use = "…" }}')
    cls = find(kind, settings.pop("use"))
    fields = {field.name: field for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    for name in settings.keys() - fields.keys():
        raise RecipeError(f"{where}.{name}: {cls.__name__} has no such setting{_meant(name, list(fields))}")
    for name, field in fields.items():
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if required and name not in settings:
            raise RecipeError(f"{where}.{name}: missing; {cls.__name__} needs it")
    hints = get_type_hints(cls)
    made = {name: _value(hints[name], value, f"{where}.{name}") for name, value in settings.items()}
    try:
        return cls(**made)
    except ValueError as error:
        raise RecipeError(f"{where}: {error}") from error


def _value(hint: Any, value: Any, where: str) -> Any:
    if kind := component_in(hint):
        return build(kind, value, where)
    if get_origin(hint) is tuple and (kind := component_in(get_args(hint)[0])):
        if not isinstance(value, list | tuple):
            raise RecipeError(f'{where}: must be a list of tables such as [{{ use = "…" }}], got {value!r}')
        return tuple(build(kind, item, f"{where}[{i}]") for i, item in enumerate(value))
    if hint is Path and isinstance(value, str):
        return Path(value).expanduser()
    value = _fixed(value)
    try:
        return TypeAdapter(hint, config=STRICT).validate_python(value)
    except ValidationError as error:
        what = WORDS.get(hint) or error.errors()[0]["msg"]
        raise RecipeError(f"{where}: must be {what}, got {value!r}") from error


def _fixed(value: Any) -> Any:
    """Lists, and lists in them, as tuples: a component's settings do not change."""
    return tuple(_fixed(inner) for inner in value) if isinstance(value, list) else value


def component_in(hint: Any) -> type[Component] | None:
    """The kind of component that a field of this type holds, if it holds one."""
    if get_origin(hint) is Union or type(hint).__name__ == "UnionType":
        return next((kind for inner in get_args(hint) if (kind := component_in(inner))), None)
    cls = get_origin(hint) or hint
    return cls if inspect.isclass(cls) and issubclass(cls, Component) else None


def _meant(name: str, fields: list[str]) -> str:
    close = difflib.get_close_matches(name, fields, 1)
    hint = f" (did you mean {close[0]!r}?)" if close else ""
    return f"{hint}; it has {', '.join(fields)}" if fields else "; it has none"

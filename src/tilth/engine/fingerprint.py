"""What makes two recipes the same. Refuses anything whose bytes would differ between processes."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from tilth.core.component import Component
from tilth.core.errors import RecipeError
from tilth.core.items import Json


def describe(value: Any) -> Json:
    """Put a component in plain words: the table that `build` would make it from."""
    if isinstance(value, str | int | float | bool | None):
        return value
    if isinstance(value, Path):
        return value.as_posix()
    if isinstance(value, Enum):
        return describe(value.value)
    if isinstance(value, Mapping):
        return {str(key): describe(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [describe(inner) for inner in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        use = {"use": value.name} if isinstance(value, Component) else {}
        told = {field.name: describe(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return use | {name: inner for name, inner in told.items() if inner is not None}
    raise RecipeError(f"a {type(value).__name__} has no name that is the same in every process; use a plain value")


def components(value: Any) -> Iterator[Component]:
    """A component and all those inside it."""
    if isinstance(value, Component):
        yield value
        for field in dataclasses.fields(value):  # type: ignore[arg-type]
            yield from components(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from components(inner)


def prompts(value: Any) -> dict[str, str]:
    """The text of every prompt file that stands beside a component: `faq.md` beside `faq.py`."""
    found = {}
    for component in components(value):
        path = Path(inspect.getfile(type(component))).with_suffix(".md")
        if path.is_file():
            found[f"{label_of(component)}"] = path.read_text(encoding="utf-8")
    return found


def label_of(component: Component) -> str:
    """A component's folder and name: `composers/faq`."""
    return f"{component.home.removeprefix('tilth.').replace('.', '/')}/{component.name}"


def differences(was: Json, now: Json) -> list[str]:
    """Say field by field how two recipes differ, in words for a person."""
    old, new = dict(_leaves(was)), dict(_leaves(now))
    return [_change(key, old, new) for key in sorted(old.keys() | new.keys()) if old.get(key) != new.get(key)]


def _change(key: str, old: Mapping[str, Json], new: Mapping[str, Json]) -> str:
    if key not in new:
        return f"{key}: {_short(old[key])} is gone"
    if key not in old:
        return f"{key}: {_short(new[key])} is new"
    return f"{key}: {_short(old[key])} became {_short(new[key])}"


def _short(value: Json) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _leaves(value: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list | tuple):
        for i, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{i}]")
    else:
        yield path, value

"""Reads a recipe file: the settings of a run, and the recipe. Every mistake is named in one line."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from tilth.core.errors import InputError, RecipeError
from tilth.core.model import Backend
from tilth.core.recipe import Recipe
from tilth.engine.budget import Budget
from tilth.engine.config import build
from tilth.engine.execute import Settings
from tilth.engine.memory import KINDS
from tilth.engine.models import endpoints

HEAD = {"name": str, "version": str, "seed": int, "width": int, "memory": str}


def load(path: Path, sets: Sequence[str] = ()) -> dict[str, Any]:
    """The table in a recipe file, with `key=value` settings put in."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(f"there is no recipe file {path}") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeError(f"{path} is not a recipe file: {error}") from error
    for given in sets:
        _put(table, given)
    return table


def _put(table: dict[str, Any], given: str) -> None:
    """Put one `a.b.c=value` into nested tables; a number in the path is a place in a list."""
    key, equals, text = given.partition("=")
    if not equals or not key:
        raise RecipeError(f"--set {given!r}: write key=value, as in --set passages.folder=notes")
    *way, last = key.split(".")
    inner: Any = table
    for word in way:
        inner = _step(inner, word, given)
    if isinstance(inner, list):
        inner[_place(inner, last, given)] = _value(text)
    elif isinstance(inner, dict):
        inner[last] = _value(text)
    else:
        raise RecipeError(f"--set {given!r}: {'.'.join(way)} is a plain value and has no settings")


def _step(inner: Any, word: str, given: str) -> Any:
    if isinstance(inner, dict):
        return inner.setdefault(word, {})
    if isinstance(inner, list):
        return inner[_place(inner, word, given)]
    raise RecipeError(f"--set {given!r}: there is nothing inside a plain value")


def _place(inner: list[Any], word: str, given: str) -> int:
    if word.isdigit() and int(word) < len(inner):
        return int(word)
    raise RecipeError(f"--set {given!r}: {word!r} must be a place in a list of {len(inner)}, counted from 0")


def _value(text: str) -> Any:
    """A TOML value, or the text as it stands."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def open_table(table: Mapping[str, Any], root: Path, limit: int | None) -> tuple[Recipe, Settings]:
    """The recipe and the settings that a table describes."""
    rest = dict(table)
    models = rest.pop("models", {})
    if not isinstance(models, Mapping):
        raise RecipeError("models: must hold a table for each role, such as [models.writer]")
    head = {name: _head(rest, name, kind) for name, kind in HEAD.items() if name in rest}
    if "version" not in head:
        raise RecipeError('version: missing; say one, such as version = "2026.11.22" (a run is kept as name@version)')
    if head.get("memory", "sqlite") not in KINDS:
        raise RecipeError(f"memory: must be one of {', '.join(KINDS)}, got {head['memory']!r}")
    played = {role: _played(spec, role) for role, spec in models.items()}
    budget = _budget(rest.pop("budget", {}))
    rest.setdefault("writer", {"use": "parquet"})
    recipe = build(Recipe, rest)
    if recipe.partitions < 1:
        raise RecipeError(f"recipe.partitions: must be 1 or more, got {recipe.partitions}")
    if limit is not None and limit < 1:
        raise RecipeError(f"--limit: must be 1 or more, got {limit}")
    return recipe, Settings(root=root, models=played, limit=limit, budget=budget, **head)


def _played(spec: Any, role: str) -> tuple[Backend, ...]:
    """Who plays a role: one table, or a list of tables that share its load."""
    if not isinstance(spec, list):
        return (build(Backend, spec, f"models.{role}"),)
    return endpoints([build(Backend, one, f"models.{role}[{n}]") for n, one in enumerate(spec)], role)


def _budget(table: Any) -> Budget:
    known = {field.name: field.type for field in fields(Budget)}
    if not isinstance(table, Mapping) or table.keys() - known.keys():
        raise RecipeError(f"budget: it has {', '.join(known)}, got {table!r}")
    for name, value in table.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise RecipeError(f"budget.{name}: must be a number of at least 0, got {value!r}")
    return Budget(**table)


def _head(rest: dict[str, Any], name: str, kind: type) -> Any:
    value: Any = rest.pop(name)
    if name == "version" and isinstance(value, date | int | float):
        value = str(value)
    if type(value) is not kind:
        raise RecipeError(f"{name}: must be {'text' if kind is str else 'a whole number'}, got {value!r}")
    if name in ("name", "version") and not re.fullmatch(r"[\w.+-]+", str(value)):
        raise RecipeError(f"{name}: must be a word that can be part of a folder's name, got {value!r}")
    return value


def reopen(run: Path) -> dict[str, Any]:
    """What a run folder says of itself."""
    try:
        found = json.loads((run / "recipe.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{run} is not a run folder (no recipe.json in it); name one such as runs/graph@1") from error
    assert isinstance(found, dict)
    return found

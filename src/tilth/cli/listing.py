"""What there is to name in a recipe: components, their one sentence, their settings."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tilth.core.component import Component
from tilth.core.errors import RecipeError
from tilth.engine.fingerprint import describe
from tilth.engine.registry import find, label, names


def listed(kinds: Iterable[type[Component]]) -> dict[str, list[dict[str, Any]]]:
    """By kind, every component with what it says of itself; one that cannot be loaded says why."""
    return {label(kind): [_one(kind, name) for name in names(kind)] for kind in kinds}


def _one(kind: type[Component], name: str) -> dict[str, Any]:
    try:
        cls = find(kind, name)
    except RecipeError as error:
        return {"name": name, "says": str(error), "settings": []}
    return {"name": name, "says": sentence(cls), "settings": list(settings(cls))}


def sentence(cls: type[Component]) -> str:
    """The first sentence of a component's module."""
    text = inspect.getdoc(inspect.getmodule(cls)) or inspect.getdoc(cls) or ""
    return " ".join(text.split("\n\n")[0].split())


def settings(cls: type[Component]) -> Iterable[dict[str, Any]]:
    """A component's fields: name, default (None when it must be given), and the words below it in the code."""
    says = {name: text for parent in reversed(cls.__mro__) for name, text in _documented(parent).items()}
    for field in dataclasses.fields(cls):  # type: ignore[arg-type]
        default = field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
        told = None if default is dataclasses.MISSING else describe(default)
        yield {"name": field.name, "default": told, "says": says.get(field.name, "")}


def _documented(cls: type) -> dict[str, str]:
    """The strings that stand below a class's fields."""
    if cls.__module__ == "builtins" or not dataclasses.is_dataclass(cls):
        return {}
    tree = ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0]
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for field, below in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(below, ast.Expr):
            if isinstance(below.value, ast.Constant) and isinstance(below.value.value, str):
                found[field.target.id] = " ".join(below.value.value.split())
    return found


def source_of(cls: type[Component]) -> Path:
    """The file a component lives in."""
    return Path(inspect.getfile(cls))

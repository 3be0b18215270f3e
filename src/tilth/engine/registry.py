"""The folder is the registry: a component's name is its file's name, and nothing else says so.

A package of somebody else's joins by an entry point in the group named as the folder (`tilth.filters`), and nothing
of it is imported until a recipe names it.
"""

from __future__ import annotations

import difflib
import inspect
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, entry_points, requires
from pkgutil import iter_modules
from typing import Any, TypeVar

from tilth.core.component import Component
from tilth.core.errors import RecipeError, UnknownName

C = TypeVar("C", bound=Component)


def label(kind: type[Component]) -> str:
    """What people call a kind: its folder's name, for one; of two folders of one name, with the method before it."""
    room, _, folder = kind.home.removeprefix("tilth.").rpartition(".")
    singular = folder.removesuffix("ies") + "y" if folder.endswith("ies") else folder.removesuffix("s")
    return f"{room} {singular}" if singular == "extractor" else singular


def names(kind: type[Component]) -> list[str]:
    """Every component of a kind, without importing any."""
    return sorted(_modules(kind.home))


def find(kind: type[C], name: str) -> type[C]:
    """The class that lives in the file of this name. Only that file, and what it needs, is imported."""
    there = _modules(kind.home)
    if name not in there:
        raise UnknownName(
            f"no {label(kind)} is called {name!r}{_meant(name, there)}; there are {', '.join(names(kind))}"
        )
    try:
        module = import_module(there[name])
    except ModuleNotFoundError as error:
        how = f"; pip install 'tilth[{extra}]'" if (extra := _extra_with(error.name or "")) else ""
        raise RecipeError(f"{label(kind)} {name!r} needs {error.name!r}, which is not installed{how}") from error
    found = [
        value
        for value in vars(module).values()
        if inspect.isclass(value) and issubclass(value, kind) and value.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise RecipeError(f"{module.__name__} must hold one {label(kind)}, and holds {len(found)}")
    return found[0]


def find_in(home: str, name: str) -> type[Component]:
    """The component of this name in a folder, for those who know the folder but not its kind."""
    kind: Any = type("Kind", (), {"home": home})
    there = _modules(home)
    if name not in there:
        raise UnknownName(f"no {label(kind)} is called {name!r}; there are {', '.join(sorted(there))}")
    module = import_module(there[name])
    return next(
        value
        for value in vars(module).values()
        if inspect.isclass(value) and issubclass(value, Component) and value.__module__ == module.__name__
    )


def forget() -> None:
    """Look at the folders afresh, after a file was added."""
    _modules.cache_clear()


@cache
def _modules(home: str) -> dict[str, str]:
    """Names in a folder, and one folder below it (tasks stand under their stage), and the modules they live in."""
    own = dict(_walk(home))
    others = {point.name: point.value for point in entry_points(group=home) if point.name not in own}
    return own | others


def _walk(home: str) -> Iterator[tuple[str, str]]:
    for module in iter_modules(import_module(home).__path__):
        if module.ispkg:
            yield from _walk(f"{home}.{module.name}")
        elif not module.name.startswith("_"):
            yield module.name, f"{home}.{module.name}"


def _extra_with(package: str) -> str:
    """The extra of tilth that brings a package; empty if none does."""
    with suppress(PackageNotFoundError):
        for need in requires("tilth") or ():
            what, _, when = need.partition(";")
            found = re.search(r"extra == .([\w-]+).", when)
            if found and re.split(r"[\s<>=\[]", what)[0] == package and found[1] not in ("test", "docs"):
                return found[1]
    return ""


def _meant(name: str, there: dict[str, str]) -> str:
    close = difflib.get_close_matches(name, there, 1)
    return f" (did you mean {close[0]!r}?)" if close else ""

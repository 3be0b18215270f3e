"""Looks at the machine: what tilth needs, what it can use, and what is not there."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tilth import __version__
from tilth.cli.kinds import KINDS
from tilth.core.errors import RecipeError
from tilth.engine.registry import find, names

NEEDED = ("aiohttp", "fastwarc", "lxml", "numpy", "orjson", "pyarrow", "pydantic", "pypdfium2", "resiliparse")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    name: str
    ok: bool
    needed: bool
    says: str


def examine() -> list[Finding]:
    """Everything worth knowing before a run."""
    return [*_machine(), *_packages(), *_components()]


def _machine() -> Iterator[Finding]:
    right = sys.version_info >= (3, 11)
    yield Finding("tilth", True, True, f"{__version__}, in {Path(__file__).parents[1]}")
    yield Finding(
        "python", right, True, f"{platform.python_version()}" + ("" if right else "; 3.11 or newer is needed")
    )
    free = shutil.disk_usage(Path.cwd()).free
    yield Finding("disk", free > 2**30, False, f"{free / 2**30:,.0f} GiB free here")
    yield Finding("cores", True, False, f"{os.cpu_count()}; use them with --workers")


def _packages() -> Iterator[Finding]:
    for name in NEEDED:
        try:
            there = version(name)
        except PackageNotFoundError:
            there = ""
        yield Finding(name, bool(there), True, there or "not installed; run pip install tilth again")


def _components() -> Iterator[Finding]:
    """Whether every component that this installation has can be loaded."""
    wrong = []
    every = [(kind, name) for kind in KINDS for name in names(kind)]
    for kind, name in every:
        try:
            find(kind, name)
        except RecipeError as error:
            wrong.append(f"{name}: {error}")
    yield Finding("components", not wrong, False, "; ".join(wrong) or f"all {len(every)} can be loaded")

"""Finding files for readers, and refusing, before anything runs, what cannot be read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from tilth.core.errors import InputError

PEEK = 4096
"""Bytes looked at to tell text from what is not."""


def files_in(folder: Path, suffixes: Sequence[str], setting: str) -> list[Path]:
    """The files under a folder that end so, in the order of their names; or the one file that `folder` is.

    Raises InputError, naming the setting, when there is no such folder or nothing in it.
    """
    if folder.is_file():
        return [folder]
    if not folder.exists():
        raise InputError(f"{setting}: there is no folder {folder} (looked in {Path.cwd()}); name one that exists")
    if not folder.is_dir():
        raise InputError(f"{setting}: {folder} is neither a folder nor a file")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise InputError(f"{setting}: {folder} cannot be opened; you lack the permission to read it")
    found = sorted(path for path in _walk(folder) if path.name.lower().endswith(tuple(suffixes)))
    if not found:
        raise InputError(f"{setting}: {folder} holds no file that ends in {', '.join(suffixes)}")
    return found


def _walk(folder: Path) -> Iterator[Path]:
    """Every file below a folder; hidden ones and links that lead nowhere or in circles are passed over."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(where, name) for name in names if not name.startswith("."))


def beginning(path: Path, setting: str) -> bytes:
    """The first bytes of a file. Raises InputError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(PEEK)
    except OSError as error:
        raise InputError(f"{setting}: {path} cannot be read ({error.strerror}); mend or remove it") from error


def check_text(path: Path, setting: str) -> None:
    """Raise InputError when a file is not text, whatever its name says."""
    start = beginning(path, setting)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in start)
    if b"\0" in start or odd * 20 > len(start):
        raise InputError(f"{setting}: {path} is not text (it holds binary data); remove it, or give it its true ending")


def size_of(path: Path) -> int:
    """A file's size in bytes, at least 1."""
    return max(1, path.stat().st_size)

"""Reads passages from files of JSON lines, plain or compressed (.jsonl, .jsonl.gz, .jsonl.zst)."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import orjson
import zstandard

from tilth.core.errors import InputError, ParseError
from tilth.core.items import Passage
from tilth.core.parts import Reader, Unit
from tilth.core.run import Run
from tilth.readers._files import beginning, files_in, size_of

SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".ndjson")
STRETCHES, SHORTEST, LONGEST_STRETCH = 64, 1 << 16, 1 << 25
"""A plain file is cut into about so many units, of so few and so many bytes; a line belongs where it begins."""
LONGEST = 16 * 1024 * 1024
"""Most bytes in one line."""


@dataclass(frozen=True)
class Jsonl(Reader[Passage]):
    """One passage a line; lines that are not what they should be fail by themselves."""

    path: Path
    """A file, or a folder of such files."""
    text: str = "text"
    """The key of the text."""
    id: str = "id"
    """The key of the row's name, which becomes part of the source; without it, the place of the line does."""
    title: str = "title"
    """The key of the title, where there is one."""
    license: str = ""
    """The licence of the texts, where the row has no key `license`."""

    def units(self) -> Sequence[Unit]:
        files = files_in(self.path, SUFFIXES, f"{self.name}.path")
        for path in files:
            self._check(path)
        return [unit for path in files for unit in stretches(path)]

    def _check(self, path: Path) -> None:
        """Refuse a file whose first line shows that it is not such a file."""
        beginning(path, f"{self.name}.path")
        try:
            with opened(path) as lines:
                first = lines.readline(LONGEST)
            row = orjson.loads(first) if first.strip() else {self.text: ""}
        except (OSError, EOFError, ValueError, zstandard.ZstdError) as error:
            raise InputError(f"{self.name}.path: {path} does not hold JSON lines ({error})") from error
        if not isinstance(row, dict) or self.text not in row:
            there = ", ".join(row) if isinstance(row, dict) else f"a {type(row).__name__}"
            raise InputError(f"{self.name}.text: the rows of {path} have no key {self.text!r}; they have {there}")

    def read(self, unit: Unit, run: Run) -> Iterator[Passage]:
        for at, line in lines_of(Path(unit.name), unit):
            if line.strip():
                try:
                    yield self._passage(unit.name, at, line)
                except ParseError as error:
                    run.fail(self.name, Unit(unit.name, at, at + len(line)), error)

    def _passage(self, name: str, at: int, line: bytes) -> Passage:
        try:
            row = orjson.loads(line)
        except ValueError as error:
            raise ParseError(f"{name}: the line at byte {at} is not JSON ({error})") from error
        text = row.get(self.text) if isinstance(row, dict) else None
        if not isinstance(text, str) or not text.strip():
            raise ParseError(f"{name}: the line at byte {at} has no text under {self.text!r}")
        known = row.get(self.id)
        source = f"{name}#{known}" if isinstance(known, str | int) else f"{name}@{at}"
        title, license = (row.get(key) for key in (self.title, "license"))
        return Passage(
            text,
            source,
            title if isinstance(title, str) else "",
            license if isinstance(license, str) else self.license,
        )


def stretches(path: Path) -> Iterator[Unit]:
    """A plain file in stretches that can be read apart; a compressed one whole."""
    size = size_of(path)
    length = min(LONGEST_STRETCH, max(SHORTEST, -(-size // STRETCHES)))
    if path.suffix in (".gz", ".zst") or size <= length:
        yield Unit(path.as_posix(), size=size)
        return
    for start in range(0, size, length):
        yield Unit(path.as_posix(), start, min(start + length, size), size=min(length, size - start))


def opened(path: Path) -> IO[bytes]:
    """A file of lines, unpacked as it is read."""
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    if path.suffix == ".zst":
        return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(path.open("rb"), read_across_frames=True))
    return path.open("rb")


def lines_of(path: Path, unit: Unit) -> Iterator[tuple[int, bytes]]:
    """The lines that begin in a unit, each with its place. A line over the bound is given empty of its end."""
    with opened(path) as file:
        at = 0
        if unit.start:
            file.seek(unit.start - 1)
            at = unit.start - 1 + len(file.readline())
        while not unit.stop or at < unit.stop:
            line = file.readline(LONGEST)
            if not line:
                return
            yield at, line
            at += len(line)

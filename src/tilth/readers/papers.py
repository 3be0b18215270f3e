"""Finds papers in a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tilth.core.parts import Reader, Unit
from tilth.core.run import Run
from tilth.paper.items import Paper
from tilth.readers._files import beginning, files_in, size_of


@dataclass(frozen=True)
class Papers(Reader[Paper]):
    """One paper a file, in the order of their names."""

    folder: Path
    """A folder with papers, or one file; read from where the command is run, if it is not absolute."""
    suffixes: tuple[str, ...] = (".pdf",)
    """Which files are papers, by how their names end."""
    license: str = ""
    """The licence that the papers may be used under, as an SPDX name such as `CC-BY-4.0`; every record carries it."""

    def units(self) -> Sequence[Unit]:
        found = files_in(self.folder, self.suffixes, f"{self.name}.folder")
        for path in found:
            beginning(path, f"{self.name}.folder")
        return [Unit(path.as_posix(), size=size_of(path)) for path in found]

    def read(self, unit: Unit, run: Run) -> Iterator[Paper]:
        yield Paper(Path(unit.name), unit.name, self.license)

"""Finds papers in a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tilth.core.errors import InputError
from tilth.core.parts import Reader, Unit
from tilth.core.run import Run
from tilth.paper.items import Paper
from tilth.readers._files import beginning, size_of


@dataclass(frozen=True)
class Papers(Reader[Paper]):
    """One paper a file, in the order of their names."""

    folder: Path
    """A folder with papers, or one file; read from where the command is run, if it is not absolute."""
    pattern: str = "**/*.pdf"
    """Which files of the folder are papers, as a glob; `**` stands for any folders below."""
    license: str = ""
    """The licence that the papers may be used under, as an SPDX name such as `CC-BY-4.0`; every record carries it."""

    def units(self) -> Sequence[Unit]:
        found = self._found()
        for path in found:
            beginning(path, f"{self.name}.folder")
        return [Unit(path.as_posix(), size=size_of(path)) for path in found]

    def read(self, unit: Unit, run: Run) -> Iterator[Paper]:
        yield Paper(Path(unit.name), unit.name, self.license)

    def _found(self) -> list[Path]:
        if self.folder.is_file():
            return [self.folder]
        if not self.folder.is_dir():
            where = f"{self.folder.as_posix()} (looked in {Path.cwd().as_posix()})"
            raise InputError(f"{self.name}.folder: there is no folder {where}; name one that exists")
        try:
            found = sorted({path for path in self.folder.glob(self.pattern) if path.is_file()})
        except (ValueError, NotImplementedError) as error:
            raise InputError(f"{self.name}.pattern: {self.pattern!r} is no pattern for files ({error})") from error
        except OSError as error:
            raise InputError(f"{self.name}.folder: {error.filename} cannot be read ({error.strerror})") from error
        if not found:
            raise InputError(
                f"{self.name}.pattern: no file in {self.folder.as_posix()} matches {self.pattern!r}; "
                "put papers there, or change the pattern"
            )
        return found

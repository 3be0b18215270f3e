"""Reads the main text of the pages in web archives (WARC files)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tilth.core.errors import InputError, ParseError
from tilth.core.items import Passage
from tilth.core.parts import Reader, Unit
from tilth.core.run import Run
from tilth.persona.archives import Capture, captures, check_archive
from tilth.persona.pages import page_of


@dataclass(frozen=True)
class Warc(Reader[Passage]):
    """Every HTML and text page of some web archives as a passage: its main text, its address and its title.

    A record that is broken, too large or without main text is counted (`warc.broken`, `warc.too_large`, `warc.no_text`)
    and left out.
    """

    folder: Path
    """A folder of WARC files, or one such file."""
    pattern: str = "**/*.warc*"
    """Which files of the folder are read; `**` stands for any depth."""
    license: str = ""
    """The licence the pages may be used under, as an SPDX name."""

    def units(self) -> Sequence[Unit]:
        files = [self.folder] if self.folder.is_file() else self._files()
        for file in files:
            check_archive(file)
        return [Unit(file.as_posix(), size=max(1, file.stat().st_size)) for file in files]

    def _files(self) -> list[Path]:
        if not self.folder.is_dir():
            raise InputError(f"folder: there is no file or folder {self.folder}")
        found = sorted(file for file in self.folder.glob(self.pattern) if file.is_file())
        if not found:
            raise InputError(f"folder: nothing in {self.folder} matches {self.pattern}")
        return found

    def read(self, unit: Unit, run: Run) -> Iterator[Passage]:
        for capture in captures(Path(unit.name)):
            if not isinstance(capture, Capture):
                run.count(f"warc.{capture}")
                continue
            try:
                page = page_of(capture.url, capture.body, kind=capture.kind, charset=capture.charset)
            except ParseError:
                run.count("warc.no_text")
                continue
            run.count("warc.pages")
            yield Passage(page.text, page.url, page.title, self.license)

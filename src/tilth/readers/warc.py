"""Reads the main text of the pages in web archives (WARC files)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tilth.core.errors import ParseError
from tilth.core.items import Passage
from tilth.core.parts import Reader, Unit
from tilth.core.run import Run
from tilth.persona.archives import Capture, captures, check_archive
from tilth.persona.pages import page_of
from tilth.readers._files import files_in, size_of


@dataclass(frozen=True)
class Warc(Reader[Passage]):
    """Every HTML and text page of some web archives as a passage: its main text, its address and its title.

    A record that is broken, too large or without main text is counted (`warc.broken`, `warc.too_large`, `warc.no_text`)
    and left out.
    """

    folder: Path
    """A folder of WARC files, or one such file."""
    suffixes: tuple[str, ...] = (".warc", ".warc.gz")
    """Which files of the folder are read, by how their names end."""
    license: str = ""
    """The licence the pages may be used under, as an SPDX name."""

    def units(self) -> Sequence[Unit]:
        files = files_in(self.folder, self.suffixes, f"{self.name}.folder")
        for file in files:
            check_archive(file)
        return [Unit(file.as_posix(), size=size_of(file)) for file in files]

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

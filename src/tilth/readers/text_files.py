"""Reads passages from a folder of text, Markdown and HTML files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tilth.core.errors import ParseError
from tilth.core.items import Passage
from tilth.core.parts import Reader, Unit
from tilth.core.run import Run
from tilth.persona.pages import decoded, page_of
from tilth.persona.plain_pages import text_blocks
from tilth.readers._files import check_text, files_in, size_of

KINDS = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html"}
MOST_BYTES = 200_000_000
"""The largest plain text that is read."""


@dataclass(frozen=True)
class TextFiles(Reader[Passage]):
    """One passage a file, in the order of their names: its paragraphs, without mark-up, menus and wrapped lines."""

    folder: Path
    """A folder, with all the folders in it, or one file."""
    suffixes: tuple[str, ...] = (".txt", ".md", ".html", ".htm")
    """Which files to read, by how their names end."""
    license: str = ""
    """The licence of the texts, as an SPDX name; kept with every record made from them."""
    most_chars: int = 200_000
    """A longer text is cut, at ends of paragraphs, into passages of at most so many characters."""

    def units(self) -> Sequence[Unit]:
        files = files_in(self.folder, self.suffixes, f"{self.name}.folder")
        for path in files:
            check_text(path, f"{self.name}.folder")
        return [Unit(path.as_posix(), size=size_of(path)) for path in files]

    def read(self, unit: Unit, run: Run) -> Iterator[Passage]:
        title, text = read_text(Path(unit.name))
        pieces = cut(text, self.most_chars)
        for number, piece in enumerate(pieces):
            source = unit.name if len(pieces) == 1 else f"{unit.name}#{number + 1}"
            yield Passage(piece, source, title, self.license)


def read_text(path: Path) -> tuple[str, str]:
    """A file's title and its text without mark-up. Raises ParseError when there is none, or far too much."""
    if path.stat().st_size > MOST_BYTES:
        raise ParseError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB; cut it, or give it as JSON lines")
    raw, kind = path.read_bytes(), KINDS.get(path.suffix.lower())
    if kind:
        try:
            page = page_of(path.as_posix(), raw, kind=kind)
        except ParseError as error:
            raise ParseError(f"{path}: {error}") from error
        return page.title, page.text
    title, blocks, _ = text_blocks(decoded(raw, declares=False).replace("\0", ""))
    if not blocks:
        raise ParseError(f"{path} holds no text")
    return title, "\n\n".join(blocks)


def cut(text: str, most: int) -> list[str]:
    """Cut a text at ends of paragraphs, else of sentences, else anywhere, into pieces of at most so many characters."""
    pieces = []
    while len(text) > most:
        at = next((at + skip for mark, skip in (("\n\n", 0), (". ", 1)) if (at := text.rfind(mark, 1, most)) > 0), most)
        pieces.append(text[:at])
        text = text[at:].lstrip()
    return [*pieces, text] if text else pieces

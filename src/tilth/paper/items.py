"""The nouns of the paper method: a paper on disk, and the document that was read out of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tilth.core.items import content_id

ROLES = (
    "heading",
    "paragraph",
    "list",
    "figure",
    "table",
    "equation",
    "algorithm",
    "caption",
    "footnote",
    "reference",
    "code",
    "furniture",
)
"""What a block can be. Furniture is running heads and page numbers."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper on disk."""

    path: Path
    source: str
    """What evidence calls it."""
    license: str = ""

    @property
    def id(self) -> str:
        return content_id(self.source, self.path.stat().st_size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One thing on a page, in reading order."""

    id: str
    role: str
    """One of ROLES."""
    text: str
    page: int
    """Counted from 1."""
    bbox: tuple[float, float, float, float]
    """Left, top, right, bottom, in points from the page's top left."""
    level: int = 0
    """Of a heading: 1 for a section, 2 for a subsection; 0 for the paper's title, and for what is no heading."""
    confidence: float = 1.0
    producer: str = ""
    cells: tuple[tuple[str, ...], ...] = ()
    """Of a table: its rows of cells, the header rows first."""
    header_rows: int = 0
    """Of a table: how many of the rows are its header."""
    html: str = ""
    latex: str = ""
    caption: str = ""
    """The id of its caption's block."""
    image: str = ""
    refers: tuple[str, ...] = ()
    """The ids of the blocks that its words refer to."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a paper's list of references."""

    id: str
    text: str
    doi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper as it was read."""

    source: str
    digest: str
    """The id of the file's bytes."""
    pages: int
    title: str
    authors: tuple[str, ...]
    abstract: str
    blocks: tuple[Block, ...]
    references: tuple[Reference, ...] = ()
    license: str = ""

    @property
    def id(self) -> str:
        return content_id(self.source, self.digest)

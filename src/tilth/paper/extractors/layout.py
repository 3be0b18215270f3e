"""Reads a PDF by how it is printed: place, type and rules say what is what. No model, no weights."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tilth.core.errors import ParseError, RecipeError
from tilth.core.run import Run
from tilth.paper.chunks import chunks, measures
from tilth.paper.equations import settled
from tilth.paper.flow import Line, pages
from tilth.paper.front import abstract, front
from tilth.paper.items import Document, Paper
from tilth.paper.link import blocks, references
from tilth.paper.prose import vocabulary
from tilth.paper.read import Extractor
from tilth.paper.roles import give_roles
from tilth.paper.sheets import sheets


@dataclass(frozen=True)
class Layout(Extractor):
    """Reads papers that were born digital. A scan without a text layer gives a document without blocks."""

    most_pages: int = 200
    """How many pages of a paper are read; what follows is left out."""
    most_chars: int = 2_000_000
    """How many characters of a paper are read; what follows is left out. A page of text has about 4,000."""

    def __post_init__(self) -> None:
        for name in ("most_pages", "most_chars"):
            if getattr(self, name) < 1:
                raise RecipeError(f"{self.name}.{name}: must be at least 1, got {getattr(self, name)}")

    def extract(self, paper: Paper, run: Run) -> Document:
        try:
            data = paper.path.read_bytes()
        except OSError as error:
            raise ParseError(f"{paper.source} cannot be read: {error.strerror or error}") from error
        found, count = sheets(data, paper.source, self.most_pages, self.most_chars)
        laid = pages(found)
        flow = [item for page in laid for item in settled(page.items)]
        lines = [item for item in flow if isinstance(item, Line)]
        sizes = measures(lines)
        known = vocabulary(line.text for line in lines)
        grouped = chunks(flow, sizes)
        begins = front(grouped, sizes, found[0].view.height)
        for chunk in begins.title:
            chunk.role = "heading"
        given = give_roles(grouped, begins, laid, sizes)
        made = blocks(given, laid, known)
        return Document(
            source=paper.source,
            digest=hashlib.blake2b(data, digest_size=12).hexdigest(),
            pages=count,
            title=begins.text,
            authors=begins.authors,
            abstract=abstract(given, begins, known),
            blocks=made,
            references=references(made),
            license=paper.license,
        )

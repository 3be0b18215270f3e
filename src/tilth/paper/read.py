"""From papers to documents: an extractor reads each page, with eyes if it has them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import AsyncIterable, Iterable
from typing import ClassVar

from tilth.core.run import Run
from tilth.core.step import ForEach
from tilth.paper.items import Document, Paper


class Extractor(ForEach[Paper, Document]):
    """Reads a paper into blocks in reading order."""

    home: ClassVar[str] = "tilth.paper.extractors"

    @abstractmethod
    def extract(self, paper: Paper, run: Run) -> Document:
        """The paper's document. Raises ParseError when it cannot be read."""

    def apply(self, item: Paper, run: Run) -> Iterable[Document] | AsyncIterable[Document]:
        return (self.extract(item, run),)

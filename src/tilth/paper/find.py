"""From documents to seeds: a finder looks for something that can be asked, or said, and checked."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from tilth.core.component import Component
from tilth.core.items import Seed
from tilth.core.run import Run
from tilth.core.step import ForEach
from tilth.paper.items import Document
from tilth.paper.kept import kept


class Finder(Component):
    """Finds seeds of one kind in a document."""

    home: ClassVar[str] = "tilth.paper.finders"

    @abstractmethod
    def find(self, document: Document, text: str, digest: str, run: Run) -> Iterable[Seed]:
        """Yield seeds; evidence points into `text`, the document's text that the run keeps under `digest`."""


@dataclass(frozen=True)
class Find(ForEach[Document, Seed]):
    """Document -> what every finder found in it."""

    finders: tuple[Finder, ...]

    def apply(self, item: Document, run: Run) -> Iterator[Seed]:
        text = kept_text(item)
        digest = run.keep(item.source, text)
        for finder in self.finders:
            yield from finder.find(item, text, digest, run)


def kept_text(document: Document) -> str:
    """The text of a document that evidence points into; `kept.kept` says where each block and cell stands in it."""
    return kept(document).text

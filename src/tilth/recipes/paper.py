"""Papers are read into documents, and what can be asked or quoted and checked is written up."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.core.items import Seed
from tilth.core.parts import Reader
from tilth.core.pipeline import Pipeline, read
from tilth.core.recipe import Method
from tilth.paper.find import Find, Finder
from tilth.paper.items import Paper
from tilth.paper.read import Extractor


@dataclass(frozen=True, kw_only=True)
class PaperRecipe(Method):
    """Paper -> document -> questions and claims."""

    papers: Reader[Paper]
    extractor: Extractor
    finders: tuple[Finder, ...]

    def seeds(self) -> Pipeline[Seed]:
        return read(self.papers).then(self.extractor).then(Find(self.finders))

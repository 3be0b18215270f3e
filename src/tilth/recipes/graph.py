"""Passages are read into one graph of facts, and paths through it are written up."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.core.items import Passage, Seed
from tilth.core.parts import Reader
from tilth.core.pipeline import Pipeline, read
from tilth.core.recipe import Method
from tilth.graph.build import Extractor, JoinFacts
from tilth.graph.retrieve import Retriever


@dataclass(frozen=True, kw_only=True)
class GraphRecipe(Method):
    """Passage -> facts -> graph -> paths."""

    passages: Reader[Passage]
    extractor: Extractor
    retriever: Retriever

    def seeds(self) -> Pipeline[Seed]:
        return read(self.passages).then(self.extractor).then(JoinFacts()).then(self.retriever)

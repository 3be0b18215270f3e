"""Every kind of component that a recipe can name."""

from __future__ import annotations

from tilth.core.component import Component
from tilth.core.model import Backend
from tilth.core.parts import Composer, Executor, ProofKind, Reader, Sieve, Writer
from tilth.core.recipe import Recipe
from tilth.curriculum.practise import Task
from tilth.engine.registry import label
from tilth.graph.build import Extractor as FactExtractor
from tilth.graph.retrieve import Retriever
from tilth.paper.find import Finder
from tilth.paper.read import Extractor as PaperExtractor
from tilth.persona.explore import Browser, Strategy

KINDS: tuple[type[Component], ...] = (
    Recipe,
    Reader,
    Strategy,
    Browser,
    FactExtractor,
    Retriever,
    PaperExtractor,
    Finder,
    Task,
    Composer,
    Sieve,
    ProofKind,
    Writer,
    Backend,
    Executor,
)

BY_LABEL: dict[str, type[Component]] = {label(kind): kind for kind in KINDS}

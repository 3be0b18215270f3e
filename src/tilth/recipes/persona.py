"""Personas explore pages, and what each would keep of them is written up for somebody like them."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.core.items import Seed
from tilth.core.parts import Reader
from tilth.core.pipeline import Pipeline, read
from tilth.core.recipe import Method
from tilth.persona.explore import Browser, Explore, Strategy
from tilth.persona.items import Persona


@dataclass(frozen=True, kw_only=True)
class PersonaRecipe(Method):
    """Persona -> what it kept of the pages it read."""

    personas: Reader[Persona]
    strategy: Strategy
    browser: Browser
    most_visits: int = 5
    """The most pages a persona opens."""
    least_score: float = 0.05
    """How well a page must meet a persona's interests to be written about, from 0 to 1."""

    def seeds(self) -> Pipeline[Seed]:
        return read(self.personas).then(Explore(self.strategy, self.browser, self.most_visits, self.least_score))

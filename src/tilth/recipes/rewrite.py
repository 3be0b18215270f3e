"""Passages are taken as they are given, and written up by one composer: grounded rephrasing."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.core.given import Given
from tilth.core.items import Passage, Seed
from tilth.core.parts import Reader
from tilth.core.pipeline import Pipeline, read
from tilth.core.recipe import Method


@dataclass(frozen=True, kw_only=True)
class Rewrite(Method):
    """Passage -> itself, as something to write from."""

    passages: Reader[Passage]

    def seeds(self) -> Pipeline[Seed]:
        return read(self.passages).then(Given())

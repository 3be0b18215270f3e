"""Several methods run side by side, and their records come together."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.core.items import Record
from tilth.core.pipeline import Pipeline, join
from tilth.core.recipe import Recipe


@dataclass(frozen=True, kw_only=True)
class Mix(Recipe):
    """The records of every method, each by its own composer and filters, then the filters of the mix."""

    methods: tuple[Recipe, ...]

    def line(self) -> Pipeline[Record]:
        return join(*(method.records() for method in self.methods))

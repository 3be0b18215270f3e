"""Writes each seed up in several ways, one record each."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable
from dataclasses import dataclass, replace
from typing import cast

from tilth.core.items import Item, Seed
from tilth.core.parts import Composer, Draft
from tilth.core.run import Run
from tilth.core.step import waits

Drafts = Iterable[Draft] | AsyncIterable[Draft]


@dataclass(frozen=True)
class Several(Composer):
    """The drafts of every composer, in their order. A composer that has nothing to write on a seed is passed over."""

    composers: tuple[Composer, ...]
    """The composers."""

    def compose(self, seed: Seed, run: Run) -> Drafts:
        asked = _Asked(run)
        made = [(composer.name, composer.compose(seed, cast(Run, asked))) for composer in self.composers]
        if any(waits(drafts) for _, drafts in made):
            return self._in_turn(seed, made, asked)
        drafts = [_named(d, name) for name, given in made for d in cast(Iterable[Draft], given)]
        return drafts or asked.nothing(self.name, seed)

    async def _in_turn(self, seed: Seed, made: list[tuple[str, Drafts]], asked: _Asked) -> AsyncIterator[Draft]:
        some = False
        for name, given in made:
            if waits(given):
                async for draft in given:
                    some = True
                    yield _named(draft, name)
            else:
                for draft in cast(Iterable[Draft], given):
                    some = True
                    yield _named(draft, name)
        if not some:
            asked.nothing(self.name, seed)


class _Asked:
    """The run, but that a seed which one composer turns away is still the others' to write."""

    def __init__(self, run: Run) -> None:
        self._run, self._why = run, list[str]()

    def __getattr__(self, name: str) -> object:
        return getattr(self._run, name)

    def drop(self, step: str, item: Item, reason: str) -> None:
        self._why.append(f"{step}:{reason}")
        self._run.count(f"passed_over.{step}.{reason}")

    def nothing(self, step: str, seed: Seed) -> list[Draft]:
        """Turn the seed away for the reasons that all the composers gave."""
        self._run.drop(step, seed, " ".join(self._why) or "nothing_made")
        return []


def _named(draft: Draft, name: str) -> Draft:
    return draft if draft.composer else replace(draft, composer=name)

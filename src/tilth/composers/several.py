"""Writes each seed up in several ways, one record each."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable
from dataclasses import dataclass, replace

from tilth.core.items import Seed
from tilth.core.parts import Composer, Draft
from tilth.core.run import Run


@dataclass(frozen=True)
class Several(Composer):
    """The drafts of every composer, in their order. A composer that has nothing to write on a seed is passed over."""

    composers: tuple[Composer, ...]

    def compose(self, seed: Seed, run: Run) -> Iterable[Draft] | AsyncIterable[Draft]:
        made = [(composer.name, composer.compose(seed, run)) for composer in self.composers]
        if any(isinstance(drafts, AsyncIterable) for _, drafts in made):
            return self._in_turn(made)
        return [_named(draft, name) for name, drafts in made if isinstance(drafts, Iterable) for draft in drafts]

    async def _in_turn(self, made: list[tuple[str, Iterable[Draft] | AsyncIterable[Draft]]]) -> AsyncIterator[Draft]:
        for name, drafts in made:
            if isinstance(drafts, AsyncIterable):
                async for draft in drafts:
                    yield _named(draft, name)
            else:
                for draft in drafts:
                    yield _named(draft, name)


def _named(draft: Draft, name: str) -> Draft:
    return draft if draft.composer else replace(draft, composer=name)

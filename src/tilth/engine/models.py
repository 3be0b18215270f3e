"""Asks models, each request once: a reply that was had is remembered before anybody is given it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

import orjson

from tilth.core.errors import RecipeError
from tilth.core.items import Json
from tilth.core.model import Backend, Reply, Request
from tilth.engine.fingerprint import describe
from tilth.engine.memory import Memory


class Remembered:
    """A backend whose replies are kept, under the whole request and the settings that can change a reply."""

    def __init__(self, backend: Backend, memory: Memory) -> None:
        self._backend, self._memory = backend, memory
        self._name = identity(backend)

    async def complete(self, request: Request) -> tuple[Reply, bool]:
        """The reply, and whether it was remembered."""

        async def ask() -> bytes:
            return orjson.dumps(asdict(await self._backend.complete(request)))

        kept, remembered = await self._memory.once("reply", request.key(self._name), ask)
        return Reply(**orjson.loads(kept)), remembered


def identity(backend: Backend) -> Json:
    """What in a backend can change a reply."""
    told = describe(backend)
    assert isinstance(told, Mapping)
    return {name: value for name, value in told.items() if name not in backend.cosmetic}


def unplayed(role: str, models: Iterable[str]) -> RecipeError:
    """The sentence for a role that no backend plays."""
    named = ", ".join(models)
    there = f"the recipe has {named}" if named else "the recipe names no model"
    return RecipeError(f"models.{role}: nobody plays this role ({there}); add [models.{role}] with a `use` line")

"""Asks models: remembered(retried(admitted(metered(backend)))), the same for every backend.

A reply that was had is on disk before anybody is given it; a request that failed is sent again when that may help; no
server is sent more at once than it takes; what was spent is counted where it was spent.
"""

from __future__ import annotations

import asyncio
import dataclasses
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import orjson

from tilth.core.errors import ModelError, Overloaded, RecipeError, Unsteady
from tilth.core.items import Json, content_id
from tilth.core.model import Backend, Reply, Request, Wire
from tilth.engine.admission import Limit, Pace
from tilth.engine.budget import Purse
from tilth.engine.fingerprint import describe, differences
from tilth.engine.memory import Memory
from tilth.engine.structured import satisfying

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.25, 30.0
"""The pause before a request is sent again, doubled each time up to the longest."""


class Meter(Protocol):
    """What counts."""

    def count(self, name: str, n: int = 1) -> None: ...


class Served:
    """One backend of a role: admitted, metered, and tried again when it fails in a way that may pass."""

    def __init__(
        self, backend: Backend, wire: Wire, meter: Meter, purse: Purse, limit: Limit, paces: Sequence[Pace]
    ) -> None:
        self.backend, self.limit = backend, limit
        self._wire, self._meter, self._purse = wire, meter, purse
        self._requests, self._tokens = paces

    async def ask(self, request: Request) -> Reply:
        """The reply. Raises ModelError when all tries failed, with the last one's reason."""
        failures, pause_s = 0, FIRST_PAUSE_S
        while True:
            try:
                return await self._admitted(request)
            except Overloaded as error:  # no work was done: it is no try, but a reason to wait
                wait_s = error.retry_after_s if error.retry_after_s is not None else pause_s
            except Unsteady as error:
                failures += 1
                self._meter.count("model.retried")
                if failures >= self.backend.tries:
                    raise ModelError(f"{error} ({failures} tries)") from error
                wait_s = pause_s
            await asyncio.sleep(min(wait_s, LONGEST_PAUSE_S) * random.uniform(1.0, 1.25))
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)

    async def _admitted(self, request: Request) -> Reply:
        self._purse.check()
        if self._requests.bounds:
            await self._requests.take(1)
        if self._tokens.bounds:
            await self._tokens.take(len(request.prompt) / 4 + self.backend.max_tokens / 2)
        await self.limit.enter()
        refused: bool | None = None
        try:
            self._purse.check()  # it may have been closed while this request waited for its place
            reply = await self.backend.complete(request, self._wire)
            refused = False
        except Overloaded:
            refused = True
            self._meter.count("model.refused")
            raise
        finally:
            self.limit.leave(refused=refused)
        self._purse.pay(reply, self.backend)
        self._meter.count("tokens.in", reply.prompt_tokens)
        self._meter.count("tokens.out", reply.completion_tokens)
        return reply


class Role:
    """A model role: one backend, or several that share its load; replies are remembered whoever gave them."""

    def __init__(self, served: Sequence[Served], memory: Memory) -> None:
        self._served, self._memory = served, memory
        self._name = content_id(identity(served[0].backend))

    async def complete(self, request: Request) -> tuple[Reply, bool]:
        """The reply, and whether it was remembered. One that must fit a schema does, or ModelError is raised."""
        return await satisfying(request, self._once) if request.schema is not None else await self._once(request)

    async def _once(self, request: Request) -> tuple[Reply, bool]:
        async def ask() -> bytes:
            return orjson.dumps(await self._freest().ask(request))

        kept, remembered = await self._memory.once("reply", request.key(self._name), ask)
        return Reply(**orjson.loads(kept)), remembered

    def _freest(self) -> Served:
        """The endpoint with the smallest share of its limit in use."""
        return min(self._served, key=lambda one: one.limit.in_flight / one.limit.limit)


_LIMITS: dict[str, tuple[Limit, Pace, Pace]] = {}
"""What this process has learned of each server, account and model; kept from one partition to the next."""


def served(backend: Backend, wire: Wire, meter: Meter, purse: Purse, processes: int) -> Served:
    """A backend with the limit that this process keeps for its account, and its share of what is set for all."""
    key = f"{backend.account}|{backend.concurrency}|{backend.most_concurrency}"
    if key not in _LIMITS:
        fixed = -(-backend.concurrency // processes)
        limit = Limit(fixed=fixed, most=max(1, backend.most_concurrency // processes))
        paces = (Pace(backend.requests_per_minute / processes), Pace(backend.tokens_per_minute / processes))
        _LIMITS[key] = (limit, *paces)
    limit, *others = _LIMITS[key]
    return Served(backend, wire, meter, purse, limit, others)


def in_flight() -> int:
    """How many requests this process has in flight."""
    return sum(limit.in_flight for limit, *_ in _LIMITS.values())


def endpoints(backend: Backend | Sequence[Backend], role: str = "") -> tuple[Backend, ...]:
    """The backends of a role. Raises RecipeError when several would not give the same replies."""
    if isinstance(backend, Backend):
        return (backend,)
    for other in backend[1:]:
        if changes := differences(identity(backend[0]), identity(other)):
            raise RecipeError(f"models.{role}: endpoints that share a role must be alike, but {'; '.join(changes)}")
    return tuple(backend)


def identity(backend: Backend) -> Json:
    """What in a backend can change a reply."""
    told, fields = describe(backend), {field.name: field for field in dataclasses.fields(backend)}
    assert isinstance(told, Mapping)
    # a setting at its default is left out, so that a setting which is new in a release forgets no replies
    return {
        name: value
        for name, value in told.items()
        if name not in backend.cosmetic and (name == "use" or getattr(backend, name) != fields[name].default)
    }


def unplayed(role: str, models: Iterable[str]) -> RecipeError:
    """The sentence for a role that no backend plays."""
    named = ", ".join(models)
    there = f"the recipe has {named}" if named else "the recipe names no model"
    return RecipeError(f"models.{role}: nobody plays this role ({there}); add [models.{role}] with a `use` line")

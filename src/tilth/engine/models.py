"""Asks models: remembered(retried(admitted(metered(backend)))), the same for every backend.

A reply that was had is on disk before anybody is given it; a request that failed is sent again when that may help; no
server is sent more at once than it takes; what was spent is counted where it was spent.
"""

from __future__ import annotations

import asyncio
import dataclasses
import random
import time
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import orjson

from tilth.core.errors import ModelError, Overloaded, RecipeError, Unsteady
from tilth.core.items import Json, content_id
from tilth.core.model import Backend, Reply, Request, Wire
from tilth.engine.admission import Limit, Pace
from tilth.engine.batcher import Batcher
from tilth.engine.batches import Batches
from tilth.engine.budget import Purse
from tilth.engine.fingerprint import describe, differences
from tilth.engine.memory import Memory
from tilth.engine.structured import satisfying

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.25, 30.0
"""The pause before a request is sent again, doubled each time up to the longest."""
LONGEST_WAIT_S = 3600.0
"""A server that wants to be left alone for longer than this fails the request."""
LOOK_S = 0.25
"""How often one who waits looks whether the run has been stopped."""


class Meter(Protocol):
    """What counts."""

    def count(self, name: str, n: int = 1) -> None: ...


class Served:
    """One backend of a role: admitted and metered."""

    def __init__(
        self, backend: Backend, wire: Wire, meter: Meter, purse: Purse, limit: Limit, paces: Sequence[Pace]
    ) -> None:
        self.backend, self.limit, self.meter = backend, limit, meter
        self._wire, self._meter, self._purse = wire, meter, purse
        self._requests, self._tokens = paces

    async def pause(self, seconds: float) -> None:
        """Wait so long. Raises what closed the purse meanwhile: nothing is asked after that."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            await asyncio.sleep(min(left, LOOK_S))
            self._purse.check()

    async def ask(self, request: Request) -> Reply:
        """The reply, when there is a place in flight. Raises Overloaded, Unsteady, or another ModelError."""
        self._purse.check()
        if self._requests.bounds:
            await self._requests.take(1, self.pause)
        if self._tokens.bounds:
            await self._tokens.take(len(request.prompt) / 4 + self.backend.max_tokens / 2, self.pause)
        place = await self.limit.enter()
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
            self.limit.leave(refused=refused, place=place)
        self._purse.pay(reply, self.backend)
        self._meter.count("tokens.in", reply.prompt_tokens)
        self._meter.count("tokens.out", reply.completion_tokens)
        return reply


class Role:
    """A model role: one backend, or several that share its load; replies are remembered whoever gave them."""

    def __init__(self, served: Sequence[Served], memory: Memory, batcher: Batcher | None = None) -> None:
        self._served, self._memory, self._batcher = served, memory, batcher
        self._name = content_id(identity(served[0].backend))

    async def complete(self, request: Request) -> tuple[Reply, bool]:
        """The reply, and whether it was remembered. One that must fit a schema does, or ModelError is raised."""
        return await satisfying(request, self._once) if request.schema is not None else await self._once(request)

    async def _once(self, request: Request) -> tuple[Reply, bool]:
        key = request.key(self._name)

        async def ask() -> bytes:
            return orjson.dumps(await (self._batched(key, request) if self._batcher else self._asked(request)))

        kept, remembered = await self._memory.once("reply", key, ask)
        return Reply(**orjson.loads(kept)), remembered

    async def _asked(self, request: Request) -> Reply:
        """The reply of any endpoint. Raises ModelError when all tries failed, with the last one's reason.

        An endpoint that failed or refused the request gets it again after a pause, another one at once.
        """
        failures, pause_s, back = 0, FIRST_PAUSE_S, dict[int, float]()
        while True:
            place = self._freest(back)
            one = self._served[place]
            await one.pause(back.get(place, 0.0) - time.monotonic())
            try:
                return await one.ask(request)
            except Overloaded as error:  # no work was done: it is no try, but a reason to wait
                wait_s = pause_s if error.retry_after_s is None else error.retry_after_s
                if wait_s > LONGEST_WAIT_S:
                    raise ModelError(f"{error} (it wants to be asked again in {wait_s:,.0f} s)") from error
            except Unsteady as error:
                failures += 1
                one.meter.count("model.retried")
                if failures >= one.backend.tries:
                    raise ModelError(f"{error} ({failures} tries)") from error
                wait_s = pause_s
            back[place] = time.monotonic() + wait_s * random.uniform(1.0, 1.25)
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)

    async def _batched(self, key: str, request: Request) -> Reply:
        """The reply of a batch. The batcher looks at the budget before the request joins, and pays for what came."""
        assert self._batcher is not None
        meter = self._served[0].meter
        reply = await self._batcher.ask(key, request, meter.count)
        meter.count("tokens.in", reply.prompt_tokens)
        meter.count("tokens.out", reply.completion_tokens)
        return reply

    def _freest(self, back: Mapping[int, float]) -> int:
        """The endpoint with the least load for its limit, of those that may be asked soonest."""
        now, limits = time.monotonic(), [one.limit for one in self._served]
        return min(range(len(limits)), key=lambda n: (max(0.0, back.get(n, 0.0) - now), limits[n].load))


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


def batcher_of(backend: Backend, wire: Wire, memory: Memory, purse: Purse, batches: Batches) -> Batcher | None:
    """What asks a backend in batches, and keeps what comes back in the memory; none where it has no `batch`."""

    def keep(key: str, reply: Reply) -> Awaitable[object]:
        async def made() -> bytes:
            return orjson.dumps(reply)

        return memory.once("reply", key, made)

    return batches.of(backend, wire, purse, lambda key: memory.recall("reply", key) is not None, keep)


def load() -> tuple[int, int]:
    """The requests that this process has in flight, and how many it would have at most."""
    return in_flight(), round(sum(limit.limit for limit, *_ in _LIMITS.values()))


def in_flight() -> int:
    """How many requests this process has in flight."""
    return sum(limit.in_flight for limit, *_ in _LIMITS.values())


def endpoints(backend: Backend | Sequence[Backend], role: str = "") -> tuple[Backend, ...]:
    """The backends of a role. Raises RecipeError when several would not give the same replies."""
    several = (backend,) if isinstance(backend, Backend) else tuple(backend)
    if any(one.batch and (len(several) > 1 or type(one).submit is Backend.submit) for one in several):
        raise RecipeError(f"models.{role}: `batch` needs one backend with a batch service, and no second beside it")
    if isinstance(backend, Backend):
        return several
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
        if name not in backend.cosmetic and (name == "use" or getattr(backend, name) != _default(fields[name]))
    }


def _default(field: dataclasses.Field[Any]) -> Any:
    made = field.default_factory
    return field.default if made is dataclasses.MISSING else made()


def unplayed(role: str, models: Iterable[str]) -> RecipeError:
    """The sentence for a role that no backend plays."""
    named = ", ".join(models)
    there = f"the recipe has {named}" if named else "the recipe names no model"
    return RecipeError(f"models.{role}: nobody plays this role ({there}); add [models.{role}] with a `use` line")

"""The Run that steps are given: one for each partition, with files of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from random import Random
from typing import Any

import orjson

from tilth.core.errors import TooManyFailures
from tilth.core.items import Item, Json, Passage, Record, Seed, content_id, text_id
from tilth.core.model import Backend, Reply, Request
from tilth.core.run import Flow
from tilth.engine.batches import Batches
from tilth.engine.budget import Purse
from tilth.engine.codec import encode
from tilth.engine.memory import Memory
from tilth.engine.models import Role, batcher_of, endpoints, served, unplayed
from tilth.engine.store import Lines, Sources
from tilth.engine.wire import HttpWire
from tilth.engine.work import Work


class LiveRun:
    """Models, memory, chance and counters, and the files of what was dropped, failed and kept."""

    def __init__(
        self,
        name: str,
        memory: Memory,
        models: Mapping[str, Sequence[Backend]],
        wire: HttpWire,
        purse: Purse,
        work: Work,
        most: int,
        batches: Batches,
    ) -> None:
        folder, processes = work.run, work.processes
        self.width, self._seed, self._most, self._batches = work.width, work.seed, most, batches
        self.wire = wire
        self.memory, self.counts, self.flows = memory, Counter[str](), list[Flow]()
        self._models = {
            role: Role(
                [served(one, wire, self, purse, processes) for one in endpoints(backend, role)],
                memory,
                batcher_of(backend[0], wire, memory, purse, batches),
            )
            for role, backend in models.items()
        }
        self.dropped = Lines(folder / "dropped" / f"{name}.jsonl")
        self.failed = Lines(folder / "failed" / f"{name}.jsonl")
        self.sources = Sources(folder / "sources" / f"{name}.sqlite")
        self.dropped_why, self.failed_why = dict[str, Counter[str]](), dict[str, Counter[str]]()
        self._settled = set[int]()

    async def generate(
        self,
        prompt: str,
        *,
        role: str = "writer",
        images: tuple[str, ...] = (),
        schema: Mapping[str, Json] | None = None,
        sample: int = 0,
    ) -> Reply:
        if role not in self._models:
            raise unplayed(role, self._models)
        request = Request(prompt, images=images, schema=schema, seed=self._seed, sample=sample)
        reply, remembered = await self._models[role].complete(request)
        self.count("replies.remembered" if remembered else "replies.asked")
        self.count("replies.tokens.in", reply.prompt_tokens)
        self.count("replies.tokens.out", reply.completion_tokens)
        return reply

    async def once(self, kind: str, key: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        value, remembered = await self.memory.once(kind, key, make)
        self.count(f"{kind}.remembered" if remembered else f"{kind}.made")
        return value

    def rng(self, *key: str) -> Random:
        return Random(int(content_id(self._seed, *key), 16))

    def count(self, name: str, n: int = 1) -> None:
        self.counts[name] += n

    def keep(self, source: str, text: str) -> str:
        digest = text_id(text)
        self.sources.keep(digest, source, text)
        return digest

    def fail(self, step: str, item: Item, error: Exception) -> None:
        kind = type(error).__name__
        self._note(step, item, self.failed_why, kind)
        self._flow(step).failed += 1
        self.failed.write({"step": step, "id": item.id, "error": kind, "why": str(error), "item": plain(item)})
        if self.failed.rows > self._most:
            stop = TooManyFailures(f"{self.failed.rows} items failed, the last at {step}: {error}")
            self._batches.stop(stop)  # a batch may take a day
            raise stop

    def drop(self, step: str, item: Item, reason: str) -> None:
        self._note(step, item, self.dropped_why, reason)
        self._flow(step).dropped += 1
        self.dropped.write({"step": step, "id": item.id, "why": reason, "item": plain(item)})

    def settled(self, item: Item) -> bool:
        if id(item) in self._settled:
            self._settled.discard(id(item))
            return True
        return False

    def flow(self, step: str) -> Flow:
        self.flows.append(Flow(step))
        return self.flows[-1]

    def close(self, *, keep: bool) -> None:
        """Give what was dropped, failed and kept its files, or leave nothing."""
        for file in (self.dropped, self.failed, self.sources):
            file.close(keep=keep)

    def _note(self, step: str, item: Item, whys: dict[str, Counter[str]], why: str) -> None:
        self._settled.add(id(item))
        whys.setdefault(step, Counter())[why] += 1

    def _flow(self, step: str) -> Flow:
        """The newest count of a step; one who drops outside a stream, as a barrier does, gets one of its own."""
        found = next((flow for flow in reversed(self.flows) if flow.step == step), None)
        return found or self.flow(step)


def plain(item: Item) -> Any:
    """What the file of those that did not make it tells of an item: all of a text, of others where they came from."""
    if isinstance(item, Record | Seed | Passage):
        return orjson.loads(encode(item))
    return {"kind": type(item).__name__, "source": str(getattr(item, "source", getattr(item, "name", "")))}

"""A Run for tests of single steps: nothing on disk, everything it was told in plain lists."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from random import Random
from typing import Any

from tilth.core.items import Item, content_id, text_id
from tilth.core.model import Reply
from tilth.core.run import Flow


class FakeRun:
    """Remembers what steps tell it."""

    width = 8

    def __init__(self, seed: int = 0, replies: Callable[[str], str] | None = None) -> None:
        self.seed, self.replies = seed, replies
        self.dropped: list[tuple[str, Item, str]] = []
        self.failed: list[tuple[str, Item, Exception]] = []
        self.kept: dict[str, tuple[str, str]] = {}
        self.counts = Counter[str]()
        self.memory: dict[tuple[str, str], bytes] = {}
        self.flows: list[Flow] = []
        self._settled: list[int] = []

    async def generate(self, prompt: str, **how: Any) -> Reply:
        assert self.replies, "this test has no model"
        return Reply(self.replies(prompt), "fake")

    async def once(self, kind: str, key: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        if (kind, key) not in self.memory:
            self.memory[kind, key] = await make()
        return self.memory[kind, key]

    def rng(self, *key: str) -> Random:
        return Random(int(content_id(self.seed, *key), 16))

    def count(self, name: str, n: int = 1) -> None:
        self.counts[name] += n

    def keep(self, source: str, text: str) -> str:
        self.kept[text_id(text)] = (source, text)
        return text_id(text)

    def fail(self, step: str, item: Item, error: Exception) -> None:
        self.failed.append((step, item, error))
        self._settled.append(id(item))

    def drop(self, step: str, item: Item, reason: str) -> None:
        self.dropped.append((step, item, reason))
        self._settled.append(id(item))

    def settled(self, item: Item) -> bool:
        there = id(item) in self._settled
        self._settled = [one for one in self._settled if one != id(item)]
        return there

    def flow(self, step: str) -> Flow:
        self.flows.append(Flow(step))
        return self.flows[-1]


def everything(outs: Iterable[Any] | AsyncIterable[Any]) -> list[Any]:
    """All that a step yields, whether it waits or not."""
    if not isinstance(outs, AsyncIterable):
        return list(outs)

    async def collect() -> list[Any]:
        return [out async for out in outs]

    return asyncio.run(collect())

"""All that one process asks in batches."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tilth.core.model import Backend, Wire
from tilth.engine.batcher import Batcher, Keep, Known
from tilth.engine.budget import Purse


class Batches:
    """The batchers of one event loop: one for each backend that has `batch` set."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._batchers = folder, dict[Backend, Batcher]()

    def of(self, backend: Backend, wire: Wire, purse: Purse, known: Known, keep: Keep) -> Batcher | None:
        """The batcher of a backend; none where it has no `batch`."""
        if not backend.batch:
            return None
        if backend not in self._batchers:
            self._batchers[backend] = Batcher(backend, wire, self._folder, purse, known, keep, self.stop)
        return self._batchers[backend]

    @property
    def any(self) -> bool:
        """Whether anything is asked in batches."""
        return bool(self._batchers)

    @property
    def hungry(self) -> bool:
        """Whether fewer requests wait than fill a batch: more work may be begun."""
        rows = max((backend.batch_rows for backend in self._batchers), default=0)
        return sum(one.waiting for one in self._batchers.values()) < rows

    def stop(self, error: BaseException) -> None:
        """Let nobody wait any longer."""
        for batcher in self._batchers.values():
            batcher.stop(error)

    async def close(self) -> None:
        """Let go of everything; what was handed in is found by the next command."""
        await asyncio.gather(*(batcher.close() for batcher in self._batchers.values()))

"""Carries batches to a provider and back: handed in, asked after until they have ended, fetched; each tried again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence

from tilth.core.errors import ModelError, Overloaded, Stopped, Unsteady
from tilth.core.model import Backend, BatchState, Reply, Wire
from tilth.engine.budget import Purse

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 60.0
"""The pause before a batch is handed in again, doubled each time up to the longest."""
LOST_S = 3600.0
"""How long a service may be out of reach before the run is stopped; the jobs go on, and so does the next command."""


class Courier:
    """Goes between one backend's batch service and its piles."""

    def __init__(self, backend: Backend, wire: Wire, purse: Purse) -> None:
        self._backend, self._wire, self._purse = backend, wire, purse

    async def hand_in(self, rows: Sequence[bytes]) -> str:
        """The job's name. Raises ModelError when the service will not have the rows, or all tries failed."""
        failures, pause_s = 0, FIRST_PAUSE_S
        while True:
            self._open()
            try:
                return await self._backend.submit(rows, self._wire)
            except Overloaded as error:  # no work was done: it is no try, but a reason to wait
                wait_s = error.retry_after_s if error.retry_after_s is not None else pause_s
            except Unsteady as error:
                failures, wait_s = failures + 1, pause_s
                if failures >= self._backend.tries:
                    raise ModelError(f"{error} ({failures} tries)") from error
            await asyncio.sleep(min(wait_s, LONGEST_PAUSE_S))
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)

    async def ended(self, job: str) -> BatchState:
        """How a job ended, once it has. Raises Stopped when that cannot be learned: it is paid for."""
        heard = time.monotonic()
        while True:
            self._open()
            try:
                state = await self._backend.poll(job, self._wire)
                heard = time.monotonic()
                if state.ended:
                    return state
            except (Overloaded, Unsteady) as error:
                if time.monotonic() - heard > LOST_S:
                    raise _out_of_reach(error) from error
            except ModelError as error:
                raise _out_of_reach(error) from error
            await asyncio.sleep(self._backend.batch_poll_s)

    async def fetched(self, job: str) -> Mapping[str, Reply | ModelError]:
        """What became of the rows of a job that has ended. Raises Stopped when that cannot be had."""
        failures = 0
        while True:
            self._open()
            try:
                return await self._backend.fetch(job, self._wire)
            except (Overloaded, Unsteady) as error:
                failures += 1
                if failures >= self._backend.tries:
                    raise _out_of_reach(error) from error
            except ModelError as error:
                raise _out_of_reach(error) from error
            await asyncio.sleep(self._backend.batch_poll_s)

    def _open(self) -> None:
        """Raise what closed the purse: the run is ending, and nobody waits for this."""
        if self._purse.closed is not None:
            raise self._purse.closed


def _out_of_reach(error: ModelError) -> Stopped:
    return Stopped(f"a batch that is paid for cannot be had: {error}. Its name is kept; the same command goes on")

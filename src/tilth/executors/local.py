"""Runs partitions on this machine: in this process, or in several, one for each core it may use."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TypeVar

from tilth.core.errors import OutputError
from tilth.core.parts import Executor

J = TypeVar("J")
R = TypeVar("R")


@dataclass(frozen=True)
class Local(Executor):
    """One process a worker, started afresh; with one worker, no process but this."""

    def run(self, work: Callable[[J], R], jobs: Sequence[J]) -> Iterator[R]:
        if self.workers <= 1 or len(jobs) <= 1:
            yield from map(work, jobs)
            return
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(min(self.workers, len(jobs)), context, initializer=_deaf)
        try:
            for future in as_completed([pool.submit(work, job) for job in jobs]):
                yield future.result()
        except BrokenProcessPool as error:
            raise OutputError(
                "a worker process died (killed, or out of memory); run the same command again to go on, "
                "with fewer --workers if memory is short"
            ) from error
        finally:
            for process in list((pool._processes or {}).values()):
                process.terminate()
            pool.shutdown(wait=True, cancel_futures=True)


def _deaf() -> None:
    """Let Ctrl-C be the first process's business, and die with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

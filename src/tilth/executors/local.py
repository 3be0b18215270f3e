"""Runs partitions on this machine: in this process, or in several, one for each core it may use."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
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
            for future in as_completed([pool.submit(_unless_stopped, work, job) for job in jobs]):
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


_stopping = threading.Event()
"""Set in a worker process that was told to end."""


def _unless_stopped(work: Callable[[J], R], job: J) -> R:
    """Do a job in a worker process, unless it was told to end."""
    if _stopping.is_set():
        raise KeyboardInterrupt
    try:
        return work(job)
    except KeyboardInterrupt:
        _stopping.set()
        raise


def _deaf() -> None:
    """Let Ctrl-C be the first process's business, and die with it.

    A worker that waits for a job holds the lock of the queue of jobs: were it killed by the signal to end, the others
    would wait for that lock, and the first process for them, for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: _stopping.set())
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

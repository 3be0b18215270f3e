"""The files that say which batch jobs are under way, so that a process killed at any time finds them again."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tilth.engine.store import read_json, write_json


class PileFile:
    """One job's file: its account (which holds no secret), its name at the provider, the keys of its requests.

    While a process lives, a lock keeps the job its own; a lock that is free means that its process is gone.
    """

    def __init__(self, folder: Path, account: str, path: Path | None = None) -> None:
        self.path = path or folder / f"{os.urandom(12).hex()}.json"
        self.account, self.job, self.keys = account, "", tuple[str, ...]()
        self._lock: int | None = None

    def write(self, job: str, keys: tuple[str, ...]) -> None:
        """Say what the job is; without a name it is just being handed in."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._take()
        self.job, self.keys = job, keys
        since = int(time.time())
        write_json(self.path, {"account": self.account, "job": job, "keys": list(keys), "since": since})

    def own(self) -> bool:
        """Make the job this process's own, if it is nobody else's and not yet settled."""
        if not self._take():
            return False
        if not self.path.exists():  # somebody has settled it meanwhile
            self.remove()
        return self._lock is not None

    def remove(self) -> None:
        """The job is settled, or was never handed in."""
        self.path.unlink(missing_ok=True)
        self._lock_path.unlink(missing_ok=True)
        self.let_go()

    def let_go(self) -> None:
        """Leave the job to whoever wants it."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    @property
    def _lock_path(self) -> Path:
        return self.path.with_suffix(".lock")

    def _take(self) -> bool:
        if self._lock is not None:
            return True
        lock = os.open(self._lock_path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return False
        except OSError:  # a store without locks: two processes may both settle a job, which costs nothing
            pass
        self._lock = lock
        return True


def left_behind(folder: Path, account: str, known: Callable[[str], bool]) -> Iterator[PileFile]:
    """The jobs of this account that are under way. Files of jobs that need no more are removed."""
    for path in sorted(folder.glob("*.json")):
        told: Any = read_json(path)
        if told is None or told["account"] != account:
            continue
        file = PileFile(folder, account, path)
        file.job, file.keys = told["job"], tuple(told["keys"])
        if file.job and not all(map(known, file.keys)):
            yield file
        elif file.own():  # it was never handed in, or all its replies are kept
            file.remove()

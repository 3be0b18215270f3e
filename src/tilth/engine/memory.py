"""Every effect a run has on the world, remembered by its content. Resuming a run is replaying it.

One memory serves all runs of a folder. Each process writes a file of its own and reads all the others, so that no
lock is ever waited for. A value is on disk, at most `WINDOW_S` after it was had, before anybody is given it.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable
from hashlib import blake2b
from pathlib import Path

import zstandard

WINDOW_S = 0.008
"""How long a value may wait for others before all are committed together."""
_PACKER = zstandard.ZstdCompressor(level=1)
LARGE = 400
"""Bytes from which on a value is compressed."""


class Memory(ABC):
    """Values by kind and key. Nothing in it is ever changed, so it can be copied, shared and merged."""

    def __init__(self) -> None:
        self._flying: dict[bytes, asyncio.Future[bytes]] = {}
        self._waiting: list[tuple[bytes, bytes]] = []
        self._told: list[asyncio.Future[None]] = []

    @abstractmethod
    def look(self, address: bytes) -> bytes | None:
        """The packed value at this address, if any process has kept one."""

    @abstractmethod
    def write(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Put packed values on disk; when this returns they outlive the process."""

    def close(self) -> None:
        """Write what still waits, and let go of the files."""
        if self._waiting:
            rows, self._waiting = self._waiting, []
            self.write(rows)

    def recall(self, kind: str, key: str) -> bytes | None:
        """What was kept under this key, or None."""
        packed = self.look(address(kind, key))
        return None if packed is None else unpack(packed)

    async def once(self, kind: str, key: str, make: Callable[[], Awaitable[bytes]]) -> tuple[bytes, bool]:
        """The value under this key, made if need be, and whether it was remembered.

        Those who ask while it is being made wait for the same one. It is on disk before it is given to anybody.
        """
        where = address(kind, key)
        if (packed := self.look(where)) is not None:
            return unpack(packed), True
        if (flying := self._flying.get(where)) is not None:
            return await asyncio.shield(flying), True
        flying = self._flying[where] = asyncio.get_running_loop().create_future()
        try:
            value = await make()
            await self._keep(where, value)
            flying.set_result(value)
            return value, False
        except BaseException as error:
            if isinstance(error, asyncio.CancelledError):
                flying.cancel()
            else:
                flying.set_exception(error)
                flying.exception()  # somebody has seen it, even if nobody else was waiting
            raise
        finally:
            del self._flying[where]

    async def _keep(self, where: bytes, value: bytes) -> None:
        loop = asyncio.get_running_loop()
        kept = loop.create_future()
        if not self._waiting:
            loop.call_later(WINDOW_S, self._flush)
        self._waiting.append((where, pack(value)))
        self._told.append(kept)
        await kept

    def _flush(self) -> None:
        """Commit all that waits, and let those go on who wait for it."""
        rows, told = self._waiting, self._told
        self._waiting, self._told = [], []
        failure: Exception | None = None
        try:
            self.write(rows)
        except (OSError, sqlite3.Error) as error:
            failure = error
        for kept in told:
            if not kept.done():
                kept.set_exception(failure) if failure else kept.set_result(None)


class SqliteMemory(Memory):
    """A file of SQLite in write-ahead mode for each writer."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        folder.mkdir(parents=True, exist_ok=True)
        self._lock, own = _free_slot(folder)
        self._db = sqlite3.connect(own, isolation_level=None, timeout=30)
        self._db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "CREATE TABLE IF NOT EXISTS memory (address BLOB PRIMARY KEY, value BLOB)"
        )
        others = [path for path in sorted(folder.glob("*.sqlite")) if path != own]
        self._others = [sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30) for path in others]

    def look(self, address: bytes) -> bytes | None:
        for db in (self._db, *self._others):
            row = db.execute("SELECT value FROM memory WHERE address = ?", (address,)).fetchone()
            if row is not None:
                return bytes(row[0])
        return None

    def write(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        self._db.execute("BEGIN")
        self._db.executemany("INSERT OR IGNORE INTO memory VALUES (?, ?)", rows)
        self._db.execute("COMMIT")

    def close(self) -> None:
        super().close()
        for db in (self._db, *self._others):
            db.close()
        os.close(self._lock)


class SegmentMemory(Memory):
    """Files that are written once, under names nobody else uses: for stores with neither locks nor renaming.

    A segment is a run of frames (address, length, value); one that was cut short is read as far as it is whole.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._written, self._me = folder, 0, os.urandom(8).hex()
        self._places: dict[bytes, tuple[Path, int, int]] = {}
        for path in sorted(folder.glob("*.segment")):
            self._index(path)

    def _index(self, path: Path) -> None:
        data, at = path.read_bytes(), 0
        while at + 16 <= len(data):
            length = int.from_bytes(data[at + 12 : at + 16], "big")
            if at + 16 + length > len(data):
                break
            self._places.setdefault(data[at : at + 12], (path, at + 16, length))
            at += 16 + length

    def look(self, address: bytes) -> bytes | None:
        place = self._places.get(address)
        if place is None:
            return None
        path, start, length = place
        with path.open("rb") as file:
            file.seek(start)
            return file.read(length)

    def write(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        path = self._folder / f"{self._me}-{self._written:06}.segment"
        frames = b"".join(where + len(value).to_bytes(4, "big") + value for where, value in rows)
        with path.open("xb") as file:
            file.write(frames)
            file.flush()
            os.fsync(file.fileno())
        self._written += 1
        self._index(path)


def address(kind: str, key: str) -> bytes:
    """Twelve bytes that stand for a kind and a key."""
    return blake2b(f"{kind}|{key}".encode(), digest_size=12).digest()


def pack(value: bytes) -> bytes:
    """A value as it is kept: compressed when that pays, with a first byte that says which."""
    return b"z" + _PACKER.compress(value) if len(value) >= LARGE else b"-" + value


def unpack(packed: bytes) -> bytes:
    """A value as it was given."""
    return zstandard.decompress(packed[1:]) if packed[:1] == b"z" else packed[1:]


def _free_slot(folder: Path) -> tuple[int, Path]:
    """The first file that no living process writes, and the lock that keeps it ours."""
    for number in range(10_000):
        path = folder / f"{number:04}.sqlite"
        lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lock, path
        except OSError:
            os.close(lock)
    raise OSError(f"{folder}: ten thousand processes write this memory; give each a folder of its own")


KINDS: dict[str, Callable[[Path], Memory]] = {"sqlite": SqliteMemory, "segments": SegmentMemory}


def open_memory(kind: str, folder: Path) -> Memory:
    """The memory of this kind in this folder."""
    return KINDS[kind](folder)

"""The run folder: what lies where, written beside and renamed when whole, so that a name on disk is a promise."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import orjson
import zstandard

from tilth.core.errors import InputError, OutputError
from tilth.core.items import Json, text_id


def part_name(number: int) -> str:
    """The name of a partition's files."""
    return f"{number:05}"


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place to write a file, that gets its name only when all of it is on disk. No file written, no file there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    try:
        yield beside
        if beside.exists():
            with beside.open("rb") as file:
                os.fsync(file.fileno())
            beside.replace(path)
        else:
            path.unlink(missing_ok=True)
    finally:
        beside.unlink(missing_ok=True)


def write_json(path: Path, value: Json | Mapping[str, Any]) -> None:
    """A small JSON file, whole or not at all."""
    with whole(path) as beside:
        beside.write_text(json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


def read_json(path: Path) -> Any:
    """A JSON file, or None if there is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise InputError(f"{path} is not readable as JSON ({error}); the run folder is damaged") from error


class Lines:
    """Writes lines of JSON to a file, which exists afterwards only if there were any."""

    def __init__(self, path: Path) -> None:
        self.path, self.rows = path, 0
        self._beside = path.with_name(f".{path.name}.part")
        self._file: IO[bytes] | None = None

    def write(self, row: Mapping[str, Any]) -> None:
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._beside.open("wb")
        self._file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
        self.rows += 1

    def close(self, *, keep: bool) -> None:
        """Give the file its name, or leave nothing."""
        if self._file is not None:
            self._file.close()
            if keep:
                self._beside.replace(self.path)
            else:
                self._beside.unlink(missing_ok=True)
        elif keep:
            self.path.unlink(missing_ok=True)


class PackedLines:
    """Writes lines of bytes to a compressed file, many at a time."""

    def __init__(self, path: Path) -> None:
        self._raw = path.open("wb")
        self._out: Any = zstandard.ZstdCompressor(level=1).stream_writer(self._raw)
        self._held = list[bytes]()

    def write(self, line: bytes) -> None:
        self._held.append(line)
        if len(self._held) >= 500:
            self._flush()

    def _flush(self) -> None:
        if self._held:
            self._out.write(b"\n".join(self._held) + b"\n")
            self._held.clear()

    def close(self) -> None:
        self._flush()
        self._out.close()
        self._raw.close()


def read_lines(path: Path) -> Iterator[bytes]:
    """What `PackedLines` wrote, few lines in memory at a time."""
    rest = b""
    with path.open("rb") as raw, zstandard.ZstdDecompressor().stream_reader(raw) as text:
        while block := text.read(1 << 18):
            lines = (rest + block).split(b"\n")
            rest = lines.pop()
            yield from lines


class Sources:
    """The texts that a partition's evidence points into, by their ids; one file, written whole."""

    def __init__(self, path: Path) -> None:
        self.path, self._beside = path, path.with_name(f".{path.name}.part")
        self._db: sqlite3.Connection | None = None
        self._held: set[str] = set()
        self._rows = list[tuple[str, str, bytes]]()
        self._packer = zstandard.ZstdCompressor(level=1)

    def keep(self, digest: str, source: str, text: str) -> None:
        if digest in self._held:
            return
        self._held.add(digest)
        if self._db is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._beside.unlink(missing_ok=True)
            self._db = sqlite3.connect(self._beside, isolation_level=None)
            self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
            self._db.execute("CREATE TABLE sources (digest TEXT PRIMARY KEY, source TEXT, text BLOB) WITHOUT ROWID")
            self._db.execute("BEGIN")
        packed = self._packer.compress(text.encode("utf-8", "surrogatepass"))
        self._rows.append((digest, source, packed))
        if len(self._rows) == 200:
            self._write(self._db)

    def _write(self, db: sqlite3.Connection) -> None:
        db.executemany("INSERT OR IGNORE INTO sources VALUES (?, ?, ?)", self._rows)
        self._rows.clear()

    def close(self, *, keep: bool) -> None:
        """Give the file its name, or leave nothing."""
        if self._db is not None:
            if keep:
                self._write(self._db)
                self._db.execute("COMMIT")
            self._db.close()
            if keep:
                self._beside.replace(self.path)
        self._beside.unlink(missing_ok=True)


class SourceReader:
    """Finds kept texts again, in all the partitions of a run."""

    def __init__(self, folder: Path) -> None:
        self._dbs = [
            sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) for path in sorted(folder.glob("*.sqlite"))
        ]
        self._last: dict[str, str] = {}

    def text(self, digest: str) -> str | None:
        """The text of this id, or None."""
        if digest in self._last:
            return self._last[digest]
        for db in self._dbs:
            row = db.execute("SELECT text FROM sources WHERE digest = ?", (digest,)).fetchone()
            if row:
                if len(self._last) > 256:
                    self._last.clear()
                text = zstandard.decompress(row[0]).decode("utf-8", "surrogatepass")
                if text_id(text) != digest:
                    continue  # the kept text was changed; as good as not kept
                return self._last.setdefault(digest, text)
        return None

    def close(self) -> None:
        for db in self._dbs:
            db.close()


@contextmanager
def owned(folder: Path) -> Iterator[None]:
    """Hold a run folder for one process, and clear what a killed one left unfinished."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OutputError(f"another process is working on {folder}; wait for it to end, or stop it") from error
        for stale in list(folder.rglob(".*.part")):
            shutil.rmtree(stale) if stale.is_dir() else stale.unlink(missing_ok=True)
        yield


@contextmanager
def saying_where(folder: Path) -> Iterator[None]:
    """Turn the operating system's refusals into a sentence that says what to do."""
    try:
        yield
    except OSError as error:
        raise refusal(error, folder) from error
    except sqlite3.OperationalError as error:
        if "full" in str(error) or "disk I/O" in str(error):
            raise OutputError(_full(folder)) from error
        if "readonly" in str(error) or "unable to open" in str(error):
            raise OutputError(f"{folder} cannot be written; choose another place with --out") from error
        raise


def refusal(error: OSError, folder: Path) -> OutputError:
    """The sentence for one refusal."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return OutputError(_full(folder))
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return OutputError(
            f"{error.filename or folder} cannot be written ({error.strerror}); choose another with --out"
        )
    return OutputError(f"{error.filename or folder}: {error.strerror or error}")


def _full(folder: Path) -> str:
    return f"the disk that holds {folder} is full; make room and run the same command again, nothing whole was lost"

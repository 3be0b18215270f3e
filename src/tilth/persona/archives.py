"""Reads web archives (WARC files, plain or compressed record by record): their pages, with broken records skipped."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from tilth.core.errors import FetchError, InputError
from tilth.persona.pages import MOST_BYTES

KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "markdown"}
MOST_BROKEN = 10_000
"""Broken places after which the rest of a file is given up: it is not an archive any more."""
_LONGEST_URL = 2_000
_HEAD_BYTES = 100_000
_MOST_PACKED = 1_100
"""No compression that archives use makes a record smaller than this part of itself; a length beyond it is false."""
_WINDOW = 1 << 20
_GZIP, _PLAIN = b"\x1f\x8b\x08", b"WARC/1."


@dataclass(frozen=True, slots=True)
class Capture:
    """A page as an archive holds it."""

    url: str
    kind: str
    """html, text or markdown."""
    charset: str
    """What the server said of the encoding; may be empty."""
    body: bytes
    """At most one byte more than the largest page that is read."""
    offset: int
    """Where its record begins in the file, in bytes."""


def check_archive(file: Path) -> None:
    """Raise InputError unless the file begins as a web archive does."""
    try:
        with file.open("rb") as stream:
            first = next(_records(stream, 0), None)
    except OSError as error:
        raise InputError(f"{file} is not a web archive (WARC)") from error
    if first is None:
        raise InputError(f"{file} is not a web archive (WARC) with pages in it")


def captures(file: Path) -> Iterator[Capture | str]:
    """The pages of an archive in order; in the place of a record that cannot be had, `broken` or `too_large`.

    After a broken record it goes on at the next place where one begins. The work is linear in the file's size.
    """
    at, broken = 0, 0
    with file.open("rb") as stream:
        size = file.stat().st_size
        while 0 <= at < size and broken < MOST_BROKEN:
            last = at
            try:
                for record in _records(stream, at):
                    last = record.stream_pos
                    if found := _capture(record, size - last):
                        yield found
                return
            except OSError:
                broken += 1
                yield "broken"
            at = _next_record(stream, last + 1)


def capture_at(file: Path, offset: int) -> Capture:
    """The page whose record begins here. Raises FetchError when there is none."""
    try:
        with file.open("rb") as stream:
            record = next(_records(stream, offset), None)
            found = record and _capture(record, file.stat().st_size - offset)
    except OSError as error:
        raise FetchError("its record is broken") from error
    if not isinstance(found, Capture):
        raise FetchError("its record is no page")
    return found


def _records(stream: BinaryIO, at: int) -> Iterator[WarcRecord]:
    stream.seek(at)
    return iter(ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False))


def _capture(record: WarcRecord, left: int) -> Capture | str | None:
    """The page in a record, if it holds one that was found (status 200). Raises OSError when it is broken."""
    offset, length, url = record.stream_pos, record.content_length, record.headers.get("WARC-Target-URI") or ""
    if length > MOST_BYTES + _HEAD_BYTES:  # before any of it is read: a false length would take all memory
        if length > left * _MOST_PACKED:
            raise OSError("longer than the file")
        return "too_large"
    record.freeze()
    if record.content_length != length or not url:
        raise OSError("cut short")
    if len(url) > _LONGEST_URL or not url.isprintable():
        return None
    record.parse_http(auto_decode="all")
    if record.http_headers is None:
        raise OSError("no reply in it")
    status, kind = record.http_headers.status_code, KINDS.get((record.http_content_type or "").lower())
    if status != 200 or kind is None:
        return None
    body = record.reader.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return "too_large"
    return Capture(url.strip("<>"), kind, record.http_charset or "", body, offset)


def _next_record(stream: BinaryIO, start: int) -> int:
    """Where the next record begins at or after `start`; -1 at the end. A gzip member counts if a record is in it."""
    stream.seek(0)
    mark = _GZIP if stream.read(len(_GZIP)) == _GZIP else _PLAIN
    at, kept = start, b""
    stream.seek(start)
    while window := stream.read(_WINDOW):
        held = kept + window
        found = held.find(mark)
        while found >= 0:
            place = at - len(kept) + found
            if mark == _PLAIN or _holds_record(stream, place):
                return place
            found = held.find(mark, found + 1)
        at += len(window)
        kept = held[-len(mark) + 1 :]
        stream.seek(at)
    return -1


def _holds_record(stream: BinaryIO, place: int) -> bool:
    stream.seek(place)
    try:
        return zlib.decompressobj(31).decompress(stream.read(512), len(_PLAIN)) == _PLAIN
    except zlib.error:
        return False

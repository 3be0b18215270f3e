"""Reads a web archive (a WARC file) as if it were the web: what was captured can be opened again, years later."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urldefrag

from tilth.core.errors import FetchError, InputError, ParseError
from tilth.core.run import Run
from tilth.persona.archives import Capture, capture_at, captures, check_archive
from tilth.persona.explore import Browser
from tilth.persona.items import Link, Page
from tilth.persona.pages import decoded, page_of

SMALL = 250_000
"""Pages of at most so many bytes are remembered once parsed; larger ones are parsed each time."""
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{1,300})<", re.IGNORECASE)


@dataclass(frozen=True)
class Warc(Browser):
    """The pages of one web archive. A page is known by the address it was captured from; the first capture counts."""

    file: Path
    """A WARC file, plain or compressed record by record; HTML and text that was found (status 200) is read."""
    most_pages: int = 100_000
    """The most pages that are known of the file; about 300 bytes of memory for each."""
    most_offered: int = 1_000
    """The most pages that are on offer from the start, evenly spread over the file; links lead to the others."""
    license: str = ""
    """The licence the pages may be used under, as an SPDX name."""

    async def start(self, run: Run) -> Sequence[Link]:
        index = self._index()
        step = max(1, -(-len(index) // max(1, self.most_offered)))
        return [Link(url, title) for url, (_, title) in list(index.items())[::step]]

    async def open(self, url: str, run: Run) -> Page:
        """The page captured from a URL. Raises FetchError when it was not captured, or cannot be read."""
        known = self._index().get(urldefrag(url).url)
        if known is None:
            raise FetchError("not in the archive")
        offset, _ = known
        stat = self.file.stat()

        async def make() -> bytes:
            return _packed(capture_at(self.file, offset))

        raw = await run.once("page", f"{url} {self.file.as_posix()} {stat.st_size} {stat.st_mtime_ns} {offset}", make)
        try:
            return (_remembered if len(raw) <= SMALL else _parsed)(urldefrag(url).url, raw, self.license)
        except ParseError as error:
            raise FetchError(str(error)) from error

    def _index(self) -> Mapping[str, tuple[int, str]]:
        try:
            stat = self.file.stat()
        except OSError as error:
            raise InputError(f"file: there is no file {self.file}") from error
        return _index(self.file, stat.st_size, stat.st_mtime_ns, self.most_pages)


@lru_cache(maxsize=4)
def _index(file: Path, size: int, changed: int, most: int) -> Mapping[str, tuple[int, str]]:
    """Where each page's record begins, and its title, by URL in the order of the file; read once in each process."""
    check_archive(file)
    found: dict[str, tuple[int, str]] = {}
    for capture in captures(file):
        if isinstance(capture, Capture):
            found.setdefault(urldefrag(capture.url).url, (capture.offset, _title(capture)))
            if len(found) >= most:
                break
    return found


def _title(capture: Capture) -> str:
    """The words a reader would see of a page before opening it."""
    match = _TITLE.search(decoded(capture.body[:65_536], capture.charset))
    return " ".join(html.unescape(match[1]).split()) if match and capture.kind == "html" else ""


def _packed(capture: Capture) -> bytes:
    """A page with what the server said of it, as bytes to remember."""
    return f"{capture.kind} {capture.charset}\n".encode() + capture.body


def _parsed(url: str, raw: bytes, license: str) -> Page:
    told, _, body = raw.partition(b"\n")
    kind, _, charset = told.decode("utf-8", "replace").partition(" ")
    return page_of(url, body, kind=kind, charset=charset, license=license)


_remembered = lru_cache(maxsize=512)(_parsed)
"""Pages are read by many personas and parsed once. What is remembered depends on nothing but the bytes."""

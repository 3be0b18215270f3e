"""Reads a folder of pages as if it were a web site, so that everything can be tried without a network."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from tilth.core.errors import FetchError, InputError, ParseError
from tilth.core.run import Run
from tilth.persona.explore import Browser
from tilth.persona.items import Link, Page
from tilth.persona.pages import MOST_BYTES, page_of
from tilth.persona.robots import MOST_BYTES as MOST_ROBOTS_BYTES
from tilth.persona.robots import Rule, allowed, rules

KINDS = {".html": "html", ".htm": "html", ".xhtml": "html", ".md": "markdown", ".txt": "text"}
MOST_OFFERED = 10_000
"""The most pages that are on offer when there is no start page."""
SMALL = 250_000
"""Pages of at most so many bytes are remembered once parsed; larger ones are parsed each time."""
_TITLE = re.compile(rb"<(title|h1)[^<>]{0,200}>([^<]{1,300})</", re.IGNORECASE)


@dataclass(frozen=True)
class Folder(Browser):
    """A folder of HTML, Markdown and text files as a site: its links, its start page and its robots.txt hold."""

    folder: Path
    """Nothing outside it is read, by whatever path or link it is asked for."""
    start_page: str = "index.html"
    """Where everybody begins, seen from the folder; when there is no such page, every page is on offer."""
    license: str = ""
    """The licence the pages may be used under, as an SPDX name."""

    async def start(self, run: Run) -> Sequence[Link]:
        if not self.folder.is_dir():
            raise InputError(f"folder: there is no folder {self.folder}")
        if self.start_page and (self.folder / self.start_page).is_file():
            return (Link(self.start_page, ""),)
        by = self._rules()
        return [link for link in _everything(self.folder, _stamp(self.folder)) if allowed(f"/{link.url}", by)]

    async def open(self, url: str, run: Run) -> Page:
        """The page at a path seen from the folder, such as `garden/compost.html`. A query and a fragment are ignored.

        Raises FetchError when the path leads out of the folder, when robots.txt refuses it, or when it is no page.
        """
        try:
            path = unquote(urlsplit(url).path)
        except ValueError as error:
            raise FetchError("not an address") from error
        file = self._inside(path)
        name = file.relative_to(self.folder.resolve()).as_posix()
        by = self._rules()
        if not (allowed(f"/{path}", by) and allowed(f"/{name}", by)):
            raise FetchError("refused by robots.txt")
        source = f"{self.folder.as_posix()}/{name}"
        raw = await _bytes(file, source, run)
        try:
            page = _remembered(name, raw) if len(raw) <= SMALL else _parsed(name, raw)
        except ParseError as error:
            raise FetchError(str(error)) from error
        return replace(page, url=source, license=self.license)

    def _inside(self, path: str) -> Path:
        """The file at a path, with every symbolic link followed, if it is a page inside the folder."""
        root = self.folder.resolve()
        if path.startswith("/"):
            raise FetchError("outside the folder")
        try:
            file = (root / path).resolve()
            file = (file / "index.html").resolve() if file.is_dir() else file
            there = file.is_file()
        except (OSError, ValueError, RuntimeError) as error:
            raise FetchError("no such page") from error
        if not file.is_relative_to(root):
            raise FetchError("outside the folder")
        if not there or not _is_page(file.name):
            raise FetchError("not a page" if there else "no such page")
        return file

    def _rules(self) -> tuple[Rule, ...]:
        """What robots.txt says; a file that is there and cannot be read refuses everything."""
        file = self.folder / "robots.txt"
        if not file.is_file():
            return ()
        try:
            with file.open("rb") as stream:
                return rules(stream.read(MOST_ROBOTS_BYTES))
        except OSError:
            return (Rule(False, b"/"),)


def _is_page(name: str) -> bool:
    return Path(name).suffix.lower() in KINDS and name != "robots.txt"


async def _bytes(file: Path, source: str, run: Run) -> bytes:
    """What stands in a file, through the run's memory. A file that has changed is another page."""

    async def make() -> bytes:
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)

    try:
        stat = file.stat()
        return await run.once("page", f"{source} {stat.st_size} {stat.st_mtime_ns}", make)
    except OSError as error:
        raise FetchError("cannot be read") from error


def _parsed(name: str, raw: bytes) -> Page:
    """The page in a file's bytes, its links as paths seen from the folder."""
    page = page_of(name, raw, kind=KINDS[Path(name).suffix.lower()])
    links = (replace(link, url=link.url.lstrip("/")) for link in page.links)
    return replace(page, links=tuple(link for link in links if link.url and not link.url.startswith("../")))


_remembered = lru_cache(maxsize=512)(_parsed)
"""Pages are read by many personas and parsed once. What is remembered depends on nothing but the bytes."""


def _stamp(folder: Path) -> tuple[tuple[str, int], ...]:
    """The folder's directories with the time each last changed, so that a page that comes or goes is noticed."""
    found = []
    for where, inner, _ in os.walk(folder):
        inner.sort()
        found.append((where, Path(where).stat().st_mtime_ns))
    return tuple(found)


@lru_cache(maxsize=8)
def _everything(folder: Path, stamp: tuple[tuple[str, int], ...]) -> tuple[Link, ...]:
    """Links to all the pages of a folder, in order of their paths, with their titles."""
    files = (Path(where, name) for where, _ in stamp for name in sorted(os.listdir(where)))  # noqa: PTH208
    pages = sorted(file for file in files if _is_page(file.name) and file.is_file())
    return tuple(Link(quote(file.relative_to(folder).as_posix()), _title(file)) for file in pages[:MOST_OFFERED])


def _title(file: Path) -> str:
    """The title of a page by a look at its first lines, or else its file's name."""
    try:
        with file.open("rb") as stream:
            head = stream.read(65_536)
    except OSError:
        head = b""
    if KINDS[file.suffix.lower()] == "html":
        found = _TITLE.search(head)
        title = html.unescape(found[2].decode("utf-8", "replace")) if found else ""
    else:
        title = head.decode("utf-8", "replace").strip().partition("\n")[0].lstrip("# ")[:200]
    return " ".join(title.split()) or file.stem.replace("-", " ").replace("_", " ")

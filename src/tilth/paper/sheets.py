"""The pages of a PDF as they are looked at: words, rules and shapes, each page open no longer than it is read.

PDFium is not thread safe, not even across documents: one thread of a process may read papers at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from tilth.core.errors import ParseError
from tilth.paper.drawings import Rule, Shape, drawings
from tilth.paper.fonts import Face
from tilth.paper.geometry import Box, View
from tilth.paper.glyphs import Glyph, Text, Word, words

WIDEST = 14_400.0
"""The widest or highest page that is looked at, in points (ISO 32000-1, annex C)."""
MOST_DRAWN = 20_000
"""How many drawn objects of a page are looked at."""

_WHY = {
    pdfium.FPDF_ERR_FILE: "it could not be opened",
    pdfium.FPDF_ERR_FORMAT: "it is no PDF, or is broken beyond repair",
    pdfium.FPDF_ERR_PASSWORD: "it is encrypted and asks for a password",
    pdfium.FPDF_ERR_SECURITY: "it is encrypted in a way that is not known",
    pdfium.FPDF_ERR_PAGE: "its pages cannot be found",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, turned so that most of its text reads from left to right."""

    number: int
    """Counted from 1."""
    view: View
    words: tuple[Word, ...] = ()
    turned: tuple[Word, ...] = ()
    """What runs another way: stamps in the margin, labels of axes."""
    rules: tuple[Rule, ...] = ()
    shapes: tuple[Shape, ...] = ()


def sheets(data: bytes, name: str, most_pages: int, most_chars: int) -> tuple[list[Sheet], int]:
    """The pages of a PDF up to the bounds, and how many pages it has.

    Raises ParseError, naming the file and saying why, when it cannot be opened.
    """
    with _opened(data, name) as document:
        count = max(0, pdfium.FPDF_GetPageCount(document))
        if not count:
            raise ParseError(f"{name} cannot be read: it has no pages")
        read: list[Sheet] = []
        fonts: dict[str, Face] = {}
        for at in range(min(count, most_pages)):
            sheet, chars = _page(document, at, fonts, most_chars)
            most_chars -= chars
            read.append(sheet)
            if most_chars <= 0:
                break
        return read, count


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        why = _WHY.get(getattr(error, "err_code", None), "it is no PDF, or is broken beyond repair")
        raise ParseError(f"{name} cannot be read: {why}") from error
    try:
        yield document.raw
    finally:
        document.close()


def _page(document: Any, at: int, fonts: dict[str, Face], most_chars: int) -> tuple[Sheet, int]:
    """One page and how many characters it took; a page that cannot be loaded is empty."""
    page = pdfium.FPDF_LoadPage(document, at)
    blank = Sheet(at + 1, View(0, 0, 0, 0, 0, 0))
    if not page:
        return blank, 0
    try:
        view = _view(page)
        if view is None:
            return blank, 0
        return _sheet(page, at + 1, view, fonts, most_chars)
    finally:
        pdfium.FPDF_ClosePage(page)


def _view(page: Any) -> View | None:
    """The part of the page that is shown; None if its size is absurd."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, rect)
    turn = pdfium.FPDFPage_GetRotation(page) % 4 * 90
    wide, high = rect.right - rect.left, rect.top - rect.bottom
    if not (1 < wide <= WIDEST and 1 < high <= WIDEST):
        return None
    return View(rect.left, rect.bottom, rect.right, rect.top, turn, turn)


def _sheet(page: Any, number: int, view: View, fonts: dict[str, Face], most_chars: int) -> tuple[Sheet, int]:
    text = Text(page, fonts)
    try:
        chars = min(text.count(), most_chars)
        turn = text.turn(chars)
        if turn is not None and turn >= 0:
            view = replace(view, turn=turn)
        upright: list[Glyph] = []
        other: list[Glyph] = []
        for glyph, straight in text.glyphs(view, chars):
            (upright if straight else other).append(glyph)
    finally:
        text.close()
    rules, shapes = drawings(page, view, MOST_DRAWN)
    shown = (0.0, 0.0, view.width, view.height)
    kept = tuple(word for word in words(iter(upright)) if _meets(word.box, shown))
    turned = tuple(word for word in words(iter(other)) if _meets(word.box, shown))
    return Sheet(number, view, kept, turned, tuple(rules), tuple(shapes)), chars


def _meets(box: Box, shown: Box) -> bool:
    return box[0] < shown[2] and box[2] > shown[0] and box[1] < shown[3] and box[3] > shown[1]

"""The words of a page, with their place and type, put together from its glyphs."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from tilth.paper.fonts import BIG, Face, face
from tilth.paper.geometry import Box, View

_RAISED = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SHIFTS = frozenset("0123456789+-−=(),–")
_ACCENTS = dict(
    zip(
        "´`¨ˆ^˜~¸ˇ˚˘¯˙˝",
        "\u0301\u0300\u0308\u0302\u0302\u0303\u0303\u0327\u030c\u030a\u0306\u0304\u0307\u030b",
        strict=True,
    )
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\x02": "-", "\xad": "-"}
_LIGATURES |= {"\u2010": "-", "\u2011": "-"}
_SPACES = frozenset("\t\n\r\x0b\x0c \xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")


@dataclass(frozen=True, slots=True)
class Word:
    """Glyphs that stand together."""

    text: str
    box: Box
    base: float
    """How far below the page's top its letters stand, in points."""
    size: float
    """The size of its largest glyphs, in points."""
    face: Face
    order: int
    """Its place in the file."""
    stem: int
    """How many characters stand before a raised mark at its end; all, if there is none."""
    math: bool
    """Whether any of it is set in a font for mathematics."""


class Glyph(NamedTuple):
    """One character as it is printed."""

    char: str
    x0: float
    x1: float
    base: float
    size: float
    face: Face
    apart: int
    """What stands before it: 0 nothing, 1 a space that PDFium supposes, 2 a space or a line's end of the file."""
    top: float
    bottom: float


class Text:
    """The characters of a page that is open in PDFium."""

    def __init__(self, page: Any, fonts: dict[str, Face]) -> None:
        self._text = pdfium.FPDFText_LoadPage(page)
        self._fonts = fonts
        self._styles: dict[int | None, tuple[float, Face, int]] = {}

    def close(self) -> None:
        """Give back what PDFium holds."""
        pdfium.FPDFText_ClosePage(self._text)

    def count(self) -> int:
        """How many characters there are, those included that PDFium supposes."""
        return max(0, pdfium.FPDFText_CountChars(self._text)) if self._text else 0

    def turn(self, most: int) -> int | None:
        """The clockwise turn at which most of the text is upright; None of an empty page."""
        count = min(self.count(), most)
        turns = Counter(
            style[2] for at in range(0, count, max(1, count // 400)) if (style := self._style(at)) is not None
        )
        return max(turns, key=lambda turn: (turns[turn], -turn)) if turns else None

    def _style(self, at: int) -> tuple[float, Face, int] | None:
        """Size, face and upright turn of a character; those of one text object are alike."""
        if pdfium.FPDFText_IsGenerated(self._text, at) == 1:
            return None  # A space that PDFium supposes has no matrix of its own.
        drawn = pdfium.FPDFText_GetTextObject(self._text, at)
        key = ctypes.cast(drawn, ctypes.c_void_p).value
        if key is None:
            return None
        if key not in self._styles:
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(self._text, at, matrix)
            size = abs(pdfium.FPDFText_GetFontSize(self._text, at)) * math.hypot(matrix.c, matrix.d)
            angle = math.degrees(math.atan2(matrix.b, matrix.a))
            turn = round(angle / 90) * 90
            self._styles[key] = size, self._face(drawn), turn % 360 if abs(angle - turn) < 5 else -1
        return self._styles[key]

    def _face(self, drawn: Any) -> Face:
        font = pdfium.FPDFTextObj_GetFont(drawn)
        if not font:
            return Face()
        buffer = ctypes.create_string_buffer(256)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = buffer.value.decode("utf-8", "replace")
        if name not in self._fonts:
            angle, flags = ctypes.c_int(), max(0, pdfium.FPDFFont_GetFlags(font))
            pdfium.FPDFFont_GetItalicAngle(font, angle)
            self._fonts[name] = face(name, bold=bool(flags & 1 << 18), italic=angle.value != 0)
        return self._fonts[name]

    def glyphs(self, view: View, most: int) -> Iterator[tuple[Glyph, bool]]:
        """Every printed character in the file's order, and whether it is upright in this view."""
        rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        apart = 2
        text, unicode_of, generated = self._text, pdfium.FPDFText_GetUnicode, pdfium.FPDFText_IsGenerated
        for at in range(min(self.count(), most)):
            code = unicode_of(text, at)
            char = chr(code) if 0 < code < 0x110000 else "\ufffd"
            if char in _SPACES:
                apart = max(apart, 2 if char not in "\r\n" and generated(text, at) != 1 else 1)
                continue
            style = self._style(at)
            if style is None or (code < 32 and code != 2 and not style[1].tall) or 0xD800 <= code < 0xE000:
                continue
            pdfium.FPDFText_GetLooseCharBox(text, at, rect)
            pdfium.FPDFText_GetCharOrigin(text, at, x, y)
            size, face, turn = style
            glyph = self._glyph(at, char, rect, (x.value, y.value), (size, face), view, apart)
            if glyph.char:
                yield glyph, turn == view.turn
            apart = 0

    def _glyph(
        self,
        at: int,
        char: str,
        rect: Any,
        origin: tuple[float, float],
        style: tuple[float, Face],
        view: View,
        apart: int,
    ) -> Glyph:
        size, face = style
        x0, y0, x1, y1 = view.box(rect.left, rect.bottom, rect.right, rect.top)
        base = view.point(*origin)[1]
        if not 0.5 < size < 2000:
            size = max(y1 - y0, 1.0)
        top, bottom = base - 0.72 * size, base + 0.22 * size
        if face.tall or x1 <= x0:
            left, right, low, high = (ctypes.c_double() for _ in range(4))
            pdfium.FPDFText_GetCharBox(self._text, at, left, right, low, high)
            x0, top, x1, bottom = view.box(left.value, low.value, right.value, high.value)
        if face.tall:
            char, base = BIG.get(char, char), (top + bottom) / 2 + 0.25 * size  # Centred on the axis of the line.
        return Glyph(_LIGATURES.get(char, char), x0, x1, base, size, face, apart, top, bottom)


def words(glyphs: Iterator[Glyph]) -> Iterator[Word]:
    """Join glyphs that touch into words, in the file's order."""
    held: list[Glyph] = []
    seen: set[tuple[str, int, int]] = set()
    order = 0
    for glyph in glyphs:
        key = glyph.char, round(glyph.x0 * 2), round(glyph.base * 2)
        if key in seen and not _twin(held, glyph):
            continue  # Printed twice to look bold.
        seen.add(key)
        if held and not _joined(held, glyph):
            yield _word(held, order)
            held, order = [], order + 1
        held.append(glyph)
    if held:
        yield _word(held, order)


def _twin(held: list[Glyph], glyph: Glyph) -> bool:
    """Whether a glyph at the place of its neighbour is a second letter of one ligature (`ff`), not the same again."""
    return bool(held) and held[-1].x0 == glyph.x0 and held[-1].x1 == glyph.x1 and glyph.char in "fil"


def _joined(held: list[Glyph], glyph: Glyph) -> bool:
    """Whether a glyph belongs to the word before it."""
    last = held[-1]
    size = max(last.size, glyph.size)
    gap = glyph.x0 - last.x1
    if glyph.x0 == last.x0 and glyph.x1 == last.x1 and glyph.base == last.base:
        return True  # The next letter of a ligature.
    if last.char in _ACCENTS and gap < -0.1 * size and abs(glyph.base - last.base) < size:
        return True
    least = 0.07 if last.face.italic else 0.11  # Slanted letters hang over into the space after them.
    if glyph.apart == 2 or gap > 0.3 * size or (glyph.apart and gap > least * size) or gap < -0.45 * size:
        return False
    main = _main(held)
    shift = abs(glyph.base - main.base)
    if glyph.size > 1.15 * main.size or main.size > 1.8 * glyph.size:
        # A mark before a word, as footnotes begin, and a large initial stay words of their own.
        return shift < 0.05 * size
    return shift < (0.2 if glyph.size > 0.88 * main.size else 0.62) * main.size


def _main(held: list[Glyph]) -> Glyph:
    """The glyph that says where a word stands: the first of the largest that is no accent."""
    return max(held, key=lambda one: (one.char not in _ACCENTS, one.size))


def _word(held: list[Glyph], order: int) -> Word:
    main = _main(held)
    runs: list[tuple[str, list[str]]] = []
    for at, glyph in enumerate(held):
        lift = (main.base - glyph.base) / main.size if glyph.size < 0.88 * main.size else 0.0
        shift = "^" if lift > 0.12 else "_" if lift < -0.06 else ""
        char = glyph.char
        if char in _ACCENTS and at + 1 < len(held) and held[at + 1].x0 - glyph.x1 < -0.1 * glyph.size:
            continue
        if at and held[at - 1].char in _ACCENTS and glyph.x0 - held[at - 1].x1 < -0.1 * glyph.size:
            plain = {"ı": "i", "ȷ": "j"}.get(char, char)
            char = unicodedata.normalize("NFC", plain + _ACCENTS[held[at - 1].char])
        if not runs or runs[-1][0] != shift:
            runs.append((shift, []))
        runs[-1][1].append(char)
    parts = [_shifted(shift, "".join(chars)) for shift, chars in runs]
    text = "".join(parts)
    raised = len(parts) > 1 and runs[-1][0] == "^"
    box = min(g.x0 for g in held), min(g.top for g in held), max(g.x1 for g in held), max(g.bottom for g in held)
    stem = len(text) - len(parts[-1]) if raised else len(text)
    return Word(text, box, main.base, main.size, main.face, order, stem, any(g.face.math for g in held))


def _shifted(shift: str, text: str) -> str:
    """A raised or lowered run in the characters that Unicode has for it; mathematical letters as plain ones."""
    if not text.isascii():
        text = "".join(unicodedata.normalize("NFKC", c) if "\U0001d400" <= c <= "\U0001d7ff" else c for c in text)
    if shift and _SHIFTS.issuperset(text) and (len(text) == 1 or any(char.isdigit() for char in text)):
        return text.translate(_RAISED if shift == "^" else _LOWERED)
    return text


def raised(word: Word) -> Word:
    """A word that stands raised beside its line, in raised characters."""
    return replace(word, text=_shifted("^", word.text), stem=0)

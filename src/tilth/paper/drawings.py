"""What is drawn on a page beside its text: straight rules, and the boxes of pictures and curves."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from tilth.paper.geometry import Box, View

THICKEST = 3.0
"""A stroke wider than this, in points, is no rule but a bar."""
MOST_SEGMENTS = 2000
"""A path of more segments is a curve of a plot, and is not looked into."""
DEEPEST = 6
"""How many forms may stand inside each other."""

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, across or down."""

    box: Box
    across: bool
    thick: float
    """In points."""
    framed: bool = False
    """Whether it is the side of a rectangle."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Anything else that is drawn."""

    box: Box
    kind: str
    """`image`, `curve` (a path with slants or bends), `frame` (the outline of a rectangle) or `fill`."""


def drawings(page: Any, view: View, most: int) -> tuple[list[Rule], list[Shape]]:
    """The rules and shapes of a page; no more than `most` objects are looked at."""
    rules: list[Rule] = []
    shapes: list[Shape] = []
    for drawn, kind, matrix in _objects(page, most):
        box = _box(drawn, matrix, view)
        if box is None or box[2] < 0 or box[3] < 0 or box[0] > view.width or box[1] > view.height:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            shapes.append(Shape(box, "image"))
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            shapes.append(Shape(box, "fill"))
        else:
            _path(drawn, box, matrix, view, rules, shapes)
    return rules, shapes


def _objects(page: Any, most: int) -> Iterator[tuple[Any, int, Matrix]]:
    """Paths, images and shadings, with the matrix of the forms they stand in."""
    wanted = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)
    count = min(pdfium.FPDFPage_CountObjects(page), most)
    stack: list[tuple[Any, Matrix, int]] = [
        (pdfium.FPDFPage_GetObject(page, at), (1, 0, 0, 1, 0, 0), 0) for at in reversed(range(count))
    ]
    seen = 0
    while stack and seen < most:
        drawn, matrix, depth = stack.pop()
        if not drawn:
            continue
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind in wanted:
            yield drawn, kind, matrix
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            own = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(drawn, own)
            inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            held = min(pdfium.FPDFFormObj_CountObjects(drawn), most - seen)
            stack.extend((pdfium.FPDFFormObj_GetObject(drawn, at), inner, depth + 1) for at in reversed(range(held)))


def _times(m: Matrix, n: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _placed(x: float, y: float, m: Matrix) -> tuple[float, float]:
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]


def _box(drawn: Any, matrix: Matrix, view: View) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
        return None
    corners = [_placed(x, y, matrix) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    box = view.box(min(xs), min(ys), max(xs), max(ys))
    return box if all(abs(value) < 1e6 for value in box) else None


def _path(drawn: Any, box: Box, matrix: Matrix, view: View, rules: list[Rule], shapes: list[Shape]) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
    if not (fill.value or stroke.value) or (not stroke.value and _white(drawn)):
        return
    wide, high = box[2] - box[0], box[3] - box[1]
    # PDFium grows the bounds of what is stroked by the stroke's width on each side.
    slack = 2 * _stroke(drawn, matrix) if stroke.value else 0.0
    if high - slack <= THICKEST / 2 and wide >= max(4.0, 3 * high):
        rules.append(Rule(box, True, slack / 2 or high))
    elif wide - slack <= THICKEST / 2 and high >= max(4.0, 3 * wide):
        rules.append(Rule(box, False, slack / 2 or wide))
    elif not stroke.value:
        shapes.append(Shape(box, "fill"))
    else:
        _segments(drawn, box, matrix, view, rules, shapes)


def _white(drawn: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    got = pdfium.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha)
    return bool(got) and (min(red.value, green.value, blue.value) >= 252 or alpha.value == 0)


def _stroke(drawn: Any, matrix: Matrix) -> float:
    """The width of a path's stroke, no more than that of the thickest rule."""
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(drawn, width)
    return float(min(width.value * max(abs(matrix[0]), abs(matrix[1])), THICKEST))


def _segments(drawn: Any, box: Box, matrix: Matrix, view: View, rules: list[Rule], shapes: list[Shape]) -> None:
    """Take a stroked path apart: into rules if every part of it goes straight across or down."""
    count = pdfium.FPDFPath_CountSegments(drawn)
    if not 0 < count <= MOST_SEGMENTS:
        shapes.append(Shape(box, "curve"))
        return
    thick = _stroke(drawn, matrix)
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, own)
    matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    strokes = _strokes(drawn, count, matrix, view)
    if strokes is None:
        shapes.append(Shape(box, "curve"))
        return
    frame = len(strokes) == 4 and strokes[0][:2] == strokes[-1][2:]
    if frame:
        shapes.append(Shape(box, "frame"))
    for x0, y0, x1, y1 in strokes:
        flat = abs(x1 - x0) >= abs(y1 - y0)
        if max(abs(x1 - x0), abs(y1 - y0)) >= 4.0:
            rules.append(Rule((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), flat, thick, frame))


def _strokes(drawn: Any, count: int, matrix: Matrix, view: View) -> list[Box] | None:
    """The straight strokes of a path as pairs of points, or None if any of it is slanted or bent."""
    strokes: list[Box] = []
    here = begin = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        there = view.point(*_placed(x.value, y.value, matrix))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = there
        elif kind != pdfium.FPDF_SEGMENT_LINETO or min(abs(there[0] - here[0]), abs(there[1] - here[1])) > 0.5:
            return None
        else:
            strokes.append((*here, *there))
        here = there
        if pdfium.FPDFPathSegment_GetClose(segment) and here != begin:
            strokes.append((*here, *begin))
            here = begin
    return strokes

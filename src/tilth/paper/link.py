"""Chunks into the blocks of a document, and what belongs together linked: captions, figures, tables, mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tilth.paper.chunks import Chunk
from tilth.paper.flow import Page
from tilth.paper.geometry import Box, around, shared
from tilth.paper.items import Block, Reference
from tilth.paper.labels import LABEL
from tilth.paper.pieces import rows, spelled
from tilth.paper.prose import flowing
from tilth.paper.tables import as_html

PRODUCER = "layout"
MOST_PER_PAGE = 100
"""How many figures or tables of one page a caption may choose from."""

_MENTION = re.compile(r"\b(fig(?:ure|s?\.)?|tables?|tab\.|algorithm)\s*(\d{1,3}|[IVXL]{1,6})\b", re.I)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]{1,200}")


def blocks(found: Sequence[Chunk], laid: Sequence[Page], known: frozenset[str]) -> tuple[Block, ...]:
    """The blocks of a document, in reading order; each page's running heads before the rest of it."""
    views = {page.sheet.number: page.sheet.view for page in laid}
    made: list[Block] = []
    waiting = list(laid)
    for chunk in found:
        while waiting and waiting[0].sheet.number <= chunk.page:
            made += _heads(waiting.pop(0))
        made.append(_block(chunk, known))
    for page in waiting:
        made += _heads(page)
    numbered = [
        replace(block, id=f"b{at}", bbox=_rounded(views[block.page].on_page(block.bbox)))
        for at, block in enumerate(made, 1)
    ]
    return tuple(_mentions(_captioned(numbered)))


def _rounded(box: Box) -> Box:
    left, top, right, bottom = (round(value, 2) for value in box)
    return left, top, right, bottom


def _heads(page: Page) -> list[Block]:
    blocks = [(piece.text, piece.box) for piece in page.heads]
    drawn = {id(word) for item in page.items if not hasattr(item, "text") for word in item.region.words}
    turned = [word for word in page.sheet.turned if id(word) not in drawn]
    if turned:
        blocks.append((spelled(turned), around(word.box for word in turned)))
    return [
        Block(id="", role="furniture", text=text, page=page.sheet.number, bbox=box, producer=PRODUCER)
        for text, box in blocks
    ]


def _block(chunk: Chunk, known: frozenset[str]) -> Block:
    if chunk.placed:
        return _region(chunk)
    lines = [line.text for line in chunk.lines]
    text = "\n".join(lines) if chunk.role == "code" else flowing(lines, known)
    page, box = _place(chunk)
    level = chunk.level if chunk.role == "heading" else 0
    return Block(id="", role=chunk.role, text=text, page=page, bbox=box, level=level, producer=PRODUCER)


def _place(chunk: Chunk) -> tuple[int, Box]:
    """Where a chunk begins: its page, and the box of its lines in its first column."""
    first = chunk.first
    own = [line.box for line in chunk.lines if (line.page, line.column) == (first.page, first.column)]
    return first.page, around(own)


def _region(chunk: Chunk) -> Block:
    placed = chunk.placed
    assert placed
    region, grid = placed.region, placed.grid
    boxes = [placed.box]
    words = list(region.words)
    for part in chunk.joins:
        boxes += [part.placed.box] if part.placed else [line.box for line in part.lines]
        words += part.placed.region.words if part.placed else [w for line in part.lines for w in line.words]
    if grid:
        text = "\n".join(" ".join(cell for cell in row if cell) for row in grid.cells)
        html, cells, header = as_html(grid), grid.cells, grid.header_rows
    else:
        text = "\n".join(spelled(sorted(row, key=lambda word: word.box[0])) for row in rows(words))
        html, cells, header = "", (), 0
    return Block(
        id="",
        role=region.kind,
        text=text,
        page=placed.page,
        bbox=around(boxes),
        producer=PRODUCER,
        cells=cells,
        header_rows=header,
        html=html,
    )


def _captioned(made: list[Block]) -> list[Block]:
    """Give each figure, table and algorithm the caption that stands nearest, nearest pairs first."""
    there: dict[tuple[str, int], list[int]] = {}
    for b, block in enumerate(made):
        there.setdefault((block.role, block.page), []).append(b)
    pairs = []
    for c, caption in enumerate(made):
        match = LABEL.match(caption.text) if caption.role == "caption" else None
        if not match:
            continue
        kind = {"tab": "table", "alg": "algorithm", "lis": "algorithm"}.get(match["kind"].lower()[:3], "figure")
        for b in there.get((kind, caption.page), ())[:MOST_PER_PAGE]:
            pairs.append((_distance(caption.bbox, made[b].bbox, kind), abs(b - c), c, b))
    taken: set[int] = set()
    for distance, _, c, b in sorted(pairs):
        if distance < 120 and c not in taken and b not in taken:
            taken |= {c, b}
            made[b] = replace(made[b], caption=made[c].id)
    return made


def _distance(caption: Box, other: Box, kind: str) -> float:
    """How far a caption stands from a box, in points; the side where captions of its kind stand counts as nearer."""
    above, below = other[1] - caption[3], caption[1] - other[3]
    gap = max(above, below, 0.0)
    if not shared(caption[0], caption[2], other[0], other[2]):
        gap += 200
    usual = above if kind == "table" else below
    return gap if usual >= -2 else gap + 10


def _mentions(made: list[Block]) -> list[Block]:
    """Link paragraphs to the figures and tables that they speak of."""
    targets: dict[tuple[str, str], str] = {}
    captions = {block.id: block for block in made if block.role == "caption"}
    for block in made:
        match = LABEL.match(captions[block.caption].text) if block.caption else None
        if match:
            targets[match["kind"].lower()[:3], match["number"]] = block.id
    linked = []
    for block in made:
        if block.role in ("paragraph", "list", "footnote"):
            found = [targets.get((m[1].lower()[:3], m[2])) for m in _MENTION.finditer(block.text)]
            block = replace(block, refers=tuple(dict.fromkeys(name for name in found if name)))
        linked.append(block)
    return linked


def references(made: Sequence[Block]) -> tuple[Reference, ...]:
    """The entries of the list of references."""
    found: list[Reference] = []
    for block in made:
        if block.role == "reference":
            doi = _DOI.search(block.text)
            found.append(Reference(f"r{len(found) + 1}", block.text, doi[0].rstrip(".,;)]") if doi else ""))
    return tuple(found)

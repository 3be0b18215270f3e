"""The text of a document that evidence points into, and where each block and cell stands in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tilth.paper.items import Document

BETWEEN = " | "
"""What stands between the cells of a row."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A document's text and the places in it, as (start, stop) of characters."""

    text: str
    blocks: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By the block's id."""
    cells: dict[tuple[str, int, int], tuple[int, int]] = field(default_factory=dict)
    """By the table's id, the row and the column, both counted from 0."""


def kept(document: Document) -> Kept:
    """Lay out a document: its blocks in order, a blank line between them; running heads are left out.

    A table is a line `[table b7]`, then a line for each row, its cells with ` | ` between. The same document gives
    the same text in every process.
    """
    parts: list[str] = []
    length = 0
    made = Kept("")

    def add(text: str) -> tuple[int, int]:
        nonlocal length
        parts.append(text)
        length += len(text)
        return length - len(text), length

    for block in document.blocks:
        if block.role == "furniture":
            continue
        if parts:
            add("\n\n")
        start = length
        if block.cells:
            add(f"[table {block.id}]")
            for r, row in enumerate(block.cells):
                for c, cell in enumerate(row):
                    add(BETWEEN if c else "\n")
                    made.cells[block.id, r, c] = add(" ".join(cell.split()))
        else:
            add(block.text)
        made.blocks[block.id] = start, length
    return Kept("".join(parts), made.blocks, made.cells)

"""What each chunk of a paper is: heading, paragraph, list, caption, footnote, reference, code, formula."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tilth.paper.chunks import ENTRY, ITEM, Chunk, Measures
from tilth.paper.flow import Page
from tilth.paper.front import Front
from tilth.paper.geometry import shared
from tilth.paper.headings import REFERENCES, bare, is_heading, set_levels
from tilth.paper.labels import LABEL, is_label

_NOTE = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰*∗†‡§¶#]|\d{1,2}\s+[A-Z]")
SMALL = 0.93
"""Notes are set in type of at most this share of the running text's size."""


def give_roles(found: list[Chunk], front: Front, pages: Sequence[Page], sizes: Measures) -> list[Chunk]:
    """Give every chunk its role; chunks that turn out to be several, or one, are cut or joined."""
    _captions(found, sizes)
    found = _figures(found, sizes)
    _notes(found, pages, sizes)
    for at, chunk in enumerate(found):
        if chunk.placed or chunk.role:
            continue
        above = found[at - 1] if at else None
        below = found[at + 1] if at + 1 < len(found) else None
        if at >= front.ends and is_heading(chunk, above, below, sizes):
            chunk.role = "heading"
        elif chunk.share("mono") > 0.9 and len(chunk.text) > 20:
            chunk.role = "code"
        else:
            chunk.role = "list" if ITEM.match(chunk.text) and at >= front.ends else "paragraph"
    found = _references(found)
    set_levels([chunk for chunk in found if chunk.role == "heading" and chunk not in front.title])
    return _continued(found)


def _captions(found: Sequence[Chunk], sizes: Measures) -> None:
    for at, chunk in enumerate(found):
        if chunk.placed or chunk.role or not LABEL.match(chunk.text):
            continue
        match = LABEL.match(chunk.text)
        assert match
        first = chunk.first.words[0].face
        styled = chunk.size < 0.97 * sizes.size or first.bold or first.font != sizes.font
        alone = len(chunk.lines) > 1 and is_label(chunk.first.text)
        if (is_label(chunk.text) or alone) and (styled or chunk.gap > 1.25 or _beside(found, at)):
            chunk.role = "caption"
        elif (
            styled
            and match["kind"].lower()[:3] in ("fig", "tab", "alg")
            and (_beside(found, at) or (chunk.gap > 1.25 and first.font != sizes.font and len(chunk.lines) <= 3))
        ):
            after = chunk.text[match.end() :].strip()
            if not after or after[0].isupper() or after[0] in "(“":
                chunk.role = "caption"


def _beside(found: Sequence[Chunk], at: int) -> bool:
    """Whether a table or figure stands right before or after a chunk."""
    near = [found[n] for n in (at - 1, at + 1) if 0 <= n < len(found)]
    return any(chunk.placed and chunk.page == found[at].page for chunk in near)


def _figures(found: list[Chunk], sizes: Measures) -> list[Chunk]:
    """Make the scraps between a figure's drawings and its caption part of the figure, and several drawings one."""
    gone: set[int] = set()
    for at, chunk in enumerate(found):
        if chunk.role != "caption" or not chunk.text.lower().startswith("fig"):
            continue
        for step in (-1, 1):
            run = _run(found, at, step, sizes)
            figures = [n for n in run if found[n].placed]
            if figures:
                last = max(run.index(n) for n in figures)
                # A scrap beyond the last drawing belongs to it only if it is close.
                part = run[: last + 1 + sum(1 for n in run[last + 1 : last + 3] if found[n].size < SMALL * sizes.size)]
                home = found[figures[0]]
                home.joins += [found[n] for n in part if n != figures[0]]
                gone.update(n for n in part if n != figures[0])
                break
    return [chunk for n, chunk in enumerate(found) if n not in gone]


def _run(found: Sequence[Chunk], at: int, step: int, sizes: Measures) -> list[int]:
    """The drawings and scraps next to a caption, as far as they go."""
    run = []
    n = at + step
    while 0 <= n < len(found) and found[n].page == found[at].page and found[n].column in (found[at].column, -1):
        chunk = found[n]
        if chunk.placed:
            if chunk.placed.region.kind != "figure":
                break
        elif chunk.role or chunk.size > 1.05 * sizes.size or any(len(line.words) > 8 for line in chunk.lines):
            break
        elif chunk.size > SMALL * sizes.size and len(chunk.text) > 25:
            break
        run.append(n)
        n += step
    return run


def _notes(found: Sequence[Chunk], pages: Sequence[Page], sizes: Measures) -> None:
    """Mark what is set small at the foot of a column, below a short rule or with a mark before it."""
    rules = {
        page.sheet.number: [r.box for r in page.sheet.rules if r.across and 15 < r.box[2] - r.box[0] < 260]
        for page in pages
    }
    heights = {page.sheet.number: page.sheet.view.height for page in pages}
    below: dict[tuple[int, int], bool] = {}
    for chunk in reversed(found):
        place = chunk.page, chunk.column
        if chunk.placed or chunk.role:
            below.setdefault(place, bool(chunk.placed))
            below[place] = below[place] and bool(chunk.placed)
            continue
        foot = below.get(place, True)
        small = chunk.size <= SMALL * sizes.size and chunk.first.box[1] > 0.35 * heights[chunk.page]
        if foot and small and (_marked(chunk) or _ruled(chunk, rules[chunk.page]) or _follows(found, chunk)):
            chunk.role = "footnote"
        below[place] = foot and chunk.role == "footnote"


def _marked(chunk: Chunk) -> bool:
    return bool(_NOTE.match(chunk.text)) and not ENTRY.match(chunk.text)


def _ruled(chunk: Chunk, rules: Sequence[tuple[float, float, float, float]]) -> bool:
    """Whether a short rule at the column's left edge stands right above."""
    box = chunk.first.box
    for rule in rules:
        near = abs(rule[0] - chunk.first.left) < 6 and -2 <= box[1] - rule[1] < 30
        if (
            near
            and shared(rule[0], rule[2], box[0], box[2]) > 0
            and rule[2] - rule[0] < 0.8 * (chunk.first.right - rule[0])
        ):
            return True
    return False


def _follows(found: Sequence[Chunk], chunk: Chunk) -> bool:
    """Whether, on page 1, smaller type at the foot of the first column stands apart from the text."""
    return chunk.page == 1 and chunk.column <= 0 and (chunk.gap > 1.8 or chunk.gap <= 1.2) and chunk.first.box[1] > 400


def _references(found: list[Chunk]) -> list[Chunk]:
    """Cut the sections of references into entries."""
    made: list[Chunk] = []
    held: list[Chunk] = []
    inside = False
    for chunk in found:
        if chunk.role == "heading" and not (inside and ENTRY.match(chunk.text)):
            made += _entries(held)
            held = []
            inside = bare(chunk.text) in REFERENCES
            made.append(chunk)
        elif inside and chunk.role in ("paragraph", "list", "footnote", "heading", "code") and not chunk.placed:
            held.append(chunk)
        else:
            made.append(chunk)
    return [*made, *_entries(held)]


def _entries(held: Sequence[Chunk]) -> list[Chunk]:
    """Entries out of the chunks of a section of references: by number or key, by hanging first lines, or by gaps."""
    lines = [line for chunk in held for line in chunk.lines]
    if not lines:
        return []
    keyed = sum(bool(ENTRY.match(line.text)) for line in lines)
    flush = [line.box[0] - line.left < 0.5 * line.size for line in lines]
    hanging = 0.15 * len(lines) < sum(flush) < 0.85 * len(lines)
    starts = {id(chunk.first) for chunk in held}
    made: list[Chunk] = []
    for at, line in enumerate(lines):
        if keyed >= max(2, 0.1 * len(lines)):
            begins = bool(ENTRY.match(line.text))
        elif hanging:
            begins = flush[at]
        else:
            begins = id(line) in starts and not (at and _carries_on(lines[at - 1].text, line.text))
        if begins or not made:
            made.append(Chunk([line], role="reference"))
        else:
            made[-1].lines.append(line)
    return made


def _carries_on(above: str, text: str) -> bool:
    return not above.endswith((".", ")", "]")) or text[:1].islower()


FLOATS = frozenset(["caption", "footnote", "furniture", "algorithm"])
"""What may stand between two parts of a paragraph."""


def _continued(found: list[Chunk]) -> list[Chunk]:
    """Join what a column's or page's end, or a float, has cut in two."""
    kept: list[Chunk] = []
    open_: Chunk | None = None
    for chunk in found:
        if chunk.placed or chunk.role in FLOATS:
            kept.append(chunk)
            continue
        if open_ and chunk.role == "paragraph" and _goes_on(open_, chunk):
            open_.lines += chunk.lines
            continue
        kept.append(chunk)
        open_ = chunk if chunk.role in ("paragraph", "list", "reference") else None
    return kept


def _goes_on(above: Chunk, chunk: Chunk) -> bool:
    last, first = above.last, chunk.first
    if abs(last.size - first.size) > 0.35 or (
        (last.page, last.column) == (first.page, first.column) and first.base > last.base
    ):
        return bool(
            abs(last.size - first.size) <= 0.35
            and chunk.gap > 1.9
            and first.text[0].islower()
            and last.text[-1:].isalnum()
        )
    ends = bool(re.search(r"[.!?:;][)”\"’]?[¹²³⁴⁵⁶⁷⁸⁹]*$", last.text))
    full = last.right - last.box[2] < 0.06 * (last.right - last.left)
    inset, hang = first.box[0] - first.left, last.box[0] - last.left
    if first.text[0].islower() or (last.text.endswith("-") and not first.text.split()[0].isupper()):
        return True
    if above.role == "list":
        return full and abs(inset - hang) < 3 and hang > 3 and len(above.lines) > 1
    return full and (not ends or inset < 0.4 * first.size) and abs(hang - inset) < 0.4 * first.size

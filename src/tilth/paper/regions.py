"""The parts of a page that are no running text: tables and algorithms between rules, and figures.

A table is a chain of two or more rules of equal extent with rows of text between them (Fang et al. 2011 call it
preface-free ruling; most tables of science are set so); a figure is what drawings that lie close together cover.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tilth.paper.areas import areas
from tilth.paper.drawings import Rule
from tilth.paper.figures import full, labels
from tilth.paper.geometry import Box, across, around, inside
from tilth.paper.glyphs import Word
from tilth.paper.labels import LABEL, is_label, prose
from tilth.paper.pieces import Piece, pieces
from tilth.paper.sheets import Sheet

SHORTEST_RULE = 24.0
"""A rule of a table is at least this long, in points."""
MOST_RULES = 1000
"""A page with more rules across is a drawing, not tables."""
MOST_PICTURES = 50
"""How many pictures of a page are told apart; the largest are."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page that is no running text, and what stands in it."""

    kind: str
    """`table`, `algorithm` or `figure`."""
    box: Box
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()


def regions(sheet: Sheet, found: Sequence[Piece]) -> list[Region]:
    """The tables, algorithms and figures of a page, from top to bottom. No word is in two of them."""
    framed = _ruled(sheet, found)
    taken = {id(word) for region in framed for word in region.words}
    rest = [p for p in found if not any(id(word) in taken for word in p.words)]
    used = {id(rule) for region in framed for rule in region.rules}
    free = [rule for rule in sheet.rules if id(rule) not in used]
    drawn = [shape for shape in sheet.shapes if not any(inside(shape.box, r.box, 2.0) for r in framed)]
    pictures = []
    boxes = sorted(areas(sheet.view, drawn, free), key=lambda box: (box[0] - box[2]) * (box[3] - box[1]))
    for box in sorted(boxes[:MOST_PICTURES]):
        held = labels(box, rest, sheet.turned)
        plain = {shape.kind for shape in drawn if inside(shape.box, box)} <= {"fill", "frame"}
        if held is not None and not (plain and full(box, held)):
            words = tuple(word for p in held for word in p.words)
            pictures.append(Region("figure", around([box, *(p.box for p in held)]), words))
            gone = {id(p) for p in held}
            rest = [p for p in rest if id(p) not in gone]
    return sorted([*framed, *pictures], key=lambda region: (region.box[1], region.box[0]))


def _ruled(sheet: Sheet, found: Sequence[Piece]) -> list[Region]:
    flat = [r for r in joined(sheet.rules) if r.box[2] - r.box[0] >= SHORTEST_RULE]
    if len(flat) > MOST_RULES:
        return []
    kept: list[Region] = []
    for chain in sorted(_chains(flat, found), key=lambda chain: -(chain[-1].box[3] - chain[0].box[1])):
        box = _opened(chain, around(rule.box for rule in chain), found)
        if any(inside(box, other.box, 3.0) or inside(other.box, box, 3.0) for other in kept):
            continue
        words = tuple(w for p in found for w in p.words if inside(w.box, box, 1.5))
        lines = pieces(words)
        if len({round(p.base) for p in lines}) < 1 or len(words) < 2:
            continue
        rules = tuple(rule for rule in sheet.rules if inside(rule.box, box, 3.0))
        if _is_algorithm(lines):
            kept.append(Region("algorithm", box, words, rules))
        elif _tabular(chain, lines, box) and not _drawn_over(sheet, box):
            kept.append(Region("table", box, words, rules))
    return kept


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """The rules across, those that meet end to end made one; sides of single rectangles left out."""
    levels: dict[int, list[Rule]] = defaultdict(list)
    for rule in sorted((r for r in rules if r.across and not r.framed), key=lambda r: (r.box[1], r.box[0])):
        middle = (rule.box[1] + rule.box[3]) / 2
        at = next((k for k in (round(middle), round(middle) - 1, round(middle) + 1) if k in levels), round(middle))
        levels[at].append(rule)
    made = []
    for level in levels.values():
        level.sort(key=lambda rule: rule.box[0])
        run = [level[0]]
        for rule in level[1:]:
            if rule.box[0] - max(r.box[2] for r in run) <= 1.5:
                run.append(rule)
            else:
                made.append(_one(run))
                run = [rule]
        made.append(_one(run))
    return sorted(made, key=lambda rule: (rule.box[1], rule.box[0]))


def _one(run: list[Rule]) -> Rule:
    return run[0] if len(run) == 1 else Rule(around(r.box for r in run), True, max(r.thick for r in run))


def _chains(flat: Sequence[Rule], found: Sequence[Piece]) -> list[list[Rule]]:
    """Runs of rules of equal extent, one above the other, with nothing between them that tables do not hold."""
    groups: list[list[Rule]] = []
    for rule in flat:
        for group in groups:
            last = group[-1].box
            if abs(last[0] - rule.box[0]) <= 2.5 and abs(last[2] - rule.box[2]) <= 2.5:
                group.append(rule)
                break
        else:
            groups.append([rule])
    chains = []
    for group in groups:
        chain = [group[0]]
        for rule in group[1:]:
            if _breaks(chain, rule, found):
                chains.append(chain)
                chain = []
            chain.append(rule)
        chains.append(chain)
    return [chain for chain in chains if len(chain) >= 2 and chain[-1].box[1] - chain[0].box[3] >= 6]


def _breaks(chain: list[Rule], rule: Rule, found: Sequence[Piece]) -> bool:
    """Whether a rule begins another table than the chain above it."""
    heavy = max(r.thick for r in chain)
    if chain[0].thick == heavy == chain[-1].thick == rule.thick and any(r.thick < 0.8 * heavy for r in chain):
        return True
    box = (rule.box[0], chain[-1].box[3], rule.box[2], rule.box[1])
    between = [p for p in found if inside(p.box, box)]
    if not between:
        return box[3] - box[1] > 30
    if any(is_label(p.text) and not (n == 0 and len(chain) == 1) for n, p in enumerate(between)):
        return True
    if _captioned(rule.box, between):
        return True
    if _captioned(chain[0].box, found):
        return False
    if len(chain) > 1 and _is_algorithm([p for p in found if inside(p.box, around(r.box for r in chain))]):
        return False
    return prose(between, box)


def _opened(chain: Sequence[Rule], box: Box, found: Sequence[Piece]) -> Box:
    """The box of a table that goes on below its header without a rule at its end, as one cut by a page's end does."""
    if len(chain) != 2 or box[3] - box[1] > 80 or not _captioned(chain[0].box, found):
        return box
    rows: dict[int, list[Piece]] = defaultdict(list)
    for p in found:
        if box[0] - 3 <= p.box[0] and p.box[2] <= box[2] + 3 and p.box[1] > box[3] - 2:
            rows[round(p.base)].append(p)
    bottom, single, several = box[3], 0, 0
    for base in sorted(rows):
        row = rows[base]
        if base - row[0].size - bottom > 1.6 * row[0].size or is_label(row[0].text):
            break
        long = len(row) == 1 and row[0].box[2] - row[0].box[0] > 0.75 * (box[2] - box[0])
        single = single + 1 if long else 0
        several += len(row) > 1
        if single > 2:
            break
        bottom = max(p.box[3] for p in row)
    return (box[0], box[1], box[2], bottom) if several >= 3 else box


def _captioned(top: Box, found: Sequence[Piece]) -> bool:
    """Whether a table's caption begins right above a rule, or is the first line below it."""
    for p in found:
        near = -2 <= top[1] - p.box[3] <= 2.2 * p.size or 0 <= p.box[1] - top[3] <= p.size
        match = LABEL.match(p.text) if near and across(p.box, top) > 0.5 else None
        if match and match["kind"].lower().startswith("tab"):
            return not p.text[match.end() :].strip()[:1].islower()
    return False


def _is_algorithm(lines: Sequence[Piece]) -> bool:
    """Whether the first line says that this is an algorithm or listing."""
    first = LABEL.match(" ".join(p.text for p in lines if p.base - lines[0].base < 3)) if lines else None
    return bool(first and first["kind"].lower()[:3] in ("alg", "lis"))


def _tabular(chain: Sequence[Rule], lines: Sequence[Piece], box: Box) -> bool:
    """Whether the text between rules stands in rows of cells."""
    rows: dict[int, int] = defaultdict(int)
    for p in lines:
        rows[round(p.base / 2)] += 1
    several = sum(count >= 2 for count in rows.values())
    return several >= 2 or (several >= 1 and (len(rows) <= 3 or len(chain) >= 3)) or len(chain) >= 4


def _drawn_over(sheet: Sheet, box: Box) -> bool:
    """Whether curves or slanted lines run through it, as through a plot with grid lines."""
    return sum(shape.kind == "curve" and inside(shape.box, box) for shape in sheet.shapes) >= 3

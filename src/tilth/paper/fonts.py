"""What the name of a font says: bold, italic, for mathematics; and what the glyphs of one font are."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BOLD = re.compile(r"bold|black|heavy|demi|medi(?!um)|cmbx|sfbx|cmb\d|\bbd\b", re.I)
_ITALIC = re.compile(r"ital|obli|slant|cmti|cmsl|sfti|cmmi|-it\b", re.I)
_MONO = re.compile(r"mono|nimbusmon|courier|cmtt|sftt|typewriter|consol|-tt\b", re.I)
_MATH = re.compile(
    r"(?:^|\+)(?:cm(?:mi|sy|ex|bsy)|ms[ab]m|eu[fs]m|rsfs|stmary|wasy|[tp]x(?:sy|mi|ex)|r?(?:new)?tx-?mi|z?ptmcm|"
    r"fplm|pazo|psyr|mt-?extra|mathematicalpi|symbol|xits-?math|stix.*math|latinmodernmath|lmmath|lm(?:sy|mi|ex)|"
    r"cambria-?math|zplmr7m|zplmr7y|mdpus|md-ch|mdb)",
    re.I,
)
"""Fonts that are used for mathematics alone. Italic text faces are left out on purpose."""
_TALL = re.compile(r"(?:^|\+)(?:cmex|mt-?extra|[tp]xex|lmex|psyr|mdpuv|fplmex)", re.I)
"""Fonts of large operators and brackets, whose glyphs hang from where they stand."""

BIG = dict(zip(map(chr, range(0x50, 0x62)), "∑∏∫⋃⋂⊎⋀⋁∑∏∫⋃⋂⊎⋀⋁∐∐", strict=True))
BIG |= dict(zip(map(chr, range(0x20)), "()[]⌊⌋⌈⌉{}⟨⟩|‖/\\()()[]⌊⌋⌈⌉{}⟨⟩/\\", strict=True))
BIG |= dict(zip(map(chr, range(0x20, 0x44)), "()[]⌊⌋⌈⌉{}⟨⟩/\\/\\()[][][]{}{}{}||()()", strict=True))
BIG |= dict(zip("DEFGHIJKLMNOhijklmnopqrst", "⟨⟩⊔⊔∮∮⊙⊙⊕⊕⊗⊗[]⌊⌋⌈⌉{}√√√√√", strict=True))
BIG |= {"u": "", "v": "", "\ufffd": "("}
"""The font of large operators names its glyphs by code (D. Knuth, Computer Modern Typefaces, cmex10)."""


@dataclass(frozen=True, slots=True)
class Face:
    """How glyphs are set."""

    font: str = ""
    bold: bool = False
    italic: bool = False
    mono: bool = False
    math: bool = False
    tall: bool = False


def face(name: str, *, bold: bool, italic: bool) -> Face:
    """The face of a font of this name; `bold` and `italic` say what the font itself declares."""
    return Face(
        name,
        bold or bool(_BOLD.search(name)),
        italic or bool(_ITALIC.search(name)),
        bool(_MONO.search(name)),
        bool(_MATH.search(name)),
        bool(_TALL.search(name)),
    )

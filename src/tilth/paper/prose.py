"""Lines into paragraphs of text: words that were broken at the end of a line are made whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_OPENS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PREFIXES = frozenset(
    "non self well high low multi cross two three four one real all half quasi semi pre post co ex anti inter intra "
    "state short long first second large small short right left hard soft open closed mid ultra".split()
)
"""Parts of words after which a hyphen is more often meant than not."""


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """The words that stand whole inside lines, in lower case, those with hyphens as they are."""
    known: set[str] = set()
    for line in lines:
        found = [match[0].lower() for match in _WORD.finditer(line)]
        known.update(found[:-1] if line.endswith("-") else found)
    return frozenset(known)


def flowing(lines: Sequence[str], known: frozenset[str]) -> str:
    """One text out of lines. A hyphen at a line's end goes if the word is known, or more likely, without it."""
    parts: list[str] = []
    for line in (line.strip() for line in lines):
        if parts:
            parts[-1], between = _joint(parts[-1], line, known)
            parts.append(between)
        parts.append(line)
    return "".join(parts)


def _joint(above: str, line: str, known: frozenset[str]) -> tuple[str, str]:
    """A line as it ends when another follows it, and what stands between the two."""
    broken, opens = _BROKEN.search(above[-60:]), _OPENS.match(line)
    if not broken or not opens:
        # After a number or a sign, a hyphen or dash at the line's end belongs to what follows: `Alderbrook-` `12`.
        tight = above.endswith(("-", "–", "/")) and not above.endswith((" -", " –", " /")) and line[:1].isalnum()
        return above, "" if tight else " "
    left, right = broken[1], opens[0]
    if not right[0].islower():
        return above, ""
    whole, parted = (left + right).lower(), f"{left}-{right}".lower()
    if parted in known and whole not in known:
        return above, ""
    if whole not in known and (left.lower() in _PREFIXES or "-" in left):
        return above, ""
    return above[:-1], ""

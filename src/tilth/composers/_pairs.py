"""Finds the questions and answers in a text, in the forms in which models write them."""

from __future__ import annotations

import re

_HEAD = re.compile(
    r"[ \t*_#>]{0,6}(?:\d{1,3}[.)][ \t*_]{1,4})?(?:(?P<asks>q(?:uestion)?|problem)|a(?:ns(?:wer)?)?|sol(?:ution)?)"
    r"[ \t]?(?:\d{1,3})?[ \t*_]{0,3}(?::|(?<=\d)[.)])[ \t*_]{0,4}",
    re.I,
)
_BEGINS = frozenset("qQpPaAsS*_#> \t0123456789")
_DRESS = "*_# \t0123456789.)"


def count_pairs(text: str, asks: str, answers: str) -> int:
    """How many pairs a text has: seen at once when each half begins with the words asked for, such as `Q:` and `A:`."""
    below = "\n" + text
    count = below.count(f"\n{asks} ")
    return count if count == below.count(f"\n{answers} ") and count else len(pairs(text))


def pairs(text: str) -> list[tuple[str, str]]:
    """The question and answer of every pair, in order.

    A question begins at a line with `Q:`, `Question:` or `Problem:`, numbered or bold perhaps, its answer at the next
    line with `A:`, `Answer:` or `Solution:`. Where no line begins so, a line that ends in a question mark asks, and
    the lines up to the next such line answer. What has no other half is left out.
    """
    lines = text.split("\n")
    found, asked, answered = list[tuple[str, str]](), list[str](), list[str]()
    into: list[str] | None = None
    for line in lines:
        head = _HEAD.match(line) if line[:1] in _BEGINS else None
        if head and head["asks"]:
            _close(found, asked, answered)
            into = asked
        elif head and asked:
            into = answered
        if into is not None:
            into.append(line[head.end() :] if head else line)
    _close(found, asked, answered)
    return found or _unmarked(lines)


def _unmarked(lines: list[str]) -> list[tuple[str, str]]:
    found, asked, answered = list[tuple[str, str]](), list[str](), list[str]()
    for line in lines:
        bare = line.strip(_DRESS)
        if bare.endswith("?"):
            _close(found, asked, answered)
            asked.append(bare)
        elif asked:
            answered.append(line)
    _close(found, asked, answered)
    return found


def _close(found: list[tuple[str, str]], asked: list[str], answered: list[str]) -> None:
    """Put the pair with the others, if it has both halves, and make room for the next."""
    question, answer = "\n".join(asked).strip(), "\n".join(answered).strip()
    if question and answer:
        found.append((question, answer))
    asked.clear()
    answered.clear()

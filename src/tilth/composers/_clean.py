"""Takes off a reply what a model says around its text: greetings, remarks, labels, fences, thoughts, chat marks.

Only the two ends are looked at, layer by layer, and only what is nothing but talk about the task comes off; in doubt
a line stays, since a lost first sentence is worse than a kept greeting.
"""

from __future__ import annotations

import re

from tilth.composers._remarks import FAREWELL, GREETING, LABEL, LABELLED, LEAD

MOST_LAYERS = 32
"""How many layers a reply may be wrapped in; one with more is no text."""
LONGEST_REMARK = 400
"""Characters; a longer first or last line is never a remark."""

_MARK = re.compile(
    r"<\|/?[a-z_]{1,24}\|>(?:(?:assistant|model|final)(?=\s|<|\Z))?|</?s>|\[/?INST\]"
    r"|<(?:bos|eos|pad|start_of_turn|end_of_turn)>(?:model(?=\s|<|\Z))?|=== (?:BEGIN|END) [0-9a-f]{8} ===",
    re.I,
)
"""What chat templates put around turns, and what tilth's prompts put around the material."""
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|={3,})\s*")
_FENCE = re.compile(r"```(?:markdown|md|text|txt|plaintext|plain)?[ \t]*\r?\n", re.I)
_QUOTES = {'"': '"', "“": "”"}


def clean(text: str) -> str:
    """A reply without what only speaks about it, at its two ends. What it leaves, it leaves again.

    Takes off: thoughts in `<think>`, chat marks, greetings (`Sure, here is the text:`), labels (`Output:`), remarks
    (`I hope this helps!`), rules, a fence or quotation marks around the whole. Empty when nothing is left.
    """
    text = text.strip()
    for _ in range(MOST_LAYERS):
        kept = _unwrapped(_without_end(_without_start(text)))
        if len(kept) == len(text):
            return text
        text = kept
    return ""


def _without_start(text: str) -> str:
    """The text after one layer of what stands before it."""
    if "</think>" in text and (rest := _thought(text)) is not None:
        return rest
    if text.startswith("<think>"):
        return ""
    end = text.find("\n")
    end = len(text) if end < 0 else end
    if text.startswith(("<", "[", "=", "-", "*", "_")):
        if mark := _MARK.match(text):
            return text[mark.end() :].lstrip()
        if _RULE.fullmatch(text, 0, end):
            return text[end:].lstrip()
    if end <= LONGEST_REMARK and (GREETING.fullmatch(text, 0, end) or LABEL.fullmatch(text, 0, end)):
        return text[end:].lstrip()
    if lead := LEAD.match(text, 0, min(end, LONGEST_REMARK)) or LABELLED.match(text, 0, end):
        return text[lead.end() :]
    return text


def _thought(text: str) -> str | None:
    """What comes after the thoughts, when the text begins with them; their opening mark may stand in the prompt."""
    close = text.find("</think>")
    opened = text.find("<think>", 0, close)
    return text[close + len("</think>") :].lstrip() if opened <= 0 else None


def _without_end(text: str) -> str:
    """The text before one layer of what stands after it."""
    start = text.rfind("\n") + 1
    if text.endswith((">", "]", "=", "-", "*", "_")):
        at = start if text.endswith("=") else max(text.rfind("<", start), text.rfind("[", start))
        if at >= 0 and _MARK.fullmatch(text, at):
            return text[:at].rstrip()
        if start and _RULE.fullmatch(text, start):
            return text[:start].rstrip()
    if start and len(text) - start <= LONGEST_REMARK and FAREWELL.match(text, start):
        return text[:start].rstrip()
    return text


def _unwrapped(text: str) -> str:
    """The text inside a fence or quotation marks that hold the whole of it."""
    if text.startswith("```") and text.endswith("```") and text.count("```") == 2:
        opened = _FENCE.match(text)
        return text[opened.end() : -3].strip() if opened else text
    close = _QUOTES.get(text[:1])
    if close and len(text) > 1 and text.endswith(close):
        inside = text[1:-1]
        return text if text[0] in inside or close in inside else inside.strip()
    return text

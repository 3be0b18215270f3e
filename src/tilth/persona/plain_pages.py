"""Reads pages that are not HTML: Markdown, and plain text."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+")
_ITEM = re.compile(r"^[ \t]{0,12}(?:[-*+]|\d{1,9}[.)])[ \t]+")
_RULE = re.compile(r"^ {0,3}(?:[-*_][ \t]*){3,}$|^ {0,3}=+[ \t]*$")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\(<?([^()<>\s]{0,2000})>?(?:[ \t]+[\"'][^\"']{0,300}[\"'])?\)")
_EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=\S)([^*_\n]{1,500}?)(?<=\S)(?:\1)(?!\w)")

Parts = tuple[str, list[str], list[tuple[str, str]]]


def markdown_blocks(text: str) -> Parts:
    """Title (the first heading), paragraphs and links of a Markdown page; code, tables and rules are left out."""
    title, links = "", list[tuple[str, str]]()
    blocks: list[list[str]] = [[]]
    fence = ""
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
            blocks.append([])
        elif fence:
            continue
        elif not line.strip() or _RULE.match(line) or line.lstrip().startswith("|"):
            blocks.append([])
        elif head := _HEADING.match(line):
            heading = _plain(line[head.end() :].rstrip("# \t"), links)
            title = title or heading
            blocks += [[heading], []]
        elif item := _ITEM.match(line):
            blocks.append([line[item.end() :]])
        else:
            blocks[-1].append(line.lstrip(" >"))
    joined = (_plain(" ".join(block), links) for block in blocks)
    return title, [block for block in joined if block], links


def _plain(text: str, links: list[tuple[str, str]]) -> str:
    """A paragraph without its markup; its links are added to the list."""
    for match in _LINK.finditer(text):
        if not match[0].startswith("!"):
            links.append((match[2], " ".join(match[1].split())))
    text = _LINK.sub(lambda match: "" if match[0].startswith("!") else match[1], text)
    return " ".join(_EMPHASIS.sub(r"\2", text).replace("`", "").split())


def text_blocks(text: str) -> Parts:
    """Title (a short first line without a full stop) and paragraphs of plain text, wrapped lines joined; no links."""
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    found = [" ".join(" ".join(block).split()) for block in blocks if block]
    titled = bool(found) and len(found[0]) <= 100 and found[0][-1] not in ".!?:;,"
    return found[0] if titled else "", found, []

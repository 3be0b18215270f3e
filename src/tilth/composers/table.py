"""Sets a seed's material out as one table, with two sentences on what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.composers._asked import Asked, written
from tilth.core.parts import Draft


@dataclass(frozen=True, kw_only=True)
class Table(Asked):
    """A Markdown table; a reply without one (a ruled line with something above and below) is dropped as unreadable."""

    def draft(self, text: str, model: str) -> Draft | None:
        return written(text, model) if tabled(text) else None


def tabled(text: str) -> bool:
    """Whether a Markdown table stands in a text: a ruled line between a line of column names and a row."""
    lines = text.split("\n")
    return any(
        "--" in line and "|" in line and "|" in above and "|" in below and not line.strip("-:| \t\r")
        for above, line, below in zip(lines, lines[1:], lines[2:], strict=False)
    )

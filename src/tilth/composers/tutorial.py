"""Writes a seed up as a tutorial in steps (one of the formats of "FinePhrase", 2026, that beat web text)."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.composers._asked import Asked


@dataclass(frozen=True, kw_only=True)
class Tutorial(Asked):
    """Leads to something that the reader can do or explain at the end."""

"""Writes a seed up as an entry of an encyclopaedia (as in Su et al. 2024, "Nemotron-CC", for rough web text)."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.composers._asked import Asked


@dataclass(frozen=True, kw_only=True)
class Article(Asked):
    """Says what the subject is, then what one would look up next, in an even tone."""

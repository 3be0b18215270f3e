"""Writes a seed up as a passage of a textbook (Gunasekar et al. 2023, "Textbooks Are All You Need")."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.composers._asked import Asked


@dataclass(frozen=True, kw_only=True)
class Textbook(Asked):
    """Teaches what the material says, plainest idea first. As the only style of a corpus it wears thin: mix it."""

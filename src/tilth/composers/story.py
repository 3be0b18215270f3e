"""Writes a short story in which somebody needs, finds out or uses what the seed's material says."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.composers._asked import Asked


@dataclass(frozen=True, kw_only=True)
class Story(Asked):
    """People and scenes are the model's; what the story says of its subject is the material's."""

    share: float = 1.2

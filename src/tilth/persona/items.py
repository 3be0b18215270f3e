"""The nouns of the persona method: who explores, what they open, and what they have seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tilth.core.items import Json, content_id


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody with interests, at whose pace and through whose eyes the web is read."""

    index: int
    """Its address in the hub; -1 for a persona from elsewhere."""
    card: str
    """One to three sentences that say who this is."""
    interests: tuple[str, ...]
    """What this persona reads about, strongest first."""
    attributes: Mapping[str, Json]

    @property
    def id(self) -> str:
        return content_id(self.index, self.card, self.interests)


@dataclass(frozen=True, slots=True)
class Link:
    """A way from one page to another."""

    url: str
    text: str
    """The words that are linked."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read: its main text, without menus, and its links."""

    url: str
    title: str
    text: str
    links: tuple[Link, ...] = ()
    license: str = ""

    @property
    def id(self) -> str:
        return content_id(self.url, self.text)


@dataclass(frozen=True, slots=True)
class Visit:
    """A page a persona read, and how well it met the persona's interests, from 0 to 1."""

    page: Page
    score: float
    why: str
    """The interest it was read for."""

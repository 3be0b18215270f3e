"""Sends each persona exploring. The loop lives in here; the line outside stays straight."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from tilth.core.component import Component
from tilth.core.errors import FetchError
from tilth.core.items import Evidence, Json, Seed
from tilth.core.run import Run
from tilth.core.step import ForEach
from tilth.persona.items import Link, Page, Persona, Visit


class Browser(Component):
    """How pages are had: the web, a web archive, or a folder that stands for them."""

    home: ClassVar[str] = "tilth.persona.browsers"

    @abstractmethod
    async def start(self, run: Run) -> Sequence[Link]:
        """Where anybody may begin."""

    @abstractmethod
    async def open(self, url: str, run: Run) -> Page:
        """The page at a URL, or FetchError."""


class Strategy(Component):
    """How a persona decides where to look next, and how well a page met its interests."""

    home: ClassVar[str] = "tilth.persona.strategies"

    @abstractmethod
    def next_url(self, persona: Persona, seen: Sequence[Visit], offered: Sequence[Link], run: Run) -> str | None:
        """Which of the links on offer to open next, or None when the persona has seen enough."""

    @abstractmethod
    def look(self, persona: Persona, page: Page, run: Run) -> tuple[Visit, Sequence[tuple[int, int]]]:
        """How well the page meets the interests, and the sentences worth keeping, best first.

        A sentence is (start, stop) in the page's text.
        """


@dataclass(frozen=True)
class Explore(ForEach[Persona, Seed]):
    """Persona -> the pages it read and what it would keep of them, as seeds written for that persona."""

    strategy: Strategy
    browser: Browser
    most_visits: int = 5
    """The most pages a persona opens."""
    least_score: float = 0.05
    """How well a page must meet the persona's interests to be written about, from 0 to 1."""

    async def apply(self, item: Persona, run: Run) -> AsyncIterator[Seed]:
        offered = {link.url: link for link in await self.browser.start(run)}
        seen, kept_any = list[Visit](), False
        tried: set[str] = set()
        while len(tried) < self.most_visits and offered:
            url = self.strategy.next_url(item, seen, tuple(offered.values()), run)
            if url is None:
                break
            offered.pop(url, None)
            tried.add(url)
            try:
                page = await self.browser.open(url, run)
            except FetchError as error:
                run.count(f"pages.refused.{error}" if len(str(error)) < 40 else "pages.refused")
                continue
            visit, kept = self.strategy.look(item, page, run)
            seen.append(visit)
            for link in page.links:
                if link.url not in tried:
                    offered.setdefault(link.url, link)
            if visit.score >= self.least_score and kept:
                kept_any = True
                yield seed_of(item, visit, kept, run)
        if not kept_any:
            run.drop(self.name, item, "no_page_met_the_interests")


def seed_of(persona: Persona, visit: Visit, kept: Sequence[tuple[int, int]], run: Run) -> Seed:
    """What one persona would keep of one page, with the words quoted in the order they stand on the page."""
    page = visit.page
    digest = run.keep(page.url, page.text)
    quotes = tuple(Evidence(page.url, page.text[a:b], f"{a}-{b}", digest) for a, b in sorted(kept))
    meta: dict[str, Json] = {
        "persona": persona.index,
        "interests": list(persona.interests),
        "interest": visit.why,
        "reader": dict(persona.attributes),
        "title": page.title,
        "score": round(visit.score, 4),
    }
    return Seed(
        material=page.text,
        method="persona",
        evidence=quotes,
        audience=persona.card,
        license=page.license,
        meta=meta,
    )

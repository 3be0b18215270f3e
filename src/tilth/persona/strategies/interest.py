"""Follows the links that sound like a persona's interests, and keeps the sentences that speak to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from tilth.core.run import Run
from tilth.persona.explore import Strategy
from tilth.persona.items import Link, Page, Persona, Visit
from tilth.persona.quoting import MOST_TEXT, Candidate, candidates, chosen
from tilth.persona.taxonomy import related
from tilth.persona.words import stem_set, stems

RANKS = (1.0, 0.9, 0.8, 0.7, 0.65)
"""What a word of the first, second, ... interest counts for."""
MOST_LABELS = 300
"""Links of a page that are looked for in its text."""
AGAIN = 0.6
"""What is left of an interest's pull each time a page was read for it."""


@dataclass(frozen=True)
class Interest(Strategy):
    """Chooses by words alone: link texts and addresses, then the page, against the words of each interest."""

    sentences_kept: int = 6
    """The most sentences kept of a page."""
    fewest_sentences: int = 3
    """How many sentences worth keeping a page must have to count at all."""
    wandering: float = 0.15
    """The share of steps, from 0 to 1, at which any link is as good as another."""
    patience: int = 4
    """After so many pages in a row with nothing of interest, a persona has seen enough."""
    most_links: float = 0.3
    """The largest share of a page's text, from 0 to 1, that may be links; beyond it the page is a list, not a text."""

    def next_url(self, persona: Persona, seen: Sequence[Visit], offered: Sequence[Link], run: Run) -> str | None:
        if self._bored(seen):
            return None
        rng = run.rng(self.name, persona.id, str(len(seen)), str(len(offered)))
        if rng.random() < self.wandering:
            return rng.choice(offered).url
        pulls = _pulls(persona, Counter(visit.why for visit in seen))
        scored = [(_pull(link, pulls), link.url) for link in offered]
        best = max(score for score, _ in scored)
        return rng.choice([url for score, url in scored if score == best])

    def _bored(self, seen: Sequence[Visit]) -> bool:
        last = seen[-self.patience :]
        return len(last) == self.patience and all(visit.score == 0 for visit in last)

    def look(self, persona: Persona, page: Page, run: Run) -> tuple[Visit, Sequence[tuple[int, int]]]:
        there, title = _counted(page.text), stem_set(stems(page.title))
        scores = {name: rank * _met(words, there, title) for name, rank, words in _wanted(persona)}
        why = max(scores, key=lambda name: scores[name], default="")
        if not why or scores[why] == 0 or _linked(page) > self.most_links:
            return Visit(page, 0.0, ""), ()
        words = {word: rank for _, rank, each in reversed(_wanted(persona)) for word in each}
        words |= dict.fromkeys(_words(why), 1.0)
        pool = candidates(page.text)
        kept = chosen(pool, lambda one: _worth(one, words, title), self.sentences_kept)
        if len(kept) < self.fewest_sentences:
            return Visit(page, 0.0, why), ()
        return Visit(page, scores[why], why), [(one.start, one.stop) for one in kept]


def _wanted(persona: Persona) -> list[tuple[str, float, frozenset[str]]]:
    """A persona's interests with what each counts for and the words that show it."""
    ranks = (*RANKS, *(RANKS[-1],) * len(persona.interests))
    return [(name, rank, _words(name)) for name, rank in zip(persona.interests, ranks, strict=False)]


@lru_cache(maxsize=4096)
def _words(interest: str) -> frozenset[str]:
    return stem_set(related(interest))


def _pulls(persona: Persona, read: Mapping[str, int]) -> dict[str, float]:
    """How strongly each word draws a persona on, given what it has read for already."""
    pulls: dict[str, float] = {}
    for name, rank, words in _wanted(persona):
        pull = rank * AGAIN ** read.get(name, 0)
        for word in words:
            pulls[word] = max(pulls.get(word, 0.0), pull)
    return pulls


def _pull(link: Link, pulls: Mapping[str, float]) -> float:
    return round(sum(pulls.get(word, 0.0) for word in _link_words(link.text, link.url)), 6)


@lru_cache(maxsize=65_536)
def _link_words(text: str, url: str) -> tuple[str, ...]:
    """The words of a link and of its address, each once, in order."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        path = ""
    return tuple(dict.fromkeys(stems(f"{text} {re.sub(r'[^A-Za-z]+', ' ', path)}")))


@lru_cache(maxsize=512)
def _counted(text: str) -> Counter[str]:
    return Counter(stems(text[:MOST_TEXT]))


def _met(words: frozenset[str], there: Counter[str], title: frozenset[str]) -> float:
    """How far a page meets an interest, from 0 to 1: how many of its words are there, how often, and in the title.

    Two words are chance, as `water` and `light` are on most pages, unless they come often; six are all one can ask.
    """
    hits = [there[word] for word in words if there[word]]
    if len(hits) < 2 or (len(hits) == 2 and sum(hits) < 6):
        return 0.0
    breadth = min(1.0, (len(hits) - 1) / 5)
    density = min(1.0, sum(min(n, 8) for n in hits) / (0.06 * max(150, there.total())))
    return round(0.5 * breadth + 0.3 * density + 0.2 * bool(words & title), 6)


def _worth(one: Candidate, words: Mapping[str, float], title: frozenset[str]) -> float:
    """What a sentence is worth to somebody: words of interest, a definition, a number, words of the title."""
    wanted = sum(sorted((words[stem] for stem in one.stems if stem in words), reverse=True)[:4])
    about = min(2, len(one.stems & title))
    middling = 10 <= one.words <= 28
    return 0.5 + wanted + 1.2 * one.defines + 0.6 * one.counts + 0.4 * about + 0.3 * middling - 1.2 * one.points


def _linked(page: Page) -> float:
    """The share of a page's text that is links to elsewhere, or entries of a list of links."""
    text = page.text[:MOST_TEXT]
    labels = tuple({link.text for link in page.links[:MOST_LABELS] if len(link.text) > 3 and link.text in text})
    blocks = text.split("\n\n")
    entries = sum(block.startswith(labels) for block in blocks) / len(blocks)
    return max(entries, sum(map(len, labels)) / len(text))

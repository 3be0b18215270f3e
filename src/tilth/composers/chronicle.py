"""Writes a chain of sentences up word for word, in order, saying where each stands and what joins it to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tilth.core.items import Json, Seed
from tilth.core.parts import Composer, Draft
from tilth.core.run import Run

OPENINGS = (
    "The sentences below come from {documents}; each is given word for word.",
    "How are {first} and {named} connected? {Documents} tell it between them.",
    "What one text begins, another goes on with. The trail here sets out from {first}.",
    "This is a short chain of statements about {first}, quoted exactly as they stand.",
    "{First} is where this trail begins, and it runs through {documents}.",
)
SAYS = (
    "The document about {title} says:",
    "In the text about {title} we read:",
    "From the account of {title}:",
    "The account of {title} puts it like this:",
)
SAYS_UNTITLED = ("One source says:", "One text puts it like this:", "In one of the documents we read:")
AGAIN = ("The same document also says:", "Elsewhere in the same text we read:", "The same account adds:")
OTHER = ("Another source says:", "Another text puts it like this:", "In another document we read:")
BRIDGES = (
    "That brings us to {here}.",
    "From there the trail leads to {here}.",
    "The next link is {here}.",
    "So far we have come to {here}.",
    "This is where {here} comes in.",
)
CLOSINGS = (
    "Taken together, these statements lead from {first} to {last}.",
    "So the trail runs from {first} by way of {between} to {last}.",
    "It takes all of these sentences to get from {first} to {last}; none of them says it alone.",
    "What joins {first} and {named}, then, is {between}.",
    "With {last} the chain ends.",
)
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Chronicle(Composer):
    """Asks no model anything. Every piece of evidence stands in the text as it stands in its source."""

    def compose(self, seed: Seed, run: Run) -> Iterator[Draft]:
        if not seed.evidence:
            run.drop(self.name, seed, "no_evidence")
            return
        yield Draft(text=told(seed, run.rng(self.name, seed.id)), question="", answer="")


def told(seed: Seed, rng: Random) -> str:
    """The chronicle of a seed: an opening, the quotations with what joins them, a closing."""
    names = _listed(seed.meta.get("names")) or _listed(seed.meta.get("entities"))
    titles = _listed(seed.meta.get("titles"))
    sources = [evidence.source for evidence in seed.evidence]
    documents = _documents(len(set(sources)))
    chain = len(names) == len(seed.evidence) + 1
    words = {"documents": documents, "Documents": _capital(documents)}
    if chain:
        words |= {"first": names[0], "First": _capital(names[0]), "last": names[-1], "between": _and(names[1:-1])}
        words["named"] = "" if any(letter.isdigit() for letter in names[-1]) else names[-1]
    parts = [_fill(rng, OPENINGS, words)]
    bridges = rng.sample(BRIDGES, len(BRIDGES))
    for number, evidence in enumerate(seed.evidence):
        if chain and number:
            parts.append(bridges[number % len(bridges)].format(here=names[number]))
        title = titles[number] if number < len(titles) else ""
        parts.append(f"{_says(rng, sources, number, title)} “{evidence.quote}”")
    if chain:
        parts.append(_fill(rng, CLOSINGS, words))
    return "\n\n".join(_paragraphs(parts, rng))


def _fill(rng: Random, sentences: Sequence[str], words: dict[str, str]) -> str:
    """One of the sentences whose gaps can all be filled."""
    fitting = [s for s in sentences if all(f"{{{gap}}}" not in s or words.get(gap) for gap in _GAPS)]
    return _capital(rng.choice(fitting).format(**words))


_GAPS = ("first", "First", "last", "named", "between", "documents", "Documents")


def _says(rng: Random, sources: Sequence[str], number: int, title: str) -> str:
    """Who is quoted, in words that fit what was quoted before."""
    if number and sources[number] == sources[number - 1]:
        return rng.choice(AGAIN)
    if title:
        return rng.choice(SAYS).format(title=title)
    return rng.choice(OTHER if number and sources[number] not in sources[:number] else SAYS_UNTITLED)


def _paragraphs(parts: Sequence[str], rng: Random) -> Iterator[str]:
    """The parts as one paragraph, or with the opening and the closing apart."""
    if rng.random() < 0.5:
        yield " ".join(parts)
        return
    yield parts[0]
    yield " ".join(parts[1:-1]) if len(parts) > 2 else parts[-1]
    if len(parts) > 2:
        yield parts[-1]


def _documents(count: int) -> str:
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{number} document" if count == 1 else f"{number} documents"


def _and(names: Sequence[str]) -> str:
    return " and ".join(([", ".join(names[:-1])] if names[1:] else []) + list(names[-1:]))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _listed(value: Json) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []

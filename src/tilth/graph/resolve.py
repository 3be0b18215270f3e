"""Which entity a name means: case, articles, titles, short forms and surnames, each only where it is plain."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from tilth.core.items import Fact
from tilth.graph.kinds import Votes, is_amount, is_date, is_kind
from tilth.graph.lexicon import HONORIFICS, NOUNS

ALSO = frozenset(
    """is also called|is called|is known as|is also known as|was also known as|was known as|was called|was also called
    is commonly known as|is often called|is abbreviated|was nicknamed|is nicknamed""".replace("\n", "|").split("|")
)
"""Relations whose object is another name of the subject."""
_ALSO = frozenset(relation.strip() for relation in ALSO)
RARE = 5
"""A name in at most so many documents tells that two of them speak of one world."""
_DATED = re.compile(r" of [12]\d{3}$")
_LINKS = frozenset("of the and for de la in on at".split())
_GEOGRAPHIC = frozenset("river lake mount".split())
_LIKE = {"firm": "company", "business": "company", "paper": "newspaper", "movie": "film", "picture": "film"}


def key(name: str) -> str:
    """A name as it is compared: without case, article, possessive, and the honorific before a full name."""
    plain = unicodedata.normalize("NFKC", name).replace("’", "'").casefold().replace(".", "")
    words = plain.split()
    while len(words) > 1 and words[0] in ("the", "a", "an"):
        words = words[1:]
    while len(words) > 2 and words[0] in HONORIFICS and not _LINKS & set(words):
        words = words[1:]
    return " ".join(words).removesuffix("'s")


def describes(name: str) -> bool:
    """Whether the words describe rather than name: `the film`."""
    words = name.split()
    return len(words) > 1 and words[0].lower() in ("the", "this") and not any(word[0].isupper() for word in words[1:])


def offset(fact: Fact) -> int:
    """Where a fact's sentence begins in its document; 0 if its place is told in another way."""
    start = fact.sentence.where.partition("-")[0]
    return int(start) if start.isdecimal() else 0


class Names:
    """All names of a corpus, by document, and what they mean."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._surfaces: dict[str, Counter[str]] = {}
        self._in: dict[str, set[str]] = {}
        self._where: dict[str, set[str]] = {}
        self._also: dict[str, dict[str, set[str]]] = {}
        self._articles: dict[str, int] = {}
        self._votes = Votes()
        self._meant: dict[tuple[str, str], str] = {}
        self._rare: dict[str, set[str]] = {}
        first: dict[str, tuple[int, str]] = {}
        for fact in facts:
            self._hear(fact)
            source, at = fact.sentence.source, offset(fact)
            defines = fact.relation.startswith(("is a", "was a", "is the ", "was the ")) and not describes(fact.subject)
            if source not in first or at < first[source][0]:
                first[source] = (at, key(fact.subject) if defines else "")
        self._everywhere = self._by_last(self._surfaces)
        self._by_document = {source: self._by_last(keys) for source, keys in self._in.items()}
        self._dated = Counter(_DATED.sub("", name) for name in self._surfaces if _DATED.search(name))
        self._about = {source: self._topic(source, at, subject) for source, (at, subject) in sorted(first.items())}

    def _hear(self, fact: Fact) -> None:
        source, head = fact.sentence.source, key(fact.subject)
        ends = (fact.subject,) if is_kind(fact) else (fact.subject, fact.object)
        for name in ends:
            if not describes(name) and not is_date(name) and not is_amount(name):
                self._surfaces.setdefault(key(name), Counter())[" ".join(name.split())] += 1
                self._in.setdefault(source, set()).add(key(name))
                self._where.setdefault(key(name), set()).add(source)
                self._articles[key(name)] = self._articles.get(key(name), 0) + _has_article(name, fact.sentence.quote)
        self._votes.hear(head, fact, key(fact.object))
        if fact.relation in _ALSO and not describes(fact.subject) and _digits(fact.object) <= _digits(fact.subject):
            self._also.setdefault(source, {}).setdefault(key(fact.object), set()).add(head)
            self._also.setdefault("", {}).setdefault(key(fact.object), set()).add(head)

    def _by_last(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """Full names by the word that may stand for them."""
        found: dict[str, list[str]] = {}
        for name in sorted(keys):
            words = name.split()
            if len(words) > 1 and not _LINKS & set(words) and not words[-1].isdigit():
                found.setdefault(words[-1], []).append(name)
        return found

    def _topic(self, source: str, at: int, subject: str) -> str:
        """What a document is about: the longest name in its file's name, else what its first sentence defines."""
        stem = key(re.sub(r"[_\-\W]+", " ", PurePosixPath(source.partition("#")[0]).stem))
        inside = [name for name in self._in.get(source, ()) if len(name) > 3 and f" {name} " in f" {stem} "]
        if inside:
            return self._settled(max(inside, key=lambda name: (len(name), name)))
        return self._settled(subject) if subject and at < 300 else ""

    def about(self, source: str) -> str:
        """The entity that a document is about; empty when nothing tells."""
        topic = self._about.get(source, "")
        return self.display(topic) if topic else ""

    def entity(self, fact: Fact, name: str) -> str:
        """The entity that a name means in a fact's document; empty when it could be several, or none is known."""
        source = fact.sentence.source
        if is_date(name) or is_amount(name):
            return " ".join(name.split())
        called = (source, name.lower().split()[-1] + "!" if describes(name) else key(name))
        if called not in self._meant:
            self._meant[called] = self._described(source, name) if describes(name) else self._means(*called)
        return self.display(self._meant[called]) if self._meant[called] else ""

    def _settled(self, name: str) -> str:
        """`River Rights Act of 1838` is the `River Rights Act`, if no other year has one."""
        base = _DATED.sub("", name)
        return base if base != name and self._dated[base] == 1 and base in self._surfaces else name

    def _means(self, source: str, name: str) -> str:
        for place in (source, ""):
            also = sorted(self._also.get(place, {}).get(name, set()) - {name})
            if len(also) == 1 and (place or self._related(source, also[0])):
                return self._settled(also[0])
        if " " in name:
            return self._settled(name)
        here = self._candidates(self._by_document.get(source, {}), name)
        if len(here) == 1:
            return here[0]
        if here:
            return self._about[source] if self._about.get(source) in here else ""
        if name in NOUNS:
            return ""
        anywhere = self._candidates(self._everywhere, name)
        near = [full for full in anywhere if self._votes.kind(full) == "person" and self._related(source, full)]
        return near[0] if len(anywhere) == len(near) == 1 else name

    def _related(self, source: str, name: str) -> bool:
        """Whether a document that has a name shares a rare one with this document: then both may mean the same."""
        if source not in self._rare:
            self._rare[source] = {other for other in self._in.get(source, ()) if len(self._where[other]) <= RARE}
        rare = self._rare[source]
        return any(not rare.isdisjoint(self._in[other]) for other in self._where.get(name, ()) if other != source)

    def _candidates(self, index: Mapping[str, list[str]], name: str) -> list[str]:
        """The full names that a single word may be short for. A place is short for no person."""
        own = self._votes.kind(name)
        found = []
        for full in index.get(name, ()):
            kind = self._votes.kind(full)
            if (kind == "person" and own in ("", "person")) or name in NOUNS:
                found.append(full)
            elif full.split()[0] in _GEOGRAPHIC and len(full.split()) == 2 and own in ("", kind):
                found.append(full)
        return found

    def _described(self, source: str, name: str) -> str:
        """`the film` is what the document is about, if that is the one film in it."""
        noun = name.lower().split()[-1]
        noun = _LIKE.get(noun, noun)
        topic = self._about.get(source, "")
        if not topic or not self._is(topic, noun):
            return ""
        others = [other for other in self._in.get(source, ()) if other != topic and self._settled(other) != topic]
        return "" if any(self._is(other, noun) for other in others) else topic

    def _is(self, name: str, noun: str) -> bool:
        said = self._votes.noun(name)
        if noun in ("structure", "building"):
            return self._votes.kind(name) == "structure"
        return noun in (_LIKE.get(said, said), *name.split())

    def display(self, name: str) -> str:
        """The way a name is written most often."""
        surfaces = self._surfaces.get(name)
        if not surfaces:
            return name
        return min(surfaces, key=lambda surface: (-surfaces[surface], -len(surface), surface))

    def takes_article(self, name: str) -> bool:
        """Whether a name is mostly written with `the`."""
        shortened = key(name)
        return 2 * self._articles.get(shortened, 0) > self._surfaces.get(shortened, Counter()).total()


def _digits(name: str) -> set[str]:
    return set(re.findall(r"\d+", name))


def _has_article(name: str, sentence: str) -> bool:
    """Whether `the` stands before a name in its sentence, as a word of its own or as the name's first."""
    at = sentence.find(name)
    return name.startswith("The ") or sentence[max(0, at - 4) : at].lower() == "the "

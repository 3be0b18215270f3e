"""What sort of thing an entity is: its name, its relations and what it is said to be each have a vote."""

from __future__ import annotations

import re
from collections import Counter

from tilth.core.items import Fact
from tilth.graph.lexicon import HONORIFICS, MONTHS, NOUNS, NUMERALS, PERSON
from tilth.graph.verbs import BASE

ROLES: dict[str, tuple[str, str]] = {
    "bear in": ("person", "place"),
    "die in": ("person", "place"),
    "die at": ("person", "place"),
    "bury in": ("person", "place"),
    "bury at": ("person", "place"),
    "live in": ("person", "place"),
    "drown in": ("person", "place"),
    "return to": ("", "place"),
    "study at": ("person", "organisation"),
    "study under": ("person", "person"),
    "educate at": ("person", "organisation"),
    "teach at": ("person", "organisation"),
    "marry": ("person", "person"),
    "join": ("person", "organisation"),
    "write": ("person", "work"),
    "paint": ("person", "work"),
    "compose": ("person", "work"),
    "write by": ("work", "person"),
    "paint by": ("work", "person"),
    "draw by": ("work", "person"),
    "compose by": ("work", "person"),
    "direct by": ("work", "person"),
    "design by": ("structure", "person"),
    "found by": ("organisation", "person"),
    "build by": ("structure", ""),
    "survey by": ("", "person"),
    "carve by": ("", "person"),
    "compile by": ("", "person"),
    "invent by": ("thing", "person"),
    "discover by": ("", "person"),
    "draft by": ("", "person"),
    "propose by": ("", "person"),
    "lead by": ("", "person"),
    "flow into": ("place", "place"),
    "rise on": ("place", "place"),
    "rise in": ("place", "place"),
    "lie on": ("place", "place"),
    "lie in": ("place", "place"),
    "stand on": ("", "place"),
    "stand in": ("", "place"),
    "locate in": ("", "place"),
    "situate in": ("", "place"),
    "base in": ("", "place"),
    "hold in": ("event", "place"),
    "house in": ("organisation", "structure"),
    "moor at": ("", "place"),
    "hang in": ("work", "structure"),
    "border": ("place", "place"),
    "succeed": ("person", "person"),
    "succeed by": ("person", "person"),
    "found": ("person", "organisation"),
    "design": ("person", "structure"),
    "direct": ("person", ""),
    "edit": ("person", "work"),
    "lead": ("person", ""),
    "spend in": ("person", "place"),
    "learn in": ("person", "place"),
    "work at": ("person", ""),
    "work for": ("person", ""),
    "oppose": ("person", ""),
    "photograph": ("person", ""),
    "measure of": ("person", ""),
    "cross": ("", "place"),
}
"""What the subject and the object of a relation usually are."""

KIN = frozenset("son daughter brother sister father mother wife husband widow uncle aunt nephew niece cousin".split())
_PREPOSITION = re.compile(r" (?:of|in|on|at|for|from|by|to|with|near|between|about|through) ")
_YEAR = re.compile(r"\b[12]\d{3}\b")


def is_date(name: str) -> bool:
    """Whether a name is a date: it holds a year, and besides it only a month and a day."""
    return bool(_YEAR.search(name)) and all(
        word.strip(",").isdigit() or word.strip(",").lower() in MONTHS for word in name.split()
    )


def is_amount(name: str) -> bool:
    """Whether a name is a number of things: `118 people`."""
    first = name.split()[0]
    counted = first[0].isdigit() or first.partition("-")[0].lower() in NUMERALS
    return counted and not is_date(name) and not any(word[0].isupper() for word in name.split()[1:])


def is_kind(fact: Fact) -> bool:
    """Whether a fact says what sort of thing its subject is: `was a` `landscape painter`."""
    return fact.relation.endswith((" a", " an"))


def core(relation: str) -> str:
    """The base of the verb and the preposition: `was designed by` gives `design by`."""
    words = relation.split()
    bases = [BASE[word] for word in words if word in BASE]
    verb = bases[-1] if bases else ""
    last = words[-1]
    return verb if last in BASE else f"{verb} {last}".strip()


def class_noun(phrase: str) -> str:
    """The noun that a phrase turns on, if it is known: `stone railway bridge in` gives `bridge`."""
    for word in _PREPOSITION.split(f"{phrase} ")[0].split()[::-1]:
        if word in NOUNS:
            return word
        if "-" in word and PERSON & set(word.split("-")):
            return "person"
    return ""


class Votes:
    """Votes on what sort of thing each entity is."""

    def __init__(self) -> None:
        self._kinds: dict[str, Counter[str]] = {}
        self._nouns: dict[str, Counter[str]] = {}

    def hear(self, head: str, fact: Fact, tail: str) -> None:
        """Count what a fact tells of its two ends."""
        if is_kind(fact):
            self._said(head, class_noun(fact.object))
            return
        words = fact.relation.split()
        if words[0] in ("is", "was", "are", "were") and len(words) > 2 and words[1] in ("a", "an", "the"):
            noun = class_noun(" ".join(words[2:]))
            self._said(head, noun)
            if noun in KIN:
                self._vote(tail, "person", 3)
            if words[-1] in ("in", "from") and noun:
                self._vote(tail, "place", 2)
        for entity, kind in zip((head, tail), ROLES.get(core(fact.relation), ("", "")), strict=True):
            if kind and not is_date(entity):
                self._vote(entity, kind, 6 if kind == "work" else 2)

    def _said(self, entity: str, noun: str) -> None:
        if noun:
            self._vote(entity, NOUNS.get(noun, "person"), 4)
        if noun and noun not in _VAGUE:
            self._nouns.setdefault(entity, Counter())[noun] += 1

    def _vote(self, entity: str, kind: str, weight: int) -> None:
        self._kinds.setdefault(entity, Counter())[kind] += weight

    def kind(self, entity: str) -> str:
        """The kind with most votes; empty when there is none, or two have as many."""
        if is_date(entity) or is_amount(entity):
            return "date" if is_date(entity) else "amount"
        votes = Counter(self._kinds.get(entity, {}))
        named = name_noun(entity)
        if named:
            votes[NOUNS[named]] += 2 if named in _SURNAMES else 5
        best = votes.most_common(2)
        return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else ""

    def noun(self, entity: str) -> str:
        """The class noun that suits an entity of its kind; empty when none is known."""
        kind, said = self.kind(entity), self._nouns.get(entity, Counter())
        for noun, _ in sorted(said.items(), key=lambda pair: (-pair[1], pair[0])):
            if NOUNS.get(noun) == kind:
                return noun
        named = name_noun(entity)
        return named if named and NOUNS[named] == kind else ""


_VAGUE = frozenset("capital maker member part form site home name place area piece unit division branch".split())
"""Class nouns that say what a thing is to another rather than what it is."""
_FIRST = {"river": "river", "lake": "lake", "mount": "mountain", "cape": "cape", "port": "", "comet": "comet"}
_INSTEAD = {"works": "company", "studios": "company", "airlines": "company"}
_SURNAMES = frozenset("temple church hall mill mills marsh brook lake castle bridge forest stone banks wells".split())
_NOT_LAST = frozenset("house park bay wood hill ford king prince bishop man day state general member".split())


def name_noun(name: str) -> str:
    """The class noun that a name tells: `River Ostel` a river, `University of Pellory` a university."""
    words = name.lower().removeprefix("the ").split()
    if len(words) < 2:
        return ""
    if _FIRST.get(words[0]) and len(words) <= 3 and words[-1] not in NOUNS:
        return _FIRST[words[0]]
    if "of" in words:
        last = words[words.index("of") - 1]
        return last if last in NOUNS and last not in PERSON else ""
    last = words[-1]
    if last in PERSON or last in HONORIFICS or last in _NOT_LAST:
        return ""
    return _INSTEAD.get(last, last) if last in NOUNS else ""

"""Speaks of an entity by what joins it to another: `the person who designed the Sarn Viaduct`."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.graph.items import Edge, Graph
from tilth.graph.lexicon import PERSON
from tilth.graph.relations import INNER, SEATED, SPOKEN, Phrase, crowded, phrase, sense

_KINDS = frozenset("person place organisation work structure event".split())
_FRONTED = frozenset(
    "in on at of from to into under after with by for near against through beyond across within below above".split()
)


@dataclass(frozen=True, slots=True)
class Described:
    """An entity as a question speaks of it."""

    words: str
    clauses: int = 0
    """Relative clauses in the words, one inside the other."""
    closed: bool = True
    """Whether the words end in a name, so that a verb may follow them."""


def named(entity: str, graph: Graph) -> Described | None:
    """An entity by its name; nothing for a date or an amount."""
    if not any(letter.isupper() for letter in entity):
        return None
    return Described(graph.spoken(entity))


def noun_for(entity: str, graph: Graph) -> str:
    """The noun by which an entity can be spoken of, in the singular; empty when its kind is not known."""
    sort = graph.sort(entity)
    if sort.kind == "person":
        return "person"
    noun = sort.noun or (sort.kind if sort.kind in _KINDS else "")
    plural = noun.endswith("s") and not noun.endswith(("ss", "us", "series"))
    return "" if noun in PERSON or plural else noun


def describe(known: Described, entity: str, edge: Edge, graph: Graph) -> Described | None:
    """An entity by what joins it to one already known: `the person who designed the Sarn Viaduct`; or nothing."""
    noun = noun_for(entity, graph)
    told = phrase(edge.fact.relation)
    if not noun:
        return None
    meant, turned = sense(edge.fact.relation)
    spoken = SPOKEN.get(meant, ("", ""))[(edge.head == entity) != turned]
    if spoken:
        return Described(f"the {spoken} of {known.words}", known.clauses, known.closed)
    if edge.head == entity:
        if crowded(edge.fact.relation):
            return None
        if told.nominal:
            return Described(f"{told.says} {told.preposition} {known.words}", known.clauses, known.closed)
        ends_well = f"{edge.fact.relation} {known.words}"
    else:
        ends_well = _turned(known.words, told, noun)
    who = "who" if noun == "person" else "that"
    if ends_well:
        clause = ends_well if ends_well.startswith("whose ") else f"{who} {ends_well}"
        return Described(f"the {noun} {clause}", known.clauses + 1, known.closed)
    clause = "" if known.clauses else _relative(known.words, noun, told, graph.sort(edge.head).kind)
    return Described(f"the {noun} {clause}", 1, False) if clause else None


def _turned(known: str, told: Phrase, noun: str) -> str:
    """A clause about an object that ends in its subject: `designed X`, `whose capital is X`, `was led by X`."""
    if told.by and told.active:
        return f"{told.active} {known}"
    if told.nominal and told.middle[0] == "the" and told.preposition == "of" and not INNER & set(told.middle):
        return f"whose {' '.join(told.middle[1:])} {told.be} {known}"
    return f"{told.passive} {known}" if told.passive and noun != "person" else ""


def _relative(known: str, noun: str, told: Phrase, kind: str) -> str:
    """A clause about an object that ends in a verb: `in which the Sarn Viaduct is located`; or nothing."""
    whom = "whom" if noun == "person" else "which"
    that = "whom" if noun == "person" else "that"
    preposition, be = told.preposition, told.be
    if told.nominal and told.middle[0] in ("a", "an"):
        return _seat(known, told, kind, whom)
    before = told.before_owned
    owned = f"whose {' '.join(told.owned)} {known}"
    if told.owned and not be and not told.adverbs and len(before) == 1:
        return f"{owned} {before[0]}"
    if told.owned and not be and not told.adverbs and len(before) == 2 and before[1] in _FRONTED:
        return f"{before[1]} {owned} {before[0]}"
    if told.owned and be and told.participle and len(before) == 2 and before[1] in _FRONTED:
        return f"{before[1]} {owned} {be} {before[0]}"
    if told.owned and not told.nominal:
        return ""
    if not preposition:
        return f"{that} {known} {told.says}" if not be and told.middle else ""
    if not told.middle:
        return ""
    said = f"{be} {told.says}".strip()
    if preposition in _FRONTED:
        return f"{preposition} {whom} {known} {said}"
    return f"{that} {known} {said} {preposition}"


def _seat(known: str, told: Phrase, kind: str, whom: str) -> str:
    """What becomes of `is a stone bridge in`, `is a port on the western shore of`, `was a pupil of`."""
    inner = [word for word in told.middle if word in INNER]
    if not inner and told.preposition == "of":
        return f"of {whom} {known} {told.be} {told.says}"
    if kind not in SEATED:
        return ""
    if not inner and told.preposition in ("in", "on", "at", "near"):
        return f"{told.preposition} which {known} {told.be} located"
    if told.owned and len(inner) == 1 and told.before_owned[-1] in ("on", "in", "at"):
        return f"{told.before_owned[-1]} whose {' '.join(told.owned)} {known} {told.be} located"
    return ""

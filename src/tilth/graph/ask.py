"""Words a question whose answer stands at the end of a path, without naming what lies between."""

from __future__ import annotations

from tilth.graph.describe import Described, describe, named, noun_for
from tilth.graph.items import Edge, Graph, Path
from tilth.graph.kinds import is_amount, is_date
from tilth.graph.lexicon import MONTHS
from tilth.graph.relations import INNER, SEATED, Phrase, askable, crowded, phrase, sense
from tilth.graph.resolve import describes
from tilth.graph.verbs import BASE

_LIES = frozenset("locate situate base".split())


CROWD = 500
"""Facts of one entity that are looked through to see whether something is the only one."""
LONGEST = 15
"""Words of a description that a verb may wait for."""


def ask(path: Path, graph: Graph) -> tuple[str, str] | None:
    """The question and its answer, as the last sentence has it; None where no plain English would come of it.

    Each hop but the last becomes a description: `the person who designed the Sarn Viaduct`. A description is used only
    if one thing of the graph fits it, and a long one only where no verb has to wait for its end.
    """
    entities = path.entities
    known = named(path.start, graph)
    for here, there, edge in zip(entities, entities[1:], path.edges, strict=False):
        if not known or not askable(edge.fact.relation) or not only(graph, here, edge):
            return None
        if there != entities[-1]:
            known = describe(known, there, edge, graph)
    last = path.edges[-1]
    answer = last.fact.object if last.tail == entities[-1] else last.fact.subject
    if not known or describes(answer):
        return None
    question = _question(known, entities[-1], last, graph)
    if not question or _gives_away(question, answer, path):
        return None
    return question[0].upper() + question[1:] + "?", answer


def only(graph: Graph, here: str, edge: Edge) -> bool:
    """Whether nothing else of the graph stands in this relation to `here`. Of an entity with very many facts: no."""
    if len(graph.touching[here]) > CROWD:
        return False
    meant, turned = sense(edge.fact.relation)
    from_here = (edge.head == here) != turned
    for other in graph.at(here):
        also, other_turned = sense(other.fact.relation)
        if also == meant and ((other.head == here) != other_turned) == from_here:
            if {other.head, other.tail} != {edge.head, edge.tail}:
                return False
    return True


def _question(known: Described, answer: str, edge: Edge, graph: Graph) -> str:
    """The last hop as a question about the end that is not described; or nothing."""
    told = phrase(edge.fact.relation)
    noun = noun_for(answer, graph)
    if edge.head == answer:
        fits = noun and not crowded(edge.fact.relation)
        singular = edge.fact.relation.split()[0] not in ("are", "were")
        what = "what" if told.nominal and noun in told.middle else f"which {noun}"
        which = "who" if noun == "person" else what
        return f"{which} {edge.fact.relation} {known.words}" if fits and singular else ""
    if told.by and told.active and noun:
        return f"{'who' if noun == 'person' else f'which {noun}'} {told.active} {known.words}"
    if not _bears_verb(known, told, graph.sort(edge.head).kind):
        return ""
    if is_date(edge.fact.object):
        return _when(known.words, edge.fact.object, told)
    if is_amount(edge.fact.object):
        return _how_many(known.words, edge.fact.object, told)
    if not noun:
        return ""
    whom = "whom" if noun == "person" else f"which {noun}"
    if told.nominal:
        return _of_which(known.words, whom, told, graph.sort(edge.head).kind)
    return _which(known.words, whom, noun, told)


def _bears_verb(known: Described, told: Phrase, kind: str) -> bool:
    """Whether a verb may follow a description: not if it is long, or ends in two verbs, or in the same one."""
    words = known.words.split()
    ends, verbs = BASE.get(words[-1], words[-1]), {BASE.get(word, word) for word in told.middle}
    located = bool(verbs & _LIES) or (told.nominal and kind != "place")
    same = not known.closed and (ends in verbs or (ends in _LIES and located))
    return len(words) <= LONGEST and not same and (known.clauses < 2 or known.closed)


def _did(told: Phrase) -> str:
    """The word that carries the tense of an active verb in a question."""
    return "does" if told.middle[0].endswith("s") and not told.middle[0].endswith("ss") else "did"


def _when(known: str, date: str, told: Phrase) -> str:
    when = "in which year"
    if any(word.strip(",").lower() in MONTHS for word in date.split()):
        when = "on which date" if date[0].isdigit() or "," in date else "when"
    if told.participle:
        return f"{when} {told.be} {known} {told.says}"
    return f"{when} did {known} {told.base}" if told.base and _did(told) == "did" else ""


def _how_many(known: str, amount: str, told: Phrase) -> str:
    if told.base != "employ" or told.preposition:
        return ""
    return f"how many {amount.split()[-1]} {_did(told)} {known} {told.base}"


def _which(known: str, whom: str, noun: str, told: Phrase) -> str:
    """`In which town was ... born`, `Which company did ... join`, `The draining of which marsh did ... oppose`."""
    if INNER & set(told.middle) and (told.be or not told.owned):
        return ""
    if told.participle and told.preposition:
        return f"{_place(told, whom, noun)} {told.be} {known} {told.says}"
    if not told.base:
        return ""
    before = told.before_owned
    if told.owned:
        base = phrase(before[0]).base if len(before) == 1 else ""
        return f"the {' '.join(told.owned)} of {whom} {_did(told)} {known} {base}" if base else ""
    asked = _place(told, whom, noun) if told.preposition else whom
    return f"{asked} {_did(told)} {known} {told.base}"


def _place(told: Phrase, whom: str, noun: str) -> str:
    return "where" if noun == "place" and told.preposition in ("in", "at") else f"{told.preposition} {whom}"


def _of_which(known: str, whom: str, told: Phrase, kind: str) -> str:
    """Of `is the capital of`, `was the daughter of`, `is a charity in`; or nothing."""
    inner = INNER & set(told.middle)
    if told.middle[0] == "the" and told.preposition in ("of", "in") and not inner:
        if whom == "whom" and told.preposition == "of":
            return f"whose {' '.join(told.middle[1:])} {told.be} {known}"
        return f"{known} {told.be} {told.says} {told.preposition} {whom}"
    if inner:
        return ""
    if told.preposition == "of":
        return f"{told.preposition} {whom} {told.be} {known} {told.says}"
    if told.preposition in ("in", "on", "at", "near") and kind == "place":
        return f"{told.preposition} {whom} {'does' if told.be == 'is' else 'did'} {known} lie"
    if told.preposition in ("in", "on", "at", "near") and kind in SEATED:
        return f"{told.preposition} {whom} {told.be} {known} located"
    return ""


def _gives_away(question: str, answer: str, path: Path) -> bool:
    """Whether the question names its answer, or what lies between."""
    said, entities = question.casefold(), path.entities
    hidden = {answer, *entities[1:]}
    for here, there, edge in zip(entities, entities[1:], path.edges, strict=False):
        ends = {edge.head: edge.fact.subject, edge.tail: edge.fact.object}
        hidden.update(ends[entity] for entity in (here, there) if entity != entities[0] and not describes(ends[entity]))
    return any(name.casefold() in said for name in hidden)

"""Which names of a sentence its clauses join, and by which words."""

from __future__ import annotations

from collections.abc import Iterator

from tilth.graph import grammar
from tilth.graph.beside import apposed, bracketed, reduced, stands_alone
from tilth.graph.lexicon import BEFORE_NAMES
from tilth.graph.names import Tagged
from tilth.graph.reading import BE, DATED, DONE, WRITES, Found, Joined, Reading, Span
from tilth.graph.subjects import heads, starts
from tilth.graph.verbs import BASE

_CALLED = frozenset("called known nicknamed abbreviated dubbed styled named".split())
_SETTLES = frozenset("born died buried studied taught lived worked educated raised baptised baptized settled".split())
_LINKS = frozenset("links linked connects connected".split())
_GIVES = frozenset(
    """give provide grant award offer teach pay tell send ask lend deny supply show enable allow cause help permit
    require force let""".split()
)
"""Verbs whose first object is the one who receives, or who then does something."""
_MEASURES = frozenset("years months weeks days hours minutes times metres kilometres miles earlier later".split())


def clauses(text: str, sentence: Tagged) -> Iterator[Joined]:
    """What a sentence says of its names. The stretches are characters of the text, inside the sentence."""
    if "N" not in sentence.tags:
        return
    reading = Reading(text, sentence)
    for at in starts(sentence.tags):
        subject = grammar.SUBJECT.match(sentence.tags, at)
        if subject:
            yield from _clause(reading, subject)
    at = sentence.tags.find("N")
    while at >= 0:
        yield from _beside(reading, at)
        at = sentence.tags.find("N", at + 1)


def _clause(reading: Reading, subject: Found) -> Iterator[Joined]:
    """The facts of a clause that begins with this subject."""
    for aside in grammar.ASIDES:
        skipped = aside.match(reading.tags, subject.end())
        verb = skipped and grammar.VERB.match(reading.tags, skipped.end())
        if not skipped or not verb:
            continue
        if not _participle_of_other(reading, subject.start(), verb):
            for head in heads(reading, subject, verb):
                if skipped.end() > subject.end():
                    yield from reduced(reading, head, subject.end())
                yield from _said(reading, head, verb)
        return


def _participle_of_other(reading: Reading, at: int, verb: Found) -> bool:
    """Whether a bare participle belongs to something further left: `a group in Canada and Mexico founded in 1905`."""
    tags, stop = reading.tags, verb.end()
    joined_on = at > 0 and tags[at - 1] == "C" and tags[max(0, at - 2)] != "," and tags[stop : stop + 1] in ("P", "B")
    return joined_on and verb["active"] is not None and reading.words(verb.start(), stop) in DONE


def _beside(reading: Reading, at: int) -> Iterator[Joined]:
    """What the words right after a name say of it."""
    tags, head = reading.tags, reading.stretch(at, at + 1)
    after = tags[at + 1 : at + 2]
    if after == "Q":
        yield from bracketed(reading, head, at + 1)
    if after not in ("Q", ",", "W") or not stands_alone(reading, at):
        return
    who = grammar.WHO.match(tags, at + 1)
    if not who:
        yield from apposed(reading, head, at)
    elif reading.words(who.end() - 1, who.end()) == "who" or reading.words(at + 1, who.end()) == ", which":
        verb = grammar.VERB.match(tags, who.end())
        if verb:
            yield from _said(reading, head, verb)


def _said(reading: Reading, head: Span, verb: Found, before: str = "") -> Iterator[Joined]:
    """What follows a verb, and then what follows the next one that shares the subject."""
    told = _is(reading, head, verb) if verb["copula"] else _complements(reading, head, verb, before)
    end = verb.end()
    for joined, stop in told:
        yield joined
        end = stop
    further = grammar.AND_VERB.match(reading.tags, end) if end > verb.end() else None
    again = grammar.VERB.match(reading.tags, further.end()) if further else None
    if again and not again["copula"]:
        was = reading.words(verb.start("passive"), verb.start("passive") + 1) if verb["passive"] else before
        yield from _said(reading, head, again, was if was in BE else "")


def _complements(reading: Reading, head: Span, verb: Found, before: str) -> Iterator[tuple[Joined, int]]:
    """What a verb joins its subject to, each with where the reading goes on."""
    words = _verb_words(reading, verb, before)
    passive = bool(verb["passive"]) or words.split(" ", 1)[0] in BE
    found = _complement(reading, words, passive, verb.end())
    if not found:
        return
    relation = f"{words} {reading.words(*found.span('lead'))}".rstrip()
    yield reading.joined(head, relation, found, 0.95 if passive else 0.85), found.end()
    another = reading.named(grammar.AGAIN, found.end())
    if another and reading.tags[found.end("o") - 1] == "N":
        yield reading.joined(head, relation, another, 0.8), another.end()
    elif len(found["lead"]) < 2:
        yield from _more(reading, head, words, found, passive)


def _complement(reading: Reading, words: str, passive: bool, at: int) -> Found | None:
    """What stands after a verb, if the two can go together."""
    tags, last = reading.tags, words.split()[-1]
    by = reading.named(grammar.BY, at) if passive else None
    if by:
        return by
    found = reading.named(grammar.TO_NAME, at)
    if found and (found["lead"] or not passive or last in _CALLED):
        lead = reading.words(*found.span("lead"))
        loose = (lead == "of" and last not in ("died", "made")) or lead.endswith(("such as", "as well as"))
        return None if loose or (not lead and BASE.get(last) in _GIVES) else found
    dated = grammar.TO_DATE.match(tags, at)
    if dated:
        return dated if reading.words(*dated.span("lead")) in DATED else None
    if passive:
        return None
    amount = (grammar.TO_TITLE.match(tags, at) if last in WRITES else None) or grammar.TO_AMOUNT.match(tags, at)
    return amount if amount and reading.words(amount.end() - 1, amount.end()) not in _MEASURES else None


def _verb_words(reading: Reading, verb: Found, before: str) -> str:
    """The words of the verb, with `was` before a participle that shares or lacks it."""
    words = reading.words(verb.start(), verb.end())
    if verb["active"] and reading.tags[verb.start("active")] == "V":
        after = reading.tags[verb.end() : verb.end() + 2]
        done = words.split()[0] in DONE and (after == "PY" or (before and after[:1] == "P"))
        if after[:1] == "B" or done:
            return f"{before or 'was'} {words}"
    return words


def _more(reading: Reading, head: Span, words: str, first: Found, passive: bool) -> Iterator[tuple[Joined, int]]:
    """Further phrases that hang on the same verb: `studied at A under B`, `was designed by A in 1921`."""
    at, last = first.end(), words.split()[-1]
    while found := reading.named(grammar.MORE, at):
        at = found.end()
        lead = reading.words(*found.span("lead"))
        if found["y"]:
            fits = lead in DATED and (passive or bool(first["lead"]))
        else:
            somewhere = lead in ("in", "at") and (passive or last in _SETTLES)
            fits = lead == "under" or (lead == "by" and passive) or somewhere
        if fits:
            yield reading.joined(head, f"{words} {lead}", found, 0.85, "y" if found["y"] else "o"), at
        elif lead in ("with", "to") and last in _LINKS and not found["y"]:
            yield reading.joined(head, words, found, 0.85), at


def _is(reading: Reading, head: Span, verb: Found) -> Iterator[tuple[Joined, int]]:
    """`X is the capital of Y`, `X is a film directed by Y`, `X is a novel`."""
    at = end = verb.end()
    is_ = reading.words(verb.start(), at)
    found = reading.named(grammar.IS, at)
    if found:
        end, relation = found.end(), reading.being(is_, found.span("lead"))
        yield reading.joined(head, relation, found, 0.9), end
        another = reading.named(grammar.AGAIN, end)
        if another:
            yield reading.joined(head, relation, another, 0.8), another.end()
    kind = grammar.KIND.match(reading.tags, at)
    if not kind:
        return
    article, noun = reading.words(at, at + 1), reading.words(kind.end("o") - 1, kind.end("o"))
    if article in ("a", "an") and noun not in BEFORE_NAMES and noun.islower():
        yield reading.kind(head, f"{is_} {article}", kind, 0.9), end
    second = grammar.AND_IS.match(reading.tags, kind.end())
    found = reading.named(grammar.IS, second.end()) if second else None
    if found:
        yield reading.joined(head, reading.being(is_, found.span("lead")), found, 0.9), found.end()

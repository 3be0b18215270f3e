"""Kinds of question that a plain statement answers; each rule knows one kind, and holds its tongue when unsure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tilth.composers._clauses import ADVERBS, BREAKS, DETERMINERS, PREPOSITIONS, Clause, clause_of, lowered
from tilth.composers._verbs import AUXILIARIES, BASE_OF_THIRD, BASES, PARTICIPLES

_NO_DEFINITION = re.compile(
    r"^(?:an?|the|any) (?:\w+ )?(?:only|same|best|worst|better|chief|main|first|last|most|least|oldest|largest|smallest"
    r"|greatest|key|usual|enemy|friend|fuel|secret|heart|soul|mother|father|king|queen|price|compromise|help|must|good"
    r"|great|poor|bad|reason|cause|answer|problem|idea|question|danger|risk|mistake|moment|case|matter)\b"
)
_DEFINES = re.compile(
    r" (?:that|which|who|whose|where|when|in|of|for|with|between|across|left|made|from|to|drawn|cut|used|or) "
)
_BECAUSE = re.compile(r",? because |, since (?!\d)")
_LEANING = re.compile(r"\b(?:that|those|these|such|this|it|them|one|ones|two (?:tales|ideas)|as much|for that)\b")
_YEAR = re.compile(
    r",? (?:in|on|by|around) (?:(?:about|early|late|the (?:spring|summer|autumn|winter) of) )?(?:\d{1,2} )?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December) )?"
    r"(?:1\d{3}|20\d{2})\b"
)
_PEOPLE = re.compile(r"^[A-ZÀ-Þ][\w’'.-]*(?: (?:de|von|van|al|der))*(?: [A-ZÀ-Þ][\w’'.-]+){1,3}$")
_NO_PEOPLE = re.compile(
    r"\b(?:The|Hall|Street|Lane|River|Mill|Bridge|School|College|University|Society|Company|Council|Act|Moon|Earth|Sun"
    r"|Railway|Museum|Library|Church|Press|Office|Sea|Lake|Ocean|Games|Primary|Trust|Academy|Institute|Festival|Valley"
    r"|House|Kingdom|Empire|Union|States|Vault|Works|Observatory|Gallery|Garden|Choir|Club|Commons|Hospital)\b"
)
_ROUGHLY = r"(?:(?:only|about|nearly|almost|some|just|roughly|at least|over|more than|up to) )*"
_DEEP = re.compile(rf"^(?:is|are|was|were) {_ROUGHLY}[\d.,]+ ?\w+ (deep|long|wide|high|thick|tall|across)\b")
_LASTS = re.compile(
    rf"^(?:takes?|took|lasts?|lasted) {_ROUGHLY}[\d.,]+(?: (?:to|or|and) [\d.,]+)? "
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b"
)
_COSTS = re.compile(rf"^(?:costs?|weighs?|weighed) {_ROUGHLY}[£$€]?[\d.,]+")
_OWNS = re.compile(
    rf"^{_ROUGHLY}(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|forty|fifty)"
    r"(?: (?:to|or) \d+)? ((?:[a-z-]+ )?[a-z]+s)\b(?! of)"
)
_ASKED = frozenset(
    "argue attract build buy carry cause choose claim collect combine conclude contain cover create describe "
    "discover eat examine explain find follow gather hold indicate introduce invent keep lose measure mean need "
    "notice produce propose prove publish receive recommend record release remove reply report require reveal say "
    "sell show store suggest support teach use win write".split()
)
"""Verbs of which `What does X ...?` is plain English and asks for what follows them."""
_STILL = frozenset(
    "appear arrive be become begin belong come consist cost depend differ equal exist expect fall feel go grow happen "
    "have last lead lie live matter mean meet need occur reach refer remain resemble rise seem sit sleep spend stand "
    "start stay suit survive think turn weigh work".split()
)
"""Verbs that are no answer to `What does X do?`."""
_JOINED = {
    "stand for": "stand for", "depend on": "depend on", "consist of": "consist of", "lead to": "lead to",
    "come from": "come from", "belong to": "belong to", "point to": "point to", "turn into": "turn into",
    "rely on": "rely on", "feed on": "feed on", "refer to": "refer to",
}  # fmt: skip
_DOERS = re.compile(r"(?:ers|ors|ists|ians|ents|people|children|women|men|teachers|adults|pupils|parents)$")


DEFINITE = frozenset({"what", "why", "number", "when", "who", "called", "should", "does"})
"""Kinds of question with one plain answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that one sentence answers."""

    text: str
    kind: str
    """what, why, number, when, who, called, should, does, do, advice, about, or else (when nothing better is found)."""
    topic: str
    """What it asks about, as a noun phrase inside a sentence; may be empty."""
    form: str = ""
    """The set form of words it was made with, so that it is not used twice."""


def _what(sentence: str, clause: Clause, context: str) -> Question | None:
    subject = clause.subject.split()
    if clause.verb not in ("is", "are", "was") or len(subject) > 5 or re.search(r"\d|\b(?:and|or)\b", clause.subject):
        return None
    if subject[0].lower() in DETERMINERS - {"a", "an", "the"} or _NO_DEFINITION.match(clause.rest):
        return None
    words = clause.rest.split()
    with_article = words[0] in ("a", "an", "the", "any") and _DEFINES.search(clause.rest)
    made_of = len(words) > 2 and words[0].isalpha() and words[0] not in PARTICIPLES | ADVERBS | PREPOSITIONS
    if not with_article and not (made_of and (words[1] in PARTICIPLES or words[1] in ("set", "made", "cut", "kept"))):
        return None
    topic = lowered(clause.subject, context, present=not clause.past)
    who = "Who" if _is_person(clause.subject, sentence) else "What"
    return Question(f"{who} {clause.verb} {topic}?", "what", topic)


def _is_person(name: str, sentence: str) -> bool:
    known = r"\b(?:was|is) an? [^,.]*\b(?:\w+(?:ist|er|or|ian)|king|queen|poet|monk|nurse|judge|architect|sculptor)\b"
    return bool(_PEOPLE.match(name) and not _NO_PEOPLE.search(name) and re.search(known, sentence))


def _why(sentence: str, clause: Clause, context: str) -> Question | None:
    said, *because = _BECAUSE.split(sentence, maxsplit=1)
    main = clause_of(said + ".") if because else None
    if main is None or main.verb in ("may", "might") or _LEANING.search(said) or "main cause" in said:
        return None
    if re.search(r", | (?:and|but|or) (?:\w+ ){1,3}(?:is|are|was|were|has|have)\b", main.rest):
        return None
    return Question(f"Why {_asked(main, context)}?", "why", topic_of(main, context))


def _when(sentence: str, clause: Clause, context: str) -> Question | None:
    match = _YEAR.search(clause.rest)
    if match is None or not (clause.base or clause.verb in ("was", "were")) or not clause.past:
        return None
    before, after = clause.rest[: match.start()], clause.rest[match.end() :]
    if not before or after.strip() or re.search(r",|\d|\b(?:that|which|who|when|because|and|but|not)\b", before):
        return None
    if _LEANING.search(before) or re.search(r"\d", clause.subject):
        return None
    return Question(f"When {_asked(replace(clause, rest=before), context)}?", "when", topic_of(clause, context))


def _who(sentence: str, clause: Clause, context: str) -> Question | None:
    if not clause.base or not clause.past or not _PEOPLE.match(clause.subject) or _NO_PEOPLE.search(clause.subject):
        return None
    rest, comma, after = clause.rest.partition(", ")
    if re.search(r"\b(?:he|she|his|her|him|it|them|one|the two|first one)\b", rest) or not 2 <= len(rest.split()) <= 16:
        return None
    if comma and after.split()[0] not in BREAKS | PREPOSITIONS | {"using"}:
        return None
    return Question(f"Who {clause.verb} {rest}?", "who", "")


def _number(sentence: str, clause: Clause, context: str) -> Question | None:
    topic, said = topic_of(clause, context), f"{clause.verb} {clause.rest}"
    if not topic:
        return None
    asked = _asked(replace(clause, rest=""), context)
    if match := _DEEP.match(said):
        return Question(f"How {match[1].replace('across', 'wide')} {asked}?", "number", topic)
    if _LASTS.match(said):
        return Question(f"How long {asked}?", "number", topic)
    if _COSTS.match(said):
        return Question(f"How much {asked}?", "number", topic)
    if clause.verb in ("has", "have", "had") and (match := _OWNS.match(clause.rest)):
        return Question(f"How many {match[1]} {_do(clause)} {topic} have?", "number", topic)
    return None


def _called(sentence: str, clause: Clause, context: str) -> Question | None:
    """Set phrases: what something is called, what people are asked to do, what it stands for, when it happens."""
    topic, words = topic_of(clause, context), clause.rest.split()
    if not topic or len(words) < 2:
        return None
    if clause.verb in ("was", "were") and words[:2] == ["born", "in"] and words[2:3] and words[2][:1].isupper():
        return Question(f"Where {clause.verb} {topic} born?", "called", topic)
    if clause.verb in ("is", "are") and words[0] == "called":
        return Question(f"What {clause.verb} {topic} called?", "called", topic)
    if clause.verb in ("is", "are") and words[1] == "to" and words[0] in ("asked", "told", "advised", "urged"):
        return Question(f"What {clause.verb} {topic} {words[0]} to do?", "called", topic)
    if clause.verb in ("is", "are") and " ".join(words[:2]) in ("used for", "made of", "made from", "known for"):
        return Question(f"What {clause.verb} {topic} {words[0]} {words[1]}?", "called", topic)
    if joined := _JOINED.get(f"{clause.base} {words[0]}"):
        return Question(f"What {_do(clause)} {topic} {joined}?", "called", topic)
    if clause.base in ("happen", "occur") and words[0] in ("when", "after", "before", "at", "in", "during"):
        return Question(f"When {_do(clause)} {topic} {clause.base}?", "called", topic)
    return None


def _should(sentence: str, clause: Clause, context: str) -> Question | None:
    topic, words = topic_of(clause, context), clause.rest.split()
    if clause.verb not in ("should", "must", "can", "will") or not topic or len(words) < 2:
        return None
    if words[0] == "be" and words[1].endswith(("ed", "en", "wn")) and clause.verb in ("should", "must"):
        return Question(f"What {clause.verb} be done with {topic}?", "should", topic)
    if words[0] in _ASKED and words[1] not in PREPOSITIONS:
        return Question(f"What {clause.verb} {topic} {words[0]}?", "should", topic)
    if words[0] in BASES - _STILL and (clause.verb == "can" or _DOERS.search(topic)):
        return Question(f"What {clause.verb} {topic} do?", "do", topic)
    return None


def _does(sentence: str, clause: Clause, context: str) -> Question | None:
    topic, first = topic_of(clause, context), clause.rest.split()[0].strip(",;")
    if not clause.base or not topic or first in PREPOSITIONS | {"it", "them", "when", "as", "up", "out", "off"}:
        return None
    if clause.base in _ASKED:
        return Question(f"What {_do(clause)} {topic} {clause.base}?", "does", topic)
    vague = clause.base == "take" and first in ("place", "part", "about", "more", "less", "up", "only")
    if clause.base in _STILL or vague or first in BREAKS - {"that"} or first.endswith("ly"):
        return None
    if clause.subject.lower() in BASE_OF_THIRD:
        return None
    return Question(f"What {_do(clause)} {topic} do?", "do", topic)


_Rule = Callable[[str, Clause, str], Question | None]
RULES: tuple[_Rule, ...] = (_what, _why, _number, _when, _who, _called, _should, _does)


def _do(clause: Clause) -> str:
    return "did" if clause.past else "do" if clause.plural else "does"


def _asked(clause: Clause, context: str) -> str:
    """A clause in the order of a question, without its question word: `do computers count in binary`."""
    subject = lowered(clause.subject, context, present=not clause.past)
    if clause.base:
        return f"{_do(clause)} {subject} {clause.base} {clause.rest}".strip()
    helps = re.match(r"(?:\w+ly |already |since |long |often )*(?:been|to|\w+(?:ed|en|wn))\b", clause.rest)
    if clause.verb in ("has", "have", "had") and not (helps and not clause.rest.startswith("to ")):
        return f"{_do(clause)} {subject} have {clause.rest}".strip()
    return f"{clause.verb} {subject} {clause.rest}".strip()


def topic_of(clause: Clause, context: str) -> str:
    """The subject as something to ask about; empty when it counts, points back, or is long."""
    words = clause.subject.split()
    if words[0].lower() in ("most", "many", "some", "all", "both", "several") and len(words) > 1:
        words = words[1:]
    elif words[0].lower() == "few" or (words[0].lower() == "a" and words[1:2] == ["few"]):
        words = words[words.index("few") + 1 :]
    told = " ".join(words)
    first = words[0].lower() if words else "a"
    counted = first in DETERMINERS - {"a", "an", "the", "each", "every"} or first.endswith(("teen", "ty"))
    pointing = re.search(r"\d|[:;“”]|\b(?:their|his|her|its|own|alike|twice|half)\b", told)
    if not words or counted or pointing or len(words) > 6 or first in AUXILIARIES:
        return ""
    return lowered(told, context, present=not clause.past) if told == clause.subject else told

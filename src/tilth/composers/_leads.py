"""The words that lead to a quoted sentence: by what the sentence does, and never the same twice in one text."""

from __future__ import annotations

import re

from tilth.composers._question_rules import Question
from tilth.composers._telling import Telling, capital, marked

_BY_KIND: dict[str, tuple[str, ...]] = {
    "what": (
        "On {topic} it is clear: {quote}",
        "{Topic}, in the words of the {noun}: {quote}",
        "What is meant by {topic} is said in one line: {quote}",
        "It does not leave {topic} unexplained: {quote}",
        "A definition comes with it: {quote}",
        "Here is {topic} in a sentence: {quote}",
    ),
    "why": (
        "There is a reason in it, too: {quote}",
        "It gives the reason as well: {quote}",
        "It says why: {quote}",
        "The why is not left out: {quote}",
    ),
    "number": (
        "There is a figure to go with it: {quote}",
        "In numbers: {quote}",
        "One figure to remember: {quote}",
        "It is exact where it can be: {quote}",
    ),
    "date": (
        "There is a date in it: {quote}",
        "It looks back as well: {quote}",
        "A little history: {quote}",
        "One date to remember: {quote}",
    ),
    "who": (
        "There is a name in it, too: {quote}",
        "A person comes into it: {quote}",
        "It names somebody: {quote}",
    ),
    "advice": (
        "A piece of advice: {quote}",
        "Then something practical: {quote}",
        "For those who would try it: {quote}",
    ),
    "topic": (
        "On {topic}: {quote}",
        "There is a line on {topic}: {quote}",
        "Then it turns to {topic}: {quote}",
        "It has something on {topic}: {quote}",
    ),
    "else": (
        "It also says: {quote}",
        "And then: {quote}",
        "There is this, too: {quote}",
        "One more line: {quote}",
        "It goes on: {quote}",
        "Another sentence from it: {quote}",
        "Then comes this: {quote}",
        "Nor should this be left out: {quote}",
        "What is more: {quote}",
        "Add to that: {quote}",
        "Elsewhere in it: {quote}",
        "And this: {quote}",
    ),
}
_OWN: dict[str, tuple[str, ...]] = {
    "what": ("I liked how it explains {topic}: {quote}", "Now I can say what {topic} means: {quote}"),
    "why": ("I had wondered about that: {quote}", "At last I know the reason: {quote}"),
    "number": ("The number I want to keep: {quote}", "I would not have guessed this: {quote}"),
    "date": ("I did not know how far back it goes: {quote}",),
    "who": ("A name I had not heard: {quote}",),
    "advice": ("This I should like to try: {quote}",),
    "topic": ("I stopped at the part on {topic}: {quote}", "I copied this about {topic}: {quote}"),
    "else": (
        "I copied this: {quote}",
        "This stayed with me: {quote}",
        "I read this line twice: {quote}",
        "I had not thought of this: {quote}",
        "Here I stopped for a moment: {quote}",
    ),
}
"""The same, for one who writes in the first person."""
_SOME: dict[str, tuple[str, ...]] = {
    "topic": ("On {topic}: {quote}", "About {topic}: {quote}", "One of them has a line on {topic}: {quote}"),
    "what": ("On {topic}: {quote}", "A definition comes first to mind: {quote}", "What {topic} is: {quote}"),
    "else": ("One of them says: {quote}", "And then: {quote}", "There is this, too: {quote}", "Elsewhere: {quote}"),
}
"""The same, where there are several sources."""
_FOLLOWING = re.compile(r"\b(?:too|also|as well|more|then|another|elsewhere|goes on|nor|add|and)\b", re.IGNORECASE)
"""Marks words that need a sentence before them."""
_FIRST = (
    "To begin with: {quote}",
    "First of all: {quote}",
    "One line to start with: {quote}",
    "This is what it says: {quote}",
    "In its own words: {quote}",
)
_YEAR = re.compile(
    r"\b(?:1\d{3}|20\d{2})\b(?! ?(?:km|m|cm|kg|g|°|per|hertz|parts))|\b\d{1,4} BC\b|\bAD \d|\b\d{1,2} (?:January"
    r"|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def manner(question: Question, sentence: str) -> str:
    """What a sentence does in a text: the key of the words that can lead to it."""
    if question.kind in ("what", "why", "who", "number"):
        return question.kind
    if question.kind == "advice" or " should " in sentence:
        return "advice"
    if _YEAR.search(sentence):
        return "date"
    if re.search(r"\d", sentence):
        return "number"
    starts = sentence.lower().startswith(question.topic.lower())
    return "topic" if question.topic and not starts else "else"


def led(telling: Telling, *, own: bool) -> list[str]:
    """Every quoted sentence with words that lead to it; `own` when the text is in the first person."""
    used, lines = set[str](), list[str]()
    for i, (evidence, question) in enumerate(zip(telling.quotes, telling.questions, strict=True)):
        forms = _forms(manner(question, evidence.quote), own=own, several=telling.several)
        forms = [form for form in forms if question.topic or "topic}" not in form.lower()]
        if i == 0:
            forms = [form for form in forms if not _FOLLOWING.search(form)] or list(_FIRST)
        spare = _forms("else", own=own, several=telling.several)
        form = telling.rng.choice(
            [one for one in forms if one not in used] or [one for one in spare if one not in used]
        )
        used.add(form)
        topic, quote = question.topic, marked(evidence.quote)
        lines.append(form.format(topic=topic, Topic=capital(topic), quote=quote, noun=telling.noun))
    return lines


def _forms(kind: str, *, own: bool, several: bool) -> list[str]:
    general = _SOME.get(kind, _SOME["else"]) if several else _BY_KIND[kind]
    return [*general, *(_OWN[kind] if own else ())]

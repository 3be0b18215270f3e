"""Makes a question out of a sentence, such that the sentence answers it and the question does not give it away."""

from __future__ import annotations

import re
from collections.abc import Collection
from random import Random

from tilth.composers._clauses import ADVERBS, BREAKS, DETERMINERS, PREPOSITIONS, clause_of
from tilth.composers._question_rules import RULES, Question, topic_of
from tilth.composers._verbs import AUXILIARIES, BASES

MOST_CONTEXT = 100_000
"""Characters of the text around a sentence that are looked at."""
_ASIDE = re.compile(r" \([^()]{1,60}\)")
_NOTHING = frozenset(
    "amount case class condition day distance effect end fact first front hour idea line list lives minute month "
    "moment name night number other others page part past people piece place point position reason rest result rule "
    "same second side size start story sum test thing time total turn use value view visit way week whole word work "
    "world year".split()
)
"""Things that nobody would ask about by this word alone."""
_ABOUT: tuple[str, ...] = (
    "What does the {source} say about {topic}?",
    "What can you tell me about {topic}?",
    "What is there to know about {topic}?",
    "Could you tell me something about {topic}?",
    "Is there anything on {topic}?",
    "And what about {topic}?",
)
_ANYTHING: tuple[str, ...] = (
    "What else does the {source} say?",
    "Is there anything else worth knowing?",
    "What else is in it?",
    "What other point does the {source} make?",
    "Is there more?",
)
_ADVICE: tuple[str, ...] = (
    "Is there any practical advice?",
    "What should one do in practice?",
    "Does the {source} give a tip?",
    "What does one actually do?",
)


def question_of(
    sentence: str, context: str, rng: Random, *, source: str = "page", used: Collection[str] = ()
) -> Question:
    """The most telling question that the sentence answers; one for each sentence, the same every time.

    `context` is the text it stands in, `source` what that is called (empty when there are several), and `used` the
    forms that were used before.
    """
    plain = _ASIDE.sub("", sentence)
    context, clause = context[:MOST_CONTEXT], clause_of(plain)
    for rule in RULES:
        if clause and (found := rule(plain, clause, context)):
            return found
    topic = topic_of(clause, context) if clause else ""
    topic = topic or _weighty(sentence, context)
    kind, forms = "about" if topic else "else", _ABOUT if topic else _ANYTHING
    if clause is None and _is_advice(sentence):
        kind, forms = "advice", _ADVICE
    forms = tuple(form for form in forms if source or "{source}" not in form)
    form = rng.choice([one for one in forms if one not in used] or forms)
    return Question(form.format(source=source, topic=topic), kind, topic, form)


def alone(question: str) -> str:
    """A question as it stands where nothing was asked before it."""
    return f"W{question[5:]}" if question.startswith("And w") else question


def _is_advice(sentence: str) -> bool:
    """Whether a sentence tells the reader to do something: it begins with a plain verb and what can follow one."""
    opening = [word.strip(",").lower() for word in sentence.split()[:2]]
    if len(opening) < 2:
        return False
    first, second = opening
    follows = second in DETERMINERS | PREPOSITIONS | ADVERBS or second.endswith("ly") or second[:1].isdigit()
    return first in BASES and follows and not sentence.split()[0].endswith(",")


def _weighty(sentence: str, context: str) -> str:
    """The thing of a sentence that its text speaks of most, with its article: `the wheel`, `a heap`."""
    best, most = "", 1
    tokens = sentence.rstrip(".").split()
    for i in range(len(tokens) - 1):
        article, word = tokens[i].lower(), tokens[i + 1].strip(",;")
        after = tokens[i + 2].strip(",;").lower() if i + 2 < len(tokens) else ""
        ends = tokens[i + 1] != word or not after or after in PREPOSITIONS | BREAKS | AUXILIARIES
        if article not in ("a", "an", "the") or not ends or not re.fullmatch(r"[a-z]{4,}", word) or word in _NOTHING:
            continue
        used = len(re.findall(rf"(?<![\w-]){word}s?(?![\w-])", context))
        if used > most:
            best, most = f"{article} {word}", used
    return best

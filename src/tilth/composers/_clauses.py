"""Finds the subject and the verb of a plain English statement, or finds nothing where it cannot be sure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tilth.composers._verbs import (
    ANOTHERS_PAST,
    AUXILIARIES,
    BASE_OF_PAST,
    BASE_OF_THIRD,
    BASES,
    NOUNS_TOO,
    PARTICIPLES,
    UNCHANGING,
)

DETERMINERS = frozenset(
    "a an the each every all both some many most several few no any its their his her one two three four five six "
    "seven eight nine ten another more other".split()
)
PREPOSITIONS = frozenset(
    "about above across after against along among around as at before behind below beneath beside between beyond by "
    "despite down during except for from in inside into like near of off on onto out outside over past per since than "
    "through throughout to toward towards under until up upon with within without".split()
)
BREAKS = frozenset(
    "that which who whom whose where when while because although though if unless whether and but or so nor yet what "
    "how why".split()
)
_PRONOUNS = frozenset(
    "i you he she it we they this that these those there here one nobody somebody everybody anyone everyone someone "
    "nothing something everything mine ours none what who which".split()
)
_PLURALS = frozenset(
    "people children men women mice feet teeth geese sheep fish bacteria fungi larvae police cattle data media".split()
)
ADVERBS = frozenset(
    "also always often usually mostly still now only never soon rarely seldom sometimes already later just even almost "
    "nearly once again first then therefore generally mainly normally commonly today well".split()
)
NAMED_TIMES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_EDGE = ',;:.!?()[]"“”'
MOST_SUBJECT_WORDS = 9


@dataclass(frozen=True, slots=True)
class Clause:
    """A statement cut in three. `subject verb rest` is the statement again, but for a phrase set off by commas."""

    subject: str
    verb: str
    """The finite verb or the auxiliary, as it stands."""
    base: str
    """Its plain form; of an auxiliary, empty."""
    past: bool
    plural: bool
    """Whether the subject takes `do` and `are`."""
    rest: str
    """What follows, without the full stop."""


def clause_of(statement: str) -> Clause | None:
    """The clause that a statement begins with, or None when its subject or verb is not plain to see."""
    tokens = statement.strip().rstrip(".").split()
    bare = [token.strip(_EDGE).lower() for token in tokens]
    if len(tokens) < 3 or bare[0] in PREPOSITIONS | BREAKS | _PRONOUNS | ADVERBS or bare[0].endswith("ly"):
        return None
    end, at = _subject_end(tokens, bare)
    if end == 0 or at >= len(tokens) - 1:
        return None
    at = _past_adverb(bare, at)
    kind = _kind(bare, at, end)
    if kind is None:
        return None
    base, past, plural = kind
    subject = " ".join(tokens[:end]).strip(",")
    return Clause(subject, bare[at], base, past, plural, " ".join(tokens[at + 1 :]))


def _subject_end(tokens: list[str], bare: list[str]) -> tuple[int, int]:
    """How many tokens the subject has, and where its verb should stand; (0, 0) when it cannot be told."""
    for i, token in enumerate(bare[: MOST_SUBJECT_WORDS + 1]):
        if i and not tokens[i][0].isupper() and _kind(bare, _past_adverb(bare, i), i) is not None:
            return i, i
        if (token in BREAKS and token != "and") or token in ADVERBS or not token:
            return 0, 0
        if (
            i
            and token in ("a", "an", "the")
            and bare[i - 1] not in PREPOSITIONS | {"and", "half", "all", "both", "twice"}
        ):
            return 0, 0
        if tokens[i].endswith(","):
            adjective = i == 1 and bare[0] in DETERMINERS and not _plural(token) and bare[2:3] != ["or"]
            if not adjective:
                return _after_aside(tokens, bare, i + 1)
        if tokens[i][-1] in ";:.":
            return 0, 0
    return 0, 0


def _past_adverb(bare: list[str], i: int) -> int:
    """Where the verb stands if an adverb comes before it."""
    return i + 1 if (bare[i] in ADVERBS or bare[i].endswith("ly")) and i + 1 < len(bare) else i


def _after_aside(tokens: list[str], bare: list[str], end: int) -> tuple[int, int]:
    """A subject with an aside: `Hermann Ebbinghaus, a German psychologist, tested ...`."""
    if end >= len(bare) or bare[end] not in ("a", "an", "the", "who", "which", "or"):
        return 0, 0
    for i in range(end + 1, min(end + 14, len(tokens) - 1)):
        if tokens[i].endswith(","):
            at = _past_adverb(bare, i + 1)
            return (end, i + 1) if at < len(bare) and _kind(bare, at, end) is not None else (0, 0)
    return 0, 0


def _kind(bare: list[str], i: int, end: int) -> tuple[str, bool, bool] | None:
    """Plain form, past or not, plural or not, if the word at i is the finite verb of a subject of `end` words."""
    word, following, before = bare[i], bare[i + 1] if i + 1 < len(bare) else "", bare[end - 1]
    many = _many(bare[:end])
    if word in AUXILIARIES:
        return (
            "",
            word in ("was", "were", "had", "did", "could", "might", "would"),
            word in ("are", "were", "have", "do"),
        )
    if before in DETERMINERS | PREPOSITIONS | BREAKS or before.endswith(("’s", "'s", "s’")) or following in AUXILIARIES:
        return None
    if (base := BASE_OF_THIRD.get(word)) is not None:
        return (base, False, False) if not many and _verb_like(base, following) else None
    if (base := BASE_OF_PAST.get(word)) is not None and word not in BASES - ANOTHERS_PAST - UNCHANGING:
        if many and word in UNCHANGING:  # `builders cut`: now or then?
            return None
        return (base, True, many) if word not in PARTICIPLES or _is_finite(bare, i) else None
    if word in BASES and many and _verb_like(word, following):
        return word, False, True
    return None


def _many(subject: list[str]) -> bool:
    """Whether a subject is plural: by the word before its first preposition, or because an `and` joins two."""
    head = next((i for i, word in enumerate(subject) if i and word in PREPOSITIONS), len(subject))
    return "and" in subject[:head] or _plural(subject[head - 1])


def _plural(word: str) -> bool:
    return (
        word in _PLURALS
        or word.endswith("men")
        or (word.endswith("s") and not word.endswith(("ss", "us", "is", "’s", "'s")))
    )


def _verb_like(base: str, following: str) -> bool:
    """Of a word that may be a noun as well: whether what follows is what follows a verb."""
    if base not in NOUNS_TOO:
        return True
    known = following in DETERMINERS or following in PREPOSITIONS or following in ADVERBS or following in ("that", "it")
    return known or following.endswith("ly") or following[:1].isdigit()


def _is_finite(bare: list[str], i: int) -> bool:
    """Whether a form such as `found` is the verb itself, and not part of a noun phrase that has its verb further on."""
    if i + 1 < len(bare) and bare[i + 1] == "by":
        return False
    for j in range(i + 1, min(i + 14, len(bare))):
        if bare[j] in BREAKS:
            return True
        if bare[j] in AUXILIARIES or bare[j] in BASE_OF_THIRD or (bare[j] in BASES and bare[j] not in NOUNS_TOO):
            return False
    return True


_COMMON_ENDINGS = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ing",
    "ance",
    "ence",
    "ism",
    "ology",
    "age",
    "ure",
    "ship",
    "light",
)


@lru_cache(maxsize=1024)
def lowered(phrase: str, context: str, *, present: bool = False) -> str:
    """A phrase from the head of a sentence as it reads inside one: a capital stays where it is a name's.

    `context` is the text the phrase is from; it shows how else the first word is written. A single word that stands
    nowhere else is taken for a name, unless its sentence is in the present: `Yeast makes ...` is about a kind of thing.
    """
    first, _, others = phrase.partition(" ")
    word = first.strip(_EDGE)
    if (
        not phrase.startswith(word)
        or not word[:1].isupper()
        or (len(word) > 1 and not word[1:].replace("’", "").islower())
    ):
        return phrase
    small, stem = word[0].lower() + word[1:], word.removesuffix("’s").removesuffix("'s")
    if small in NAMED_TIMES or (others[:1].isupper() and small not in DETERMINERS):
        return phrase
    if stem.lower() in DETERMINERS | PREPOSITIONS | ADVERBS or _stands_in(stem[0].lower() + stem[1:], context):
        return small + phrase[len(word) :]
    once = present and len(re.findall(rf"(?<![\w-]){re.escape(stem)}(?![\w-])", context)) < 2
    common = _plural(small) or small.endswith(_COMMON_ENDINGS) or (stem == word and (bool(others) or once))
    return small + phrase[len(word) :] if common and not _named_in(stem, context) else phrase


def _stands_in(word: str, context: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", context) is not None


def _named_in(word: str, context: str) -> bool:
    """Whether a capitalised word stands in the middle of a sentence somewhere."""
    return re.search(rf"[a-z,;] {re.escape(word)}(?![\w-])", context) is not None

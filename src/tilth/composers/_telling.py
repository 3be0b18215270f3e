"""What a seed offers to somebody who writes it up by quoting: the sentences, the source's name, and who is speaking."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from tilth.composers._question_rules import Question
from tilth.composers._questions import question_of
from tilth.core.items import Evidence, Json, Seed

FEWEST = 2
"""Sentences without which there is nothing to tell."""
COUNTS = (3, 4, 4, 5, 5, 6, 6, 6, 8)
"""How many sentences are told, where there are so many: not every text has the same length."""
LONGEST = 600
"""Characters of the longest sentence that is quoted."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, as far as the seed tells; every field may be empty."""

    name: str = ""
    age: int = 0
    role: str = ""
    """As a noun with its article: `a bus driver`, `a retired miller`."""
    i_am: str = ""
    """As a clause: `I work as a bus driver`."""
    does: str = ""
    """As a verb phrase after a name: `drives a bus`; only of those at work."""
    he: str = "they"
    interest: str = ""
    """What the source was read for."""
    interests: tuple[str, ...] = ()
    trait: str = ""
    """The most marked side of the temperament, with `+` or `-`: `openness+`."""


def voice_of(seed: Seed) -> Voice:
    """Who speaks, by the seed's meta. A seed of another method has no such thing, and gets a voice without a name."""
    reader = seed.meta.get("reader")
    told = _texts(seed.meta.get("interests"))
    interest = seed.meta.get("interest")
    interest = interest if isinstance(interest, str) and interest else "".join(told[:1])
    if not isinstance(reader, Mapping):
        return Voice(interest=interest, interests=told)
    known = {key: value for key, value in reader.items() if isinstance(value, str)}
    age = reader.get("age")
    role, i_am = _role(known)
    return Voice(
        name=known.get("name", ""),
        age=age if isinstance(age, int) else 0,
        role=role,
        i_am=i_am,
        does=known.get("does", "") if known.get("stage") == "working" else "",
        he={"female": "she", "male": "he"}.get(known.get("sex", ""), "they"),
        interest=interest,
        interests=told,
        trait=_trait(reader.get("temperament")),
    )


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()


def _role(known: Mapping[str, str]) -> tuple[str, str]:
    """What somebody is, as a noun with its article, and as a clause in the first person."""
    job, stage = known.get("occupation") or known.get("trade", ""), known.get("stage", "")
    if stage == "working" and job:
        return a(job), f"I work as {a(job)}" if "head" not in job and "owner" not in job else f"I am {a(job)}"
    if stage == "pupil":
        return f"a {known.get('education', 'school')} pupil", f"I go to {known.get('education', 'school')}"
    if stage == "student" and known.get("field"):
        return f"a student of {known['field']}", f"I study {known['field']}"
    if stage == "retired" and job:
        return f"a retired {job}", f"I am retired and used to be {a(job)}"
    if stage == "home":
        return "a homemaker", "I look after our home"
    return ("somebody between jobs", "I am between jobs") if stage == "jobless" else ("", "")


def _trait(temperament: Json) -> str:
    if not isinstance(temperament, Mapping):
        return ""
    scores = [(abs(float(score) - 50), name, score) for name, score in temperament.items() if isinstance(score, int)]
    _, name, score = max(scores, default=(0.0, "", 50))
    return f"{name}{'+' if score >= 50 else '-'}" if name else ""


def a(noun: str) -> str:
    """A noun with `a` or `an`."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def capital(text: str) -> str:
    """A text with a capital at its head."""
    return text[:1].upper() + text[1:]


def marked(words: str) -> str:
    """Words in quotation marks that do not stand inside them as well; bare when they hold both kinds."""
    if "“" not in words and "”" not in words:
        return f"“{words}”"
    return f'"{words}"' if '"' not in words else words


@dataclass(frozen=True)
class Telling:
    """Sentences to be told, each with the question it answers, and the words for where they come from."""

    voice: Voice
    rng: Random
    quotes: tuple[Evidence, ...]
    questions: tuple[Question, ...]
    noun: str
    """What the source is: page or text; pages or texts when there are several."""
    title: str

    @property
    def several(self) -> bool:
        return self.noun.endswith("s")

    @property
    def a_source(self) -> str:
        """The source at first mention."""
        if self.several:
            return f"some {self.noun}"
        return f"a {self.noun} called {marked(self.title)}" if self.title else f"a {self.noun}"

    @property
    def the_source(self) -> str:
        """The source by name."""
        return f"the {self.noun} {marked(self.title)}" if self.title else f"the {self.noun}"

    @property
    def named(self) -> str:
        """The source's title, or what it is."""
        return marked(self.title) if self.title else f"the {self.noun}"

    def pick(self, *options: str | bool) -> str:
        """One of the options; one whose facts are unknown is passed as empty or False, and is not for choosing."""
        return self.rng.choice([option for option in options if option and isinstance(option, str)])

    def maybe(self, chance: float, *options: str | bool) -> str:
        """One of the options, or nothing at all."""
        return self.pick(*options) if any(options) and self.rng.random() < chance else ""

    def only(self, kinds: Collection[str]) -> Telling:
        """The same, with the sentences alone whose questions are of these kinds."""
        kept = [i for i, question in enumerate(self.questions) if question.kind in kinds]
        return self.at(kept)

    def at(self, places: Sequence[int]) -> Telling:
        """The same, with the sentences at these places, in this order."""
        quotes, questions = tuple(self.quotes[i] for i in places), tuple(self.questions[i] for i in places)
        return replace(self, quotes=quotes, questions=questions)


def telling_of(seed: Seed, rng: Random, most: int) -> Telling | None:
    """What can be told of a seed in at most so many sentences, in the seed's order; None when there are too few.

    The questions depend on the sentences alone; which sentences are told is chance.
    """
    quotes = [one for one in dict.fromkeys(seed.evidence) if _quotable(one.quote)]
    quotes = [one for i, one in enumerate(quotes) if one.quote not in {other.quote for other in quotes[:i]}]
    if len(quotes) < FEWEST:
        return None
    count = min(len(quotes), most, rng.choice(COUNTS))
    quotes = [quotes[i] for i in sorted(rng.sample(range(len(quotes)), count))]
    title, kind = seed.meta.get("title"), "page" if _is_page(seed) else "text"
    several = len({one.digest for one in quotes}) > 1
    questions, used = list[Question](), set[str]()
    for one in quotes:
        questions.append(question_of(one.quote, seed.material, rng, source="" if several else kind, used=used))
        used.add(questions[-1].form)
    return Telling(
        voice_of(seed),
        rng,
        tuple(quotes),
        tuple(questions),
        f"{kind}s" if several else kind,
        title if isinstance(title, str) and not several else "",
    )


def _is_page(seed: Seed) -> bool:
    return seed.method == "persona" or any(one.source.startswith(("http:", "https:")) for one in seed.evidence)


def _quotable(quote: str) -> bool:
    """Whether words can stand as a sentence of their own; the cell of a table cannot."""
    return (
        4 <= len(quote.split())
        and len(quote) <= LONGEST
        and quote == quote.strip()
        and "\n\n" not in quote
        and quote[-1] in '.!?”"'
    )

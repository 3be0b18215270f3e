"""Writes up quoted sentences as a conversation: a reader asks, and a guide answers in the words of the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tilth.composers._interview_lines import answered, asked, farewell, greeted, speakers
from tilth.composers._telling import FEWEST, Telling, telling_of
from tilth.core.errors import RecipeError
from tilth.core.items import Message, Proof, Seed
from tilth.core.parts import Composer, Draft
from tilth.core.run import Run


@dataclass(frozen=True)
class Interview(Composer):
    """A dialogue of questions and answers. Every answer is a quoted sentence, and no question gives its answer away.

    It asks no model. A seed with fewer than two sentences to quote is counted as `too_little_to_quote`,
    and nothing is written.
    """

    most_turns: int = 6
    """The most questions in one conversation, at least 2; each brings one new fact."""

    def __post_init__(self) -> None:
        if self.most_turns < FEWEST:
            raise RecipeError(f"interview: most_turns must be at least {FEWEST}, got {self.most_turns}")

    def compose(self, seed: Seed, run: Run) -> Iterator[Draft]:
        telling = telling_of(seed, run.rng(self.name, seed.id), self.most_turns)
        if telling is None:
            run.count(f"{self.name}.too_little_to_quote")
            return
        telling = _to_the_point(telling)
        messages = tuple(_conversation(telling))
        names = speakers(telling)
        yield Draft(
            text="\n\n".join(f"{names[message.role]}: {message.content}" for message in messages),
            messages=messages,
            evidence=telling.quotes,
            question="",
            answer="",
            proof=Proof("quote"),
            meta={"turns": len(telling.quotes)},
        )


def _to_the_point(telling: Telling) -> Telling:
    """The same with at most one `what else?`, and not at the beginning, as long as two questions are left."""
    plain = [i for i, question in enumerate(telling.questions) if question.kind != "else"]
    other = [i for i, question in enumerate(telling.questions) if question.kind == "else"]
    kept = sorted((*plain, *other[: max(1, FEWEST - len(plain))]))
    first = plain[0] if plain else kept[0]
    return telling.at([first, *(i for i in kept if i != first)])


def _conversation(telling: Telling) -> Iterator[Message]:
    used = set[str]()
    for i, (evidence, question) in enumerate(zip(telling.quotes, telling.questions, strict=True)):
        said = asked(telling, i, used) if i else greeted(telling, question)
        yield Message("user", said)
        yield Message("assistant", answered(telling, evidence.quote, i, used))
    yield from farewell(telling)

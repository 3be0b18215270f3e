"""Writes a seed that has a question as an exercise: the material, the question, the answer and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tilth.core.items import Seed
from tilth.core.parts import Composer, Draft
from tilth.core.run import Run

PLANS = (
    "{material}\n\nQuestion: {question}\nAnswer: {answer}",
    "Read the following, then answer the question.\n\n{material}\n\n{question}\n\n{answer}",
    "{question}\n\nWhat is needed to answer:\n{material}\n\nThe answer is {bare}.",
    "Here is what is known:\n\n{material}\n\nQ: {question}\nA: {answer}",
    "{material}\n\nSomebody who has read this can be asked: {question} The right answer is: {answer}",
    "Exercise. {question}\n\nMaterial:\n{material}\n\nSolution: {answer}",
)
"""Ways to lay an exercise out; which one is drawn for each seed."""


@dataclass(frozen=True)
class Exercise(Composer):
    """One exercise a seed; seeds without a question and an answer give none."""

    def compose(self, seed: Seed, run: Run) -> Iterator[Draft]:
        if not (seed.question and seed.answer):
            return
        plan = run.rng(self.name, seed.id).choice(PLANS)
        bare = seed.answer.removesuffix(".")
        yield Draft(text=plan.format(material=seed.material, question=seed.question, answer=seed.answer, bare=bare))

"""Exercises of every task, made once and measured for all tests: what can be answered without the skill?"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache

from tilth.curriculum.items import Exercise
from tilth.curriculum.practise import Task
from tilth.engine.registry import find, names

NAMES = names(Task)
LEVELS = [(name, level) for name in NAMES for level in (1, 2, 3)]
MANY, FEW = 2000, 300


def task(name: str) -> Task:
    return find(Task, name)()


def luck(chance: float, count: int) -> float:
    """What an honest share may be above its chance, once in some thousand times."""
    return 3.5 * math.sqrt(chance * (1 - chance) / count)


@dataclass
class Survey:
    """What two thousand exercises of one task and level have shown."""

    few: list[Exercise] = field(default_factory=list)
    disagreed: list[Exercise] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    places: Counter[int] = field(default_factory=Counter)
    texts: set[str] = field(default_factory=set)
    chance: float = 0.0
    first: float = 0.0
    last: float = 0.0
    named: float = 0.0
    bag: float = 0.0
    tested: int = 0


@cache
def survey(name: str, level: int) -> Survey:
    """Make and measure two thousand exercises, once for all tests."""
    maker, seen, bag = task(name), Survey(), BagOfWords()
    for number in range(MANY):
        made = maker.exercise(1, level, number)
        if number < FEW:
            seen.few.append(made)
        if not maker.check(made.latent, made.answer):
            seen.disagreed.append(made)
        seen.answers[made.answer] += 1
        seen.places[made.options.index(made.answer)] += 1
        seen.texts.add(made.text)
        seen.chance += 1 / len(made.options) / MANY
        said = words_of(made.question)
        first, last, named = by_mention(made, said)
        seen.first += first / MANY
        seen.last += last / MANY
        seen.named += named / MANY
        if number < MANY * 0.7:
            bag.learn(made, said)
        else:
            seen.tested += 1
            seen.bag += bag.guess(made, said) == made.answer
    seen.bag /= seen.tested
    return seen


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def by_mention(made: Exercise, words: list[str]) -> tuple[float, float, float]:
    """How often one is right who takes an option that is mentioned: the first, the last, any."""
    text = f" {' '.join(words)} "
    firsts = {o: at for o in made.options if (at := text.find(f" {' '.join(words_of(o))} ")) >= 0}
    if not firsts:
        return (1 / len(made.options),) * 3
    lasts = {o: text.rfind(f" {' '.join(words_of(o))} ") for o in firsts}
    first, last = min(firsts, key=firsts.__getitem__), max(lasts, key=lasts.__getitem__)
    return float(first == made.answer), float(last == made.answer), (made.answer in firsts) / len(firsts)


class BagOfWords:
    """Answers by the words of the question, their order hidden (naive Bayes over the options)."""

    def __init__(self) -> None:
        self.words: dict[str, Counter[str]] = defaultdict(Counter)
        self.answers = Counter[str]()

    def learn(self, made: Exercise, words: list[str]) -> None:
        self.answers[made.answer] += 1
        self.words[made.answer].update(words)

    def guess(self, made: Exercise, words: list[str]) -> str:

        def score(option: str) -> float:
            known, total = self.words.get(option, {}), self.answers[option] + 2
            return math.log(total) + sum(math.log((known.get(word, 0) + 0.1) / total) for word in words)

        return max(made.options, key=score)


def digest() -> str:
    """Some exercises of every task and level, in a few characters."""
    made = [task(name).exercise(3, level, number) for name, level in LEVELS for number in range(15)]
    told = [[one.text, one.question, one.answer, one.options, one.latent] for one in made]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()

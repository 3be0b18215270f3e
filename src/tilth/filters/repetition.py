"""Turns away text that repeats itself: the same lines, paragraphs or runs of words over and over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tilth.core.items import Record
from tilth.core.parts import KEEP, Filter, Verdict, drop
from tilth.core.run import Run

TOP = ((2, 0.20), (3, 0.18), (4, 0.16))
"""Of the commonest run of n words: the most it may take of the text's characters (Rae et al. 2021, Table A1)."""
REPEATED = ((5, 0.15), (6, 0.14), (7, 0.13), (8, 0.12), (9, 0.11), (10, 0.10))
"""Of all runs of n words that occur twice or more: the most they may cover of the text's characters (ditto)."""


@dataclass(frozen=True)
class Repetition(Filter):
    """The repetition rules of Gopher (Rae et al. 2021, "Scaling Language Models", Table A1)."""

    most_duplicate_lines: float = 0.30
    """Most share of lines that have been seen before in the text, from 0 to 1."""
    most_duplicate_paragraphs: float = 0.30
    """Most share of paragraphs that have been seen before in the text, from 0 to 1."""
    fewest_words: int = 30
    """In a text of fewer words no run of words is counted: an exercise for children repeats its few words rightly."""

    def judge(self, record: Record, run: Run) -> Verdict:
        text = record.text
        if _seen_before(text.split("\n")) > self.most_duplicate_lines:
            return drop("duplicate_lines")
        if _seen_before(text.split("\n\n")) > self.most_duplicate_paragraphs:
            return drop("duplicate_paragraphs")
        words = text.split()
        if len(words) < self.fewest_words:
            return KEEP
        letters = sum(map(len, words))
        for n, most in TOP:
            if _commonest(words, n) > most * letters:
                return drop(f"commonest_{n}_gram")
        for n, most in REPEATED:
            if _covered(words, n) > most * letters:
                return drop(f"repeated_{n}_grams")
        return KEEP


def _seen_before(lines: list[str]) -> float:
    """The share of lines, of those that are not blank, that repeat one before."""
    held = [line.strip() for line in lines if line.strip()]
    return 1 - len(set(held)) / len(held) if held else 0.0


def _commonest(words: list[str], n: int) -> int:
    """The characters that the commonest run of n words takes, if it occurs at least three times."""
    runs = Counter(zip(*(words[i:] for i in range(n)), strict=False))
    if not runs:
        return 0
    run, times = max(runs.items(), key=lambda entry: (entry[1], entry[0]))
    return times * sum(map(len, run)) if times > 2 else 0


def _covered(words: list[str], n: int) -> int:
    """The characters of the words that stand in a run of n words seen before, each word counted once."""
    seen, covered, reach = set[tuple[str, ...]](), 0, 0
    for i in range(len(words) - n + 1):
        run = tuple(words[i : i + n])
        if run in seen:
            covered += sum(map(len, words[max(i, reach) : i + n]))
            reach = i + n
        seen.add(run)
    return covered

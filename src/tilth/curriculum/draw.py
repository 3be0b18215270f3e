"""Drawing by chance, as cheaply as can be: one call of `random` for each thing drawn."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def pick(rng: Random, these: Sequence[T]) -> T:
    """One of these, each as likely as the next."""
    return these[int(rng.random() * len(these))]


def between(rng: Random, least: int, most: int) -> int:
    """A whole number from `least` to `most`, both included."""
    return least + int(rng.random() * (most - least + 1))


def some(rng: Random, these: Sequence[T], count: int) -> list[T]:
    """Different ones of these, in the order drawn; `count` must be well below their number."""
    random, size = rng.random, len(these)
    drawn: list[T] = []
    while len(drawn) < count:
        one = these[int(random() * size)]
        if one not in drawn:
            drawn.append(one)
    return drawn


def shuffled(rng: Random, these: Sequence[T]) -> list[T]:
    """All of these in a random order, every order as likely."""
    random = rng.random
    return sorted(these, key=lambda _: random())

"""The plain form of English words, so that `bees` on a page meets `bee` in a persona's interests."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from tilth.core.text import words

STOP = frozenset(
    "a about above after again all also an and any are as at be because been before being between both but by can "
    "could did do does doing down during each few for from further had has have having he her here hers him his how "
    "i if in into is it its just me more most my no nor not now of off on once only or other our out over own s same "
    "she should so some such t than that the their them then there these they this those through to too under until "
    "up us very was we were what when where which while who whom why will with would you your one two html htm".split()
)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word without its regular ending: crude, but the same for `measure`, `measures`, `measured` and `measuring`."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if len(word) - len(ending) >= 3 and word.endswith(ending) and _has_vowel(word[: -len(ending)]):
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def _has_vowel(word: str) -> bool:
    return any(letter in "aeiouy" for letter in word)


def stems(text: str) -> list[str]:
    """The plain forms of a text's words, in order, without the commonest words."""
    return [stem(word) for word in words(text) if word not in STOP]


def stem_set(each: Iterable[str]) -> frozenset[str]:
    """The plain forms of single words."""
    return frozenset(stem(word) for word in each)

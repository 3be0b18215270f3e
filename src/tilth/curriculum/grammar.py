"""Rules of English spelling and grammar that exercises share: articles, plurals, verb forms, lists, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

VOWELS = "aeiou"
SIBILANTS = ("s", "x", "z", "ch", "sh")
"""Endings after which -s would not be heard, so that -es is written."""
CONSONANT_FIRST = ("uni", "use", "eu", "one", "uku", "ewe")
"""Words that begin with a vowel letter and a consonant sound: a unicorn."""
PREFIXES = ("re", "un", "out", "over", "mis")
"""What may stand before a verb and leaves the stress on it."""
NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
"""The numbers in words, by their value; nothing is `no`, as in `no apples`."""
ODD_PLURALS = {
    "child": "children", "man": "men", "woman": "women", "foot": "feet", "tooth": "teeth", "goose": "geese",
    "mouse": "mice", "person": "people", "ox": "oxen", "sheep": "sheep", "deer": "deer", "fish": "fish",
    "leaf": "leaves", "knife": "knives", "wolf": "wolves", "shelf": "shelves", "calf": "calves", "half": "halves",
    "loaf": "loaves", "scarf": "scarves", "thief": "thieves", "elf": "elves", "wife": "wives", "life": "lives",
    "potato": "potatoes", "tomato": "tomatoes", "salmon": "salmon", "trout": "trout", "snowman": "snowmen",
    "dragonfly": "dragonflies", "piece of fruit": "pieces of fruit", "piece of clothing": "pieces of clothing",
    "piece of furniture": "pieces of furniture", "pair of scissors": "pairs of scissors",
}  # fmt: skip
"""Plurals that no rule gives."""
ODD_PASTS = {
    "build": "built", "buy": "bought", "catch": "caught", "draw": "drew", "drink": "drank", "drive": "drove",
    "eat": "ate", "fall": "fell", "feed": "fed", "find": "found", "fly": "flew", "give": "gave", "hide": "hid",
    "hold": "held", "keep": "kept", "make": "made", "ride": "rode", "run": "ran", "see": "saw", "sing": "sang",
    "sleep": "slept", "swim": "swam", "take": "took", "throw": "threw", "write": "wrote", "win": "won",
    "dig": "dug", "sit": "sat", "stand": "stood", "wake": "woke", "sweep": "swept", "blow": "blew", "grow": "grew",
    "fight": "fought", "bring": "brought", "sell": "sold", "tell": "told", "wear": "wore", "shake": "shook",
    "speak": "spoke", "begin": "began", "bend": "bent", "bite": "bit", "freeze": "froze", "kneel": "knelt",
    "lead": "led", "slide": "slid", "spin": "spun", "steal": "stole", "swing": "swung", "weep": "wept",
}  # fmt: skip
"""Past forms that no rule gives."""


def a(phrase: str) -> str:
    """The phrase with its article: `an egg`, `a red egg`."""
    if phrase[0] in VOWELS and not phrase.startswith(CONSONANT_FIRST):
        return "an " + phrase
    return "a " + phrase


def capital(phrase: str) -> str:
    """The phrase as a sentence begins."""
    return phrase[0].upper() + phrase[1:]


def with_s(word: str) -> str:
    """A noun's plural and a verb's third person by rule: cups, boxes, berries, boys."""
    if word.endswith(SIBILANTS):
        return word + "es"
    if word[-1] == "y" and word[-2] not in VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def with_ed(word: str) -> str:
    """A verb's past by rule, for words of one syllable or with a last syllable that is not stressed on one vowel."""
    if word[-1] == "e":
        return word + "d"
    if word[-1] == "y" and word[-2] not in VOWELS:
        return word[:-1] + "ied"
    return (word + word[-1] if doubles(word) else word) + "ed"


def doubles(word: str) -> bool:
    """Whether a verb ends in one vowel and one consonant, has no other vowel but a prefix's, and so doubles its end.

    So stop, stopped, and unzip, unzipped; but help, helped, and wait, waited.
    """
    word = next((word.removeprefix(prefix) for prefix in PREFIXES if word.startswith(prefix)), word)
    short = len(word) > 2 and word[-1] not in "aeiouwxy" and word[-2] in VOWELS
    return short and not any(letter in VOWELS for letter in word[:-2])


@lru_cache(4096)
def plural(noun: str) -> str:
    """More than one of it."""
    return ODD_PLURALS.get(noun) or with_s(noun)


@lru_cache(4096)
def past(verb: str) -> str:
    """What was done yesterday."""
    return ODD_PASTS.get(verb) or with_ed(verb)


def many(number: int, noun: str) -> str:
    """So many of them, in words: `one mouse`, `three mice`."""
    return f"{NUMBERS[number]} {noun if number == 1 else plural(noun)}"


def listing(phrases: Sequence[str], joint: str = "and") -> str:
    """The phrases in a row: `a cup, a bell and a key`."""
    if len(phrases) == 1:
        return phrases[0]
    return f"{', '.join(phrases[:-1])} {joint} {phrases[-1]}"

"""Endings of nouns and verbs, on words nobody has heard before and on words everybody knows."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum import nonce
from tilth.curriculum.draw import between, pick, shuffled, some
from tilth.curriculum.grammar import (
    NUMBERS,
    ODD_PASTS,
    ODD_PLURALS,
    SIBILANTS,
    VOWELS,
    a,
    doubles,
    many,
    past,
    plural,
    with_s,
)
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import HE, NAMES, THINGS
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

ODD_NOUNS = tuple(
    "child man woman foot tooth goose mouse person ox leaf knife wolf shelf calf loaf scarf thief elf potato tomato "
    "snowman".split()
)
"""Nouns with odd plurals that can be drawn on a sheet."""
ODD_VERBS = tuple(ODD_PASTS)
VERBS = tuple(
    "jump walk play cook help laugh look paint talk wash smile dance hop skip clap wave climb shout whistle "
    "stretch rest march hum nod yawn bake knit kick listen work wait hurry cry try carry study stay sail ski row "
    "plant pray".split()
)
NOUN_OF = {form: noun for noun, form in ODD_PLURALS.items()}
VERB_OF = {form: verb for verb, form in ODD_PASTS.items()}
NEW_NOUNS = (
    "This is a {word}.",
    "Here is a {word}, a creature from a far land.",
    "{name} draws a creature called a {word}.",
    "{name} has a toy called a {word}.",
    "In {name}'s dream there was a {word}.",
    "A {word} sits on {name}'s roof.",
)
NOW_MORE = ("Now there are {n} of them.", "Then {n} of them come along.", "Soon there are {n} of them in all.")
NEW_VERBS = (
    "{name} knows how to {word}.",
    "{name} likes to {word}.",
    "To {word} is a new game. {name} likes it.",
    "{name} learns to {word}.",
    "Watch {name} {word}.",
)
YESTERDAY = (
    "Yesterday {he} did it too.",
    "{He} did the same thing yesterday.",
    "Last week {he} did it every day.",
    "{He} did it on {n} days last month.",
)


@dataclass(frozen=True)
class PluralAndPast(Task):
    """Give the plural of a noun or the past of a verb.

    Axis: the rule that is needed. Plural -s comes before past -ed, and both before the rules for hissing ends and
    before every odd form is known (Brown 1973); that rules and not words are learned shows on invented words (Berko
    1958). Level 1 has plurals in -s and -es, level 2 pasts with and without doubling, level 3 words in -y; real words,
    odd ones at level 3, stand among them.
    """

    skill: ClassVar[str] = "plural and past endings"

    def pose(self, level: int, rng: Random) -> Latent:
        noun = level == 1 or (level == 3 and rng.random() < 0.5)
        who, kind = some(rng, NAMES, 2), "noun" if noun else "verb"
        if rng.random() < 0.3:
            odd = level == 3 or (level == 2 and rng.random() < 0.4)
            word = pick(rng, (ODD_NOUNS if odd else THINGS) if noun else (ODD_VERBS if odd else VERBS))
            return {"kind": kind, "word": word, "who": who, "n": between(rng, 2, 9), "ask": int(rng.random() * 2)}
        first = rng.random() < 0.5
        if level == 3:
            word = nonce.ending_in_y(rng, first)
        else:
            word = nonce.noun(rng, first) if noun else (nonce.doubling_verb if first else nonce.steady_verb)(rng)
        return {"kind": kind, "word": word, "who": who, "n": between(rng, 2, 9)}

    def solve(self, latent: Latent) -> str:
        word, noun = latent["word"], latent["kind"] == "noun"
        if latent.get("ask") == 0:
            return f"one {word}" if noun else with_s(word)
        if noun:
            return many(latent["n"], word) if "ask" in latent else plural(word)
        return past(word)

    def check(self, latent: Latent, answer: str) -> bool:
        """Take the ending off again: the word must be left, and the ending must be the one asked for."""
        word, noun = latent["word"], latent["kind"] == "noun"
        if latent.get("ask") == 0:
            return answer == f"one {word}" if noun else word in _without_s(answer)
        if noun and "ask" in latent:
            number, _, answer = answer.partition(" ")
            return number in NUMBERS and NUMBERS.index(number) == latent["n"] and word in _without_s(answer)
        return word in (_without_s if noun else _without_ed)(answer)

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        if "ask" in latent:
            return (_known_noun if latent["kind"] == "noun" else _known_verb)(latent, answer, rng)
        word, name = latent["word"], latent["who"][0]
        noun = latent["kind"] == "noun"
        options = shuffled(rng, (answer, _other(word, noun)))
        count, he = NUMBERS[latent["n"]], HE[name]
        if noun:
            first, then = pick(rng, NEW_NOUNS).format(word=word, name=name), pick(rng, NOW_MORE).format(n=count)
            ask = pick(
                rng, ("What do we call them?", f"{count.capitalize()} what?", "What is the word for more than one?")
            )
            return say(rng, latent, f"{first} {then}", ask, f"there are {count}", answer, options)
        first = pick(rng, NEW_VERBS).format(word=word, name=name)
        then = pick(rng, YESTERDAY).format(he=he, He=he.capitalize(), n=count)
        ask = pick(rng, (f"What did {he} do?", f"How do we say what {he} did?", f"Which word says what {he} did?"))
        return say(rng, latent, f"{first} {then}", ask, f"in the past {name}", answer, options)


def _known_noun(latent: Latent, answer: str, rng: Random) -> Exercise:
    """One has one of them, the other has more."""
    word, (one, other), n = latent["word"], latent["who"], latent["n"]
    facts = [f"{one} drew one", f"{other} drew {NUMBERS[n]}"]
    if rng.random() < 0.5:
        facts.reverse()
    asked = other if latent["ask"] else one
    first = pick(rng, ("The picture shows", "The teacher talks about", "The word of the day is"))
    scene = f"{first} {a(word)}. {' and '.join(facts)}."
    ask = pick(rng, (f"What did {asked} draw?", f"How do we say what {asked} drew?", f"What is on {asked}'s sheet?"))
    return say(rng, latent, scene, ask, f"{asked} drew", answer, shuffled(rng, (f"one {word}", many(n, word))))


def _known_verb(latent: Latent, answer: str, rng: Random) -> Exercise:
    """One does it every day, the other did it in the past."""
    word, (one, other) = latent["word"], latent["who"]
    facts = [f"{one} does it every day", f"{other} did it last {pick(rng, ('week', 'night', 'summer', 'year'))}"]
    if rng.random() < 0.5:
        facts.reverse()
    asked = other if latent["ask"] else one
    first = pick(rng, ("The word of the day is", "They talk about the word", "The card says"))
    scene = f"{first} {word}. {' and '.join(facts)}."
    ask = pick(rng, (f"Which word fits {asked}?", f"How do we say that of {asked}?", f"Which form goes with {asked}?"))
    return say(rng, latent, scene, ask, asked, answer, shuffled(rng, (with_s(word), past(word))))


def _other(word: str, noun: bool) -> str:
    """What somebody would write who mixes up the two rules in question."""
    if word[-1] == "y":
        end = "es" if noun else "ed"
        return f"{word[:-1]}i{end}" if word[-2] in VOWELS else f"{word}{'s' if noun else 'ed'}"
    if noun:
        return f"{word}{'s' if word.endswith(SIBILANTS) else 'es'}"
    if word[-1] == "e":
        return f"{word}ed"
    return f"{word}ed" if doubles(word) else f"{word}{word[-1]}ed"


def _without_s(form: str) -> tuple[str, ...]:
    """The words that this can be the plural or, of a verb, the -s form of."""
    if form in NOUN_OF:
        return (NOUN_OF[form],)
    if form.endswith("ies"):
        return (f"{form[:-3]}y",) if form[-4:-3] not in VOWELS else ()
    if form.endswith("es") and form[:-2].endswith(SIBILANTS):
        return tuple(word for word in (form[:-2], form[:-1]) if word not in ODD_PLURALS)
    bare = form[:-1]
    if len(bare) < 2:
        return ()
    wrong = bare.endswith(SIBILANTS) or (bare[-1] == "y" and bare[-2] not in VOWELS) or bare in ODD_PLURALS
    return () if form[-1] != "s" or wrong else (bare,)


def _without_ed(form: str) -> tuple[str, ...]:
    """The words that this can be the past of."""
    if form in VERB_OF:
        return (VERB_OF[form],)
    body = form.removesuffix("ed")
    if body == form or len(body) < 2 or body[-1] == "e":
        return ()
    if body[-1] == "i":
        return (f"{body[:-1]}y", body) if body[-2] not in VOWELS else ()
    if body[-1] == body[-2] and doubles(body[:-1]):
        return (body[:-1],)
    if doubles(body) or (body[-1] == "y" and body[-2] not in VOWELS):
        return (f"{body}e",)
    return (body, f"{body}e") if body not in ODD_PASTS else ()

"""The voices an exercise can be said in: plain words, talk between a child and a grown-up, riddle, cloze, worksheet.

A task says what there is (the scene), what is asked, and how the answer is said; a voice puts them together. Every
voice keeps a promise to those who read only the question: what stands after it gives the answer last and nothing
before it, or the text begins with a lead that is no part of the question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from tilth.core.items import Json
from tilth.curriculum.draw import pick
from tilth.curriculum.grammar import capital, listing
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import ADULTS, CHILDREN, DAYS

Voice = tuple[str, str]
"""How the question is put, and what follows it."""

NOW = {"is": "is", "are": "are", "asks": "asks", "says": "says", "thinks": "thinks", "has": "has", "wants": "wants"}
THEN = {
    "is": "was",
    "are": "were",
    "asks": "asked",
    "says": "said",
    "thinks": "thought",
    "has": "had",
    "wants": "wanted",
}
LEADS = (
    "It {is} a {mood} {day} {time}.", "It {is} {day} {time}, and {child} {is} with {adult}.",
    "{adult} {has} a question for {child}.", "Here is a puzzle for {child}.", "{child} likes puzzles like this one.",
    "{child} and {adult} {are} talking.", "A {day} question for {child}:", "{adult} {wants} to see what {child} knows.",
    "A little riddle from {adult}:", "This one is for {child}.", "{child}, listen to this.", "{child}, think about it.",
    "This is what {adult} {asks} {child} on {day}.", "{adult} {has} a {mood} {day} and a puzzle.",
    "Question time with {adult} on a {mood} {day}.", "One {mood} {day} {time}, {adult} {says} this to {child}.",
    "{child} {is} learning to think with {adult}.", "From the puzzle book of {child}:", "Can {child} find the answer?",
    "On {day} {time} {child} {has} to work this out.",
)  # fmt: skip
"""What may be said first."""
MOODS = tuple("quiet busy slow lovely long bright calm cosy merry lazy".split())
TIMES = ("morning", "afternoon", "evening")
MARKS = ("Short answer", "Answer", "Reply", "Right answer")

PLAIN: tuple[Voice, ...] = (
    ("{scene}{gap}{ask}", " {Short}."),
    ("{scene}{gap}{ask}", " {Stem} {short}."),
    ("{scene}{gap}{ask}", "\n{mark}: {answer}"),
    ("{scene}\nQuestion: {ask}\n{mark}:", " {answer}"),
    ("Question: {scene}{gap}{ask}\nAnswer:", " {Stem} {short}."),
    ("{adult}: {scene}{gap}{ask}\n{child}:", " {Stem} {short}."),
    ("{adult}: {scene}{gap}{ask}\n{child}:", " {Short}."),
    ("{child}: {scene}{gap}{ask}\n{adult}:", " {Stem} {short}."),
    ('{scene}{gap}"{ask}" {asks} {adult}. {child} {says},', ' "{Stem} {short}."'),
    ('{scene}{gap}"{ask}" {child} {asks}. {adult} {says},', ' "{Short}."'),
    ('{scene}{gap}{adult} {asks} {child}, "{ask}" {child} {says},', ' "{Stem} {short}."'),
    ("{scene}{gap}{child} {thinks} hard. {ask}", " {Stem} {short}."),
    ("{scene}{gap}Now fill in the gap, {child}: {stem} ___.", " {Short}."),
    ("Let {child} finish this. {scene}{gap}{Stem} ...", " {short}."),
)
"""Voices for every exercise; the answer comes last."""
CHOOSING: tuple[Voice, ...] = (
    ("{scene}{gap}{ask} Choose one, {child}: {choice}.", " {Short}."),
    ("{scene}{gap}{ask} ({choice})", " {Stem} {short}."),
    ("{adult}: {scene}{gap}{ask} Pick from these: {choice}.\n{child}:", " {Answer}."),
    ("{scene}\nQuestion: {ask}\nChoices: {choice}\nAnswer:", " {answer}"),
    ('{scene}{gap}"{ask}" {asks} {adult}. "You can say: {choice}." {child} {says},', ' "{Short}."'),
)
"""Voices that name the options."""
LED: tuple[Voice, ...] = (
    ("{scene}{gap}{ask}", ' "{Wrong}?" {asks} {child}. "No, look again," {says} {adult}. "{Stem} {short}."'),
    ("{scene}{gap}{ask}", ' "{Short}!" {says} {child}. "Yes," {says} {adult}, "{stem} {short}."'),
    ("{scene}{gap}{ask}", " {child} {thinks} about it and then {says}: {stem} {short}. That is right."),
    ("{adult}: {scene}{gap}{ask}\n{child}:", " {Short}.\n{adult}: That is right. {Stem} {short}."),
    ("{adult}: {scene}{gap}{ask}\n{child}:", " {Wrong}?\n{adult}: Not quite. {Stem} {short}."),
)
"""Voices that say more after the question, and so need a lead."""
TELLING = ("{scene}{gap}{Stem} {short}.", "{scene}{gap}So {stem} {short}.", "{scene}{gap}So you see, {stem} {short}.")
"""Voices that only tell."""
BECAUSE: tuple[Voice, ...] = (
    ("{scene}{gap}{ask}", " {why} So {stem} {short}."),
    ("{scene}{gap}{ask}", " {Short}. Why? {why}"),
    ("{adult}: {scene}{gap}{ask}\n{child}:", " {why} So {stem} {short}."),
    ('{scene}{gap}"{ask}" {asks} {adult}.', ' "{Short}," {says} {child}. "How do you know?" "{why}"'),
    ("{scene}\nQuestion: {ask}\nThinking:", " {why}\nAnswer: {answer}"),
)
"""Voices that give the reason."""


JUDGING: tuple[Voice, ...] = (
    ("{scene}{gap}{ask}", " {Answer}."),
    ("{scene}{gap}{ask} Yes or no?", " {Answer}."),
    ("{scene}\nQuestion: {ask}\n{mark}:", " {answer}"),
    ("{adult}: {scene}{gap}{ask}\n{child}:", " {Answer}."),
    ("{child}: {scene}{gap}{ask}\n{adult}:", " {Answer}."),
    ("{scene}{gap}Answer with yes or no, {child}. {ask}", " {Answer}."),
    ('{scene}{gap}"{ask}" {asks} {adult}. {child} {says},', ' "{Answer}."'),
    ('{scene}{gap}{adult} {asks} {child}, "{ask}" {child} {says},', ' "{Answer}."'),
)
"""Voices for questions whose answer is yes or no."""
CLAIMING: tuple[Voice, ...] = (
    ("{scene}{gap}{ask}", " {Answer}, {claim}."),
    ("{scene}{gap}{ask}", ' "{Answer}," {says} {child}, "{claim}."'),
    ("{adult}: {scene}{gap}{ask}\n{child}:", " {Answer}, {claim}."),
    ("{scene}{gap}{ask}", " {child} {thinks} about it. {Claim}. The answer is {answer}."),
)
"""The same, with the true claim said out; they need a lead."""
CLAIMING_BECAUSE: tuple[Voice, ...] = (
    ("{scene}{gap}{ask}", " {why} So {claim}. The answer is {answer}."),
    ("{scene}{gap}{ask}", " {Answer}, {claim}. Why? {why}"),
    ("{adult}: {scene}{gap}{ask}\n{child}:", " {why} So {claim}. The answer is {answer}."),
    ("{scene}\nQuestion: {ask}\nThinking:", " {why}\nAnswer: {answer}"),
)
"""The same, with the reason; they need a lead."""


def say(
    rng: Random,
    latent: Mapping[str, Json],
    scene: str,
    ask: str,
    stem: str,
    answer: str,
    options: Sequence[str] = (),
    *,
    article: str = "",
    why: str = "",
    past: bool = False,
) -> Exercise:
    """Say an exercise in one of the voices.

    `scene` is whole sentences (or a picture of several lines), `ask` a question, `stem` a sentence in mid-sentence
    case that lacks only the answer; `article` is put before the answer in speech. `why` is whole sentences that give
    the reason, `past` whether the scene is told in the past.
    """
    told = _cast(rng, scene, ask, answer, why, past)
    short = article + answer
    told["stem"], told["Stem"], told["short"], told["Short"] = stem, capital(stem), short, capital(short)
    chance = rng.random() * (30 if why else 24)
    if chance < 14:
        return _put(rng, latent, told, PLAIN[int(chance)], options, rng.random() < 0.6)
    if chance < 19 and options:
        told["choice"] = listing(options, "or")
        return _put(rng, latent, told, CHOOSING[int(chance) - 14], options, rng.random() < 0.6)
    if chance < 21:
        text = pick(rng, TELLING).format_map(told)
        return Exercise(
            _lead(rng, told, "\n" in text) + text, f"{scene}{told['gap']}{ask}", answer, tuple(options), latent
        )
    if chance < 24 and options:
        wrong = article + (options[0] if options[0] != answer else options[1])
        told["Wrong"] = capital(wrong)
        return _put(rng, latent, told, pick(rng, LED), options, True)
    return _put(rng, latent, told, pick(rng, BECAUSE if why else LED[1:4]), options, True)


def judge(
    rng: Random,
    latent: Mapping[str, Json],
    scene: str,
    ask: str,
    answer: str,
    claim: str,
    *,
    why: str = "",
    past: bool = False,
) -> Exercise:
    """Say an exercise whose answer is yes or no; `claim` is what is true, in mid-sentence case without a full stop."""
    told = _cast(rng, scene, ask, answer, why, past)
    told["claim"], told["Claim"] = claim, capital(claim)
    options = ("yes", "no") if rng.random() < 0.5 else ("no", "yes")
    chance = rng.random() * (16 if why else 12)
    if chance < 8:
        return _put(rng, latent, told, JUDGING[int(chance)], options, rng.random() < 0.6)
    return _put(rng, latent, told, pick(rng, CLAIMING if chance < 12 else CLAIMING_BECAUSE), options, True)


def _cast(rng: Random, scene: str, ask: str, answer: str, why: str, past: bool) -> dict[str, str]:
    """What the voices' gaps are filled with, and who is talking."""
    random = rng.random
    return {
        **(THEN if past else NOW),
        "scene": scene,
        "gap": "\n" if "\n" in scene else " ",
        "ask": ask,
        "why": why,
        "answer": answer,
        "Answer": capital(answer),
        "child": CHILDREN[int(random() * len(CHILDREN))],
        "adult": ADULTS[int(random() * len(ADULTS))],
        "mark": MARKS[int(random() * len(MARKS))],
    }


def _put(
    rng: Random, latent: Mapping[str, Json], told: dict[str, str], voice: Voice, options: Sequence[str], lead: bool
) -> Exercise:
    question = voice[0].format_map(told)
    text = question + voice[1].format_map(told)
    if lead:
        text = _lead(rng, told, "\n" in question) + text
    return Exercise(text, question, told["answer"], tuple(options), latent)


def _lead(rng: Random, told: dict[str, str], broken: bool) -> str:
    """A lead, and what parts it from the rest: a new line where the rest has lines."""
    random = rng.random
    told["mood"] = MOODS[int(random() * len(MOODS))]
    told["day"] = DAYS[int(random() * len(DAYS))]
    told["time"] = TIMES[int(random() * len(TIMES))]
    return LEADS[int(random() * len(LEADS))].format_map(told) + ("\n" if broken else " ")

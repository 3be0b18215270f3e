"""Digests that read as prose: a diary, a letter, a talk, a recommendation, a portrait of the reader."""

from __future__ import annotations

from tilth.composers._digest_parts import aside, on_a_topic, paragraphs
from tilth.composers._leads import led
from tilth.composers._telling import Telling, capital

_HIS = {"she": "her", "he": "his", "they": "their"}


def diary(t: Telling) -> str:
    """An entry in a diary, in the first person."""
    v, i = t.voice, t.voice.interest
    opening = t.pick(
        f"Read today: {t.a_source}.",
        f"I read {t.the_source} and copied out what I did not want to lose." if t.title else "",
        i and f"{capital(i)} once more: I read {t.a_source}.",
        i and f"I went looking for something about {i} and came upon {t.a_source}.",
        i and f"Something about {i} at last. I found {t.a_source}.",
        v.i_am and i and f"{v.i_am}, but what I read about is {i}, and today it was {t.a_source}.",
        v.trait == "extraversion-" and f"A quiet hour with {t.a_source}.",
        v.trait == "openness+" and f"One page leads to another, and today I landed on {t.a_source}.",
    )
    closing = t.pick(
        "Enough for today.",
        "Written down so that I do not forget it.",
        "I will read it again.",
        *on_a_topic(t, "The line on {topic} is the one I want to remember."),
        v.trait == "conscientiousness+" and "Copied word for word, as always.",
        v.trait == "agreeableness+" and "I must pass it on.",
        v.trait == "emotional_stability-" and "I will check all of it once more.",
    )
    return paragraphs([" ".join(filter(None, [opening, t.maybe(0.5, *aside(t))])), *led(t, own=True), closing], 4)


def letter(t: Telling) -> str:
    """A letter to a friend."""
    v, i = t.voice, t.voice.interest
    greeting = t.pick("Dear friend,", "My dear friend,", "Hello, old friend,", "Dear all,")
    opening = t.pick(
        f"I have been reading {t.a_source}, and I copied some of it for you.",
        f"You should see {t.a_source} that I have found. Here is some of it.",
        i and f"You know how I am about {i}, so you will not be surprised that I found {t.a_source}.",
        i and f"Since {i} is on my mind again, let me tell you about {t.a_source}.",
        i and f"This letter is about {i}, because I have just read {t.a_source}.",
    )
    closing = t.pick(
        "Tell me what you think of it when you write.",
        "Read it yourself when you have the time.",
        "I thought that you would like to know.",
        *on_a_topic(t, "What do you make of the part on {topic}?"),
    )
    farewell = t.pick("Yours,", "With best wishes,", "Until soon,", "Warmly,")
    opening = " ".join(filter(None, [opening, t.maybe(0.6, *aside(t))]))
    body = paragraphs([opening, *led(t, own=True), closing], 4)
    return f"{greeting}\n\n{body}\n\n{farewell}\n{v.name or 'your friend'}"


def talk(t: Telling) -> str:
    """A short talk in front of others."""
    v, i = t.voice, t.voice.interest
    hello = t.pick("Good evening.", "Good morning, everybody.", "Hello, and thank you for coming.", "Hello, everybody.")
    me = f"My name is {v.name}, and {v.i_am}." if v.name and v.i_am else ""
    opening = t.pick(
        f"I should like to read you a few lines from {t.the_source}.",
        i and f"I want to speak about {i}, and I have brought {t.a_source}.",
        i and f"My subject is {i}, and I will let {t.the_source} do most of the talking.",
    )
    closing = t.pick(
        "Thank you for listening.",
        "That is all I wanted to read to you. Thank you.",
        *on_a_topic(t, "If you keep one thing in mind, let it be what was said on {topic}. Thank you."),
    )
    return paragraphs([" ".join(filter(None, [hello, me, opening])), *led(t, own=False), closing], 3)


def tip(t: Telling) -> str:
    """A recommendation."""
    v, i = t.voice, t.voice.interest
    opening = t.pick(
        f"If you read one {t.noun} this week, let it be {t.named}." if t.title else "",
        i and f"If {i} is your subject, {t.the_source} deserves your time.",
        i and f"Anybody who likes {i} will get something out of {t.the_source}.",
        f"There is more in {t.the_source} than one would think.",
        v.role and i and f"{capital(v.role)} who likes {i} recommends {t.the_source}.",
    )
    closing = t.pick(
        "I recommend it.",
        "See for yourself.",
        *on_a_topic(t, "The part on {topic} alone is worth it."),
        i and f"More about {i} would be welcome.",
    )
    return paragraphs([opening, *led(t, own=False), closing], 3)


def portrait(t: Telling) -> str:
    """Somebody else tells what the reader read; needs a name, a role and an interest."""
    v, i = t.voice, t.voice.interest
    he = capital(v.he)
    opening = t.pick(
        f"{v.name}, {v.role}, has been reading {t.a_source}.",
        f"{v.name} reads about {i}, and has found {t.a_source}.",
        v.does and f"{v.name} {v.does}. What {v.he} reads about is {i}, and today it was {t.a_source}.",
        f"There is {t.a_source} that {v.name}, {v.role}, has read with care.",
    )
    kept = t.pick(
        f"{he} kept these lines.", f"{he} copied out what mattered most.", f"This is what {v.he} took from it."
    )
    closing = t.pick(
        f"The rest {v.he} means to read another day.",
        f"It is now in {_HIS[v.he]} notebook, word for word.",
        *on_a_topic(t, f"What {v.he} will tell others about is {{topic}}."),
    )
    return paragraphs([f"{opening} {kept}", *led(t, own=False), closing], 3)

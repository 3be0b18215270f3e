"""What is said in an interview around the quoted sentences: greetings, reactions and farewells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tilth.composers._leads import manner
from tilth.composers._question_rules import DEFINITE, Question
from tilth.composers._questions import alone
from tilth.composers._telling import Telling, marked
from tilth.core.items import Message

_GUIDES = ("Guide", "Librarian", "Host", "Tutor", "Curator")
_ASKERS = ("Reader", "Visitor", "Caller", "Learner", "Guest")
_BY_TRAIT: Mapping[str, tuple[str, ...]] = {
    "openness+": ("That makes me curious about the rest.", "I would never have come to that by myself."),
    "openness-": ("That is something I can use.", "Good, that is plain."),
    "conscientiousness+": ("Let me write that down.", "One moment, I am taking notes."),
    "conscientiousness-": ("I hope that I remember it.", "Well, there it is."),
    "extraversion+": ("I must tell the others.", "Oh, that is a good one."),
    "extraversion-": ("Let me think about that for a moment.", "Hm."),
    "agreeableness+": ("Thank you, that is kind of you.", "You explain it well."),
    "agreeableness-": ("If that is what it says.", "I will have to think about whether I believe it."),
    "emotional_stability+": ("All right.", "Fine, let us go on."),
    "emotional_stability-": ("I hope that I understood it.", "I was not sure of that before."),
}
"""What somebody of this temperament says when told something."""
_REACTIONS: Mapping[str, tuple[str, ...]] = {
    "why": ("So that is the reason.", "That makes sense.", "I had wondered about that."),
    "number": ("I would not have guessed the figure.", "That is very exact.", "I will remember the number."),
    "date": ("I will remember the date.", "I will note the date."),
    "who": ("I will remember the name.", "I did not know the name."),
    "advice": ("I will keep that in mind.", "That is good advice."),
    "else": ("I see.", "That is clear.", "Good to know.", "Thank you.", "I had not thought of that.", "Interesting."),
}
_NEXT = ("And now: ", "Then tell me: ", "One more thing: ", "Next question: ", "Something else: ")
_LAST = ("One last question: ", "Finally: ")
_LEADS = (
    "The {noun} says: {quote}",
    "Let me read it out: {quote}",
    "Here is the line: {quote}",
    "It is put like this: {quote}",
    "In the words of the {noun}: {quote}",
    "I have it here: {quote}",
)
_ASSENTS = ("Certainly. ", "Gladly. ", "Of course. ", "Let us see. ", "A good place to start. ")


def speakers(telling: Telling) -> Mapping[str, str]:
    """The names that stand before what each role says."""
    return {"user": telling.voice.name or telling.pick(*_ASKERS), "assistant": telling.pick(*_GUIDES)}


def greeted(t: Telling, question: Question) -> str:
    """The first thing that is said: who asks, about what, and the first question."""
    v, i, asks = t.voice, t.voice.interest, alone(question.text)
    hello = t.pick("Hello.", "Good morning.", "Good afternoon.", "Hi.", "Excuse me.", "Hello there.")
    return t.pick(
        f"{hello} I have {t.a_source} in front of me, and some questions. {asks}",
        f"{hello} May I ask you a few things? {asks}",
        f"I am reading {t.the_source}. {asks}" if t.title else "",
        f"Could you help me with {t.the_source}? {asks}",
        i and f"{hello} I should like to know more about {i}. {asks}",
        i and f"May I ask you something about {i}? {asks}",
        i and f"I read whatever I find about {i}, and now I have found {t.a_source}. {asks}",
        v.i_am and i and f"{hello} {v.i_am}, and I like to read about {i}. {asks}",
        v.i_am and f"{hello} My name is {v.name}, and {v.i_am}. I have {t.a_source} here. {asks}",
        v.i_am and 0 < v.age < 18 and f"Hi! {v.i_am}, and I want to know everything about {i}. {asks}",
        v.i_am and v.age > 64 and f"{hello} At {v.age} one still likes to learn something about {i}. {asks}",
        v.trait == "agreeableness-" and f"I do not believe everything I read, so let me ask. {asks}",
        v.trait == "conscientiousness+" and f"{hello} I have made a list of questions. The first is this: {asks}",
        v.trait == "extraversion-" and f"Sorry to trouble you. {asks}",
    )


def asked(t: Telling, i: int, used: set[str]) -> str:
    """The next question, often with a word on the answer before it."""
    before, question = t.questions[i - 1], t.questions[i]
    reaction = _reaction(t, before, t.quotes[i - 1].quote, used) if t.rng.random() < 0.75 else ""
    leads = _LAST if i == len(t.questions) - 1 else _NEXT
    lead = t.rng.choice(leads) if question.kind in DEFINITE and t.rng.random() < 0.3 else ""
    lead = "" if lead in used else lead
    used.update({lead} - {""})
    return " ".join(filter(None, (reaction, f"{lead}{_lowered(question.text) if lead else question.text}")))


def _reaction(t: Telling, question: Question, sentence: str, used: set[str]) -> str:
    """A word on an answer, by what the answer was, or by who hears it."""
    kind = manner(question, sentence)
    options = [*_REACTIONS.get(kind, _REACTIONS["else"]), *_BY_TRAIT.get(t.voice.trait, ())]
    if found := re.fullmatch(r"What (is|are) (.*)\?", question.text if question.kind == "what" else ""):
        options = [f"So that is what {found[2]} {found[1]}.", *options]
    left = [one for one in options if one not in used]
    reaction = t.rng.choice(left) if left else ""
    used.add(reaction)
    return reaction


def _lowered(question: str) -> str:
    """A question after a colon; its first word is a question word or a verb, never a name."""
    return question[0].lower() + question[1:]


def answered(t: Telling, quote: str, i: int, used: set[str]) -> str:
    """A quoted sentence as an answer: mostly bare, sometimes with words that say that it is read out."""
    chance = t.rng.random()
    if chance < 0.3:
        leads = [one for one in _LEADS if one not in used and not (t.several and "{noun}" in one)]
        lead = t.rng.choice(leads)
        used.add(lead)
        return lead.format(noun=t.noun, quote=marked(quote))
    return f"{t.rng.choice(_ASSENTS)}{quote}" if i == 0 and chance < 0.6 else quote


def farewell(t: Telling) -> Iterator[Message]:
    """Nothing, or thanks and an answer to them."""
    topics = [q.topic for q in t.questions if q.topic.startswith("the ") and len(q.topic.split()) < 5]
    on_topic = f"Thank you. I will read the part on {t.rng.choice(topics)} again." if topics else ""
    thanks = t.pick(
        "Thank you, that was what I wanted to know.",
        "Thank you. That is enough for one day.",
        "That helps me a great deal. Thank you.",
        "Now I know more than before. Thank you.",
        on_topic,
        t.voice.trait == "agreeableness-" and "Well, I shall read it for myself. Thank you.",
        t.voice.trait == "conscientiousness+" and "I have it all written down. Thank you.",
        t.voice.trait == "extraversion+" and "Wait until I tell the others. Thank you!",
        t.voice.trait == "openness+" and "And now I have ten new questions. Another time. Thank you.",
    )
    reply = t.pick(
        "You are welcome.",
        "Gladly. Come back when you have more questions.",
        f"You are welcome. All of it is in {t.the_source}.",
        f"My pleasure. There is more in {t.the_source}.",
        "Any time.",
        f"Enjoy the rest of {t.the_source}.",
    )
    if t.rng.random() < 0.7:
        yield Message("user", thanks)
        yield Message("assistant", reply)

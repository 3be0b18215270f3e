"""Digests that are set out line by line: a notice, study cards, margin notes and the like."""

from __future__ import annotations

from collections.abc import Mapping

from tilth.composers._digest_parts import COUNT, bullets, on_a_topic
from tilth.composers._leads import manner
from tilth.composers._question_rules import DEFINITE
from tilth.composers._questions import alone
from tilth.composers._telling import Telling, capital, marked

_LABELS = {
    "what": "Meaning",
    "why": "Reason",
    "number": "Figure",
    "date": "Date",
    "who": "Person",
    "advice": "Practice",
    "topic": "Point",
    "else": "Also",
}


_REMARKS: Mapping[str, tuple[str, ...]] = {
    "what": ("So that is the meaning of it.", "A definition to keep.", "Clear enough, even for a beginner."),
    "why": ("So that is why.", "The reason; remember this."),
    "number": ("A number to remember.", "Check this figure elsewhere?", "More exact than I expected."),
    "date": ("Mark the date.", "Further back than I thought.", "For the time line."),
    "who": ("Look up this name.", "Who else was there?"),
    "advice": ("Try this.", "Useful."),
    "topic": (
        "More on {topic}?",
        "Come back to {topic}.",
        "I should like to see {topic} for myself.",
        "Ask about this.",
    ),
    "else": ("Yes.", "Keep.", "Worth a second look."),
}


def notice(t: Telling) -> str:
    """A note on a notice board."""
    v, i = t.voice, t.voice.interest
    heading = t.pick(
        i and f"For everybody who cares about {i}",
        i and f"{capital(i)}: something worth reading",
        t.title and f"Worth reading: {marked(t.title)}",
        "Something worth reading",
        i and f"Found for you: {i}",
    )
    opening = t.pick(
        f"These lines are from {t.the_source}.",
        f"I have copied out some lines from {t.the_source}.",
        f"A few sentences from {t.the_source}, word for word:",
    )
    signed = f"Put up by {v.name}, {v.role}." if v.name and v.role else "Please leave this up for the next reader."
    return f"{heading}\n\n{opening}\n\n{bullets(t)}\n\n{signed}"


def note(t: Telling) -> str:
    """A reading note with a label before each sentence."""
    v, i = t.voice, t.voice.interest
    head = [f"Reading note: {t.title}" if t.title else "Reading note"]
    head += [f"Read for: {i}"] if i else []
    head += [f"Read by: {v.name}, {v.role}"] if v.name and v.role else []
    lines = []
    for evidence, question in zip(t.quotes, t.questions, strict=True):
        label = capital(question.topic) or _LABELS[manner(question, evidence.quote)]
        lines.append(f"{label}. {evidence.quote}")
    closing = t.pick(
        "",
        f"All of it is quoted as it stands in the {t.noun}.",
        *on_a_topic(t, "To look up again: {topic}."),
    )
    return "\n\n".join(filter(None, ["\n".join(head), "\n".join(lines), closing]))


def message(t: Telling) -> str:
    """A message to a group."""
    v, i = t.voice, t.voice.interest
    opening = t.pick(
        f"Hi all, I found {t.a_source}. The best bits:",
        i and f"Hi! Look what I found about {i}: {t.the_source}. Some of it:",
        i and f"Hello everyone, one for those of us who like {i}: {t.the_source}. In short:",
        f"Hey, have you seen {t.the_source}? Here is what I liked:" if t.title else "",
        f"Quick tip: {t.the_source}. A few lines:",
    )
    closing = t.pick("Have a look when you have time.", "Read the rest yourselves!", "That's all from me.", "Enjoy!")
    return f"{opening}\n\n{bullets(t)}\n\n{closing}" + (f"\n{v.name}" if v.name else "")


def cards(t: Telling) -> str:
    """Study cards with a front and a back."""
    i = t.voice.interest
    heading = t.pick(
        f"Study cards from {t.the_source}",
        i and f"Cards to learn from: {i}",
        f"{COUNT.get(len(t.quotes), 'some').capitalize()} cards made from {t.the_source}",
        i and f"Cards on {i}, made from {t.the_source}",
    )
    cards = []
    for n, (evidence, question) in enumerate(zip(t.quotes, t.questions, strict=True), 1):
        front = question.text if question.kind in DEFINITE else capital(question.topic)
        cards.append(f"Card {n}\nFront: {front}\nBack: {evidence.quote}")
    return "\n\n".join([heading, *cards])


def commonplace(t: Telling) -> str:
    """A leaf of a commonplace book: nothing but what was copied."""
    v, i = t.voice, t.voice.interest
    heading = t.pick(
        f"Copied from {t.the_source}",
        t.title and f"From {marked(t.title)}",
        i and f"Kept under “{i}”, from {t.the_source}",
    )
    hand = f"(From the notebook of {v.name}, {v.role}.)" if v.name and v.role else "(Copied word for word.)"
    return "\n\n".join([heading, *(one.quote for one in t.quotes), hand])


def asked(t: Telling) -> str:
    """Questions, each with the sentence that answers it."""
    i, n = t.voice.interest, len(t.quotes)
    opening = t.pick(
        i and f"I had some questions about {i}. I found the answers in {t.the_source}.",
        f"{COUNT.get(n, 'Some').capitalize()} questions that {t.the_source} answered for me.",
        f"What I asked, and what {t.the_source} had to say.",
    )
    pairs = (f"{alone(question.text)}\n{one.quote}" for one, question in zip(t.quotes, t.questions, strict=True))
    return "\n\n".join([opening, *pairs])


def margins(t: Telling) -> str:
    """Sentences with pencil notes in the margin."""
    heading = t.pick(f"Lines from {t.the_source}, with my notes", f"Pencil notes on {t.the_source}")
    used, lines = set[str](), []
    for evidence, question in zip(t.quotes, t.questions, strict=True):
        fits = [*_REMARKS[manner(question, evidence.quote)], *_REMARKS["else"]]
        fits = [one for one in fits if question.topic.startswith("the ") or "{topic}" not in one]
        remark = t.rng.choice(
            [one for one in fits[:3] if one not in used] or [one for one in fits if one not in used] or fits
        )
        used.add(remark)
        lines.append(f"{marked(evidence.quote)}\n[{remark.format(topic=question.topic)}]")
    return "\n\n".join([heading, *lines])


def things(t: Telling) -> str:
    """A numbered list."""
    n, i = len(t.quotes), t.voice.interest
    count = COUNT.get(n, str(n))
    opening = t.pick(
        f"{capital(count)} things I found in {t.the_source}.",
        f"{capital(count)} sentences from {t.the_source} that I did not want to lose.",
        i and f"On {i} I keep these {count} lines from {t.the_source}.",
        f"What I learned from {t.the_source}, in {count} lines.",
    )
    ordinals = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")
    lines = (f"{ordinals[k] if k < 8 else k + 1}: {marked(one.quote)}" for k, one in enumerate(t.quotes))
    return "\n\n".join([opening, "\n".join(lines)])

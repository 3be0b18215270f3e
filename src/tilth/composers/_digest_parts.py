"""Parts that the forms of a digest share: paragraphs, bullets, and what a temperament adds."""

from __future__ import annotations

from collections.abc import Mapping

from tilth.composers._telling import Telling

COUNT = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}


_ASIDES: Mapping[str, tuple[str, ...]] = {
    "openness+": ("I came to it by way of something else entirely.", "I was only following a link, as I do."),
    "openness-": (
        "I like what can be put to use, and some of this can.",
        "It is not new to everybody, but it is sound.",
    ),
    "conscientiousness+": ("I took careful notes.", "I read it from beginning to end before I wrote a word."),
    "conscientiousness-": ("I did not read every word of it.", "I meant to read something else, but no matter."),
    "extraversion+": ("I have already told everybody about it.", "It cries out to be read aloud."),
    "extraversion-": ("I read it alone and in peace.", "I have not spoken of it to anybody yet."),
    "agreeableness+": (
        "I thought at once of those who would be glad of it.",
        "One likes to share such a thing.",
    ),
    "agreeableness-": ("I doubted it at first, so here are the exact words.", "I would argue with a line or two."),
    "emotional_stability+": ("I took my time over it.", "There is no hurry in it, and I liked that."),
    "emotional_stability-": ("I read it twice, to be sure.", "I hope that I copied it without a mistake."),
}


def aside(t: Telling) -> tuple[str, ...]:
    """What somebody of this temperament says of their reading."""
    return _ASIDES.get(t.voice.trait, ())


def on_a_topic(t: Telling, form: str) -> tuple[str, ...]:
    """A sentence about one of the topics, if there is one; a closing word then belongs to this text and no other."""
    topics = [
        question.topic
        for question in t.questions
        if 1 < len(question.topic.split()) < 5 and question.topic.split()[0] not in ("a", "an", "each", "every")
    ]
    return (form.format(topic=t.rng.choice(topics)),) * 2 if topics else ()


def paragraphs(lines: list[str], most: int) -> str:
    """Sentences set in paragraphs of at most so many, the last never alone."""
    breaks = range(most, len(lines) - 1, most)
    starts = [0, *breaks]
    return "\n\n".join(" ".join(lines[a:b]) for a, b in zip(starts, [*breaks, len(lines)], strict=True))


def bullets(t: Telling) -> str:
    return "\n".join(f"- {one.quote}" for one in t.quotes)

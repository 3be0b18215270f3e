"""What all composers share that ask a model: from a seed to a prompt, and from a reply to a draft or a reason."""

from __future__ import annotations

import inspect
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import ClassVar

from tilth.composers._clean import clean
from tilth.composers._replies import copied, declined
from tilth.core.errors import RecipeError
from tilth.core.items import Json, Message, Seed, text_id
from tilth.core.model import Reply
from tilth.core.parts import Composer, Draft
from tilth.core.run import Run
from tilth.core.text import sentences

FEWEST_WORDS = 30
"""The shortest text that is asked for."""
LONGEST_WORD = 12
"""Characters that a word of the material counts as, at most: text without spaces has no words to count."""
LONGEST_LINE = 500
"""Characters of a title, an audience, a question or an answer that go into a prompt."""
_VERSION = re.compile(r"\A\s*<!--.*?-->\s*", re.S)
_ENDED = re.compile(r"[.!?][\"'”’)\]]*\Z")


@dataclass(frozen=True, kw_only=True)
class Asked(Composer):
    """Writes by asking the model that plays the writer, with the prompt in the Markdown file beside the subclass.

    A subclass says what it is, and has a prompt; it may add settings, tokens (`told`), a look at the seed (`unfit`)
    and at the text (`draft`). A seed whose replies are all of no use is dropped with the first one's reason; when
    some are of use, the others are counted.

    A model's words prove nothing: its text keeps the seed's evidence, and neither its question, answer nor proof.
    """

    roles: ClassVar[tuple[str, ...]] = ("writer",)

    audience: str = "a curious adult"
    """Whom to write for when the seed does not say."""
    share: float = 1.0
    """How long the text should be beside the material: 0.5 asks for half as many words."""
    most_words: int = 600
    """The longest text to ask for, in words. A model's `max_tokens` must hold it: 1024 tokens are some 750 words."""
    most_source_words: int = 3000
    """Longer material is cut after the last sentence that ends within so many words, and counted."""
    copies: int = 1
    """How many texts to have written from each seed, each a draw of its own."""

    def __post_init__(self) -> None:
        for setting in ("most_words", "most_source_words", "copies"):
            if getattr(self, setting) < 1:
                raise RecipeError(f"{self.name}: {setting} must be at least 1, got {getattr(self, setting)}")
        if not 0 < self.share <= 10:
            raise RecipeError(f"{self.name}: share must be more than 0 and at most 10, got {self.share}")
        prompt_of(type(self))

    def unfit(self, seed: Seed) -> str:
        """Why nothing can be written from this seed in this way; empty when something can."""
        return "" if seed.material.strip() else "no_material"

    def told(self, words: int, mark: str) -> Mapping[str, str]:
        """Values for tokens that only this composer's prompt has.

        `words` is how many the material has, and `mark` names it, in eight hexadecimal digits.
        """
        return {}

    def draft(self, text: str, model: str) -> Draft | None:
        """The draft for a clean reply (made by `written`), or None when the reply is not what was asked for."""
        return written(text, model)

    async def compose(self, seed: Seed, run: Run) -> AsyncIterator[Draft]:
        if why := self.unfit(seed):
            run.drop(self.name, seed, why)
            return
        material, words = seed.material, seed.material.split()
        if len(words) > self.most_source_words or len(material) > self.most_source_words * LONGEST_WORD:
            material = cut(material, self.most_source_words)
            words = material.split()
            run.count(f"{self.name}.cut")
        prompt, source = self._prompt(seed, material, len(words)), " ".join(words)
        made, wrong = False, list[str]()
        for sample in range(self.copies):
            reply = await run.generate(prompt, role=self.roles[0], sample=sample)
            read = self._read(reply, source)
            if isinstance(read, str):
                wrong.append(read)
                continue
            made = True
            yield read
        if not made:
            run.drop(self.name, seed, wrong[0])
            return
        for why in wrong:
            run.count(f"{self.name}.{why}")

    def _prompt(self, seed: Seed, material: str, words: int) -> str:
        title, mark = seed.meta.get("title"), text_id(material)[:8]
        values = {
            "material": material,
            "mark": mark,
            "audience": _line(seed.audience or self.audience),
            "title": _line(title) if isinstance(title, str) else "",
            "question": _line(seed.question),
            "answer": _line(seed.answer),
            "words": str(_wanted(words * self.share, self.most_words)),
            **self.told(words, mark),
        }
        return fill(prompt_of(type(self)), values)

    def _read(self, reply: Reply, source: str) -> Draft | str:
        """The draft that a reply makes, or why it makes none."""
        if reply.finish_reason == "length":
            return "truncated"
        text = clean(reply.text)
        if not text or declined(text):
            return "refused"
        if copied(text, source):
            return "copied"
        return self.draft(text, reply.model) or "unreadable"


def written(text: str, model: str, messages: tuple[Message, ...] = (), meta: Mapping[str, Json] | None = None) -> Draft:
    """A draft by a model, which does not take over the seed's question, answer and proof."""
    return Draft(text=text, model=model, question="", answer="", proof=None, messages=messages, meta=meta or {})


@cache
def prompt_of(cls: type[Asked]) -> str:
    """The prompt in the Markdown file beside a composer, without the comment that says its version.

    Raises RecipeError when there is none.
    """
    path = Path(inspect.getfile(cls)).with_suffix(".md")
    try:
        return _VERSION.sub("", path.read_text(encoding="utf-8")).strip()
    except OSError as error:
        raise RecipeError(f"{path.stem} asks a model, and needs its prompt in a file {path.name} beside it") from error


def fill(prompt: str, values: Mapping[str, str]) -> str:
    """Put each value in the place of its `{token}`, all in one pass: what looks like a token inside a value stays.

    A line with a token that has nothing to say (an untitled text's title) is left out. All else stays as it is.
    """
    silent = tuple([name for name, value in values.items() if not value])
    pieces = list(_pieces(prompt, tuple(values), silent))
    pieces[1::2] = [values[name] for name in pieces[1::2]]
    return "".join(pieces)


@lru_cache(maxsize=256)
def _pieces(prompt: str, names: tuple[str, ...], silent: tuple[str, ...]) -> tuple[str, ...]:
    """A prompt's words and the names of its tokens, by turns."""
    gaps = [f"{{{name}}}" for name in silent]
    lines = [line for line in prompt.split("\n") if not any(gap in line for gap in gaps)]
    return tuple(re.split(r"\{(" + "|".join(map(re.escape, names)) + r")\}", "\n".join(lines)))


def cut(text: str, most: int) -> str:
    """The first `most` words of a text or fewer, up to where a sentence ends; all of them when none does.

    A word counts as at most 12 characters, so that text without spaces is cut too.
    """
    begun = text[: most * LONGEST_WORD]
    parts = begun.split(None, most)
    if len(parts) > most:
        begun = begun[: len(begun) - len(parts[most])]
    if len(begun) == len(text):
        return text
    whole = begun.rstrip()
    if _ENDED.search(whole) or "\n\n" in begun[len(whole) :]:
        return whole
    ends = [stop for _, stop in sentences(whole)]
    return whole[: ends[-2]] if len(ends) > 1 else whole


def _line(text: str) -> str:
    """A value that must stay on its line."""
    return " ".join(text[: 4 * LONGEST_LINE].split())[:LONGEST_LINE]


def _wanted(words: float, most: int) -> int:
    """A length to ask for: within bounds, and as round as people say it."""
    step = 10 if words < 200 else 50
    return max(1, min(most, max(FEWEST_WORDS, round(words / step) * step)))

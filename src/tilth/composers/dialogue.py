"""Writes a conversation in which one who knows the material explains it to one who wants to understand it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tilth.composers._asked import Asked, written
from tilth.core.items import Message
from tilth.core.parts import Draft

NAMES = (
    "Ada Aled Amina Anouk Arun Beata Bram Carmen Chidi Dara Davit Elif Emre Enzo Farah Femi Goran Greta Hana Hugo Ines "
    "Ivo Jamal Jana Joao Kaito Katya Kemal Lara Lien Luca Mads Mei Milan Nadia Niko Nora Olga Omar Pavel Petra Quentin "
    "Rafa Rana Rosa Sami Sana Sven Tamar Tariq Tess Uma Viktor Wanda Wei Xenia Yara Yusuf Zeno Zofia"
).split()
"""Models left to choose call nearly everybody the same; so two of these are named for them, by the material's mark."""

_TURN = re.compile(r"[ \t]*(?P<bold>\*\*|__|)(?P<name>[^\W\d_][\w.'’ -]{0,39}?)(?::(?P=bold)|(?P=bold):)[ \t]*", re.U)
LONGEST_NAME = 50
"""Characters in which the colon after a name must come."""
MOST_TURNS = 1000
"""Turns that are read; a text with more is kept as text alone."""


@dataclass(frozen=True, kw_only=True)
class Dialogue(Asked):
    """Two speakers with names; their turns are kept as messages too, when they can be told apart."""

    share: float = 1.2

    def told(self, words: int, mark: str) -> Mapping[str, str]:
        further, first = divmod(int(mark, 16), len(NAMES))
        second = (first + 1 + further % (len(NAMES) - 1)) % len(NAMES)
        return {"speakers": f"{NAMES[first]} and {NAMES[second]}"}

    def draft(self, text: str, model: str) -> Draft:
        return written(text, model, messages=turns(text))


def turns(text: str) -> tuple[Message, ...]:
    """The turns of a dialogue between two, each begun by `Name:` at the start of a line; none if it is not that.

    The first two names are the speakers; a line that begins otherwise goes on with the turn before it, so that
    `Remember: ...` is no third speaker.
    """
    found, speakers = list[tuple[str, list[str]]](), list[str]()
    for line in text.split("\n"):
        name, said = _spoken(line, speakers)
        if name and len(speakers) < 2 and name not in speakers:
            speakers.append(name)
        if name in speakers:
            found.append((name, [said]))
        elif found:
            found[-1][1].append(line)
        elif line.strip():
            return ()
    if len(speakers) < 2 or len(found) > MOST_TURNS:
        return ()
    return tuple([Message(name, "\n".join(lines).strip()) for name, lines in found])


def _spoken(line: str, speakers: list[str]) -> tuple[str, str]:
    """Who begins to speak in this line, and the rest of it. Of a known speaker it takes no pattern to see."""
    name, colon, said = line[:LONGEST_NAME].partition(":")
    if not colon:
        return "", ""
    if name in speakers and said[:1] == " ":
        return name, line[len(name) + 1 :]
    turn = _TURN.match(line)
    return (turn["name"], line[turn.end() :]) if turn else ("", "")

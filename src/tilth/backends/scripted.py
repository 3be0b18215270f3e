"""A model whose replies are written beforehand, for tests, examples and dry runs; or a prompt's words, shortened."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import ClassVar

from tilth.core.errors import ModelError
from tilth.core.items import content_id
from tilth.core.model import Backend, Reply, Request, Wire


@dataclass(frozen=True, kw_only=True)
class Scripted(Backend):
    """Answers by its script, or else with the prompt's longest line, every seventh word left out."""

    replies: tuple[tuple[str, str], ...] = ()
    """Pairs of (words in the prompt, reply); the first pair whose words stand in the prompt answers."""
    refuse: str = ""
    """Raise ModelError for any prompt that holds these words."""
    most_delay_ms: int = 0
    """Wait up to so many milliseconds, differently from prompt to prompt."""
    cosmetic: ClassVar[frozenset[str]] = Backend.cosmetic | {"most_delay_ms"}

    async def complete(self, request: Request, wire: Wire) -> Reply:
        await asyncio.sleep(int(content_id(request.prompt), 16) % (self.most_delay_ms + 1) / 1000)
        if self.refuse and self.refuse in request.prompt:
            raise ModelError(f"the scripted model refuses prompts with {self.refuse!r}")
        text = next((reply for words, reply in self.replies if words in request.prompt), None) or shortened(
            request.prompt
        )
        return Reply(text, "scripted", len(request.prompt.split()), len(text.split()))


def shortened(prompt: str) -> str:
    """The longest line of a prompt, which is mostly its material, without every seventh word."""
    words = max(prompt.splitlines() or [""], key=len).split()
    return " ".join(word for n, word in enumerate(words, 1) if n % 7) or "Nothing was asked."

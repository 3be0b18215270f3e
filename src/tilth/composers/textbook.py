"""Writes a seed up as a textbook passage (Gunasekar et al. 2023, "Textbooks Are All You Need")."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from tilth.core.items import Seed
from tilth.core.parts import Composer, Draft
from tilth.core.run import Run

PROMPT = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Textbook(Composer):
    """One passage a seed, for the seed's audience, by the model that plays the writer."""

    audience: str = "a curious reader"
    """Whom to write for when the seed does not say."""
    roles: ClassVar[tuple[str, ...]] = ("writer",)

    async def compose(self, seed: Seed, run: Run) -> AsyncIterator[Draft]:
        asked = PROMPT.replace("{audience}", seed.audience or self.audience).replace("{material}", seed.material)
        reply = await run.generate(asked)
        yield Draft(text=reply.text, model=reply.model)

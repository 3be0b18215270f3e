"""How the package speaks to language and vision models: one request, one reply, one verb."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from tilth.core.component import Component
from tilth.core.items import Json, content_id


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a reply is drawn. Part of a request's identity, all of it."""

    temperature: float = 0.7
    top_p: float = 1.0
    max_tokens: int = 1024
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """Everything that decides what a model says."""

    prompt: str
    system: str = ""
    images: tuple[str, ...] = ()
    """Images as data URLs, for models that see."""
    schema: Mapping[str, Json] | None = None
    """A JSON Schema that the reply must satisfy."""
    sampling: Sampling = field(default_factory=Sampling)
    sample: int = 0
    """Which of several draws of the same prompt this is."""

    def key(self, backend: Json) -> str:
        """The name the reply is remembered under: the whole request, and what in the backend can change a reply."""
        s = self.sampling
        drawn: list[Json] = [s.temperature, s.top_p, s.max_tokens, s.seed, self.sample]
        return content_id(backend, self.prompt, self.system, list(self.images), self.schema, drawn)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said, and what it cost."""

    text: str
    model: str
    prompt_tokens: int = 0
    completion_tokens: int = 0
    finish_reason: str = "stop"


class Backend(Component):
    """One way to reach a model. Remembering, retrying and rate limits are wrapped around it."""

    home: ClassVar[str] = "tilth.backends"
    cosmetic: ClassVar[frozenset[str]] = frozenset()
    """Settings that cannot change a reply (addresses, time limits, concurrency); not part of the memory's key."""

    @abstractmethod
    async def complete(self, request: Request) -> Reply:
        """Answer one request, or raise ModelError."""

"""How the package speaks to language and vision models: one request, one reply, one verb."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from tilth.core.component import Component
from tilth.core.errors import ModelError
from tilth.core.items import Json, Message, content_id


@dataclass(frozen=True, slots=True)
class Request:
    """Everything in a question that decides what a model says; what else decides it stands in the backend."""

    prompt: str
    system: str = ""
    images: tuple[str, ...] = ()
    """Images as data URLs, for models that see."""
    schema: Mapping[str, Json] | None = None
    """A JSON Schema (draft 2020-12) that the reply must satisfy."""
    turns: tuple[Message, ...] = ()
    """What was said after the prompt: a reply that would not do, and why."""
    seed: int = 0
    """The run's seed."""
    sample: int = 0
    """Which of several draws of the same prompt this is."""

    def key(self, backend: Json) -> str:
        """The name the reply is remembered under: the whole request, and what in the backend can change a reply."""
        turns = [[turn.role, turn.content] for turn in self.turns]
        return content_id(
            backend, self.prompt, self.system, list(self.images), self.schema, turns, self.seed, self.sample
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said, and what it cost."""

    text: str
    model: str
    prompt_tokens: int = 0
    completion_tokens: int = 0
    finish_reason: str = "stop"
    """`stop` when the model ended by itself, `length` when it was cut off, else what the server said."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent back."""

    status: int
    headers: Mapping[str, str]
    """By name; capitals make no difference when a server's answer is read."""
    body: bytes


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a server, in seconds."""

    connect_s: float
    first_byte_s: float
    """Between two pieces of a reply too."""
    whole_s: float


@dataclass(frozen=True, slots=True)
class BatchState:
    """How far a batch job is."""

    ended: bool
    done: int = 0
    """Requests that have an outcome."""
    of: int = 0
    """Requests in the job."""
    failure: str = ""
    """Why requests without an outcome have none, in the provider's words; empty while nothing is wrong."""
    passing: bool = True
    """Whether such requests may be sent again."""
    full: bool = False
    """Whether the job was turned away because too much is waiting at the provider: it did no work, and may later."""


class Wire(Protocol):
    """The way to servers. The engine keeps the connections; a backend only says what to send."""

    async def post(self, url: str, body: bytes, headers: Mapping[str, str], patience: Patience) -> Answer:
        """Send and wait for the whole answer. Raises Unsteady when the connection fails or patience ends."""

    async def get(self, url: str, headers: Mapping[str, str], patience: Patience) -> Answer:
        """Ask and wait for the whole answer. Raises Unsteady when the connection fails or patience ends."""


@dataclass(frozen=True, kw_only=True)
class Backend(Component):
    """One way to reach a model. Remembering, retrying, admission and budgets are wrapped around it."""

    home: ClassVar[str] = "tilth.backends"
    cosmetic: ClassVar[frozenset[str]] = frozenset(
        "concurrency most_concurrency requests_per_minute tokens_per_minute tries connect_s first_byte_s whole_s "
        "usd_per_million_in usd_per_million_out batch batch_rows batch_bytes batch_poll_s".split()
    )
    """Settings that cannot change a reply (addresses, time limits, concurrency); not part of the memory's key."""

    temperature: float = 0.7
    """How freely the model draws its words; 0 takes the likeliest."""
    top_p: float = 1.0
    """Draw from the likeliest words that make up this share, from 0 to 1."""
    max_tokens: int = 1024
    """The longest reply, in tokens."""
    concurrency: int = 0
    """Requests in flight at once; 0 finds the most that the server takes."""
    most_concurrency: int = 256
    """The most requests in flight that the search for the server's limit may reach."""
    requests_per_minute: int = 0
    """The most requests a minute, by all processes together; 0 for no such limit."""
    tokens_per_minute: int = 0
    """The most tokens a minute, in and out, by all processes together; 0 for no such limit."""
    tries: int = 5
    """How often a request is sent again when the server or the connection fails. Being told to slow down is no try."""
    connect_s: float = 10.0
    """Seconds to wait for a connection."""
    first_byte_s: float = 120.0
    """Seconds to wait for the first byte, and between two pieces of a reply."""
    whole_s: float = 600.0
    """Seconds to wait for a whole reply."""
    usd_per_million_in: float = 0.0
    """What a million tokens of prompts cost, in US dollars, for the budget."""
    usd_per_million_out: float = 0.0
    """What a million tokens of replies cost, in US dollars, for the budget."""

    batch: bool = False
    """Send requests as files to the provider's batch service: cheaper, and answered within a day. A budget is then
    looked at before a request joins a file, so a run may end a whole file above it. Give the batch prices above."""
    batch_rows: int = 10_000
    """The most requests in one batch file, and the fewest items in hand: ten thousand with 2 KB of material each take
    about 400 MB, and three times as many may be on their way. Files are smaller where `max_tokens` is large, for what
    comes back of one is at most 64 MB."""
    batch_bytes: int = 100_000_000
    """The most bytes in one batch file."""
    batch_poll_s: float = 30.0
    """Seconds between two questions whether a batch has ended."""

    @property
    def patience(self) -> Patience:
        """How long to wait for the server."""
        return Patience(self.connect_s, self.first_byte_s, self.whole_s)

    @property
    def account(self) -> str:
        """What a server's limit is for: one address, account and model share one. Holds no secret."""
        return self.name

    @abstractmethod
    async def complete(self, request: Request, wire: Wire) -> Reply:
        """Answer one request. Raises Overloaded, Unsteady, or another ModelError."""

    async def embed(self, texts: Sequence[str], wire: Wire) -> Sequence[Sequence[float]]:
        """A vector for each text. Raises ModelError for a backend that has none."""
        raise ModelError(f"{self.name} gives no embeddings; name another backend for this role")

    def row(self, key: str, request: Request) -> bytes:
        """One request as it stands in a batch, under a key of at most 64 letters, digits, `-` and `_`.

        Raises ModelError for a request that cannot be carried, or for a backend that has no batch service.
        """
        raise ModelError(f"{self.name} has no batch service; leave out `batch`")

    async def submit(self, rows: Sequence[bytes], wire: Wire) -> str:
        """Hand in a batch of rows; the job's name at the provider. Raises as `complete` does."""
        raise ModelError(f"{self.name} has no batch service; leave out `batch`")

    async def poll(self, job: str, wire: Wire) -> BatchState:
        """How far a job is. Raises as `complete` does when that cannot be learned."""
        raise ModelError(f"{self.name} has no batch service; leave out `batch`")

    async def fetch(self, job: str, wire: Wire) -> Mapping[str, Reply | ModelError]:
        """What became of the requests of a job that has ended, by key; those without an outcome are absent."""
        raise ModelError(f"{self.name} has no batch service; leave out `batch`")

"""Runs a model file (GGUF) in this very process with llama.cpp; nothing else has to be started."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from secrets import token_urlsafe
from threading import Lock
from typing import Any, ClassVar, NamedTuple

import xllamacpp

from tilth.backends._asking import checked_choice, checked_extra
from tilth.backends._openai_shape import APIS, body_of, embedding_body, headers_of, path_of, reply_of, vectors_of
from tilth.core.errors import InputError
from tilth.core.items import Json
from tilth.core.model import Backend, Reply, Request, Wire

POOLING = {
    "": xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_UNSPECIFIED,
    "mean": xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN,
    "cls": xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_CLS,
    "last": xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_LAST,
}


@dataclass(frozen=True, kw_only=True)
class LlamaCpp(Backend):
    """Loads the model once in each process, at the first request, and asks it over a loopback port of its own."""

    cosmetic: ClassVar[frozenset[str]] = Backend.cosmetic | {"n_parallel", "threads", "gpu_layers"}

    path: Path
    """The model's GGUF file."""
    mmproj: str = ""
    """The GGUF file of the part that sees, for models that read images; empty for those that do not."""
    n_ctx: int = 4096
    """The longest prompt and reply together, in tokens; a longer prompt fails."""
    n_parallel: int = 4
    """Replies written at once; each takes memory for `n_ctx` tokens."""
    threads: int = 0
    """Processor threads; 0 takes as many as there are cores. With several workers, divide the cores among them."""
    gpu_layers: int = -1
    """How many of the model's layers lie on the GPU, where this build of llama.cpp has one; -1 fits all it can."""
    pooling: str = ""
    """How the words' vectors become one for a text: `mean`, `cls` or `last`; empty takes what the model file says."""
    api: str = "chat"
    """`chat` for models that were taught to converse; `completions` for those that go on writing a text."""
    grammar: str = ""
    """A grammar in llama.cpp's GBNF that every reply must follow. Schemas then stand in the prompt only."""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """More fields for the body, such as { top_k = 40 }; they win over all others."""
    concurrency: int = 8
    """Requests in hand at once; those above `n_parallel` wait their turn in the queue."""
    first_byte_s: float = 600.0
    """Seconds to wait for a reply, which comes whole, and for its turn in the queue."""

    def __post_init__(self) -> None:
        checked_choice("pooling", self.pooling, POOLING)
        checked_choice("api", self.api, APIS)
        checked_extra(self.extra)
        if self.n_ctx < 1 or self.n_parallel < 1 or self.threads < 0:
            raise ValueError("n_ctx and n_parallel must be 1 or more, and threads 0 or more")

    @property
    def account(self) -> str:
        return f"{self.name}|{self.path.as_posix()}"

    async def complete(self, request: Request, wire: Wire) -> Reply:
        url, key = self._started(embeds=False)
        body = body_of(request, self._settings(), api=self.api, extra=self.extra)
        answer = await wire.post(url + path_of(self.api), body, _headers(key), self.patience)
        return reply_of(answer, request, self.path.stem, url, key)

    async def embed(self, texts: Sequence[str], wire: Wire) -> Sequence[Sequence[float]]:
        url, key = self._started(embeds=True)
        body = embedding_body(texts, self.path.stem)
        answer = await wire.post(url + path_of("embeddings"), body, _headers(key), self.patience)
        return vectors_of(answer, len(texts), url, key)

    def _settings(self) -> dict[str, Json]:
        """The fields that are the same in every body."""
        told: dict[str, Json] = {
            "model": self.path.stem,
            "temperature": self.temperature,
            "top_p": self.top_p,
            "max_tokens": self.max_tokens,
        }
        return told | {"grammar": self.grammar} if self.grammar else told

    def _started(self, *, embeds: bool) -> tuple[str, str]:
        """Where this process's server for these settings listens, and its key. Raises InputError for a wrong file."""
        load = Load(
            self.path, self.mmproj, self.n_ctx, self.n_parallel, self.threads, self.gpu_layers, self.pooling, embeds
        )
        with _ONE_AT_A_TIME:
            server, key = _server(load)
        return f"{server.listening_address}/v1", key


def _headers(key: str) -> dict[str, str]:
    """The server keeps a thread for each idle connection, and lets others wait 5 s for one; so none is kept."""
    return headers_of(key) | {"connection": "close"}


class Load(NamedTuple):
    """What tells one loaded model from another."""

    path: Path
    mmproj: str
    n_ctx: int
    n_parallel: int
    threads: int
    gpu_layers: int
    pooling: str
    embeds: bool
    """Whether it gives vectors; llama.cpp lays a model out for those or for replies."""


_ONE_AT_A_TIME = Lock()
"""Two threads that start the same server would load the model twice."""


@cache
def _server(load: Load) -> tuple[Any, str]:
    """Load a model and listen on a free loopback port, for those only who know the key.

    llama.cpp holds the interpreter while it loads, so this waits in place: a thread of its own would gain nothing.
    """
    for file in (load.path, Path(load.mmproj)) if load.mmproj else (load.path,):
        if not file.is_file():
            raise InputError(f"there is no model file {file.as_posix()}")
    key = token_urlsafe(24)
    try:
        return xllamacpp.Server(_params(load, key)), key
    except RuntimeError as error:
        raise InputError(f"llama.cpp cannot load {load.path.as_posix()} ({error})") from error


def _params(load: Load, key: str) -> Any:
    params = xllamacpp.CommonParams()
    params.model.path, params.mmproj.path = str(load.path), load.mmproj
    params.model_alias = {load.path.stem}
    params.n_parallel = load.n_parallel
    params.n_ctx = load.n_ctx * load.n_parallel  # llama.cpp divides the context among the slots
    params.cpuparams.n_threads = load.threads or -1
    params.n_gpu_layers, params.warmup = load.gpu_layers, False
    params.api_keys, params.cors_origins = [key], ""
    params.ui = params.endpoint_slots = False
    params.verbosity = 1  # errors only
    params.embedding, params.pooling_type = load.embeds, POOLING[load.pooling]
    if load.embeds:
        params.n_batch = params.n_ubatch = load.n_ctx  # a text must fit into one batch, or it gets no vector
        params.kv_unified = True  # else a text that stands beside a shorter one gets a mean over its tail alone
    return params

"""The nouns every method shares: what a text is written from, the text, and why it may be believed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"


class Item(Protocol):
    """Anything that flows along a line. Its id names its content, so equal work is recognised."""

    @property
    def id(self) -> str: ...


_encoder = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), check_circular=False)


def _canonical(part: Json) -> bytes:
    """A part that is no text, with its kind and length before it."""
    if part is None:
        return b"j4:null"
    if type(part) is int:
        told = b"%d" % part
        return b"j%d:%b" % (len(told), told)
    if not part and isinstance(part, list):
        return b"j2:[]"
    data = _encoder.encode(part).encode("utf-8", "surrogatepass")
    return b"j%d:%b" % (len(data), data)


def content_id(*parts: Json) -> str:
    """Name content by its bytes, in 24 hexadecimal digits: equal content has an equal id in every process.

    Each part is hashed with its kind and length before it, text as it stands and all else as canonical JSON.
    """
    told = []
    for part in parts:
        if type(part) is str:
            data = part.encode("utf-8", "surrogatepass")
            told.append(b"t%d:" % len(data))
            told.append(data)
        else:
            told.append(_canonical(part))
    return hashlib.blake2b(b"".join(told), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words that a text relies on, and how to find them again."""

    source: str
    """Where the words come from: a file's path, a URL."""
    quote: str
    """The words, exactly as they stand in the source's text; of a table, the cell's text."""
    where: str
    """The place in the source's text: characters `start-stop`, counted from 0."""
    digest: str
    """The id of the source's text as it was read (`text_id`); the run keeps that text under this id."""

    def plain(self) -> list[Json]:
        """The fields in order, for hashing."""
        return [self.source, self.quote, self.where, self.digest]


@dataclass(frozen=True, slots=True)
class Proof:
    """How an answer can be checked again without a model: a kind (a file in `proofs/`) and what it needs."""

    kind: str
    claim: Mapping[str, Json] = field(default_factory=dict)


def _fields(evidence: Sequence[Evidence]) -> list[str]:
    """All the words of evidence, four for each."""
    return [word for e in evidence for word in (e.source, e.quote, e.where, e.digest)]


def plain(proof: Proof | None) -> Json:
    """A proof's parts, for hashing."""
    return None if proof is None else [proof.kind, proof.claim]


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a dialogue."""

    role: str
    """Who speaks: `user`, `assistant`, or a name."""
    content: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text somebody else wrote."""

    text: str
    source: str
    title: str = ""
    license: str = ""
    """The licence the text may be used under, as an SPDX name, where the reader knows it."""

    @property
    def id(self) -> str:
        return content_id(self.text, self.source)


@dataclass(frozen=True, slots=True)
class Fact:
    """Subject, relation, object, and the sentence that says so. Papers and documents alike give facts."""

    subject: str
    relation: str
    """The words that join the two, as a verb phrase that reads from subject to object: `was designed by`."""
    object: str
    sentence: Evidence
    """The whole sentence, which holds both ends."""
    extractor: str = ""
    confidence: float = 1.0
    """How sure the extractor is, from 0 to 1."""
    title: str = ""
    """The title of the passage that says so."""
    license: str = ""
    """The licence of the passage that says so."""

    @property
    def id(self) -> str:
        return content_id(self.subject, self.relation, self.object, self.sentence.plain())


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """What a text is written from. Every method ends in seeds; every composer starts from one."""

    material: str
    """The facts, page, passage or exercise that the text must stay true to."""
    method: str
    """Which method found it: persona, graph, paper, curriculum, or a user's own."""
    evidence: tuple[Evidence, ...] = ()
    audience: str = ""
    """Whom the text is for: a persona, or a stage of development."""
    question: str = ""
    answer: str = ""
    proof: Proof | None = None
    images: tuple[str, ...] = ()
    """Pictures that belong to the material, as data URLs."""
    license: str = ""
    meta: Mapping[str, Json] = field(default_factory=dict)
    """Whatever the method wants to keep beside the text."""

    @property
    def id(self) -> str:
        told = (self.method, self.material, self.audience, self.question, self.answer)
        return content_id(*told, len(self.evidence), *_fields(self.evidence), plain(self.proof))


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One finished piece of text, and where it came from."""

    text: str
    method: str
    composer: str
    seed: str
    """The id of the seed it was written from."""
    messages: tuple[Message, ...] = ()
    """The turns, when the text is a dialogue."""
    evidence: tuple[Evidence, ...] = ()
    question: str = ""
    answer: str = ""
    proof: Proof | None = None
    audience: str = ""
    license: str = ""
    model: str = ""
    """The model that wrote it; empty when none did."""
    scores: Mapping[str, float] = field(default_factory=dict)
    meta: Mapping[str, Json] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Names everything that is said or claimed, so that a changed digit anywhere shows."""
        turns = [[m.role, m.content] for m in self.messages]
        told = (self.text, self.question, self.answer, self.audience, self.method, self.composer, self.seed)
        return content_id(*told, turns, len(self.evidence), *_fields(self.evidence), plain(self.proof))


def text_id(text: str) -> str:
    """The id under which a source's text is kept, and that evidence names as its digest."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def quote(passage: Passage, start: int, stop: int) -> Evidence:
    """Evidence for the characters `start` to `stop` of a passage."""
    return Evidence(passage.source, passage.text[start:stop], f"{start}-{stop}", text_id(passage.text))

"""A wire that goes nowhere: it keeps what was sent and gives the answers it was told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from tilth.core.model import Answer, Backend, Patience, Reply, Request


def answered(body: Any, status: int = 200, kind: str = "application/json", **headers: str) -> Answer:
    """An answer; a body that is no bytes is sent as JSON, and `retry_after` is the header `retry-after`."""
    told = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, {"content-type": kind} | {k.replace("_", "-"): v for k, v in headers.items()}, told)


class FakeWire:
    """Gives one answer to all, and remembers the last request."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.url, self.body, self.headers = "", dict[str, Any](), dict[str, str]()

    async def post(self, url: str, body: bytes, headers: Mapping[str, str], patience: Patience) -> Answer:
        self.url, self.body, self.headers = url, json.loads(body), dict(headers)
        return self.answer


def asked(backend: Backend, request: Request, answer: Answer) -> tuple[Reply, FakeWire]:
    """The reply of a backend that is given this answer, and what it had sent."""
    wire = FakeWire(answer)
    return asyncio.run(backend.complete(request, wire)), wire

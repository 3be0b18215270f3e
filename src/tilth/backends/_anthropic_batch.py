"""The shape of Anthropic's Message Batches: one body of rows goes in, one file of results comes out. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import orjson

from tilth.backends._answers import failure_of, host_of, json_of
from tilth.backends._batch import as_answer, count_in, outcome, quoted
from tilth.core.errors import ModelError, Unsteady
from tilth.core.model import Answer, BatchState, Reply

MOST_ROWS, MOST_BYTES = 100_000, 255_000_000
"""What the interface takes in one batch, of bytes a little less."""
PATH = "/v1/messages/batches"
STATUS = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "timeout_error": 504,
    "overloaded_error": 529,
}
"""The statuses that rows would have failed with, had they been asked alone; 500 for all other errors."""


def row_of(key: str, body: bytes) -> bytes:
    """One request of a batch."""
    return orjson.dumps({"custom_id": key, "params": orjson.Fragment(body)})


def job_of(rows: Sequence[bytes]) -> bytes:
    """The body that makes a batch of rows."""
    return b'{"requests":[' + b",".join(rows) + b"]}"


def job_in(answer: Answer, url: str, secret: str) -> dict[str, Any]:
    """What the service says of a batch; of one that it does not know (any more), that it has ended without results."""
    if answer.status == 404:
        return {"processing_status": "ended", "lost": str(failure_of(answer, url, secret))}
    told = json_of(answer, url, secret)
    if not isinstance(told.get("processing_status"), str):
        raise Unsteady(f"{host_of(url)} did not say how far a batch is")
    return told


def state_of(job: dict[str, Any]) -> BatchState:
    """How far a batch is."""
    counts = job.get("request_counts")
    done = count_in(counts, "succeeded", "errored", "canceled", "expired")
    of = done + count_in(counts, "processing")
    return BatchState(job["processing_status"] == "ended", done, of, str(job.get("lost", "")))


def results_url(job: dict[str, Any], name: str, base_url: str) -> str:
    """Where the results are: where the service says, if that is the same server; the key goes to no other."""
    there, base = job.get("results_url"), base_url.rstrip("/")
    if isinstance(there, str) and there.startswith(f"{base}/") and there.isprintable():
        return there
    return f"{base}{PATH}/{quoted(name)}/results"


def result_of(line: dict[str, Any], url: str, secret: str, read: Callable[[Answer], Reply]) -> Reply | ModelError:
    """What became of one row; `read` makes a reply of a message."""
    result = line.get("result")
    result = result if isinstance(result, dict) else {}
    kind = result.get("type")
    if kind == "succeeded":
        return outcome(lambda: read(as_answer(200, result.get("message"))))
    if kind == "errored":
        wrapped = result.get("error")
        inner = wrapped.get("error", wrapped) if isinstance(wrapped, dict) else {}
        inner = inner if isinstance(inner, dict) else {}
        answer = as_answer(STATUS.get(str(inner.get("type")), 500), {"error": inner})

        def fail() -> Reply:
            raise failure_of(answer, url, secret)

        return outcome(fail)
    if kind == "canceled":
        return ModelError(f"{host_of(url)}: the batch was cancelled before this row was answered")
    return Unsteady(
        f"{host_of(url)} did not answer a row of a batch ({'it expired' if kind == 'expired' else 'no result'})"
    )

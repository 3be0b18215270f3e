"""The shape of OpenAI's batch interface: a file of rows goes in, a job is made of it, files of results come out.

Pure functions, checked against the interface's reference: /files, /batches, /batches/ID, /files/ID/content.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from tilth.backends._answers import failure_of, host_of, json_of, told_by
from tilth.backends._batch import NOBODY, as_answer, count_in, multipart, name_in, outcome
from tilth.backends._openai_shape import path_of, reply_of
from tilth.core.errors import ModelError, Overloaded, Unsteady
from tilth.core.model import Answer, BatchState, Reply

MOST_ROWS, MOST_BYTES = 50_000, 199_000_000
"""What the interface takes in one file, of bytes a little less."""
ENDED = frozenset(("completed", "failed", "expired", "cancelled"))
FULL = "token_limit_exceeded"
"""The code of a job that is turned away because the account has too many tokens waiting."""


def row_of(key: str, body: bytes, api: str) -> bytes:
    """One line of the file."""
    row = {"custom_id": key, "method": "POST", "url": f"/v1{path_of(api)}", "body": orjson.Fragment(body)}
    return orjson.dumps(row)


def upload_of(rows: Sequence[bytes]) -> tuple[bytes, str]:
    """The form that uploads the rows, and its content type."""
    return multipart(b"\n".join(rows) + b"\n", "batch")


def job_of(file: str, api: str) -> bytes:
    """The body that makes a job of an uploaded file."""
    return orjson.dumps({"input_file_id": file, "endpoint": f"/v1{path_of(api)}", "completion_window": "24h"})


def id_of(answer: Answer, url: str, secret: str) -> str:
    """The name of a file or a job that was just made."""
    return name_in(json_of(answer, url, secret), "id", url)


def made_of(answer: Answer, file: str, url: str, secret: str) -> str:
    """The name of a job that was just made. A file that cannot be found yet is an Unsteady: it was just uploaded."""
    try:
        return id_of(answer, url, secret)
    except Overloaded:
        raise
    except ModelError as error:
        if file in str(error):
            raise Unsteady(str(error)) from error
        raise


def job_in(answer: Answer, url: str, secret: str) -> dict[str, Any]:
    """What the service says of a job; of one that it does not know (any more), that it has expired."""
    if answer.status == 404:
        why = failure_of(answer, url, secret)
        return {"status": "expired", "errors": {"data": [{"message": str(why)}]}}
    told = json_of(answer, url, secret)
    if not isinstance(told.get("status"), str):
        raise Unsteady(f"{host_of(url)} did not say how far a batch is")
    return told


def state_of(job: dict[str, Any], url: str, secret: str) -> BatchState:
    """How far a job is."""
    status, counts = job["status"], job.get("request_counts")
    done, of = count_in(counts, "completed", "failed"), count_in(counts, "total")
    if status not in ENDED:
        return BatchState(False, done, of)
    if status == "completed":
        return BatchState(True, done, of)
    errors = job.get("errors")
    found = errors.get("data") if isinstance(errors, dict) else None
    faults = [fault for fault in found if isinstance(fault, dict)] if isinstance(found, list) else []
    words = "; ".join(str(fault["message"]) for fault in faults[:3] if fault.get("message"))
    why = told_by(words, secret) if words else "no reason was given"
    full = status == "failed" and any(fault.get("code") == FULL for fault in faults)
    says = f"{host_of(url)}: the batch {'has ' if status == 'expired' else 'was '}{_PAST[status]} ({why})"
    return BatchState(True, done, of, says, passing=status == "expired" or full, full=full)


_PAST = {"failed": "refused", "expired": "expired", "cancelled": "cancelled"}


def files_of(job: dict[str, Any], url: str) -> list[str]:
    """The files that hold a job's results: of those that were answered, and of those that failed."""
    return [name_in(job, field, url) for field in ("output_file_id", "error_file_id") if job.get(field)]


def result_of(line: dict[str, Any], model: str, url: str, secret: str) -> Reply | ModelError:
    """What became of one row."""
    response, error = line.get("response"), line.get("error")
    if isinstance(response, dict):
        status = response.get("status_code")
        if type(status) is not int or not 100 <= status < 600:
            return Unsteady(f"{host_of(url)} gave a row of a batch no status")
        return outcome(lambda: reply_of(as_answer(status, response.get("body")), NOBODY, model, url, secret))
    error = error if isinstance(error, dict) else {}
    code = str(error.get("code") or "no code")
    why = told_by(f"{host_of(url)} did not answer a row of a batch: {error.get('message') or ''} ({code})", secret)
    return ModelError(why) if "cancel" in code else Unsteady(why)

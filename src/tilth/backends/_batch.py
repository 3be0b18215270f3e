"""What all batch services have in common: names that are safe in an address, and results that come line by line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

import orjson

from tilth.backends._answers import failure_of, host_of
from tilth.core.errors import ModelError, Overloaded, Unsteady
from tilth.core.model import Answer, Reply, Request

LONGEST_NAME = 500
"""Characters in the name of a job or a file."""
NOBODY = Request("")
"""Stands for the request when a result is read; only a server that counts no tokens would need it."""


def name_in(told: Mapping[str, Any], field: str, url: str) -> str:
    """The name that a service gave to a job or a file. Raises Unsteady when there is none."""
    name = told.get(field)
    if not isinstance(name, str) or not name.strip(".") or len(name) > LONGEST_NAME or not name.isprintable():
        raise Unsteady(f"{host_of(url)} answered without a usable {field}")
    return name


def quoted(name: str) -> str:
    """A name as a part of an address."""
    return quote(name, safe="")


def lines_in(answer: Answer, url: str, secret: str) -> Iterator[dict[str, Any]]:
    """The JSON objects in a file of lines, in constant memory. Raises Unsteady for a file that is wrong or cut off."""
    if not 200 <= answer.status < 300:
        raise failure_of(answer, url, secret)
    body, start = answer.body, 0
    while start < len(body):
        stop = body.find(b"\n", start)
        stop = len(body) if stop < 0 else stop
        line = body[start:stop].strip()
        start = stop + 1
        if not line:
            continue
        try:
            told = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise Unsteady(f"{host_of(url)} sent a result file that is wrong or breaks off ({error})") from error
        if isinstance(told, dict) and isinstance(told.get("custom_id"), str):
            yield told


def as_answer(status: int, body: object) -> Answer:
    """A part of a result as the answer that it would have been, had it been asked for alone."""
    return Answer(status, {"content-type": "application/json"}, orjson.dumps(body))


def outcome(read: Callable[[], Reply]) -> Reply | ModelError:
    """The reply, or why there is none. A request that was turned away counts as a try: its row is over."""
    try:
        return read()
    except Overloaded as error:
        return Unsteady(str(error))
    except ModelError as error:
        return error


def count_in(told: object, *fields: str) -> int:
    """The sum of some counts, those that are none left out."""
    table = told if isinstance(told, dict) else {}
    return sum(n for field in fields if type(n := table.get(field)) is int)


def multipart(content: bytes, purpose: str) -> tuple[bytes, str]:
    """A form with one file (RFC 7578), and its content type. The mark between parts comes from the content's hash."""
    mark = f"tilth-{hashlib.sha256(content).hexdigest()[:40]}"
    head = (
        f'--{mark}\r\ncontent-disposition: form-data; name="purpose"\r\n\r\n{purpose}\r\n'
        f'--{mark}\r\ncontent-disposition: form-data; name="file"; filename="batch.jsonl"\r\n'
        "content-type: application/jsonl\r\n\r\n"
    )
    return b"".join((head.encode(), content, f"\r\n--{mark}--\r\n".encode())), f"multipart/form-data; boundary={mark}"

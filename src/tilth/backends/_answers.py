"""What every backend that asks a service reads out of an answer, and what a failed one means.

status                        error        what the engine does
429, not for money            Overloaded   waits as told, and sends less at once
503, 529 that say to wait     Overloaded
408, 409, 425, 5xx            Unsteady     sends it again, so many times
200 that is no JSON           Unsteady
3xx, 4xx, 501, no money left  ModelError   fails the item
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import orjson

from tilth.core.errors import ModelError, Overloaded, Unsteady
from tilth.core.model import Answer, Request

LONGEST_REASON = 300
"""How many characters of a server's own words an error repeats."""
READ = 65_536
"""How many bytes of a failed answer are looked at."""
UNPAID = frozenset(
    "insufficient_quota credit_balance_exhausted organization_spend_limit_exceeded project_spend_limit_exceeded "
    "organization_usage_limit_exceeded billing_hard_limit_reached".split()
)
"""Kinds of 429 that no waiting ends: the account has no money or no share left."""
PASSING = frozenset((408, 409, 425))
"""Client errors that may be gone when the request is sent again."""

_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_SPAN = re.compile(r"(?:(\d{1,6})h)?(?:(\d{1,6})m(?!s))?(?:(\d{1,6}(?:\.\d{1,9})?)s)?(?:(\d{1,6}(?:\.\d{1,9})?)ms)?")
_SPACE = re.compile(r"\s+")


def host_of(url: str) -> str:
    """The server's name and port, for errors."""
    return url.partition("://")[2].partition("/")[0]


def json_of(answer: Answer, url: str, secret: str) -> dict[str, Any]:
    """The JSON object that a server sent; if it sent anything else, raises what that means."""
    if not 200 <= answer.status < 300:
        raise failure_of(answer, url, secret)
    kind = answer.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise Unsteady(f"{host_of(url)} sent {_short(kind) or 'an unnamed type'}, not JSON")
    try:
        told = orjson.loads(answer.body)
    except orjson.JSONDecodeError as error:
        raise Unsteady(f"{host_of(url)} sent JSON that is wrong or breaks off ({error})") from error
    if not isinstance(told, dict):
        raise Unsteady(f"{host_of(url)} sent JSON that is no object")
    if told.get("error"):  # gateways wrap a failure of the server behind them in a 200
        raise _wrapped(answer, told["error"], url, secret)
    return told


def ending(told: object, known: Mapping[str, str]) -> str:
    """How a reply ended: `stop`, `length`, or what the server said; a server that says nothing means `stop`."""
    return known.get(told, told) if isinstance(told, str) else "stop"


def named(told: object, asked: str) -> str:
    """The model that a server says has answered; where it does not say, the one that was asked."""
    return told if isinstance(told, str) and told else asked


def tokens(told: object, of: Request | str) -> int:
    """How many tokens a server says it took; where it does not say, a quarter of the characters."""
    if type(told) is int and told >= 0:
        return told
    said = of if isinstance(of, str) else "".join((of.system, of.prompt, *(turn.content for turn in of.turns)))
    return -(-len(said) // 4)


def _wrapped(answer: Answer, error: object, url: str, secret: str) -> ModelError:
    code = error.get("code") if isinstance(error, dict) else None
    if type(code) is int and 400 <= code < 600:
        return failure_of(replace(answer, status=code), url, secret)
    return Unsteady(f"{host_of(url)} answered with an error: {_reason(answer, secret)}")


def failure_of(answer: Answer, url: str, secret: str = "") -> ModelError:
    """What a failed answer means, in a sentence with the server's own reason and without the secret."""
    status, wait_s = answer.status, wait_of(answer.headers)
    said = f"{host_of(url)} answered {status}{_phrase(status)}"
    if 300 <= status < 400:
        there = _without(secret, answer.headers.get("location", "").partition("?")[0])
        return ModelError(f"{said} and points to {_short(there) or 'nowhere'}; redirects are not followed")
    reason = _reason(answer, secret)
    why = f"{said}: {reason}" if reason else said
    if status == 429:
        return ModelError(why) if _unpaid(answer) else Overloaded(why, wait_s)
    if status in (503, 529) and (wait_s is not None or _says_wait(answer)):
        return Overloaded(why, wait_s)
    if status in PASSING or (status >= 500 and status != HTTPStatus.NOT_IMPLEMENTED):
        return Unsteady(why)
    return ModelError(why)


def wait_of(headers: Mapping[str, str]) -> float | None:
    """Seconds after which a server wants to be asked again, if it says so: in seconds, as a date, or as a span."""
    for name, per_s in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        if _NUMBER.fullmatch(told := headers.get(name, "").strip()):
            return float(told) / per_s
    if "retry-after" in headers and (until := _date(headers["retry-after"])) is not None:
        now = _date(headers.get("date", ""))  # the server's clock, where it tells, for ours may be wrong
        return max(0.0, until - (time.time() if now is None else now))
    spent = [what for what in ("requests", "tokens") if headers.get(f"x-ratelimit-remaining-{what}") == "0"]
    spans = [_span(headers.get(f"x-ratelimit-reset-{what}", "")) for what in spent]
    return max((span for span in spans if span is not None), default=None)


def _date(told: str) -> float | None:
    """An HTTP date (RFC 9110, 5.6.7) as seconds since 1970."""
    try:
        date = parsedate_to_datetime(told)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _span(told: str) -> float | None:
    """A span of time such as `6m0s`, `1.5s` or `120ms`, in seconds."""
    match = _SPAN.fullmatch(told.strip())
    if not match or not match[0]:
        return None
    return sum(float(number or 0) * unit for number, unit in zip(match.groups(), (3600, 60, 1, 0.001), strict=True))


def _phrase(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase})"
    except ValueError:
        return ""


def _error(answer: Answer) -> Any:
    """What stands where servers put their errors; none when the body is no JSON."""
    try:
        told = orjson.loads(answer.body[:READ])
    except orjson.JSONDecodeError:
        return None
    return (told.get("error") or told) if isinstance(told, dict) else None


def _reason(answer: Answer, secret: str) -> str:
    """The server's own words, short, on one line, and without the secret; none for an HTML page."""
    told = _error(answer)
    if isinstance(told, dict):
        told = next((told[name] for name in ("message", "detail", "msg", "type") if told.get(name)), "")
        told = told if isinstance(told, str) else orjson.dumps(told).decode()
    elif not isinstance(told, str):
        told = answer.body[:READ].decode("utf-8", "replace").strip()
        told = "" if told.startswith("<") else told
    return _short(_without(secret, told))


def told_by(text: str, secret: str) -> str:
    """A server's own words as an error may repeat them: short, on one line, and without the secret."""
    return _short(_without(secret, text))


def _without(secret: str, text: str) -> str:
    """A text with every word that shows the secret, or its beginning or end (as masks do), blotted out."""
    if not secret:
        return text
    shown = (secret[:6], secret[-4:]) if len(secret) >= 12 else (secret,)
    words = text.replace(secret, "…").split()
    return " ".join("…" if any(part in word for part in shown) else word for word in words)


def _short(text: str) -> str:
    text = _SPACE.sub(" ", "".join(sign if sign.isprintable() else " " for sign in text[: 4 * LONGEST_REASON])).strip()
    return text if len(text) <= LONGEST_REASON else text[: LONGEST_REASON - 1] + "…"


def _unpaid(answer: Answer) -> bool:
    told = _error(answer)
    return isinstance(told, dict) and not UNPAID.isdisjoint(str(told.get(name)) for name in ("code", "type"))


def _says_wait(answer: Answer) -> bool:
    """Whether the body says that the server is overloaded, or still loading its model."""
    body = answer.body[:READ].lower()
    return b"overloaded" in body or b"loading model" in body

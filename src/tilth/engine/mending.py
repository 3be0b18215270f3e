"""Reads JSON whose marks are wrong, as models write it: in a fence, amid prose, with commas or quotes too many.

Only marks are mended. Every string and number is one that stands in the text, and what breaks off is not mended, for
its end would be a guess. One pass, no backtracking: the time is linear in the text.
"""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

MOST_CHARS = 200_000
"""A longer text is not mended."""
MOST_STARTS = 8
"""How many brackets in the prose before the JSON are tried as its beginning."""
DEEPEST = 64
"""How deep lists and objects may be nested."""

_SPACE = re.compile(r"(?:\s+|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)*+")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.S)
_SINGLE = re.compile(r"'((?:[^'\\]|\\.)*+)'", re.S)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,400})(?:\.\d{1,400})?(?:[eE][+-]?\d{1,3})?(?![\w.])", re.A)
_WORD = re.compile(r"[A-Za-z_]\w*")
_SIGN = re.compile(r"\\.|[\x00-\x1f\"]", re.S)
"""What stands otherwise in strict JSON: an escape, a raw control character, a double quote between single ones."""
_WORDS = {"true": True, "false": False, "null": None, "True": True, "False": False, "None": None}


class Unmendable(ValueError):
    """The text holds no JSON whose values are beyond doubt."""


def mended(text: str) -> Any:
    """The one list or object in a text. Raises Unmendable when there is none, or more than one, or half of one."""
    if len(text) > MOST_CHARS:
        raise Unmendable("it is too long to be mended")
    why, starts = Unmendable("there is neither a list nor an object in it"), 0
    for match in re.finditer(r"[\[{]", text):
        starts += 1
        if starts > MOST_STARTS:
            break
        try:
            value, end = _value(text, match.start(), 0)
        except Unmendable as error:
            why = error if starts == 1 else why
            continue
        if any(mark in text[end:] for mark in "[{"):
            raise Unmendable("there is more than one list or object in it")
        return value
    raise why


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    """The value that begins at a place, and where it ends."""
    sign = text[at : at + 1]
    if sign == "{":
        return _object(text, at + 1, depth + 1)
    if sign == "[":
        return _list(text, at + 1, depth + 1)
    if sign in ('"', "'"):
        return _string(text, at)
    if match := _NUMBER.match(text, at):
        return orjson.loads(match[0]), match.end()
    if (match := _WORD.match(text, at)) and match[0] in _WORDS:
        return _WORDS[match[0]], match.end()
    raise _broken(text, at)


def _object(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    _not_too_deep(depth)
    while (at := _skip(text, at)) < len(text) and text[at] != "}":
        key, at = _key(text, at)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise _broken(text, at)
        value, at = _value(text, _skip(text, at + 1), depth)
        if key in found and found[key] != value:
            raise Unmendable(f"it says {key[:40]!r} twice")
        found[key] = value
        at = _after(text, at, "}")
    return found, _closed(text, at)


def _list(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    _not_too_deep(depth)
    while (at := _skip(text, at)) < len(text) and text[at] != "]":
        value, at = _value(text, at, depth)
        found.append(value)
        at = _after(text, at, "]")
    return found, _closed(text, at)


def _after(text: str, at: int, closing: str) -> int:
    """Past the comma behind a value; before the closing bracket there need be none."""
    at = _skip(text, at)
    if text[at : at + 1] == ",":
        return at + 1
    if at < len(text) and text[at] != closing:
        raise _broken(text, at)
    return at


def _key(text: str, at: int) -> tuple[str, int]:
    if text[at] in "\"'":
        return _string(text, at)
    if match := _WORD.match(text, at):
        return match[0], match.end()
    raise _broken(text, at)


def _string(text: str, at: int) -> tuple[str, int]:
    single = text[at] == "'"
    match = (_SINGLE if single else _DOUBLE).match(text, at)
    if match is None:
        raise Unmendable("it breaks off inside a string")
    try:
        return orjson.loads('"' + _SIGN.sub(_strict, match[1]) + '"'), match.end()
    except ValueError as error:
        raise Unmendable(f"it holds a string with a wrong escape, {match[1][:40]!r}") from error


def _strict(sign: re.Match[str]) -> str:
    """A sign of a string as strict JSON writes it; an escape that is none stays so, and is refused."""
    told = sign[0]
    if told == "\\'":
        return "'"
    return told if len(told) == 2 else json.dumps(told)[1:-1]


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _closed(text: str, at: int) -> int:
    if at >= len(text):
        raise Unmendable("it breaks off before its last bracket")
    return at + 1


def _not_too_deep(depth: int) -> None:
    if depth > DEEPEST:
        raise Unmendable("it is nested too deep")


def _broken(text: str, at: int) -> Unmendable:
    if at >= len(text):
        return Unmendable("it breaks off before its last bracket")
    return Unmendable(f"it is wrong at {text[at : at + 20]!r}")

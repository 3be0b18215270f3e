"""What a site's robots.txt lets us read, after RFC 9309: the longest matching rule decides, and Allow wins a tie."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_to_bytes

AGENT = "tilth"
"""The product token by which a site can address us."""
MOST_BYTES = 500 * 1024
"""How much of the file is read; the standard asks for at least this much."""
_TOKEN = re.compile(r"[A-Za-z_-]+|\*")


@dataclass(frozen=True, slots=True)
class Rule:
    """One Allow or Disallow line."""

    allows: bool
    path: bytes


@lru_cache(maxsize=256)
def rules(raw: bytes, agent: str = AGENT) -> tuple[Rule, ...]:
    """The rules of a robots.txt that hold for an agent: those of all its own groups, or else those for everybody."""
    text = raw[:MOST_BYTES].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    groups: dict[str, list[Rule]] = {}
    names, in_rules = list[str](), False
    for line in re.split(r"\r\n|\r|\n", text):
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon or key not in ("user-agent", "allow", "disallow"):
            continue
        if key == "user-agent":
            names = [] if in_rules else names
            token, in_rules = _TOKEN.match(value), False
            names.append(token[0].lower() if token else "")
            groups.setdefault(names[-1], [])
            continue
        in_rules = True
        if value:
            for name in names:
                groups[name].append(Rule(key == "allow", _octets(value)))
    return tuple(groups.get(agent.lower(), groups.get("*", [])))


def allowed(path: str, by: Sequence[Rule]) -> bool:
    """Whether a path, with its leading slash, may be read. The file itself always may."""
    there = _octets(path)
    if there == b"/robots.txt":
        return True
    fits = [rule for rule in by if _matches(rule.path, there)]
    return max(((len(rule.path), rule.allows) for rule in fits), default=(0, True))[1]


def _octets(path: str) -> bytes:
    """A path with its escapes undone, so that `%7E` and `~` are the same; an escaped slash stays one."""
    return unquote_to_bytes(re.sub("%2f", "%252F", path, flags=re.IGNORECASE).encode("utf-8", "surrogateescape"))


def _matches(pattern: bytes, path: bytes) -> bool:
    """Whether a pattern fits the beginning of a path; `*` is anything, and `$` at the end is the end. Linear time."""
    anchored = pattern.endswith(b"$")
    first, *rest = (pattern[:-1] if anchored else pattern).split(b"*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not anchored or at == len(path)
    for piece in rest[:-1]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    last = rest[-1]
    return len(path) - len(last) >= at and path.endswith(last) if anchored else path.find(last, at) >= 0

"""robots.txt means what RFC 9309 says it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.persona.robots import allowed, rules


def may(robots: str, path: str) -> bool:
    return allowed(path, rules(robots.encode()))


@pytest.mark.parametrize(
    ("robots", "path", "answer"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /private/", "/private/x", False),
        ("User-agent: *\nDisallow: /private/", "/privates", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /open", "/open/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Tilth/1.0\nDisallow: /x", "/a", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: tilth\nDisallow: /x", "/x/y", False),
        ("User-agent: a\nUser-agent: tilth\nDisallow: /x", "/x", False),
        ("User-agent: tilth\nDisallow: /x\nUser-agent: b\nDisallow: /y\nUser-agent: tilth\nDisallow: /z", "/z", False),
        ("user-agent:*\ndisallow : /a # why", "/a", False),
        ("User-agent: *\nDisallow: /*.php$", "/x/y.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/x/y.php5", True),
        ("User-agent: *\nDisallow: /a*b*c", "/a/x/b/y/c/z", False),
        ("User-agent: *\nDisallow: /a*b$", "/ab", False),
        ("User-agent: *\nDisallow: /%7Ejoe", "/~joe/a", False),
        ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
        ("User-agent: *\nDisallow: /é", "/%C3%A9", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("Disallow: /a", "/a", True),
        ("User-agent: tilthy\nDisallow: /", "/a", True),
    ],
)
def test_a_rule_means_what_the_standard_says(robots: str, path: str, answer: bool) -> None:
    assert may(robots, path) is answer


@given(st.binary(max_size=300), st.text(max_size=50))
def test_any_bytes_are_read(raw: bytes, path: str) -> None:
    assert allowed("/" + path, rules(raw)) in (True, False)


def test_many_stars_take_no_time() -> None:
    assert may(f"User-agent: *\nDisallow: /{'a*' * 5000}b", "/" + "a" * 20_000) is True

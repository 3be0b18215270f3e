"""A page is its main text, its title and its links, whatever is thrown at it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.core.errors import ParseError
from tilth.persona.pages import MOST_BYTES, decoded, page_of

SITE = Path(__file__).parents[2] / "samples" / "site"
LINE = "Compost is the dark material that is left when small animals have broken down dead plants in a heap."

WRAPPED = LINE.replace(" that", "\nthat")


def html(body: str, head: str = "") -> bytes:
    return f"<html><head><title>Heaps</title>{head}</head><body><article>{body}</article></body></html>".encode()


def test_menus_footers_and_bylines_are_not_the_text() -> None:
    page = page_of("garden/composting.html", (SITE / "garden/composting.html").read_bytes())
    assert page.title == "How a Compost Heap Works"
    assert page.text.startswith("How a Compost Heap Works\n\nCompost is the dark, crumbly material")
    for foreign in ("Town notes", "Corn Hall, Market Street", "RSS", "Read next", "Coffee grounds", "12 January 2026"):
        assert foreign not in page.text


def test_a_heading_and_a_list_item_are_paragraphs_of_their_own() -> None:
    page = page_of("a.html", html(f"<h2>Heat</h2><p>{LINE}</p><ul><li>One  sign\nis steam.</li><li>Two.</li></ul>"))
    assert page.text.split("\n\n") == ["Heat", LINE, "One sign is steam.", "Two."]


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display: none">SECRET</p>',
        '<div style="color:red;visibility:hidden"><p>SECRET</p></div>',
        "<p hidden>SECRET</p>",
        '<p aria-hidden="true">SECRET</p>',
        '<span style="font-size:0px">SECRET</span>',
        '<p style="opacity:0">SECRET</p>',
        "<script>SECRET</script>",
        "<template><p>SECRET</p></template>",
        "<!-- SECRET -->",
        '<div style="DISPLAY:NONE"><div><b>SECRET</b></div></div>',
    ],
)
def test_what_people_cannot_see_is_not_read(hidden: str) -> None:
    page = page_of("a.html", html(f"<p>{LINE}</p>{hidden}<p>{LINE[::-1]}</p>"))
    assert "SECRET" not in page.text and LINE in page.text and LINE[::-1] in page.text


def test_what_people_can_see_stays() -> None:
    page = page_of("a.html", html(f'<p style="opacity:0.9;font-size:0.9em">{LINE}</p><p hidden="">x</p>after'))
    assert LINE in page.text


@pytest.mark.parametrize("kind", ["html", "text", "markdown"])
def test_zero_width_and_direction_characters_are_gone(kind: str) -> None:
    dirty = LINE.replace("dark", "da\u200brk").replace("heap", "\u202eheap\u2066\U000e0041")
    assert LINE in page_of("a", html(f"<p>{dirty}</p>") if kind == "html" else dirty.encode(), kind=kind).text


def test_zero_width_characters_written_as_entities_are_gone_as_well() -> None:
    assert LINE in page_of("a", html(f"<p>{LINE.replace('dark', 'da&#8203;r&#x200d;k')}</p>")).text


def test_links_are_resolved_once_each_and_lead_to_pages_of_the_same_kind() -> None:
    body = f"""<p>{LINE}</p><a href="../sky/moon.html#top">the Moon</a> <a href="/sky/moon.html">Moon</a>
    <a href="mailto:x@y.example">mail</a> <a href="javascript:void(0)">js</a> <a href="feed.xml">feed</a>
    <a href="#here">here</a> <a href="http://[bad">bad</a> <a href="ftp://a.example/">ftp</a> <a href="">none</a>
    <a href="https://b.example/other">other</a>"""
    page = page_of("http://a.example/garden/heap.html", html(body))
    assert [(link.url, link.text) for link in page.links] == [
        ("http://a.example/sky/moon.html", "the Moon"),
        ("https://b.example/other", "other"),
    ]


def test_a_page_of_a_folder_links_to_pages_of_the_folder_alone() -> None:
    page = page_of("garden/heap.html", html(f'<p>{LINE}</p><a href="../a.html">a</a><a href="http://b.example/">b</a>'))
    assert [link.url for link in page.links] == ["a.html"]


def test_links_start_from_the_base_that_a_page_names() -> None:
    page = page_of("http://a.example/x", html(f'<p>{LINE}</p><a href="m.html">m</a>', '<base href="/deep/er/">'))
    assert [link.url for link in page.links] == ["http://a.example/deep/er/m.html"]


@pytest.mark.parametrize(
    ("raw", "charset", "text"),
    [
        ("é".encode(), "", "é"),
        ("é".encode("latin-1"), "", "é"),
        ("é".encode("latin-1"), "iso-8859-1", "é"),
        ("\ufeffé".encode(), "", "é"),
        ("é".encode("utf-16"), "", "é"),
        ("я".encode("koi8-r"), "KOI8-R", "я"),
        (b'<meta charset="windows-1251">' + "я".encode("cp1251"), "", '<meta charset="windows-1251">я'),
        ("é".encode(), "unicode_escape", "é"),
        ("é".encode(), "hex", "é"),
        ("é".encode(), "no-such-thing", "é"),
    ],
)
def test_an_encoding_is_found_and_a_strange_one_ignored(raw: bytes, charset: str, text: str) -> None:
    assert decoded(raw, charset) == text


def test_the_same_page_reads_the_same_a_second_time() -> None:
    raw = html("".join(f"<p>{LINE} {n}</p>" for n in range(50)))
    first = page_of("a.html", raw)
    assert all(page_of("a.html", raw) == first for _ in range(20))


def test_a_page_reads_the_same_in_every_process() -> None:
    path = SITE / "music/tuner-interview.html"
    code = (
        "from pathlib import Path; from tilth.persona.pages import page_of;"
        f"print(page_of('a/b', Path({str(path)!r}).read_bytes()).id)"
    )
    ids = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert ids == {f"{page_of('a/b', path.read_bytes()).id}\n".encode()}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html></html>",
        b"<div>" * 50_000,
        b"x" * (MOST_BYTES + 1),
        b"\x00" * 1000,
        b"<html><body>" + b"<b>a</b>" * 60_000,
    ],
)
def test_a_page_that_is_none_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(ParseError):
        page_of("a.html", raw)


@given(st.binary(max_size=400), st.sampled_from(["html", "markdown", "text"]), st.sampled_from(["", "utf-8", "gbk"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_page_or_a_parse_error(raw: bytes, kind: str, charset: str) -> None:
    try:
        page = page_of("http://a.example/x", b"<p>" + raw, kind=kind, charset=charset)
    except ParseError:
        return
    assert page.text.strip() == page.text != ""


MARKDOWN = f"""# A *short* page

{WRAPPED}

- first [item](b.md "x")
- second `item`

```
code that is **not** text
```

| a | b |
|---|---|

![picture](p.png) ends **bold** and _slanted_ words, not snake_case_words.
"""


def test_markdown_is_read_without_its_marks() -> None:
    page = page_of("notes/a.md", MARKDOWN.encode(), kind="markdown")
    assert page.title == "A short page"
    assert page.text.split("\n\n") == [
        "A short page",
        LINE,
        "first item",
        "second item",
        "ends bold and slanted words, not snake_case_words.",
    ]
    assert [(link.url, link.text) for link in page.links] == [("notes/b.md", "item")]


def test_plain_text_is_unwrapped_and_a_short_first_line_is_its_title() -> None:
    page = page_of("a.txt", f"Heaps\n\n{WRAPPED}\n".encode(), kind="text")
    assert (page.title, page.text, page.links) == ("Heaps", f"Heaps\n\n{LINE}", ())
    assert page_of("a.txt", LINE.encode(), kind="text").title == ""

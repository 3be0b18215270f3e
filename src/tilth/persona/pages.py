"""Turns the bytes of a web page into its main text, its title and its links, without what nobody was meant to see."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree, html
from trafilatura import bare_extraction

from tilth.core.errors import ParseError
from tilth.persona.items import Link, Page
from tilth.persona.plain_pages import markdown_blocks, text_blocks

MOST_BYTES = 5_000_000
"""The largest page that is read. Nothing of a larger one is kept: half a page is not what its author wrote."""
MOST_ELEMENTS = 50_000
"""The most elements a page may have: the extractor's time grows with them, about three seconds at worst here."""
MOST_LINKS = 2_000
LONGEST_LINK_TEXT = 200

_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Control, zero-width, direction and tag characters: they can hide words from people but not from programs."""
_HIDING = re.compile(r"display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0*)?(?![.\d])|font-size:0(?![.\d])")
_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.ASCII)
_TEXT_CODEC = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|iso-?8859-?\d{1,2}|windows-?\d{3,4}|cp\d{3,4}|koi8-[ru]|shift[_-]jis|euc-(?:jp|kr)"
    r"|gb(?:k|2312|18030)|big5",
    re.IGNORECASE,
)
"""The encodings pages come in. Python knows others, some of which do more than decode."""
_WIDER = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "gb2312": "gbk"}
"""Encodings that pages name when they mean a larger one."""
_NO_PAGE = tuple(
    ".xml .rss .atom .css .js .json .pdf .zip .gz .jpg .jpeg .png .gif .svg .webp .ico .mp3 .mp4 .webm .ogg .wav .csv "
    ".doc .docx .xls .xlsx .ppt .pptx .epub .exe .dmg .iso .woff .woff2 .ttf".split()
)
_BLOCKS = frozenset({"head", "p", "item", "quote", "list", "table", "row", "cell", "main", "body", "doc", "div"})


def page_of(url: str, raw: bytes, *, kind: str = "html", charset: str = "", license: str = "") -> Page:
    """The page in some bytes. `kind` is html, markdown or text; `charset` what the server said of the encoding.

    The text is paragraphs with an empty line between. Raises ParseError when there is no main text or the page is too
    large. It depends on nothing but its arguments.
    """
    if len(raw) > MOST_BYTES:
        raise ParseError(f"larger than {MOST_BYTES // 1_000_000} MB")
    text = decoded(raw, charset, declares=kind == "html")
    base = url
    if kind == "html":
        tree = _seen_tree(text)
        title, links, base = _title(tree), list(_anchors(tree)), _base(url, tree)
        blocks = _main_blocks(tree)
    else:
        title, blocks, links = (markdown_blocks if kind == "markdown" else text_blocks)(_visible(text))
    body = "\n\n".join(blocks)
    if not body:
        raise ParseError("no main text")
    return Page(url, title, body, tuple(_resolved(url, base, links)), license)


def decoded(raw: bytes, charset: str = "", *, declares: bool = True) -> str:
    """Bytes as text: by byte order mark, by what the server or the page says, as UTF-8, or else as Windows-1252."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    named = _CHARSET.search(raw[:2048]) if declares else None
    for name in (charset, named[1].decode() if named else "", "utf-8"):
        name = _WIDER.get(name.lower(), name)
        if _TEXT_CODEC.fullmatch(name):
            with suppress(LookupError, UnicodeError):
                return raw.decode(name).removeprefix("\ufeff")
    return raw.decode("cp1252", "replace")


def _main_blocks(tree: html.HtmlElement) -> list[str]:
    """The paragraphs of the main text; takes the menus and footers out of the tree.

    Nothing is left out for having been seen on an earlier page.
    """
    for element in tree.xpath("//nav | //footer | //*[@role='navigation' or @role='contentinfo']"):
        _empty(element)
    document = bare_extraction(tree, deduplicate=False, include_comments=False, include_tables=False)
    body = getattr(document, "body", None)
    if body is None:
        raise ParseError("no main text")
    return [block for block in _blocks(body) if block]


def _base(url: str, tree: html.HtmlElement) -> str:
    """The address that the page's links start from."""
    named = tree.find(".//base[@href]")
    return url if named is None else _joined(url, named.get("href", "")) or url


def _seen_tree(text: str) -> html.HtmlElement:
    """The page as a tree, without scripts, comments and what its markup hides."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(_visible(text).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ParseError("no page in it") from error
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise ParseError(f"more than {MOST_ELEMENTS} elements")
    for element in [one for one in tree.iter(etree.Element) if _hidden(one)]:
        _empty(element)
    for cell in tree.iter("td", "th"):
        for span in ("colspan", "rowspan"):
            if span in cell.attrib:
                del cell.attrib[span]
    return tree


def _empty(element: html.HtmlElement) -> None:
    """Take out what an element holds, but not what comes after it; the work is the same for every element."""
    after = element.tail
    element.clear()
    element.tail = after


def _hidden(element: html.HtmlElement) -> bool:
    if element.tag in ("script", "style", "template", "noscript", "iframe", "object", "svg"):
        return True
    style = re.sub(r"\s+", "", element.get("style", "")).lower()
    hides = "hidden" in element.attrib or element.get("aria-hidden", "").strip().lower() == "true"
    return hides or bool(style and _HIDING.search(style))


def _visible(text: str) -> str:
    return _UNSEEN.sub("", text)


def _title(tree: html.HtmlElement) -> str:
    """The page's own heading where the title tag repeats it beside the site's name, else the title tag."""
    title = _line("".join(tree.xpath("string((//title)[1])")))
    heading = _line("".join(tree.xpath("string((//h1)[1])")))
    own = heading if heading and (not title or heading.lower() in title.lower()) else title
    return own[:300]


def _line(text: str) -> str:
    return " ".join(_visible(text).split())


def _anchors(tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for anchor in tree.iter("a"):
        if href := anchor.get("href", "").strip():
            yield href, _line(str(anchor.text_content()))[:LONGEST_LINK_TEXT]


def _blocks(body: etree._Element) -> Iterator[str]:
    """The paragraphs, headings and list items of the main text, each as one line."""
    held: list[str] = []
    skip: etree._Element | None = None
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if skip is not None and not (event == "end" and element is skip):
            continue
        block = element.tag in _BLOCKS
        if event == "start":
            if block:
                yield _flush(held)
            if element.tag == "code" and "\n" in "".join(element.itertext()).strip():
                skip = element
                continue
            held.append(" " if element.tag == "lb" else element.text or "")
        else:
            skip = None
            if block:
                yield _flush(held)
            held.append(element.tail or "")
    yield _flush(held)


def _flush(held: list[str]) -> str:
    text = _line("".join(held))
    held.clear()
    return text


def _resolved(url: str, base: str, links: Sequence[tuple[str, str]]) -> Iterator[Link]:
    """Links to other pages of the same kind of address, each once, with the longest words that are linked to it."""
    own, found = urldefrag(url).url, dict[str, str]()
    for href, text in links[: MOST_LINKS * 5]:
        target = _joined(base, href)
        if not target or target == own or not _alike(target, own):
            continue
        if target in found or len(found) < MOST_LINKS:
            found[target] = max(found.get(target, ""), text, key=len)
    yield from (Link(target, text) for target, text in found.items())


def _alike(target: str, own: str) -> bool:
    """Whether both are pages on the web, or both pages of one folder."""
    there, here = urlsplit(target), urlsplit(own)
    web = ("http", "https")
    same = there.scheme == here.scheme or (there.scheme in web and here.scheme in web)
    return same and bool(there.netloc) == bool(here.netloc) and not there.path.lower().endswith(_NO_PAGE)


def _joined(base: str, href: str) -> str:
    """An address seen from another, without its fragment; nothing when it is none."""
    try:
        return urldefrag(urljoin(base, href)).url
    except ValueError:
        return ""

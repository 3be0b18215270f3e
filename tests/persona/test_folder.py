"""A folder stands for the web, and nothing outside it can be read."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from fake_run import FakeRun

from tilth.core.errors import FetchError, InputError
from tilth.persona.browsers.folder import Folder
from tilth.persona.items import Link, Page

SITE = Path(__file__).parents[2] / "samples" / "site"
LINE = "Compost is the dark material that is left when small animals have broken down dead plants in a heap."


def opened(browser: Folder, url: str, run: FakeRun | None = None) -> Page:
    return asyncio.run(browser.open(url, run or FakeRun()))


def offered(browser: Folder) -> list[Link]:
    return list(asyncio.run(browser.start(FakeRun())))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "garden").mkdir(parents=True)
    (root / "private").mkdir()
    for name in ("garden/heap.html", "garden/index.html", "private/draft.html"):
        (root / name).write_text(f"<title>{name}</title><p>{LINE}</p><nav><a href='/garden/heap.html'>heap</a></nav>")
    (root / "notes.md").write_text(f"# Notes\n\n{LINE}\n")
    (root / "picture.png").write_bytes(b"\x89PNG")
    (root / "robots.txt").write_text("User-agent: *\nDisallow: /private/\n")
    (tmp_path / "secret.html").write_text(f"<p>{LINE}</p>")
    return root


def test_everybody_begins_at_the_start_page() -> None:
    assert [link.url for link in offered(Folder(SITE))] == ["index.html"]


def test_without_a_start_page_every_page_that_may_be_read_is_on_offer(site: Path) -> None:
    links = offered(Folder(site))
    assert [(link.url, link.text) for link in links] == [
        ("garden/heap.html", "garden/heap.html"),
        ("garden/index.html", "garden/index.html"),
        ("notes.md", "Notes"),
    ]
    (site / "garden" / "new.html").write_text(f"<p>{LINE}</p>")
    assert ("garden/new.html", "new") in [(link.url, link.text) for link in offered(Folder(site))]


def test_the_source_of_a_page_is_the_file_a_person_can_open(site: Path) -> None:
    page = opened(Folder(site, license="CC0-1.0"), "garden/heap.html?x=1#top")
    assert Path(page.url).read_text().count(LINE) == 1
    assert page.url == f"{site.as_posix()}/garden/heap.html"
    assert (page.title, page.text, page.license) == ("garden/heap.html", LINE, "CC0-1.0")


def test_a_link_from_the_root_leads_to_the_root_of_the_folder(site: Path) -> None:
    assert [link.url for link in opened(Folder(site), "garden/").links] == ["garden/heap.html"]


def test_every_link_of_the_sample_site_can_be_opened_or_is_refused_by_robots() -> None:
    browser, left, seen = Folder(SITE), ["index.html"], dict[str, str]()
    while left:
        url = left.pop()
        if url in seen:
            continue
        try:
            page = opened(browser, url)
            seen[url] = "read"
            left += [link.url for link in page.links]
        except FetchError as error:
            seen[url] = str(error)
    assert [url for url, what in seen.items() if what == "refused by robots.txt"] == ["private/draft.html"]
    assert sorted(seen.values()).count("read") == len(seen) - 1 >= 32


@pytest.mark.parametrize(
    "url",
    ["../secret.html", "garden/../../secret.html", "%2e%2e/secret.html", "/etc/passwd", "//etc/passwd", "..",
     "link.html", "way/secret.html", "garden/%00", "file:///etc/passwd", "http://[", "picture.png", "no.html", ""],
)  # fmt: skip
def test_nothing_but_pages_inside_the_folder_can_be_read(site: Path, url: str) -> None:
    (site / "link.html").symlink_to(site.parent / "secret.html")
    (site / "way").symlink_to(site.parent)
    with pytest.raises(FetchError):
        opened(Folder(site), url)


@pytest.mark.parametrize(
    "url", ["private/draft.html", "./private/draft.html", "garden/../private/draft.html", "in.html"]
)
def test_robots_txt_holds_by_whatever_way_one_comes(site: Path, url: str) -> None:
    (site / "in.html").symlink_to(site / "private" / "draft.html")
    with pytest.raises(FetchError, match=r"refused by robots\.txt"):
        opened(Folder(site), url)


def test_a_page_comes_from_memory_when_it_has_been_read(site: Path) -> None:
    run = FakeRun()
    first = opened(Folder(site), "garden/heap.html", run)
    run.memory = {key: value.replace(b"Compost", b"Humus--") for key, value in run.memory.items()}
    assert opened(Folder(site), "garden/heap.html", run).text == first.text.replace("Compost", "Humus--")


def test_a_page_that_changed_is_read_again(site: Path) -> None:
    run = FakeRun()
    opened(Folder(site), "garden/heap.html", run)
    (site / "garden/heap.html").write_text(f"<p>Now longer. {LINE}</p>")
    assert opened(Folder(site), "garden/heap.html", run).text.startswith("Now longer.")


def test_a_page_that_is_too_large_or_empty_is_refused(site: Path) -> None:
    (site / "large.html").write_bytes(b"<p>" + b"word " * 1_100_000)
    (site / "empty.html").write_bytes(b"<html></html>")
    for url in ("large.html", "empty.html"):
        with pytest.raises(FetchError):
            opened(Folder(site), url)


def test_a_missing_folder_is_an_input_error_once_it_is_needed(tmp_path: Path) -> None:
    browser = Folder(tmp_path / "nowhere")
    with pytest.raises(InputError, match="there is no folder"):
        offered(browser)

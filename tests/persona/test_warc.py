"""Web archives are read whole, whatever is broken in them."""

from __future__ import annotations

import asyncio
import gzip
import io
from pathlib import Path

import pytest
from fake_run import FakeRun, everything
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tilth.core.errors import FetchError, InputError
from tilth.core.items import Passage
from tilth.persona.archives import Capture, captures
from tilth.persona.browsers.warc import Warc as WarcBrowser
from tilth.readers.warc import Warc

LINE = "Compost is the dark material that is left when small animals have broken down dead plants in heap {}."


def record(
    n: int, body: bytes = b"", status: str = "200 OK", head: str = "Content-Type: text/html; charset=utf-8"
) -> bytes:
    body = (
        body or f"<title>Heap {n}</title><p>{LINE.format(n)}</p><nav><a href='/{n + 1}.html'>é next</a></nav>".encode()
    )
    made = WarcRecord()
    made.init_headers(WarcRecordType.response)
    made.headers["WARC-Record-ID"], made.headers["WARC-Date"] = f"<urn:uuid:{n:032}>", "2026-01-01T00:00:00Z"
    made.headers["WARC-Target-URI"] = f"http://a.example/{n}.html"
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.is_http = True
    made.set_bytes_content(f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def archive(path: Path, records: list[bytes]) -> Path:
    packed = path.suffix == ".gz"
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) if packed else one for one in records))
    return path


def passages(folder: Path, run: FakeRun | None = None) -> list[Passage]:
    reader = Warc(folder)
    return [one for unit in reader.units() for one in everything(reader.read(unit, run or FakeRun()))]


ALL = [f"http://a.example/{n}.html" for n in range(6)]


@pytest.fixture(params=["pages.warc", "pages.warc.gz"])
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return archive(tmp_path / request.param, [record(n) for n in range(6)])


def test_every_page_is_a_passage_with_its_address_and_title(file: Path) -> None:
    for where in (file, file.parent):
        read = passages(where)
        assert [one.source for one in read] == ALL
        assert (read[3].title, read[3].text) == ("Heap 3", LINE.format(3))


def test_a_unit_is_a_file_with_its_size(file: Path) -> None:
    (unit,) = Warc(file.parent).units()
    assert unit.size == file.stat().st_size and Path(unit.name) == file


def test_redirects_errors_and_pictures_are_no_pages(tmp_path: Path) -> None:
    rest = [record(1, status="302 Found"), record(2, status="404 Not Found"), record(3, head="Content-Type: image/png")]
    assert [one.source for one in passages(archive(tmp_path / "a.warc.gz", [record(0), *rest, record(4)]))] == [
        ALL[0],
        ALL[4],
    ]


def test_a_packed_body_is_unpacked(tmp_path: Path) -> None:
    head = "Content-Type: text/html\r\nContent-Encoding: gzip"
    body = gzip.compress(f"<p>{LINE.format('é')}</p>".encode())
    assert passages(archive(tmp_path / "a.warc", [record(0, body, head=head)]))[0].text == LINE.format("é")


def test_a_bomb_is_too_large_and_the_rest_is_read(tmp_path: Path) -> None:
    bomb = record(
        0, gzip.compress(b"a" * 50_000_000, mtime=0), head="Content-Type: text/html\r\nContent-Encoding: gzip"
    )
    large = record(1, b"x" * 6_000_000)
    run = FakeRun()
    assert [one.source for one in passages(archive(tmp_path / "a.warc", [bomb, large, record(2)]), run)] == [ALL[2]]
    assert run.counts["warc.too_large"] == 2


@pytest.mark.parametrize("place", [0, 1, 2, 60, 90, 150])
def test_a_broken_record_is_counted_and_the_others_are_read(file: Path, place: int) -> None:
    raw = bytearray(file.read_bytes())
    start = next(one.offset for i, one in enumerate(captures(file)) if i == 2 and isinstance(one, Capture))
    raw[start + place] ^= 0xFF
    raw[start + place + 1] ^= 0xFF
    file.write_bytes(raw)
    run = FakeRun()
    read = [one.source for one in passages(file, run)]
    assert [one for one in ALL if one not in read and one != ALL[2]] == []
    assert len(read) >= 5 and (len(read) == 6 or run.counts["warc.broken"] >= 1 or file.suffix != ".gz")


def test_a_file_that_was_cut_off_gives_what_is_whole(file: Path) -> None:
    raw = file.read_bytes()
    file.write_bytes(raw[: len(raw) - 150])
    run = FakeRun()
    assert [one.source for one in passages(file, run)] == ALL[:5]
    assert run.counts["warc.broken"] == 1


@pytest.mark.parametrize("length", [b"999999999999", b"-1", b"99999999999999999999999"])
def test_a_false_length_takes_neither_the_memory_nor_the_rest_of_the_file(tmp_path: Path, length: bytes) -> None:
    lying = record(2).replace(b"Content-Length: ", b"Content-Length: " + length)
    file = archive(tmp_path / "a.warc", [*(record(n) for n in (0, 1)), lying, *(record(n) for n in (3, 4, 5))])
    assert [one.source for one in passages(file)] == [one for one in ALL if one != ALL[2]]


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_leaves_a_file_that_can_be_read_to_its_end(file: Path, data: st.DataObject) -> None:
    raw = bytearray(b"".join(record(n) for n in range(3)))
    if file.suffix == ".gz":
        raw = bytearray(b"".join(gzip.compress(record(n), mtime=0) for n in range(3)))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    hurt = file.with_name("hurt" + file.suffix)
    hurt.write_bytes(raw)
    assert all(isinstance(one, Capture) or one in ("broken", "too_large") for one in captures(hurt))


@pytest.mark.parametrize(
    "raw", [b"", b"<html>no archive</html>", gzip.compress(b"no archive", mtime=0), b"\x1f\x8b\x08broken"]
)
def test_a_file_that_is_no_archive_is_said_to_be_none(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(raw)
    with pytest.raises(InputError, match="is not a web archive") as refused:
        Warc(tmp_path).units()
    assert "\n" not in str(refused.value)


def test_a_missing_folder_or_an_empty_one_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no folder"):
        Warc(tmp_path / "none").units()
    with pytest.raises(InputError, match="holds no file"):
        Warc(tmp_path).units()


def test_a_browser_opens_what_was_captured_and_nothing_else(file: Path) -> None:
    browser, run = WarcBrowser(file), FakeRun()
    offered = asyncio.run(browser.start(run))
    assert [(link.url, link.text) for link in offered] == [(url, f"Heap {n}") for n, url in enumerate(ALL)]
    for n, url in enumerate(ALL):
        page = asyncio.run(browser.open(url + "#top", run))
        assert (page.url, page.title, page.text) == (url, f"Heap {n}", LINE.format(n))
        assert [(link.url, link.text) for link in page.links] == [(f"http://a.example/{n + 1}.html", "é next")]
    with pytest.raises(FetchError, match="not in the archive"):
        asyncio.run(browser.open("http://a.example/99.html", run))


def test_a_browser_offers_pages_from_all_over_the_file(file: Path) -> None:
    offered = asyncio.run(WarcBrowser(file, most_offered=3).start(FakeRun()))
    assert [link.url for link in offered] == ALL[::2]
    assert len(asyncio.run(WarcBrowser(file, most_pages=2).start(FakeRun()))) == 2


def test_a_browser_without_its_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no file"):
        asyncio.run(WarcBrowser(tmp_path / "none.warc").start(FakeRun()))

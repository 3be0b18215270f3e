"""What readers promise: every row once, whatever the file's shape; bad rows fail alone; bad files are refused."""

from __future__ import annotations

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from fake_run import FakeRun
from hypothesis import given
from hypothesis import strategies as st

from tilth.core.errors import InputError, ParseError
from tilth.readers import jsonl
from tilth.readers.jsonl import Jsonl
from tilth.readers.parquet import Parquet
from tilth.readers.text_files import TextFiles, cut


def read_all(reader, run=None):
    run = run or FakeRun()
    return [item for unit in reader.units() for item in reader.read(unit, run)]


def packed(name, text):
    data = text.encode()
    return {"gz": gzip.compress, "zst": zstandard.compress}.get(name.rpartition(".")[2], lambda raw: raw)(data)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.ndjson"])
def test_lines_are_read_whatever_they_are_packed_in(tmp_path, name):
    rows = [{"id": f"r{n}", "text": f"Text {n} ü", "title": f"T{n}"} for n in range(20)]
    (tmp_path / name).write_bytes(packed(name, "".join(json.dumps(row) + "\n" for row in rows)))
    found = read_all(Jsonl(tmp_path / name))
    assert [(p.text, p.title, p.source.rpartition("#")[2]) for p in found] == [
        (row["text"], row["title"], row["id"]) for row in rows
    ]


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=90), max_size=40), st.integers(1, 200))
def test_every_line_belongs_to_exactly_one_stretch(tmp_path_factory, texts, length):
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    texts = [text for text in texts if text.strip()]
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts) + "\n")
    reader = Jsonl(path)
    old = (jsonl.STRETCHES, jsonl.SHORTEST)
    jsonl.STRETCHES, jsonl.SHORTEST = 10**6, length
    try:
        if texts:
            assert [p.text for p in read_all(reader)] == texts
    finally:
        jsonl.STRETCHES, jsonl.SHORTEST = old


def test_a_bad_line_fails_by_itself(tmp_path):
    good = json.dumps({"text": "good words"})
    bad = ["not json", '{"text": 3}', '{"other": "x"}', '{"text": "  "}', '["text"]', '{"text": "cut']
    (tmp_path / "a.jsonl").write_text("\n".join([good, *bad, good]) + "\n")
    run = FakeRun()
    assert [p.text for p in read_all(Jsonl(tmp_path / "a.jsonl"), run)] == ["good words"] * 2
    assert len(run.failed) == len(bad)
    assert all(isinstance(error, ParseError) and "a.jsonl" in str(error) for _, _, error in run.failed)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"body": "x"}\n', "no key 'text'; they have body"),
        (b"\0\1\2", "does not hold JSON lines"),
        (b"[1]\n", "a list"),
    ],
)
def test_a_file_that_is_no_such_file_is_refused(tmp_path, content, says):
    (tmp_path / "a.jsonl").write_bytes(content)
    with pytest.raises(InputError, match=says):
        Jsonl(tmp_path / "a.jsonl").units()


def test_a_packed_file_that_is_cut_short_gives_what_it_holds_and_then_fails(tmp_path):
    text = "".join(json.dumps({"text": f"{n} " * 50}) + "\n" for n in range(2000))
    raw = gzip.compress(text.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(raw[: len(raw) // 2])
    reader, found = Jsonl(tmp_path / "a.jsonl.gz"), []
    with pytest.raises((EOFError, OSError)):
        found.extend(reader.read(reader.units()[0], FakeRun()))


def test_parquet_rows_are_read_group_by_group(tmp_path):
    rows = [{"id": n, "text": f"Text {n}", "license": "CC0-1.0"} for n in range(25)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet", row_group_size=10)
    reader = Parquet(tmp_path)
    assert [unit.size for unit in reader.units()] == [10, 10, 5]
    found = read_all(reader)
    assert [p.text for p in found] == [row["text"] for row in rows]
    assert found[12].source.endswith("a.parquet#12") and found[0].license == "CC0-1.0"


def test_a_parquet_file_without_the_column_says_which_there_are(tmp_path):
    pq.write_table(pa.table({"body": ["x"]}), tmp_path / "a.parquet")
    with pytest.raises(InputError, match="no column 'text'; it has body"):
        Parquet(tmp_path).units()
    (tmp_path / "a.parquet").write_bytes(b"PAR1 but not really")
    with pytest.raises(InputError, match="is not a Parquet file"):
        Parquet(tmp_path).units()


def test_text_markdown_and_pages_become_paragraphs(tmp_path):
    (tmp_path / "a.txt").write_text("The mill\n\nThe mill was built\nin 1804.\n")
    (tmp_path / "b.md").write_text("# The weir\n\nThe *weir* is [old](x.md).\n\n- It holds.\n")
    (tmp_path / "c.html").write_text(
        "<html><head><title>The sluice</title></head><body><nav>Home</nav><article><h1>The sluice</h1>"
        "<p>The sluice was opened by Anna Brook in the spring of 1806, after the great flood had gone.</p>"
        "</article></body></html>"
    )
    (tmp_path / "d.bin").write_bytes(b"\0")
    found = {p.source.rpartition("/")[2]: p for p in read_all(TextFiles(tmp_path))}
    assert list(found) == ["a.txt", "b.md", "c.html"]
    assert found["a.txt"].title == "The mill" and "built in 1804." in found["a.txt"].text
    assert found["b.md"].title == "The weir" and "The weir is old." in found["b.md"].text
    assert "Anna Brook in the spring of 1806" in found["c.html"].text and "Home" not in found["c.html"].text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Über uns und über euch.".encode("utf-16"), "Über uns und über euch."),
        (b"\xef\xbb\xbfWith a mark.", "With a mark."),
        ("Caf\u00e9 society.".encode("cp1252"), "Caf\u00e9 society."),
    ],
)
def test_text_is_read_in_the_encoding_it_is_in(tmp_path, raw, text):
    (tmp_path / "a.txt").write_bytes(raw)
    assert read_all(TextFiles(tmp_path / "a.txt"))[0].text == text


@given(st.text(st.sampled_from("ab. \n"), min_size=1, max_size=300), st.integers(1, 60))
def test_a_long_text_is_cut_without_losing_a_word(text, most):
    pieces = cut(text, most)
    assert all(len(piece) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())

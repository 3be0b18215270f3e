"""What is promised of joining lines, reading headings and finding papers."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_run import FakeRun, everything
from hypothesis import given
from hypothesis import strategies as st

from tilth.core.errors import InputError
from tilth.paper.geometry import View, around, inside
from tilth.paper.headings import bare
from tilth.paper.prose import flowing, vocabulary
from tilth.readers.papers import Papers

lines = st.lists(st.text(st.sampled_from("abcd -–Z.1"), min_size=1, max_size=12), max_size=6)


@given(lines)
def test_joining_lines_loses_nothing_but_hyphens_and_spaces(parts: list[str]) -> None:
    joined = flowing(parts, frozenset())
    assert "".join(joined.split()).replace("-", "") == "".join("".join(parts).split()).replace("-", "")
    assert joined.count("-") >= sum(part.strip().count("-") for part in parts) - max(0, len(parts) - 1)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["the tempera-", "ture rose"], "the temperature rose"),
        (["a low-", "cost probe"], "a low-cost probe"),
        (["of Alderbrook-", "12 and"], "of Alderbrook-12 and"),
        (["by Quill-", "Feather"], "by Quill-Feather"),
        (["from 1890–", "1909 on"], "from 1890–1909 on"),
        (["one", "two"], "one two"),
    ],
)
def test_hyphens_at_the_end_of_a_line_go_or_stay(parts: list[str], text: str) -> None:
    assert flowing(parts, frozenset()) == text


def test_the_paper_itself_says_how_a_word_is_spelled() -> None:
    known = vocabulary(["the self-made reading and the unmade bed are here"])
    assert flowing(["a self-", "made thing"], known) == "a self-made thing"
    assert flowing(["an un-", "made bed"], known) == "an unmade bed"


@pytest.mark.parametrize(
    "heading", ["3.2 Classifiers", "IV. CLASSIFIERS", "B. Classifiers", "Classifiers", "A.1 Classifiers:"]
)
def test_a_heading_is_known_without_its_number(heading: str) -> None:
    assert bare(heading) == "classifiers"


def test_a_heading_that_only_looks_numbered_keeps_its_words() -> None:
    assert bare("Competing interests") == "competing interests"


box = st.tuples(st.floats(0, 300), st.floats(0, 300), st.floats(1, 200), st.floats(1, 200))


@given(box, st.sampled_from([0, 90, 180, 270]), st.sampled_from([0, 90, 180, 270]))
def test_however_a_page_is_looked_at_its_boxes_are_those_of_the_page_shown(
    place: tuple[float, float, float, float], turn: int, shown: int
) -> None:
    left, bottom, wide, high = place
    corners = (left, bottom, left + wide, bottom + high)
    page = (10.0, 20.0, 610.0, 820.0)
    looked = View(*page, turn, shown)
    wanted = View(*page, shown, shown).box(*corners)
    assert looked.on_page(looked.box(*corners)) == pytest.approx(wanted)
    assert inside(wanted, around([wanted]))


def papers_in(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF" + name.encode())


def test_papers_are_found_in_order_with_their_sizes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    papers_in(tmp_path / "in", "b.pdf", "a/c.pdf", "notes.txt")
    reader = Papers(Path("in"), license="CC-BY-4.0")
    units = reader.units()
    assert [(unit.name, unit.size) for unit in units] == [("in/a/c.pdf", 11), ("in/b.pdf", 9)]
    papers = [paper for unit in units for paper in everything(reader.read(unit, FakeRun()))]
    assert [(paper.path, paper.source, paper.license) for paper in papers] == [
        (Path("in/a/c.pdf"), "in/a/c.pdf", "CC-BY-4.0"), (Path("in/b.pdf"), "in/b.pdf", "CC-BY-4.0"),
    ]  # fmt: skip
    assert [unit.name for unit in Papers(Path("in/b.pdf")).units()] == ["in/b.pdf"]


@pytest.mark.parametrize(
    ("folder", "suffixes", "says"),
    [
        ("paperz", (".pdf",), r"papers\.folder: there is no folder paperz \(looked in .*\); name one that exists"),
        ("in", (".djvu",), r"papers\.folder: in holds no file that ends in \.djvu"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, suffixes: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    papers_in(tmp_path / "in", "b.pdf")
    with pytest.raises(InputError, match=says) as refused:
        Papers(Path(folder), suffixes).units()
    assert "\n" not in str(refused.value)

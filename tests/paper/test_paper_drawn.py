"""What the layout extractor promises of pages drawn for one purpose each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fake_run import FakeRun

from tilth.core.errors import ParseError
from tilth.paper.extractors.layout import Layout
from tilth.paper.items import Document, Paper

canvas = pytest.importorskip("reportlab.pdfgen.canvas")
pdfencrypt = pytest.importorskip("reportlab.lib.pdfencrypt")

WIDE, HIGH = 595.0, 842.0
LINES = (
    "A hedge is planted in winter while the",
    "ground is soft and the buds are closed.",
    "Each plant is set a foot from the next",
    "and cut back to the height of a hand.",
)


def drawn(tmp_path: Path, *pages: Callable[[Any], None], size: tuple[float, float] = (WIDE, HIGH)) -> Document:
    path = tmp_path / "drawn.pdf"
    page = canvas.Canvas(str(path), pagesize=size)
    for draw in pages:
        draw(page)
        page.showPage()
    page.save()
    return Layout().extract(Paper(path, "drawn.pdf"), FakeRun())


def prose(page: Any, x: float, top: float, lines: list[str], size: float = 10.0) -> None:
    page.setFont("Times-Roman", size)
    for n, line in enumerate(lines):
        page.drawString(x, HIGH - top - n * 1.2 * size, line)


def test_two_columns_are_read_left_before_right_and_a_line_across_them_parts_them(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        for part, top in (("upper", 100.0), ("lower", 300.0)):
            for side, x in (("left", 60.0), ("right", 310.0)):
                prose(page, x, top, [f"{part} {side} {line}"[:44] for line in LINES * 2])
        prose(
            page,
            60,
            250,
            ["A sentence that runs across both columns of the page, from the left edge to the right one."],
        )

    text = " ".join(block.text for block in drawn(tmp_path, draw).blocks)
    places = [
        text.find(words) for words in ("upper left", "upper right", "A sentence that runs", "lower left", "lower right")
    ]
    assert -1 not in places and places == sorted(places)
    assert text.rfind("upper left") < text.find("upper right") and text.rfind("lower left") < text.find("lower right")


def test_a_page_lying_on_its_side_is_read_upright_and_boxes_are_those_of_the_page_shown(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.rotate(90)
        page.translate(0, -WIDE)
        page.setFont("Times-Roman", 10)
        for n, line in enumerate(LINES):
            page.drawString(100, WIDE - 80 - 12 * n, line)

    document = drawn(tmp_path, draw)
    assert [block.text for block in document.blocks] == [" ".join(LINES)]
    left, top, right, bottom = document.blocks[0].bbox
    assert 60 < left < right < 130, "the lines stand upright side by side, at the left"
    assert 500 < top < bottom <= 742 + 1, "and run up the page"


def test_a_ruled_grid_is_a_table_with_wrapped_cells_whole(tmp_path: Path) -> None:
    rows = [["Crop", "Yield (t)", "Remark"], ["Barley", "3.1", "sown late|after rain"], ["Oats", "2.4", "none"]]

    def draw(page: Any) -> None:
        page.setFont("Helvetica", 9)
        for n in range(4):
            page.line(100, HIGH - 100 - 30 * n, 400, HIGH - 100 - 30 * n)
        for x in (100, 200, 300, 400):
            page.line(x, HIGH - 100, x, HIGH - 190)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                for n, line in enumerate(cell.split("|")):
                    page.drawString(106 + 100 * c, HIGH - 112 - 30 * r - 10 * n, line)

    tables = [block for block in drawn(tmp_path, draw).blocks if block.role == "table"]
    assert [table.cells for table in tables] == [tuple(tuple(cell.replace("|", " ") for cell in row) for row in rows)]
    assert tables[0].header_rows == 1


def test_a_plot_with_grid_lines_is_a_figure_and_no_table(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        for n in range(5):
            page.line(100, HIGH - 100 - 30 * n, 300, HIGH - 100 - 30 * n)
            page.setFont("Helvetica", 7)
            page.drawString(88, HIGH - 102 - 30 * n, str(100 - 20 * n))
            page.drawString(110 + 30 * n, HIGH - 110 - 20 * n, f"p{n}")
        for n in range(6):
            page.bezier(100, HIGH - 210 + n, 150, HIGH - 150, 200, HIGH - 130, 300, HIGH - 110 - n)
        prose(page, 100, 245, ["Figure 1: Growth over five years."], 9)
        prose(page, 100, 300, list(LINES) * 5, 10)

    roles = [block.role for block in drawn(tmp_path, draw).blocks]
    assert roles == ["figure", "caption", "paragraph"]


def test_repeated_heads_are_furniture_and_text_that_repeats_in_the_middle_is_not(tmp_path: Path) -> None:
    def page_of(number: int) -> Callable[[Any], None]:
        def draw(page: Any) -> None:
            prose(page, 60, 40, ["Letters on Hedges, volume 9"], 8)
            prose(page, 60, 140, [*LINES, f"Here the tale goes on {number}."])
            prose(page, 290, 810, [str(number + 40)], 8)

        return draw

    document = drawn(tmp_path, *(page_of(n) for n in range(1, 5)))
    assert [b.text for b in document.blocks if b.role == "furniture" and b.page == 3] == [
        "Letters on Hedges, volume 9",
        "43",
    ]
    assert sum(LINES[0] in block.text for block in document.blocks) == 4


def test_an_empty_page_and_one_of_absurd_size_have_no_blocks(tmp_path: Path) -> None:
    assert drawn(tmp_path, lambda page: None).blocks == ()
    assert drawn(tmp_path, lambda page: page.drawString(50, 50, "far"), size=(15_000, 15_000)).blocks == ()


def test_text_printed_twice_to_look_bold_is_read_once(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        for shift in (0.0, 0.1):
            page.setFont("Helvetica", 11)
            page.drawString(100 + shift, 700, "Gutters before cuts, or offset differently")

    assert [block.text for block in drawn(tmp_path, draw).blocks] == ["Gutters before cuts, or offset differently"]


def test_an_encrypted_paper_is_refused_and_the_sentence_says_so(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    page = canvas.Canvas(str(path), encrypt=pdfencrypt.StandardEncryption("secret", canPrint=0))
    page.drawString(50, 50, "hidden")
    page.save()
    with pytest.raises(ParseError, match=r"locked\.pdf cannot be read: it is encrypted and asks for a password"):
        Layout().extract(Paper(path, "locked.pdf"), FakeRun())


@pytest.mark.timeout(60)
def test_a_page_of_scattered_scraps_takes_seconds_and_not_hours(tmp_path: Path) -> None:
    rng = FakeRun().rng("scraps")

    def draw(page: Any) -> None:
        page.setFont("Helvetica", 2)
        for _ in range(12_000):
            page.drawString(rng.random() * WIDE, rng.random() * HIGH, "ab")
        for _ in range(3_000):
            y = rng.random() * HIGH
            page.line(10, y, 500, y)

    assert drawn(tmp_path, draw).pages == 1

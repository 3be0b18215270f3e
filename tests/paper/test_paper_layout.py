"""What the layout extractor promises of papers that were born digital."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from fake_run import FakeRun, everything
from sample_papers import NAMES, ROOT, TABLES, bare, gold, gold_table, of_role, read, without_number

from tilth.core.errors import ParseError, RecipeError
from tilth.paper.extractors.layout import Layout
from tilth.paper.items import ROLES, Paper


def alike(a: str, b: str) -> float:
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()


@pytest.mark.parametrize("name", NAMES)
def test_title_authors_and_abstract_are_those_of_the_paper(name: str) -> None:
    known, found = gold(name), read(name)
    assert bare(found.title) == bare(known["title"])
    assert list(found.authors) == known["authors"]
    assert alike(known["abstract"], found.abstract) > 0.99
    assert found.pages == known["pages"]


@pytest.mark.parametrize("name", NAMES)
def test_sections_stand_in_order_with_their_levels(name: str) -> None:
    heads = [(bare(without_number(b.text)), b.level) for b in of_role(read(name), "heading") if b.level]
    wanted = [(bare(section["title"]), section["level"]) for section in gold(name)["sections"]]
    assert [head for head in heads if head in wanted] == wanted
    assert {head for head, _ in heads} - {head for head, _ in wanted} <= {"abstract", "appendix"}


@pytest.mark.parametrize("name", NAMES)
def test_every_caption_is_whole_and_nothing_else_is_one(name: str) -> None:
    found = sorted(bare(block.text) for block in of_role(read(name), "caption"))
    assert found == sorted(bare(caption["label"] + caption["caption"]) for caption in gold(name)["captions"])


@pytest.mark.parametrize(("name", "label"), TABLES)
def test_a_table_has_its_cells_its_header_and_its_caption(name: str, label: str) -> None:
    known, document = gold_table(name, label), read(name)
    captions = {block.id: bare(block.text) for block in of_role(document, "caption")}
    wanted = bare(known["label"] + known["caption"])
    table = next(block for block in of_role(document, "table") if captions.get(block.caption) == wanted)
    assert [list(row) for row in table.cells] == known["header"] + known["rows"]
    assert table.header_rows == len(known["header"])
    assert table.html.count("<tr>") == len(table.cells) and table.page == known["page"]


@pytest.mark.parametrize("name", NAMES)
def test_references_footnotes_and_equations_are_told_apart(name: str) -> None:
    known, document = gold(name), read(name)
    assert [alike(a, b.text) > 0.9 for a, b in zip(known["references"], document.references, strict=True)].count(
        False
    ) == 0
    notes = " ".join(bare(block.text) for block in of_role(document, "footnote"))
    assert all(bare(note) in notes for note in known["footnotes"])
    numbers = [block.text.rpartition("(")[2].rstrip(")") for block in of_role(document, "equation")]
    assert numbers == [equation["number"] for equation in known["equations"]]


@pytest.mark.parametrize("name", NAMES)
def test_running_heads_and_page_numbers_are_kept_apart(name: str) -> None:
    document = read(name)
    for page in range(1, document.pages + 1):
        own = [block for block in document.blocks if block.page == page]
        assert any(block.role == "furniture" and str(page) in block.text for block in own)
    text = " ".join(block.text for block in document.blocks if block.role == "paragraph")
    for head in ("Eastmark Journal of Field", "Annals of Modest Optimisation 4 (2025)", "9th Wickmere Workshop on"):
        assert head not in text


@pytest.mark.parametrize("name", NAMES)
def test_blocks_are_well_formed(name: str) -> None:
    document = read(name)
    ids = [block.id for block in document.blocks]
    assert len(set(ids)) == len(ids)
    for block in document.blocks:
        left, top, right, bottom = block.bbox
        assert block.role in ROLES and (block.text.strip() or block.role == "figure")
        assert 0 <= left < right <= 620 and -1 <= top < bottom <= 845 and 1 <= block.page <= document.pages
        assert set(block.refers) <= set(ids) and (not block.caption or block.caption in ids)
        assert bool(block.cells) == (block.role == "table")


def test_columns_are_read_one_after_the_other() -> None:
    text = bare(" ".join(block.text for block in read("soil_moisture_probes.pdf").blocks))
    wanted = (
        "Gravimetric sampling is accurate but slow", "This paper asks three questions", "We worked on four plots",
        "Each sample is a steel ring", "The probe was inserted", "Half of the samples", "The main score is",
        "Refitting its two parameters", "Every method is worst", "To isolate temperature", "We refitted",
        "The study has limits", "A sampling day followed", "The authors thank",
    )  # fmt: skip
    places = [text.find(bare(words)) for words in wanted]
    assert -1 not in places and places == sorted(places)


def test_a_paragraph_goes_on_over_the_end_of_a_column_and_of_a_page() -> None:
    paragraphs = [block.text for block in of_role(read("soil_moisture_probes.pdf"), "paragraph")]
    over_column = "Mill field contributed the largest number of samples, 52, and the Orchard the smallest, 40."
    over_page = "reports as a spurious change of 4.0 percentage points"
    assert any(over_column in text for text in paragraphs) and any(over_page in text for text in paragraphs)


def test_broken_words_are_whole_again_and_hyphens_stay() -> None:
    text = " ".join(block.text for block in read("gutter_graphs.pdf").blocks)
    assert "annotators hesitated" in text and "Bands themselves are" in text
    assert "Alderbrook-12 with annotated blocks" in text and "- " not in text.replace(" - ", "")


def test_paragraphs_point_at_the_tables_they_speak_of() -> None:
    document = read("gutter_graphs.pdf")
    by_id = {block.id: block for block in document.blocks}
    speaking = next(block for block in document.blocks if block.text.startswith("Table 2 adds Fenwick-40"))
    assert [by_id[name].role for name in speaking.refers] == ["table"]
    assert by_id[by_id[speaking.refers[0]].caption].text.startswith("Table 2.")


def test_the_same_file_gives_the_same_document() -> None:
    path = ROOT / "samples/papers" / NAMES[0]
    again = everything(Layout().apply(Paper(path, f"samples/papers/{NAMES[0]}"), FakeRun(1)))
    assert again == [read(NAMES[0])] and again[0].id == read(NAMES[0]).id


def test_no_more_is_read_than_the_bounds_allow() -> None:
    paper = Paper(ROOT / "samples/papers" / NAMES[0], "a.pdf")
    one_page = Layout(most_pages=1).extract(paper, FakeRun())
    assert {block.page for block in one_page.blocks} == {1} and one_page.pages == 3
    few = Layout(most_chars=300).extract(paper, FakeRun())
    assert 0 < sum(len(block.text) for block in few.blocks) <= 320


@pytest.mark.parametrize("settings", [{"most_pages": 0}, {"most_chars": -5}])
def test_bounds_that_allow_nothing_are_refused(settings: dict[str, int]) -> None:
    with pytest.raises(RecipeError, match=next(iter(settings))):
        Layout(**settings)


@pytest.mark.parametrize("data", [b"", b"no paper at all", b"%PDF-1.7\n%%EOF", b"\0" * 5000])
def test_what_is_no_pdf_is_refused_in_one_sentence_that_says_why(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "odd.pdf"
    path.write_bytes(data)
    with pytest.raises(ParseError, match=r"odd\.pdf cannot be read: it is no PDF") as refused:
        Layout().extract(Paper(path, "odd.pdf"), FakeRun())
    assert "\n" not in str(refused.value)


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="gone.pdf cannot be read: No such file"):
        Layout().extract(Paper(tmp_path / "gone.pdf", "gone.pdf"), FakeRun())


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_paper_is_read_or_refused_but_never_breaks_the_reader(tmp_path: Path, seed: int) -> None:
    rng = FakeRun(seed).rng("damage")
    data = bytearray((ROOT / "samples/papers" / rng.choice(NAMES)).read_bytes())
    for _ in range(rng.randrange(1, 40)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    path = tmp_path / "damaged.pdf"
    path.write_bytes(data[: rng.randrange(len(data) // 2, len(data) + 1)])
    try:
        document = Layout().extract(Paper(path, "damaged.pdf"), FakeRun())
    except ParseError as error:
        assert str(error).startswith("damaged.pdf cannot be read: ")
    else:
        assert document.pages >= 1

"""What the finders promise: evidence that stands where it says, and answers that can be worked out again."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache

import pytest
from fake_run import FakeRun, everything
from hypothesis import given
from hypothesis import strategies as st
from sample_papers import NAMES, read

from tilth.core.items import Seed, text_id
from tilth.core.program import number, run_program
from tilth.core.text import words
from tilth.paper.claims_in import alone, claims
from tilth.paper.find import Find, kept_text
from tilth.paper.finders.claims import Claims
from tilth.paper.finders.tables import Tables
from tilth.paper.items import Block, Document
from tilth.paper.kept import kept
from tilth.paper.tabular import markdown, plural, readable


@cache
def seeds(name: str) -> tuple[Seed, ...]:
    return tuple(everything(Find((Tables(), Claims())).apply(read(name), FakeRun(3))))


def cells_of(seed: Seed) -> dict[str, str]:
    assert seed.proof
    named = seed.proof.claim["cells"]
    assert isinstance(named, dict)
    return {name: seed.evidence[n].quote for name, n in named.items()}


@pytest.mark.parametrize("name", NAMES)
def test_evidence_stands_where_it_says_in_the_text_the_run_keeps(name: str) -> None:
    run = FakeRun(3)
    found = everything(Find((Tables(), Claims())).apply(read(name), run))
    text = kept_text(read(name))
    assert run.kept == {text_id(text): (f"samples/papers/{name}", text)}
    for evidence in (e for seed in found for e in seed.evidence):
        start, stop = map(int, evidence.where.split("-"))
        assert evidence.quote and text[start:stop] == evidence.quote
        assert evidence.digest == text_id(text) and evidence.source == f"samples/papers/{name}"


def test_six_papers_give_many_seeds_and_most_ask_something() -> None:
    found = [seed for name in NAMES for seed in seeds(name)]
    assert len(found) >= 200 and sum(bool(seed.question) for seed in found) >= 150
    assert len({seed.id for seed in found}) == len(found)


@pytest.mark.parametrize("name", NAMES)
def test_every_program_gives_its_answer_again(name: str) -> None:
    for seed in seeds(name):
        assert seed.proof
        if seed.proof.kind == "program":
            claim = json.loads(json.dumps(seed.proof.claim))
            gave = str(run_program(claim["program"], cells_of(seed)))
            assert gave == claim["answer"] and gave in seed.answer


@pytest.mark.parametrize("name", NAMES)
def test_the_cells_of_a_program_are_those_of_the_table_it_names(name: str) -> None:
    document = read(name)
    tables = {block.id: block for block in document.blocks}
    for seed in (seed for seed in seeds(name) if seed.proof and seed.proof.kind == "program"):
        assert seed.proof
        table = tables[str(seed.proof.claim["table"])]
        places = seed.proof.claim["places"]
        assert isinstance(places, dict) and places
        for called, text in cells_of(seed).items():
            row, column = places[called]
            assert table.cells[row][column] == text
        assert f"‘{document.title}’" in seed.question and seed.question[0].isupper() and "{" not in seed.question
        assert seed.evidence[0].quote in seed.material, "the caption stands over the table"


def test_an_extreme_is_what_a_reader_would_find() -> None:
    asked = [s for name in NAMES for s in seeds(name) if s.meta["kind"] in ("argmax", "argmin")]
    assert len(asked) >= 20
    for seed in asked:
        assert seed.proof
        verb, pairs = seed.proof.claim["program"]  # type: ignore[misc]
        cells = cells_of(seed)
        values = {cells[label]: number(cells[value]) for label, value in pairs}  # type: ignore[misc]
        best = (max if verb == "argmax" else min)(values.values())
        assert [label for label, value in values.items() if value == best] == [seed.answer]
        assert not re.match(r"(?i)total|mean|average", seed.answer)


def table(*rows: tuple[str, ...], header_rows: int = 1) -> Document:
    block = Block(id="b1", role="table", text="", page=1, bbox=(0, 0, 1, 1), cells=rows, header_rows=header_rows)
    return Document(source="t.pdf", digest="d", pages=1, title="T", authors=(), abstract="", blocks=(block,))


def kinds(document: Document, **settings: int) -> list[str]:
    found = Tables(**settings).find(document, kept_text(document), "d", FakeRun())
    return [str(seed.meta["kind"]) for seed in found]


def test_a_tie_is_never_asked_about() -> None:
    tied = table(("Method", "Score"), ("Cut", "9"), ("Chain", "9"), ("Arc", "5"))
    assert "argmax" not in kinds(tied) and "argmin" in kinds(tied)
    assert "argmax" in kinds(table(("Method", "Score"), ("Cut", "9"), ("Chain", "8"), ("Arc", "5")))


@pytest.mark.parametrize(
    "rows",
    [
        (("Year", "Score"), ("2001", "9"), ("2002", "8"), ("2003", "5")),
        (("Method", "Remark"), ("Cut", "slow"), ("Chain", "quick"), ("Arc", "new")),
        (("Method", "Score"), ("Cut", "9"), ("Cut", "8"), ("Arc", "5")),
        (("Method", "Score"), ("Cut", "9 or 8"), ("Chain", "8"), ("Arc", "5")),
        (("Method", ""), ("Cut", "9"), ("Chain", "8"), ("Arc", "5")),
    ],
    ids=["rows without names", "no numbers", "names that repeat", "a cell that is no number", "no header"],
)
def test_a_table_that_cannot_be_asked_about_without_guessing_is_left_alone(rows: tuple[tuple[str, ...], ...]) -> None:
    assert kinds(table(*rows)) == []


def test_totals_take_no_part_in_extremes_means_and_counts() -> None:
    document = table(("Group", "Pages"), ("Forms", "30"), ("Letters", "20"), ("Notes", "10"), ("Total", "60"))
    found = list(Tables().find(document, kept_text(document), "d", FakeRun()))
    answers = {str(seed.meta["kind"]): seed.answer for seed in found}
    assert answers["argmax"] == "Forms" and answers["mean"] == "20.0"


def test_no_table_gives_more_than_it_may() -> None:
    rows = [("Plot", "Clay (%)", "Mass (kg)"), *((f"Field {n}", str(n), str(n * n)) for n in range(9))]
    assert len(kinds(table(*rows), most_per_table=5)) == 5
    assert set(kinds(table(*rows), most_per_table=7)) == {
        "look_up", "argmax", "argmin", "difference", "count", "mean", "ratio",
    }  # fmt: skip


def test_units_of_the_header_go_with_the_answer() -> None:
    document = table(("Method", "Time (ms)"), ("Cut", "7.1"), ("Chain", "12.6"), ("Arc", "63.2"))
    found = {str(s.meta["kind"]): s for s in Tables().find(document, kept_text(document), "d", FakeRun())}
    assert found["look_up"].answer.endswith(" ms") and found["difference"].answer.endswith(" ms")
    assert "time" in found["look_up"].question and "ratio" in found and not found["ratio"].answer.endswith("ms")


def test_a_spanning_header_is_part_of_the_headers_below_it() -> None:
    name = "reading_order_comparison.pdf"
    blocks = [b for b in read(name).blocks if b.role == "table" and b.cells[0][1] == "Born-digital"]
    found = readable(blocks[0])
    assert found and [column.header for column in found.columns] == [
        "Born-digital, F1 (%)", "Born-digital, τ", "Scanned, F1 (%)", "Scanned, τ",
    ]  # fmt: skip
    assert "| Method " in markdown(blocks[0]) and "Scanned, F1 (%)" in markdown(blocks[0]).splitlines()[0]


@pytest.mark.parametrize(
    ("one", "many"), [("method", "methods"), ("category", "categories"), ("class", "classes"), ("day", "days")]
)
def test_nouns_have_their_plural(one: str, many: str) -> None:
    assert plural(one) == many


@pytest.mark.parametrize("name", NAMES)
def test_claims_are_sentences_of_the_sections_that_can_stand_alone(name: str) -> None:
    found = [seed for seed in seeds(name) if seed.proof and seed.proof.kind == "quote"]
    assert len(found) >= 4
    for seed in found:
        quote = seed.evidence[0].quote
        assert 8 <= len(words(quote)) <= 40 and quote.endswith(".") and quote in seed.material
        assert not re.match(r"(?i)(this|these|it|they|thus|however)\b", quote) and "[" not in quote
        assert not re.search(r"(?:Table|Fig\.|Eq\.) ?[\dIV]", quote) and seed.meta["section"]
        if seed.question:
            assert seed.answer in quote and seed.question.endswith("?")


@pytest.mark.parametrize(
    "sentence",
    [
        "This reduces the mean error of the factory line by 1.9 percentage points.",
        "At 20 labels it reaches 80.6% and the network only 71.9% of the clips.",
        "As shown above, arc ranking is better than every method without training.",
        "The pairwise tree was proposed by Dorn [4] and is faster than arc ranking.",
        "Table 2 shows that arc ranking reaches the highest F1 of all six methods.",
        "The mean error of the curve with the parameter k is lower than 1.8%.",
        "Arc ranking is better.",
        "How much lower is the mean error of the line that was fitted to local samples?",
        "The gap is smaller in the Orchard than in the other two plots of the farm, which is what Eq. (3) says.",
    ],
)
def test_a_sentence_that_leans_on_others_is_left_alone(sentence: str) -> None:
    assert not alone(sentence) and not list(claims(sentence))


def test_a_definition_is_asked_for_and_answered_in_its_own_words() -> None:
    said = "Band energies are the mean and the deviation of sixteen wide bands of a spectrogram."
    (found,) = claims(f"We start simply. {said} It is cheap.")
    assert (found.kind, found.question) == ("definition", "what are band energies?")
    assert said.endswith(f"{found.answer}.")


def test_no_paper_gives_more_claims_than_it_may_and_they_stay_in_order() -> None:
    document = read("soil_moisture_probes.pdf")
    every = [s.evidence[0].where for s in Claims().find(document, kept_text(document), "d", FakeRun())]
    few = [s.evidence[0].where for s in Claims(most_per_paper=4).find(document, kept_text(document), "d", FakeRun())]
    assert len(few) == 4 < len(every) and few == [where for where in every if where in few]


text = st.text(st.characters(codec="utf-8"), max_size=30)


@given(st.lists(st.one_of(text, st.lists(st.lists(text, min_size=2, max_size=2), min_size=1, max_size=4)), max_size=6))
def test_every_block_and_cell_is_found_in_the_kept_text(parts: list[str | list[list[str]]]) -> None:
    blocks = tuple(
        Block(
            id=f"b{n}", role="table" if isinstance(part, list) else "paragraph", page=1, bbox=(0, 0, 1, 1),
            text="" if isinstance(part, list) else part,
            cells=tuple(map(tuple, part)) if isinstance(part, list) else (),
        )
        for n, part in enumerate(parts)
    )  # fmt: skip
    document = Document(source="s", digest="d", pages=1, title="", authors=(), abstract="", blocks=blocks)
    laid = kept(document)
    for block in blocks:
        start, stop = laid.blocks[block.id]
        if block.cells:
            assert laid.text[start:stop].startswith(f"[table {block.id}]\n")
        else:
            assert laid.text[start:stop] == block.text
        for r, row in enumerate(block.cells):
            for c, cell in enumerate(row):
                low, high = laid.cells[block.id, r, c]
                assert laid.text[low:high] == " ".join(cell.split()) and start <= low <= high <= stop
    assert laid == kept(replace(document))


def test_running_heads_are_not_in_the_kept_text() -> None:
    assert "EASTMARK JOURNAL" not in kept_text(read("soil_moisture_probes.pdf"))

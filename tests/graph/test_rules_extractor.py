from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from fake_run import FakeRun, everything
from graph_samples import facts_of, passages, triples
from hypothesis import given
from hypothesis import strategies as st

from tilth.core.items import Passage, text_id
from tilth.graph.beside import shortens
from tilth.graph.extractors.rules import Rules
from tilth.graph.sentences import tagged

GOLD = Path(__file__).parents[1] / "data" / "documents_facts.jsonl"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The Sarn Viaduct was designed by Hedda Marrick.", ("Sarn Viaduct", "was designed by", "Hedda Marrick")),
        ("Hedda Marrick founded the Odd Company.", ("Hedda Marrick", "founded", "Odd Company")),
        ("The River Quill flows into Lake Dorrimer.", ("River Quill", "flows into", "Lake Dorrimer")),
        (
            "Corvane Town is the capital of the Lindrath Valley.",
            ("Corvane Town", "is the capital of", "Lindrath Valley"),
        ),
        ("Anna Bell was a pupil of Carl Dorn.", ("Anna Bell", "was a pupil of", "Carl Dorn")),
        ("Anna Bell, a pupil of Carl Dorn, played in Rome.", ("Anna Bell", "was a pupil of", "Carl Dorn")),
        ("The Odd Regatta, founded by Anna Bell, is held in Port Ham.", ("Odd Regatta", "was founded by", "Anna Bell")),
        ("Anna Bell studied law at the University of Ham.", ("Anna Bell", "studied law at", "University of Ham")),
        ("Anna Bell studied at Ham College under Carl Dorn.", ("Anna Bell", "studied under", "Carl Dorn")),
        ("The Odd Company was founded in 1887.", ("Odd Company", "was founded in", "1887")),
        ("Anna Bell died on 4 March 1887.", ("Anna Bell", "died on", "4 March 1887")),
        ("Ham Bridge, the iron one, was named after Carl Dorn.", ("Ham Bridge", "was named after", "Carl Dorn")),
        ("The Lindrath Valley Railway (LVR) ran for years.", ("Lindrath Valley Railway", "is also called", "LVR")),
        ("Anna Bell was born in Ham and studied in Rome City.", ("Anna Bell", "studied in", "Rome City")),
        ("In 1847 Anna Bell joined the Odd Company.", ("Anna Bell", "joined", "Odd Company")),
        ("St Orrin's Cathedral stands in Port Ham.", ("St Orrin's Cathedral", "stands in", "Port Ham")),
        ("Ham Bridge lies in the old town of Upper Ham.", ("Ham Bridge", "lies in", "Upper Ham")),
        ("The Odd Works employed 2,150 people.", ("Odd Works", "employed", "2,150 people")),
        ("Lost Hours is a 1994 drama film directed by Anna Bell.", ("Lost Hours", "was directed by", "Anna Bell")),
    ],
)
def test_a_plain_statement_gives_its_fact(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in triples(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Bell did not design the Sarn Viaduct.",
        "The Sarn Viaduct was never designed by Hedda Marrick.",
        "Anna Bell might have founded the Odd Company.",
        "The Odd Company was allegedly founded by Anna Bell.",
        "Carl Dorn said that Anna Bell founded the Odd Company.",
        "Nobody knows whether Anna Bell founded the Odd Company.",
        "If Anna Bell founded the Odd Company, it was late.",
        "Anna Bell refused to join the Odd Company.",
        "According to Carl Dorn, Anna Bell founded the Odd Company.",
    ],
)
def test_what_is_denied_or_supposed_gives_nothing(text: str) -> None:
    assert triples(text) == []


def test_an_apposition_says_nothing_of_a_place_that_stands_before_it() -> None:
    found = triples("Anna Bell was born in Upper Ham, the daughter of a dyer at Low Mill.")
    assert found == [("Anna Bell", "was born in", "Upper Ham")]


def test_a_verb_after_an_apposition_belongs_to_the_subject() -> None:
    found = triples("Carl Dorn, a painter born in Upper Ham, taught at Low College.")
    assert ("Carl Dorn", "taught at", "Low College") in found
    assert not any(subject == "Upper Ham" for subject, _, _ in found)


def test_a_fact_does_not_cross_into_the_next_clause() -> None:
    found = triples("Anna Bell died in Port Ham and Carl Dorn founded the Odd Company.")
    assert ("Carl Dorn", "founded", "Odd Company") in found
    assert not any(subject == "Anna Bell" and object_ == "Odd Company" for subject, _, object_ in found)


def test_a_name_that_only_describes_is_no_object() -> None:
    assert triples("Anna Bell married into the Gadwell family.") == []


def test_a_sentence_of_more_than_600_characters_is_counted_and_left_alone() -> None:
    run = FakeRun()
    long = "Anna Bell founded the Odd Company" + ", as we heard" * 50 + "."
    assert list(Rules().extract(Passage(long, "a"), run)) == []
    assert run.counts["long_sentences"] == 1


@pytest.mark.parametrize("short", ["LVR", "L.V.R.", "LVRC"])
def test_a_short_form_takes_the_first_letters(short: str) -> None:
    assert shortens(short, "Lindrath Valley Railway Company")


@pytest.mark.parametrize("short", ["1846", "VLR", "born 1846", "X", "lvr"])
def test_other_words_in_brackets_are_no_short_form(short: str) -> None:
    assert not shortens(short, "Lindrath Valley Railway Company")


def test_every_fact_of_the_samples_stands_in_its_sentence_and_the_sentence_where_it_says() -> None:
    run, count = FakeRun(), 0
    for passage in passages():
        for fact in everything(Rules().apply(passage, run)):
            start, stop = map(int, fact.sentence.where.split("-"))
            assert run.kept[fact.sentence.digest] == (passage.source, passage.text)
            assert passage.text[start:stop] == fact.sentence.quote
            assert fact.subject in fact.sentence.quote and fact.object in fact.sentence.quote
            assert fact.relation.strip() and fact.extractor == "rules" and 0 < fact.confidence <= 1
            count += 1
    assert count > 250


def _bare(name: str) -> str:
    return name.lower().removeprefix("the ").partition(" of 18")[0]


def _same(one: str, other: str) -> bool:
    one, other = _bare(one), _bare(other)
    return one == other or one.endswith(" " + other) or other.endswith(" " + one)


def test_four_of_five_written_facts_of_the_samples_are_found() -> None:
    found: dict[str, list[tuple[str, str]]] = {}
    for passage in passages():
        facts = Rules().extract(passage, FakeRun())
        found[passage.source] = [(fact.subject, fact.object) for fact in facts]
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    gold = [row for row in gold if row["document"] in found]
    hits = sum(
        any(_same(row["subject"], head) and _same(row["object"], tail) for head, tail in found[row["document"]])
        for row in gold
    )
    assert len(gold) > 200 and hits / len(gold) >= 0.8


WORDS = st.sampled_from(
    "Anna Bell the The of was is born in founded by and , . ; ( ) \" 's 1887 March 4 who which not Lake Ham's a city "
    "because J. St. “ ” [ ] * – 118 people under University".split(" ")
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(lambda words: " ".join(words) + ".")))
def test_whatever_the_text_facts_are_words_of_it(text: str) -> None:
    for fact in facts_of(text):
        start, stop = map(int, fact.sentence.where.split("-"))
        assert text[start:stop] == fact.sentence.quote and fact.sentence.digest == text_id(text)
        assert fact.subject in fact.sentence.quote and fact.object in fact.sentence.quote
        assert fact.subject != fact.object


@given(st.lists(WORDS, max_size=60).map(lambda words: " ".join(words) + "."))
def test_tokens_stand_in_order_and_each_has_its_letter(text: str) -> None:
    for sentence in tagged(text, ""):
        assert sentence is not None
        assert len(sentence.tags) == len(sentence.spans)
        ends = [place for span in sentence.spans for place in span]
        assert ends == sorted(ends) and sentence.start <= ends[0] and ends[-1] <= sentence.stop


@pytest.mark.parametrize(
    "piece", ["(", "A of ", "A, ", "the A, a b of ", '"A ', "was A and ", "A's ", "\n- ", "in A in ", "A (A) ", "1990 "]
)
def test_the_cost_of_hostile_text_is_linear(piece: str) -> None:
    text = (piece * 80 + ".\n\n") * (200_000 // (80 * len(piece)))
    before = time.perf_counter()
    list(Rules().extract(Passage(text, "a"), FakeRun()))
    assert time.perf_counter() - before < 5

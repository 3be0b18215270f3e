from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest
from fake_run import FakeRun, everything
from graph_samples import facts_of, graph_of, joined, passages
from hypothesis import given
from hypothesis import strategies as st

from tilth.core.items import Evidence, Fact
from tilth.core.step import Part
from tilth.graph.build import JoinFacts, load
from tilth.graph.extractors.rules import Rules
from tilth.graph.kinds import is_amount, is_date
from tilth.graph.resolve import key


def sample_facts() -> list[Fact]:
    return [fact for passage in passages() for fact in everything(Rules().apply(passage, FakeRun()))]


@pytest.mark.parametrize("other", ["the Sarn Viaduct", "The sarn viaduct", "Sarn  Viaduct's", "SARN VIADUCT"])
def test_case_articles_and_possessives_make_no_difference(other: str) -> None:
    assert key(other) == key("Sarn Viaduct")


def test_an_honorific_before_a_full_name_makes_no_difference_but_before_a_surname_it_does() -> None:
    assert key("Bishop Anselm Coverdine") == key("Anselm Coverdine")
    assert key("Governor Ambry") != key("Ambry")


def test_a_surname_means_the_one_person_of_that_name_in_the_document(tmp_path: Path) -> None:
    graph = graph_of({"a": "Anna Bell was born in Ham City. Bell studied at Low College."}, tmp_path)
    assert {edge.head for edge in graph.edges} == {"Anna Bell"}


def test_a_surname_that_two_persons_share_means_neither(tmp_path: Path) -> None:
    text = "Anna Bell was born in Ham City. Carl Bell was born in Low City. Bell studied at Low College."
    graph = graph_of({"doc": text}, tmp_path)
    assert not any(edge.fact.subject == "Bell" for edge in graph.edges)


def test_a_surname_goes_to_the_person_the_document_is_about(tmp_path: Path) -> None:
    text = "Anna Bell was born in Ham City. Carl Bell was born in Low City. Bell studied at Low College."
    graph = graph_of({"anna_bell.txt": text}, tmp_path)
    assert {edge.head for edge in graph.edges if edge.fact.subject == "Bell"} == {"Anna Bell"}


def test_a_place_is_short_for_no_person(tmp_path: Path) -> None:
    text = "Anna Lincoln was born in Ham City. Carl Dorn was born in Lincoln. The Odd Mill is located in Lincoln."
    graph = graph_of({"doc": text}, tmp_path)
    assert {edge.tail for edge in graph.edges if edge.fact.object == "Lincoln"} == {"Lincoln"}


def test_a_short_form_means_the_long_one_where_it_was_given(tmp_path: Path) -> None:
    text = "The Low Valley Railway (LVR) was founded by Anna Bell. In 1921 the LVR joined the Odd Union."
    graph = graph_of({"doc": text}, tmp_path)
    assert [edge.head for edge in graph.edges if edge.fact.subject == "LVR"] == ["Low Valley Railway"]


def test_a_description_means_what_the_document_is_about_if_it_fits(tmp_path: Path) -> None:
    text = "Lost Hours is a film of 1990. The film was directed by Anna Bell. The bridge was designed by Carl Dorn."
    graph = graph_of({"lost_hours.txt": text}, tmp_path)
    assert [(edge.head, edge.tail) for edge in graph.edges] == [("Lost Hours", "Anna Bell")]


def test_names_with_different_years_stay_apart(tmp_path: Path) -> None:
    text = "The Mill Act of 1838 was drafted by Anna Bell. The Mill Act of 1853 was drafted by Carl Dorn."
    graph = graph_of({"doc": text + " The Mill Act was amended by Eva Dorn."}, tmp_path)
    assert {edge.head for edge in graph.edges} == {"Mill Act of 1838", "Mill Act of 1853", "Mill Act"}


def test_one_year_may_be_left_out(tmp_path: Path) -> None:
    text = "The Mill Act of 1838 was drafted by Anna Bell. The Mill Act was amended by Eva Dorn."
    assert {edge.head for edge in graph_of({"doc": text}, tmp_path).edges} == {"Mill Act"}


def test_a_fact_that_is_said_twice_is_one_edge(tmp_path: Path) -> None:
    text = "Ham Bridge was designed by Anna Bell."
    assert len(graph_of({"a": text, "b": text}, tmp_path).edges) == 1


def test_a_fact_whose_sentence_does_not_hold_its_ends_is_left_out(tmp_path: Path) -> None:
    run = FakeRun()
    said = Evidence("a", "Somebody built it.", "0-18", "d")
    assert joined([Fact("Ham Bridge", "was built by", "Anna Bell", said)], tmp_path, run).edges == ()
    assert run.counts["facts_unfounded"] == 1


def test_what_a_thing_is_said_to_be_tells_its_kind_and_is_no_edge(tmp_path: Path) -> None:
    text = (
        "Hedda Marrick was a civil engineer. The Sarn Viaduct is a stone bridge. Hedda Marrick built the Sarn Viaduct."
    )
    graph = graph_of({"doc": text}, tmp_path)
    assert len(graph.edges) == 1
    assert (graph.sort("Hedda Marrick").kind, graph.sort("Sarn Viaduct").noun) == ("person", "bridge")
    assert (graph.spoken("Sarn Viaduct"), graph.spoken("Hedda Marrick")) == ("the Sarn Viaduct", "Hedda Marrick")


@pytest.mark.parametrize("parts", [1, 2, 7])
def test_the_graph_and_its_places_do_not_depend_on_the_partitions(tmp_path: Path, parts: int) -> None:
    facts = sample_facts()
    whole = joined(facts, tmp_path)
    apart = tmp_path / "apart"
    apart.mkdir()
    shuffled = random.Random(parts).sample(facts, len(facts))
    JoinFacts().gather([iter(shuffled[n::parts]) for n in range(parts)], apart, FakeRun())
    for name in ("facts.jsonl", "entities.json"):
        assert (apart / name).read_bytes() == (tmp_path / name).read_bytes()
    places = [list(JoinFacts().give(apart, Part(n, parts), iter(()), FakeRun())) for n in range(parts)]
    assert sorted(place.entity for part in places for place in part) == sorted(whole.touching)
    assert max(map(len, places)) - min(map(len, places)) <= 1


def test_a_folder_is_read_once_while_it_stays_as_it_is(tmp_path: Path) -> None:
    joined(facts_of("Ham Bridge was designed by Anna Bell."), tmp_path)
    first = load(tmp_path)
    assert load(tmp_path) is first
    joined(facts_of("Low Bridge was designed by Anna Bell in Ham City."), tmp_path)
    os.utime(tmp_path / "facts.jsonl", ns=(1, 1))
    assert load(tmp_path) is not first


def test_the_graph_of_nothing_is_empty(tmp_path: Path) -> None:
    assert joined([], tmp_path).edges == ()
    assert list(JoinFacts().give(tmp_path, Part(0, 2), iter(()), FakeRun())) == []


def test_each_edge_of_the_samples_keeps_its_evidence(tmp_path: Path) -> None:
    facts = sample_facts()
    graph = joined(facts, tmp_path)
    assert {edge.fact.id for edge in graph.edges} <= {fact.id for fact in facts}
    assert graph.titles["hedda_marrick.txt"] == "Hedda Marrick"
    told = json.loads((tmp_path / "entities.json").read_text(encoding="utf-8"))
    assert set(told["sorts"]) == set(graph.touching)


@given(st.integers(1000, 2100), st.integers(1, 31), st.sampled_from(["March", "May", "December"]))
def test_dates_are_known_however_they_are_written(year: int, day: int, month: str) -> None:
    for date in (f"{year}", f"{month} {year}", f"{day} {month} {year}", f"{month} {day}, {year}"):
        assert is_date(date) and not is_amount(date)
    assert is_amount(f"{day} people") and not is_date(f"{year} Olympics")


@given(st.lists(st.text("abcXYZ", min_size=1), min_size=1, max_size=4).map(" ".join))
def test_a_key_does_not_depend_on_case_article_or_spaces(name: str) -> None:
    assert key("The  " + name.swapcase().replace(" ", "\n")) == key(name) == key(name + "'s")

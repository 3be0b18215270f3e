from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from fake_run import FakeRun, everything
from graph_samples import passages

from tilth.composers.chronicle import Chronicle
from tilth.core.items import Evidence, Proof, Record, Seed, text_id
from tilth.core.step import Part
from tilth.graph.build import JoinFacts
from tilth.graph.extractors.rules import Rules
from tilth.graph.items import Graph, Place
from tilth.graph.retrievers.bridge_paths import BridgePaths
from tilth.graph.retrievers.random_walk import RandomWalk
from tilth.proofs.path import Path as PathProof


@dataclass
class Made:
    """What came of the samples."""

    run: FakeRun
    places: list[Place]
    seeds: list[Seed]

    @property
    def graph(self) -> Graph:
        return self.places[0].graph


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    run, folder = FakeRun(7), tmp_path_factory.mktemp("samples")
    facts = [fact for passage in passages() for fact in everything(Rules().apply(passage, run))]
    JoinFacts().gather([iter(facts)], folder, run)
    places = list(JoinFacts().give(folder, Part(0, 1), iter(()), run))
    return Made(run, places, [seed for place in places for seed in everything(BridgePaths().apply(place, run))])


def test_the_samples_give_enough_seeds_and_most_have_a_question(made: Made) -> None:
    asked = [seed for seed in made.seeds if seed.question]
    assert len(made.seeds) >= 250 and len(asked) / len(made.seeds) >= 0.6
    assert len({seed.id for seed in made.seeds}) == len(made.seeds)
    assert len({seed.question for seed in asked}) > 150


def test_every_path_is_proved_step_by_step(made: Made) -> None:
    for seed in made.seeds:
        assert seed.proof
        hops = seed.proof.claim["hops"]
        assert isinstance(hops, list) and seed.meta["hops"] == len(hops) == len(seed.evidence)
        for number, hop in enumerate(hops):
            quote = seed.evidence[hop["evidence"]].quote
            assert hop["subject"] in quote and hop["object"] in quote and hop["evidence"] == number
            assert number == 0 or hops[number - 1]["to"] == hop["from"]
        assert seed.proof.claim["answer"] in seed.evidence[-1].quote
        assert len({evidence.source for evidence in seed.evidence}) >= 2


def test_all_evidence_can_be_followed(made: Made) -> None:
    for evidence in {evidence for seed in made.seeds for evidence in seed.evidence}:
        source, text = made.run.kept[evidence.digest]
        start, stop = map(int, evidence.where.split("-"))
        assert (source, text[start:stop], text_id(text)) == (evidence.source, evidence.quote, evidence.digest)


def test_no_question_gives_its_answer_away_or_names_what_lies_between(made: Made) -> None:
    for seed in made.seeds:
        if seed.question:
            said = seed.question.casefold()
            assert seed.answer in seed.evidence[-1].quote and seed.answer.casefold() not in said
            assert not any(name.casefold() in said for name in seed.meta["entities"][1:])
            assert seed.meta["entities"][0].casefold() in said


def test_a_question_reads_as_one(made: Made) -> None:
    for question in {seed.question for seed in made.seeds if seed.question}:
        words = question[:-1].split()
        assert question[0].isupper() and question.endswith("?") and "  " not in question
        assert {"Who", "Whom", "Whose", "Which", "Where", "What", "When", "which", "whom", "many"} & set(words)
        assert not any(one == two for one, two in pairwise(words))
        assert len(words) <= 30


def records(made: Made) -> list[Record]:
    return [record for seed in made.seeds for record in everything(Chronicle().apply(seed, made.run))]


def test_a_chronicle_quotes_every_sentence_as_it_stands_and_in_order(made: Made) -> None:
    for record in records(made):
        places = [record.text.index(f"“{evidence.quote}”") for evidence in record.evidence]
        assert places == sorted(places) and record.question == record.answer == ""
        assert "{" not in record.text and "  " not in record.text.replace("\n", "")
        assert record.text[0].isupper() and record.text[-1] in ".”"


def test_the_proof_of_each_chronicle_holds(made: Made) -> None:
    for record in records(made):
        PathProof().check(record, None)  # type: ignore[arg-type]


def test_chronicles_do_not_all_begin_alike(made: Made) -> None:
    openings = {record.text.split()[0] for record in records(made)}
    assert len(openings) >= 4


def test_the_same_run_writes_the_same(made: Made) -> None:
    assert records(made) == records(made)


def test_the_baseline_keeps_the_same_promises(made: Made) -> None:
    found = [seed for place in made.places for seed in everything(RandomWalk().apply(place, FakeRun(1)))]
    assert found
    for seed in found:
        assert len(set(seed.meta["entities"])) == seed.meta["hops"] + 1 == 3
        assert len(set(seed.evidence)) == 2


def test_a_seed_without_evidence_has_no_chronicle() -> None:
    run = FakeRun()
    assert everything(Chronicle().apply(Seed(material="words", method="own"), run)) == []
    assert run.dropped[0][2] == "no_evidence"


def test_a_chronicle_can_be_written_of_any_evidence() -> None:
    text = "Tides follow the moon.\nThey come twice a day."
    quotes = (Evidence("a", text[:22], "0-22", text_id(text)), Evidence("b", text[23:], "23-46", text_id(text)))
    seed = Seed(material=text, method="own", evidence=quotes, proof=Proof("quote"))
    (record,) = everything(Chronicle().apply(seed, FakeRun()))
    assert all(evidence.quote in record.text for evidence in quotes)


def test_meta_tells_where_a_path_came_from(made: Made) -> None:
    for seed in made.seeds[:20]:
        assert seed.meta["retriever"] == "bridge_paths"
        assert len(seed.meta["titles"]) == len(seed.evidence)
        assert len(seed.meta["names"]) == len(seed.meta["entities"]) == seed.meta["hops"] + 1

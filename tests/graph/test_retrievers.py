from __future__ import annotations

import random
from pathlib import Path

import pytest
from fake_run import FakeRun, everything
from graph_samples import graph_of, joined
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.core.items import Evidence, Fact, Seed
from tilth.graph.ask import only
from tilth.graph.items import Graph, Place
from tilth.graph.retrieve import Retriever, weakness
from tilth.graph.retrievers.bridge_paths import BridgePaths
from tilth.graph.retrievers.random_walk import RandomWalk

CHAIN = {
    "bridge": "The Ham Bridge was designed by Anna Bell.",
    "bell": "Anna Bell was born in Upper Corvane.",
    "corvane": "Upper Corvane lies on Lake Dorrimer.",
}


def seeds(graph: Graph, entity: str, retriever: Retriever | None = None, run: FakeRun | None = None) -> list[Seed]:
    return everything((retriever or BridgePaths()).apply(Place(graph, entity), run or FakeRun()))


def test_a_seed_quotes_one_sentence_a_hop_and_proves_each(tmp_path: Path) -> None:
    graph = graph_of(CHAIN, tmp_path)
    found = {tuple(seed.meta["entities"]): seed for seed in seeds(graph, "Ham Bridge")}
    seed = found["Ham Bridge", "Anna Bell", "Upper Corvane"]
    assert seed.method == "graph" and seed.material == f"{CHAIN['bridge']} {CHAIN['bell']}"
    assert [evidence.quote for evidence in seed.evidence] == [CHAIN["bridge"], CHAIN["bell"]]
    assert seed.proof and seed.proof.kind == "path"
    assert seed.proof.claim["hops"][1] == {
        "subject": "Anna Bell",
        "relation": "was born in",
        "object": "Upper Corvane",
        "evidence": 1,
        "from": "Anna Bell",
        "to": "Upper Corvane",
    }
    assert seed.proof.claim["answer"] == seed.answer == "Upper Corvane"
    assert seed.meta["hops"] == 2 and seed.meta["retriever"] == "bridge_paths"


def test_a_path_with_a_shortcut_is_left_out(tmp_path: Path) -> None:
    graph = graph_of(CHAIN | {"more": "The Ham Bridge stands in Upper Corvane."}, tmp_path)
    ends = [seed.meta["entities"] for seed in seeds(graph, "Ham Bridge")]
    assert ["Ham Bridge", "Anna Bell", "Upper Corvane"] not in ends and ends


def test_a_path_that_one_sentence_tells_is_left_out(tmp_path: Path) -> None:
    told = CHAIN | {"bell": "Anna Bell was born in Upper Corvane, far from the Ham Bridge."}
    graph = graph_of(told, tmp_path)
    assert not any(seed.meta["entities"][:2] == ["Ham Bridge", "Anna Bell"] for seed in seeds(graph, "Ham Bridge"))


def test_a_path_with_two_hops_in_one_sentence_is_left_out(tmp_path: Path) -> None:
    text = "The Ham Bridge was designed by Anna Bell, a pupil of Carl Dorn."
    graph = graph_of({"a": text, "b": "Carl Dorn was born in Upper Corvane."}, tmp_path)
    run = FakeRun()
    walked = RandomWalk(hops=2, walks_per_entity=50)
    assert not any(seed.meta["entities"][-1] == "Carl Dorn" for seed in seeds(graph, "Ham Bridge", walked, run))
    assert run.counts["paths_in_one_sentence"] > 0


def test_an_answer_that_is_not_the_only_one_is_left_out(tmp_path: Path) -> None:
    graph = graph_of(CHAIN | {"again": "Anna Bell was born in Lower Tolley."}, tmp_path)
    assert not any(seed.meta["hops"] == 2 for seed in seeds(graph, "Ham Bridge"))


def test_a_path_must_come_from_two_documents(tmp_path: Path) -> None:
    graph = graph_of({"all": " ".join(CHAIN.values())}, tmp_path)
    assert seeds(graph, "Ham Bridge") == []
    assert seeds(graph, "Ham Bridge", BridgePaths(fewest_documents=1))


def test_no_date_leads_on(tmp_path: Path) -> None:
    texts = {"a": "The Ham Bridge was built in 1855.", "b": "The Odd Mill was built in 1855."}
    graph = graph_of(texts, tmp_path)
    assert seeds(graph, "Ham Bridge") == [] and seeds(graph, "1855") == []


def test_a_person_born_in_a_town_is_not_the_only_one(tmp_path: Path) -> None:
    graph = graph_of(CHAIN, tmp_path)
    assert not any(seed.meta["entities"][-1] == "Anna Bell" for seed in seeds(graph, "Lake Dorrimer"))


def test_the_active_and_the_passive_say_the_same(tmp_path: Path) -> None:
    texts = {"a": "The Odd Mill was founded by Anna Bell.", "b": "Carl Dorn founded the Odd Mill."}
    graph = graph_of(texts, tmp_path)
    assert not any(only(graph, "Odd Mill", edge) for edge in graph.edges)
    assert all(only(graph, name, edge) for name, edge in zip(("Anna Bell", "Carl Dorn"), graph.edges, strict=True))


def test_more_hops_and_more_paths_come_of_asking_for_them(tmp_path: Path) -> None:
    graph = graph_of(CHAIN, tmp_path)
    assert {seed.meta["hops"] for seed in seeds(graph, "Ham Bridge", BridgePaths(hops=2))} == {2}
    assert {seed.meta["hops"] for seed in seeds(graph, "Ham Bridge", BridgePaths(hops=3))} == {2, 3}
    assert len(seeds(graph, "Ham Bridge", BridgePaths(most_per_entity=1))) == 1


@pytest.mark.parametrize("retriever", [BridgePaths(), RandomWalk()])
def test_the_same_seed_takes_the_same_paths(tmp_path: Path, retriever: Retriever) -> None:
    graph = made_up(3, 40, tmp_path)
    for entity in graph.touching:
        first = [seed.id for seed in seeds(graph, entity, retriever, FakeRun(5))]
        assert first == [seed.id for seed in seeds(graph, entity, retriever, FakeRun(5))]


def made_up(chance: int, size: int, folder: Path) -> Graph:
    """A graph of `size` facts, each in one of a few documents."""
    rng, facts = random.Random(chance), []
    for number in range(size):
        head, tail = (f"{rng.choice('ABCDE')}old {rng.choice('FGHIJ')}ane" for _ in range(2))
        relation = rng.choice(["was designed by", "flows into", "married", "was born in"])
        said = f"{head} {relation} {tail}."
        place = f"{number * 99}-{number * 99 + len(said)}"
        facts.append(Fact(head, relation, tail, Evidence(f"doc{number % 4}", said, place, "d")))
    return joined(facts, folder)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 60), st.integers(2, 4), st.integers(1, 5), st.integers(1, 3))
def test_whatever_the_graph_paths_keep_their_promises(
    tmp_path_factory: pytest.TempPathFactory, chance: int, size: int, hops: int, most: int, documents: int
) -> None:
    graph = made_up(chance, size, tmp_path_factory.mktemp("graph"))
    retriever = BridgePaths(hops, most, documents)
    for entity in graph.touching:
        paths = list(retriever.retrieve(graph, entity, FakeRun(chance)))
        assert len(paths) <= most
        assert len({path.edges[-1].number for path in paths}) == len(paths)
        for path in paths:
            assert path.start == entity and 2 <= len(path.edges) <= hops
            assert len(set(path.entities)) == len(path.entities)
            assert len({edge.fact.sentence.source for edge in path.edges}) >= min(documents, len(path.edges))
            assert not weakness(path, graph)

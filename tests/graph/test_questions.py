from __future__ import annotations

from itertools import pairwise
from pathlib import Path as File

import pytest
from graph_samples import graph_of

from tilth.graph.ask import ask
from tilth.graph.items import Graph, Path
from tilth.graph.relations import crowded, phrase, sense

WORLD = {
    "viaduct": "The Sarn Viaduct, a stone bridge, was designed by Hedda Marrick and opened in 1855.",
    "marrick": "Hedda Marrick was born in Ashmarrow. Marrick studied under Gideon Strale.",
    "roads": "Hedda Marrick wrote Stone Roads.",
    "ashmarrow": "Ashmarrow, a slate town, lies on the River Quill. The River Quill flows into Lake Dorrimer.",
    "corvane": "Corvane Port, a town, is the capital of the Lindrath Valley. Lindrath Valley is a region.",
    "ambry": "Silas Ambry died in Corvane Port. The Odd Act, a law, was drafted by Silas Ambry.",
    "sandrake": "Emil Sandrake built the great organ of St Orrin's Cathedral. Emil Sandrake married Hedda Marrick.",
    "trust": "The Greyfen Trust is a charity in Ashmarrow. The Greyfen Trust employs 34 people.",
    "hart": "Odile Hart founded the Greyfen Trust.",
    "comet": "Comet Vaillon was discovered by Emeric Vaillon. Emeric Vaillon was the director of the Odd Observatory.",
    "observatory": "The Odd Observatory was founded by Lavinia Thorsby in 1868.",
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return graph_of(WORLD, tmp_path_factory.mktemp("world"))


def walk(graph: Graph, *entities: str) -> Path:
    """The path along these entities."""
    edges = []
    for here, there in pairwise(entities):
        edges.append(next(edge for edge in graph.at(here) if {edge.head, edge.tail} == {here, there}))
    return Path(entities[0], tuple(edges))


@pytest.mark.parametrize(
    ("along", "question", "answer"),
    [
        (
            ("Sarn Viaduct", "Hedda Marrick", "Ashmarrow"),
            "In which town was the person who designed the Sarn Viaduct born?",
            "Ashmarrow",
        ),
        (
            ("Sarn Viaduct", "Hedda Marrick", "Gideon Strale"),
            "Under whom did the person who designed the Sarn Viaduct study?",
            "Gideon Strale",
        ),
        (
            ("Ashmarrow", "River Quill", "Lake Dorrimer"),
            "Into which lake does the river on which Ashmarrow lies flow?",
            "Lake Dorrimer",
        ),
        (
            ("Stone Roads", "Hedda Marrick", "Sarn Viaduct", "1855"),
            "In which year did the bridge that was designed by the person who wrote Stone Roads open?",
            "1855",
        ),
        (
            ("Odd Act", "Silas Ambry", "Corvane Port", "Lindrath Valley"),
            None,
            "",
        ),
        (
            ("Silas Ambry", "Corvane Port", "Lindrath Valley"),
            "The town in which Silas Ambry died is the capital of which region?",
            "Lindrath Valley",
        ),
        (
            ("Sarn Viaduct", "Hedda Marrick", "Emil Sandrake"),
            "Who married the person who designed the Sarn Viaduct?",
            "Emil Sandrake",
        ),
        (
            ("Stone Roads", "Hedda Marrick", "Emil Sandrake", "St Orrin's Cathedral"),
            "The great organ of which cathedral did the spouse of the person who wrote Stone Roads build?",
            "St Orrin's Cathedral",
        ),
        (
            ("Greyfen Trust", "Ashmarrow", "River Quill"),
            "On which river does the town in which the Greyfen Trust is located lie?",
            "River Quill",
        ),
        (
            ("Odile Hart", "Greyfen Trust", "34 people"),
            "How many people does the charity that was founded by Odile Hart employ?",
            "34 people",
        ),
        (
            ("Comet Vaillon", "Emeric Vaillon", "Odd Observatory", "Lavinia Thorsby"),
            "Who founded the observatory whose director was the person who discovered Comet Vaillon?",
            "Lavinia Thorsby",
        ),
        (
            ("Lavinia Thorsby", "Odd Observatory", "Emeric Vaillon"),
            "Who was the director of the observatory that was founded by Lavinia Thorsby?",
            "Emeric Vaillon",
        ),
    ],
)
def test_a_question_is_plain_english(world: Graph, along: tuple[str, ...], question: str | None, answer: str) -> None:
    asked = ask(walk(world, *along), world)
    assert asked == ((question, answer) if question else None)


def test_a_town_where_many_were_born_is_no_way_to_one_of_them(world: Graph) -> None:
    assert ask(walk(world, "River Quill", "Ashmarrow", "Hedda Marrick"), world) is None


def test_a_question_does_not_name_its_answer_or_what_lies_between(tmp_path: File) -> None:
    texts = {
        "a": "The Ham Mill was founded by Anna Ham.",
        "b": "Anna Ham was born in Ham.",
        "c": "Carl Dorn was born in Ham.",
    }
    graph = graph_of(texts, tmp_path)
    assert ask(walk(graph, "Ham Mill", "Anna Ham", "Ham"), graph) is None


def test_two_that_fit_a_description_make_no_question(tmp_path: File) -> None:
    texts = {
        "a": "Anna Bell designed the Ham Bridge. The Ham Bridge is a bridge. The Ham Bridge was opened in 1850.",
        "b": "Anna Bell designed the Low Bridge. The Low Bridge is a bridge.",
    }
    graph = graph_of(texts, tmp_path)
    assert ask(walk(graph, "Anna Bell", "Ham Bridge", "1850"), graph) is None


@pytest.mark.parametrize(
    ("relation", "meaning"),
    [
        ("was founded by", ("found", True)),
        ("founded", ("found", False)),
        ("was written by", ("write", True)),
        ("wrote", ("write", False)),
        ("flows into", ("flow into", False)),
    ],
)
def test_voices_of_one_verb_mean_the_same(relation: str, meaning: tuple[str, bool]) -> None:
    assert sense(relation) == meaning


@pytest.mark.parametrize(
    ("relation", "active"),
    [
        ("was written by", "wrote"),
        ("is owned by", "owns"),
        ("was originally built by", "originally built"),
        ("was written and drawn by", "wrote and drew"),
        ("was born in", ""),
        ("was grumbled by", ""),
    ],
)
def test_a_passive_becomes_active_where_its_verb_is_known(relation: str, active: str) -> None:
    assert phrase(relation).active == active


def test_many_stand_in_a_crowded_relation() -> None:
    assert crowded("was born in") and crowded("is a town in") and crowded("had studied at")
    assert not crowded("was designed by") and not crowded("is the capital of") and not crowded("crosses")

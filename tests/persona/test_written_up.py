"""Digests and interviews say what is quoted and nothing else, in many forms, for seeds of any method."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from fake_run import FakeRun, everything

from tilth.composers._clauses import clause_of, lowered
from tilth.composers._digest_forms import FORMS
from tilth.composers._questions import question_of
from tilth.composers._telling import marked
from tilth.composers._verbs import BASE_OF_PAST, BASE_OF_THIRD
from tilth.composers.digest import Digest
from tilth.composers.interview import Interview
from tilth.core.errors import RecipeError
from tilth.core.items import Evidence, Passage, Proof, Record, Seed, quote
from tilth.core.parts import Composer
from tilth.core.text import sentences, words
from tilth.persona.browsers.folder import Folder
from tilth.persona.explore import Explore
from tilth.persona.hub import persona
from tilth.persona.strategies.interest import Interest
from tilth.proofs.quote import Quote

SITE = Path(__file__).parents[2] / "samples" / "site"
TEXT = (
    "The Corvane lantern is a lamp that burns fish oil. Emeric Vaillon designed the lantern in 1812. "
    "Fishermen carried it because it did not go out in the wind. The town of Corvane sold 4,000 lanterns a year."
)


@cache
def seeds() -> tuple[Seed, ...]:
    step, run = Explore(Interest(), Folder(SITE)), FakeRun(7)
    return tuple(seed for index in range(60) for seed in everything(step.apply(persona(index), run)))


@cache
def written(composer: Composer) -> tuple[tuple[Seed, Record], ...]:
    run = FakeRun(7)
    return tuple((seed, record) for seed in seeds() for record in everything(composer.apply(seed, run)))


def of_another_method(text: str = TEXT, **more: object) -> Seed:
    passage = Passage(text, "documents/lantern.txt")
    evidence = tuple(quote(passage, start, stop) for start, stop in sentences(text))
    return Seed(material=text, method="graph", evidence=evidence, **more)  # type: ignore[arg-type]


BOTH = pytest.mark.parametrize("composer", [Digest(), Interview()], ids=lambda composer: composer.name)


@BOTH
def test_every_quote_stands_in_the_text_and_the_proof_holds(composer: Composer) -> None:
    for seed, record in written(composer):
        assert 2 <= len(record.evidence) <= 6 and set(record.evidence) <= set(seed.evidence)
        assert record.proof == Proof("quote")
        Quote().check(record, None)  # type: ignore[arg-type]


@BOTH
def test_every_seed_becomes_a_text_of_its_own(composer: Composer) -> None:
    texts = [record.text for _, record in written(composer)]
    openings = Counter(" ".join(text.split()[:12]) for text in texts)
    assert len(texts) == len(seeds()) >= 150 and len(set(texts)) == len(texts)
    assert len(openings) > 0.9 * len(texts) and max(openings.values()) <= 4


@BOTH
def test_the_same_seed_is_written_up_the_same_whatever_came_before(composer: Composer) -> None:
    alone = [everything(composer.apply(seed, FakeRun(7)))[0] for seed in reversed(seeds()[:20])]
    assert alone[::-1] == [record for _, record in written(composer)[:20]]
    assert everything(composer.apply(seeds()[0], FakeRun(8))) != alone[-1:]


@BOTH
def test_no_fact_is_told_that_is_not_quoted(composer: Composer) -> None:
    for seed, record in written(composer):
        rest = record.text
        for evidence in record.evidence:
            rest = rest.replace(evidence.quote, " ")
        rest = rest.replace(str(seed.meta["title"]), " ")
        known = " ".join(str(value) for value in (*record.evidence, *seed.meta.values()))
        said = {number for number in re.findall(r"\d+", re.sub(r"Card \d+", "", rest))}
        assert said <= set(re.findall(r"\d+", known)), record.text
        names = re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", rest)
        assert all(name in known for name in names if name not in ("I",)), (names, record.text)


@BOTH
def test_the_card_is_never_printed_wholesale(composer: Composer) -> None:
    for seed, record in written(composer):
        card = words(seed.audience)
        runs = {" ".join(card[i : i + 8]) for i in range(len(card) - 7)}
        told = " ".join(words(record.text))
        assert not any(run in told for run in runs), (seed.audience, record.text)


@BOTH
def test_the_text_is_clean(composer: Composer) -> None:
    for _, record in written(composer):
        assert not re.search(r"[{}]|  | [.,?]|\.\.|None|\n\n\n|\ba [aeio]\w", record.text, re.MULTILINE), record.text
        assert record.text == record.text.strip()


@BOTH
def test_seeds_of_other_methods_are_written_up_from_their_evidence_alone(composer: Composer) -> None:
    for n in range(40):
        seed = of_another_method(question="Who made it?", answer="Nobody knows", audience=f"number {n}")
        (record,) = everything(composer.apply(seed, FakeRun()))
        Quote().check(record, None)  # type: ignore[arg-type]
        assert (record.question, record.answer, record.method) == ("", "", "graph")
        assert "page" not in record.text


@BOTH
def test_several_sources_are_not_called_one(composer: Composer) -> None:
    seed = of_another_method()
    more = Evidence("b.txt", "The river Ostel floods the meadows in spring.", "0-45", "other")
    for n in range(40):
        two = Seed(material="", method="graph", evidence=(*seed.evidence, more), audience=str(n))
        (record,) = everything(composer.apply(two, FakeRun()))
        if more in record.evidence and len(record.evidence) > 2:
            assert not re.search(r"\bthe text\b|\ba text\b|goes on", record.text), record.text


@BOTH
def test_of_a_seed_with_nothing_to_quote_nothing_is_written(composer: Composer) -> None:
    cells = tuple(Evidence("p.pdf", cell, "page=1", "d") for cell in ("42.1", "Method A", "n"))
    for evidence in ((), cells, of_another_method().evidence[:1], of_another_method().evidence[:1] * 3):
        run = FakeRun()
        assert everything(composer.apply(Seed(material=TEXT, method="paper", evidence=evidence), run)) == []
        assert run.counts[f"{composer.name}.too_little_to_quote"] == 1


@pytest.mark.parametrize("meta", [{"reader": 5}, {"reader": {"name": 7, "age": "x", "temperament": {"a": "b"}}},
                                  {"interests": [1, None]}, {"interest": 3, "title": 4}])  # fmt: skip
@BOTH
def test_strange_meta_does_no_harm(composer: Composer, meta: dict[str, object]) -> None:
    for n in range(15):
        assert everything(composer.apply(of_another_method(meta=meta, audience=str(n)), FakeRun()))


def test_a_digest_takes_many_forms() -> None:
    forms = Counter(record.meta["form"] for _, record in written(Digest()))
    assert set(forms) == set(FORMS) and len(forms) >= 8


def test_an_interview_is_a_dialogue_that_ends_with_the_guide() -> None:
    for _, record in written(Interview()):
        roles = [message.role for message in record.messages]
        assert roles == ["user", "assistant"] * (len(roles) // 2)
        assert 4 <= len(roles) <= 14
        names = {line.partition(": ")[0] for line in record.text.split("\n\n")}
        assert len(names) == 2
        assert all(f": {message.content}" in record.text for message in record.messages)


def test_each_answer_brings_one_new_fact() -> None:
    for _, record in written(Interview()):
        for n, evidence in enumerate(record.evidence):
            assert evidence.quote in record.messages[2 * n + 1].content
            assert not any(evidence.quote in message.content for message in record.messages[: 2 * n + 1])


def test_no_question_gives_its_answer_away() -> None:
    for seed, record in written(Interview()):
        for n, evidence in enumerate(record.evidence):
            asked = record.messages[2 * n].content.rpartition(": ")[2]
            asked = re.split(r"(?<=[.!]) ", asked)[-1]
            new = set(words(evidence.quote)) - set(words(asked)) - set(words(str(seed.meta["title"])))
            share = len(new) / len(set(words(evidence.quote)))
            names = {word.lower() for word in re.findall(r"[A-Z]\w+", evidence.quote)}
            assert share >= 0.3 or any(word.isdigit() or word in names for word in new), (asked, evidence.quote)
            assert asked.endswith("?")


def test_the_first_question_does_not_begin_with_and() -> None:
    for n in range(60):
        (record,) = everything(Interview().apply(of_another_method(audience=str(n)), FakeRun()))
        assert " And what" not in record.messages[0].content


def test_nobody_says_the_same_twice_in_one_dialogue() -> None:
    for _, record in written(Interview()):
        said = [m.content for m in record.messages]
        assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Compost is the dark material left when bacteria have broken down dead plants.", "What is compost?"),
        ("An estuary is the lower part of a river where fresh water meets salt.", "What is an estuary?"),
        ("Jam is fruit boiled with sugar until a natural gum forms a soft gel.", "What is jam?"),
        ("A high, or anticyclone, is an area of sinking air.", "What is a high?"),
        ("Computers count in binary because a switch has two states.", "Why do computers count in binary?"),
        ("A large, fresh heap grows warm because bacteria release heat.", "Why does a large, fresh heap grow warm?"),
        (
            "Wet clay should never be walked on, because feet press out the air.",
            "Why should wet clay never be walked on?",
        ),
        ("Most pianos have 88 keys and about 230 strings.", "How many keys do pianos have?"),
        ("The journey takes about three hours by boat.", None),
        ("The journey takes about 3 hours by boat.", "How long does the journey take?"),
        ("The pond is about 2 m deep in the middle.", "How deep is the pond?"),
        ("Jonas Salk, a doctor, joined the hospital in 1846.", "When did Jonas Salk join the hospital?"),
        ("The mill was rebuilt by the town in 1851.", "When was the mill rebuilt by the town?"),
        (
            "Jacob Bernoulli asked what happens when interest is added.",
            "Who asked what happens when interest is added?",
        ),
        ("Elspeth Varrow was born in Mirefold, the daughter of a dyer.", "Where was Elspeth Varrow born?"),
        ("Hedda Marrick (1824-1897) was a civil engineer who built the railway.", "Who was Hedda Marrick?"),
        ("REM stands for rapid eye movement.", "What does REM stand for?"),
        ("Anglers are asked to leave the riffles undisturbed.", "What are anglers asked to do?"),
        ("Labels should carry the fruit and the date.", "What should labels carry?"),
        ("Yeast makes carbon dioxide, which lifts the dough.", "What does yeast do?"),
        ("A lunar eclipse happens when the full moon passes through shadow.", "When does a lunar eclipse happen?"),
    ],
)
def test_a_question_asks_for_what_the_sentence_tells(sentence: str, question: str | None) -> None:
    made = question_of(sentence, sentence, FakeRun().rng("q"))
    assert made.text == question if question else made.kind in ("about", "else", "do")


@pytest.mark.parametrize(
    "sentence",
    [
        "Oak wells found near Leipzig in Germany contain joints that are about 7,000 years old.",
        "Growers who spread compost on the surface let worms carry the material down.",
        "In practice, two buckets of browns for every bucket of greens comes close enough.",
        "It was the best of times and the worst of times.",
        "Every spring the society keeps a box for questions at the gate.",
        "Clear as day.",
        "",
    ],
)
def test_a_clause_that_is_not_plain_is_left_alone(sentence: str) -> None:
    clause = clause_of(sentence)
    assert clause is None or clause.verb == "contain"


def test_verb_forms_lead_back_to_their_verbs() -> None:
    assert [BASE_OF_THIRD[form] for form in ("carries", "reaches", "does", "grows")] == ["carry", "reach", "do", "grow"]
    assert [BASE_OF_PAST[form] for form in ("carried", "stopped", "baked", "grew", "found")] == [
        "carry", "stop", "bake", "grow", "find",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "context", "inside"),
    [
        ("The Moon", "", "the Moon"),
        ("Compost", "a heap of compost", "compost"),
        ("Alderbrook", "the people of Alderbrook", "Alderbrook"),
        ("REM", "", "REM"),
        ("Alderbrook Mill", "", "Alderbrook Mill"),
        ("May", "they may go", "May"),
        ("Oak wells", "", "oak wells"),
        ("Pasteur’s vaccine", "", "Pasteur’s vaccine"),
    ],
)
def test_a_capital_stays_where_it_is_a_names(phrase: str, context: str, inside: str) -> None:
    assert lowered(phrase, context) == inside


def test_marks_of_quotation_are_not_those_inside() -> None:
    assert marked("so") == "“so”"
    assert marked("the “so”") == '"the “so”"'


@pytest.mark.parametrize("made", [lambda: Digest(most_quotes=1), lambda: Interview(most_turns=0)])
def test_too_few_quotes_are_refused(made: type[Composer]) -> None:
    with pytest.raises(RecipeError, match="at least 2"):
        made()

"""Personas go where their interests draw them, and keep sentences that can be quoted alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_run import FakeRun, everything
from hypothesis import given
from hypothesis import strategies as st

from tilth.core.items import Seed
from tilth.persona.browsers.folder import Folder
from tilth.persona.explore import Explore
from tilth.persona.hub import persona
from tilth.persona.items import Link, Page, Persona, Visit
from tilth.persona.pages import page_of
from tilth.persona.quoting import candidates, stands_alone
from tilth.persona.strategies.interest import Interest
from tilth.persona.strategies.wander import Wander
from tilth.persona.words import stem, stems

SITE = Path(__file__).parents[2] / "samples" / "site"
GARDENER = Persona(-1, "Ines gardens.", ("gardening", "the weather", "baking bread"), {})
LINKS = [
    Link("money/interest.html", "How interest grows"),
    Link("garden/heap.html", "read more"),
    Link("a.html", "Seeds, soil and compost for the garden"),
    Link("news.html", "Town notes"),
]


def page(path: str) -> Page:
    return page_of(path, (SITE / path).read_bytes())


def explored(strategy: Interest | Wander, people: int = 60) -> tuple[list[Seed], FakeRun]:
    run = FakeRun(7)
    step = Explore(strategy, Folder(SITE))
    return [seed for index in range(people) for seed in everything(step.apply(persona(index), run))], run


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("bees bee bee's bee’s", "bee"),
        ("measure measures measured measuring", "measur"),
        ("stop stops stopped stopping", "stop"),
        ("berry berries", "berry"),
        ("bus", "bus"),
        ("press presses pressed pressing", "press"),
    ],
)
def test_forms_of_a_word_have_one_plain_form(words: str, plain: str) -> None:
    assert {stem(word) for word in words.split()} == {plain}


def test_a_persona_opens_the_link_that_sounds_most_like_its_interests() -> None:
    strategy = Interest(wandering=0.0)
    assert strategy.next_url(GARDENER, (), LINKS, FakeRun()) == "a.html"
    assert strategy.next_url(GARDENER, (), [LINKS[0], LINKS[1], LINKS[3]], FakeRun()) == "garden/heap.html"


def test_a_persona_wanders_now_and_then() -> None:
    urls = [Interest(wandering=1.0).next_url(GARDENER, (), LINKS, FakeRun(seed)) for seed in range(40)]
    assert set(urls) == {link.url for link in LINKS}


def test_an_interest_that_was_read_about_leaves_room_for_the_next() -> None:
    strategy = Interest(wandering=0.0)
    links = [Link("x", "the garden, its soil and its compost"), Link("y", "rain and wind in the weather")]
    seen = [Visit(Page("p", "", "t"), 1.0, "gardening")] * 3
    assert strategy.next_url(GARDENER, (), links, FakeRun()) == "x"
    assert strategy.next_url(GARDENER, seen, links, FakeRun()) == "y"


def test_a_persona_that_finds_nothing_gives_up() -> None:
    seen = [Visit(Page(str(n), "", "t"), 0.0, "") for n in range(4)]
    assert Interest().next_url(GARDENER, seen, LINKS, FakeRun()) is None
    assert Interest().next_url(GARDENER, [*seen[:3], Visit(Page("5", "", "t"), 0.4, "")], LINKS, FakeRun()) is not None


def test_a_page_of_interest_scores_higher_than_one_of_none() -> None:
    run, strategy = FakeRun(), Interest()
    heap, _ = strategy.look(GARDENER, page("garden/composting.html"), run)
    packets, kept = strategy.look(GARDENER, page("technology/packets.html"), run)
    assert heap.score > 0.5 and heap.why == "gardening"
    assert packets.score < 0.05 and kept == ()


def test_a_list_of_links_is_a_way_and_not_a_text() -> None:
    visit, kept = Interest().look(GARDENER, page("index.html"), FakeRun())
    assert (visit.score, kept) == (0.0, ())


def test_the_sentences_kept_can_stand_alone_and_are_not_all_the_same() -> None:
    seeds, _ = explored(Interest())
    quotes = {one.quote for seed in seeds for one in seed.evidence}
    assert len(quotes) > 150
    assert all(stands_alone(quote) for quote in quotes)
    assert all(3 <= len(seed.evidence) <= 6 for seed in seeds)


def test_every_quote_stands_where_it_says_in_a_text_that_was_kept() -> None:
    seeds, run = explored(Interest(), 30)
    for one in (evidence for seed in seeds for evidence in seed.evidence):
        start, stop = map(int, one.where.split("-"))
        source, text = run.kept[one.digest]
        assert text[start:stop] == one.quote and source == one.source and Path(source).is_file()


def test_sixty_personas_on_the_sample_site_bring_home_a_hundred_and_fifty_seeds() -> None:
    seeds, _ = explored(Interest())
    assert len(seeds) >= 150 and len({seed.id for seed in seeds}) == len(seeds)
    assert len({seed.meta["title"] for seed in seeds}) >= 25
    assert all(seed.meta["interest"] in str(seed.meta["interests"]) for seed in seeds)


def test_interest_meets_interests_better_than_chance() -> None:
    strategy, run = Interest(), FakeRun(7)
    chosen = [float(str(seed.meta["score"])) for seed in explored(strategy)[0]]
    met: list[float] = []
    for index in range(60):
        for seed in everything(Explore(Wander(), Folder(SITE)).apply(persona(index), run)):
            path = Path(seed.evidence[0].source).relative_to(SITE)
            met.append(strategy.look(persona(index), page(path.as_posix()), run)[0].score)
    assert sum(chosen) / len(chosen) > 1.5 * sum(met) / len(met)


def test_wandering_keeps_the_first_good_sentences() -> None:
    there = page("garden/composting.html")
    visit, kept = Wander(sentences_kept=4).look(GARDENER, there, FakeRun())
    assert visit.score == 1.0 and visit.why == ""
    assert kept == [(one.start, one.stop) for one in candidates(there.text)[:4]]


@pytest.mark.parametrize(
    "sentence",
    [
        "This is the reason why the heap grows warm in the middle of winter.",
        "They are the main reason why the heap grows warm in the winter.",
        "However, the heap grows warm in the middle of a cold winter.",
        "Our page of soil questions explains why organic matter improves sand.",
        "Click the link to read more about heaps and how they work.",
        "How does a heap of leaves grow warm in the middle of winter?",
        "the heap grows warm in the middle of a very cold winter.",
        "A heap grows warm.",
        "Why Jam Sets: Pectin, acid, sugar and heat in the preserving pan.",
        "The heap grows warm in the middle of a “cold winter and stays so.",
        "For example, a heap of leaves grows warm in the middle of winter.",
        "The others grow warm in the middle of a very cold winter too.",
        "A heap " + "of leaves " * 30 + "grows warm.",
        "A heap of leaves grows warm in the middle of winter because it",
        "1850: A heap of leaves grows warm in the middle of the winter.",
    ],
)
def test_a_sentence_that_leans_on_others_or_is_none_is_not_kept(sentence: str) -> None:
    assert not stands_alone(sentence)


def test_a_sentence_that_needs_no_other_is_kept() -> None:
    assert stands_alone("Compost is the dark, crumbly material left when bacteria have broken down dead plants.")


@given(st.text(max_size=400))
def test_candidates_are_sentences_of_the_text(text: str) -> None:
    for one in candidates(text):
        assert stands_alone(text[one.start : one.stop])
    assert all(word == word.lower() for word in stems(text) if word.isascii())

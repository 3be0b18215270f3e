"""What the pieces of the engine promise by themselves."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint

import pytest
from fake_run import FakeRun, everything
from hypothesis import given
from hypothesis import strategies as st

from tilth.core.errors import Broken, OutputError, RecipeError
from tilth.core.items import Evidence, Fact, Message, Passage, Proof, Record, Seed, content_id, text_id
from tilth.core.parts import Filter, Unit
from tilth.core.step import ForEach
from tilth.core.text import sentences
from tilth.engine import registry
from tilth.engine.codec import decode, encode, item_type
from tilth.engine.export import export, takes
from tilth.engine.memory import SegmentMemory, SqliteMemory
from tilth.engine.plan import share
from tilth.engine.verify import Offline, check_record, records_of, verify
from tilth.executors.local import Local
from tilth.filters.exact_duplicate import ExactDuplicate
from tilth.filters.repetition import Repetition
from tilth.writers.jsonl import Jsonl

TEXT = st.text(st.characters(codec="utf-8"))
EVIDENCE = st.builds(Evidence, TEXT, TEXT, TEXT, TEXT)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
PROOF = st.none() | st.builds(Proof, TEXT, st.dictionaries(TEXT, JSON, max_size=3))
RECORDS = st.builds(
    Record,
    text=TEXT,
    method=TEXT,
    composer=TEXT,
    seed=TEXT,
    messages=st.lists(st.builds(Message, TEXT, TEXT), max_size=3).map(tuple),
    evidence=st.lists(EVIDENCE, max_size=3).map(tuple),
    answer=TEXT,
    proof=PROOF,
    meta=st.dictionaries(TEXT, JSON, max_size=2),
)


@given(RECORDS)
def test_a_record_survives_the_barrier(record):
    back = decode(Record, encode(record))
    assert back == record and back.id == record.id


@given(st.builds(Fact, TEXT, TEXT, TEXT, EVIDENCE))
def test_a_fact_survives_the_barrier(fact):
    assert decode(Fact, encode(fact)) == fact


@given(RECORDS, st.sampled_from(["text", "answer", "composer", "method", "seed"]))
def test_a_changed_word_changes_the_id(record, field):
    assert replace(record, **{field: getattr(record, field) + "x"}).id != record.id


def test_an_id_is_the_same_in_every_process_and_release():
    assert content_id("a", 1, [True, None, {"b": 0.5, "a": "ü"}]) == "5e72f943921c7eacb14d1c80"
    assert content_id({"a": 1, "b": 2}) == content_id({"b": 2, "a": 1})
    assert content_id("a", "b") != content_id("ab")


@given(st.lists(st.integers(1, 1000), max_size=60), st.integers(1, 12))
def test_units_fall_into_partitions_in_order_and_none_is_lost(sizes, most):
    units = [Unit(str(n), size=size) for n, size in enumerate(sizes)]
    shares = share(units, most)
    assert [unit for part in shares for unit in part] == units
    assert len(shares) <= most and all(shares)


@given(st.text(st.sampled_from('aB1. !?\n"(Dr'), max_size=200))
def test_sentences_cover_all_but_white_space_and_do_not_overlap(text):
    found = list(sentences(text))
    assert all(a < b and text[a:b].strip() == text[a:b] for a, b in found)
    assert all(first[1] <= second[0] for first, second in zip(found, found[1:], strict=False))
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())


def test_sentences_are_not_cut_at_initials_and_abbreviations():
    text = "Dr. K. V. Moss met Mr. Hale at 9 a.m. They spoke of Fig. 3. “Was it late?” Nobody knew."
    assert [text[a:b] for a, b in sentences(text)][0].startswith("Dr. K. V. Moss met Mr. Hale")
    assert "They spoke of Fig. 3." in [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize("memory", [SqliteMemory, SegmentMemory])
def test_what_is_remembered_is_on_disk_before_it_is_given(memory, tmp_path):
    async def go():
        kept = memory(tmp_path / "m")

        async def make():
            return b"value " * 200

        value, remembered = await kept.once("kind", "key", make)
        assert not remembered
        other = memory(tmp_path / "m")  # another process, while the first still lives
        assert other.recall("kind", "key") == value
        assert (await other.once("kind", "key", make))[1]
        kept.close()
        other.close()

    asyncio.run(go())


@pytest.mark.parametrize("memory", [SqliteMemory, SegmentMemory])
def test_those_who_ask_while_it_is_being_made_wait_for_the_same_one(memory, tmp_path):
    made = []

    async def make():
        made.append(1)
        await asyncio.sleep(0.02)
        return b"once"

    async def go():
        kept = memory(tmp_path / "m")
        values = await asyncio.gather(*(kept.once("k", "same", make) for _ in range(50)))
        kept.close()
        return values

    values = asyncio.run(go())
    assert len(made) == 1 and {value for value, _ in values} == {b"once"}
    assert sum(not remembered for _, remembered in values) == 1


def test_a_failure_while_it_is_made_reaches_all_who_wait_and_is_not_remembered(tmp_path):
    calls = []

    async def make():
        calls.append(1)
        await asyncio.sleep(0.01)
        if len(calls) == 1:
            raise ValueError("not yet")
        return b"now"

    async def go():
        kept = SqliteMemory(tmp_path / "m")
        first = await asyncio.gather(*(kept.once("k", "x", make) for _ in range(3)), return_exceptions=True)
        assert all(isinstance(error, ValueError) for error in first)
        assert (await kept.once("k", "x", make))[0] == b"now"
        kept.close()

    asyncio.run(go())


def test_a_segment_that_was_cut_short_is_read_as_far_as_it_is_whole(tmp_path):
    async def go():
        kept = SegmentMemory(tmp_path / "m")
        for n in range(3):
            await asyncio.gather(*(kept.once("k", f"{n}.{i}", value) for i in range(4)))
        kept.close()

    async def value():
        return b"v" * 50

    asyncio.run(go())
    last = sorted((tmp_path / "m").glob("*.segment"))[-1]
    last.write_bytes(last.read_bytes()[:-10])
    again = SegmentMemory(tmp_path / "m")
    assert sum(again.recall("k", f"{n}.{i}") is not None for n in range(3) for i in range(4)) == 11


def test_slow_items_do_not_change_the_order():
    @dataclass(frozen=True)
    class Slow(ForEach):
        async def apply(self, item, run):
            await asyncio.sleep(0.001 * (int(item.text) % 7))
            yield item

    passages = [Passage(str(n), "s") for n in range(100)]

    async def items():
        for passage in passages:
            yield passage

    assert everything(Slow().stream(items(), FakeRun())) == passages


def test_an_item_that_is_dropped_passes_nothing_on():
    @dataclass(frozen=True)
    class Undecided(ForEach):
        def apply(self, item, run):
            yield item
            if item.text == "1":
                run.drop("undecided", item, "after all")

    async def items():
        for n in range(3):
            yield Passage(str(n), "s")

    run = FakeRun()
    assert [p.text for p in everything(Undecided().stream(items(), run))] == ["0", "2"]
    assert [(f.came, f.made) for f in run.flows] == [(3, 2)]


def test_an_item_that_became_nothing_says_so():
    @dataclass(frozen=True)
    class Nothing(ForEach):
        def apply(self, item, run):
            return ()

    async def items():
        yield Passage("a", "s")

    run = FakeRun()
    assert everything(Nothing().stream(items(), run)) == []
    assert [reason for _, _, reason in run.dropped] == ["nothing_made"]


def test_a_barrier_knows_what_it_takes():
    assert item_type(ExactDuplicate()) is Record


def test_a_strangers_component_joins_by_entry_point_and_is_imported_only_when_named(monkeypatch, tmp_path):
    (tmp_path / "strange_pkg.py").write_text(
        "from dataclasses import dataclass\nfrom tilth.core.parts import KEEP, Filter\n\n\n"
        "@dataclass(frozen=True)\nclass Strange(Filter):\n    def judge(self, record, run):\n        return KEEP\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    point = EntryPoint("strange", "strange_pkg", "tilth.filters")
    monkeypatch.setattr(registry, "entry_points", lambda group: [point] if group == "tilth.filters" else [])
    registry.forget()
    try:
        import sys

        assert "strange" in registry.names(Filter)
        assert "strange_pkg" not in sys.modules
        assert registry.find(Filter, "strange").__name__ == "Strange"
    finally:
        monkeypatch.undo()
        registry.forget()


def test_a_component_whose_package_is_missing_says_which(monkeypatch, tmp_path):
    (tmp_path / "needy.py").write_text("import no_such_package_anywhere\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(registry, "entry_points", lambda group: [EntryPoint("needy", "needy", group)])
    registry.forget()
    try:
        with pytest.raises(RecipeError, match="needs 'no_such_package_anywhere', which is not installed"):
            registry.find(Filter, "needy")
    finally:
        monkeypatch.undo()
        registry.forget()


def test_repetition_drops_what_repeats_and_keeps_what_does_not():
    fair = "The mill by the river was built of oak in the year of the flood, and its wheel has turned ever since then. "
    whys = {
        "duplicate_lines": "the same line\n" * 20,
        "commonest_2_gram": "red fish " * 40,
    }
    for why, text in whys.items():
        verdict = Repetition().judge(Record(text=text, method="m", composer="c", seed="s"), FakeRun())
        assert not verdict.keep and verdict.reason == why
    kept = Repetition().judge(Record(text=fair, method="m", composer="c", seed="s"), FakeRun())
    assert kept.keep


# ---- verify and export, on a small run ------------------------------------------------------------------------------


def test_verify_holds_a_whole_run_and_catches_every_kind_of_change(bench):
    summary = bench.run(bench.recipe(n=20))
    assert verify(summary.run, Local()).held == 20
    assert verify(summary.run, Local(2)).held == 20
    file = sorted((summary.run / "records").iterdir())[0]
    rows = [json.loads(line) for line in file.read_text().splitlines()]

    def broken(change):
        changed = json.loads(json.dumps(rows))
        change(changed[0])
        file.write_text("".join(json.dumps(row) + "\n" for row in changed))
        found = verify(summary.run, Local())
        file.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return found.broken, found.reasons[0][1] if found.reasons else ""

    assert broken(lambda row: row) == (0, "")
    assert broken(lambda row: row.update(text=row["text"] + "."))[0] == 1
    assert broken(lambda row: row.update(answer="seven"))[0] == 1
    assert broken(lambda row: row["evidence"][0].update(quote="Other words."))[0] == 1
    assert broken(lambda row: row["evidence"][0].update(where="1-5"))[0] == 1
    assert broken(lambda row: row.update(proof={"kind": "quote", "claim": "{}"}))[0] == 1


def test_a_record_with_an_honest_id_and_a_false_quote_is_broken(bench):
    summary = bench.run(bench.recipe(n=10))
    record = next(records_of(summary.run))
    witness = Offline(summary.run)
    check_record(record, record.id, witness)
    first = record.evidence[0]
    for false, why in (
        (replace(first, quote=first.quote.replace("one", "two") + "!"), "do not stand"),
        (replace(first, digest=text_id("other")), "is not kept"),
        (replace(first, where="here"), "is no place"),
    ):
        lying = replace(record, evidence=(false,))
        with pytest.raises(Broken, match=why):
            check_record(lying, lying.id, witness)
    bare = replace(record, evidence=(), answer="yes")
    with pytest.raises(Broken, match="without evidence or proof"):
        check_record(bare, bare.id, witness)
    unknown = replace(record, proof=Proof("oath"))
    with pytest.raises(Broken, match="no proof is called 'oath'"):
        check_record(unknown, unknown.id, witness)
    witness.close()


def test_verify_catches_a_source_that_was_changed(bench):
    import sqlite3

    import zstandard

    summary = bench.run(bench.recipe(n=10))
    db = sqlite3.connect(next((summary.run / "sources").glob("*.sqlite")))
    db.execute("UPDATE sources SET text = ?", (zstandard.compress(b"Other words."),))
    db.commit()
    db.close()
    assert verify(summary.run, Local()).broken > 0


def test_an_export_keeps_every_record_in_order_or_shuffled(bench):
    summary = bench.run(bench.recipe(n=40))
    ids = [record.id for record in records_of(summary.run)]
    in_order = export([summary.run], Jsonl(), bench.place / "a", {}, shuffle=False)
    shuffled = export([summary.run], Jsonl(), bench.place / "b", {}, shuffle=True)
    read = {
        name: [id for file in sorted((bench.place / name).glob("*.jsonl")) for id, _ in Jsonl().read(file)]
        for name in "ab"
    }
    assert in_order.records == shuffled.records == 40
    assert read["a"] == ids
    assert read["b"] != ids and sorted(read["b"]) == sorted(ids)
    with pytest.raises(OutputError, match="not empty"):
        export([summary.run], Jsonl(), bench.place / "a", {}, shuffle=False)


@given(
    st.dictionaries(st.sampled_from("abcd"), st.integers(1, 10_000), min_size=1),
    st.lists(st.floats(0.01, 1), min_size=4, max_size=4),
)
def test_a_mix_has_the_wanted_shares_and_takes_no_more_than_there_is(there, weights):
    shares = dict(zip(sorted(there), weights, strict=False))
    wanted = takes(there, shares)
    total, whole = sum(wanted.values()), sum(shares.values())
    assert all(wanted[m] <= there[m] for m in wanted)
    assert all(abs(wanted[m] - total * shares[m] / whole) <= len(shares) for m in wanted)
    assert any(there[m] - wanted[m] <= 1 for m in wanted)


def test_a_mix_of_a_method_that_is_not_there_is_refused():
    with pytest.raises(RecipeError, match="they hold graph"):
        takes({"graph": 3}, {"grpah": 1.0})


def test_a_seed_is_named_by_what_it_says_not_by_what_is_noted_beside_it():
    seed = Seed(material="m", method="x")
    assert replace(seed, meta={"a": 1}).id == seed.id
    assert replace(seed, answer="b").id != seed.id


@given(st.integers(1, 5), st.lists(st.integers(0, 3), max_size=40))
def test_no_more_items_are_in_hand_than_the_width_and_all_come_out_in_order(width, delays):
    in_hand, most = [], []

    @dataclass(frozen=True)
    class Watched(ForEach):
        async def apply(self, item, run):
            in_hand.append(item)
            most.append(len(in_hand))
            for _ in range(int(item.text.split()[1])):
                await asyncio.sleep(0)
            in_hand.remove(item)
            yield item

    passages = [Passage(f"{n} {delay}", "s") for n, delay in enumerate(delays)]

    async def items():
        for passage in passages:
            yield passage

    run = FakeRun()
    run.width = width
    assert everything(Watched().stream(items(), run)) == passages
    assert max(most, default=0) <= width

"""What a reply that must be JSON of a given shape is worth."""

from __future__ import annotations

import asyncio
import json
import re
import time

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.core.errors import ModelError, RecipeError
from tilth.core.model import Reply, Request
from tilth.engine.memory import SqliteMemory
from tilth.engine.structured import CORRECTIONS, fitting, satisfying

SHAPE = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "kind": {"enum": ["river", "bridge"]},
        "year": {"type": "integer"},
    },
    "required": ["name", "kind"],
    "additionalProperties": False,
}
GOOD = {"name": "Tay", "kind": "river", "year": 1879}
ANYTHING = "{}"


def fits(text: str, schema=SHAPE, ended: str = "stop"):
    return fitting(Reply(text, "m", finish_reason=ended), json.dumps(schema))


class Model:
    """Says what it was told to, one reply after the other."""

    def __init__(self, *replies: str, ended: str = "stop") -> None:
        self.replies, self.asked, self.ended = list(replies), list[Request](), ended

    async def __call__(self, request: Request) -> tuple[Reply, bool]:
        self.asked.append(request)
        return Reply(self.replies[len(self.asked) - 1], "m", 3, 2, self.ended), False


def answer(model: Model, schema=SHAPE) -> Reply:
    reply, _ = asyncio.run(satisfying(Request("Say.", schema=schema), model))
    return reply


def test_json_that_fits_passes_and_is_asked_for_once():
    model = Model(json.dumps(GOOD, indent=3))
    assert json.loads(answer(model).text) == GOOD and len(model.asked) == 1


@pytest.mark.parametrize(
    "text",
    [
        '```json\n{"name": "Tay", "kind": "river", "year": 1879}\n```',
        'Here it is:\n{"name": "Tay", "kind": "river", "year": 1879}\nI hope this helps!',
        '{"name": "Tay", "kind": "river", "year": 1879,}',
        "{'name': 'Tay', 'kind': 'river', 'year': 1879}",
        '{name: "Tay", kind: "river", year: 1879}',
        '{"name": "Tay", // the river\n "kind": "river", /* not the bridge */ "year": 1879}',
        'As asked [by you]: {"name": "Tay", "kind": "river", "year": 1879}',
    ],
)
def test_marks_are_mended(text):
    model = Model(text)
    assert json.loads(answer(model).text) == GOOD and len(model.asked) == 1


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "Tay", "kind": "river", "year": 18',  # of 1879
        '{"name": "Ta',
        '{"kind": "river", "name": "Tay"',  # what else was to come?
        '{"name": "Tay", "kind": "river", "year": 18 79}',
        '{"name": "Tay", "kind": , "year": 1879}',
        '{"name": , "kind": "river"}',
        '{"name": Tay, "kind": "river"}',
        "{'name': 'St. John's', 'kind': 'river'}",
        '{"name": "Tay", "kind": "river"} or {"name": "Forth", "kind": "bridge"}',
        '{"name": "Tay", "name": "Forth", "kind": "river",}',
        '{"name": "Tay", "kind": "river", "year": 1879...}',
        '{"name": "Tay", "kind": "river", "year": 01879}',
        "name: Tay, kind: river",
        "I would rather not.",
        "",
        '{"name": "\\ud800", "kind": "river",}',
    ],
)
def test_no_value_is_guessed(text):
    with pytest.raises(ModelError):
        fits(text)


def test_mended_text_keeps_what_it_says_to_the_letter():
    said = "{'a': 'she said \"no\"', 'b': 'it\\'s \\u00e9', 'c': 'two\nlines', 'd': [1.5, -2e3, 0, True, None, ''],}"
    wanted = {"a": 'she said "no"', "b": "it's é", "c": "two\nlines", "d": [1.5, -2e3, 0, True, None, ""]}
    assert fits(said, {}) == wanted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"name": 7, "kind": "river"}', r"7 is not of type 'string' \(at name\)"),
        ('{"name": "Tay", "kind": "road"}', r"'road' is not one of \['river', 'bridge'\]"),
        ('{"kind": "river"}', "'name' is a required property"),
        ('{"name": "Tay", "kind": "river", "colour": "brown"}', "colour"),
        ("I would rather not.", "not JSON"),
        ('{"name": "Tay", "kind"', "breaks off"),
    ],
)
def test_a_correction_tells_what_is_wrong(text, told):
    model = Model(text, json.dumps(GOOD))
    assert json.loads(answer(model).text) == GOOD
    first, second = model.asked
    assert first.turns == () and second.prompt == first.prompt and second.schema == first.schema
    said, correction = second.turns
    assert (said.role, said.content) == ("assistant", text) and correction.role == "user"
    with pytest.raises(ModelError, match=told):
        fits(text)
    assert re.search(told, correction.content)


def test_a_reply_that_was_cut_off_is_corrected_though_it_looks_whole():
    with pytest.raises(ModelError, match="cut off"):
        fits(json.dumps(GOOD), ended="length")


def test_after_two_corrections_it_is_an_error_that_tells_the_last_reason():
    model = Model(*(f'{{"name": {n}, "kind": "river"}}' for n in range(9)))
    with pytest.raises(ModelError, match=r"after 2 corrections: 2 is not of type 'string'"):
        answer(model)
    assert len(model.asked) == 1 + CORRECTIONS == 3
    assert len(model.asked[2].turns) == 4


def test_each_correction_is_remembered_by_itself(tmp_path):
    async def through(memory: SqliteMemory, model: Model) -> tuple[Reply, bool]:
        async def once(request: Request) -> tuple[Reply, bool]:
            async def ask() -> bytes:
                return orjson.dumps((await model(request))[0])

            kept, remembered = await memory.once("reply", request.key("m"), ask)
            return Reply(**orjson.loads(kept)), remembered

        return await satisfying(Request("Say.", schema=SHAPE), once)

    for replies, expected in ((("no", "{}", json.dumps(GOOD)), False), ((), True)):
        memory, model = SqliteMemory(tmp_path), Model(*replies)
        reply, remembered = asyncio.run(through(memory, model))
        memory.close()
        assert json.loads(reply.text) == GOOD
        assert remembered is expected and len(model.asked) == len(replies)


@pytest.mark.parametrize("schema", [{"type": "objekt"}, {"required": "name"}, {"$ref": "#/$defs/nobody"}])
def test_a_schema_that_is_none_is_the_recipes_mistake(schema):
    with pytest.raises(RecipeError, match="schema"):
        answer(Model("{}", "{}", "{}"), schema)


def test_a_schema_fetches_nothing():
    with pytest.raises(RecipeError, match="schema"):
        answer(Model("{}", "{}", "{}"), {"$ref": "http://127.0.0.1:1/shape.json"})


GARBAGE = {
    "open lists": "[" * 100_000,
    "open objects": "{" * 100_000,
    "nested keys": '{"a":' * 20_000,
    "quotes": '{"' * 50_000,
    "single quotes": "{'" * 50_000,
    "one long string": '["' + "x" * 100_000,
    "backslashes": '["' + "\\" * 99_990,
    "words": "{" + "word " * 20_000,
    "half comments": "[" + "/*" * 50_000,
    "comments": "[" + "//a\n" * 25_000,
    "spaces": "[" + " " * 100_000,
    "commas": "[" + "," * 100_000,
    "numbers": "[" + "1," * 50_000,
    "digits": "[" + "1" * 100_000,
    "fences": "[```json" * 12_000,
    "colons": "{" + "a:" * 50_000,
    "pairs": "{}" * 50_000,
    "many objects": '{"a":1}' * 14_000,
    "stars": "[/*" + "*" * 100_000,
    "deep but whole": "[" * 50_000 + "]" * 50_000,
    "deep enough for the parser": "[" * 1000 + "]" * 1000,
    "deep objects": '{"a":' * 1000 + "1" + "}" * 1000,
    "wrong everywhere": json.dumps([{"name": n} for n in range(8_000)]),
    "emoji": "[" + "\N{ROCKET}" * 100_000,
}
NESTED = {"$ref": "#/$defs/n", "$defs": {"n": {"items": {"$ref": "#/$defs/n"}, "maxItems": 1, "type": "array"}}}


@pytest.mark.parametrize("what", GARBAGE)
@pytest.mark.parametrize("schema", [SHAPE, NESTED, {"type": "array", "items": SHAPE}], ids=["shape", "nested", "list"])
def test_garbage_is_refused_in_a_moment(what, schema):
    began = time.process_time()
    with pytest.raises(ModelError) as caught:
        fits(GARBAGE[what], schema)
    assert time.process_time() - began < 1.0
    assert len(str(caught.value)) < 1000


def leaves(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif not isinstance(value, bool) and value is not None:
        yield value


def stands(leaf, text: str) -> bool:
    """Whether a string or number is in a text, as it is written or as its escapes are meant."""
    if isinstance(leaf, str):
        return leaf in text or leaf in re.sub(r"\\(u[0-9a-fA-F]{4}|.)", meant, text, flags=re.S)
    return any(spelt == leaf for spelt in numbers(text))


def meant(escape) -> str:
    sign = escape[1]
    return (
        chr(int(sign[1:], 16))
        if len(sign) == 5
        else {"n": "\n", "t": "\t", "b": "\b", "f": "\f", "r": "\r"}.get(sign, sign)
    )


def numbers(text: str):
    """Every number that a stretch of the text spells."""
    for match in re.finditer(r"[-+0-9.eE]+", text):
        try:
            yield float(match[0])
        except ValueError:
            continue


SIGNS = ["{", "}", "[", "]", ":", ",", '"', "'", " ", "\n", "```json", "```", "\\", "//", "/*", "*/", "é", "\ud800"]
WORDS = ["true", "null", "None", "nan", "a", "name", '"name"', "'name'", '"river"', "Tay", "12", "-3.5", "1e5", "007"]
PIECES = st.sampled_from(SIGNS + WORDS)
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text("ab'\\\" é", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def nearly_json(draw):
    """JSON, or its like in Python, with a few signs put in, taken out, or after a few words."""
    value = draw(JSONS)
    text = repr(value) if draw(st.booleans()) else json.dumps(value)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(PIECES | st.just("")) + text[at + draw(st.integers(0, 2)) :]
    return draw(st.sampled_from(["", "Here: ", "```\n"])) + text + draw(st.sampled_from(["", " Done.", "\n```"]))


@given(text=st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40) | nearly_json())
@settings(max_examples=600, deadline=None)
def test_whatever_a_model_says_what_comes_of_it_stands_in_its_words(text):
    try:
        value = fits(text, {})
    except ModelError:
        return
    for leaf in leaves(value):
        assert stands(leaf, text), (leaf, text)
    assert orjson.loads(orjson.dumps(value)) == value


@given(text=nearly_json())
@settings(max_examples=200, deadline=None)
def test_what_comes_of_it_fits_the_schema(text):
    schema = {"type": ["array", "object"], "maxItems": 2, "maxProperties": 1}
    try:
        value = fits(text, schema)
    except ModelError:
        return
    assert isinstance(value, list | dict) and len(value) <= (2 if isinstance(value, list) else 1)


@given(value=st.dictionaries(st.text(max_size=5), JSONS, max_size=3))
@settings(max_examples=200, deadline=None)
def test_json_with_a_comma_too_many_in_a_fence_means_what_it_means_without(value):
    text = json.dumps(value, ensure_ascii=False)
    fenced = "```json\n" + (text[:-1] + ",}" if value else text) + "\n```"
    assert fits(fenced, {}) == json.loads(text)

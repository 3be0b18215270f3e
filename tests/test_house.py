"""What every component promises, found by its name; a new file is tested the moment it is there."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from fake_run import FakeRun, everything

from tilth.cli.kinds import BY_LABEL, KINDS
from tilth.cli.listing import listed, settings
from tilth.core.component import Component
from tilth.core.errors import RecipeError
from tilth.core.items import Evidence, Proof, Record, Seed, text_id
from tilth.core.model import Backend
from tilth.core.parts import Composer, Filter, Reader, Writer
from tilth.engine.config import build, component_in
from tilth.engine.fingerprint import describe
from tilth.engine.registry import find, label, names

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "tilth"


PLAIN: dict[Any, Any] = {str: "word", int: 1, float: 0.5, bool: True, Path: "samples"}
TEXT = "The old mill stands by the river Tarn. Anna Brook built it in 1804 because the water never fails there."


def loads(kind: type[Component], name: str) -> str:
    """Why a component cannot be loaded here: an extra that is not installed; empty if it can."""
    try:
        find(kind, name)
    except RecipeError as error:
        return str(error) if "tilth[" in str(error) else ""
    return ""


EVERY = [
    pytest.param(kind, name, marks=pytest.mark.skipif(bool(why), reason=why), id=f"{label(kind)}-{name}")
    for kind in KINDS
    for name in names(kind)
    for why in [loads(kind, name)]
]


def example(kind: type[Component], name: str) -> dict[str, Any]:
    """A table that builds a component: what has no default is given a plain value or a component of its kind."""
    cls = find(kind, name)
    hints = get_type_hints(cls)
    table: dict[str, Any] = {"use": name}
    for field in dataclasses.fields(cls):
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            table[field.name] = _plain(hints[field.name])
    return table


def _plain(hint: Any) -> Any:
    if inner := component_in(hint):
        return example(
            inner, min(names(inner), key=lambda name: (_holds_its_kind(inner, name), needed(inner, name), name))
        )
    if get_origin(hint) is tuple:
        return [_plain(get_args(hint)[0])]
    return PLAIN[hint]


def needed(kind: type[Component], name: str) -> int:
    fields = dataclasses.fields(find(kind, name))
    return sum(f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING for f in fields)


def _holds(hint: Any) -> type[Component] | None:
    return component_in(get_args(hint)[0] if get_origin(hint) is tuple else hint)


def _holds_its_kind(kind: type[Component], name: str) -> bool:
    """Whether a component is made of others of its kind, as a mix is; it is no example of a simple one."""
    hints = get_type_hints(find(kind, name))
    return any(_holds(hints[f.name]) is kind for f in dataclasses.fields(find(kind, name)))


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_is_a_frozen_dataclass_alone_in_its_file(kind, name):
    cls = find(kind, name)
    assert dataclasses.is_dataclass(cls) and cls.__dataclass_params__.frozen
    assert not inspect.isabstract(cls)
    body = next(node for node in _tree(cls).body if isinstance(node, ast.ClassDef) and node.name == cls.__name__)
    assert "__init__" not in [node.name for node in body.body if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_says_what_it_is_and_what_its_settings_do(kind, name):
    cls = find(kind, name)
    assert ast.get_docstring(_tree(cls)), "the module says nothing"
    assert cls.__doc__ and not cls.__doc__.startswith(f"{cls.__name__}("), "the class says nothing"
    silent = [s["name"] for s in settings(cls) if not s["says"] and _holds(get_type_hints(cls)[s["name"]]) is None]
    assert not silent, f"settings without a word below them: {silent}"


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_survives_table_to_object_to_table(kind, name):
    made = build(kind, example(kind, name))
    told = describe(made)
    assert describe(build(kind, told)) == told
    assert build(kind, told) == made
    assert made.name == name


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_can_be_made_without_touching_the_disk(kind, name, monkeypatch, tmp_path):
    table = example(kind, name)
    monkeypatch.chdir(tmp_path)  # nothing that a setting names is here
    assert build(kind, table).name == name
    assert not any(tmp_path.iterdir())


def _tree(cls: type) -> ast.Module:
    return ast.parse(Path(inspect.getfile(cls)).read_text(encoding="utf-8"))


def a_seed(n: int = 0) -> Seed:
    first = TEXT.index("Anna")
    digest = text_id(TEXT)
    quotes = (
        Evidence("mill.txt", TEXT[: first - 1], f"0-{first - 1}", digest),
        Evidence("mill.txt", TEXT[first:], f"{first}-{len(TEXT)}", digest),
    )
    return Seed(material=TEXT, method="paper", evidence=quotes, audience=f"reader {n}", proof=Proof("quote"))


COMPOSERS = [name for name in names(Composer)]


@pytest.mark.parametrize("name", COMPOSERS)
def test_a_composer_writes_the_same_for_the_same_seed_and_keeps_provenance(name):
    composer = build(Composer, example(Composer, name))
    seeds = [dataclasses.replace(a_seed(n), question="Who built it?", answer="Anna Brook") for n in range(3)]
    runs = [
        FakeRun(7, lambda prompt: f"A reply to {len(prompt)} letters."),
        FakeRun(7, lambda p: f"A reply to {len(p)} letters."),
    ]
    first, second = ([everything(composer.apply(seed, run)) for seed in seeds] for run in runs)
    assert first == second
    for seed, records in zip(seeds, first, strict=True):
        for record in records:
            assert record.text.strip() and record.seed == seed.id and record.method == seed.method
            assert set(record.evidence) <= set(seed.evidence)


FILTERS = [name for name in names(BY_LABEL["filter"]) if issubclass(find(BY_LABEL["filter"], name), Filter)]


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_says_why_and_judges_alike(name):
    judge = build(BY_LABEL["filter"], example(BY_LABEL["filter"], name))
    for text in ("", "word", TEXT, TEXT * 200, "á" * 50, "\0\ud800", "x " * 5000):
        record = Record(text=text, method="m", composer="c", seed="s")
        runs = [FakeRun(), FakeRun()]
        kept = [everything(judge.apply(record, run)) for run in runs]
        assert kept[0] == kept[1]
        assert kept[0] or runs[0].dropped[0][2], "it dropped without a reason"


@pytest.mark.parametrize("name", names(Writer))
def test_a_writer_reads_back_what_it_wrote(name, tmp_path):
    import asyncio

    writer = build(Writer, example(Writer, name))
    odd = ("", "á\n\t\"'\\ \u2028 😀", "x" * 70_000)
    records = [
        Record(text=text, method="m", composer="c", seed=f"s{n}", evidence=a_seed().evidence, answer="a", scores={"s": 0.5},
               proof=Proof("path", {"hops": [{"from": "a", "n": 1, "x": None}]}), meta={"k": [1, {"b": True}]})
        for n, text in enumerate(odd)
    ]  # fmt: skip

    async def given():
        for record in records:
            yield record

    file = tmp_path / f"a{writer.suffix}"
    assert asyncio.run(writer.write(given(), file)) == len(records)
    back = list(writer.read(file))
    assert [id for id, _ in back] == [r.id for r in records] == [r.id for _, r in back]
    assert [r.scores for _, r in back] == [dict(r.scores) for r in records]
    assert next(iter(writer.find(file, records[1].id[:8]))).text == odd[1]


@pytest.mark.parametrize("name", names(Reader))
def test_a_reader_refuses_what_is_not_there_in_one_sentence(name):
    table = example(Reader, name)
    hints = get_type_hints(find(Reader, name))
    paths = [field for field, hint in hints.items() if hint is Path]
    if not paths:
        assert build(Reader, table).units()
        return
    with pytest.raises(RecipeError, match=r"nowhere") as caught:
        build(Reader, table | {paths[0]: "nowhere/at/all"}).units()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [name for name in names(Backend) if not loads(Backend, name)])
def test_a_backend_says_which_settings_cannot_change_a_reply(name):
    backend = find(Backend, name)
    assert backend.cosmetic <= {field.name for field in dataclasses.fields(backend)}


def test_every_component_can_be_listed_and_none_fails_to_load():
    for kind, components in listed(KINDS).items():
        for one in components:
            assert one["says"] and one["says"][0].isupper() and one["says"][-1] in '.:)"', (kind, one)


def test_listing_names_imports_no_component():
    code = (
        "import sys; from tilth.core.parts import Writer; from tilth.engine.registry import names; names(Writer);"
        "print([m for m in sys.modules if m.startswith('tilth.writers.') or m == 'pyarrow'])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"


def test_no_file_has_a_name_that_says_nothing():
    empty = re.compile(r"^(utils?|common|base|helpers?|manager|service|factory|misc)$")
    assert not [path for path in SOURCE.rglob("*.py") if empty.match(path.stem)]


def test_everything_is_caught_in_one_place_only():
    found = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else "everything"
                if caught in ("everything", "Exception", "BaseException"):
                    found.append(f"{path.name}:{node.lineno}")
    assert len(found) <= 1, found


def test_core_imports_only_the_standard_library():
    allowed = set(sys.stdlib_module_names) | {"tilth"}
    for path in (SOURCE / "core").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert all(module.split(".")[0] in allowed for module in modules), (path.name, modules)


def test_imports_stand_at_the_top_of_files():
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inner = [
            n for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef) for n in ast.walk(f)
        ]
        hidden = [n.lineno for n in inner if isinstance(n, ast.Import | ast.ImportFrom)]
        assert not hidden, f"{path} imports inside a function at lines {hidden}"

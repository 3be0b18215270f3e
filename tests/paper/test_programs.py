"""What the little language of programs promises."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.core.errors import Broken
from tilth.core.program import decimals, number, run_program

CELLS = {
    "a": "1,234.5",
    "b": "−3.1",
    "c": "89.7%",
    "d": "4.6 ± 0.2",
    "e": "12*",
    "x": " Arc ranking ",
    "y": "XY cut",
    "n": "–",
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567", "1234567"), ("−3.1", "-3.1"), ("–3.1", "-3.1"), ("+2", "2"), ("89.7%", "89.7"), ("89.7 %", "89.7"),
        ("4.6 ± 0.2", "4.6"), ("4.6±0.2%", "4.6"), ("12.5*", "12.5"), ("7†", "7"), ("0.3¹", "0.3"), (".5", "0.5"),
        ("$12", "12"), ("1\u2009234", "1234"), ("0.50", "0.50"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_printed(text: str, value: str) -> None:
    assert str(number(text)) == value


@pytest.mark.parametrize(
    "text",
    ["", "–", "n/a", "3,14", "1,23,456", "12 34", "1.2.3", "10⁻³", "10³", "<0.01", "(12)", "1e9", "NaN", "9" * 50, "½"],
)
def test_what_is_no_sure_number_is_refused(text: str) -> None:
    with pytest.raises(Broken, match="is no number"):
        number(text)


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=3), st.sampled_from(["", "%", "*", " ± 0.1"]))
def test_a_printed_number_comes_back_exactly(value: Decimal, after: str) -> None:
    assert number(f"{value:,f}".replace("-", "−") + after) == value
    assert decimals(f"{value:f}") == 3


@pytest.mark.parametrize(
    ("program", "gives"),
    [
        (["cell", "a"], "1234.5"),
        (["text", "x"], "Arc ranking"),
        (["number", 2.5], "2.5"),
        (["sub", ["cell", "c"], ["cell", "b"]], "92.8"),
        (["add", ["cell", "e"], ["number", 1], ["number", "0.25"]], "13.25"),
        (["round", ["div", ["number", 2], ["number", 3]], 2], "0.67"),
        (["round", ["number", 0.125], 2], "0.13"),
        (["round", ["mean", ["number", 1], ["number", 2]], 0], "2"),
        (["max", ["cell", "b"], ["cell", "d"]], "4.6"),
        (["min", ["cell", "b"], ["cell", "d"]], "-3.1"),
        (["argmax", [["x", "c"], ["y", "e"]]], "Arc ranking"),
        (["argmin", [["x", "c"], ["y", "e"]]], "XY cut"),
        (["count_above", 4.6, ["cell", "d"], ["cell", "c"], ["cell", "b"]], "1"),
        (["count_above", ["cell", "b"], ["cell", "d"], ["cell", "c"]], "2"),
        (("sub", ("number", "0.3"), ("number", "0.1")), "0.2"),
    ],
)
def test_programs_give_what_they_say(program: Any, gives: str) -> None:
    assert str(run_program(program, CELLS)) == gives


def nested(depth: int) -> Any:
    return ["add", nested(depth - 1), ["number", 1]] if depth else ["number", 1]


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ([], "a verb first"),
        ("cell", "a verb first"),
        ({"cell": "a"}, "a verb first"),
        (["cell"], "a verb first"),
        (["exec", "a"], "no 'exec' in programs"),
        ([["cell"], "a"], "in programs"),
        (["cell", "z"], "not there: 'z'"),
        (["cell", ["a"]], "not there"),
        (["cell", "n"], "is no number"),
        (["cell", "x"], "is no number"),
        (["add", ["text", "x"], ["number", 1]], "needs a number"),
        (["div", ["number", 1], ["number", 0]], "arithmetic fails"),
        (["sub", ["number", 1]], "needs two numbers"),
        (["argmax", [["x", "c"]]], "two pairs"),
        (["argmax", [["x", "c"], ["y", "c"]]], "a tie of 2"),
        (["argmax", [["x", "c"], "yc"]], "pairs"),
        (["round", ["number", 1], -1], "digits must be"),
        (["round", ["number", 1], True], "digits must be"),
        (["number", True], "is no number"),
        (["number", float("nan")], "is no number"),
        (["number", "1e400"], "is no number"),
        (["number", "9" * 30 + "9"], "is no number"),
        (["count_above", 1], "threshold"),
        (nested(13), "deep"),
        (["add", *[["number", 1]] * 2001], "parts"),
        (["argmax", [["x", "c"]] * 2001], "parts"),
        (["add", *[["number", "9" * 30]] * 9], "too large"),
    ],
)
def test_a_wrong_program_is_broken_and_says_how(program: Any, why: str) -> None:
    with pytest.raises(Broken, match=why):
        run_program(program, CELLS)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([*CELLS, "add", "cell", "argmax", "round"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.tuples(st.sampled_from(["cell", "add", "div", "mean", "round"]), inner, inner)
    ),
    max_leaves=20,
)


@given(json_values)
def test_any_json_gives_an_answer_or_is_broken(program: Any) -> None:
    try:
        assert isinstance(run_program(program, CELLS), str | Decimal)
    except Broken as error:
        assert str(error)

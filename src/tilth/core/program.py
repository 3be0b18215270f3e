"""A little language for working an answer out of a table's cells, so that anybody can work it out again.

A program is JSON: a list that begins with what to do.

    ["cell", "name"]                         the number in a cell
    ["text", "name"]                         the words in a cell
    ["number", 12.5]                         a number
    ["add", a, b, ...]  ["sub", a, b]  ["div", a, b]
    ["mean", a, ...]  ["max", a, ...]  ["min", a, ...]
    ["argmax", [["label", "value"], ...]]    the words of the label whose value is greatest; no two may be
    ["argmin", [["label", "value"], ...]]    ... least
    ["count_above", threshold, a, ...]       how many are greater than a number
    ["round", a, digits]                     halves away from zero
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, localcontext

from tilth.core.errors import Broken
from tilth.core.items import Json
from tilth.core.parts import must

DEEPEST = 12
"""How deep expressions may stand inside each other."""
LONGEST = 2000
"""How many expressions a program may have."""
LARGEST = Decimal(10) ** 30
"""Numbers are smaller than this."""
MOST_DIGITS = 12
"""How many digits after the point an answer may have."""

_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_NUMBER = re.compile(
    r"(?P<sign>[+\-−–]?)\s?[$€£]?(?P<whole>\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+|\d{1,20})?(?P<part>\.\d{1,20})?"
    r"\s?%?(?:\s?±\s?\d[\d.,]{0,20}\s?%?)?\s?[*∗†‡§¶#⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈ]{0,4}"
)


def number(text: str) -> Decimal:
    """The number that a cell holds: `1,234`, `−3.1`, `89.7%`, `4.6 ± 0.2`, `12.5*`. Raises Broken for all else.

    Marks of footnotes and what follows ± are left out. A comma must part thousands: `3,14` is refused.
    """
    found = _NUMBER.fullmatch(text.strip()) if len(text) <= 80 else None
    if not found or not (found["whole"] or found["part"]) or re.fullmatch(r"10[⁰¹²³⁴⁵⁶⁷⁸⁹]+", text.strip()):
        raise Broken(f"{text[:40]!r} is no number")
    digits = re.sub(r"[^\d]", "", found["whole"] or "0") + (found["part"] or "")
    return Decimal(("-" if found["sign"] and found["sign"] != "+" else "") + digits)


def decimals(text: str) -> int:
    """How many digits a cell's number has after the point. Raises Broken if it is no number."""
    exponent = number(text).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def run_program(expression: Json, cells: Mapping[str, str]) -> str | Decimal:
    """What a program gives: a number, or words. `cells` holds the text of each cell by its name.

    Raises Broken, saying what is wrong, if the program or a cell is not what it should be.
    """
    with localcontext(_EXACT):
        try:
            return _Machine(cells).value(expression, 0)
        except DecimalException as error:
            raise Broken(f"the program's arithmetic fails: {type(error).__name__}") from error


class _Machine:
    """Works one program out, and counts its expressions."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells
        self._left = LONGEST
        self._verbs: dict[str, Callable[[Sequence[Json], int], str | Decimal]] = {
            "cell": self._cell,
            "text": self._text,
            "number": self._number,
            "add": lambda rest, depth: sum(self._numbers(rest, depth), Decimal(0)),
            "sub": lambda rest, depth: self._two(rest, depth, Decimal.__sub__),
            "div": lambda rest, depth: self._two(rest, depth, Decimal.__truediv__),
            "mean": self._mean,
            "max": lambda rest, depth: max(self._numbers(rest, depth)),
            "min": lambda rest, depth: min(self._numbers(rest, depth)),
            "argmax": lambda rest, depth: self._best(rest, 1),
            "argmin": lambda rest, depth: self._best(rest, -1),
            "count_above": self._count_above,
            "round": self._round,
        }

    def value(self, expression: Json, depth: int) -> str | Decimal:
        self._left -= 1
        must(depth <= DEEPEST, f"the program is more than {DEEPEST} deep")
        must(self._left >= 0, f"the program has more than {LONGEST} parts")
        must(isinstance(expression, list | tuple) and len(expression) > 1, "a program must be a list with a verb first")
        assert isinstance(expression, list | tuple)
        verb = expression[0]
        must(isinstance(verb, str) and verb in self._verbs, f"there is no {verb!r} in programs")
        assert isinstance(verb, str)
        found = self._verbs[verb](expression[1:], depth + 1)
        must(isinstance(found, str) or abs(found) < LARGEST, "a number of the program is too large")
        return found

    def _numeric(self, expression: Json, depth: int) -> Decimal:
        found = self.value(expression, depth)
        if isinstance(found, str):
            raise Broken(f"{found[:40]!r} stands where the program needs a number")
        return found

    def _numbers(self, rest: Sequence[Json], depth: int) -> list[Decimal]:
        return [self._numeric(one, depth) for one in rest]

    def _two(self, rest: Sequence[Json], depth: int, work: Callable[[Decimal, Decimal], Decimal]) -> Decimal:
        must(len(rest) == 2, "a difference or quotient needs two numbers")
        return work(*self._numbers(rest, depth))

    def _named(self, name: Json) -> str:
        must(isinstance(name, str) and name in self._cells, f"the program names a cell that is not there: {name!r}")
        assert isinstance(name, str)
        return self._cells[name]

    def _cell(self, rest: Sequence[Json], depth: int) -> Decimal:
        must(len(rest) == 1, "a cell has one name")
        return number(self._named(rest[0]))

    def _text(self, rest: Sequence[Json], depth: int) -> str:
        must(len(rest) == 1, "a cell has one name")
        return self._named(rest[0]).strip()

    def _number(self, rest: Sequence[Json], depth: int) -> Decimal:
        must(len(rest) == 1, "a number is one value")
        return _plain(rest[0])

    def _mean(self, rest: Sequence[Json], depth: int) -> Decimal:
        return sum(self._numbers(rest, depth), Decimal(0)) / len(rest)

    def _best(self, rest: Sequence[Json], sign: int) -> str:
        must(
            len(rest) == 1 and isinstance(rest[0], list | tuple) and len(rest[0]) > 1,
            "a choice needs two pairs or more",
        )
        assert isinstance(rest[0], list | tuple)
        pairs = []
        for pair in rest[0]:
            self._left -= 1
            must(
                isinstance(pair, list | tuple) and len(pair) == 2, "a choice is made among pairs of a label and a value"
            )
            must(self._left >= 0, f"the program has more than {LONGEST} parts")
            assert isinstance(pair, list | tuple)
            pairs.append((sign * number(self._named(pair[1])), self._named(pair[0]).strip()))
        best = max(value for value, _ in pairs)
        labels = [label for value, label in pairs if value == best]
        must(len(labels) == 1, f"the choice is a tie of {len(labels)}")
        return labels[0]

    def _count_above(self, rest: Sequence[Json], depth: int) -> Decimal:
        must(len(rest) > 1, "a count needs a threshold and numbers")
        first = rest[0]
        threshold = self._numeric(first, depth) if isinstance(first, list | tuple) else _plain(first)
        return Decimal(sum(value > threshold for value in self._numbers(rest[1:], depth)))

    def _round(self, rest: Sequence[Json], depth: int) -> Decimal:
        must(len(rest) == 2, "rounding needs a number and how many digits")
        digits = rest[1]
        must(type(digits) is int and 0 <= digits <= MOST_DIGITS, f"digits must be from 0 to {MOST_DIGITS}")
        assert isinstance(digits, int)
        return self._numeric(rest[0], depth).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _plain(value: Json) -> Decimal:
    """A number written in a program."""
    must(isinstance(value, int | float | str) and not isinstance(value, bool), f"{value!r} is no number")
    text = str(value)
    must(bool(re.fullmatch(r"-?\d{1,30}(?:\.\d{1,30})?", text)), f"{text[:40]!r} is no number")
    return Decimal(text)

"""Questions that a little program answers out of a table's cells, and their wordings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from random import Random

from tilth.core.errors import Broken
from tilth.core.items import Json
from tilth.core.program import decimals, number, run_program
from tilth.paper.tabular import MISSING, Column, Readable, Row, plural


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a table, and the program that answers it."""

    kind: str
    question: str
    """With `{In}` or `{in}` in place of the table's name."""
    program: Json
    value: str
    """What the program gives, as it is written."""
    answer: str
    """The same with its unit."""
    cells: tuple[tuple[int, int], ...]
    """The cells the program reads, by row and column."""


def asked(table: Readable, rng: Random) -> list[Asked]:
    """Every kind of question about a table that has one sure answer, the kinds in turn, columns and rows by chance."""
    kinds: list[list[Asked]] = []
    for make in (_look_up, _most, _difference, _count, _least, _mean, _ratio):
        columns = list(table.columns)
        rng.shuffle(columns)
        kinds.append([found for column in columns if (found := make(table, column, rng))])
    order: list[Asked] = []
    while any(kinds):
        order += [found.pop(0) for found in kinds if found]
    return order


def name(row: int, column: int) -> str:
    """How a program calls a cell."""
    return f"r{row}c{column}"


def _values(table: Readable, column: Column, *, whole: bool = False) -> list[tuple[Row, str]]:
    """The rows that have a number in a column; with `whole`, those that sum up others are left out."""
    found = [(row, table.cell(row, column)) for row in table.rows if table.cell(row, column) not in MISSING]
    return [(row, text) for row, text in found if not (whole and row.aggregate)]


def _made(
    table: Readable, kind: str, question: str, program: Json, unit: str, cells: Sequence[tuple[int, int]]
) -> Asked | None:
    texts = {name(r, c): table.block.cells[r][c] for r, c in cells}
    try:
        value = str(run_program(program, texts))
    except Broken:
        return None
    if "E" in value and isinstance(program, tuple) and program[0] == "round":
        return None
    return Asked(kind, question, program, value, with_unit(value, unit), tuple(cells))


def with_unit(value: str, unit: str) -> str:
    """A value and its unit: `89.7%`, `9.7 ms`."""
    return f"{value}{unit}" if unit in ("%", "‰") else f"{value} {unit}".strip()


def _which(table: Readable) -> str:
    return f"which {table.noun}" if table.noun else "which row"


def _all(table: Readable, count: int) -> str:
    """The rows that have a value, and that they are not all if some have none."""
    rows = f"{count} {plural(table.noun)}" if table.noun else f"{count} rows"
    return f"the {rows}" if count == sum(not row.aggregate for row in table.rows) else f"the {rows} that have a value"


def _called(row: Row) -> str:
    """A row's name in a sentence: in quotes if it is more than a few words or has commas."""
    plain = len(row.label.split()) <= 3 and not set(row.label) & set(",/:;()") and not row.label[:1].islower()
    return row.label if plain else f"‘{row.label}’"


def _look_up(table: Readable, column: Column, rng: Random) -> Asked | None:
    row, text = rng.choice(_values(table, column))
    if not set(text) <= set("0123456789.,−-%"):
        return None
    forms = (
        "{{In}}, what is the {phrase} for {row}?",
        "What is the {phrase} for {row} {{in}}?",
        "{{In}}, what {phrase} is given for {row}?",
    )
    question = _worded(rng, forms, phrase=column.phrase, row=_called(row))
    place = row.at, column.at
    plain = set(text) <= set("0123456789.")
    program: Json = ("cell" if plain else "text", name(*place))
    return _made(table, "look_up", question, program, "" if "%" in text else column.unit, [place])


def _worded(rng: Random, forms: Sequence[str], **parts: str | int) -> str:
    held = {key: str(part).replace("{", "(").replace("}", ")") for key, part in parts.items()}
    return rng.choice(forms).format(**held)


def _most(table: Readable, column: Column, rng: Random) -> Asked | None:
    return _extreme(table, column, rng, "argmax", "highest")


def _least(table: Readable, column: Column, rng: Random) -> Asked | None:
    return _extreme(table, column, rng, "argmin", "lowest")


def _extreme(table: Readable, column: Column, rng: Random, verb: str, word: str) -> Asked | None:
    values = _values(table, column, whole=True)
    if len(values) < 3 or table.labels != 1:
        return None
    forms = (
        "{{In}}, {which} has the {word} {phrase}?",
        "{Which} has the {word} {phrase} {{in}}?",
        "{{In}}, for {which} is the {phrase} {word}?",
    )
    which = _which(table)
    parts = {"which": which, "Which": which[0].upper() + which[1:], "word": word, "phrase": column.phrase}
    question = _worded(rng, forms, **parts)
    pairs = tuple((name(row.at, 0), name(row.at, column.at)) for row, _ in values)
    cells = [place for row, _ in values for place in ((row.at, 0), (row.at, column.at))]
    return _made(table, verb, question, (verb, pairs), "", cells)


def _pair(table: Readable, column: Column, rng: Random) -> tuple[tuple[Row, str], tuple[Row, str]] | None:
    """Two rows with different values, the greater first."""
    values = _values(table, column, whole=True)
    if len(values) < 2:
        return None
    one, two = rng.sample(values, 2)
    if number(one[1]) == number(two[1]):
        return None
    return (one, two) if number(one[1]) > number(two[1]) else (two, one)


def _difference(table: Readable, column: Column, rng: Random) -> Asked | None:
    pair = _pair(table, column, rng)
    if not pair:
        return None
    (more, a), (less, b) = pair
    forms = (
        "{{In}}, by how much is the {phrase} higher for {more} than for {less}?",
        "By how much does the {phrase} for {more} exceed that for {less} {{in}}?",
        "{{In}}, what is the difference between {more} and {less} in the {phrase}?",
    )
    question = _worded(rng, forms, phrase=column.phrase, more=_called(more), less=_called(less))
    cells = [(more.at, column.at), (less.at, column.at)]
    program: Json = ("round", ("sub", *(("cell", name(*place)) for place in cells)), max(decimals(a), decimals(b)))
    unit = "percentage points" if column.unit in ("%", "pp") else column.unit
    return _made(table, "difference", question, program, unit, cells)


def _ratio(table: Readable, column: Column, rng: Random) -> Asked | None:
    pair = _pair(table, column, rng)
    if not pair or number(pair[1][1]) <= 0 or number(pair[0][1]) < number(pair[1][1]) * Decimal("1.1"):
        return None
    (more, _), (less, _) = pair
    forms = (
        "{{In}}, how many times as high is the {phrase} for {more} as for {less}? Round to two decimals.",
        "{{In}}, what is the ratio of the {phrase} for {more} to that for {less}, rounded to two decimals?",
        "Rounded to two decimals, how many times the {phrase} for {less} is that for {more} {{in}}?",
    )
    question = _worded(rng, forms, phrase=column.phrase, more=_called(more), less=_called(less))
    cells = [(more.at, column.at), (less.at, column.at)]
    program: Json = ("round", ("div", *(("cell", name(*place)) for place in cells)), 2)
    return _made(table, "ratio", question, program, "", cells)


def _count(table: Readable, column: Column, rng: Random) -> Asked | None:
    values = _values(table, column, whole=True)
    levels = sorted({number(text) for _, text in values})
    if len(values) < 4 or len(levels) < 3 or not table.noun:
        return None
    at = rng.randrange(1, len(levels) - 1)
    threshold = _between(levels[at - 1], levels[at])
    if threshold is None:
        return None
    level = with_unit(str(threshold).replace("-", "−"), column.unit)
    if column.counted:
        have = f"more than {level} {column.counted}{column.tail}"
    else:
        have = f"{_article(column.head)} {column.head} above {level}{column.tail}"
    forms = (
        "{{In}}, how many {nouns} have {have}?",
        "How many {nouns} have {have} {{in}}?",
        "{{In}}, how many of {all} have {have}?",
    )
    question = _worded(rng, forms, nouns=plural(table.noun), all=_all(table, len(values)), have=have)
    cells = [(row.at, column.at) for row, _ in values]
    program: Json = ("count_above", str(threshold), *(("cell", name(*place)) for place in cells))
    return _made(table, "count", question, program, "", cells)


def _article(phrase: str) -> str:
    """`a`, or `an` where the first sound is a vowel; letters of abbreviations are spoken one by one."""
    first = phrase.split()[0]
    spelled = first.isupper() or first[:2] == "F1"
    return "an" if first[:1] in ("AEFHILMNORSX" if spelled else "aeioAEIO") else "a"


def _between(low: Decimal, high: Decimal) -> Decimal | None:
    """The shortest number above `low` and below `high`."""
    for digits in range(-6, 7):
        unit = Decimal(1).scaleb(-digits)
        found = (low / unit).to_integral_value(rounding=ROUND_FLOOR) * unit + unit
        if low < found < high:
            return found.quantize(Decimal(1).scaleb(-max(digits, 0)))
    return None


def _mean(table: Readable, column: Column, rng: Random) -> Asked | None:
    values = _values(table, column, whole=True)
    if not 3 <= len(values) <= 12 or any(number(text) < 0 for _, text in values):
        return None
    digits = min(column.digits + 1, 4)
    places = f"{('zero', 'one', 'two', 'three', 'four')[digits]} decimal{'s' if digits > 1 else ''}"
    forms = (
        "{{In}}, what is the average {phrase} over {all}? Round to {places}.",
        "{{In}}, what does the {phrase} come to on average over {all}, rounded to {places}?",
        "What is the average {phrase} over {all} {{in}}, rounded to {places}?",
    )
    if column.head.startswith(("mean", "average", "median")):
        forms = forms[1:2] * 3
    question = _worded(rng, forms, phrase=column.phrase, all=_all(table, len(values)), places=places)
    cells = [(row.at, column.at) for row, _ in values]
    program: Json = ("round", ("mean", *(("cell", name(*place)) for place in cells)), digits)
    return _made(table, "mean", question, program, column.unit, cells)


def placed(question: str, table: str, rng: Random) -> str:
    """A question with the table's name in its place."""
    first = rng.choice(("In", "In", "According to", "Going by"))
    return question.replace("{In}", f"{first} {table}").replace("{in}", f"in {table}")

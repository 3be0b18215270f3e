"""Shows records with everything they came from."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import orjson
from rich.padding import Padding
from rich.text import Text

from tilth.cli.screen import Screen, followed
from tilth.core.errors import Broken, RecipeError
from tilth.core.items import Record
from tilth.engine.verify import Offline, check_record, records_of, writer_of


def specimens(screen: Screen, run: Path, methods: Sequence[str]) -> None:
    """Show the first record of each method."""
    wanted = set(methods)
    for record in records_of(run):
        if not wanted:
            return
        if record.method in wanted:
            wanted.discard(record.method)
            screen.specimen(record)


def show_record(screen: Screen, run: Path, start: str, as_json: bool) -> None:
    """Show the one record whose id begins so. Raises RecipeError when there is none, or more than one."""
    found = list(islice(_found(run, start), 3))
    if not found:
        raise RecipeError(f"no record of {run} has an id that begins with {start!r}")
    if len(found) > 1:
        raise RecipeError(f"several records of {run} begin with {start!r}, such as {found[0].id} and {found[1].id}")
    if as_json:
        plain = orjson.dumps({"id": found[0].id} | orjson.loads(orjson.dumps(found[0])), option=orjson.OPT_INDENT_2)
        sys.stdout.write(plain.decode() + "\n")
        return
    witness = Offline(run)
    try:
        _show(screen, found[0], witness)
    finally:
        witness.close()


def _found(run: Path, start: str) -> Iterator[Record]:
    writer = writer_of(run)
    for path in sorted((run / "records").glob(f"*{writer.suffix}")):
        yield from writer.find(path, start)


def _show(screen: Screen, record: Record, witness: Offline) -> None:
    out = screen.out
    out.print(f"[bold]{record.id}[/]  {record.method}, written by {record.model or 'rule'} ({record.composer})\n")
    out.print(Text(record.text))
    for name, value in (("for", record.audience), ("question", record.question), ("answer", record.answer)):
        if value:
            out.print(f"\n[bold]{name}[/]", end="  ")
            out.print(Text(value))
    for number, evidence in enumerate(record.evidence):
        out.print(f"\n[bold]evidence {number}[/]")
        out.print(Padding(followed(evidence, witness.text(evidence.digest)), (0, 0, 0, 2)))
    if record.proof is not None:
        out.print(f"\n[bold]proof[/]  {record.proof.kind}")
        for key, claimed in record.proof.claim.items():
            for line in _lines(claimed):
                out.print(Padding(Text(f"{key}: {line}"), (0, 0, 0, 2)))
    for key, told in record.meta.items():
        out.print(Text(f"{key}: {orjson.dumps(told).decode()[:200]}"), style="dim")
    try:
        check_record(record, record.id, witness)
        out.print("\n[green]checked again: it holds[/]")
    except Broken as error:
        out.print(f"\n[red]checked again: {error}[/]")


def _lines(value: object) -> list[str]:
    """A claim's value, hop by hop where it is a path."""
    if isinstance(value, list) and value and isinstance(value[0], dict) and {"from", "to"} <= value[0].keys():
        return [_hop(hop) for hop in value]
    return [orjson.dumps(value).decode()]


def _hop(hop: dict[str, object]) -> str:
    said = f"{hop['subject']} {hop['relation']} {hop['object']}"
    return f"{hop['from']} → {hop['to']}: {said} (evidence {hop['evidence']})"

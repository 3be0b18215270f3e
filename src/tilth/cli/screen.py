"""What a person sees: progress while it runs, and what came of it."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console, Group
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from tilth.core.items import Evidence, Record
from tilth.engine.execute import Summary, Watch

PLAIN_S = 5.0
"""How often a line is printed where there is no terminal to draw on."""


class Screen:
    """Prints for people on standard output, and progress and errors on standard error."""

    def __init__(self) -> None:
        # where there is no terminal, a page's width that people can read
        self.out = Console(highlight=False, width=None if sys.stdout.isatty() else 110)
        self.err = Console(stderr=True, highlight=False)

    def line(self, text: str, **how: Any) -> None:
        """One line, not broken however long it is: paths are copied from it."""
        self.out.print(text, soft_wrap=True, **how)

    @contextmanager
    def progress(self) -> Iterator[Watch]:
        """Show how far a run is: a bar on a terminal, a line now and then elsewhere."""
        state = _State()
        with _Drawn(self.err, state) if self.err.is_terminal else _Printed(self.err, state):
            yield state.begin

    def summary(self, summary: Summary) -> None:
        """What a run did, with the reasons for what it did not."""
        word = "already whole" if summary.replayed else f"in {summary.seconds:.1f} s"
        self.line(f"[bold]{summary.records:,} records[/] {word}, in {escape(str(summary.run))}")
        table = Table(box=None, show_header=False, pad_edge=False)
        table.add_column(justify="right")
        for method, records in summary.methods.items():
            table.add_row(f"{records:,}", method)
        for title, whys in (("turned away", summary.dropped), ("failed", summary.failed)):
            for number, (n, why) in enumerate(_reasons(whys)):
                table.add_row(f"{n:,}", f"{title if number == 0 else ' ' * len(title)}  {why}", style="dim")
        self.out.print(table)
        if not summary.failed:
            self.out.print("nothing failed", style="dim")

    def specimen(self, record: Record) -> None:
        """One record in short, with the first of its evidence."""
        self.out.print(f"\n[bold]{record.method}[/] [dim]{record.id} · {record.composer}[/]")
        self.out.print(Padding(Text(_shortened(record.text, 500)), (0, 0, 0, 2)))
        for evidence in record.evidence[:2]:
            self.out.print(
                Padding(
                    Text(f"↳ {evidence.source} [{evidence.where}] “{_shortened(evidence.quote, 110)}”"), (0, 0, 0, 2)
                ),
                style="dim",
            )
        if record.proof is not None and not record.evidence:
            claim = ", ".join(f"{key} {value}" for key, value in record.proof.claim.items())
            self.out.print(Padding(Text(f"↳ {record.proof.kind}: {claim}"), (0, 0, 0, 2)), style="dim")


class _State:
    """How far a run is, as its partitions say in files of theirs."""

    def __init__(self) -> None:
        self.run: Path | None = None
        self.pieces = self.ended = 0
        self.began = time.monotonic()

    def begin(self, run: Path, pieces: int) -> None:
        self.run, self.pieces, self.began = run, pieces, time.monotonic()

    def line(self) -> str:
        """How far it is, in words."""
        total, ended = Counter[str](), 0
        for path in (self.run / ".progress").glob("*") if self.run else ():
            with suppress(OSError, ValueError):
                told = orjson.loads(path.read_bytes())
                ended += told.pop("state", "") == "done"
                total.update(told)
        self.ended = ended
        seconds = max(0.001, time.monotonic() - self.began)
        words = [f"{total['items']:,} items", f"{total['items'] / seconds:,.0f}/s"]
        if total["replies.asked"]:
            tokens = total["tokens.in"] + total["tokens.out"]
            words.append(f"{tokens / seconds:,.0f} tokens/s, {tokens:,} spent")
            words.append(f"{total['in_flight']} of {total['limit']} in flight")
        words += [f"{total[name]:,} {name}" for name in ("dropped", "failed")]
        if total["model.refused"]:
            words.append(f"{total['model.refused']:,} refused as too many")
        if 0 < ended < self.pieces:
            words.append(f"about {_span(seconds * (self.pieces - ended) / ended)} left")
        return ", ".join(words)


class _Watcher:
    """Looks at a state now and then, in a thread of its own."""

    every_s = 0.5

    def __init__(self, console: Console, state: _State) -> None:
        self.console, self.state = console, state
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _loop(self) -> None:
        while not self._stop.wait(self.every_s):
            self.look()

    def look(self) -> None:
        """Show the state."""


class _Printed(_Watcher):
    every_s = PLAIN_S

    def look(self) -> None:
        s = self.state
        if s.pieces:
            told = s.line()
            self.console.print(f"partitions {s.ended}/{s.pieces}, {told}", soft_wrap=True)


class _Drawn(_Watcher):
    def __enter__(self) -> None:
        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("partitions · {task.description}"),
            TimeElapsedColumn(),
        )
        self._bar = Progress(*columns, console=self.console, transient=True)
        self._task = self._bar.add_task("", total=None)
        self._bar.start()
        super().__enter__()

    def __exit__(self, *_: object) -> None:
        super().__exit__()
        self._bar.stop()

    def look(self) -> None:
        s = self.state
        told = s.line()
        self._bar.update(self._task, total=s.pieces or None, completed=s.ended, description=told)


def followed(evidence: Evidence, text: str | None) -> Group:
    """A piece of evidence as a person can follow it: the file, the line, and the words with those around them."""
    start, _, stop = evidence.where.partition("-")
    if text is None or not (start.isdigit() and stop.isdigit()):
        return Group(Text(f"{evidence.source}, {evidence.where} (its text is not kept)"), Text(f"“{evidence.quote}”"))
    a, b = int(start), int(stop)
    place = Text(f"{evidence.source}", style="bold")
    line = _line_in(Path(evidence.source), evidence.quote)
    place.append(f"  {f'line {line}, ' if line else ''}characters {a}-{b} of its text", style="dim")
    around = Text("…" if a > 160 else "")
    around.append(text[max(0, a - 160) : a].replace("\n", " "), style="dim")
    around.append(f"«{text[a:b]}»", style="bold green")
    around.append(text[b : b + 160].replace("\n", " ") + ("…" if b + 160 < len(text) else ""), style="dim")
    return Group(place, around)


def _line_in(path: Path, quote: str) -> int:
    """The line of a file at which a quote begins; 0 when the file is not there, or breaks the words otherwise."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return 0
    at = text.find(" ".join(quote.split()[:6]))
    return text.count("\n", 0, at) + 1 if at >= 0 else 0


def _reasons(whys: Mapping[str, Mapping[str, int]]) -> list[tuple[int, str]]:
    """How many for which reason, most first."""
    found = [(n, f"{step}: {why}") for step, reasons in whys.items() for why, n in reasons.items()]
    return sorted(found, key=lambda entry: (-entry[0], entry[1]))


def _span(seconds: float) -> str:
    """A length of time as people say it."""
    for unit, length in (("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{seconds / length:.1f} {unit}"
    return f"{seconds:.0f} s"


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"

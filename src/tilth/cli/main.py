"""The command line. Each command reads its arguments, makes one call, and prints what came back."""

from __future__ import annotations

import signal
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.markup import escape

from tilth import __version__
from tilth.cli.doctor import examine
from tilth.cli.kinds import BY_LABEL, KINDS
from tilth.cli.listing import listed
from tilth.cli.new import create
from tilth.cli.screen import Screen
from tilth.cli.showing import show_record, specimens
from tilth.core.errors import RecipeError, TilthError, UnknownName
from tilth.core.parts import Executor, Writer
from tilth.engine.config import build
from tilth.engine.execute import execute
from tilth.engine.export import export as export_runs
from tilth.engine.recipe_file import load, open_table, reopen
from tilth.engine.store import read_json, refusal
from tilth.engine.trial import forecast
from tilth.engine.verify import verify as verify_run

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Grow a pretraining corpus from seeds, by four methods; check every record again.",
)
screen = Screen()
USAGE: Any = typer.BadParameter.__mro__[2]
"""What typer raises for wrong use of any kind; it has no public name of its own."""

Sets = Annotated[list[str] | None, typer.Option("--set", help="A setting of the recipe: passages.folder=notes.")]
Out = Annotated[Path, typer.Option("--out", help="The folder that runs are kept in.")]
Limit = Annotated[int | None, typer.Option("--limit", help="The most seeds to write up.")]
Workers = Annotated[int, typer.Option("--workers", min=1, help="How many processes work at once.")]
On = Annotated[str, typer.Option("--on", help="Where partitions run; `tilth list executor` names the places.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of prose.")]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"tilth {__version__}")
        raise typer.Exit()


@app.callback()
def _tilth(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")] = False,
) -> None:
    pass


@app.command()
def run(
    recipe: Path,
    out: Out = Path("runs"),
    limit: Limit = None,
    sets: Sets = None,
    workers: Workers = 1,
    on: On = "local",
    as_json: AsJson = False,
) -> None:
    """Run a recipe file. The same command again finishes a run that was stopped."""
    built, settings = open_table(load(recipe, sets or ()), out, limit)
    executor = build(Executor, {"use": on, "workers": workers}, "--on")
    with screen.progress() as watch:
        summary = execute(built, settings, executor, watch)
    if as_json:
        _print_json({**asdict(summary), "run": str(summary.run)})
    else:
        screen.summary(summary)
        specimens(screen, summary.run, list(summary.methods))
        screen.line(f"\nThe records:        {summary.run}/records")
        if summary.failed:
            screen.line(f"What failed, why:   {summary.run}/failed")
        if summary.dropped:
            screen.line(f"Turned away, why:   {summary.run}/dropped")
        screen.line(f"Check them again:   tilth verify {summary.run}")
    raise typer.Exit(0 if summary.excused else 1)


@app.command()
def check(
    recipe: Path,
    out: Out = Path("runs"),
    limit: Limit = None,
    sets: Sets = None,
    sample: Annotated[int | None, typer.Option("--sample", min=1, help="Seeds to try; fewer where they cost.")] = None,
    seconds: Annotated[float, typer.Option("--seconds", min=0, help="Longest to count seeds for.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Say what a run would come to, from a small trial. Nothing of it is kept but what models replied."""
    built, settings = open_table(load(recipe, sets or ()), out, limit)
    tried = sample or (50 if settings.models else 1000)
    told = forecast(built, settings, build(Executor, {"use": "local"}), tried, seconds)
    if as_json:
        _print_json(asdict(told))
        return
    about = "" if told.exact else "about "
    screen.line(f"{built.name}@{settings.version}: the recipe and its input are right.")
    screen.out.print(f"input       {told.units:,} units, size {told.input_size:,}; {told.partitions} partitions")
    screen.out.print(f"seeds       {about}{told.seeds:,} ({told.tried:,} tried)")
    screen.out.print(f"records     about {told.records:,}")
    if told.roles:
        tokens = f"about {told.tokens_in:,} tokens in and {told.tokens_out:,} out"
        screen.out.print(
            f"model calls {about}{told.requests:,}, {tokens}" + (f", ${told.usd:,.2f}" if told.usd else "")
        )
    else:
        screen.out.print("model calls none")
    screen.out.print(f"disk        about {told.disk_bytes / 1e6:,.1f} MB")
    screen.out.print(f"time        about {told.seconds:,.1f} s in one process")


@app.command("list")
def list_(kind: Annotated[list[str] | None, typer.Argument()] = None, as_json: AsJson = False) -> None:
    """List the components that a recipe can name, with their settings."""
    asked = " ".join(kind or ()).replace("-", " ")
    if asked and asked not in BY_LABEL:
        raise UnknownName(f"no kind is called {asked!r}; there are {', '.join(BY_LABEL)}")
    table = listed((BY_LABEL[asked],) if asked else KINDS)
    if as_json:
        _print_json(table)
        return
    for label, components in table.items():
        screen.out.print(f"[bold]{label}[/]")
        for one in components:
            screen.out.print(f"  {one['name']:22} {one['says']}", markup=False)
            for setting in one["settings"]:
                default = "needed" if setting["default"] is None else f"= {setting['default']}"
                screen.out.print(f"      {setting['name']} {default}  {setting['says']}", markup=False, style="dim")


@app.command()
def show(run: Path, record: Annotated[str | None, typer.Argument()] = None, as_json: AsJson = False) -> None:
    """Show what a run did, or one record (by the first letters of its id) with everything it came from."""
    reopen(run)
    if record is not None:
        show_record(screen, run, record, as_json)
        return
    summary = read_json(run / "summary.json")
    if summary is None:
        done = len(list((run / "done").glob("*.json")))
        raise RecipeError(f"{run} is not finished ({done} partitions are); run the same command again to go on")
    if as_json:
        _print_json(summary)
        return
    screen.out.print(f"[bold]{run.name}[/]  {summary['records']:,} records in {summary['seconds']:.1f} s")
    for step in summary["steps"]:
        told = ", ".join(f"{step[name]:,} {name}" for name in ("came", "gave", "dropped", "failed") if step[name])
        screen.out.print(f"  {step['step']:18} {told}", markup=False)
    specimens(screen, run, list(summary["methods"]))


@app.command()
def verify(run: Path, workers: Workers = 1, as_json: AsJson = False) -> None:
    """Check every record's evidence and proof again, offline."""
    found = verify_run(run, build(Executor, {"use": "local", "workers": workers}))
    if as_json:
        _print_json(asdict(found))
    else:
        kinds = ", ".join(f"{n:,} {kind}" for kind, n in sorted(found.proofs.items()))
        share = 100 * found.held / found.checked if found.checked else 0
        screen.line(
            f"{found.checked:,} checked, {found.held:,} held ({share:.6g} %), {found.broken:,} broken  ({kinds})"
        )
        for id, why in found.reasons[:20]:
            screen.line(f"  {id}: {why}", markup=False)
    raise typer.Exit(1 if found.broken or not found.checked else 0)


@app.command()
def export(
    runs: list[Path],
    to: Annotated[str, typer.Option("--to", help="The format: a writer; `tilth list writer` names them.")],
    out: Annotated[Path, typer.Option("--out", help="A new folder.")],
    mix: Annotated[str, typer.Option("--mix", help="Shares of the methods: graph=0.4,paper=0.6.")] = "",
    shuffle: Annotated[bool | None, typer.Option("--shuffle/--in-order", help="Shuffled when mixed.")] = None,
    seed: int = 0,
    as_json: AsJson = False,
) -> None:
    """Put the records of runs into one data set."""
    shares = _shares(mix)
    wrote = export_runs(
        runs, build(Writer, {"use": to}, "--to"), out, shares, bool(shares) if shuffle is None else shuffle, seed
    )
    if as_json:
        _print_json(asdict(wrote))
        return
    methods = ", ".join(f"{n:,} {method}" for method, n in wrote.methods.items())
    screen.line(f"{wrote.records:,} records ({methods}) in {wrote.files} files in {out}")


@app.command()
def new(kind: str, name: str, as_json: AsJson = False) -> None:
    """Write the file of a new component, working, for you to fill; it is listed and tested at once."""
    path = create(kind, name)
    if as_json:
        _print_json({"path": str(path)})
    else:
        screen.line(f"{path} is a working {kind}; `tilth list {kind}` shows it, `make test` tests it")


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Say what is installed, what is missing, and what that means."""
    found = examine()
    if as_json:
        _print_json({"findings": [asdict(one) for one in found]})
    else:
        for one in found:
            mark = "[green]ok[/]     " if one.ok else "[red]missing[/]" if one.needed else "[dim]absent[/] "
            screen.out.print(f"{mark}  {one.name:14} {escape(one.says)}")
    raise typer.Exit(1 if any(one.needed and not one.ok for one in found) else 0)


def _shares(mix: str) -> dict[str, float]:
    """`graph=0.4,paper=0.6` as shares."""
    shares = {}
    for word in filter(None, mix.split(",")):
        method, _, share = word.partition("=")
        try:
            shares[method.strip()] = float(share)
        except ValueError as error:
            raise RecipeError(f"--mix {word!r}: write method=share, as in --mix graph=0.4,paper=0.6") from error
    return shares


def _print_json(value: Mapping[str, Any]) -> None:
    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode())


def main() -> None:
    """Run the command line. Wrong use ends with status 2, a failure with 1, Ctrl-C with 130."""
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    try:
        code = app(standalone_mode=False)
        if code == 130:  # how typer says Ctrl-C
            _stopped()
    except (typer.Abort, KeyboardInterrupt):
        code = _stopped()
    except USAGE as error:
        code = _refused(error.format_message())
    except RecipeError as error:
        code = _refused(str(error))
    except TilthError as error:
        code = _refused(str(error), 1)
    except BrokenPipeError:
        code = 1
    except OSError as error:
        code = _refused(str(refusal(error, Path.cwd())))
    sys.exit(code or 0)


def _refused(why: str, code: int = 2) -> int:
    sys.stderr.write(f"tilth: {' '.join(why.split())}\n")
    return code


def _stopped() -> int:
    sys.stderr.write("tilth: stopped; what is whole is kept. Run the same command again to go on.\n")
    return 130

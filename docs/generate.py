"""Writes the pages that come from the code: the gallery of components and the commands."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import typer

from tilth.cli.kinds import KINDS
from tilth.cli.listing import listed
from tilth.cli.main import app

HERE = Path(__file__).parent


def components() -> str:
    """Every component of every kind, with its sentence and settings."""
    lines = ["# Components", "", "Written from the code; `tilth list` prints the same."]
    for kind, found in listed(KINDS).items():
        lines += ["", f"## {kind}"]
        for one in found:
            lines += ["", f"### `{one['name']}`", "", one["says"]]
            if one["settings"]:
                lines += ["", "| setting | default | |", "|---|---|---|"]
            for setting in one["settings"]:
                default = "needed" if setting["default"] is None else f"`{setting['default']}`"
                says = setting["says"].replace("|", "\\|")
                lines.append(f"| `{setting['name']}` | {default} | {says} |")
    return "\n".join(lines) + "\n"


def commands() -> str:
    """Every command with its arguments and options."""
    lines = ["# Commands", "", "Written from the code; `tilth COMMAND --help` prints the same."]
    group = typer.main.get_command(app)
    assert isinstance(group, click.Group) or hasattr(group, "commands")
    for name, command in group.commands.items():  # type: ignore[union-attr]
        usage = " ".join([f"tilth {name}", *(part for p in command.params for part in [_usage(p)] if part)])
        lines += ["", f"## `tilth {name}`", "", command.help or "", "", f"    {usage}", ""]
        for param in command.params:
            text = getattr(param, "help", None)
            if text and param.name != "help":
                lines.append(f"- `{param.opts[0]}`: {text}")
    return "\n".join(lines) + "\n"


def _usage(param: click.Parameter) -> str:
    if param.name == "help":
        return ""
    if param.param_type_name == "argument":
        word = str(param.name).upper() + ("…" if param.nargs == -1 else "")
        return word if param.required else f"[{word}]"
    flag = param.opts[0] if getattr(param, "is_flag", False) else f"{param.opts[0]} {str(param.name).upper()}"
    return flag if param.required else f"[{flag}]"


PAGES = {"components.md": components, "commands.md": commands}


def main() -> int:
    """Write the pages; with --check, only say whether they are what the code says."""
    stale = [name for name, page in PAGES.items() if not (HERE / name).exists() or (HERE / name).read_text() != page()]
    if "--check" not in sys.argv:
        for name in stale:
            (HERE / name).write_text(PAGES[name](), encoding="utf-8")
        return 0
    for name in stale:
        print(f"docs/{name} is not what the code says; run `make docs`")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())

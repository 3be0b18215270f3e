"""Runs of the command line that ask a model server: the recipe file, the command, what it left."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson

from tilth.engine.memory import unpack

NUMBERS = "zero one two three four five six seven eight nine ten eleven".split()


def write_inputs(folder: Path, n: int, each: int = 50) -> None:
    """Files of passages, each unlike the others."""
    folder.mkdir()
    for first in range(0, n, each):
        rows = []
        for i in range(first, min(n, first + each)):
            words = " ".join(NUMBERS[(i // 12**k) % 12] for k in range(4))
            rows.append(json.dumps({"id": f"d{i}", "text": f"The passage that counts {words} and {i} is told here."}))
        (folder / f"{first:06}.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


def recipe(place: Path, *, n: int, models: str, head: str = "", tail: str = "", partitions: int = 4) -> Path:
    """A recipe file over n passages; `models` is the text of its tables of models."""
    folder = place / "in"
    if not folder.exists():
        write_inputs(folder, n)
    text = f"""
use = "rewrite"
version = "1"
partitions = {partitions}
writer = {{ use = "jsonl" }}
composer = {{ use = "textbook" }}
passages = {{ use = "jsonl", path = "{folder}" }}
filters = []
{head}
{models}
{tail}
"""
    path = place / "recipe.toml"
    path.write_text(text, encoding="utf-8")
    return path


def writer(url: str, **settings: Any) -> str:
    """The table of a backend that writes."""
    told = {"use": "openai_compatible", "model": "m", "base_url": url, "max_tokens": 100} | settings
    return "[models.writer]\n" + "\n".join(f"{name} = {json.dumps(value)}" for name, value in told.items())


def command(place: Path, *arguments: str) -> list[str]:
    """The command line's words, with the runs beside the recipe."""
    return [sys.executable, "-m", "tilth.cli", *arguments, "--out", str(place / "runs")]


def environment(**more: str) -> dict[str, str]:
    """This process's, in which the package is found."""
    src = str(Path(__file__).parents[2] / "src")
    return os.environ | {"PYTHONPATH": src, "NO_COLOR": "1"} | more


def run(place: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """`tilth run recipe.toml`, to its end."""
    words = command(place, "run", str(place / "recipe.toml"), *arguments)
    return subprocess.run(words, capture_output=True, text=True, timeout=120, env=environment(**more))


def summary(place: Path, name: str = "rewrite@1") -> dict[str, Any]:
    return json.loads((place / "runs" / name / "summary.json").read_text(encoding="utf-8"))


def rows(place: Path, kind: str = "records", name: str = "rewrite@1") -> list[dict[str, Any]]:
    files = sorted((place / "runs" / name / kind).glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def remembered(place: Path) -> list[dict[str, Any]]:
    """Every reply in the memory."""
    found = []
    for path in sorted((place / "runs" / "memory").glob("*.sqlite")):
        with sqlite3.connect(path) as db:
            values = [bytes(row[0]) for row in db.execute("SELECT value FROM memory")]
        db.close()
        found += [orjson.loads(unpack(value)) for value in values]
    return found

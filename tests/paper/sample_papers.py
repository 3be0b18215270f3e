"""The papers in samples/papers, read once for all tests, and what they are known to hold."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from fake_run import FakeRun

from tilth.paper.extractors.layout import Layout
from tilth.paper.items import Block, Document, Paper

ROOT = Path(__file__).parents[2]
GOLD = json.loads((ROOT / "tests/data/papers_gold.json").read_text(encoding="utf-8"))
PAPERS = GOLD["papers"]
NAMES = [paper["paper"] for paper in PAPERS]
TABLES = [(table["paper"], table["label"]) for table in GOLD["tables"]]


@cache
def read(name: str) -> Document:
    return Layout().extract(Paper(ROOT / "samples/papers" / name, f"samples/papers/{name}"), FakeRun())


def gold(name: str) -> dict[str, Any]:
    return next(paper for paper in PAPERS if paper["paper"] == name)


def gold_table(name: str, label: str) -> dict[str, Any]:
    return next(table for table in GOLD["tables"] if (table["paper"], table["label"]) == (name, label))


def bare(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())


def of_role(document: Document, *roles: str) -> list[Block]:
    return [block for block in document.blocks if block.role in roles]


def without_number(heading: str) -> str:
    return re.sub(r"^(?:[A-Z]|[IVX]+|\d+(?:\.\d+)*)\.?\s+", "", heading)

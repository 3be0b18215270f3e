"""The pages that come from the code are what the code says, and what the README promises is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tilth.cli.kinds import KINDS
from tilth.engine.registry import names

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_pages_that_come_from_the_code_name_every_component(tmp_path):
    code = "import sys; sys.path.insert(0, 'docs'); import generate; print(generate.components(), generate.commands())"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    missing = [name for kind in KINDS for name in names(kind) if f"### `{name}`" not in told]
    assert not missing
    assert "## `tilth verify`" in told


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_link_and_every_recipe_on_a_page_is_there(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
    for recipe in re.findall(r"recipes/[\w-]+\.toml", text):
        assert (ROOT / recipe).exists(), f"{page.name} names {recipe}"

"""Wrong use: one clear sentence, exit status 2, and nothing written."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TILTH = [sys.executable, "-m", "tilth.cli"]
RECIPE = """
use = "rewrite"
version = "1"
passages = { use = "text_files", folder = "notes" }
composer = { use = "verbatim" }
filters = [{ use = "length", fewest = 1 }]
writer = { use = "jsonl" }
partitions = 2
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    (tmp_path / "notes").mkdir()
    for n in range(6):
        (tmp_path / "notes" / f"{n}.txt").write_text(f"Note {n}\n\nThe words of note {n} are few.\n")
    (tmp_path / "r.toml").write_text(RECIPE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tilth(*words, **how):
    return subprocess.run([*TILTH, *words], capture_output=True, text=True, timeout=60, **how)


def refused(*words, says=(), code=2, **how):
    """Run a command that must be refused: one line on standard error that holds these words, and nothing written."""
    before = sorted(Path().rglob("*"))
    told = tilth(*words, **how)
    assert told.returncode == code, told
    assert told.stdout == ""
    lines = told.stderr.strip().splitlines()
    assert len(lines) == 1, told.stderr
    assert lines[0].startswith("tilth: ") and "Traceback" not in told.stderr
    for word in says:
        assert word in lines[0], lines[0]
    assert sorted(Path().rglob("*")) == before
    return lines[0]


def recipe(change=lambda text: text):
    Path("r.toml").write_text(change(RECIPE))
    return "r.toml"


def test_the_recipe_itself_is_right(place):
    told = tilth("run", "r.toml")
    assert told.returncode == 0, told.stderr
    assert "6 records" in told.stdout


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"length"', '"lenght"', ["no filter is called 'lenght'", "did you mean 'length'", "repetition"]),
        ("fewest", "fewset", ["recipe.filters[0].fewset", "did you mean 'fewest'", "most"]),
        ("fewest = 1", 'fewest = "one"', ["recipe.filters[0].fewest", "must be a whole number", "'one'"]),
        ("fewest = 1", "fewest = 1.5", ["recipe.filters[0].fewest", "must be a whole number"]),
        ("fewest = 1", "fewest = true", ["recipe.filters[0].fewest", "must be a whole number"]),
        ('folder = "notes"', "folder = 3", ["recipe.passages.folder", "must be a path"]),
        ('folder = "notes"', 'folder = "nots"', ["there is no folder nots"]),
        (', folder = "notes"', "", ["recipe.passages.folder", "missing"]),
        ('use = "rewrite"', 'use = "rewrit"', ["no recipe is called 'rewrit'", "did you mean 'rewrite'"]),
        ('use = "rewrite"', "", ["say which recipe to use"]),
        ('version = "1"', "", ["version: missing"]),
        ('version = "1"', 'version = "a/b"', ["version", "'a/b'"]),
        ("partitions = 2", "partitions = 0", ["partitions"]),
        ('composer = { use = "verbatim" }', "composer = 7", ["recipe.composer", "table"]),
        ('composer = { use = "verbatim" }', 'composer = { use = "textbook" }', ["models.writer"]),
        ('filters = [{ use = "length", fewest = 1 }]', 'filters = "length"', ["recipe.filters", "list"]),
        ("partitions", "partitons", ["recipe.partitons", "did you mean 'partitions'"]),
        ("]", "", ["r.toml is not a recipe file"]),
    ],
)
def test_a_wrong_recipe_is_named_where_it_is_wrong(place, old, new, says):
    refused("run", recipe(lambda text: text.replace(old, new, 1)), says=says)


def test_an_empty_folder(place):
    Path("empty").mkdir()
    refused("run", "r.toml", "--set", "passages.folder=empty", says=["empty", "holds no file", ".txt"])


def test_a_binary_file_that_is_called_text(place):
    Path("notes/z.txt").write_bytes(b"\x7fELF\0\0\1" + bytes(range(256)))
    refused("run", "r.toml", says=["notes/z.txt is not text"])


@pytest.mark.skipif(
    os.geteuid() == 0 and not shutil.which("setpriv"), reason="root reads every file; setpriv is needed"
)
def test_a_file_that_may_not_be_read(place):
    for folder in (place, *place.parents):
        if folder.stat().st_uid == os.geteuid() and str(folder).startswith("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o055)
    Path("notes/3.txt").chmod(0)
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    told = subprocess.run([*as_nobody, *TILTH, "run", "r.toml"], capture_output=True, text=True, timeout=60)
    if "No module named" in told.stderr or ("Permission denied" in told.stderr and "notes/3.txt" not in told.stderr):
        pytest.skip("another user cannot run this Python")
    assert told.returncode == 2 and "notes/3.txt cannot be read" in told.stderr and not Path("runs").exists()


def test_a_link_that_leads_nowhere(place):
    Path("notes/9.txt").symlink_to("gone.txt")
    refused("run", "r.toml", says=["notes/9.txt cannot be read"])


def test_a_run_folder_of_another_recipe(place):
    assert tilth("run", "r.toml").returncode == 0
    changed = recipe(lambda text: text.replace("fewest = 1", "fewest = 2").replace("partitions = 2", "partitions = 3"))
    says = ["recipe.filters[0].fewest: 1 became 2", "recipe.partitions: 2 became 3", "new version"]
    refused("run", changed, says=says)


def test_input_that_changed_under_a_run(place):
    assert tilth("run", "r.toml").returncode == 0
    Path("notes/6.txt").write_text("One more note, that was not there before.")
    refused("run", "r.toml", says=["notes/6.txt", "is new", "new version"])


def test_a_full_disk_is_said_and_what_is_whole_is_kept(place):
    Path("notes/big.txt").write_text("\n\n".join(f"Paragraph {n} of the note, and no other." for n in range(90_000)))

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    told = tilth("run", "r.toml", preexec_fn=small)
    assert told.returncode == 2, told
    assert "full" in told.stderr and "run the same command again" in told.stderr and "Traceback" not in told.stderr
    assert not list(Path("runs").rglob("*.part"))
    again = tilth("run", "r.toml")
    assert again.returncode == 0, again.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_an_export_to_a_full_disk_is_said(place):
    assert tilth("run", "r.toml").returncode == 0
    out = Path("out")
    out.mkdir()
    told = tilth("export", "runs/rewrite@1", "--to", "jsonl", "--out", "/dev/full/x")
    assert told.returncode == 2 and len(told.stderr.strip().splitlines()) == 1


def test_a_place_that_cannot_be_written(place):
    Path("file").write_text("not a folder")
    refused("run", "r.toml", "--out", "file/runs", says=["file"])
    if Path("/proc/sys").is_dir():
        refused("run", "r.toml", "--out", "/proc/sys/tilth-runs", says=["/proc/sys"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["run"], ["recipe"]),
        (["run", "nothere.toml"], ["there is no recipe file nothere.toml"]),
        (["run", "r.toml", "--set", "passages"], ["--set", "key=value"]),
        (["run", "r.toml", "--set", "passages.folder.x=1"], ["--set"]),
        (["run", "r.toml", "--set", "filters.5.fewest=1"], ["--set", "list of 1"]),
        (["run", "r.toml", "--limit", "0"], ["--limit"]),
        (["run", "r.toml", "--limit", "many"], ["--limit"]),
        (["run", "r.toml", "--workers", "0"], ["--workers"]),
        (["run", "r.toml", "--on", "moon"], ["no executor is called 'moon'", "local"]),
        (["run", "r.toml", "--wrokers", "2"], ["--wrokers"]),
        (["frobnicate"], ["frobnicate"]),
        (["list", "filtre"], ["no kind is called 'filtre'", "filter"]),
        (["show", "notes"], ["notes is not a run folder"]),
        (["verify", "nothere"], ["nothere is not a run folder"]),
        (["check", "nothere.toml"], ["there is no recipe file"]),
        (["export", "notes", "--to", "jsonl", "--out", "x"], ["notes is not a run folder"]),
        (["export", "notes", "--to", "xls", "--out", "x"], ["no writer is called 'xls'"]),
        (["new", "filtre", "x"], ["no kind is called 'filtre'"]),
        (["new", "filter", "Bad Name"], ["'Bad Name' cannot name a component"]),
        (["new", "filter", "length"], ["there is a filter called 'length' already"]),
        (["new", "task", "counting"], ["STAGE/NAME", "perception"]),
    ],
)
def test_wrong_words_on_the_command_line(place, words, says):
    refused(*words, says=says)


def test_ctrl_c_leaves_a_run_that_can_go_on_and_says_so(place):
    slow = RECIPE.replace("verbatim", "textbook") + '[models.writer]\nuse = "scripted"\nmost_delay_ms = 900\n'
    Path("r.toml").write_text(slow + "\n")
    for n in range(40):
        Path(f"notes/more{n}.txt").write_text(f"More {n}\n\nA longer story of number {n}, told by nobody.\n")
    process = subprocess.Popen([*TILTH, "run", "r.toml", "--set", "width=2"], stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while not list(Path("runs").rglob("*.sqlite-wal")) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.8)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert process.returncode == 130, told
    assert "Run the same command again to go on" in told and "Traceback" not in told
    again = tilth("run", "r.toml", "--set", "width=2", "--json")
    assert again.returncode == 0, again.stderr
    assert '"replies.remembered"' in again.stdout

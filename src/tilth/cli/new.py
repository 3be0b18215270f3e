"""Writes the file of a new component: small, working, and under the tests that every component is."""

from __future__ import annotations

import keyword
import re
from importlib import import_module
from pathlib import Path

from tilth.cli.kinds import BY_LABEL
from tilth.core.errors import OutputError, RecipeError, UnknownName
from tilth.curriculum.items import STAGES
from tilth.engine.registry import forget, names

TEMPLATES = Path(__file__).with_name("templates")


def create(kind: str, name: str) -> Path:
    """Write `NAME.py` in the folder of the kind; for a task, NAME is `stage/name`.

    Raises RecipeError when the kind or the name will not do, OutputError when the folder cannot be written.
    """
    label = kind.replace("-", " ").replace("_", " ")
    if label not in BY_LABEL:
        raise UnknownName(f"no kind is called {kind!r}; there are {', '.join(BY_LABEL)}")
    stage, _, bare = name.rpartition("/")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", bare) or keyword.iskeyword(bare):
        raise RecipeError(f"{bare!r} cannot name a component; use small letters, digits and _, as in {'odd_one_out'!r}")
    if (label == "task") != (stage in STAGES):
        raise RecipeError(f"write `tilth new task STAGE/NAME`, with a stage of {', '.join(STAGES)}")
    if bare in names(BY_LABEL[label]):
        raise RecipeError(f"there is a {label} called {bare!r} already")
    folder = Path(import_module(BY_LABEL[label].home).__path__[0]) / stage
    path = folder / f"{bare}.py"
    template = (TEMPLATES / f"{label.replace(' ', '_')}.txt").read_text(encoding="utf-8")
    cls = "".join(word.capitalize() for word in bare.split("_"))
    try:
        path.write_text(template.replace("NAME", bare).replace("CLASS", cls), encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be written ({error.strerror}); work in a clone of the repository"
        ) from error
    forget()
    return path

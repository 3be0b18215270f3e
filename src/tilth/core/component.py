"""A component is a frozen dataclass with one verb, alone in a file that bears its name."""

from __future__ import annotations

from abc import ABC
from typing import ClassVar


class Component(ABC):
    """Base of everything a recipe can name. Subclasses are frozen dataclasses: fields are settings."""

    home: ClassVar[str]
    """The package whose files are the components of this kind."""
    roles: ClassVar[tuple[str, ...]] = ()
    """The model roles it asks; a recipe that names it must say which backend plays each."""

    @property
    def name(self) -> str:
        """The name of the file it lives in, which is how recipes call it."""
        return type(self).__module__.rpartition(".")[2]

"""A straight line of steps, checked by the type checker: read(...).then(...).then(...)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tilth.core.items import Item
from tilth.core.parts import Reader
from tilth.core.step import Step

T = TypeVar("T", bound=Item)
U = TypeVar("U", bound=Item)


@dataclass(frozen=True)
class Pipeline(Generic[T]):
    """A line that ends in items of type T. It begins at a reader, or where other lines end."""

    begins: Reader[Any] | tuple[Pipeline[Any], ...]
    steps: tuple[Step[Any, Any], ...] = ()

    def then(self, step: Step[T, U]) -> Pipeline[U]:
        """The line with one more step."""
        return Pipeline(self.begins, (*self.steps, step))


def read(reader: Reader[T]) -> Pipeline[T]:
    """Begin a line."""
    return Pipeline(reader)


def join(*lines: Pipeline[T]) -> Pipeline[T]:
    """Begin a line where others end, one after the other."""
    return Pipeline(lines)

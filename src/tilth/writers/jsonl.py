"""Writes records as JSON lines, with the field names that datatrove and dolma read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import orjson

from tilth.core.items import Record
from tilth.core.parts import Writer
from tilth.writers._rows import record_of, row_of


@dataclass(frozen=True)
class Jsonl(Writer):
    """One file a partition, one record a line."""

    suffix: ClassVar[str] = ".jsonl"

    async def write(self, records: AsyncIterator[Record], file: Path) -> int:
        written = 0
        with file.open("wb") as out:
            async for record in records:
                out.write(orjson.dumps(row_of(record), option=orjson.OPT_APPEND_NEWLINE))
                written += 1
        return written

    def read(self, file: Path) -> Iterator[tuple[str, Record]]:
        with file.open("rb") as lines:
            for row in map(orjson.loads, lines):
                yield row["id"], record_of(row)

"""Writes records as Parquet, compressed with Zstandard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa
import pyarrow.parquet as pq

from tilth.core.items import Record
from tilth.core.parts import Writer
from tilth.writers._rows import record_of, row_of

pa.set_memory_pool(pa.system_memory_pool())  # gives back between row groups what the default one would keep
TEXT = pa.string()
SCHEMA = pa.schema(
    [
        ("id", TEXT),
        ("text", TEXT),
        ("metadata", pa.struct([("source", TEXT), ("composer", TEXT), ("seed", TEXT), ("meta", TEXT)])),
        ("messages", pa.list_(pa.struct([("role", TEXT), ("content", TEXT)]))),
        ("question", TEXT),
        ("answer", TEXT),
        ("evidence", pa.list_(pa.struct([("source", TEXT), ("quote", TEXT), ("where", TEXT), ("digest", TEXT)]))),
        ("proof", pa.struct([("kind", TEXT), ("claim", TEXT)])),
        ("method", TEXT),
        ("audience", TEXT),
        ("license", TEXT),
        ("model", TEXT),
        ("scores", pa.list_(pa.struct([("name", TEXT), ("value", pa.float64())]))),
    ]
)
REPEATED = ["method", "audience", "license", "model"]
"""Columns with few values, worth a dictionary."""


@dataclass(frozen=True)
class Parquet(Writer):
    """One file a partition; the same records give the same bytes."""

    rows_per_group: int = 4000
    """Most rows held in memory and written together."""
    chars_per_group: int = 2_000_000
    """Most characters of text and quotes held in memory and written together."""
    suffix: ClassVar[str] = ".parquet"

    async def write(self, records: AsyncIterator[Record], file: Path) -> int:
        written, chars, held = 0, 0, list[dict[str, Any]]()
        with pq.ParquetWriter(file, SCHEMA, compression="zstd", use_dictionary=REPEATED, write_statistics=False) as out:
            async for record in records:
                held.append(row_of(record))
                chars += len(record.text) + sum(len(evidence.quote) for evidence in record.evidence)
                if len(held) == self.rows_per_group or chars >= self.chars_per_group:
                    out.write_batch(pa.RecordBatch.from_pylist(held, SCHEMA))
                    written, chars, held = written + len(held), 0, []
            if held:
                out.write_batch(pa.RecordBatch.from_pylist(held, SCHEMA))
        return written + len(held)

    def read(self, file: Path) -> Iterator[tuple[str, Record]]:
        with pq.ParquetFile(file) as source:
            for batch in source.iter_batches(batch_size=1000):
                yield from ((row["id"], record_of(row)) for row in batch.to_pylist())

    def find(self, file: Path, start: str) -> Iterator[Record]:
        with pq.ParquetFile(file) as source:
            for group in range(source.num_row_groups):
                ids = source.read_row_group(group, columns=["id"]).column("id").to_pylist()
                if any(id.startswith(start) for id in ids):
                    rows = source.read_row_group(group).to_pylist()
                    yield from (record_of(row) for row in rows if row["id"].startswith(start))

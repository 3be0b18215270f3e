"""Reads passages from Parquet files, row group by row group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tilth.core.errors import InputError, ParseError
from tilth.core.items import Passage
from tilth.core.parts import Reader, Unit
from tilth.core.run import Run
from tilth.readers._files import beginning, files_in


@dataclass(frozen=True)
class Parquet(Reader[Passage]):
    """One passage a row, in the order of files and rows."""

    path: Path
    """A file, or a folder of such files."""
    text: str = "text"
    """The column of the text."""
    id: str = "id"
    """The column of the row's name, which becomes part of the source; without it, the row's number does."""
    title: str = "title"
    """The column of the title, where there is one."""
    license: str = ""
    """The licence of the texts, where there is no column `license`."""

    def units(self) -> Sequence[Unit]:
        files = files_in(self.path, (".parquet",), f"{self.name}.path")
        return [unit for path in files for unit in self._groups(path)]

    def _groups(self, path: Path) -> Iterator[Unit]:
        beginning(path, f"{self.name}.path")
        try:
            with pq.ParquetFile(path) as file:
                columns = file.schema_arrow.names
                sizes = [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)]
        except (pa.ArrowException, OSError) as error:
            raise InputError(f"{self.name}.path: {path} is not a Parquet file ({error})") from error
        if self.text not in columns:
            raise InputError(f"{self.name}.text: {path} has no column {self.text!r}; it has {', '.join(columns)}")
        for group, rows in enumerate(sizes):
            if rows:
                yield Unit(path.as_posix(), group, group + 1, size=rows)

    def read(self, unit: Unit, run: Run) -> Iterator[Passage]:
        with pq.ParquetFile(unit.name) as file:
            wanted = [name for name in (self.text, self.id, self.title, "license") if name in file.schema_arrow.names]
            first = sum(file.metadata.row_group(i).num_rows for i in range(unit.start))
            for batch in file.iter_batches(1000, row_groups=[unit.start], columns=list(dict.fromkeys(wanted))):
                for row in batch.to_pylist():
                    try:
                        yield self._passage(unit.name, first, row)
                    except ParseError as error:
                        run.fail(self.name, Unit(unit.name, first, first + 1), error)
                    first += 1

    def _passage(self, name: str, number: int, row: dict[str, object]) -> Passage:
        text, known, title = row[self.text], row.get(self.id), row.get(self.title)
        if not isinstance(text, str) or not text.strip():
            raise ParseError(f"{name}: row {number} has no text in {self.text!r}")
        license = row.get("license")
        return Passage(
            text,
            f"{name}#{known if known is not None else number}",
            title if isinstance(title, str) else "",
            license if isinstance(license, str) else self.license,
        )

"""Turns away every text but the first of those that are the same but for white space."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias

import numpy as np

from tilth.core.items import Record
from tilth.core.parts import CorpusFilter
from tilth.core.run import Run
from tilth.core.step import Part

BUCKETS = 64
"""Files that digests are spread over, so that only one in so many is in memory at once."""
HELD = 4096
"""Digests held for a bucket before they are written."""
Rows: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.void]]"
ROW = np.dtype([("high", "<u8"), ("low", "<u8"), ("part", "<u4"), ("place", "<u4")])


@dataclass(frozen=True)
class ExactDuplicate(CorpusFilter):
    """Compares 128-bit digests of the texts, across all partitions; the first in order stays."""

    def gather(self, parts: Iterable[Iterator[Record]], folder: Path, run: Run) -> None:
        buckets: list[list[tuple[int, int, int, int]]] = [[] for _ in range(BUCKETS)]
        number = -1
        for number, records in enumerate(parts):
            for place, record in enumerate(records):
                digest = blake2b(
                    " ".join(record.text.split()).encode("utf-8", "surrogatepass"), digest_size=16
                ).digest()
                high, low = int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little")
                bucket = buckets[high % BUCKETS]
                bucket.append((high, low, number, place))
                if len(bucket) == HELD:
                    _spill(folder, high % BUCKETS, bucket)
        for n, bucket in enumerate(buckets):
            _spill(folder, n, bucket)
        again = [_repeats(folder / f"{n:02}.digests") for n in range(BUCKETS)]
        repeats = np.concatenate(again) if again else np.empty(0, ROW)
        for part in range(number + 1):
            np.save(_file(folder, part), np.sort(repeats["place"][repeats["part"] == part]))

    def refused(self, folder: Path, part: Part) -> Mapping[int, str]:
        return dict.fromkeys(np.load(_file(folder, part.number)).tolist(), "exact_duplicate")


def _file(folder: Path, part: int) -> Path:
    return folder / f"{part:05}.npy"


def _spill(folder: Path, n: int, bucket: list[tuple[int, int, int, int]]) -> None:
    with (folder / f"{n:02}.digests").open("ab") as out:
        out.write(np.array(bucket, ROW).tobytes())
    bucket.clear()


def _repeats(path: Path) -> Rows:
    """The rows of a bucket whose digest an earlier row has."""
    rows: Rows = np.fromfile(path, ROW)
    path.unlink()
    rows = rows[np.lexsort((rows["place"], rows["part"], rows["low"], rows["high"]))]
    same = (rows["high"][1:] == rows["high"][:-1]) & (rows["low"][1:] == rows["low"][:-1])
    found: Rows = rows[1:][same]
    return found

"""Puts the records of runs into one data set: whole or in chosen shares of the methods, in order or shuffled."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tilth.core.errors import OutputError, RecipeError
from tilth.core.items import Record, content_id
from tilth.core.parts import Writer
from tilth.engine.codec import decode, encode
from tilth.engine.store import PackedLines, part_name, read_lines, saying_where, whole, write_json
from tilth.engine.verify import records_of

SHARD = 50_000
"""Records in one file; also what is in memory at once while shuffling."""


@dataclass(frozen=True)
class Exported:
    """What an export wrote."""

    records: int
    methods: Mapping[str, int]
    files: int


def export(
    runs: Sequence[Path], writer: Writer, out: Path, shares: Mapping[str, float], shuffle: bool, seed: int = 0
) -> Exported:
    """Write the records of runs under `out`, in files of at most `SHARD`.

    `shares` gives, by method, how large its part shall be; they are brought to sum to 1, and as many records are
    taken as the scarcest method allows. Raises RecipeError for a method that no run has, OutputError when `out` holds
    files already.
    """
    there = Counter(record.method for record in _every(runs))
    wanted = takes(there, shares)
    if out.exists() and any(out.iterdir()):
        raise OutputError(f"{out} is not empty; name a new folder with --out")
    with saying_where(out):
        files = _write_shuffled if shuffle else _write_in_order
        written = files(_chosen(_every(runs), there, wanted, seed), writer, out, sum(wanted.values()), seed)
        told = {"records": sum(wanted.values()), "methods": wanted, "files": written, "runs": [r.name for r in runs]}
        write_json(out / "export.json", told)
    return Exported(sum(wanted.values()), wanted, written)


def takes(there: Mapping[str, int], shares: Mapping[str, float]) -> dict[str, int]:
    """How many records of each method to take."""
    if not shares:
        return dict(there)
    for method, share in shares.items():
        if method not in there:
            raise RecipeError(f"--mix {method}: the runs hold no such records; they hold {', '.join(sorted(there))}")
        if share <= 0:
            raise RecipeError(f"--mix {method}={share}: a share must be above 0; leave the method out instead")
    total = sum(shares.values())
    whole = min(there[method] * total / share for method, share in shares.items())
    return {method: min(there[method], round(whole * share / total)) for method, share in shares.items()}


def _every(runs: Iterable[Path]) -> Iterator[Record]:
    for run in runs:
        yield from records_of(run)


def _chosen(
    records: Iterable[Record], there: Mapping[str, int], wanted: Mapping[str, int], seed: int
) -> Iterator[Record]:
    """So many of each method, each as likely as any other, in order (Knuth, TAOCP vol. 2, 3.4.2, algorithm S)."""
    rng, left, needed = Random(int(content_id("export", seed), 16)), dict(there), dict(wanted)
    for record in records:
        method = record.method
        if needed.get(method, 0) and rng.random() * left[method] < needed[method]:
            needed[method] -= 1
            yield record
        left[method] -= 1


def _write_in_order(records: Iterator[Record], writer: Writer, out: Path, total: int, seed: int) -> int:
    files = 0
    for start in range(0, total, SHARD):
        _write(_first(records, min(SHARD, total - start)), writer, out, files)
        files += 1
    return files


def _first(records: Iterator[Record], n: int) -> Iterator[Record]:
    return (record for record, _ in zip(records, range(n), strict=False))


def _write_shuffled(records: Iterator[Record], writer: Writer, out: Path, total: int, seed: int) -> int:
    """Deal the records to files by chance, then shuffle each file: every order is possible, one file in memory."""
    files = max(1, -(-total // SHARD))
    rng = Random(int(content_id("shuffle", seed), 16))
    out.mkdir(parents=True, exist_ok=True)
    dealt = [out / f".{part_name(n)}.dealt.part" for n in range(files)]
    piles = [PackedLines(path) for path in dealt]
    for record in records:
        piles[rng.randrange(files)].write(encode(record))
    for n, (pile, path) in enumerate(zip(piles, dealt, strict=True)):
        pile.close()
        lines = list(read_lines(path))
        rng.shuffle(lines)
        _write((decode(Record, line) for line in lines), writer, out, n)
        path.unlink()
    return files


def _write(records: Iterator[Record], writer: Writer, out: Path, number: int) -> None:
    async def given() -> AsyncIterator[Record]:
        for record in records:
            yield record

    with whole(out / f"{part_name(number)}{writer.suffix}") as beside:
        asyncio.run(writer.write(given(), beside))

"""What a line costs: the engine's overhead per item and step, records per second to Parquet, at three sizes.

    python bench/lines.py [--records 1000000]

Every figure is printed as one line; ratios compare what was measured in this one call.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from fake_run import FakeRun

from tilth.core.items import Passage
from tilth.core.run import Run
from tilth.core.step import ForEach
from tilth.engine.execute import execute
from tilth.engine.recipe_file import load, open_table
from tilth.engine.verify import verify
from tilth.executors.local import Local

RECIPES = Path(__file__).parents[1] / "recipes"


@dataclass(frozen=True)
class Same(ForEach[Passage, Passage]):
    """Gives back what it is given, so that all that is measured is the engine."""

    def apply(self, item: Passage, run: Run) -> Iterator[Passage]:
        yield item


def overhead_us(items: int, steps: int) -> float:
    """Microseconds per item and step that the engine adds."""
    passages = [Passage(f"passage {n}", "bench") for n in range(items)]

    async def begin() -> AsyncIterator[Passage]:
        for passage in passages:
            yield passage

    async def drain(deep: int) -> float:
        run, stream = FakeRun(), begin()
        for _ in range(deep):
            stream = Same().stream(stream, run)
        began = time.perf_counter()
        async for _ in stream:
            pass
        return time.perf_counter() - began

    one, many = asyncio.run(drain(1)), asyncio.run(drain(1 + steps))
    return (many - one) / items / steps * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=100_000)
    largest = parser.parse_args().records
    print(f"engine overhead      {overhead_us(100_000, 5):8.2f} us per item and step")
    first = 0.0
    with tempfile.TemporaryDirectory() as place:
        for n in (largest // 100, largest // 10, largest):
            recipe, settings = open_table(load(RECIPES / "curriculum.toml"), Path(place, str(n)), n)
            done = execute(recipe, settings, Local())
            rate = done.records / done.seconds
            first = first or rate
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"curriculum {n:>9,} {rate:8,.0f} records/s ({rate / first:.2f} of the first), peak {peak:,.0f} MB")
        began = time.perf_counter()
        held = verify(done.run, Local()).held
        print(f"verify               {held / (time.perf_counter() - began):8,.0f} records/s")


if __name__ == "__main__":
    main()

"""The plainest way to find something worth writing about: take each passage as it is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tilth.core.items import Evidence, Passage, Seed
from tilth.core.run import Run
from tilth.core.step import ForEach


@dataclass(frozen=True)
class Given(ForEach[Passage, Seed]):
    """Passage -> seed, with the whole passage as evidence."""

    method: str = "rewrite"
    """What the records' method is called."""

    def apply(self, item: Passage, run: Run) -> Iterator[Seed]:
        digest = run.keep(item.source, item.text)
        yield Seed(
            material=item.text,
            method=self.method,
            evidence=(Evidence(item.source, item.text, f"0-{len(item.text)}", digest),),
            license=item.license,
            meta={"title": item.title},
        )

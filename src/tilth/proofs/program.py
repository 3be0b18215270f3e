"""A record whose answer is computed: the little program gives the answer again from the table's cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tilth.core.errors import Broken
from tilth.core.items import Record
from tilth.core.parts import ProofKind, Witness, must
from tilth.core.program import run_program


@dataclass(frozen=True)
class Program(ProofKind):
    """Claim: `program` (see `core/program.py`), `cells` by name as numbers of evidence, and the `answer` it gives."""

    def check(self, record: Record, witness: Witness) -> None:
        claim = record.proof.claim if record.proof else {}
        named = claim.get("cells")
        if not isinstance(named, Mapping) or not named:
            raise Broken("it names no cells")
        cells = {}
        for name, number in named.items():
            must(isinstance(number, int) and 0 <= number < len(record.evidence), f"cell {name!r} has no evidence")
            assert isinstance(number, int)
            cells[name] = record.evidence[number].quote
        gave = str(run_program(claim.get("program"), cells))
        must(gave == claim.get("answer"), f"the program gives {gave}, the record says {claim.get('answer')}")
        must(gave in record.answer, f"the answer {record.answer!r} does not say {gave}")
        must(record.answer.rstrip(".") in record.text, "the answer is not in the text")

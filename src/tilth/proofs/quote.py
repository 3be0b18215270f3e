"""A record that quotes: every quoted sentence stands in the record as it stands in its source."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.core.items import Record
from tilth.core.parts import ProofKind, Witness, must
from tilth.core.text import stands_in


@dataclass(frozen=True)
class Quote(ProofKind):
    """That the words stand where the evidence says is checked for every record; this checks that they were used."""

    def check(self, record: Record, witness: Witness) -> None:
        must(bool(record.evidence), "it quotes nothing")
        for n, evidence in enumerate(record.evidence):
            must(stands_in(evidence.quote, record.text), f"quote {n} is not in the text")
        if record.answer:
            said = _bare(record.answer)
            must(any(said in _bare(e.quote) for e in record.evidence), "the answer is in none of its quotes")
            must(said in _bare(record.text), "the answer is not in the text")


def _bare(text: str) -> str:
    """A text as it is compared: one space between words, no capitals, no full stop at the end."""
    return " ".join(text.split()).rstrip(".!?").casefold()

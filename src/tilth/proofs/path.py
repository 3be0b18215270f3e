"""A record that follows a path: every hop is an edge whose sentence holds both of its ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tilth.core.errors import Broken
from tilth.core.items import Json, Record
from tilth.core.parts import ProofKind, Witness, must
from tilth.core.text import stands_in


@dataclass(frozen=True)
class Path(ProofKind):
    """Claim: `hops`, each {subject, relation, object, evidence, from, to}, and `answer` where there is a question.

    `subject` and `object` are the words in the sentence with the number `evidence`; `from` and `to` are the entities
    they name. Each hop begins where the one before ended, no hop can be left out, and the answer ends the path.
    """

    def check(self, record: Record, witness: Witness) -> None:
        hops = record.proof.claim.get("hops") if record.proof else None
        must(isinstance(hops, Sequence) and len(hops) > 0, "it names no hops")
        assert isinstance(hops, Sequence)
        read = [_hop(hop, record) for hop in hops]
        for n, (hop, quote) in enumerate(read):
            for end in ("subject", "object"):
                must(str(hop[end]) in quote, f"hop {n}: {hop[end]!r} is not in its sentence")
            must(stands_in(quote, record.text), f"hop {n}: its sentence is not in the text")
            if n:
                must(read[n - 1][0]["to"] == hop["from"], f"hop {n} does not begin where hop {n - 1} ends")
        _necessary([hop for hop, _ in read])
        if record.question:
            _answered(record, read[-1])


def _hop(hop: Json, record: Record) -> tuple[Mapping[str, Json], str]:
    """One hop, and its sentence."""
    wanted = ("subject", "relation", "object", "evidence", "from", "to")
    if not isinstance(hop, Mapping) or any(name not in hop for name in wanted):
        raise Broken(f"a hop needs {', '.join(wanted)}")
    number = hop["evidence"]
    must(isinstance(number, int) and 0 <= number < len(record.evidence), "a hop names evidence that is not there")
    assert isinstance(number, int)
    return hop, record.evidence[number].quote


def _necessary(hops: Sequence[Mapping[str, Json]]) -> None:
    """No two hops may join the same two entities, and no entity may be passed twice: then none can be left out."""
    passed = [hops[0]["from"], *(hop["to"] for hop in hops)]
    must(len({str(entity) for entity in passed}) == len(passed), "the path passes an entity twice")


def _answered(record: Record, last: tuple[Mapping[str, Json], str]) -> None:
    hop, quote = last
    must(bool(record.answer), "it has a question without an answer")
    must(record.answer in (hop["subject"], hop["object"]), "the answer is not an end of the last hop")
    must(record.answer in quote, "the answer is not in the last sentence")
    must(record.answer.casefold() not in record.question.casefold(), "the question gives the answer away")

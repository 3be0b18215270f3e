"""A record that was made by rule: the same task, level and number give it again, and another solver its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from tilth.core.errors import ItemError
from tilth.core.items import Record
from tilth.core.parts import ProofKind, Remade, Witness, must

TASKS = "tilth.curriculum.tasks"


@dataclass(frozen=True)
class Regenerate(ProofKind):
    """Claim: the `task`, its `version`, and the `seed`, `level` and `number` of the exercise."""

    def check(self, record: Record, witness: Witness) -> None:
        claim = record.proof.claim if record.proof else {}
        task = cast(Remade, witness.component(TASKS, str(claim.get("task"))))
        try:
            text, question, answer = task.again(claim)
        except ItemError as error:
            must(False, str(error))
            return
        must(question == record.question, "the question made again is another")
        must(answer == record.answer, f"the answer made again is {answer!r}, the record says {record.answer!r}")
        if record.composer == "verbatim":
            must(text == record.text, "the text made again is another")

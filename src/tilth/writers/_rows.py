"""How a record lies on disk: the columns that other tools read (datatrove, dolma, the Hugging Face hub), and ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from tilth.core.items import Evidence, Message, Proof, Record


def row_of(record: Record) -> dict[str, Any]:
    """A record as one row of plain values."""
    proof = record.proof
    return {
        "id": record.id,
        "text": record.text,
        "metadata": {
            "source": "; ".join(dict.fromkeys(e.source for e in record.evidence)),
            "composer": record.composer,
            "seed": record.seed,
            "meta": orjson.dumps(record.meta).decode(),
        },
        "messages": [{"role": m.role, "content": m.content} for m in record.messages],
        "question": record.question,
        "answer": record.answer,
        "evidence": [
            {"source": e.source, "quote": e.quote, "where": e.where, "digest": e.digest} for e in record.evidence
        ],
        "proof": None if proof is None else {"kind": proof.kind, "claim": orjson.dumps(proof.claim).decode()},
        "method": record.method,
        "audience": record.audience,
        "license": record.license,
        "model": record.model,
        "scores": [{"name": name, "value": value} for name, value in record.scores.items()],
    }


def record_of(row: Mapping[str, Any]) -> Record:
    """The record that a row holds."""
    told, proof = row["metadata"], row["proof"]
    return Record(
        text=row["text"],
        method=row["method"],
        composer=told["composer"],
        seed=told["seed"],
        messages=tuple(Message(m["role"], m["content"]) for m in row["messages"]),
        evidence=tuple(Evidence(e["source"], e["quote"], e["where"], e["digest"]) for e in row["evidence"]),
        question=row["question"],
        answer=row["answer"],
        proof=None if proof is None else Proof(proof["kind"], orjson.loads(proof["claim"])),
        audience=row["audience"],
        license=row["license"],
        model=row["model"],
        scores={score["name"]: score["value"] for score in row["scores"]},
        meta=orjson.loads(told["meta"]),
    )

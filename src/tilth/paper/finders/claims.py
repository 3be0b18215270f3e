"""Finds sentences that state a result, a comparison or a definition and can stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tilth.core.errors import RecipeError
from tilth.core.items import Evidence, Proof, Seed
from tilth.core.run import Run
from tilth.paper.claims_in import Claim, claims
from tilth.paper.find import Finder
from tilth.paper.headings import bare
from tilth.paper.items import Block, Document
from tilth.paper.kept import kept

LEFT_OUT = frozenset(
    "references|bibliography|literature cited|acknowledgement|acknowledgements|acknowledgment|acknowledgments|"
    "author contributions|authors’ contributions|competing interests|conflict of interest|conflicts of interest|"
    "funding|data availability|supporting information|open access|author details|ethics statement|contents|"
    "keywords|abbreviations|additional files|list of abbreviations|authors' contributions".split("|")
)
"""Sections that state nothing about the matter of the paper."""


@dataclass(frozen=True)
class Claims(Finder):
    """Takes sentences of 8 to 40 words from the text of sections; one that points elsewhere is left alone."""

    most_per_paper: int = 40
    """How many claims one paper may give; definitions and sentences with numbers come first."""

    def __post_init__(self) -> None:
        if self.most_per_paper < 0:
            raise RecipeError(f"{self.name}.most_per_paper: must not be below 0, got {self.most_per_paper}")

    def find(self, document: Document, text: str, digest: str, run: Run) -> Iterator[Seed]:
        laid = kept(document)
        found = [(block, section, claim) for block, section in _paragraphs(document) for claim in claims(block.text)]
        best = sorted(range(len(found)), key=lambda n: (_weight(*found[n]), n))[: self.most_per_paper]
        for n in sorted(best):
            block, section, claim = found[n]
            yield _seed(document, block, section, claim, laid.blocks[block.id][0], digest)


def _weight(block: Block, section: str, claim: Claim) -> int:
    digits = any(char.isdigit() for char in block.text[claim.start : claim.stop])
    return 0 if claim.question else 1 if digits else 2


def _paragraphs(document: Document) -> Iterator[tuple[Block, str]]:
    """The paragraphs of a paper's sections, with the section's title; the front and the back are left out."""
    section, open_ = "", False
    for block in document.blocks:
        if block.role == "heading" and block.level:
            section, open_ = block.text, bare(block.text) not in LEFT_OUT
        elif block.role == "paragraph" and open_:
            yield block, section
        elif block.role == "paragraph" and re.match(r"abstract\s*[—–.:-]", block.text, re.I):
            yield block, "Abstract"


def _seed(document: Document, block: Block, section: str, claim: Claim, begins: int, digest: str) -> Seed:
    start, stop = begins + claim.start, begins + claim.stop
    quote = block.text[claim.start : claim.stop]
    question = claim.question
    if question:
        question = (
            f"According to ‘{document.title}’, {question}" if document.title else question[0].upper() + question[1:]
        )
    return Seed(
        material=block.text,
        method="paper",
        evidence=(Evidence(document.source, quote, f"{start}-{stop}", digest),),
        question=question,
        answer=claim.answer,
        proof=Proof("quote"),
        license=document.license,
        meta={
            "title": document.title,
            "authors": list(document.authors),
            "section": section,
            "kind": claim.kind,
            "block": block.id,
            "page": block.page,
        },
    )

"""How the words of a relation are built, so that they can be turned into questions and descriptions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tilth.graph.verbs import ACTIVE, BASE, NOW, PARTICIPLE

BE = frozenset("is was are were".split())
PREPOSITIONS = frozenset(
    """in on at to from into under after with for near against through beyond across within beneath below above
    behind beside along toward towards of by over onto inside outside around until aboard alongside opposite
    about""".split()
)
INNER = frozenset("of on in at for from to with by".split())
"""Prepositions that make a noun phrase too long to be turned round."""
SEATED = frozenset(("place", "structure", "organisation"))
"""What can be said to be located somewhere."""
_ADVERBS = frozenset("also later first originally now once still soon then formerly currently".split())

_NO_PASSIVE = frozenset("join marry leave enter reach become have resemble lack cost".split())
CROWDED = frozenset(
    """bear die bury live study teach work locate situate lie stand play educate hold house employ serve move return
    settle base join attend graduate hang publish belong participate appear compete retire reside spend learn grow
    come go take own become keep leave drown operate run flow lecture play occupy include contain begin arrive set
    use cover set make win""".split()
)
"""Verbs whose object is shared by many subjects: who was born in a town is no question with one answer."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A relation, taken apart: `was` `designed` `by`; `is` `the capital` `of`; `built the great organ` `of`."""

    be: str
    """is, was, are or were, where the relation begins so."""
    adverbs: str
    middle: tuple[str, ...]
    """The verb or noun phrase, without the last preposition."""
    preposition: str

    @property
    def says(self) -> str:
        """The words between `be` and the last preposition."""
        return " ".join((*self.adverbs.split(), *self.middle))

    @property
    def participle(self) -> bool:
        """Whether it is a passive: `was moored at`."""
        return bool(self.be and self.middle) and self.middle[0] in BASE and self.middle[0] not in ("a", "the")

    @property
    def nominal(self) -> bool:
        """Whether it is `be` and a noun phrase: `is the capital of`."""
        return bool(self.be and self.middle) and not self.participle

    @property
    def by(self) -> bool:
        """Whether it is a passive that names who did it, and only that."""
        return self.participle and self.preposition == "by" and all(w in BASE or w == "and" for w in self.middle)

    @property
    def active(self) -> str:
        """The verb of a passive in the active voice: `was written and drawn by` gives `wrote and drew`; or nothing."""
        if not self.by or any(word != "and" and word not in ACTIVE for word in self.middle):
            return ""
        now = self.be in ("is", "are")
        words = [word if word == "and" else NOW.get(BASE[word], "") if now else ACTIVE[word] for word in self.middle]
        return f"{self.adverbs} {' '.join(words)}".lstrip() if all(words) else ""

    @property
    def passive(self) -> str:
        """A bare active verb in the passive voice: `directed` gives `was directed by`; or nothing."""
        if self.be or self.preposition or len(self.middle) != 1 or BASE.get(self.middle[0]) in _NO_PASSIVE:
            return ""
        verb = self.middle[0]
        if verb in PARTICIPLE:
            return f"was {self.adverbs} {PARTICIPLE[verb]} by".replace("  ", " ")
        past = next((past for past, base in BASE.items() if base == BASE.get(verb) and past in PARTICIPLE), "")
        return f"is {self.adverbs} {PARTICIPLE[past]} by".replace("  ", " ") if past else ""

    @property
    def base(self) -> str:
        """An active verb after `did`: `built the organ` gives `build the organ`; nothing if the verb is not known."""
        if self.be or not self.middle or self.middle[0] not in BASE:
            return ""
        further = [
            BASE[word] if self.middle[n] == "and" and word in BASE else word for n, word in enumerate(self.middle[1:])
        ]
        return " ".join((*self.adverbs.split(), BASE[self.middle[0]], *further))

    @property
    def owned(self) -> tuple[str, ...]:
        """The noun phrase that the object owns: `great organ` of `built the great organ of`; empty if there is none."""
        if self.preposition == "of" and "the" in self.middle[1:]:
            return self.middle[len(self.middle) - self.middle[::-1].index("the") :]
        return ()

    @property
    def before_owned(self) -> tuple[str, ...]:
        """The words before that noun phrase and its article."""
        return self.middle[: len(self.middle) - len(self.owned) - 1]


@lru_cache(maxsize=1 << 14)
def phrase(relation: str) -> Phrase:
    """Take a relation apart."""
    words = relation.split()
    be = words.pop(0) if words[0] in BE else ""
    adverbs = []
    while words and (words[0] in _ADVERBS or words[0].endswith("ly")):
        adverbs.append(words.pop(0))
    preposition = words.pop() if words and words[-1] in PREPOSITIONS else ""
    return Phrase(be, " ".join(adverbs), tuple(words), preposition)


@lru_cache(maxsize=1 << 14)
def sense(relation: str) -> tuple[str, bool]:
    """What a relation says, whatever its voice, and whether it says it backwards, as `was founded by` does."""
    told = phrase(relation)
    if told.by:
        return " ".join(BASE[word] for word in told.middle if word in BASE), True
    if not told.be and not told.preposition and told.middle and told.middle[0] in BASE:
        return " ".join((BASE[told.middle[0]], *told.middle[1:])), False
    verb = " ".join(BASE.get(word, word) for word in told.middle)
    return f"{'be ' if told.be else ''}{verb} {told.preposition}".strip(), False


def crowded(relation: str) -> bool:
    """Whether many subjects usually stand in this relation to one object."""
    told = phrase(relation)
    if told.nominal:
        return told.middle[0] != "the"
    if told.by and BASE[told.middle[0]] in ("border", "surround"):
        return True
    return any(BASE.get(word) in CROWDED for word in told.middle[:2])


UNASKED = frozenset("link connect separate divide consist".split())
_DATING = frozenset("yesterday today tomorrow".split())
SPOKEN = {
    "be bear in": ("birthplace", ""),
    "study under": ("teacher", ""),
    "marry": ("spouse", "spouse"),
    "succeed": ("predecessor", "successor"),
}
"""Relations with a noun of their own: for what is named by the object, and for what is named by the subject."""


def askable(relation: str) -> bool:
    """Whether a relation says enough by itself to be asked about.

    Not `links`, which joins its object to a third, and not `bought the building from`: which building, nobody knows.
    """
    words = relation.split()
    if words[0] not in BE and "the" in words:
        following = [word for word in words[words.index("the") :] if word in PREPOSITIONS]
        if following[:1] not in ([], ["of"]) or following[1:]:
            return False
    return not _DATING & set(words) and not any(BASE.get(word) in UNASKED for word in words)

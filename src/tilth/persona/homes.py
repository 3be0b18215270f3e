"""Whom personas live with: phrases that follow `lives`, by age, sex and what somebody does."""

from __future__ import annotations

from functools import cache

_YOUNG = (
    "with {his} parents", "with {his} parents and a younger brother", "with {his} parents and two sisters",
    "with {his} mother", "with {his} mother and grandmother", "with {his} father and an older sister",
    "with {his} grandparents", "in a big family with four other children", "with {his} parents and {his} grandfather",
)  # fmt: skip
_LEAVING = (
    "with {his} parents", "with {his} parents", "with {his} mother", "with two flatmates", "with a cousin",
    "alone in one room", "with {his} {spouse}", "with {his} older brother",
)  # fmt: skip
_SETTLING = (
    "alone", "with {his} {spouse}", "with {his} {spouse} and a baby", "with {his} {spouse} and two small children",
    "with {his} {spouse} and a small daughter", "with {his} parents", "with a flatmate", "with {his} sister",
)  # fmt: skip
_SETTLED = (
    "alone", "with {his} {spouse}", "with {his} {spouse} and one child", "with {his} {spouse} and two children",
    "with {his} {spouse} and three children", "with {his} teenage son", "with {his} two daughters",
    "with {his} {spouse} and {his} mother", "with {his} {spouse}, two children and a grandmother",
)  # fmt: skip
_LATER = (
    "alone", "with {his} {spouse}", "with {his} {spouse}", "with {his} {spouse} and a grown-up son",
    "with {his} {spouse} and the youngest of their children", "with {his} elderly mother", "with {his} daughter",
)  # fmt: skip
_OLD = (
    "alone", "alone", "with {his} {spouse}", "with {his} {spouse}", "with {his} son's family",
    "with {his} daughter's family", "with {his} {spouse} and two grandchildren",
)  # fmt: skip
_VERY_OLD = (
    "alone", "with {his} {spouse}", "with {his} daughter", "with {his} daughter's family", "with {his} son's family",
    "in a home for old people",
)  # fmt: skip
_BY_BAND = (_YOUNG, _YOUNG, _LEAVING, _SETTLING, _SETTLED, _LATER, _OLD, _VERY_OLD)


@cache
def homes(band: int, sex: str, work: str) -> tuple[str, ...]:
    """The households open to somebody; who looks after a family has one, and who studies has no child yet."""
    his, spouse = ("her", "husband") if sex == "female" else ("his", "wife")
    phrases: tuple[str, ...] = _BY_BAND[band]
    if work == "home":
        phrases = tuple(p for p in phrases if "{spouse} and" in p or "{spouse}," in p or "children" in p)
        phrases = phrases or ("with {his} {spouse} and a baby",)
    if work == "student":
        phrases = tuple(p for p in phrases if "baby" not in p and "child" not in p and "daughter" not in p)
    return tuple(phrase.format(his=his, spouse=spouse) for phrase in phrases)

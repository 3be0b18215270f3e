"""What somebody will choose, who likes other things than others do."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import pick, shuffled, some
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import FOODS, GAMES, NAMES
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

LIKES = {
    "food": (
        "{who} likes {it} best of all.",
        "What {who} likes best is {it}.",
        "{who} wants {it} more than anything else.",
        "For {who}, nothing is as good as {it}.",
    ),
    "game": (
        "{who} likes to {it} best of all.",
        "What {who} likes best is to {it}.",
        "{who} wants to {it} more than anything else.",
        "For {who}, nothing is as good as to {it}.",
    ),
}
LIKED = {
    "food": ("At first {who} liked {it} best.", "Last year {who} always wanted {it}.", "{who} used to like {it} best."),
    "game": (
        "At first {who} liked to {it} best.",
        "Last year {who} always wanted to {it}.",
        "{who} used to like to {it} best.",
    ),
}
NOW = {
    "food": ("Now {who} likes {it} best.", "These days {who} wants {it}.", "By now {who} likes {it} best."),
    "game": ("Now {who} likes to {it} best.", "These days {who} wants to {it}.", "By now {who} likes to {it} best."),
}
TIMES = {
    "food": (
        "It is time for a snack.",
        "There is something for everybody on the table.",
        "The tray comes round.",
        "The shop is open.",
    ),
    "game": (
        "It is a free afternoon.",
        "School is over for today.",
        "Everybody may choose now.",
        "It is time to play.",
    ),
}
ASKS = {
    "food": (
        "What will {who} choose?",
        "Which one will {who} take?",
        "What does {who} pick?",
        "What will {who} ask for?",
    ),
    "game": (
        "What will {who} choose to do?",
        "What does {who} want to do?",
        "What will {who} ask to do?",
        "What will {who} do?",
    ),
}
BEFORE = {"food": "What did {who} like best before?", "game": "What did {who} like to do best before?"}


@dataclass(frozen=True)
class DiverseDesires(Task):
    """Say what somebody will choose by what they like, and not by what others like.

    Axis: how many likings must be kept apart. At eighteen months children give others what these like, though they
    like something else themselves (Repacholi & Gopnik 1997); of the scale of Wellman & Liu (2004) this step comes
    first. Level 1 has two people, level 2 three, level 3 two whose likings have changed.
    """

    skill: ClassVar[str] = "knowing that people want different things"

    def pose(self, level: int, rng: Random) -> Latent:
        what = "food" if rng.random() < 0.5 else "game"
        count = 3 if level == 2 else 2
        names, things = some(rng, NAMES, count), some(rng, FOODS if what == "food" else GAMES, count)
        if level == 3:
            tastes = [
                [names[0], "before", things[0]],
                [names[0], "now", things[1]],
                [names[1], "before", things[1]],
                [names[1], "now", things[0]],
            ]
            if rng.random() < 0.5:
                tastes = tastes[2:] + tastes[:2]
        else:
            tastes = [[name, "now", thing] for name, thing in zip(names, things, strict=True)]
        return {"what": what, "tastes": tastes, "ask": pick(rng, tastes)[:2]}

    def solve(self, latent: Latent) -> str:
        return next(str(thing) for *whose, thing in latent["tastes"] if whose == latent["ask"])

    def check(self, latent: Latent, answer: str) -> bool:
        """Offer the answer round: the one asked about, at that time, must be among those who would take it."""
        who, when = latent["ask"]
        takers = {name for name, time, thing in latent["tastes"] if thing == answer and time == when}
        return who in takers

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        what, (who, when) = latent["what"], latent["ask"]
        changed = any(time == "before" for _, time, _ in latent["tastes"])
        said = [_said(taste, what, changed, rng) for taste in latent["tastes"]]
        if when == "before":
            ask = BEFORE[what].format(who=who)
            stem = f"what {who} liked best was{' to' if what == 'game' else ''}"
        else:
            said.append(pick(rng, TIMES[what]))
            ask = pick(rng, ASKS[what]).format(who=who)
            stem = f"{who} will choose{' to' if what == 'game' else ''}"
        options = shuffled(rng, sorted({thing for _, _, thing in latent["tastes"]}))
        return say(rng, latent, " ".join(said), ask, stem, answer, options)


def _said(taste: list[str], what: str, changed: bool, rng: Random) -> str:
    """One liking in words."""
    who, when, it = taste
    forms = LIKED if when == "before" else NOW if changed else LIKES
    return pick(rng, forms[what]).format(who=who, it=it)

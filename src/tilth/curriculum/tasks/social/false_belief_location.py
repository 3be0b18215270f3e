"""Where somebody will look for a thing that was moved while they were there, away, or watching in secret."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import pick, shuffled, some
from tilth.curriculum.grammar import a, listing
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import CONTAINERS, NAMES, ROOMS, THINGS
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

OPENINGS = (
    "{one}, {two} and {three} were in the {room}. There was {all}.",
    "In the {room} there was {all}. {one}, {two} and {three} were there.",
    "{one} and {two} watched {three} in the {room}. In it there was {all}.",
    "{one}, {two} and {three} played in the {room} with {all}.",
)
PUTS = (
    "{who} put the {it} into the {to}.",
    "{who} laid the {it} in the {to}.",
    "First, {who} hid the {it} in the {to}.",
)
MOVES = (
    "{who} moved the {it} to the {to}.",
    "{who} took the {it} and put it into the {to}.",
    "Then {who} hid the {it} in the {to} instead.",
)
LEAVES = ("{who} went out.", "{who} left the {room}.", "{who} was called away.", "{who} went off to fetch some water.")
BACK = ("{who} came back.", "Then {who} came in again.", "{who} came back into the {room}.")
DETOURS = ("{who} went out and came straight back.", "{who} left for a moment and was back before anything happened.")
SAW = ("{who} saw that.", "{who} watched.", "{who} was looking on.")
PEEKS = (
    "{who} saw that through the window, and nobody noticed.",
    "Nobody noticed that {who} was peeping in just then.",
    "{who} secretly saw it through a crack in the door, and nobody knew of that.",
)
ASKS = (
    "Where will {who} look for the {it}?",
    "Where does {who} think the {it} is?",
    "Where will {who} go to get the {it}?",
    "In which place does {who} believe the {it} to be?",
)
SECOND = (
    "Where does {other} think that {who} will look for the {it}?",
    "Where, does {other} believe, will {who} look for the {it}?",
    "Ask {other}: where will {who} look for the {it}? What does {other} say?",
)

SEEN = {2: ((0,), (0, 1)), 3: ((0,), (0, 1), (0, 1, 2), (0, 2))}
"""Which moves somebody may be there for, by how many there are; all are there for the first."""


@dataclass(frozen=True)
class FalseBeliefLocation(Task):
    """Say where somebody thinks a thing is.

    Axis: number of moves, then beliefs about beliefs. False beliefs about a place are understood at four (Wimmer &
    Perner 1983; Wellman, Cross & Watson 2001), beliefs about beliefs at six or seven (Perner & Wimmer 1985). Level 1
    has one move, level 2 two, level 3 secret watching and second-order questions. Every story has a twin with the
    same words in which the other one is asked about, and every place is the answer equally often.
    """

    skill: ClassVar[str] = "understanding false beliefs"

    def pose(self, level: int, rng: Random) -> Latent:
        count = min(level, 2) + 1
        latent = {"it": pick(rng, THINGS), "to": some(rng, CONTAINERS, count), "who": some(rng, NAMES, 3)}
        target = int(rng.random() * count)
        while True:
            seen, second = [pick(rng, SEEN[count]), pick(rng, SEEN[count])], level == 3 and rng.random() < 0.6
            away = [at for at in (0, 1) if level == 3 and seen[at][-1] < count - 1]
            peek = pick(rng, away) if away and rng.random() < 0.5 else -1
            drawn = latent | {"seen": seen, "peek": peek, "about": int(rng.random() * 2), "second": second}
            if _clear(drawn, level) and _belief(drawn) == target:
                return drawn

    def solve(self, latent: Latent) -> str:
        return str(latent["to"][_belief(latent)])

    def check(self, latent: Latent, answer: str) -> bool:
        """Go back from the last move to the first that was seen (and, for a belief about a belief, seen to be seen)."""
        about, last = latent["about"], len(latent["to"]) - 1
        for at in range(last, -1, -1):
            openly = [at in seen for seen in latent["seen"]]
            secretly = [at == last and latent["peek"] == n for n in (0, 1)]
            if latent["second"]:
                reached = openly[about] and (openly[1 - about] or secretly[1 - about])
            else:
                reached = openly[about] or secretly[about]
            if reached:
                return bool(latent["to"][at] == answer)
        return False

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        it, to, (one, two, mover), room = latent["it"], latent["to"], latent["who"], pick(rng, ROOMS)
        row = listing([a(place) for place in shuffled(rng, to)])
        first, second = shuffled(rng, (one, two))
        said = [pick(rng, OPENINGS).format(one=first, two=second, three=mover, room=room, all=row)]
        said.append(pick(rng, PUTS).format(who=mover, it=it, to=to[0]))
        for at in range(1, len(to)):
            said += _comings(latent, at, room, rng)
            said.append(pick(rng, MOVES).format(who=mover, it=it, to=to[at]))
            said += [
                pick(rng, SAW).format(who=who)
                for who, seen in zip((one, two), latent["seen"], strict=False)
                if at in seen and rng.random() < 0.5
            ]
        if latent["peek"] >= 0:
            said.append(pick(rng, PEEKS).format(who=latent["who"][latent["peek"]]))
        gone = [who for who, seen in zip((one, two), latent["seen"], strict=False) if len(to) - 1 not in seen]
        if gone:
            said.append(pick(rng, BACK).format(who=listing(gone), room=room))
        who, other = latent["who"][latent["about"]], latent["who"][1 - latent["about"]]
        if latent["second"]:
            ask, stem = pick(rng, SECOND), f"{other} thinks that {who} will look in"
            why = f"As far as {other} knows, the last that {who} saw of the {it} was in the {answer}."
        else:
            ask, stem = pick(rng, ASKS), f"{who} will look in"
            why = f"The last that {who} saw of the {it} was in the {answer}."
        ask, options = ask.format(who=who, other=other, it=it), shuffled(rng, to)
        return say(rng, latent, " ".join(said), ask, stem, answer, options, article="the ", why=why, past=True)


def _belief(latent: Latent) -> int:
    """Which move put the thing where it is believed to be: everybody starts from the first and is told move by move."""
    about, last = latent["about"], len(latent["to"]) - 1
    mind = 0
    for at in range(1, last + 1):
        sees = at in latent["seen"][about]
        if latent["second"]:
            sees = sees and (at in latent["seen"][1 - about] or (at == last and latent["peek"] == 1 - about))
        elif at == last and latent["peek"] == about:
            sees = True
        mind = at if sees else mind
    return mind


def _clear(latent: Latent, level: int) -> bool:
    """Whether the story has a twin (somebody who saw more or less), and no one must guess what another saw."""
    seen, about = latent["seen"], latent["about"]
    if not latent["second"]:
        return level == 3 or seen[0] != seen[1]
    other = {*seen[1 - about], *((2,) if latent["peek"] == 1 - about else ())}
    return 1 in other or 2 not in other or 2 in seen[about]


def _comings(latent: Latent, at: int, room: str, rng: Random) -> list[str]:
    """Who leaves and who comes back before a move, and now and then somebody who does both."""
    said = []
    for who, seen in zip(latent["who"], latent["seen"], strict=False):
        if (at in seen) != (at - 1 in seen):
            said.append(pick(rng, BACK if at in seen else LEAVES).format(who=who, room=room))
        elif at in seen and rng.random() < 0.15:
            said.append(pick(rng, DETOURS).format(who=who))
    return said

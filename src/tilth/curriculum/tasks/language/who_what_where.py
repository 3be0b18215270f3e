"""Who did what where, when several people did much the same."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import pick, shuffled, some
from tilth.curriculum.grammar import a, capital, listing
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import NAMES, THINGS
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

DEEDS = {
    "find": ("found", "found"),
    "see": ("saw", "seen"),
    "hide": ("hid", "hidden"),
    "draw": ("drew", "drawn"),
    "paint": ("painted", "painted"),
    "drop": ("dropped", "dropped"),
    "lose": ("lost", "lost"),
    "wash": ("washed", "washed"),
    "clean": ("cleaned", "cleaned"),
    "mend": ("mended", "mended"),
    "buy": ("bought", "bought"),
    "sell": ("sold", "sold"),
    "leave": ("left", "left"),
    "keep": ("kept", "kept"),
    "show": ("showed", "shown"),
    "carry": ("carried", "carried"),
    "want": ("wanted", "wanted"),
    "need": ("needed", "needed"),
    "take": ("took", "taken"),
    "break": ("broke", "broken"),
}
"""What can be done with any thing anywhere: the word, its past, its participle."""
VERBS = tuple(DEEDS)
PLACES = tuple(
    "in the garden/at school/in the kitchen/at the park/on the beach/in the barn/at the market/by the river/"
    "on the train/behind the house/under the tree/on the hill/in the library/at the zoo/in the attic/"
    "on the stairs/near the pond/by the gate/in the tent/at the station/in the cellar/on the bridge/at the farm/"
    "in the hall/by the well/at the harbour/in the museum/on the roof/in the cave/at the bakery".split("/")
)
WHENS = ("", "", "", "On Monday ", "Last week ", "In the morning ", "After lunch ", "In spring ", "One day ")
WHO, WHAT, WHERE = 0, 2, 3
WHO_ASKS = ("Who {past} the {thing}?", "Who was it that {past} the {thing}?", "Which child {past} the {thing}?")
WHAT_ASKS = ("What did {who} {verb}?", "Which thing did {who} {verb}?", "What was it that {who} {past}?")
WHERE_ASKS = (
    "Where did {who} {verb} the {thing}?",
    "Where was it that {who} {past} something?",
    "Where was the {thing} {done}?",
    "In which place did {who} {verb} something?",
)


@dataclass(frozen=True)
class WhoWhatWhere(Task):
    """Answer a question about one part of an event.

    Axis: number of events, then sentences that turn the event round. What and where are asked and answered before
    who and long before how and when (Bloom, Merkin & Wootten 1982); passives are read the wrong way round by many
    four-year-olds (Bever 1970). Level 1 tells two events, level 2 three, level 3 four with passives.
    """

    skill: ClassVar[str] = "answering who, what and where"

    def pose(self, level: int, rng: Random) -> Latent:
        count = level + 1
        verb = pick(rng, VERBS)
        rows = zip(some(rng, NAMES, count), some(rng, THINGS, count), some(rng, PLACES, count), strict=True)
        events = [[who, verb, thing, place] for who, thing, place in rows]
        return {
            "events": events,
            "at": int(rng.random() * count),
            "ask": pick(rng, (WHO, WHAT, WHERE)),
            "round": level == 3,
        }

    def solve(self, latent: Latent) -> str:
        return str(latent["events"][latent["at"]][latent["ask"]])

    def check(self, latent: Latent, answer: str) -> bool:
        """Look the answer up among all events, and see whether that event agrees with all else that was asked."""
        asked, ask = latent["events"][latent["at"]], latent["ask"]
        found = [event for event in latent["events"] if event[ask] == answer]
        return len(found) == 1 and all(found[0][n] == asked[n] for n in range(4) if n != ask)

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        events, ask = latent["events"], latent["ask"]
        who, verb, thing, _ = events[latent["at"]]
        told = [_told(event, latent["round"] and rng.random() < 0.5) for event in events]
        scene = f"{pick(rng, WHENS)}{listing(told)}." if rng.random() < 0.5 else f"{'. '.join(map(capital, told))}."
        scene = capital(scene)
        past, done = DEEDS[verb]
        form = pick(rng, (WHO_ASKS, (), WHAT_ASKS, WHERE_ASKS)[ask])
        question = form.format(who=who, verb=verb, thing=thing, past=past, done=done)
        options = shuffled(rng, [event[ask] for event in events])
        if ask == WHERE:
            return say(rng, latent, scene, question, f"{who} {past} the {thing}", answer, options, past=True)
        if ask == WHAT:
            return say(rng, latent, scene, question, f"{who} {past}", answer, options, article="the ", past=True)
        return say(rng, latent, scene, question, f"the one who {past} the {thing} was", answer, options, past=True)


def _told(event: list[str], round_: bool) -> str:
    """The event in words, by way of the thing if it is turned round."""
    who, verb, thing, place = event
    past, done = DEEDS[verb]
    return f"{a(thing)} was {done} by {who} {place}" if round_ else f"{who} {past} {a(thing)} {place}"

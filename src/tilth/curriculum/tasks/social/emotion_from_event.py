"""How somebody feels, by what happened to them and by what they had wished for."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import pick, shuffled, some
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import FOODS, GAMES, HIM, HIS, NAMES
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import say

EVENTS: dict[str, tuple[str, str, str]] = {
    "gift": ("happy", "good", "got a present from {his} uncle"),
    "race": ("happy", "good", "won a race"),
    "found": ("happy", "good", "found {his} lost cat again"),
    "guest": ("happy", "good", "was asked to a party"),
    "hug": ("happy", "good", "got a big hug from {his} best friend"),
    "cake": ("happy", "good", "was given a slice of {his} favourite cake"),
    "bike": ("happy", "good", "learned to ride a bike"),
    "visit": ("happy", "good", "heard that {his} cousin was coming to play"),
    "puppy": ("happy", "good", "was allowed to keep a puppy"),
    "lost": ("sad", "gone", "lost {his} teddy for good"),
    "bye": ("sad", "gone", "had to say goodbye to {his} best friend"),
    "sand": ("sad", "gone", "saw the sea wash {his} sandcastle away"),
    "ill": ("sad", "gone", "was ill and missed the fair"),
    "cup": ("sad", "gone", "dropped {his} favourite cup, and it broke"),
    "alone": ("sad", "gone", "found that all {his} friends had moved away"),
    "pet": ("sad", "gone", "had to bury {his} goldfish"),
    "kite": ("sad", "gone", "watched the wind carry {his} kite away"),
    "rain": ("sad", "gone", "could not go to the zoo after all"),
    "push": ("angry", "meant", "was pushed over on purpose by a bigger boy"),
    "tear": ("angry", "meant", "saw somebody tear up {his} drawing for fun"),
    "ball": ("angry", "meant", "had {his} ball taken away by a bully"),
    "name": ("angry", "meant", "was called bad names again and again"),
    "blame": ("angry", "meant", "was blamed for what somebody else had done"),
    "tower": ("angry", "meant", "had {his} tower kicked over on purpose"),
    "queue": ("angry", "meant", "was shoved out of the queue by a rude boy"),
    "lie": ("angry", "meant", "found out that a friend had told lies about {him}"),
    "growl": ("scared", "danger", "heard a growl close by in the dark"),
    "dog": ("scared", "danger", "saw a fierce dog run towards {him}"),
    "high": ("scared", "danger", "got stuck at the top of a very high ladder"),
    "snake": ("scared", "danger", "saw a snake right beside {his} foot"),
    "boat": ("scared", "danger", "felt the little boat tip in the storm"),
    "ice": ("scared", "danger", "heard the ice crack under {his} feet"),
    "bull": ("scared", "danger", "met a snorting bull on the path"),
    "smoke": ("scared", "danger", "woke up and smelled smoke in the room"),
}
"""What can happen: the feeling, why (for the second solver), and the words."""
FEELING = {"good": "happy", "gone": "sad", "meant": "angry", "danger": "scared"}
BY_FEELING = {f: tuple(code for code, event in EVENTS.items() if event[0] == f) for f in FEELING.values()}
WHY = {
    "happy": "People are happy when something good happens to them.",
    "sad": "People are sad when they lose what they love.",
    "angry": "People are angry when somebody wrongs them.",
    "scared": "People are scared when they are in danger.",
}
TIMES = ("This morning", "Yesterday", "On the way home", "Last night", "After school", "At noon", "Today", "On Sunday")
WISHES = {
    "food": ("{name} hopes for {it}.", "{name} would love to have {it} today.", "{name} wishes for {it}."),
    "game": ("{name} hopes to {it}.", "{name} would love to {it} today.", "{name} wishes to {it}."),
}
OUTCOMES = {
    "food": (
        "For lunch everybody gets {it}.",
        "On every plate there is {it} and nothing else.",
        "The cook gives each of them {it}.",
    ),
    "game": (
        "The teacher says that all of them will {it}.",
        "The whole group will {it}, and nothing else.",
        "It is settled: they all {it}.",
    ),
}
HOW = ("How does {name} feel?", "How does {name} feel now?", "What does {name} feel?", "Is {name} {all}?")
WHO = ("Who feels {feeling}?", "Which of them is {feeling}?", "Who is {feeling} now?", "Who do you think is {feeling}?")


@dataclass(frozen=True)
class EmotionFromEvent(Task):
    """Say how somebody feels.

    Axis: the cause of the feeling. Outer causes are understood from three or four, and from five or six that the same
    event makes one happy who wished for it and another sad (Pons, Harris & de Rosnay 2004). Level 1 has a happy and
    a sad event, level 2 three of four feelings, level 3 one event and two wishes.
    """

    skill: ClassVar[str] = "knowing how people feel"

    def pose(self, level: int, rng: Random) -> Latent:
        names = some(rng, NAMES, 3 if level == 2 else 2)
        how = {"ask": int(rng.random() * len(names)), "of": "how" if rng.random() < 0.5 else "who"}
        if level == 3:
            what = "food" if rng.random() < 0.5 else "game"
            things = some(rng, FOODS if what == "food" else GAMES, 2)
            return how | {
                "kids": [[n, t] for n, t in zip(names, things, strict=True)],
                "what": what,
                "got": pick(rng, things),
            }
        feelings = shuffled(rng, ("happy", "sad") if level == 1 else tuple(BY_FEELING))[: len(names)]
        return how | {"kids": [[n, pick(rng, BY_FEELING[f])] for n, f in zip(names, feelings, strict=True)]}

    def solve(self, latent: Latent) -> str:
        name, what = latent["kids"][latent["ask"]]
        if latent["of"] == "who":
            return str(name)
        return ("happy" if what == latent["got"] else "sad") if "got" in latent else EVENTS[what][0]

    def check(self, latent: Latent, answer: str) -> bool:
        """Work out everybody's feeling from why it arises, and look the one asked about up among them."""
        felt = {}
        for name, what in latent["kids"]:
            reason = EVENTS[what][1] if "got" not in latent else "good" if latent["got"] == what else "gone"
            felt[FEELING[reason]] = name
        name = latent["kids"][latent["ask"]][0]
        return bool(answer == name if latent["of"] == "who" else felt.get(answer) == name)

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        kids, (name, _) = latent["kids"], latent["kids"][latent["ask"]]
        felt = [self.solve({**latent, "ask": at, "of": "how"}) for at in range(len(kids))]
        if "got" in latent:
            what = latent["what"]
            said = [pick(rng, WISHES[what]).format(name=n, it=it) for n, it in kids]
            said.append(pick(rng, OUTCOMES[what]).format(it=latent["got"]))
            why = ""
        else:
            said = [f"{n} {EVENTS[code][2].format(his=HIS[n], him=HIM[n])}." for n, code in kids]
            if rng.random() < 0.5:
                said = [f"{pick(rng, TIMES)} {one}" for one in said]
            why = WHY[felt[latent["ask"]]]
        scene = " ".join(said)
        if latent["of"] == "who":
            feeling = felt[latent["ask"]]
            ask, options = pick(rng, WHO).format(feeling=feeling), shuffled(rng, [n for n, _ in kids])
            return say(rng, latent, scene, ask, f"the one who feels {feeling} is", answer, options, why=why)
        options = shuffled(rng, felt)
        ask = pick(rng, HOW).format(name=name, all=" or ".join(options))
        return say(rng, latent, scene, ask, f"{name} feels", answer, options, why=why)

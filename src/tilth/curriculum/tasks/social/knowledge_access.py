"""Who knows something, by what they have seen, heard, felt or been told."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from tilth.curriculum.draw import pick, shuffled, some
from tilth.curriculum.grammar import a
from tilth.curriculum.items import Exercise
from tilth.curriculum.lexicon import CONTAINERS, HIM, NAMES, ROOMS, THINGS
from tilth.curriculum.practise import Latent, Task
from tilth.curriculum.voices import judge, say

WAYS = {
    "look": (
        "{name} looked into the {place}.",
        "{name} opened the {place} and saw all that was in it.",
        "{name} peeped into the {place}.",
    ),
    "told": (
        "A friend told {name} what was in the {place}.",
        "{name} heard from the owner what the {place} held.",
        "{name} read a note that said what was in the {place}.",
    ),
    "near": (
        "{name} only sat on the {place}.",
        "{name} walked past the closed {place}.",
        "{name} painted the outside of the {place}.",
        "{name} leaned on the closed {place}.",
        "{name} wiped the dust off the {place}.",
    ),
    "away": (
        "{name} was out in the street all the time.",
        "{name} was fast asleep.",
        "{name} came in later and saw only the closed {place}.",
        "{name} did not look, and nobody told {him}.",
    ),
}
"""What somebody did with the place."""
KNOWS = {"look": True, "told": True, "near": False, "away": False}
SENSES = {
    "colour": ("what colour it was", ("{name} looked at it without touching it.", "{name} saw it through the glass.")),
    "weight": ("how heavy it was", ("{name} lifted it with closed eyes.", "{name} held it up in the dark.")),
    "touch": (
        "how rough it was",
        ("{name} stroked it with one finger in the dark.", "{name} ran one finger along it with closed eyes."),
    ),
    "sound": (
        "what it sounded like",
        ("{name} heard it ring from the next room.", "{name} listened to it from behind the door."),
    ),
    "smell": ("what it smelled of", ("{name} sniffed at it with closed eyes.", "{name} smelled it in the dark.")),
}
"""What can be known by one sense alone, and how somebody came to it."""
OPENINGS = (
    "In the {room} there was {a_place} with {a_thing} in it.",
    "There was {a_thing} in the {place} in the {room}.",
    "Somebody had put {a_thing} into the {place} in the {room}.",
    "{a_thing2} lay hidden in the {place} in the {room}.",
)
FINDS = (
    "Somebody brought {a_thing} to the {room}.",
    "There was {a_thing} in the {room} that nobody knew.",
    "A new thing had come to the {room}: {a_thing}.",
)


@dataclass(frozen=True)
class KnowledgeAccess(Task):
    """Tell who knows from who has had access.

    Axis: ways of coming to know. At three children understand that who looked knows (Pratt & Bryant 1990), a step of
    the scale of Wellman & Liu (2004); that colour must be seen and weight be felt comes at about five (O'Neill,
    Astington & Flavell 1992). Level 1 has one who looked and one who did not, level 2 three people and being told,
    level 3 the senses.
    """

    skill: ClassVar[str] = "knowing who knows"

    def pose(self, level: int, rng: Random) -> Latent:
        thing, place = some(rng, THINGS, 1)[0], pick(rng, CONTAINERS)
        base = {"thing": thing, "place": place}
        names = some(rng, NAMES, 2 if level == 1 else 3)
        if level == 3:
            kids = [[name, sense] for name, sense in zip(names, some(rng, tuple(SENSES), 3), strict=True)]
            return base | {"kids": kids, "of": pick(rng, kids)[1]}
        yes, no = (("look",), ("near", "away")) if level == 1 else (("look", "told"), ("near", "away"))
        does, knows = rng.random() < 0.5, rng.random() < 0.5
        ways = [pick(rng, yes), pick(rng, no)]
        if level == 2:
            ways.append(pick(rng, yes if does and rng.random() < 0.5 else no))
        kids = [[name, way] for name, way in zip(names, shuffled(rng, ways), strict=True)]
        asked = [name for name, way in kids if KNOWS[way] == knows]
        return base | {"kids": kids, "of": "inside"} | ({"ask": pick(rng, asked)} if does else {})

    def solve(self, latent: Latent) -> str:
        if "ask" in latent:
            return "yes" if KNOWS[dict(map(tuple, latent["kids"]))[latent["ask"]]] else "no"
        return next(str(name) for name, way in latent["kids"] if way == latent["of"] or KNOWS.get(way))

    def check(self, latent: Latent, answer: str) -> bool:
        """Strike out all who could not have found out: who is left must be the answer, or hold the one asked about."""
        left = {name for name, way in latent["kids"] if way not in ("near", "away")}
        if latent["of"] != "inside":
            left -= {name for name, way in latent["kids"] if way != latent["of"]}
        if "ask" in latent:
            return answer == ("yes" if latent["ask"] in left else "no")
        return left == {answer}

    def render(self, latent: Latent, answer: str, rng: Random) -> Exercise:
        thing, place, room = latent["thing"], latent["place"], pick(rng, ROOMS)
        if latent["of"] != "inside":
            return _by_sense(latent, answer, room, rng)
        hidden = a(thing)
        said = [
            pick(rng, OPENINGS).format(
                room=room, place=place, a_place=a(place), a_thing=hidden, a_thing2=hidden.capitalize()
            )
        ]
        told = {
            name: pick(rng, WAYS[way]).format(name=name, place=place, him=HIM[name]) for name, way in latent["kids"]
        }
        scene = " ".join(said + list(told.values()))
        what = pick(rng, (f"what was in the {place}", f"what lay in the {place}", f"what the {place} held"))
        if "ask" not in latent:
            ask = pick(rng, ("Who knew {what}?", "Which of them knew {what}?", "Who could say {what}?")).format(
                what=what
            )
            options = shuffled(rng, list(told))
            return say(rng, latent, scene, ask, "the one who knew was", answer, options, why=told[answer], past=True)
        who = latent["ask"]
        ask = pick(rng, ("Did {who} know {what}?", "Could {who} say {what}?", "Was {who} able to tell {what}?")).format(
            who=who, what=what
        )
        if answer == "yes":
            return judge(rng, latent, scene, ask, answer, f"{who} knew {what}", why=told[who], past=True)
        why = f"{who} had not seen inside, and nobody had told {HIM[who]}."
        return judge(rng, latent, scene, ask, answer, f"{who} did not know {what}", why=why, past=True)


def _by_sense(latent: Latent, answer: str, room: str, rng: Random) -> Exercise:
    """Each had one sense to go by."""
    scene = pick(rng, FINDS).format(room=room, a_thing=a(latent["thing"]))
    told = {name: pick(rng, SENSES[sense][1]).format(name=name) for name, sense in latent["kids"]}
    what = SENSES[latent["of"]][0]
    ask = pick(rng, ("Who knew {what}?", "Which of them knew {what}?", "Who could say {what}?")).format(what=what)
    scene = f"{scene} {' '.join(told.values())}"
    return say(
        rng,
        latent,
        scene,
        ask,
        "the one who knew was",
        answer,
        shuffled(rng, list(told)),
        why=told[answer],
        past=True,
    )

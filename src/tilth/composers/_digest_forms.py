"""The shapes a digest can take, and which of them suit what there is to tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tilth.composers._digest_lists import asked, cards, commonplace, margins, message, note, notice, things
from tilth.composers._digest_prose import diary, letter, portrait, talk, tip
from tilth.composers._question_rules import DEFINITE
from tilth.composers._telling import Telling

Form = Callable[[Telling], str]
_ASKING = DEFINITE | {"do", "about", "advice"}

FORMS: Mapping[str, Form] = {
    "diary": diary,
    "letter": letter,
    "notice": notice,
    "reading note": note,
    "talk": talk,
    "message": message,
    "cards": cards,
    "tip": tip,
    "commonplace": commonplace,
    "questions": asked,
    "portrait": portrait,
    "margin notes": margins,
    "list": things,
}


def suited(telling: Telling) -> tuple[str, Telling]:
    """One of the forms that this telling has what it takes for, and the telling with what that form can use."""
    whole = bool(telling.voice.name and telling.voice.role and telling.voice.interest)
    asking, clear = telling.only(_ASKING), telling.only(DEFINITE | {"about"})
    fits = {
        "portrait": whole,
        "tip": not telling.several,
        "questions": len(asking.quotes) > 2,
        "cards": len(clear.quotes) > 2,
    }
    form = telling.rng.choice([name for name in FORMS if fits.get(name, True)])
    return form, {"questions": asking, "cards": clear}.get(form, telling)

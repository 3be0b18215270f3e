"""Says in one to three sentences who a persona is: many plans, each filled with what is known and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tilth.core.items import Json

_PLANS: dict[str, tuple[str, ...]] = {
    "working": (
        "{name} is {an_age}-year-old {job} from {place}. {He} reads about {all}.",
        "{name}, {age}, {does} and lives {home} in {place}. When there is time to read, {he} picks {i1} or {i2}.",
        "{A_job} from {place}, {name} is {age} and {trait}. {His} favourite subjects are {all}.",
        "{name} lives {home} in {place} and {does}. At {age}, {he} {trait}, and {he} likes to read about {all}.",
        "{name} {does}. {He} is {age}, comes from {place} and reads about {three} after work.",
        "At {age}, {name} {does} in the daytime and reads about {pair} in the evening. {He} lives {home} in {place}.",
        "{name}, {a_job} of {age} from {place}, {trait}. {He} looks for pages on {all}.",
        "Ask {name} about {i1} and the talk will be long. {He} is {age}, {does} and lives in {place}.",
        "{name} is {age} and {does}; home is {place}, where {he} lives {home}. {He} cares most about {i1}, and "
        "then about {next_two}.",
        "{name} from {place} {does}. {He} {schooling}, {trait}, and reads about {all}.",
        "A reader of {age} who {does}: {name} lives in {place} and follows {three}.",
        "{name} is {a_job}. {He} is {age} and lives {home} in {place}, and what {he} wants to know more about is {i1}, "
        "with {i2} close behind.",
    ),
    "pupil": (
        "{name} is {age} and goes to {school} in {place}. {He} loves to read about {all}.",
        "{name}, {age}, lives {home} in {place}. {His} favourite things to read about are {all}.",
        "A {school} pupil of {age} from {place}, {name} {trait}. {He} wants to know everything about {i1}.",
        "{name} is in {school} and {age} years old. {He} lives {home} in {place} and reads about {three}.",
        "At {age}, {name} would rather read about {i1} than do anything else; {next_two} come next. {He} goes to "
        "{school} in {place}.",
        "{name} goes to {school} in {place}. {He} is {age}, {trait} and asks many questions about {pair}.",
        "Somebody in {name}'s class always asks about {i1}, and it is {name}. {He} is {age} and lives {home} in "
        "{place}.",
        "{name}, {age}, from {place}, {trait}. For school and for fun {he} reads about {all}.",
    ),
    "student": (
        "{name}, {age}, studies {field} and comes from {place}. {He} reads about {all} on the side.",
        "{name} is {an_age}-year-old student of {field}. {He} lives {home} in {place}, {trait} and likes {three}.",
        "A student of {field} from {place}, {name} is {age}. Between lectures {he} reads about {all}.",
        "{name} studies {field}. {He} is {age}, lives {home} in {place} and has a weakness for {pair}.",
        "At {age}, {name} is studying {field}; what {he} reads for pleasure is {three}. {He} comes from {place}.",
        "{name}, a student from {place}, is {age} and {trait}. {He} studies {field} and reads about {all}.",
        "Though {name} studies {field}, {he} reads about {pair} just as much. {He} is {age} and lives in {place}.",
    ),
    "retired": (
        "{name} is a retired {job} of {age} from {place}. {He} reads about {all}.",
        "{name}, {age}, lives {home} in {place}. {He} was {a_job} and now has time for {three}.",
        "Before retiring, {name} was {a_job}. {He} is {age}, lives {home} in {place} and reads about {all}.",
        "A retired {job}, {name} {trait}. {He} is {age}, lives in {place} and likes to read about {pair}.",
        "At {age}, {name} reads more than ever, above all about {i1}. {He} lives {home} in {place} and once worked as "
        "{a_job}.",
        "{name} worked as {a_job} in {place} until retirement. Now {age}, {he} reads about {three}.",
        "{name}, retired and {age}, {trait}. {He} lives {home} in {place}; {all} fill {his} reading hours.",
        "A pensioner from {place}, {name} is {age} and used to be {a_job}. {He} never tires of {i1}.",
    ),
    "home": (
        "{name}, {age}, looks after home and family in {place}. {He} reads about {all}.",
        "{name} lives {home} in {place} and keeps the household going. {He} is {age} and likes to read about {pair}.",
        "A homemaker of {age} from {place}, {name} {trait}. {He} reads about {three} when the house is quiet.",
        "{name} runs a household in {place}. {He} is {age}, lives {home} and looks for pages on {all}.",
        "At {age}, {name} looks after the family in {place} and {trait}. {His} reading is about {three}.",
    ),
    "jobless": (
        "{name}, {age}, is looking for work as {a_job} in {place}. Meanwhile {he} reads about {all}.",
        "{name} from {place} was {a_job} until lately. {He} is {age}, {trait} and reads about {three}.",
        "Between jobs, {name} reads about {pair}. {He} is {age}, lives {home} in {place} and hopes to work as "
        "{a_job} again.",
        "{name} is {age}, lives {home} in {place} and is out of work at the moment. {He} likes {three}.",
    ),
}
_TRAITS = {
    ("openness", 1): ("likes to wander from one subject to the next", "is curious about nearly everything"),
    ("openness", 0): ("likes what can be put to use", "prefers the tried to the new"),
    ("conscientiousness", 1): ("takes careful notes", "finishes every page that is begun"),
    ("conscientiousness", 0): ("reads whatever turns up", "leaves many pages half read"),
    ("extraversion", 1): ("tells everybody what there is to tell", "would rather talk a thing over than keep it"),
    ("extraversion", 0): ("likes to read alone and in peace", "thinks long before saying a word"),
    ("agreeableness", 1): ("passes every useful page on to friends", "likes to explain things to others"),
    ("agreeableness", 0): ("doubts a claim until the reason is given", "enjoys a good argument"),
    ("emotional_stability", 1): ("is hard to ruffle", "takes things as they come"),
    ("emotional_stability", 0): ("worries about getting things wrong", "likes to check everything twice"),
}
_SCHOOLING = {
    "primary": "left school early",
    "secondary": "finished secondary school",
    "vocational": "learned a trade after school",
    "degree": "went to university",
}
_PLACES = {
    "city": ("a city in {}", "a big city in {}"),
    "town": ("a town in {}", "a small town in {}", "a market town in {}"),
    "village": ("a village in {}", "a small village in {}"),
}


def card(known: Mapping[str, Json], interests: Sequence[str], draws: Sequence[int]) -> str:
    """Who this is, in one to three sentences. `draws` are at least three numbers of 32 bits."""
    plans = _PLANS[str(known["stage"])]
    plan = plans[len(plans) * draws[0] >> 32]
    places = _PLACES[str(known["settlement"])]
    job = str(known.get("occupation") or known.get("trade") or "")
    he, his = ("she", "her") if known["sex"] == "female" else ("he", "his")
    return plan.format(
        name=known["name"],
        age=known["age"],
        an_age=f"{'an' if known['age'] in (8, 11, 18) or str(known['age'])[0] == '8' else 'a'} {known['age']}",
        job=job,
        a_job=article(job),
        A_job=article(job).capitalize() if job else "",
        does=known.get("does", ""),
        place=places[len(places) * draws[1] >> 32].format(known["country"]),
        home=known["household"],
        school=known["education"],
        schooling=_SCHOOLING.get(str(known["education"]), ""),
        field=known.get("field", ""),
        trait=_trait(known, draws[2]),
        he=he,
        He=he.capitalize(),
        his=his,
        His=his.capitalize(),
        i1=interests[0],
        i2=interests[1],
        pair=listed(interests[:2]),
        next_two=listed(interests[1:3]),
        three=listed(interests[:3]),
        all=listed(interests),
    )


def article(noun: str) -> str:
    """The noun after `a` or `an`."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}" if noun else ""


def listed(names: Sequence[str]) -> str:
    """Names in a row, as English joins them, so that a name with an `and` of its own stays one name."""
    if len(names) < 2 or not any(" and " in name for name in names):
        return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    return f"{names[0]} as well as {names[1]}" if len(names) == 2 else f"{', '.join(names[:-1])}, and {names[-1]}"


def _trait(known: Mapping[str, Json], draw: int) -> str:
    """The most marked side of a temperament, as a verb phrase."""
    scores = known["temperament"]
    assert isinstance(scores, Mapping)
    name, score = max(scores.items(), key=lambda item: abs(float(item[1]) - 50))  # type: ignore[arg-type]
    phrases = _TRAITS[name, int(float(score) >= 50)]  # type: ignore[arg-type]
    return phrases[len(phrases) * draw >> 32]

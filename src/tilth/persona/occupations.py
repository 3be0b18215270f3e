"""What grown-up personas do for a living, and what students study."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

LEVELS = ("primary", "secondary", "vocational", "degree")
"""Schooling that adults have finished, lowest first."""


@dataclass(frozen=True, slots=True)
class Occupation:
    """A way to earn a living."""

    noun: str
    does: str
    """What somebody of this occupation does, as a verb phrase after `she`."""
    group: str
    levels: frozenset[str]
    """Schooling with which people come to it."""
    settlements: frozenset[str]
    """Where it is done: city, town, village."""
    least_age: int
    tags: frozenset[str]
    """Fields of interest that lie near it."""


_GROUPS = {
    "manager": ("secondary", "vocational", "degree"),
    "professional": ("degree",),
    "technician": ("secondary", "vocational", "degree"),
    "clerk": ("secondary", "vocational", "degree"),
    "service": LEVELS,
    "farmer": LEVELS,
    "craft": ("primary", "secondary", "vocational"),
    "operator": ("primary", "secondary", "vocational"),
    "labourer": ("primary", "secondary"),
}
"""The major groups of work, after those of ISCO-08 without the armed forces, and the schooling each draws on."""

# noun | verb phrase | group | settlements (c city, t town, v village) | least age | fields
_TABLE = """
shop manager | manages a shop | manager | ct | 25 | money civic
hotel manager | manages a small hotel | manager | ctv | 26 | travel money food
school head | is head of a school | manager | ctv | 35 | school civic
restaurant owner | owns a restaurant | manager | ct | 25 | food money
building-site manager | runs building sites | manager | ct | 28 | craft tech
production manager | manages a factory floor | manager | ct | 28 | tech money craft
manager of a farmers' co-operative | manages a farmers' co-operative | manager | tv | 28 | earth money
charity director | directs a charity | manager | ct | 30 | civic money
primary-school teacher | teaches in a primary school | professional | ctv | 22 | school
mathematics teacher | teaches mathematics | professional | ctv | 23 | school science
history teacher | teaches history | professional | ctv | 23 | school past
biology teacher | teaches biology | professional | ctv | 23 | school nature science
music teacher | teaches music | professional | ctv | 22 | arts school
language teacher | teaches languages | professional | ctv | 22 | language school travel
family doctor | is a family doctor | professional | ctv | 28 | health science
surgeon | operates in a hospital | professional | ct | 32 | health science
dentist | is a dentist | professional | ct | 26 | health
pharmacist | runs a pharmacy counter | professional | ct | 25 | health science
veterinary surgeon | looks after farm animals and pets | professional | tv | 26 | nature health earth
civil engineer | designs bridges and roads | professional | ct | 24 | tech craft transport
electrical engineer | designs electrical systems | professional | ct | 24 | tech science
software developer | writes software | professional | ct | 22 | tech
data analyst | analyses data for a living | professional | ct | 22 | tech money
geologist | studies rocks and ground water | professional | ct | 24 | science earth
meteorologist | makes weather forecasts | professional | c | 24 | science earth
ecologist | surveys plants and animals | professional | ctv | 23 | nature science
research chemist | works in a chemical laboratory | professional | c | 25 | science
historian | writes and lectures on history | professional | ct | 27 | past language
archaeologist | digs up the past | professional | ct | 24 | past science
librarian | looks after a library | professional | ct | 24 | language civic past
journalist | reports for a newspaper | professional | ct | 22 | civic language
translator | translates books and letters | professional | ct | 23 | language travel
lawyer | practises law | professional | ct | 26 | civic
judge | is a judge | professional | c | 40 | civic
accountant | keeps the books of small firms | professional | ct | 23 | money
economist | studies prices and wages | professional | c | 25 | money civic
architect | designs buildings | professional | ct | 26 | arts craft
psychologist | counsels people | professional | ct | 27 | mind health
social worker | helps families through hard times | professional | ct | 23 | civic mind home
orchestra violinist | plays the violin in an orchestra | professional | c | 22 | arts
town planner | plans streets and parks | professional | ct | 25 | civic transport
nurse | nurses patients | technician | ctv | 21 | health
midwife | helps babies into the world | technician | ctv | 22 | health home
laboratory technician | tests samples in a laboratory | technician | ct | 20 | science health
dental assistant | assists a dentist | technician | ct | 18 | health
physiotherapist | helps people to move again | technician | ct | 22 | health sport
radio technician | keeps radio masts working | technician | ctv | 18 | tech
network technician | keeps computer networks running | technician | ct | 20 | tech
surveyor's assistant | measures land for a surveyor | technician | ctv | 19 | earth science craft
ship's officer | sails on cargo ships | technician | ct | 22 | water transport travel
forest ranger | looks after a forest | technician | tv | 20 | nature earth
agricultural adviser | advises farmers | technician | tv | 24 | earth science
insurance agent | sells insurance | technician | ct | 21 | money
football coach | coaches young footballers | technician | ctv | 22 | sport school
photographer | takes photographs for a living | technician | ct | 18 | arts tech
sound engineer | mixes sound for concerts | technician | c | 20 | arts tech
office secretary | runs a busy office | clerk | ct | 19 | civic language
bank clerk | works behind a bank counter | clerk | ct | 19 | money
post-office clerk | works in a post office | clerk | ctv | 18 | civic travel
accounts clerk | checks invoices | clerk | ct | 19 | money
hotel receptionist | welcomes guests at a hotel desk | clerk | ct | 18 | travel language
library assistant | shelves and lends books | clerk | ct | 18 | language arts
warehouse clerk | keeps count of a warehouse | clerk | ct | 18 | transport money
ticket clerk | sells railway tickets | clerk | ct | 18 | transport travel
shopkeeper | keeps a small shop | service | ctv | 20 | money home
market trader | sells at the market | service | ctv | 18 | money food
sales assistant | sells shoes | service | ct | 18 | money
cook | cooks in a canteen | service | ctv | 18 | food
waiter | waits at table | service | ct | 18 | food travel
hairdresser | cuts hair | service | ctv | 18 | arts home
child minder | looks after small children | service | ctv | 18 | home school
care worker | looks after old people | service | ctv | 18 | health home
police officer | is a police officer | service | ct | 20 | civic
firefighter | is a firefighter | service | ct | 20 | civic health
tour guide | shows visitors around | service | ctv | 18 | travel past language
bus conductor | collects fares on a bus | service | ct | 18 | transport
caretaker | looks after a school building | service | ctv | 21 | home craft
beautician | runs a beauty parlour | service | ct | 19 | health arts
farmer | farms a few fields | farmer | tv | 18 | earth
dairy farmer | keeps dairy cows | farmer | v | 20 | earth food
rice grower | grows rice | farmer | v | 18 | earth food
vegetable grower | grows vegetables for market | farmer | tv | 18 | earth food
fruit grower | grows fruit | farmer | tv | 20 | earth food
poultry keeper | keeps poultry | farmer | tv | 18 | earth food
beekeeper | keeps bees | farmer | tv | 20 | earth nature
shepherd | keeps sheep and goats | farmer | v | 18 | earth nature
fisher | catches fish for a living | farmer | tv | 18 | water nature
gardener | looks after other people's gardens | farmer | ctv | 18 | earth nature
forester | plants and fells trees | farmer | v | 20 | nature earth craft
carpenter | builds with wood | craft | ctv | 18 | craft
cabinet maker | makes furniture | craft | ct | 20 | craft arts
bricklayer | lays bricks | craft | ctv | 18 | craft
plumber | mends pipes and taps | craft | ctv | 18 | craft home water
electrician | wires houses | craft | ctv | 19 | tech craft
car mechanic | repairs cars | craft | ctv | 18 | transport craft tech
bicycle mechanic | repairs bicycles | craft | ctv | 18 | transport craft sport
welder | welds steel | craft | ctv | 18 | craft
baker | bakes bread | craft | ctv | 18 | food
butcher | is a butcher | craft | ctv | 18 | food earth
tailor | sews and alters clothes | craft | ctv | 18 | craft arts
weaver | weaves cloth | craft | tv | 18 | craft arts
potter | makes pots | craft | tv | 18 | craft arts
shoemaker | makes and mends shoes | craft | ct | 18 | craft
printer | prints books and posters | craft | ct | 19 | craft language
piano tuner | tunes pianos | craft | ct | 24 | arts craft
house painter | paints houses | craft | ctv | 18 | craft arts home
phone repairer | repairs telephones | craft | ct | 18 | tech craft
stonemason | cuts and sets stone | craft | tv | 20 | craft past
bus driver | drives a bus | operator | ct | 21 | transport
lorry driver | drives a lorry | operator | ctv | 21 | transport travel
taxi driver | drives a taxi | operator | ct | 21 | transport civic
train driver | drives trains | operator | ct | 23 | transport tech
tractor driver | drives a tractor | operator | v | 18 | earth transport
machine operator | minds a machine in a factory | operator | ct | 18 | tech craft
sewing-machine operator | sews in a clothing factory | operator | ct | 18 | craft
crane operator | works a crane in the docks | operator | c | 21 | craft transport water
miller | works in a flour mill | operator | tv | 19 | food craft
water-works operator | watches over a water works | operator | ct | 20 | water tech
cleaner | cleans offices | labourer | ct | 18 | home
farm worker | works on a farm | labourer | tv | 18 | earth
building labourer | works on building sites | labourer | ctv | 18 | craft
warehouse worker | packs parcels in a warehouse | labourer | ct | 18 | transport
kitchen helper | helps in a restaurant kitchen | labourer | ct | 18 | food
porter | carries loads at the market | labourer | ctv | 18 | transport civic
street vendor | sells fruit on the street | labourer | ct | 18 | food money
waste collector | collects the city's waste | labourer | c | 18 | civic
parcel courier | delivers parcels | labourer | ct | 18 | transport sport
"""

FIELDS = (
    ("law", "civic"), ("medicine", "health"), ("nursing", "health"), ("history", "past"), ("geography", "earth"),
    ("mathematics", "science"), ("physics", "science"), ("chemistry", "science"), ("biology", "nature"),
    ("computer science", "tech"), ("mechanical engineering", "tech"), ("economics", "money"),
    ("literature", "language"), ("music", "arts"), ("fine art", "arts"), ("psychology", "mind"),
    ("education", "school"), ("agriculture", "earth"), ("architecture", "craft"), ("philosophy", "mind"),
    ("sports science", "sport"), ("languages", "language"), ("business", "money"), ("food science", "food"),
)  # fmt: skip
"""What students study, and the field of interest that lies near it."""

_SETTLEMENTS = {"c": "city", "t": "town", "v": "village"}


def _occupation(line: str) -> Occupation:
    noun, does, group, where, least_age, tags = (part.strip() for part in line.split("|"))
    settlements = frozenset(_SETTLEMENTS[letter] for letter in where)
    return Occupation(
        noun, does, group, frozenset(_GROUPS[group]), settlements, int(least_age), frozenset(tags.split())
    )


OCCUPATIONS = tuple(_occupation(line) for line in _TABLE.strip().splitlines())
GROUPS = tuple(_GROUPS)


@lru_cache(maxsize=4096)
def occupations(group: str, level: str, settlement: str, age: int) -> tuple[Occupation, ...]:
    """The occupations of a group that fit somebody's schooling, home and age; the nearest when none fits whole."""
    own = [job for job in OCCUPATIONS if job.group == group and job.least_age <= age]
    fits = [job for job in own if settlement in job.settlements and level in job.levels]
    return tuple(fits or [job for job in own if settlement in job.settlements] or own)

"""Verb forms of everyday English: enough to turn a statement into a question without changing what it says."""

from __future__ import annotations

_REGULAR = """
accept achieve act adapt add admit adopt advance advise affect agree aim allow announce answer appear apply approach
argue arrange arrive ask assume attack attend attract avoid bake balance base behave believe belong block boil borrow
breathe burn bury calculate call capture care carry cause celebrate change charge check choose circle claim clean clear
climb close collapse collect combine compare compete complete compose conclude connect consider consist contain
continue contribute control convert cook cool copy correct cost count cover crack crash create cross dance decide
declare decline decorate decrease defeat define deliver demand demonstrate depend describe design destroy detect
determine develop differ digest direct disappear discover discuss divide double doubt drag drain drift drop dry earn
employ enable encounter encourage end enjoy enter escape establish estimate evolve examine exchange exist expand expect
experiment explain explode explore express extend face fail fasten feature ferment fill finish fire fix float flood
flow flower focus fold follow force form found freeze function gain gather generate germinate grant guard guess guide
handle happen harden hatch heat help hire hope hunt identify imagine improve include increase indicate infect inform
inspect inspire install insulate intend introduce invent invite involve join judge jump kill knead land last launch
learn lie lift limit link list live load lock look lower maintain manage mark marry match matter measure melt mention
migrate mix move multiply name need note notice nourish number observe obtain occupy occur offer open operate order
organise organize own paint pass perform permit persuade photograph pick place plan plant play plough point pollinate
possess post pour practise praise predict prefer prepare present preserve press prevent print produce promise promote
propose protect prove provide publish pull pump punish push question raise reach react realise realize receive
recommend record recover reduce reflect refuse regulate reject relate release rely remain remember remind remove repair
repeat replace reply report represent require rescue resemble rest restore result retire return reveal rise roll rot
rub ruin rule sail sample save scatter search seem select separate serve settle shape share shift signal slip slow
smell smoke soak soften solve sort sound spoil spread sprout squash stain start state stay steer step stir stop store
strengthen stretch study succeed suffer suggest suit supply support suppose surround survive suspect swallow switch
talk taste tend test thank tie touch trace trade train transfer transform translate transport trap travel treat trust
try tune turn use vary visit vote wait walk want warm warn wash waste watch water weaken weigh welcome wind wish wobble
work worry wrap yield
"""
_IRREGULAR = """
arise arose arisen; be was been; bear bore borne; beat beat beaten; become became become; begin began begun; bend bent
bent; bind bound bound; bite bit bitten; bleed bled bled; blow blew blown; break broke broken; breed bred bred; bring
brought brought; build built built; buy bought bought; catch caught caught; choose chose chosen; come came come; cost
cost cost; creep crept crept; cut cut cut; dig dug dug; do did done; draw drew drawn; drink drank drunk; drive drove
driven; eat ate eaten; fall fell fallen; feed fed fed; feel felt felt; fight fought fought; find found found; fly flew
flown; forbid forbade forbidden; forget forgot forgotten; freeze froze frozen; get got got; give gave given; go went
gone; grind ground ground; grow grew grown; hang hung hung; have had had; hear heard heard; hide hid hidden; hit hit
hit; hold held held; hurt hurt hurt; keep kept kept; know knew known; lay laid laid; lead led led; lean leant leant;
leave left left; lend lent lent; let let let; lie lay lain; light lit lit; lose lost lost; make made made; mean meant
meant; meet met met; pay paid paid; put put put; read read read; ride rode ridden; ring rang rung; rise rose risen; run
ran run; say said said; see saw seen; seek sought sought; sell sold sold; send sent sent; set set set; shake shook
shaken; shed shed shed; shine shone shone; shoot shot shot; show showed shown; shrink shrank shrunk; shut shut shut;
sing sang sung; sink sank sunk; sit sat sat; sleep slept slept; slide slid slid; speak spoke spoken; spend spent spent;
spin spun spun; split split split; spread spread spread; spring sprang sprung; stand stood stood; steal stole stolen;
stick stuck stuck; strike struck struck; swear swore sworn; sweep swept swept; swell swelled swollen; swim swam swum;
swing swung swung; take took taken; teach taught taught; tear tore torn; tell told told; think thought thought; throw
threw thrown; understand understood understood; wake woke woken; wear wore worn; weave wove woven; win won won; wind
wound wound; write wrote written
"""
_NOUNS_TOO = """
act aim answer attack balance base bend bite block bloom blow boil break burn care cast catch cause change charge check
circle claim close control cook copy cost count cover crack crash cross cut dance demand design double doubt draw drift
drink drive drop end exchange experiment face fall feature feed fight fill fire fix flood flow flower fly focus fold
force form function gain grant ground guard guess guide handle heat help hold hope hunt increase judge jump land last
launch lay lead leave lie lift light limit link list load lock look mark match measure mix move name need note number
offer open order paint pass pick place plan plant play plough point post practise press present print promise pull pump
push question race raise reach read record release repair reply report rest result return ride ring rise roll rule run
sail sample saw search sense set shape share shed shift show sign signal sink sleep slide slip smell smoke sound split
spread spring stain stand start state stay step stick stop store stretch strike study supply support swallow sweep swim
swing switch talk taste test tie touch trace trade train transfer transport trap travel treat trust try tune turn use
visit vote wait wake walk warm wash waste watch water wave wear welcome wind wish work worry wound wrap yield
"""

AUXILIARIES = frozenset("is are was were has have had can could may might must should will would does do did".split())


def third(base: str) -> str:
    """The form after `she`: carries, reaches, has."""
    if base in ("be", "have"):
        return {"be": "is", "have": "has"}[base]
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _past(base: str) -> str:
    """The regular past: carried, stopped, baked."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + base[-1] + "ed" if base in _DOUBLING else base + "ed"


_DOUBLING = frozenset(
    "admit drag drop knead stop slip plan step trap wrap rub rot occur permit prefer refer regret stir transfer".split()
) - {"knead"}
_IRREGULAR_FORMS = {
    base: (past, participle)
    for base, past, participle in (entry.split() for entry in " ".join(_IRREGULAR.split()).split(";"))
}
_BASES = (frozenset(_REGULAR.split()) | frozenset(_IRREGULAR_FORMS)) - {"be"}

BASE_OF_THIRD = {third(base): base for base in sorted(_BASES)}
"""`grows` -> `grow`."""
BASE_OF_PAST = {_past(base): base for base in sorted(_BASES - set(_IRREGULAR_FORMS))} | {
    past: base for base, (past, _) in _IRREGULAR_FORMS.items() if base not in ("be", "have", "do") and past != "lay"
}
"""`grew` -> `grow`, `carried` -> `carry`."""
PARTICIPLES = frozenset(BASE_OF_PAST) - frozenset(
    past for past, participle in _IRREGULAR_FORMS.values() if past != participle
)
"""Past forms that may as well be participles, as in `wells found near Leipzig`."""
UNCHANGING = frozenset(base for base, (past, _) in _IRREGULAR_FORMS.items() if base == past)
"""Verbs whose past looks like their plain form: `cut`."""
ANOTHERS_PAST = frozenset(past for base, (past, _) in _IRREGULAR_FORMS.items() if past in _BASES) - UNCHANGING
"""Plain forms that are the past of another verb as well: `found`, `saw`."""
BASES = _BASES
NOUNS_TOO = frozenset(_NOUNS_TOO.split())
"""Verbs whose plain form is a noun as well, so that it takes more to know them for verbs."""

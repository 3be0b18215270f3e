"""The verbs that the rules know, with their forms: what ends in -ed is easy, the rest has to be told."""

from __future__ import annotations

IRREGULAR = """
bear bore born|become became become|begin began begun|bring brought brought|broadcast broadcast broadcast
build built built|buy bought bought|cast cast cast|catch caught caught|choose chose chosen|come came come
cut cut cut|deal dealt dealt|die died died|draw drew drawn|drive drove driven|fall fell fallen|feed fed fed
fight fought fought|find found found|fly flew flown|forbid forbade forbidden|freeze froze frozen|get got got
give gave given|go went gone|grow grew grown|hang hung hung|hear heard heard|hide hid hidden|hit hit hit
hold held held|keep kept kept|know knew known|lay laid laid|lead led led|leave left left|lend lent lent
let let let|lie lay lain|lie lied lied|lose lost lost|make made made|mean meant meant|meet met met
overlook overlooked overlooked|oversee oversaw overseen|overthrow overthrew overthrown|pay paid paid
put put put|read read read|rebuild rebuilt rebuilt|rewrite rewrote rewritten|ride rode ridden|ring rang rung
rise rose risen|run ran run|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set
shine shone shone|shoot shot shot|show showed shown|shut shut shut|sing sang sung|sink sank sunk|sit sat sat
speak spoke spoken|spend spent spent|split split split|spread spread spread|stand stood stood
steal stole stolen|strike struck struck|succeed succeeded succeeded|swear swore sworn|swim swam swum
take took taken|teach taught taught|tell told told|throw threw thrown|undertake undertook undertaken
wear wore worn|weave wove woven|win won won|withdraw withdrew withdrawn|write wrote written
"""

REGULAR = """
abandon abolish absorb accept accompany accuse achieve acquire adapt add administer admire admit adopt advise
affect aim amend annex announce appear appoint approach approve arrange arrest arrive ask assassinate assemble
assign assist associate attach attack attempt attend attract award back ban base battle belong bless border
borrow bury call camp campaign capture carry carve cause celebrate change characterize charge chronicle cite
claim climb close co-author co-found coach collaborate collapse collect combine command commence commission
commit compete compile complete compose comprise compute conceive conduct confirm connect conquer consecrate
consider consist construct contain contest continue contribute control convert cook copy cover crash create
credit criticize cross crown cultivate damage debut declare decorate dedicate defeat defend define deliver
demolish depart depict derive descend describe design destroy determine develop devise dictate differ direct
disband discover discuss display distribute divide divorce document dominate donate draft drain dream drop drown
dye earn edit educate elect employ empty enable encourage end endorse engage engrave enjoy enlarge enlist enrol
enter entitle equip erect escape establish evolve examine excavate exchange execute exhibit expand experience
explain explore export express extend face feature file fill film finance finish fire flank flee flourish flow
focus follow force form found fund gain gather generate graduate grant guard guide happen head help hire host
house identify illustrate import improve include incorporate increase influence inform inhabit inherit inspire
install instruct introduce invade invent invest investigate invite involve issue join judge kill lack land last
laugh launch learn lease license limit link list live locate long look love maintain manage manufacture march mark
marry measure mention merge migrate model modify moor move murder name narrate need negotiate nest nickname
nominate note notice number obtain occupy occur offer open operate oppose orbit order organise organize
originate outline outlive own paint participate pass patent patrol perform persuade phone photograph pioneer
place plan plant play plead populate portray position possess post pour practise praise preach precede prepare
present preserve preside press prevent print produce promise promote propose protect prove provide publish
purchase pursue question race raise range rank reach rebel receive recognise recognize recommend record recover
recruit refer reflect reform refurbish refuse regard register reign reject relate release relocate remain
remember remove rename renovate rent reopen repair replace report represent request require rescue research
reside resign resolve respond rest restore retain retire retreat return reveal review revise revolve reward
rival rob rotate row rule sail sample save scatter score sculpt search secure separate serve settle shape share
sign situate sketch solve sponsor sport stage star start station stay stop store stretch study submit suffer
suggest supervise supply support surrender surround survey survive suspend symbolise tackle target test tour
trace trade train transfer transform translate transport travel treat tune turn uncover unify unite unveil urge
use value view visit vote wait walk want warn watch wed welcome widen witness work worship wound
"""

NOUN_LIKE = frozenset(
    """works plans parts names states forms ranks views visits records reports houses stars plays races rivals trains
    marks notes numbers posts places orders models ports studies stations stores schools lasts presses trades values
    votes covers features ranges issues hosts guides ends heads helps falls tours turns needs tests shapes shares
    searches watches judges files fires films grants interests charges changes causes calls claims battles bases
    awards attacks returns reigns requests rules samples scores sports stages signs sails uses wounds walks lands
    loves links looks means draws runs rides reads sets sees shows sells dreams documents copies cooks coaches
    chronicles campaigns camps borders backs aims approaches drafts drops dyes exports imports experiences faces
    forces funds gains increases influences lacks leads leases leaves licenses limits lists long cuts cuts deals
    hits rings rests spreads strikes stops supports surveys targets traces transfers transports trusts""".split()
)
"""Present forms that are plural nouns as often: taken for verbs only after a name that stands as a subject."""


def _inflected(base: str) -> tuple[str, str]:
    """The past and the present form of a regular verb."""
    double = base in DOUBLED
    if base.endswith("e"):
        past = base + "d"
    elif base.endswith("y") and base[-2] not in "aeiou":
        past = base[:-1] + "ied"
    else:
        past = base + (base[-1] if double else "") + "ed"
    return past, _present(base)


def _present(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


DOUBLED = frozenset("ban commit drop enrol admit submit patrol plan refer rob stop transfer wed star control".split())
BASE: dict[str, str] = {}
"""The base of a past or present form: `taught` and `teaches` give `teach`."""
ACTIVE: dict[str, str] = {}
"""The past form that says in the active voice what a participle says in the passive: `written` gives `wrote`."""
PARTICIPLE: dict[str, str] = {}
"""The participle of a past form: `wrote` gives `written`."""
NOW: dict[str, str] = {}
"""The present form of a base: `own` gives `owns`."""
PAST: set[str] = set()
PRESENT: set[str] = set()


def _learn() -> None:
    for triple in IRREGULAR.replace("\n", "|").split("|"):
        if triple:
            base, past, participle = triple.split()
            BASE.setdefault(past, base)
            BASE.setdefault(_present(base), base)
            BASE.setdefault(participle, base)
            ACTIVE.setdefault(participle, past)
            PARTICIPLE.setdefault(past, participle)
            NOW.setdefault(base, _present(base))
            PAST.update((past, participle))
            PRESENT.add(_present(base))
    for base in REGULAR.split():
        past, present = _inflected(base)
        BASE.setdefault(past, base)
        BASE.setdefault(present, base)
        ACTIVE.setdefault(past, past)
        PARTICIPLE.setdefault(past, past)
        NOW.setdefault(base, present)
        PAST.add(past)
        PRESENT.add(present)
    for form in ("founded", "laid", "lay"):
        PAST.add(form)
    BASE.update(founded="found", lay="lie", found="find", left="leave", felled="fell")
    ACTIVE.update(founded="founded", found="found", laid="laid")
    PARTICIPLE.update(founded="founded", found="found")


_learn()


def is_past(word: str) -> bool:
    """Whether a lower-cased word is a past form or a participle, as far as its form tells."""
    return word in PAST or (len(word) > 4 and word.endswith("ed") and word not in NOT_VERBS)


NOT_VERBS = frozenset(
    """hundred indeed sacred naked wicked beloved kindred aged speed breed creed steed greed exceed proceed unnamed
    unfinished unpublished disused so-called left-handed rugged crooked ragged infrared embed""".split()
)

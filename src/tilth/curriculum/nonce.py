"""Words that no language has, spelled as English spells: for rules that no memory of real words can stand in for."""

from __future__ import annotations

from random import Random

from tilth.curriculum.draw import pick
from tilth.curriculum.grammar import PREFIXES

ONSETS = tuple(
    "b bl br d dr f fl fr g gl gr h j k kl kr l m n p pl pr r sk sl sm sn sp spl spr st str t tr tw v w z zw dw "
    "kw gw sw th thr shr shl shm vl vr zl zr skr".split()
)
ODD_ONSETS = tuple("kl kr zw kw gw dw vl vr zl zr shl shm skr".split())
"""Beginnings that few real words have."""
VOWELS = tuple("aeiou")
LONG_VOWELS = ("ee", "oo", "ai", "oa", "ea", "ou")
MIDDLES = tuple("b bb d dd f ff l ll m mm n nn p pp r rr t v z mb nd mp lt rd rm ln sk st".split())
PLAIN_ENDS = tuple("b d k m n p t nd nk mp lt lb rk rm rn lk ft nt rd".split())
HISSING_ENDS = ("x", "sh", "ch", "ss", "zz", "rch", "nch", "lsh")
SHORT_ONSETS = tuple(onset for onset in ONSETS if onset not in ("g", "j", "k", "tw", "w"))
"""Beginnings of short verbs; those left out would spell too many real words."""
BEFORE_VERBS = ("", *PREFIXES)
DOUBLING_ENDS = tuple("b d m n p t".split())
BEFORE_Y = tuple("b d f g l m n p r t v z bb dd ff ll mm nn pp rr tt nd lt rm rn mp".split())
BEFORE_E = tuple("b d f k l m n p r t v z".split())
REAL = frozenset(
    "bad ban bat bed bet bib bid bin bit blab bled blip blob blot bran brat bred brim bud bum bun but dab dad "
    "dam den dib did dim din dip dot drab drip drop drub drum dud fad fan fat fed fib fin fit flan flap flat "
    "fled flip flit flop fop fret fun glad glib glum glut grab gram gran grid grim grin grip grit grub had ham "
    "hap hat hem hen hid him hip hit hop hot hub hum hut lab lad lap led let lid lip lit lob lot mad mam man map "
    "mat men met mid mob mom mop mud nab nap net nib nip nit nod not nub nun nut pad pan pap pat ped pen pet pin "
    "pip pit plan plat pled plod plop plot plum pod pop pot pram prep prim prod prop pub pun pup put ram ran rap "
    "rat red rep rib rid rim rip rob rod rot rub rum run rut shred shrub skid skim skin skip skit slab slam slap "
    "slid slim slip slit slob slot slum slut smut snap snip snob snot snub spam span spat sped spin spit split "
    "spot sprat spud spun stab stem step stet stop strap strip strop strum strut stub stud stun swab swam swap "
    "swat swim swot swum tab tam tan tap tat ten that them then thin throb thrum thud tin tip tit tod tom tot "
    "tram trap trim trip trod trot tub tut van vat vet vim zap zed zen zip zit".split()
)
"""Real words that the rule for short verbs could spell."""


def noun(rng: Random, hissing: bool) -> str:
    """A noun of one or two syllables; `hissing` if its plural needs -es."""
    ends = HISSING_ENDS if hissing else PLAIN_ENDS
    if rng.random() < 0.1:
        return f"{pick(rng, ODD_ONSETS)}{pick(rng, LONG_VOWELS)}{pick(rng, ends)}"
    word = f"{pick(rng, ONSETS)}{pick(rng, VOWELS)}{pick(rng, MIDDLES)}{pick(rng, VOWELS)}{pick(rng, ends)}"
    return noun(rng, hissing) if word.endswith(("man", "men")) else word


def ending_in_y(rng: Random, after_vowel: bool) -> str:
    """A word that ends in -y after a vowel or a consonant."""
    start = f"{pick(rng, ONSETS)}{pick(rng, VOWELS)}{pick(rng, MIDDLES)}"
    return f"{start}{pick(rng, 'aoe')}y" if after_vowel else f"{start}{pick(rng, VOWELS)}{pick(rng, BEFORE_Y)}y"


def doubling_verb(rng: Random) -> str:
    """A verb of one short syllable, whose last letter is doubled before -ed."""
    word = f"{pick(rng, SHORT_ONSETS)}{pick(rng, VOWELS)}{pick(rng, DOUBLING_ENDS)}"
    return pick(rng, BEFORE_VERBS) + word if word not in REAL else doubling_verb(rng)


def steady_verb(rng: Random) -> str:
    """A verb whose last letter is not doubled before -ed: after a long vowel, or a silent e."""
    if rng.random() < 0.6:
        start = f"{pick(rng, ONSETS)}{pick(rng, VOWELS)}{pick(rng, MIDDLES)}"
    else:
        start = pick(rng, BEFORE_VERBS) + pick(rng, ODD_ONSETS)
    if rng.random() < 0.5:
        return f"{start}{pick(rng, LONG_VOWELS)}{pick(rng, DOUBLING_ENDS)}"
    return f"{start}{pick(rng, VOWELS)}{pick(rng, BEFORE_E)}e"


def creatures(rng: Random, count: int) -> list[str]:
    """Different made-up kinds of creature, in the singular."""
    made: list[str] = []
    while len(made) < count:
        word = noun(rng, False)
        if word not in made:
            made.append(word)
    return made

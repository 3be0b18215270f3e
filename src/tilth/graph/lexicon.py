"""The words that the rules know: which part a word plays in a sentence, and what sort of thing a noun names."""

from __future__ import annotations

PERSON = frozenset(
    """actor actress activist admiral adventurer anthropologist apprentice archaeologist archbishop architect
    aristocrat artist astronaut astronomer athlete author aviator banker baron baroness baritone bassist biographer
    biologist bishop boxer botanist boy brewer broadcaster brother builder businessman businesswoman captain
    cardinal carpenter cartoonist cellist chairman chancellor chemist chief choreographer cleric clerk climber coach
    colonel comedian commander companion composer conductor conqueror consul ambassador commissioner attorney
    spokesman spokeswoman candidate immigrant native count countess cousin cricketer critic cyclist dancer daughter
    dealer designer dictator diplomat director doctor drummer duchess duke dyer economist editor educator emperor
    empress engineer engraver entrepreneur explorer farmer father film-maker filmmaker footballer foreman founder
    friend general geographer geologist girl goalkeeper golfer governor granddaughter grandfather grandmother
    grandson great-granddaughter great-niece guitarist gymnast heir hero historian husband illustrator industrialist
    inventor journalist judge king knight lawyer lawmaker leader librarian lieutenant linguist lord major man
    mathematician mayor member merchant midfielder miner minister missionary model monarch monk mother musician
    naturalist navigator nephew niece nobleman novelist nun nurse officer organist owner painter partner pastor
    patron peasant pharaoh philanthropist philosopher photographer physician physicist pianist pilot pioneer player
    playwright poet politician pope premier president priest prince princess principal printer producer professor
    programmer promoter prophet psychologist publisher pupil queen quarryman rapper rector reformer ruler sailor
    saint scholar scientist screenwriter sculptor secretary senator servant sheriff shepherd singer sister socialite
    soldier son songwriter soprano sociologist statesman student sultan surgeon surveyor swimmer teacher tenor
    theologian trader trainer translator traveller treasurer trumpeter tutor uncle veteran violinist weaver widow
    widower wife woman worker wrestler writer zoologist""".split()
)
PLACE = frozenset(
    """airport area atoll bay beach borough brook canal canton capital cape castle cave city coast colony commune
    community continent country county creek crossing desert district division emirate empire estate farm fjord ford
    forest fort glacier hamlet harbour harbor heath hill hills island islands isle kingdom lagoon lake land location
    marsh moor mount mountain mountains municipality nation neighborhood neighbourhood ocean oasis parish park pass
    peak peninsula place plain plateau pond port prefecture principality province quarter quay ravine region
    republic reserve reservoir resort river road sea settlement shire shore spring square state strait stream street
    suburb summit territory town township tributary valley village volcano ward waterfall wetland wood""".split()
)
GROUP = frozenset(
    """academy administration agency airline airlines army assembly association authority band bank battalion board
    brewery broadcaster brand business cartel charity chain choir church club college commission committee company
    conservatory consortium cooperative corporation council court department dynasty ensemble enterprise faculty
    family federation firm foundation garden government group guild hospital house institute institution label
    laboratory league legislature library maker manufacturer ministry monastery movement museum network newspaper
    observatory office orchestra order organisation organization parliament party police press publisher quartet
    railway regiment school senate seminary society studio studios subsidiary syndicate team theatre theater tribe
    tribunal trust union university works workshop""".split()
)
WORK = frozenset(
    """album anthem article ballad ballet book cartoon catalogue cantata comedy comic concerto documentary drama
    episode essay film flora franchise game handbook hymn journal magazine manga manuscript mass memoir miniseries
    movie musical novel novella opera overture painting paper picture piece play poem portrait programme program
    report scene sculpture sequel serial series show single sitcom song sonata statue story symphony text textbook
    thriller music score script screenplay letter track tragedy treatise trilogy videogame view work""".split()
)
BUILT = frozenset(
    """abbey aqueduct arch arena barn barracks bridge building cathedral chapel compass cottage crossing dam dome
    embankment engine factory ferry fortress gallery gate hall hotel house lamp lighthouse line locomotive mansion
    memorial mill monument mosque motorway organ pagoda palace pier plane prison pyramid restaurant rocket satellite
    ship shrine skyscraper stadium station steamer structure synagogue telescope temple tomb tower train tunnel
    vessel viaduct villa wall warehouse well windmill wharf""".split()
)
HAPPENING = frozenset(
    """accident battle campaign carnival celebration ceremony championship competition conference concert contest coup
    crusade cup disaster election event excavation exhibition expedition fair festival festivities final fire flood
    game games journey massacre match meeting olympics parade raid rally rebellion regatta revolt revolution riot
    season siege strike tournament tour treaty trial voyage war wedding""".split()
)
THING = frozenset(
    """act alphabet amendment award animal asteroid bill bird breed cell chemical comet constitution constellation
    currency dialect disease dish element fish flower fruit gene genus god instrument isotope language law medal
    mineral moon moss plant planet prize programme protein religion species star substance theory tree virus""".split()
)
NOUNS: dict[str, str] = {
    **dict.fromkeys(sorted(THING), "thing"),
    **dict.fromkeys(sorted(HAPPENING), "event"),
    **dict.fromkeys(sorted(BUILT), "structure"),
    **dict.fromkeys(sorted(WORK), "work"),
    **dict.fromkeys(sorted(GROUP), "organisation"),
    **dict.fromkeys(sorted(PLACE), "place"),
    **dict.fromkeys(sorted(PERSON), "person"),
}
"""What sort of thing a class noun names. Where a word stands in two lists, the later one counts."""

MONTHS = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec""".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday christmas easter".split())
NUMERALS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
    several both""".split()
)

PEOPLES = frozenset(
    """afghan african albanian algerian american arab arabic argentine asian athenian australian austrian aztec
    bavarian belgian bengali bohemian bolivian brazilian british bulgarian burmese byzantine californian canadian
    catalan catholic celtic chilean chinese christian colombian croatian cuban cypriot czech danish dutch eastern
    ecuadorian egyptian english estonian ethiopian european filipino finnish flemish french gaelic georgian german
    ghanaian greek hebrew hindu hispanic hungarian icelandic indian indonesian iranian iraqi irish islamic israeli
    italian jamaican japanese jewish kenyan korean latin latvian lebanese lithuanian malay maltese mexican mongolian
    moroccan muslim nepalese nigerian northern norwegian ottoman pakistani persian peruvian polish portuguese
    prussian punjabi roman romanian russian sanskrit scottish serbian siberian singaporean slavic slovak slovenian
    somali southern soviet spanish sudanese swedish swiss syrian taiwanese tamil thai tibetan tunisian turkish
    ukrainian uruguayan venezuelan vietnamese victorian welsh western yugoslav african-american anglo-saxon
    protestant republican democratic communist nazi olympic""".split()
)
"""Adjectives with a capital: before a small letter they describe, and name nothing."""

BEFORE_NAMES = frozenset(
    """late great famous young elder younger older present nearby neighbouring neighboring local fellow future
    then current former last first second third new old same legendary celebrated renowned acclaimed popular
    modern ancient historic notable ill-fated influential noted adjacent fabled so-called remote distant
    powerful wealthy veteran rival giant vast mighty whole entire northern southern eastern western central
    upper lower greater inner outer""".split()
)
"""Adjectives that may stand right before a name."""

HONORIFICS = frozenset(
    """mr mrs ms miss dr sir dame lord lady rev reverend prof professor president governor bishop archbishop captain
    colonel general major lieutenant admiral senator judge justice prince princess king queen emperor chancellor
    minister mayor cardinal pope sister brother father mother saint sheriff chief commander coach astronomer
    engineer director actor actress singer""".split()
)
"""Words before a person's name that are not part of it."""

TAGS: dict[str, str] = {}
"""The tag of a closed-class word, lower-cased; `clauses` says what the letters mean."""


def _tag(letter: str, words: str) -> None:
    TAGS.update(dict.fromkeys(words.split(), letter))


_tag("L", "former early late young old many most some few all other various numerous certain more such own same dear")
_tag("#", " ".join(sorted(NUMERALS)))
_tag(
    "J",
    "also later then first originally now once still soon eventually finally formerly currently today already "
    "initially subsequently again always often usually mainly primarily largely partly officially together jointly "
    "originally previously recently thereafter meanwhile however instead thus therefore moreover furthermore "
    "only just even both briefly ever since ago too well here there yesterday tomorrow next afterwards mostly",
)
_tag("D", "the a an this these those each every another any either")
_tag("S", "his her its their")
_tag(
    "P",
    "in on at to from into under after with for near against through beyond across over onto inside outside within "
    "beneath below above behind beside besides around along during toward towards upon off as until till since via "
    "throughout past before aboard alongside opposite about per like despite among amongst upstream downstream",
)
_tag("O", "of")
_tag("B", "by")
_tag("C", "and or & nor")
_tag("K", "but while when where whenever wherever whereas because although though so between than once whereupon yet")
_tag("W", "who which whose whom that")
_tag("A", "is was are were")
_tag("H", "has had have been being having be am")
_tag(
    "X",
    "may might could would should can cannot will shall must never not no none neither hardly scarcely almost "
    "nearly perhaps possibly probably allegedly reportedly supposedly apparently reputedly seemingly rumoured rumored "
    "if whether unless what why how according said says say believed thought legend alleged considered supposed "
    "wanted tried failed refused planned hoped attempted intended declined do does did let likely unlikely "
    "presumed fictional fictitious without except unlike",
)
_tag(
    "R",
    "he she it they them him we us you i our my your himself herself itself themselves me one's everyone someone "
    "anyone nobody who's ours theirs mine",
)
_tag("U", "up out down away back forth apart aside")

"""What personas read about: the interests of the hub, whom each suits, and the words by which a page shows it."""

from __future__ import annotations

from dataclasses import dataclass

TAXONOMY = "1"
"""The version of the hub's tables. Any change to them moves it, because it is part of every persona's chance."""


@dataclass(frozen=True, slots=True)
class Interest:
    """Something to read about."""

    name: str
    """A noun phrase that reads well after `about`."""
    tags: frozenset[str]
    """Fields it belongs to; an occupation that shares one makes it three times as likely."""
    ages: tuple[int, int, int, int]
    """How likely it is for a child, a teenager, an adult and somebody over 64, from 0 (never) to 3."""
    words: tuple[str, ...]
    """Words that a page about it is likely to hold, in their plain form."""


# name | fields | child, teenager, adult, older; below it, words
_TABLE = """
gardening | earth home | 1 1 2 3
    garden soil compost plant seed bed weed prune mulch flower vegetable harvest allotment root leaf manure
growing vegetables | earth food | 1 0 2 3
    vegetable bean tomato potato crop seed sow soil compost harvest plot garden manure yield variety
farming | earth | 0 1 2 2
    farm farmer crop field harvest livestock soil grain tractor drought irrigation fertiliser plough seed yield
farm animals | earth | 2 1 1 1
    cow cattle goat sheep hen chicken herd milk pasture vet fodder poultry lamb pig
bees and pollination | earth nature | 1 1 1 2
    bee hive honey pollen nectar swarm insect flower queen wax bloom
birds | nature | 2 1 2 3
    bird migration nest wing feather flight flock egg swallow ringing species song heron kingfisher goose
wild animals | nature | 3 2 1 1
    animal mammal predator habitat species forest fox wolf deer hibernate prey burrow track wildlife
ponds and water life | nature | 3 1 1 1
    pond frog newt tadpole dragonfly fish insect larva water duckweed snail toad aquatic
rivers and fishing | nature water | 1 1 2 2
    river fish stream trout salmon flood angler weir current estuary bank riffle tributary
trees and forests | nature earth | 1 1 2 2
    tree forest wood leaf root bark oak branch timber seedling canopy acorn
the sea and ships | nature water transport | 2 1 2 2
    sea ocean tide wave ship coast sailor whale harbour coral salt shore
insects and spiders | nature | 3 1 1 1
    insect spider ant beetle butterfly moth larva wing caterpillar web dragonfly worm
the night sky | science | 2 2 2 2
    moon star planet sky telescope orbit sun eclipse night comet crescent phase galaxy
space travel | science tech | 3 3 2 1
    rocket orbit astronaut satellite launch space moon mars mission spacecraft planet
the weather | science earth | 2 1 2 3
    weather rain cloud wind pressure storm forecast temperature front isobar climate snow thunder sky
climate and energy | science earth | 1 2 2 2
    climate energy carbon solar wind emission electricity fuel heat battery turbine warming
rocks and volcanoes | science earth | 3 1 1 1
    rock mineral volcano earthquake crystal lava geology sediment erosion layer fossil limestone
dinosaurs | science | 3 1 0 0
    dinosaur fossil bone reptile extinct skeleton egg tooth ancient
light and sound | science school | 2 2 1 1
    light force gravity wave sound heat frequency motion scatter energy colour experiment wavelength
kitchen chemistry | science food | 1 2 1 1
    acid sugar chemical reaction molecule heat salt pectin protein yeast metal solution
cells and genes | science health | 0 2 2 1
    cell gene dna protein bacterium microbe virus evolution species enzyme germ
the history of medicine | health past | 0 1 2 3
    doctor disease vaccine patient hospital germ infection medicine smallpox surgeon virus immune midwife
healthy habits | health | 1 1 3 3
    health sleep exercise diet heart body rest food stress walk hand wash breath
sleep and dreams | health mind | 1 2 2 2
    sleep dream brain night bed tired caffeine clock rest wake nap
the human mind | mind health | 0 2 2 2
    memory brain mind emotion habit attention learn forget practice behaviour sleep
running | sport health | 1 2 2 1
    run runner race marathon pace shoe training kilometre mile finish stadium
football | sport | 3 3 2 1
    football ball team goal match player coach league stadium
cycling | sport transport craft | 2 2 2 1
    bicycle bike wheel spoke tyre rim brake gear ride chain road
swimming | sport health water | 3 2 1 1
    swim swimmer pool water stroke breath lap lane dive
hill walking | sport nature travel | 0 1 2 3
    walk walker hill mountain path trail map compass route summit boot weather
breathing and stretching | health sport arts | 0 1 2 2
    breath breathe body posture stretch muscle balance calm shoulder warm lung
baking bread | food home | 1 1 2 2
    bread dough flour yeast loaf oven bake starter sourdough knead crust baker
preserving fruit | food home | 0 0 1 3
    jam sugar fruit jar pectin pickle preserve berry pan acid bottle
home cooking | food home | 1 1 3 3
    cook recipe kitchen pan oven boil flavour ingredient dish salt spice soup
coffee and tea | food | 0 1 2 2
    coffee tea bean roast brew cup leaf caffeine kettle bitter
woodworking | craft home | 0 1 2 3
    wood joint timber grain saw chisel plane nail glue joiner mortise dovetail tenon carpenter board
repairing things | craft home tech | 1 1 2 2
    repair mend tool screw wheel bolt spanner key fix adjust workshop part worn
sewing and knitting | craft home | 1 1 2 3
    sew knit thread needle yarn cloth stitch fabric wool pattern garment
pottery | craft arts | 1 1 1 2
    clay pot kiln glaze potter ceramic bowl fire wheel vessel
drawing and painting | arts | 3 2 2 2
    paint painter colour brush drawing canvas pigment picture light artist portrait
photography | arts tech | 0 2 2 2
    camera photograph lens light exposure image film shutter picture
singing | arts | 2 2 2 2
    sing singer choir voice note song tone breath concert tune vowel rehearsal
playing an instrument | arts | 2 3 2 1
    music string note piano pitch instrument octave tune concert frequency violin guitar musician
theatre and film | arts | 1 2 2 2
    theatre film stage actor scene play script audience cinema director
novels and poems | arts language | 1 2 2 3
    novel poem poet story writer character verse book chapter reader
legends and old stories | arts past | 3 1 1 2
    legend myth tale story hero god messenger battle king dragon greek
languages | language travel school | 0 2 2 1
    language word grammar translate alphabet letter speech vocabulary meaning dialect term
writing and printing | past language craft | 0 0 1 2
    writing printing press paper book letter newspaper alphabet scribe ink type manuscript
ancient history | past | 2 2 2 3
    roman greek empire ancient emperor rome athens egypt legion temple century
local history | past civic | 0 0 2 3
    mill town village parish miller church century archive founded family restored local
archaeology | past science | 1 1 1 2
    archaeologist dig site pottery bone ruin excavate ancient tomb layer fort
bridges and machines | craft tech past | 2 1 2 2
    bridge road engineer wheel machine arch span stone gear surveyor mill mechanism
railways | transport past | 2 1 1 2
    railway train station locomotive track steam line engine carriage signal
aeroplanes and flight | transport science tech | 2 2 1 1
    aeroplane aircraft wing pilot flight airport engine lift air propeller
cars and engines | transport tech craft | 1 2 2 1
    car engine motor fuel gear brake piston oil battery road mechanic
computers | tech | 2 3 2 1
    computer program binary digit bit byte code software data python switch
the internet | tech | 1 3 2 1
    internet network packet router web address server message email data link
radio and electronics | tech craft | 0 2 1 2
    radio signal circuit battery telegraph wire frequency transmitter electronic antenna
robots and learning machines | tech science | 2 2 2 1
    robot algorithm model machine data sensor train neural software automatic
mathematics | school science tech | 1 2 2 1
    number measure angle proof geometry circle calculate sum digit equation shadow multiply divide
puzzles and chess | mind school | 2 2 2 2
    puzzle chess riddle logic game move board solve clue
study and memory | school mind | 1 3 2 1
    study memory test learn practice student forget recall exam revision teacher lesson spacing
teaching | school | 0 0 2 2
    teacher pupil school lesson classroom learn experiment class teach student homework
bringing up children | home school | 0 0 3 1
    child baby parent family school play sleep mother father toddler
saving and budgeting | money home | 0 1 3 2
    money saving budget income bank bill interest cost spend fund debt month
running a small business | money | 0 1 2 1
    business price market customer profit loan tax trade cost income shop
trade and the economy | money civic | 0 1 2 2
    economy trade price market inflation bank wage tax export currency rate
rights and the law | civic | 0 1 2 2
    law right court judge citizen vote legal act constitution justice
town life and volunteering | civic home | 0 0 2 3
    town council volunteer community meeting library mayor club festival resident concert
travel | travel | 1 2 2 2
    travel journey country route map visitor city coast guide traveller hotel
maps and measuring the Earth | science travel school | 1 1 1 2
    map earth surveyor distance latitude compass measure globe degree shadow route
big questions | mind school | 0 1 2 2
    philosophy question truth reason meaning argument thinker ethics belief
festivals and customs | civic past arts | 2 1 1 2
    festival custom tradition dance feast holiday song costume ceremony
dogs and cats | home nature | 3 2 2 2
    dog cat pet puppy kitten vet collar bark breed
horses | nature sport | 2 2 1 1
    horse pony saddle rider stable hoof foal ride mare
computer games | tech | 3 3 1 0
    game player level console screen pixel score controller
the news | civic language tech | 0 1 2 3
    news newspaper message telegraph reporter printing post radio report letter journalist
family trees | past home | 0 0 1 3
    family ancestor birth record parish archive marriage grandfather surname census
the making of clothes | craft arts money | 0 2 1 1
    cloth cotton fashion fabric dye garment wool weave tailor
magic tricks | arts mind | 3 1 0 0
    trick card magic magician illusion secret coin
"""


def _interest(head: str, words: str) -> Interest:
    name, tags, ages = (part.strip() for part in head.split("|"))
    child, teenager, adult, older = map(int, ages.split())
    return Interest(name, frozenset(tags.split()), (child, teenager, adult, older), tuple(words.split()))


_LINES = _TABLE.strip().splitlines()
INTERESTS = tuple(_interest(head, words) for head, words in zip(_LINES[::2], _LINES[1::2], strict=True))
BY_NAME = {interest.name: interest for interest in INTERESTS}


def related(interest: str) -> tuple[str, ...]:
    """The words that show an interest; of one the tables do not know, its own words."""
    known = BY_NAME.get(interest)
    return known.words if known else tuple(interest.lower().split())

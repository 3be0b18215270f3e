"""The words exercises are made of: people, things and where they can be. All are words that young children hear."""

from __future__ import annotations

GIRLS = tuple(
    "Ada Aiko Alma Amina Ana Anya Asha Bea Carla Chloe Dana Dina Ela Elsa Emi Esra Eva Fatou Freya Gina Greta "
    "Hana Heidi Ines Isla Jana Julia Kaya Kira Laila Lena Lia Lucy Maya Mei Mila Mina Nadia Nell Nina Noor Olga "
    "Petra Priya Rita Rosa Ruth Sana Sara Sofia Tara Tess Uma Vera Wanda Yuki Zara Zoe".split()
)
BOYS = tuple(
    "Adam Ali Amir Anton Ari Arun Ben Bram Carlos Dan David Diego Eli Emil Enzo Erik Ezra Felix Finn Hugo Ian "
    "Ivan Jack Jan Jonas Jose Juan Kai Karim Kofi Kwame Leo Levi Liam Luca Marco Max Milan Musa Nico Noah Omar "
    "Oscar Otto Paul Pedro Rafi Ravi Remy Sam Sami Tariq Theo Tim Tom Umar Victor Yusuf Zane".split()
)
NAMES = GIRLS + BOYS
"""The people that exercises are about."""
HE = dict.fromkeys(GIRLS, "she") | dict.fromkeys(BOYS, "he")
HIM = dict.fromkeys(GIRLS, "her") | dict.fromkeys(BOYS, "him")
HIS = dict.fromkeys(GIRLS, "her") | dict.fromkeys(BOYS, "his")
CHILDREN = tuple(
    "Abel Alice Bruno Clara Cora Edith Elias Emma Frida Gus Harry Hector Hilda Ida Igor Jasper Jess Joel Kitty "
    "Lewis Lola Mabel Marta Molly Ned Nora Oona Pia Polly Quinn Rory Seth Stella Tilda Toby Vito Willa Xenia "
    "Yara".split()
)
"""The children who are asked; never the people that an exercise is about."""
ADULTS = (
    *("Mum", "Dad", "Grandma", "Grandpa", "Nana", "Papa", "Mama", "Aunt Rosie", "Uncle Joe", "Auntie Pearl"),
    *("Miss Hill", "Mr Brown", "Mrs Field", "Mr Lopez", "Ms Okoro", "Miss Tanaka", "Uncle Raj", "Aunt Ingrid"),
)
"""The grown-ups who ask."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COLOURS = tuple("red blue green yellow orange purple pink brown black white grey".split())
SHAPES = tuple("circle square triangle star heart rectangle oval diamond cross ring arrow moon".split())
PATTERNS = ("striped", "spotted", "plain", "checked")
SIZES = ("big", "small")
THINGS = tuple(
    "ball doll car spoon key cup book block shell coin button ring pen pencil crayon brush comb sock glove bell "
    "whistle top kite marble pebble feather ribbon apple pear plum lemon fig nut biscuit egg candle torch "
    "watch map letter stamp robot teddy train boat horse hat mask flute bead magnet badge cork card leaf sponge "
    "mitten plate".split()
)
"""Things that a child can carry and hide."""
CONTAINERS = tuple(
    "box basket bag jar drawer cupboard bucket tin pot chest bowl crate case tub sack backpack suitcase barrel "
    "wardrobe trunk".split()
)
"""Places that things are put into; they stay where they are."""
ROOMS = tuple(
    "kitchen garden playroom hall bedroom classroom attic barn shed library office cellar garage workshop".split()
)
SYMBOLS = {
    "star": "★", "dot": "●", "square": "■", "triangle": "▲", "diamond": "◆", "heart": "♥", "moon": "☾", "sun": "☀",
    "flower": "✿", "umbrella": "☂", "note": "♪", "cross": "✚", "cloud": "☁", "flag": "⚑", "ring": "○", "crown": "♛",
    "anchor": "⚓", "snowman": "☃", "snowflake": "❄", "leaf": "☘", "arrow": "➤", "letter": "✉", "box": "□", "tent": "△",
}  # fmt: skip
"""Small pictures, by what they show."""
FOODS = tuple(
    "an apple/a pear/a banana/a plum/a peach/an orange/a carrot/a biscuit/a pancake/a muffin/a sandwich/a tomato/"
    "a radish/a bowl of soup/a bowl of rice/a slice of bread/a piece of cheese/a cup of yoghurt/a boiled egg/"
    "a pretzel/a fig/a handful of nuts/a bunch of grapes/a slice of melon/a cucumber/a dumpling/a waffle/"
    "a piece of cake".split("/")
)
"""Snacks, with their articles."""
GAMES = tuple(
    "play chess/draw a picture/build a tower/ride a bike/read a book/bake a cake/fly a kite/climb a tree/"
    "paint a mask/plant a seed/sing a song/kick a ball/skip with a rope/go swimming/feed the ducks/do a puzzle/"
    "play the drum/make a mask/go fishing/play cards/dig a hole/sew a doll/play hide-and-seek/watch the trains/"
    "fold a boat".split("/")
)
"""Things one can want to do."""
KINDS = {
    "four-legged animal": "cow pig sheep goat horse donkey lion tiger elephant bear wolf fox zebra giraffe".split(),
    "bird": "robin owl eagle sparrow parrot swan crow pigeon stork heron".split(),
    "fish": "salmon trout shark cod herring carp eel tuna".split(),
    "insect": "ant bee beetle butterfly ladybird moth wasp fly cricket".split(),
    "fruit": "apple pear banana plum peach cherry lemon grape mango".split(),
    "vegetable": "carrot onion cabbage leek turnip potato radish pea".split(),
    "flower": "rose tulip daisy lily violet daffodil poppy sunflower".split(),
    "tree": "oak pine birch willow maple elm beech palm".split(),
    "tool": "hammer saw drill spanner screwdriver chisel rake spade".split(),
    "musical instrument": "drum flute violin piano trumpet guitar harp recorder".split(),
    "vehicle": "car bus lorry train tractor van tram taxi".split(),
    "hat": "cap bonnet beret helmet sunhat turban".split(),
    "dish": "plate bowl cup saucer mug jug".split(),
    "piece of furniture": "chair table bed sofa desk stool bench".split(),
}
"""What kinds of thing there are, and what belongs to each; no word belongs to two."""
FAMILIES = (
    ("four-legged animal", "bird", "fish", "insect"),
    ("fruit", "vegetable", "flower", "tree"),
    ("tool", "musical instrument", "vehicle", "hat", "dish", "piece of furniture"),
)
"""Kinds that lie close together: animals, plants, made things."""
USES = {
    "cut some paper": ("pair of scissors", "knife"),
    "write a letter": ("pen", "pencil"),
    "drink some water": ("cup", "glass", "mug"),
    "sweep the floor": ("broom", "brush"),
    "dig a hole": ("spade", "trowel"),
    "see in the dark": ("torch", "lantern", "candle"),
    "keep dry in the rain": ("umbrella", "raincoat"),
    "hit a nail": ("hammer", "mallet"),
    "tell the time": ("clock", "watch"),
    "eat some soup": ("spoon", "ladle"),
    "dry wet hands": ("towel", "cloth"),
    "tie up a parcel": ("piece of string", "ribbon"),
    "open a locked door": ("key",),
    "look at something far away": ("telescope", "spyglass"),
    "wake up on time": ("alarm clock",),
    "measure a table": ("ruler", "tape measure"),
    "carry sand on the beach": ("bucket", "wheelbarrow"),
    "call a friend": ("telephone", "mobile phone"),
    "keep one hand warm": ("mitten", "glove"),
    "boil an egg": ("pan", "saucepan"),
}
"""What can be done with what; no tool serves two of these."""

"""A reply loses what only speaks about it, at its ends, and nothing else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.composers._clean import MOST_LAYERS, clean

BODY = "The old mill stands by the river Tarn.\nAnna Brook built it in 1804, and the water never failed her."

GOES = [
    "Sure!",
    "Certainly!",
    "Of course.",
    "Absolutely!",
    "Got it!",
    "Sure, here is the text:",
    "Sure! Here's the FAQ:",
    "Sure thing! Here is a short tutorial based on the material:",
    "Certainly! Here is a passage for a curious adult:",
    "Certainly. Below is the table:",
    "Of course! Here's a dialogue between Ada and Zeno about the mill:",
    "Absolutely! Here is the encyclopedia article you asked for:",
    "Okay, here is the rewritten passage:",
    "OK, here's the story:",
    "Alright, here is a word problem set based on the numbers in the text:",
    "Great! Here are the questions and answers:",
    "No problem! Here's the summary:",
    "Sure, I can do that. Here is the text:",
    "Sure, I'll rewrite the passage for you.",
    "Certainly, I will create a table from the material.",
    "I'd be happy to help you with this! Here is the article:",
    "I would be happy to write a story about the mill.",
    "Happy to help! Here's the tutorial:",
    "Here is the text:",
    "Here's the FAQ:",
    "Here’s the story:",
    "Here is a rewritten version of the text:",
    "Here's a rewritten version of the passage in simple words.",
    "Here is the rewritten text, in the style of a textbook:",
    "Here is a clear, simple textbook passage for a young reader:",
    "Here is an encyclopedia entry based on the provided material:",
    "Here are the word problems:",
    "Here are 6 question and answer pairs based on the material:",
    "Here are the Q&As:",
    "Here are some frequently asked questions with their answers:",
    "Here is the Markdown table with two sentences:",
    "Here is the requested dialogue.",
    "Here's your tutorial:",
    "Below is a short story that uses the facts:",
    "Below are the exercises:",
    "The following is a passage written for children:",
    "Following is the article:",
    "As requested, here is the passage:",
    "Based on the material provided, here is a FAQ:",
    "Using the given text, here is the table:",
    "This is a rewritten version of the text:",
    "I have rewritten the passage for a younger reader below.",
    "I've turned the material into a tutorial for you:",
    "**Here is the story:**",
    "### Here is the table:",
    "Output:",
    "**Output:**",
    "### Response:",
    "Rewritten text:",
    "**Rewritten passage:**",
    "Textbook passage:",
    "FAQ:",
    "Dialogue:",
    "Word Problems:",
    "---",
    "<think>The reader is young, so I keep it short.</think>",
    "I should keep the numbers.\n</think>",
    "<|im_start|>assistant",
    "<|start_header_id|>assistant<|end_header_id|>",
    "<start_of_turn>model",
    "[/INST]",
    "<s>",
    "=== BEGIN 0a1b2c3d ===",
]

STAYS = [
    "Sure enough, the water rose that night.",
    "Sure of her plan, Anna went on.",
    "Certainly the best known bridge of the valley is the Sarn viaduct.",
    "Of course, nobody in the village had asked.",
    "Of course, I will write to you every week.",
    "Absolutely nothing moved on the water.",
    "Great rivers begin small.",
    "Okay is a word that nobody in the valley used.",
    "Thanks to the mill, there was bread.",
    "All right angles have 90 degrees.",
    "Here is how the mill works.",
    "Here is how the mill works: water falls on the wheel, and the wheel turns the stone.",
    "Here is a story about a girl who lost her shoe.",
    "Here is the revised timetable of 1911.",
    "Here are the three rivers of the valley:",
    "Here are the steps:",
    "Here lies Anna Brook.",
    "Here's how to bake bread:",
    "Here the river bends:",
    "Below the bridge the water is deep.",
    "Below is the sea, above is the sky.",
    "The following year the mill burnt down.",
    "The following table shows the rivers of the valley:",
    "The following is known about the mill:",
    "This is a story about a mill.",
    "This is what the water does.",
    "I have written the text of this story from memory, as my mother told it to me.",
    "I have rewritten my will four times.",
    "Let me tell you about the mill.",
    "Q: Who built the mill?",
    "Question: Who built the mill?",
    "Answer: Anna Brook did.",
    "Problem: A mill grinds 12 sacks a day.",
    "Ada: Sure, here is the text you lent me.",
    "Zeno: Certainly!",
    "“Certainly!” said Anna, and shut the door.",
    '"Here is the story," she said. "Read it."',
    "# The mill on the Tarn",
    "## FAQ",
    "**The mill**",
    "Tutorial: how to lay a hedge",
    "Table 1: Rivers of the valley",
    "Story and history are the same word in Italian.",
    "| River | Length |",
    "1. Open the sluice.",
    "- Open the sluice.",
    "Passage through the gorge takes two days.",
    "Text is set in lead.",
    "Using the river, here is what the millers did: they dammed it.",
    "[1] is the number of the first page.",
    "<table> is a tag.",
    "Output per worker rose.",
    "I hope this helps, she wrote, and signed the letter.",
    "Titles are inherited.",
]

FAREWELLS = [
    "I hope this helps!",
    "I hope this is helpful. Let me know if you need anything else!",
    "(I hope you find this useful.)",
    "Let me know if you'd like me to change anything.",
    "Please let me know if you need any changes.",
    "Let me know if this works for you.",
    "Feel free to ask if you have any questions.",
    "Don't hesitate to reach out.",
    "If you'd like, I can also write a shorter version.",
    "If you have any questions, feel free to ask.",
    "Would you like me to expand the story?",
    "Is there anything else you need?",
    "Note: This text is based solely on the material.",
    "*Note: This story was written for a young reader.*",
    "**Note:** I have kept all numbers as they stand.",
    "(Note: No additional information was added.)",
    "Please note that this passage is based on the given text.",
    "Note: All facts are taken from the material.",
    "This version stays true to the original material.",
    "This passage maintains the facts of the original.",
    "Word count: 203",
    "(Word count: 203 words)",
    "[203 words]",
    "End of text.",
    "--- ",
    "***",
    "<|im_end|>",
    "<|eot_id|>",
    "</s>",
    "<end_of_turn>",
    "=== END 0a1b2c3d ===",
]

LAST_LINES_THAT_STAY = [
    "I hope that the mill will stand for another hundred years.",
    "Let me know when the river rises, she had written.",
    "Ben: I hope this helps!",
    "Ada: Let me know if you need anything else.",
    "A: Feel free to ask at the mill.",
    "Note: the scale is logarithmic.",
    "Note: this table lists only rivers longer than 10 km.",
    "Note: all numbers are in millions of tonnes.",
    "This table covers the years from 1804 to 1861.",
    "This story is still told in the valley.",
    "This is based on trust.",
    "The end.",
    "If you want flour, bring grain.",
    "If you have a mill, you need a river.",
    "She had written 203 words in all.",
    "Answer: 12 metres",
    "| Tarn | 12 km |",
    "He left a note that said no more than that.",
    "End of the road.",
    '"Would you like another cup?" asked Anna.',
]


@pytest.mark.parametrize("before", GOES)
def test_what_is_only_said_before_the_text_goes(before):
    assert clean(f"{before}\n\n{BODY}") == BODY
    assert clean(f"\n {before} \n{BODY}\n") == BODY


@pytest.mark.parametrize("first", STAYS)
def test_a_good_opening_stays(first):
    text = f"{first}\n\n{BODY}"
    assert clean(text) == text


@pytest.mark.parametrize("after", FAREWELLS)
def test_what_is_only_said_after_the_text_goes(after):
    assert clean(f"{BODY}\n\n{after}") == BODY
    assert clean(f"{BODY}\n{after}\n") == BODY


@pytest.mark.parametrize("last", LAST_LINES_THAT_STAY)
def test_a_good_last_line_stays(last):
    text = f"{BODY}\n\n{last}"
    assert clean(text) == text


def test_the_lists_are_as_long_as_they_should_be():
    assert len(set(GOES)) >= 60 and len(set(STAYS)) >= 40


@pytest.mark.parametrize(
    "reply",
    [
        f"Sure! Here is the passage: {BODY}",
        f"Here is the rewritten text: {BODY}",
        f"Here's a short passage: {BODY}",
        f"Output: {BODY}",
        f"**Rewritten text:** {BODY}",
        f"Final version: {BODY}",
        f"<|im_start|>assistant\n{BODY}<|im_end|>",
        f"<think>\nHm.\n</think>\n\nSure!\n\n```markdown\n{BODY}\n```\n\nI hope this helps!",
        f"```\n{BODY}\n```",
        f"```text\n{BODY}\n```",
        f'"{BODY}"',
        f"“{BODY}”",
        f"Certainly!\n\nHere is the story:\n\n---\n\n{BODY}\n\n---\n\nWord count: 21\n\nLet me know if you'd like more!",
    ],
)
def test_layers_come_off_one_after_the_other(reply):
    assert clean(reply) == BODY


@pytest.mark.parametrize(("reply", "text"), [
    ("**Title:** The Mill\n\nIt stands.", "The Mill\n\nIt stands."),
    ("Title: The Mill\n\nIt stands.", "The Mill\n\nIt stands."),
    ("# Title: The Mill\n\nIt stands.", "The Mill\n\nIt stands."),
    ("Titles: The Mill", "Titles: The Mill"),
])  # fmt: skip
def test_the_label_of_a_title_goes_and_the_title_stays(reply, text):
    assert clean(reply) == text


@pytest.mark.parametrize(
    "text",
    [
        "“Come,” said Anna.\n\n“I am coming,” said Ben, “as fast as I can.”",
        '"Come," said Anna. "Now."',
        f"```python\nprint(1)\n```\n\n{BODY}\n\n```python\nprint(2)\n```",
        "```python\nprint(1)\n```",
        f"{BODY}\n\nSure, here is the text:\n\n{BODY}\n\nI hope this helps!\n\n{BODY}",
        f"{BODY} <think>I wonder</think> {BODY}",
        f"{BODY}\n\n---\n\n{BODY}",
    ],
)
def test_the_middle_is_never_touched(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    "reply", ["", " \n", "Sure!", "Here is the text:", "<think>And then", "```\n```", '""', "Sure!\n" * 50]
)
def test_nothing_is_left_of_a_reply_that_has_no_text(reply):
    assert clean(reply) == ""


PIECES = [*GOES, *STAYS, *FAREWELLS, *LAST_LINES_THAT_STAY, BODY, "```", "```markdown", '"', "“", "”", "<think>", "</think>", "", " ", "\r"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["\n", "\n\n", " ", "", "\r\n"]))
@settings(max_examples=600, deadline=None)
def test_cleaning_again_changes_nothing_and_what_is_left_stood_there(pieces, between):
    reply = between.join(pieces)
    once = clean(reply)
    assert clean(once) == once
    assert once in reply
    assert once == once.strip()


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_cleaned_to_a_part_of_itself(reply):
    once = clean(reply)
    assert once in reply and clean(once) == once


def test_more_layers_than_anybody_wraps_are_no_text():
    assert clean("Sure!\n" * (MOST_LAYERS - 1) + BODY) == BODY
    assert clean("Sure!\n" * (MOST_LAYERS + 1) + BODY) == ""


HOSTILE = {
    "greetings": "Output:\n" * 200_000,
    "one long line": "sure, " * 300_000,
    "clauses": "Sure, " + "here is a " * 39 + "\n" + BODY,
    "adjectives": "Here is the " + "very " * 75 + "\n" + BODY,
    "yes": "sure, sure, " + "ok " * 120 + "\n" + BODY,
    "as told": "As requested, using the " + "a" * 70 + ", here is " + "text with " * 25 + "\n" + BODY,
    "closings": (BODY + "\n" + "I hope this helps! ") * 50_000,
    "one closing": BODY + "\nIf you would like " + "if you want " * 30,
    "notes": BODY + "\nThis text is based " + "material " * 40,
    "thoughts": "<think>" * 100_000 + "</think>" * 100_000,
    "fences": "```\n" * 200_000,
    "quotes": '"“' * 200_000 + '”"' * 200_000,
    "marks": "<|im_end|>" * 100_000,
    "open marks": BODY + "\n" + "<" * 400_000 + ">",
    "rules": "-" * 400_000 + "\n" + BODY + "\n" + "-" * 400_000,
    "spaces": " " * 400_000 + BODY + "\n" * 400_000,
    "stars": "*" * 400 + " " * 300 + "\n" + BODY,
}


@pytest.mark.parametrize("reply", HOSTILE.values(), ids=HOSTILE)
def test_no_reply_takes_long_to_clean(reply):
    began = time.perf_counter()
    clean(reply)
    assert time.perf_counter() - began < 0.5

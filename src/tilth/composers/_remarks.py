"""The first and last lines that models put around a text, as patterns. What a good text could say is not in them."""

from __future__ import annotations

import re

_WORDS = r"(?:[\w’'-]+,? ){0,6}?"
_NOUN = (
    r"(?:text|passage|version|rewrite|rewriting|rephrasing|paraphrase|article|story|tale|dialogue|conversation|faqs?"
    r"|frequently asked questions|q ?(?:&|and) ?as?|questions? and answers?|question[ -](?:and-)?answers?(?: pairs?)?"
    r"|pairs?|tutorial|guide|table|word problems?|problem set|problems|exercises|lesson|summary|section|explanation"
    r"|entry|excerpt|response|result|output)"
)
_TASK = (
    r"(?: (?:based|from|using|for|in|about|on|with|that|which|you|as|written|rewritten|between|covering|explaining"
    r"|suitable|aimed|presented|formatted|adapted|derived|drawn|featuring"
    r"|of the (?:material|text|passage|source|given|provided|original|above|following))\b[^:\n]{0,200})?"
)
_HERE = r"(?:here(?:['’]s| is| are)|below (?:is|are)|(?:the )?following (?:is|are))"
_MADE = (
    r"(?:write|rewrite|rewritten|rephrased?|create|created|prepared?|turn|turned|convert|converted|composed?"
    r"|drafted?|provided?|generated?|put together)"
)
_FROM = r"(?:based on|using|from|drawing on|following) (?:the|your) [^:,.\n]{3,80}"
_AS_TOLD = rf"(?:(?:as (?:you )?(?:requested|asked)|{_FROM}), )"
_YES = (
    r"(?:(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|alright|all right|great|got it|understood|no problem"
    r"|gladly|thank you|thanks)\b[^\w\s]{1,3}"
    r"|(?:i(?:['’]d| would) be (?:happy|glad) to|happy to)(?: help)?\b[^:.!\n]{0,120}[.!])"
)
_CLAUSE = rf"{_AS_TOLD}?{_HERE} {_WORDS}{_NOUN}{_TASK}"
_REWRITTEN = (
    rf"{_AS_TOLD}?(?:{_HERE}|this is) {_WORDS}(?:rewritten|rephrased|requested) {_WORDS}{_NOUN}\b[^:.\n]{{0,160}}"
)
_PROMISE = (
    rf"(?:i(?:['’]ll|['’]ve| will| have)|let me) {_MADE} "
    rf"(?:it|this|that|the following|(?:you )?(?:a|an|the|your) {_WORDS}{_NOUN})\b[^\n]{{0,160}}"
)

GREETING = re.compile(
    rf"[*_#> ]{{0,4}}(?:"
    rf"(?:{_YES} ?){{1,2}}(?:[^:.!?\n]{{0,100}}[.!] )?{_CLAUSE}[:.!]"  # Sure! Here is the text:
    rf"|(?:{_YES} ?){{1,2}}{_PROMISE}[:.!]"  # Certainly, I'll write that for you.
    rf"|{_YES}"  # Sure!
    rf"|{_CLAUSE}:"  # Here is the text:
    rf"|{_REWRITTEN}[:.!]"  # Here is the rewritten text.
    r"|i(?:['’]ve| have) (?:rewritten|rephrased|turned|converted|created|prepared)\b[^\n]{0,160}"
    r"\b(?:material|text|passage|for you|as requested|below)\b[^\n]{0,80}[:.!]"  # I've rewritten the passage below.
    r")[*_ \r]{0,4}",
    re.I,
)
"""A whole first line that only greets."""

LEAD = re.compile(
    rf"[*_#> ]{{0,4}}(?:(?:{_YES} ?){{1,2}}{_CLAUSE}|{_REWRITTEN}"
    rf"|{_HERE} (?:the|a|an|your) {_WORDS}(?:passage|faqs?|rewrite|article|tutorial)):[*_]{{0,3}}[ \t]+(?=\S)",
    re.I,
)
"""A greeting that the text follows on the same line."""

_RESULT = r"(?:output|response|(?:rewritten|rephrased|revised|final) (?:text|passage|version|output|article|story))"
LABEL = re.compile(
    rf"[*_#> ]{{0,6}}(?:{_RESULT}|text|(?:textbook )?passage|story|dialogue|conversation|tutorial|faqs?"
    rf"|(?:encyclop(?:a|ae|æ)dia )?article|table|title|word problems|questions and answers):[*_ \r]{{0,4}}",
    re.I,
)
"""A whole first line that only names what follows."""
LABELLED = re.compile(
    rf"(?:(?P<bold>\*\*|__)(?:(?:{_RESULT}|title):(?P=bold)|(?:{_RESULT}|title)(?P=bold):)"
    rf"|(?:#{{1,4}} )?(?:{_RESULT}|title):)[ \t]+(?=\S)",
    re.I,
)
"""A label that the text follows on the same line."""

_OF_TEXT = (
    r"(?:text|passage|rewrite|version|article|story|dialogue|conversation|faqs?|tutorial|response|output|rephrasing)"
)
_TRUE = (
    r"(?:(?:is|was|has been|are|were|have been) (?:entirely |solely |only |strictly |closely )?"
    r"(?:based|written|rewritten|generated|created|adapted|intended|designed|meant|simplified|rephrased|kept|faithful)\b"
    r"|stays?\b|sticks?\b|adheres?\b|remains? (?:true|faithful)\b|(?:only )?uses?\b|keeps? all\b"
    r"|(?:does not|doesn['’]t) (?:add|include|introduce)\b|contains? no\b|preserves?\b|maintains?\b|retains?\b|aims?\b)"
)
_OFFER = r"(?:write|rewrite|provide|adjust|create|shorten|expand|revise|make it|help)\b"
FAREWELL = re.compile(
    r"[(\[*_~> ]{0,4}(?:"
    r"i hope (?:this|that|these|the|it|you)\b[^.!\n]{0,60}\b(?:helps?|helpful|useful|meets?|works? for you"
    r"|what you (?:were looking|needed|had in mind|asked))\b"
    r"|(?:please )?let me know (?:if|whether|how|what) "
    r"(?:you(?:['’]d| would) like|you (?:need|want|have|prefer|require)|there(?:['’]s| is| are) any|this|any "
    r"|i (?:can|should))"
    r"|(?:please )?(?:feel free|don['’]t hesitate|do not hesitate) to "
    r"(?:ask|reach|let me|contact|adjust|modify|edit|request|use)\b"
    r"|if you(?:['’]d| would)? (?:like|need|want|have|prefer)\b[^.\n]{0,140}(?:let me know|feel free|just ask|just let"
    rf"|i(?:['’]d| would) be (?:happy|glad)|i can (?:also )?{_OFFER})"
    rf"|(?:would you like|do you want) me to {_OFFER}|would you like (?:another|more|any) |is there anything else\b"
    r"|(?:please )?note(?: that)?:?[*_]{0,2}:?\s+(?:that )?"
    rf"(?:(?:this|these|the (?:above|rewritten)) {_OF_TEXT}s? {_TRUE}"
    r"|i(?:['’]ve| have)? (?:kept|tried|used|avoided|written|rewritten|followed|omitted|not added|only)\b"
    r"|no (?:new |additional |outside |external )?(?:facts?|information|details) (?:was|were|ha[sv]e?) "
    r"|all (?:the )?(?:facts|information|numbers|details) (?:are|were|have been|come)(?: been)? "
    r"(?:taken|drawn|kept|from|preserved|based|retained)\b)"
    rf"|(?:this|the (?:above|rewritten)) {_OF_TEXT} {_TRUE}[^\n]{{0,120}}\b(?:material|facts?|original|source|provided"
    r"|given|information|reader|audience)\b"
    r"|(?:approximate |approx\. |total )?word count\W{1,6}\d|(?:about |approximately |~)?\d[\d,]* words\W*\Z"
    rf"|end of (?:the )?(?:{_OF_TEXT}|material|document)\W*\Z"
    r")",
    re.I,
)
"""How a last line begins that only says farewell, or speaks of the text."""

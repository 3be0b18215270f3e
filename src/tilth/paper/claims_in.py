"""Which sentences of a paragraph can stand alone, and what they state: a result, a comparison, a definition."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tilth.core.text import sentences, words

FEWEST_WORDS = 8
MOST_WORDS = 40

_LEANS = re.compile(
    r"(?:this|these|that|those|it|its|they|their|them|he|she|his|her|such|here|there|thus|therefore|hence|however|"
    r"moreover|furthermore|besides|also|then|again|instead|otherwise|similarly|likewise|consequently|accordingly|"
    r"nevertheless|nonetheless|meanwhile|finally|first|firstly|second|secondly|third|thirdly|next|last|lastly|so|but|"
    r"and|or|yet|nor|still|both|neither|either|all of|some of|most of|many of|none of|each of|one of|of these|of them|"
    r"another|others?|the other|the others|the latter|the former|the same|the first|the second|the third|the last|"
    r"the last two|the two|the three|the following|the above|the difference|the gap|the effect|the reason|the reasons|"
    r"a probable reason|one reason|the result|the results|the price|the loss|the gain|only|even|as|if so|in contrast|"
    r"in addition|in particular|in turn|in this|in that|in both|in these|in all|for example|for instance|for this|"
    r"for these|for both|with this|with these|with both|by contrast|on the other|on the contrary|to this|to these|"
    r"at this|at these|from this|from these|from there|after that|after this|before that|because of this|like|unlike|"
    r"where|which|who|when|while|whereas|because|since|although|though|against|compared|relative to|within these|"
    r"without it|without them|without this|doing so|to do so|more|less|much of|half of|part of|two of|three of)\b",
    re.I,
)
"""Words that a sentence begins with when it leans on the one before it."""
_POINTS = re.compile(
    r"\b(?:this|these|those|such|aforementioned|respectively|latter|former|theirs|ours|hereafter|herein)\b|"
    r"\b(?:shown|discussed|described|mentioned|listed|given|defined|reported|noted|seen?|introduced) (?:above|below)\b|"
    r"\b(?:above|below)[.)]$|\b(?:same|other|another) (?:two|three|one|ones)\b|\bthe same \w+(?! as\b)(?=[\s.,;])|"
    r"\b(?:there|here)[,.;]",
    re.I,
)
_ELSEWHERE = re.compile(
    r"\b(?:tables?|tab\.|figures?|figs?\.|sections?|sec\.|equations?|eqs?\.|algorithms?|alg\.|appendix|appendices|"
    r"chapter|theorem|lemma|footnote|supplementary|listing)\s*(?:\(?S?\d|[IVXL]+\b|[A-H]\b)|\[\s*\d|\(\d{1,3}[a-z]?\)|"
    r"\b[A-Z][\w’'-]+ (?:et al|and [A-Z][\w’'-]+)[.,]? \(?(?:19|20)\d\d|\((?:[^()]*, )?(?:19|20)\d\d[a-z]?\)|"
    r"https?:|www\.",
    re.I,
)
"""Tables, equations, citations: what a quoted sentence cannot bring along."""
_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹](?:\s|$|[.,;])|[∗†‡§¶]|\ufffd")
_PRONOUN = re.compile(r"\b(?:it|its|they|their|them|he|she|his|her)\b", re.I)
_BARE_END = re.compile(r"\b(?:only|by|of|to|at|loses|gains|is|was|reaches) (?:only )?\d+\.\d+\.$")
"""A number without its unit, which the sentence before has named."""
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?\s?(?:%|‰|[a-zA-Zµ°]{1,3}\b)?")
_COMPARES = re.compile(
    r"\b(?:higher|lower|larger|smaller|greater|fewer|better|worse|faster|slower|longer|shorter|cheaper|best|worst|"
    r"highest|lowest|largest|smallest|fastest|slowest|most|least|exceeds?|exceeded|outperforms?|outperformed|surpass\w*|"
    r"than|twice|half as|times as|as \w+ as|compared (?:with|to)|ahead of|behind)\b",
    re.I,
)
_RESULT = re.compile(
    r"\b(?:reach(?:es|ed)?|achiev\w+|found|finds?|shows?|showed|measured|observed|obtain\w+|reduc\w+|increas\w+|"
    r"decreas\w+|improv\w+|rais(?:es|ed)|lower(?:s|ed)|fell|falls?|rose|rises?|los(?:es|t)|gain(?:s|ed)|cost(?:s)?|"
    r"takes?|took|needs?|contains?|holds?|recorded|differs?|depends?|correlat\w+|remain(?:s|ed)|"
    r"result(?:s|ed) in|leads? to)\b",
    re.I,
)
_DEFINES = re.compile(
    r"(?P<what>(?:An? |The )?[\w-]+(?: [\w-]+){0,4}?) (?P<verb>is|are) (?P<rest>(?:an?|the) (?:[\w-]+ ){1,6}?"
    r"(?:that|which|whose|in which|where|with|for|of|used|made)\b .+|called .+|defined as .+)\.",
)
_WEAK = re.compile(
    r"(?:an?|the) (?:\w+ )?(?:same|one|case|reason|matter|question|problem|result|most|least|best|worst|highest|lowest|"
    r"largest|smallest|only|main|first|last|second|price|cost|few|number|sensible|good|better|bad|obvious|usual|clear|"
    r"sort of|kind of|lot|bit|way|remedy|choice|fraction|majority|minority|effect|consequence)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that can stand alone."""

    start: int
    """Where it begins and ends in the paragraph, in characters."""
    stop: int
    kind: str
    """`definition`, `comparison` or `result`."""
    question: str = ""
    answer: str = ""


def claims(paragraph: str) -> Iterator[Claim]:
    """The sentences of a paragraph that state something and need nothing around them."""
    for start, stop in sentences(paragraph):
        sentence = paragraph[start:stop]
        if not alone(sentence):
            continue
        kind = _kind(sentence)
        if kind:
            question, answer = _asked(sentence) if kind == "definition" else ("", "")
            yield Claim(start, stop, kind, question, answer)


def alone(sentence: str) -> bool:
    """Whether a sentence can be read without what stands around it."""
    if not FEWEST_WORDS <= len(words(sentence)) <= MOST_WORDS or len(sentence) > 400:
        return False
    if not sentence.endswith(".") or not (sentence[0].isupper() or sentence[0].isdigit()):
        return False
    if re.match(r"(?:abstract|summary|keywords?)\W", sentence, re.I) or _LEANS.match(sentence):
        return False
    if _POINTS.search(sentence) or _ELSEWHERE.search(sentence) or _MARK.search(sentence):
        return False
    if _PRONOUN.search(" ".join(sentence.split()[:6])) or _BARE_END.search(sentence):
        return False
    if sentence.count("(") != sentence.count(")") or sentence.count("“") != sentence.count("”"):
        return False
    return not _formal(sentence)


def _formal(sentence: str) -> bool:
    """Whether it speaks in symbols that are explained elsewhere."""
    before = ""
    for token in re.split(r"[\s,;:()]+", sentence.rstrip(".")):
        unit = before[-1:].isdigit()
        before = token
        if len(token) == 1 and token.isalpha() and token not in ("a", "A", "I") and not unit:
            return True
        if any("\u0370" <= char <= "\u03ff" and char != "µ" for char in token):
            return True
        if any(unicodedata.category(char) == "Sm" and char not in "+±×<>−~=" for char in token):
            return True
    return bool(re.search(r"\w\s?=\s?\w|[₀-₉]|[{}\\^_|]", sentence))


def _kind(sentence: str) -> str:
    match = _DEFINES.fullmatch(sentence)
    if match and not _WEAK.match(match["rest"]) and len(words(match["rest"])) >= 5:
        return "definition"
    if _COMPARES.search(sentence) and (
        _NUMBER.search(sentence) or re.search(r"\bthan\b|\bmost\b|\b\w+est\b", sentence)
    ):
        return "comparison"
    return "result" if _RESULT.search(sentence) and _NUMBER.search(sentence) else ""


def _asked(sentence: str) -> tuple[str, str]:
    """The question that a definition answers, and the answer, which is the rest of the sentence."""
    match = _DEFINES.fullmatch(sentence)
    if not match:
        return "", ""
    what, rest = match["what"], match["rest"]
    if re.match(r"\w+ly\b|(?:each|every|all|any|some|no|most|one|both|many|few|several)\b", what, re.I):
        return "", ""
    if re.search(r"[;:]|, (?:but|and|so|yet|which|while|whereas)\b", rest):
        return "", ""
    common = re.match(r"(?:An?|The) [a-z]", what) or (
        what[:1].isupper() and what[1:].islower() and match["verb"] == "are"
    )
    if common:
        what = what[0].lower() + what[1:]
    if rest.startswith(("called", "defined")) or re.match(r"(?:we|our|you|there)\b", what, re.I) or "," in what:
        return "", ""
    return f"what {match['verb']} {what}?", rest

"""What can be wrong with a model's reply: it declines, or it repeats what it was given."""

from __future__ import annotations

import re

RUN = 8
"""Words in a stretch that is looked for in the material."""
MOST_COPIED = 0.9
"""The most of a reply's stretches that may stand in the material, word for word."""
MOST_LOOKED_FOR = 256
"""The most stretches of a reply that are looked for, spread evenly over it, so that no reply takes long."""
LONGEST_REFUSAL = 80
"""Words; a longer reply is a text, whatever it begins with."""

_DO = (
    r"(?:assist|help (?:you |with |to )|compl(?:y|ete)|fulfil|provide|write|rewrite|rephrase|create|generate|produce"
    r"|do that)"
)
_CANNOT = (
    r"(?:can(?:no|['’])t|can not|am (?:unable|not able) to|am not comfortable|won['’]t|will not"
    r"|['’]m (?:unable|not able) to)"
)
_LACKS = r"(?:missing|empty|no (?:material|text)|not (?:provided|included|shared|given)|n['’]t (?:provided?|included?))"
_DECLINED = re.compile(
    rf"(?:(?:i['’]m|i am|we['’]re|i apologi[sz]e|my apologies|apologies|sorry)\b[^.\n]{{0,30}}?[,.;:]? ?(?:but )?)?"
    rf"(?:i ?{_CANNOT} {_DO}"
    rf"|(?:as|i am|i['’]m) (?:an? )?(?:ai|artificial intelligence|large language model|language model)\b"
    rf"|(?:it|there) (?:seems|appears|looks like)(?: that| like)? "
    rf"(?:there is |there['’]s |you (?:have|did)|you['’]ve |no |the )[^.\n]{{0,60}}\b{_LACKS}"
    r"|(?:please|could you(?: please)?) (?:provide|share|paste|send)\b[^.\n]{0,40}"
    r"\b(?:material|text|passage|document)"
    r"|(?:the|this) (?:given |provided )?(?:material|text|passage) (?:does not|doesn['’]t) "
    r"(?:contain|provide|include|give|have) (?:enough|any|sufficient)\b)",
    re.I,
)


def declined(text: str) -> bool:
    """Whether a reply says that the model will not or cannot write, in place of writing.

    Only short replies are asked, so that nobody's story is lost for how it begins.
    """
    return bool(_DECLINED.match(text)) and len(text.split(None, LONGEST_REFUSAL)) <= LONGEST_REFUSAL


def copied(text: str, source: str) -> bool:
    """Whether a reply repeats its material: more than 90 in 100 of its stretches of 8 words stand there unchanged.

    The stretches follow one another without overlap; the last is made of the last 8 words. `source` must have single
    spaces between words. A reply of fewer than 8 words is one stretch. Stops as soon as too few can be found, which
    after an honest reply is at once.
    """
    words = text.split()
    starts = [*range(0, len(words) - RUN, RUN), max(0, len(words) - RUN)]
    if len(starts) > MOST_LOOKED_FOR:
        starts = [starts[n * len(starts) // MOST_LOOKED_FOR] for n in range(MOST_LOOKED_FOR)]
    missing, may_miss = 0, (1 - MOST_COPIED) * len(starts)
    for start in starts:
        if " ".join(words[start : start + RUN]) not in source:
            missing += 1
            if missing >= may_miss:
                return False
    return True

"""The shapes of clauses, as regular expressions over a string of letters, one letter a token of the sentence.

    N name    Y date    # number    D article    S his, her    P preposition    O of    B by    C and, or
    T noun for a person    E noun for a place    L other word    V past form    Z present form    I present or plural
    A is, was    H has, been    X may, not, if    W who, which, that    K when, but    R he, it    J adverb    U up, out
    G 's    Q bracket    , ; .

No shape passes over W, K, X, R or a semicolon, so no fact crosses a clause, a denial or a guess. Every repetition is
bounded, or ends at a letter outside its class, so that the cost is linear in the sentence.
"""

from __future__ import annotations

import re

_WORD = "[LTEVZI#J]"
_BEFORE = rf"(?:(?:[DS]{_WORD}{{0,3}})?EO[DS]?)?(?:[DS]{_WORD}{{0,4}}|[L#]{{0,3}}T)?"
NAME = rf"(?P<d>{_BEFORE})" + r"(?P<o>N(?![LTEGIAHXZR]|V(?![PBC.,])|,?CD?N[LTEI])|NG[LTE]{1,2}(?![LTEGOPAHXZ]))"
"""A name as an object, with what may stand before it: `the lowland city of Vastrel`, `his pupil Matilda Grenholm`."""
_PHRASE = rf"(?:[DS]?{_WORD}{{1,6}}[POB])"
_LISTED = rf"(?:(?:D[L#J]{{0,3}}N(?=[LTE])|[DS])?{_WORD}{{1,6}}(?:,[LT#]{{1,3}}){{0,3}}(?:C[LT#]{{1,3}})?[POB])"

SUBJECT = re.compile(
    r"(?P<compound>[DS][LTEZI#J]{1,3}[OP]D?N(?=[AVZH,Q])|D?NG[LTE]{1,2}(?![LTEO])|D?N[LE](?=A|,W))"
    r"|(?P<work>D?[LTNE#]{1,3}P[DS]?[LNTE]{1,3})(?=AV)"
    r"|(?:[DS]?[LTE#V]{1,5},D?(?P<s2>N)(?=,))"
    r"|(?:(?:[DS][LTE#J]{0,3})?EO[DS]?)?(?:[DS][LTE#J]{0,4}|[L#]{0,2}T)?(?P<s>N)(?!G)(?:C[DS]?(?P<t>N)(?!G))?"
    r"|(?P<the>D[LTE]{1,2}(?=[AVZH]))"
)
"""What a clause may begin with."""
ASIDES = (
    re.compile(r""),
    re.compile(r"Q?(?:P[DS]?[LTE]{0,2}N)?(?:,[DSJWVP#LTE][^,;.]{0,18},|,N,|,(?=[VZAH]))?"),
)
"""What may stand between a subject and its verb."""
VERB = re.compile(
    r"J*(?:(?P<passive>AJ*V(?:CV)?|HJ*HJ*V(?:CV)?)|(?P<perfect>HJ*V)|(?P<copula>A)|(?P<active>V(?:CV)?|Z|I(?![VAH])))"
    r"(?:U|P(?=B))?J*"
)
TO_NAME = re.compile(rf"(?P<lead>[PBO]?{_PHRASE}{{0,3}}){NAME}")
TO_DATE = re.compile(r"(?P<lead>P)(?P<o>Y)")
TO_AMOUNT = re.compile(r"(?P<lead>)(?P<o>#{1,3}[LT]{1,2})(?=[,.;PCWY]|$)")
TO_TITLE = re.compile(r"(?P<lead>)[DS][LTE#]{1,4},(?P<o>N)(?=[,.])")
BY = re.compile(rf"(?:PY|P[DS]?[LTE#]{{1,3}}|[DS]?[LT#]{{1,3}}P[DS]?[LT#]{{1,2}})(?P<lead>B){NAME}")
IS = re.compile(rf"(?P<lead>P?{_LISTED}{{1,3}}|P){NAME}")
KIND = re.compile(r"D(?P<o>V?[LTEI#]{1,4})(?=[,.POWCQV]|$)")
AND_IS = re.compile(r"C(?=D)")
AGAIN = re.compile(rf",?C(?P<d>{_BEFORE})(?P<o>N)(?=[,.;PB]|$)")
MORE = re.compile(rf"(?P<lead>[PB])(?:(?P<y>Y)|{NAME})")
AND_VERB = re.compile(r"(?:[PBO][DS]?[LTEVI#YNJ]{1,6}){0,3},?C(?=J*(?:V|Z|AJ*V))")
APPOSED = re.compile(
    rf"Q?,J*D(?P<lead>{_WORD}{{1,6}}[POB]{_PHRASE}{{0,2}})(?:{NAME}|(?P<y>Y))(?=[,.;PC]|$)(?!,C(?!J*[VZAH]))"
)
KIND_APPOSED = re.compile(r"Q?,J*D(?P<o>V?[LTEI#]{1,4})(?=[,.])(?!,C(?!J*[VZAH]))")
REDUCED = re.compile(rf"Q?,J*V(?P<lead>[PB])(?:{NAME}|(?P<y>Y))(?=[,PB])")
WHO = re.compile(r"Q?,?W")
LISTED = re.compile(r"N,?C?[DS]?[LTE#]{0,3}\Z")
BEFORE_NAME = re.compile(r"(?P<e>E?)(?P<p>[PO])(?P<n>[DS]?[LTEVI#J]{0,4})\Z")

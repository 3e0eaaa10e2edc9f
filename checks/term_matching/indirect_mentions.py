"""What may stand for a term without being one: a later mention, an acronym that is not listed, a pronoun."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from yizhi.termbase.lexicon.families import WORD, family
from yizhi.termbase.text.lazy import compiled

if TYPE_CHECKING:
    from yizhi.checks.document import RecognisedSegment
    from yizhi.checks.term_matching.concepts import Concepts
    from yizhi.checks.term_matching.unmatched import Pairing
    from yizhi.termbase.recognition.hit import Hit

_PRONOUN, _POINTED, _HIDDEN = 1.0, 2.0, 1.5
"""What is taken off the doubt for a pronoun or a longer name, for a place that is pointed at (the country, 该国), and for an
acronym that may hide a term."""

_PRONOUNS = {
    "en": compiled(
        r"\b(?:the organi[sz]ation|its?|they|their|them|he|she|his|her|itself|themselves|my|our|we)\b", re.IGNORECASE
    ),
    "zh": compiled("[该其本此它他她]"),
}
_VAGUE_PLACE = compiled(
    r"\b(?:countr(?:y|ies)|territor(?:y|ies)|regions?|States?|regimes?|continent|Governments?|islands?|area|nation(?:al)?)\b",
    re.IGNORECASE,
)
_POINTED_PLACE = {
    "en": compiled(
        r"\b[Rr]egime\b|\b(?:the|this|that|his|her|its|their|my|our|home)\s+(?:[a-z]+\s+)?"
        r"(?:country|territor(?:y|ial)|Government|Territory|State|island|province|city|capital|delegation|Mission)\b"
        r"(?!\s+of\s+[A-Z])"
    ),
    "zh": compiled("[该本我此]国|祖国|[该本此](?:领土|地区|省|市|岛|政权)"),
}
_UNDERSTOOD = compiled(
    r"(?:\A\W*(?:[0-9]+\. )?|[.;:,] )(?:[Ii]t|[Tt]hey|[Hh]e|[Ss]he)\b|\b[Rr]egime\b"
    r"|\b(?:[Tt]he|[Tt]his|[Tt]hat|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y) (?:[a-z]+ )?(?:country|territory|Territory|island|region|area"
    r"|Government|governor|Governor|authorities|delegation|Constitution|Parliament|(?:Constitutional|Supreme) Court|Federal [A-Z][a-z]+)\b"
    r"(?! of (?:the )?[A-Z])"
    r"|\b(?:President|Prime Minister|King|Queen|Ambassador|Permanent Representative|Minist(?:ry|ries|er))\b(?! (?:of|to) the [A-Z])"
)
"""What a Chinese text may name a country for where the English leaves it to be understood: it, the Government, its President,
a ministry."""
_LONGER = compiled(
    r"(?:(?![的和与及或在于从])[\u4e00-\u9fff()（）]){0,10}?(?:委员会|组织|部队|(?<!代表)团|[司厅处署局]|公司|条约|公约|中心|研究所|大学|法院|法庭|协会|联合会|基金|银行|论坛|网络|共同体|"
    r"计划|[人族])"
)
"""What follows a term that is but the beginning of a name which nobody has listed."""
_BROKEN = compiled(r"\b(?:of|the|to|and|for|on|by|with|from|an?)\s*\Z")
_LEAST_LETTERS = 3
"""Letters of an acronym that stands for one long word (HFC)."""


def mentioned(pairing: Pairing, hit: Hit, counterpart: RecognisedSegment, glossary: Concepts) -> bool:
    """Return whether a name is mentioned by its head noun: the Office, 该公约."""
    if not glossary.is_name(hit) or glossary.is_place(hit):
        return False
    free = pairing.unclaimed(counterpart)
    heads = glossary.heads(hit.concept, counterpart.lang)
    if counterpart.lang == "zh" and any(_pointed(word).search(counterpart.text) for word in heads):
        return True
    return any(word in free and (counterpart.lang == "zh" or _by_head(word).search(free)) for word in heads)


def abbreviated(pairing: Pairing, hit: Hit, counterpart: RecognisedSegment, glossary: Concepts) -> bool:
    """Return whether an acronym that the termbase need not know stands for a term: GDP, HDRs."""
    if counterpart.lang != "en" or not pairing.acronyms:
        return False
    loosely = not glossary.is_place(hit)
    return any(
        abbreviates(acronym, form) or (loosely and _belongs(acronym, form))
        for form in glossary.forms(hit.concept, "en")
        for acronym in pairing.acronyms
    )


def hidden(pairing: Pairing, hit: Hit, side: RecognisedSegment, glossary: Concepts) -> float:
    """Return what a pronoun (for a name), a longer name or an acronym that only the other side has may hide."""
    counterpart = pairing.target if side is pairing.source else pairing.source
    doubt = 0.0
    if glossary.is_place(hit) and _POINTED_PLACE[counterpart.lang].search(counterpart.text):
        doubt += _POINTED
    elif glossary.is_name(hit):
        vague = _PRONOUNS[counterpart.lang].search(counterpart.text) or (
            counterpart.lang == "en" and glossary.is_place(hit) and _VAGUE_PLACE.search(counterpart.text)
        )
        doubt += _PRONOUN * bool(vague)
    if side.lang == "zh" and _LONGER.match(side.text, hit.end):
        doubt += _PRONOUN
    if counterpart.lang == "en" and any(acronym not in side.text for acronym in pairing.acronyms):
        doubt += _HIDDEN
    return doubt


def breaks_off(side: RecognisedSegment) -> bool:
    """Return whether an English text ends in the middle of a phrase: a title that was torn over two segments."""
    return side.lang == "en" and _BROKEN.search(side.text) is not None


def understood(side: RecognisedSegment, counterpart: RecognisedSegment) -> bool:
    """Return whether a place that `side` alone names may be understood from what the English on the `other` side points at."""
    return side.lang == "zh" and counterpart.lang == "en" and _UNDERSTOOD.search(counterpart.text) is not None


def kept(pairing: Pairing, hit: Hit, counterpart: RecognisedSegment) -> bool:
    """Return whether an English term stands in the Chinese text as it is: in a title or name that is quoted in the original.

    In a Chinese translation it may have been left untranslated, so two words beside it must stand there with it.
    """
    if counterpart.lang != "zh" or hit.text not in counterpart.text:
        return False
    if counterpart is pairing.source:
        return True
    text = pairing.source.text
    words = [match.span() for match in WORD.finditer(text)]
    word_indexes = [index for index, (start, end) in enumerate(words) if start < hit.end and hit.start < end]
    windows = [(word_indexes[0] - left, word_indexes[-1] + 2 - left) for left in range(3)] if word_indexes else []
    return any(
        text[words[first][0] : words[last][1]] in counterpart.text
        for first, last in windows
        if first >= 0 and last < len(words)
    )


@lru_cache(maxsize=1024)
def _pointed(word: str) -> re.Pattern[str]:
    """Return a Chinese head noun that is pointed at: 该委员会."""
    return re.compile(rf"[该本此][\u4e00-\u9fff]{{0,2}}{re.escape(word)}")


@lru_cache(maxsize=1024)
def _by_head(word: str) -> re.Pattern[str]:
    """Return a head noun alone, with its capital: the Office, but not the Office of the …"""
    return re.compile(
        rf"(?:^|(?<![A-Za-z])(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts|[Ss]aid)\s+|(?<=[a-z] )){re.escape(word)}(?![A-Za-z])"
        r"(?!\s+(?:of|for|on|to|against|in)\s+(?:the\s+)?[A-Z])"
    )


@lru_cache(maxsize=1 << 14)
def abbreviates(acronym: str, name: str) -> bool:
    """Return whether an acronym can be made of the letters that the words of a name begin with."""
    initials, _ = _initials(name)
    letters = _letters(acronym)
    if len(letters) < 2 or letters[0] not in initials[:3] or len(letters) * 2 < len(initials):
        return False
    return _in_order(letters, initials)


@lru_cache(maxsize=1 << 14)
def _belongs(acronym: str, name: str) -> bool:
    """Return whether an acronym is made of the letters of a name that is one long word (HFC), or begins or ends with those of a
    name (the AP of UNAP is an action plan)."""
    initials, words = _initials(name)
    letters = _letters(acronym)
    if len(words) == 1:
        whole = words[0].upper()
        return (
            len(letters) >= _LEAST_LETTERS
            and len(whole) > 3 * len(letters)
            and whole[0] == letters[0]
            and _in_order(letters, whole)
        )
    whole = "".join(letters)
    return len(words) > 1 and (whole.startswith(initials) or whole.endswith(initials))


def _initials(name: str) -> tuple[str, list[str]]:
    words = [word for word in re.findall(r"[A-Za-z]+", name) if word[0].isupper() or family(word)]
    return "".join(word[0] for word in words).upper(), words


def _letters(acronym: str) -> list[str]:
    return [letter for letter in acronym.upper() if letter.isalpha()]


def _in_order(letters: list[str], text: str) -> bool:
    """Return whether a text has these letters in their order."""
    offset = 0
    for letter in letters:
        offset = text.find(letter, offset) + 1
        if not offset:
            return False
    return True

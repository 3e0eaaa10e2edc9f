"""Declared short forms in Chinese: 全称（简称）, 全称（以下称“简称”）, 全称（English Name，ACRONYM）, 又称."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from yizhi.termbase.language import EN, ZH_HANS, is_han
from yizhi.termbase.model import Kind
from yizhi.termbase.text.han import HAN
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.mining.chinese import REACH, names
from yizhi.tm.mining.declaration import ACRONYM, CALLING, HEADS_EN, SMALL, Count, Declaration, KnownTerms

_NAMING = r"(?:(?:以下|下文|下面?|本文(?:件|中)?)?(?:统一|一并|合)?(?:均|皆)?简?称(?:之)?(?:为|作|是)?|(?:以下|下文)?(?:统|合|并)称(?:为|作)?|缩写(?:为|是)?|(?:英文)?简写(?:为|是)?)"
_ALIAS = r"(?:又称(?:为|作)?|亦称(?:为|作)?|也称(?:为|作)?|或称(?:为|作)?|俗称|通称(?:为)?|又名|即|也就是)"
_CALLED = r"(?:(?:被|所|可)?(?:称为|称作|称之为)|别称)"
_SAID = compiled(rf"\s*(?P<naming>{_NAMING})?(?P<alias>{_ALIAS})?(?P<called>{_CALLED})?\s*[:：]?\s*")
_BRACKET_ZH = compiled(r"[（(](?P<inside>[^（）()]{2,120})[）)]")
_INLINE_ZH = compiled(
    r"[，,]?\s*(?:(?P<naming>(?:以下|下文|下)(?:统一|均)?简?称(?:之)?(?:为|作)?|简称(?:为|作)?)|(?P<alias>又称(?:为|作)?|亦称(?:为|作)?|也称(?:为|作)?|又名))\s*[:：]?\s*"
    rf"(?:[“\"「『](?P<quoted>[^”\"」』]{{2,40}})[”\"」』]|(?P<plain>[{HAN}A-Za-z0-9·-]{{2,24}})(?=[，。；、,;.\n]|$))"
)
_QUOTED = compiled(r"[“\"「『‘'](?P<short>[^”\"」』’']+)[”\"」』’']")
_LATIN = compiled(r"[A-Za-z0-9À-ɏ][A-Za-z0-9À-ɏ’'&/.,\- ]*")
_SEPARATED = compiled(r"\s*[，,；;、]\s*|\s*(?:[”\"]\s*)?或(?=[“\"A-Z])")
_SYMBOL = compiled(r"\d|[A-Z]/|[A-Z]{1,2}\.\d|[IVXLC]+$|[A-Z]$")
_CLOSING = ' \u3000》”’"」』'
_BODIES = "署办处局会组部司厅"
_HAN_SHORT = compiled(rf"[{HAN}A-Za-z0-9·-]{{2,20}}")


class DeclarationEvidence(NamedTuple):
    """What is known of a text: its terms, how often a string stands in the document, whether a term bounds the full form."""

    known: KnownTerms
    count: Count
    bounding: bool


def find(text: str, evidence: DeclarationEvidence) -> Iterator[Declaration]:
    for match in _BRACKET_ZH.finditer(text):
        yield from _bracketed(text, match, evidence)
    for match in _INLINE_ZH.finditer(text) if CALLING.search(text) else ():
        group = "quoted" if match["quoted"] else "plain"
        short, short_start = match[group], match.start(group)
        end = _name_end(text, match.start())
        if end and (match["naming"] or group == "quoted" or _in_order(short, text[max(0, end - 60) : end])):
            kind = Kind.SHORT if match["naming"] else Kind.VARIANT
            yield from _declared(text, end, short, short_start, kind, True, evidence)


def _bracketed(text: str, match: re.Match[str], evidence: DeclarationEvidence) -> Iterator[Declaration]:
    end = _name_end(text, match.start())
    if not end or not (is_han(text[end - 1]) or text[end - 1].isalnum()):
        return
    inside, inside_start = match["inside"], match.start("inside")
    words = _SAID.match(inside)
    naming_word = words[0].strip() if words else ""
    rest_at = words.end() if words else 0
    kind = Kind.VARIANT if words and (words["alias"] or words["called"]) else Kind.SHORT
    remaining, inside_start = inside[rest_at:].rstrip(), inside_start + rest_at
    quoted = list(_QUOTED.finditer(remaining))
    if quoted and (naming_word or quoted[0].start() == 0) and not remaining.startswith("所谓"):
        # The words beside the quotation marks say something else: （以下称“特遣队”，见附件）.
        for quotation in quoted if not _SEPARATED.split(remaining)[1:] or naming_word else quoted[:1]:
            yield from _declared(
                text, end, quotation["short"], inside_start + quotation.start("short"), kind, True, evidence
            )
        return
    for short, start in (_bare(*part) for part in _split(remaining)):
        if naming_word and naming_word != "即" and len(short) <= 20:
            yield from _declared(text, end, short, inside_start + start, kind, True, evidence)
        elif _convincing(text, end, short, inside_start + start, evidence):
            yield from _declared(text, end, short, inside_start + start, kind, False, evidence)
        elif not _is_latin(short):
            return


def _split(inside: str) -> Iterator[tuple[str, int]]:
    """Yield the parts of a bracket: 英文名，ACRONYM."""
    if _is_latin(inside) and not re.search(r"[，,；;]\s*[A-Z]{2,}[a-z]?\s*$", inside):
        yield inside.strip(), len(inside) - len(inside.lstrip())
        return
    piece_start = 0
    for mark in [*_SEPARATED.finditer(inside), None]:
        stop = mark.start() if mark else len(inside)
        part = inside[piece_start:stop]
        if part.strip():
            yield part.strip(), piece_start + len(part) - len(part.lstrip())
        piece_start = mark.end() if mark else stop


def _is_latin(text: str) -> bool:
    return _LATIN.fullmatch(text.strip()) is not None


def _name_end(text: str, end: int) -> int:
    """Return where the name before a place ends, closing marks and spaces aside; 0 where there is none."""
    while end and text[end - 1] in _CLOSING:
        end -= 1
    return end


def _convincing(text: str, end: int, short: str, short_start: int, evidence: DeclarationEvidence) -> bool:
    """Return whether something in a bracket is a form of the name before it though no word says so."""
    if evidence.known.same(end, short_start, short_start + len(short)):
        return True
    if _is_latin(short):
        if ACRONYM.fullmatch(short):
            return (
                not _SYMBOL.fullmatch(short) and not re.match(r"[A-Z]/|\d", short) and sum(map(str.isalpha, short)) >= 2
            )
        # A foreign name: several words with capitals, no person, no source.
        return len(short.split()) >= 2 and short[0].isupper() and _named(short)
    if not _HAN_SHORT.fullmatch(short) or not any(map(is_han, short)):
        return False
    clause = text[names().clause(text, end) : end]
    tail = _in_order(short, clause)
    if tail is None:
        # 人居二, 第四委员会: most of it is in the name, and the document uses it.
        shared = [char for char in short if char in clause[-2 * len(short) - 12 :]]
        return len(short) >= 3 and len(shared) >= 2 and len(shared) >= len(short) - 2 and evidence.count(short) > 2
    if names().is_place(short) and not clause.endswith("国"):
        return False
    return len(clause) > len(short) and not _inner(short, clause)


def _inner(short: str, clause: str) -> bool:
    """Return whether it is nothing but the last word of the name, which explains and does not abbreviate: 各国政府（政府）."""
    return len(short) < 3 and clause.endswith(short)


def _named(text: str) -> bool:
    """Return whether most words of an English phrase have capitals and one of them is no name of a person."""
    content_words = [word for word in text.split() if word.lower() not in SMALL]
    return sum(word[0].isupper() for word in content_words) >= 0.7 * len(content_words) and any(
        word.strip(",.") in HEADS_EN for word in content_words
    )


def _in_order(short: str, clause: str) -> int | None:
    """Return where in a clause the characters of a short form begin, taken in their order from the end; None: they do not stand there.

    The last of them is in the last word of the clause.
    """
    if not clause or short == clause[-len(short) :] == clause:
        return None
    low = clause.rfind(short)
    if low >= 0 and low + len(short) == len(clause):
        return low
    clause_end = len(clause)
    han = [char for char in short if char not in "·-的"]
    if len(han) > 2 and han[-1] in _BODIES and han[-1] not in clause[-4:]:
        # 难民署 is an office by another word.
        han.pop()
        clause_end = clause.rfind(han.pop())
    for number, char in enumerate(reversed(han)):
        clause_end = clause.rfind(char, 0, clause_end)
        if clause_end < 0 or (number == 0 and han[-1] == short[-1] and clause_end < len(clause) - 4):
            return None
    return clause_end if clause_end >= 0 else None


def _declared(
    text: str, end: int, short: str, short_start: int, kind: Kind, is_named: bool, evidence: DeclarationEvidence
) -> Iterator[Declaration]:
    """Yield the declaration, its full form bounded."""
    short, short_start = _bare(short, short_start)
    if not 2 <= len(short) <= 120:
        return
    latin = _is_latin(short)
    begin, score = _full_start(text, end, short, latin, evidence)
    if text[begin:end] == short and begin >= 2:
        # The short form is the end of the full one: there must be something before it.
        begin, score = names().begin(text, begin - 2, end, terms=_spans(evidence, end), count=evidence.count)
    full = text[begin:end]
    if (
        len(full) <= 1
        or full == short
        or (not latin and len(full) <= len(short) and not (is_named and kind is Kind.VARIANT))
    ):
        return
    if latin and not is_named and len(full) < 3:
        return
    if latin:
        kind = Kind.ABBREVIATION if ACRONYM.fullmatch(short) and " " not in short else Kind.FULL
    certainty = 0.95 if is_named else 0.9 if score > 2 else 0.75
    language = EN if latin else ZH_HANS
    yield Declaration(
        full, begin, end, ZH_HANS, short, short_start, short_start + len(short), language, kind, is_named, certainty
    )


def _bare(short: str, short_start: int) -> tuple[str, int]:
    """Without the marks and spaces round it."""
    bare = short.strip(" \u3000“”\"‘’'《》「」『』：:，,")
    return bare, short_start + short.find(bare) if bare else short_start


def _full_start(text: str, end: int, short: str, latin: bool, evidence: DeclarationEvidence) -> tuple[int, float]:
    if evidence.bounding:
        begin = min((start for start, _ in evidence.known.ending(end)), default=end)
        if end - begin > (2 if latin else len(short)):
            return begin, 5.0
    low = names().clause(text, end)
    if low and text[low - 1] in '《“"「' and text[end : end + 1] in ("》", "”", '"', "」"):
        # A title, or a name in quotation marks: its marks bound it.
        return low, 5.0
    clause = text[low:end]
    offset = None if latin else _in_order(short, clause)
    if offset is None:
        spans = names().cut(clause)
        latest = low + spans[-1][0] if spans else low
    else:
        latest = low + offset
    terms = _spans(evidence, end)
    begin, score = names().begin(text, latest, end, terms=terms, count=evidence.count)
    if offset is not None and (score < 0 or names().breaks_in(text[begin:end]) > 1):
        # The characters were found by chance, far away: the last word bounds it.
        spans = names().cut(clause)
        begin, score = names().begin(text, low + spans[-1][0], end, terms=terms, count=evidence.count)
    return begin, score


_LATER = 2
"""Characters before the beginning of a known term in which a name is sought that ends with its own short form."""


def _spans(evidence: DeclarationEvidence, end: int) -> list[tuple[int, int]]:
    return evidence.known.spans_before(end, REACH + _LATER)

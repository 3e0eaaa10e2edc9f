"""From terms that are left over to verdicts: how much speaks for an error.

What is measured is a doubt on a logarithmic scale (0: as likely an error as not, where both are equally frequent). It rises
with what nothing on the other side can stand for, the more so the longer the term is, and falls where the draft renders
the term freely elsewhere too. The weights were fitted once, in both directions together, on published translations with
errors put in, and rounded.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from checks.terminology._concepts import Concepts, chinese, concepts, head
from checks.terminology._declared import Declared
from checks.terminology._exchange import exchanged
from checks.terminology._pairing import Pairing
from termbase.text.lazy import compiled
from tm.meaning.families import WORD, family

if TYPE_CHECKING:
    from checks.document import Document, Side, View
    from termbase.library import Library
    from termbase.recognition.hit import Hit

_BASE, _GAP, _LENGTH, _MISSING, _FREE, _OTHER = -3.9, 3.0, 5.0, 1.3, 4.0, 1.7
_PLACE = 2.0
"""Places are hardly ever rendered freely."""
_PRIOR = 3
"""Units that are supposed to render a term as listed, beside those of the draft."""
_LONG = 8
"""Characters from which a term counts as long; four English letters count as one."""
_NOTHING, _FOREIGN = 0.9, 0.7
"""Gaps from which nothing stands for a term, and from which its words say nothing about other terms."""

_PRONOUN, _HIDDEN, _VAGUE_FROM = 1.0, 1.5, 0.5
"""What is taken off for a pronoun and for an acronym that may hide a term, and the gap from which they matter."""

_FAR = 0.4
"""How far a term may stand from its source's place, as a share of the text, to be taken for its replacement."""
_SURE = 4.0
"""The doubt about a name of which one word was exchanged."""

LEAST = 0.3
"""A doubt below this is not worth a look."""

_PRONOUNS = {
    "en": compiled(r"\b(?:its?|they|their|them|he|she|his|her|itself|themselves|my|our|we)\b", re.IGNORECASE),
    "zh": compiled("[该其本此它他她]"),
}
_ACRONYM = compiled(r"(?<![A-Za-z0-9])[A-Z][A-Za-z]*[A-Z](?=s?(?![A-Za-z0-9]))")
_VAGUE_PLACE = compiled(
    r"\b(?:countr(?:y|ies)|territor(?:y|ies)|regions?|States?|regimes?|continent|Governments?|islands?|area|nation(?:al)?)\b",
    re.IGNORECASE,
)
_LONGER = compiled(
    r"(?:(?![的和与及或在于从])[\u4e00-\u9fff()（）]){0,10}?(?:委员会|组织|部队|(?<!代表)团|[司厅处署局]|公司|条约|公约|中心|研究所|大学|法院|法庭|协会|联合会|基金|银行|论坛|网络|共同体|"
    r"计划|[人族])"
)
"""What follows a term that is but the beginning of a name which nobody has listed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A term of the source that did not arrive, a term of the translation that nothing stands behind, or both as one."""

    view: View
    missing: Hit | None
    extra: Hit | None
    doubt: float
    """Of the two, where there are two, the greater."""
    least: float
    """Of the two the smaller."""
    near: tuple[int, int, str] | None = None
    """(start, end, right name) of words of the translation that are the missing name but for one word."""


_Left = tuple["Hit", float, float]
"""A hit that is left over, the doubt about it, what of it nothing can stand for."""


@lru_cache(maxsize=4)
def judged(document: Document, library: Library) -> tuple[Verdict, ...]:
    """The verdicts about a draft, in its order. `document` is the whole file."""
    known = concepts(library)
    pairings = [Pairing(view, source, target, known) for view, source, target in document.pairs()]
    return tuple(_Judge(pairings, known).verdicts())


class _Judge:
    def __init__(self, pairings: list[Pairing], known: Concepts) -> None:
        self._pairings = pairings
        self._concepts = known
        self._declared = Declared(pairings)
        self._used: Counter[tuple[bool, str]] = Counter()
        self._failed: Counter[tuple[bool, str]] = Counter()
        for pairing in pairings:
            for is_source, side, left in (
                (True, pairing.source, pairing.missing),
                (False, pairing.target, pairing.extra),
            ):
                for concept in {hit.concept for hit in side.hits}:
                    self._used[is_source, concept] += 1
                for hit in left:
                    self._failed[is_source, hit.concept] += 1

    def verdicts(self) -> list[Verdict]:
        out: list[Verdict] = []
        for at, pairing in enumerate(self._pairings):
            if not pairing.missing and not pairing.extra:
                continue
            if pairing.source.text == pairing.target.text:
                continue
            extra = self._doubts(at, pairing, pairing.target, pairing.extra, [])
            foreign = [hit for hit, _, gap in extra if gap >= _FOREIGN]
            near = self._near_names(pairing)
            out += near
            found = {one.missing.concept for one in near if one.missing}
            left = [hit for hit in pairing.missing if hit.concept not in found]
            missing = self._doubts(at, pairing, pairing.source, left, foreign)
            out += _together(pairing, missing, extra, self._concepts)
        return out

    def _near_names(self, pairing: Pairing) -> list[Verdict]:
        """Names of which one word was exchanged in an English translation."""
        if pairing.target.lang != "en":
            return []
        out: list[Verdict] = []
        for hit in pairing.missing:
            if not self._concepts.is_name(hit) or self._concepts.is_place(hit):
                continue
            taken = [
                (one.start, one.end)
                for one in pairing.target.hits
                if self._concepts.is_name(one) and one not in pairing.extra
            ]
            near = exchanged(pairing.target.text, self._concepts.forms(hit.concept, "en"), taken)
            if near:
                out.append(Verdict(pairing.view, hit, None, _SURE, _SURE, near))
        return out

    def _doubts(self, at: int, pairing: Pairing, side: Side, left: list[Hit], foreign: list[Hit]) -> list[_Left]:
        """(hit, doubt, gap) of the hits that are worth a look."""
        out: list[_Left] = []
        is_source = side is pairing.source
        support = pairing.support_without(foreign) if foreign else pairing.support
        for hit in left:
            base = _BASE + _MISSING * is_source - _FREE * self._free(is_source, hit)
            if self._concepts.is_place(hit):
                base += _PLACE
            slope = _GAP + _LENGTH * min(_length(hit), _LONG) / _LONG
            if base + slope + _OTHER < LEAST or not _length(hit) or self._explained(at, pairing, side, hit):
                continue
            gap = support.gap(hit, pairing.inner(hit, side))
            if gap >= _VAGUE_FROM:
                base -= self._vague(pairing, hit, side)
            if base + slope * gap + _OTHER >= LEAST:
                out.append((hit, base + slope * gap, gap))
        return out

    def _free(self, is_source: bool, hit: Hit) -> float:
        """How freely the draft uses a term: the share of its other units that have it without its counterpart."""
        key = (is_source, hit.concept)
        return (self._failed[key] - 1) / (self._used[key] + _PRIOR)

    def _explained(self, at: int, pairing: Pairing, side: Side, hit: Hit) -> bool:
        """Whether a later mention, a short form that the document declares, or a neighbouring segment answers for a hit."""
        other = pairing.target if side is pairing.source else pairing.source
        if self._declared.answers(pairing, hit, other) or self._moved(at, side is pairing.source, hit):
            return True
        if self._concepts.is_name(hit) and self._mentioned(pairing, hit, other):
            return True
        return other.lang == "en" and self._abbreviated(pairing, hit, other)

    def _moved(self, at: int, is_source: bool, hit: Hit) -> bool:
        """Whether the counterpart is left over in a neighbouring segment of the document."""
        document = self._pairings[at].view.unit.document
        for near in (at - 1, at + 1):
            if 0 <= near < len(self._pairings) and self._pairings[near].view.unit.document == document:
                left = self._pairings[near].extra if is_source else self._pairings[near].missing
                if any(hit.concept == one.concept for one in left):
                    return True
        return False

    def _mentioned(self, pairing: Pairing, hit: Hit, other: Side) -> bool:
        """Whether a name is mentioned by its head noun (the Office, 该公约) or by an acronym of its own."""
        if self._concepts.is_place(hit):
            return False
        forms = self._concepts.forms(hit.concept, other.lang)
        heads = {found for form in forms if (found := head(form, other.lang))}
        free = pairing.unclaimed(other)
        if other.lang == "zh":
            return any(word in free for word in heads)
        return any(_by_head(word).search(free) for word in heads)

    def _abbreviated(self, pairing: Pairing, hit: Hit, other: Side) -> bool:
        """Whether an acronym that the termbase need not know stands for a term: GDP, HDRs."""
        acronyms = [found.group() for found in _ACRONYM.finditer(pairing.unclaimed(other))]
        if not acronyms:
            return False
        forms = self._concepts.forms(hit.concept, "en")
        return any(_abbreviates(acronym, form) for acronym in acronyms for form in forms)

    def _vague(self, pairing: Pairing, hit: Hit, side: Side) -> float:
        """What a pronoun (for a name) or an acronym that only the other side has may hide."""
        other = pairing.target if side is pairing.source else pairing.source
        doubt = 0.0
        if self._concepts.is_name(hit):
            vague = _PRONOUNS[other.lang].search(other.text) or (
                other.lang == "en" and self._concepts.is_place(hit) and _VAGUE_PLACE.search(other.text)
            )
            doubt += _PRONOUN * bool(vague)
        if side.lang == "zh" and _LONGER.match(side.text, hit.end):
            doubt += _PRONOUN
        if other.lang == "en" and any(
            found.group() not in side.text for found in _ACRONYM.finditer(pairing.unclaimed(other))
        ):
            doubt += _HIDDEN
        return doubt


@lru_cache(maxsize=1024)
def _by_head(word: str) -> re.Pattern[str]:
    """A head noun alone, with its capital: the Office, but not the Office of the …"""
    return re.compile(
        rf"(?:^|(?<![A-Za-z])(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts|[Ss]aid)\s+|(?<=[a-z] )){re.escape(word)}(?![A-Za-z])"
        r"(?!\s+(?:of|for|on|to|against|in)\s+(?:the\s+)?[A-Z])"
    )


def _together(pairing: Pairing, missing: list[_Left], extra: list[_Left], known: Concepts) -> list[Verdict]:
    """One verdict for what is missing and what stands in its place, the rest single."""
    out: list[Verdict] = []
    rest = list(extra)
    for hit, doubt, gap in sorted(missing, key=lambda item: -item[1]):
        fit = [
            item
            for item in rest
            if item[2] >= _FOREIGN
            and known.is_place(item[0]) is known.is_place(hit)
            and (known.is_name(hit) or _distance(pairing, hit, item[0], known)[1] <= _FAR)
        ]
        best = min(fit, key=lambda item: _distance(pairing, hit, item[0], known), default=None)
        if best is not None:
            # Each is a little surer for the other, if nothing stands behind that one.
            doubts = doubt + _OTHER * (best[2] >= _NOTHING), best[1] + _OTHER * (gap >= _NOTHING)
            if max(doubts) >= LEAST:
                rest.remove(best)
                out.append(Verdict(pairing.view, hit, best[0], max(doubts), min(doubts)))
                continue
        if doubt >= LEAST:
            out.append(Verdict(pairing.view, hit, None, doubt, doubt))
    out += [Verdict(pairing.view, None, hit, doubt, doubt) for hit, doubt, gap in rest if doubt >= LEAST]
    return sorted(out, key=lambda one: one.missing.start if one.missing else one.extra.start if one.extra else 0)


def _distance(pairing: Pairing, missing: Hit, extra: Hit, known: Concepts) -> tuple[bool, float]:
    """How ill two terms go together: one a name and the other not, far from each other's place in the text."""
    places = missing.start / (len(pairing.source.text) or 1), extra.start / (len(pairing.target.text) or 1)
    return known.is_name(missing) is not known.is_name(extra), abs(places[0] - places[1])


def _length(hit: Hit) -> float:
    """Characters of Chinese, a quarter of the letters of telling English words."""
    if chinese(hit):
        return len(hit.text)
    return sum(len(word) for word in WORD.findall(hit.text) if family(word.lower())) / 4


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether an acronym can be made of the letters that the words of a name begin with."""
    words = [word for word in re.findall(r"[A-Za-z]+", name) if word[0].isupper() or family(word)]
    initials = "".join(word[0] for word in words).upper()
    letters = [letter for letter in acronym.upper() if letter.isalpha()]
    if len(letters) < 2 or letters[0] not in initials[:3] or len(letters) * 2 < len(initials):
        return False
    at = 0
    for letter in letters:
        at = initials.find(letter, at) + 1
        if not at:
            return False
    return True

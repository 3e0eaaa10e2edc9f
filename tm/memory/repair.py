"""Repairing the translation of a similar sentence: its numbers, dates and symbols, and terms with an official counterpart.

A value of the stored source that is another one in the new text is looked for in the stored translation, as a value: 第72/195号
is A/RES/72/195, 第七十四届 is seventy-fourth. It is exchanged where it is found without doubt, written as the old one was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from yizhi.termbase.language import is_chinese
from yizhi.tm.memory.keys import key
from yizhi.tm.memory.match import Repair, Sort
from yizhi.tm.memory.rewriting import written
from yizhi.tm.values import Value, values
from yizhi.tm.values.model import ADDRESS, DAY, LABEL, MONTH, SYMBOL, TIME, WEEKDAY, YEAR

PENALTY = {Sort.NUMBER: 0.01, Sort.DATE: 0.01, Sort.SYMBOL: 0.01, Sort.TERM: 0.03}
_SORTS = {SYMBOL: Sort.SYMBOL, ADDRESS: Sort.SYMBOL, YEAR: Sort.DATE, MONTH: Sort.DATE, DAY: Sort.DATE,
          WEEKDAY: Sort.DATE, TIME: Sort.DATE}  # fmt: skip
_HOLDER = "\ue000"
"""Stands for any value of either text while they are compared."""


@dataclass(frozen=True, slots=True)
class TermSpot:
    """A term in a text: `text[start:end]`, its concept, and its official counterparts in the other language, the preferred first."""

    start: int
    end: int
    concept: str
    counterparts: tuple[str, ...]


Terms = Callable[[str, str, str], Sequence[TermSpot]]
"""(text, its language, the other language) to the terms in it, in text order, none overlapping."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """The proposal, what was done to get it, and how alike the sources are when what was exchanged counts as the same."""

    proposal: str
    repairs: tuple[Repair, ...]
    alike: float
    penalty: float


@dataclass(frozen=True, slots=True)
class _Spot:
    """A value or term that differs: where it stands in the stored source and in the new text."""

    stored: tuple[int, int]
    wanted: tuple[int, int]
    sort: Sort
    find: Callable[[], tuple[int, int, str] | None]


def repair(
    text: str, stored: str, translation: str, languages: tuple[str, str], terms: Terms | None = None
) -> Repaired | None:
    """The translation of `stored` made into one of `text`; None where there is nothing to exchange.

    `languages` are that of both texts and that of the translation.
    """
    short = ("zh" if is_chinese(languages[0]) else "en", "zh" if is_chinese(languages[1]) else "en")
    done: list[_Spot] = []
    repairs: list[Repair] = []
    _exchange(_values(text, stored, translation, short), text, stored, translation, done, repairs)
    # Where only values differ no term does: nothing has to be recognised.
    if terms is not None and not (done and _alike(text, stored, done) == 1):
        _exchange(_terms(text, stored, translation, languages, terms), text, stored, translation, done, repairs)
    if not repairs:
        return None
    repairs.sort(key=lambda one: one.start)
    proposal, upto = "", 0
    for one in repairs:
        proposal += translation[upto : one.start] + one.new
        upto = one.start + len(one.old)
    proposal += translation[upto:]
    alike = _alike(text, stored, done)
    return Repaired(proposal, tuple(repairs), alike, sum(PENALTY[one.sort] for one in repairs))


def _exchange(
    spots: Sequence[_Spot], text: str, stored: str, translation: str, done: list[_Spot], repairs: list[Repair]
) -> None:
    """Finds what can be exchanged; it goes into `done` and `repairs`. Nothing is exchanged twice."""
    for spot in spots:
        if any(spot.wanted[0] < one.wanted[1] and one.wanted[0] < spot.wanted[1] for one in done):
            continue
        found = spot.find()
        if found is None:
            continue
        start, end, new = found
        if any(start < one.start + len(one.old) and one.start < end for one in repairs):
            continue
        done.append(spot)
        repairs.append(
            Repair(
                spot.sort, start, translation[start:end], new, stored[slice(*spot.stored)], text[slice(*spot.wanted)]
            )
        )


def _alike(text: str, stored: str, done: Sequence[_Spot]) -> float:
    from rapidfuzz.distance import Levenshtein

    one = _masked(text, [spot.wanted for spot in done])
    other = _masked(stored, [spot.stored for spot in done])
    return float(Levenshtein.normalized_similarity(one, other))


def _masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The key of a text in which the spans are one sign each."""
    out, upto = "", 0
    for start, end in sorted(spans):
        out += text[upto:start] + _HOLDER
        upto = end
    return key(out + text[upto:])


def _values(text: str, stored: str, translation: str, short: tuple[str, str]) -> list[_Spot]:
    """The values that differ, pair by pair in their order. Where the texts have other kinds of values, none are paired."""
    ours = _read(text, short[0])
    theirs = _read(stored, short[0]) if ours else ()
    if len(ours) == len(theirs) and all(map(_same, ours, theirs)):
        return []  # in most sentences there is none, or all are the same
    pairs = _paired(ours, theirs, text, stored)
    if all(_same(one, other) for one, other in pairs):
        return []
    known = values(translation, short[1])
    spots = []
    used: set[int] = set()
    for one, other in pairs:
        # The place of the old value in the translation is taken whether or not it changes: two sixes are two.
        at = next(
            (
                number
                for number, value in enumerate(known)
                if number not in used and value.group == other.group and value.key == other.key
            ),
            None,
        )
        if at is not None:
            used.add(at)
        if _same(one, other):
            continue
        place = None if at is None else known[at]
        new = None if place is None else written(one, other, place, (text, stored, translation), short[1])

        def find(place: Value | None = place, new: str | None = new) -> tuple[int, int, str] | None:
            return None if place is None or new is None else (place.start, place.end, new)

        spots.append(_Spot((other.start, other.end), (one.start, one.end), _SORTS.get(other.kind, Sort.NUMBER), find))
    return spots


@lru_cache(maxsize=64)
def _read(text: str, tongue: str) -> tuple[Value, ...]:
    """The values of a text but its label. Of one look-up, the text is the same again and again."""
    return tuple(value for value in values(text, tongue) if value.kind != LABEL)


def _paired(ours: Sequence[Value], theirs: Sequence[Value], text: str, stored: str) -> list[tuple[Value, Value]]:
    """Values that stand for one another: of one kind, between the same words. Soft ones only where both are in one place."""
    from rapidfuzz.distance import Levenshtein

    one, one_values = _with_holders(text, ours)
    other, other_values = _with_holders(stored, theirs)
    pairs = []
    for operation in Levenshtein.opcodes(one, other):
        if operation.tag not in ("equal", "replace"):
            continue
        for at, there in zip(
            range(operation.src_start, operation.src_end), range(operation.dest_start, operation.dest_end), strict=False
        ):
            mine, its = one_values.get(at), other_values.get(there)
            if mine is not None and its is not None and mine.kind == its.kind:
                pairs.append((mine, its))
    return pairs


def _with_holders(text: str, found: Sequence[Value]) -> tuple[str, dict[int, Value]]:
    """A text with a sign for every value (one sign a kind), and which value each sign is."""
    out, places, upto = "", {}, 0
    for value in found:
        out += text[upto : value.start]
        places[len(out)] = value
        out += chr(0xE000 + sum(map(ord, value.kind)) % 0x1000)
        upto = value.end
    return out + text[upto:], places


def _same(one: Value, other: Value) -> bool:
    return one.key == other.key and one.kind == other.kind


def _terms(text: str, stored: str, translation: str, languages: tuple[str, str], terms: Terms) -> list[_Spot]:
    """The one term that each text has and the other has not, where they stand in the same place between the same words."""
    ours = terms(text, *languages)
    theirs = terms(stored, *languages) if ours else ()
    if [spot.concept for spot in ours] == [spot.concept for spot in theirs] or not theirs:
        return []
    one, one_terms = _with_terms(text, ours)
    other, other_terms = _with_terms(stored, theirs)
    from rapidfuzz.distance import Levenshtein

    spots = []
    for operation in Levenshtein.opcodes(one, other):
        if operation.tag != "replace" or operation.src_end - operation.src_start != 1:
            continue
        if operation.dest_end - operation.dest_start != 1:
            continue
        mine, its = one_terms.get(one[operation.src_start]), other_terms.get(other[operation.dest_start])
        if mine is None or its is None or mine.concept == its.concept or not mine.counterparts:
            continue

        def find(mine: TermSpot = mine, its: TermSpot = its) -> tuple[int, int, str] | None:
            for counterpart in sorted(its.counterparts, key=len, reverse=True):
                if translation.count(counterpart) == 1:
                    start = translation.index(counterpart)
                    return start, start + len(counterpart), mine.counterparts[0]
            return None

        spots.append(_Spot((its.start, its.end), (mine.start, mine.end), Sort.TERM, find))
    return spots


def _with_terms(text: str, found: Sequence[TermSpot]) -> tuple[list[str], dict[str, TermSpot]]:
    """A text as words and characters, with one sign for every term, and which term each sign is."""
    from yizhi.tm.memory.differing import pieces

    out: list[str] = []
    known: dict[str, TermSpot] = {}
    upto = 0
    for spot in found:
        out += [piece[0] for piece in pieces(text[upto : spot.start])]
        sign = f"\0{spot.concept}"
        known.setdefault(sign, spot)
        out.append(sign)
        upto = spot.end
    return out + [piece[0] for piece in pieces(text[upto:])], known

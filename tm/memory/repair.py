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
    """Return the translation of `stored` made into one of `text`; None where there is nothing to exchange.

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
    repairs.sort(key=lambda repair: repair.start)
    proposal, copied_to = "", 0
    for repair in repairs:
        proposal += translation[copied_to : repair.start] + repair.new
        copied_to = repair.start + len(repair.old)
    proposal += translation[copied_to:]
    alike = _alike(text, stored, done)
    return Repaired(proposal, tuple(repairs), alike, sum(PENALTY[repair.sort] for repair in repairs))


def _exchange(
    spots: Sequence[_Spot], text: str, stored: str, translation: str, done: list[_Spot], repairs: list[Repair]
) -> None:
    """Find what can be exchanged; it goes into `done` and `repairs`. Nothing is exchanged twice."""
    for spot in spots:
        if any(spot.wanted[0] < earlier.wanted[1] and earlier.wanted[0] < spot.wanted[1] for earlier in done):
            continue
        change = spot.find()
        if change is None:
            continue
        start, end, new = change
        if any(start < earlier.start + len(earlier.old) and earlier.start < end for earlier in repairs):
            continue
        done.append(spot)
        repairs.append(
            Repair(
                spot.sort, start, translation[start:end], new, stored[slice(*spot.stored)], text[slice(*spot.wanted)]
            )
        )


def _alike(text: str, stored: str, done: Sequence[_Spot]) -> float:
    from rapidfuzz.distance import Levenshtein

    text_masked = _masked(text, [spot.wanted for spot in done])
    stored_masked = _masked(stored, [spot.stored for spot in done])
    return float(Levenshtein.normalized_similarity(text_masked, stored_masked))


def _masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the key of a text in which the spans are one sign each."""
    masked, copied_to = "", 0
    for start, end in sorted(spans):
        masked += text[copied_to:start] + _HOLDER
        copied_to = end
    return key(masked + text[copied_to:])


def _values(text: str, stored: str, translation: str, short: tuple[str, str]) -> list[_Spot]:
    """Return the values that differ, pair by pair in their order. Where the texts have other kinds of values, none are paired."""
    text_values = _read(text, short[0])
    stored_values = _read(stored, short[0]) if text_values else ()
    if len(text_values) == len(stored_values) and all(map(_same, text_values, stored_values)):
        return []  # in most sentences there is none, or all are the same
    pairs = _paired(text_values, stored_values, text, stored)
    if all(_same(value, stored_value) for value, stored_value in pairs):
        return []
    target_values = values(translation, short[1])
    spots = []
    used: set[int] = set()
    for value, stored_value in pairs:
        # The place of the old value in the translation is taken whether or not it changes: two sixes are two.
        index = next(
            (
                number
                for number, value in enumerate(target_values)
                if number not in used and value.group == stored_value.group and value.key == stored_value.key
            ),
            None,
        )
        if index is not None:
            used.add(index)
        if _same(value, stored_value):
            continue
        target_value = None if index is None else target_values[index]
        new = (
            None
            if target_value is None
            else written(value, stored_value, target_value, (text, stored, translation), short[1])
        )

        def find(target_value: Value | None = target_value, new: str | None = new) -> tuple[int, int, str] | None:
            return None if target_value is None or new is None else (target_value.start, target_value.end, new)

        spots.append(
            _Spot(
                (stored_value.start, stored_value.end),
                (value.start, value.end),
                _SORTS.get(stored_value.kind, Sort.NUMBER),
                find,
            )
        )
    return spots


@lru_cache(maxsize=64)
def _read(text: str, tongue: str) -> tuple[Value, ...]:
    """Return the values of a text but its label. Of one look-up, the text is the same again and again."""
    return tuple(value for value in values(text, tongue) if value.kind != LABEL)


def _paired(
    text_values: Sequence[Value], stored_values: Sequence[Value], text: str, stored: str
) -> list[tuple[Value, Value]]:
    """Return values that stand for one another: of one kind, between the same words. Soft ones only where both are in one place."""
    from rapidfuzz.distance import Levenshtein

    text_holders, one_values = _with_holders(text, text_values)
    stored_holders, other_values = _with_holders(stored, stored_values)
    pairs = []
    for operation in Levenshtein.opcodes(text_holders, stored_holders):
        if operation.tag not in ("equal", "replace"):
            continue
        for index, stored_index in zip(
            range(operation.src_start, operation.src_end), range(operation.dest_start, operation.dest_end), strict=False
        ):
            mine, its = one_values.get(index), other_values.get(stored_index)
            if mine is not None and its is not None and mine.kind == its.kind:
                pairs.append((mine, its))
    return pairs


def _with_holders(text: str, found_values: Sequence[Value]) -> tuple[str, dict[int, Value]]:
    """Return a text with a sign for every value (one sign a kind), and which value each sign is."""
    with_holders, places, copied_to = "", {}, 0
    for value in found_values:
        with_holders += text[copied_to : value.start]
        places[len(with_holders)] = value
        with_holders += chr(0xE000 + sum(map(ord, value.kind)) % 0x1000)
        copied_to = value.end
    return with_holders + text[copied_to:], places


def _same(first: Value, second: Value) -> bool:
    return first.key == second.key and first.kind == second.kind


def _terms(text: str, stored: str, translation: str, languages: tuple[str, str], terms: Terms) -> list[_Spot]:
    """Return the one term that each text has and the other has not, where they stand in the same place between the same words."""
    text_terms = terms(text, *languages)
    stored_terms = terms(stored, *languages) if text_terms else ()
    if [spot.concept for spot in text_terms] == [spot.concept for spot in stored_terms] or not stored_terms:
        return []
    text_pieces, one_terms = _with_terms(text, text_terms)
    stored_pieces, other_terms = _with_terms(stored, stored_terms)
    from rapidfuzz.distance import Levenshtein

    spots = []
    for operation in Levenshtein.opcodes(text_pieces, stored_pieces):
        if operation.tag != "replace" or operation.src_end - operation.src_start != 1:
            continue
        if operation.dest_end - operation.dest_start != 1:
            continue
        mine, its = (
            one_terms.get(text_pieces[operation.src_start]),
            other_terms.get(stored_pieces[operation.dest_start]),
        )
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


def _with_terms(text: str, spots: Sequence[TermSpot]) -> tuple[list[str], dict[str, TermSpot]]:
    """Return a text as words and characters, with one sign for every term, and which term each sign is."""
    from yizhi.tm.memory.differing import pieces

    with_signs: list[str] = []
    signs: dict[str, TermSpot] = {}
    copied_to = 0
    for spot in spots:
        with_signs += [piece[0] for piece in pieces(text[copied_to : spot.start])]
        sign = f"\0{spot.concept}"
        signs.setdefault(sign, spot)
        with_signs.append(sign)
        copied_to = spot.end
    return with_signs + [piece[0] for piece in pieces(text[copied_to:])], signs

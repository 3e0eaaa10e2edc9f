"""Concordance: every unit that has a word or one of several, with the places where it stands on both sides."""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from yizhi.termbase.language import guess
from yizhi.termbase.text.normal import normal
from yizhi.tm.memory.approved import same_language
from yizhi.tm.memory.index import GramIndex, IndexPart
from yizhi.tm.memory.keys import WIDE, fold, key, wide
from yizhi.tm.memory.match import Filter, Origin
from yizhi.tm.memory.memory import MemoryRow, TranslationMemory

_RUN = re.compile(r"[\u2e80-\U0003ffff]+|[^\W_\u2e80-\U0003ffff]+")
_STARTS = [code for code in range(128) if not (code >= 97 or code == 48)]
"""Characters that may stand before a word, as the index knows them: all but letters and figures (which are 0)."""

EXACT_UP_TO = 2_000
"""Units that are looked at to count them; of more it is said how many the index has."""

_CHUNK = 200


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """A unit with the places (start, end) of the word in its source, and of counterparts in its target."""

    unit: int
    source: str
    target: str
    source_language: str
    target_language: str
    places: tuple[tuple[int, int], ...]
    target_places: tuple[tuple[int, int], ...]
    origins: tuple[Origin, ...] = ()


@dataclass(slots=True)
class Concordance:
    """The lines that were asked for, the newest units first; how many units there are, and whether that is a count or what
    the index says (an upper bound)."""

    lines: list[ConcordanceLine] = field(default_factory=list)
    total: int = 0
    counted: bool = True


def concordance(
    memory: TranslationMemory,
    words: Sequence[str],
    counterparts: Sequence[str] = (),
    language: str = "",
    *,
    limit: int = 20,
    only: Filter | None = None,
) -> Concordance:
    """Return units with one of the words on either side that is in `language` (guessed from the first word).

    Words of scripts with spaces are found as whole words, others anywhere; without differences of case, width and script.
    `counterparts` are marked on the other side.
    """
    forms = [form for form in dict.fromkeys(map(key, words)) if form]
    if not forms or limit < 1:
        return Concordance()
    language = language or guess(words[0])
    result = Concordance()
    with memory.snapshot():
        allowed = memory.allowed(only) if only else None
        for side in memory.sides(language):
            numbers, sure = candidates(memory.index(side), forms, allowed)
            looked = _look(memory, side, numbers, forms, counterparts, language, only)
            if sure or len(numbers) > EXACT_UP_TO:
                result.lines += _first(looked, limit - len(result.lines))
                result.total += len(numbers)
                result.counted = result.counted and sure
                continue
            for line in looked:
                result.total += 1
                if len(result.lines) < limit:
                    result.lines.append(line)
    return result


def _first(lines: Iterator[ConcordanceLine], most: int) -> list[ConcordanceLine]:
    first_lines: list[ConcordanceLine] = []
    while len(first_lines) < most and (line := next(lines, None)) is not None:
        first_lines.append(line)
    return first_lines


def _look(
    memory: TranslationMemory,
    side: int,
    numbers: Sequence[int],
    forms: Sequence[str],
    counterparts: Sequence[str],
    language: str,
    only: Filter | None,
) -> Iterator[ConcordanceLine]:
    """Yield those of the units that really have a form, the newest first."""
    word_pattern = pattern(tuple(forms))
    counterpart_pattern = pattern(tuple(form for form in map(key, counterparts) if form)) if counterparts else None
    for batch_end in range(len(numbers), 0, -_CHUNK):
        batch = list(numbers[max(0, batch_end - _CHUNK) : batch_end])
        rows = memory.rows(batch, side)
        for number in reversed(batch):
            row = rows.get(number)
            if row is None or not same_language(row.source_language, language):
                continue
            places = places_of(word_pattern, row.source)
            if places:
                yield _line(
                    memory, row, places, places_of(counterpart_pattern, row.target) if counterpart_pattern else (), only
                )


def _line(
    memory: TranslationMemory,
    row: MemoryRow,
    places: tuple[tuple[int, int], ...],
    others: tuple[tuple[int, int], ...],
    only: Filter | None,
) -> ConcordanceLine:
    return ConcordanceLine(
        row.number, row.source, row.target, row.source_language, row.target_language, places, others,
        memory.origins(row.number, only),
    )  # fmt: skip


@lru_cache(maxsize=32)
def pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of some keys in a normalised text, longer ones first, whole words where the script has them."""
    parts = []
    for form in sorted(forms, key=len, reverse=True):
        before = r"(?<![^\W_\u2e80-\U0003ffff])" if _narrow(form[0]) else ""
        after = r"(?![^\W_\u2e80-\U0003ffff])" if _narrow(form[-1]) else ""
        parts.append(before + re.escape(form) + after)
    return re.compile("|".join(parts))


def places_of(word_pattern: re.Pattern[str], text: str) -> tuple[tuple[int, int], ...]:
    """Return where a pattern of keys matches a text: places in the text as it stands."""
    form = normal(text)
    return tuple(form.span(*match.span()) for match in word_pattern.finditer(form.text) if match.end() > match.start())


def _narrow(char: str) -> bool:
    return char.isalnum() and ord(char) < WIDE


def candidates(index: GramIndex, forms: Sequence[str], allowed: Collection[int] | None) -> tuple[Sequence[int], bool]:
    """Return the units that may have one of the forms, in their order, and whether they surely do."""
    gathered: list[Sequence[int]] = []
    sure = True
    for form in forms:
        groups, exact = _groups(form)
        sure = sure and exact and len(forms) == 1
        gathered.append(_having(index, groups))
    numbers: Sequence[int] = gathered[0]
    if len(gathered) > 1:
        numbers = sorted(set().union(*gathered))
    if allowed is not None:
        numbers = [number for number in numbers if number in allowed]
    return numbers, sure


Ranges = list[tuple[int, int]]
"""Grams from one code up to (not with) another."""


def _groups(form: str) -> tuple[list[Ranges], bool]:
    """Return what a unit must have, all of it: of each group one gram. And whether that says everything."""
    runs = _RUN.findall(form)
    groups: list[Ranges] = []
    for run in runs:
        codes = [wide(char) for char in run]
        if codes[0] >= WIDE:
            pairs = [(high << 16 | two) for high, two in pairwise(codes)]
            groups += [[(code, code + 1)] for code in pairs] or [[(codes[0] << 16, codes[0] + 1 << 16)]]
        else:
            groups.append(_word([fold(48 if char.isdigit() else ord(char)) for char in run]))
    exact = len(runs) == 1 and runs[0] == form and len(groups) == 1 and ord(form[0]) >= WIDE
    # A character beyond the first plane shares its code with others.
    return groups, exact and all(ord(char) < 0x10000 for char in form)


def _word(codes: list[int]) -> Ranges:
    """Return the grams with which a word begins: something that is no letter and its first three, or its first four behind Han."""
    head = codes[:3]
    ranges: Ranges = []
    for start in _STARTS:
        low = start << 21
        for index, code in enumerate(head):
            low |= code << (14 - 7 * index)
        ranges.append((low, low + (1 << (21 - 7 * len(head)))))
    first = codes[:4]
    low = 0
    for index, code in enumerate(first):
        low |= code << (21 - 7 * index)
    ranges.append((low, low + (1 << (28 - 7 * len(first)))))
    return ranges


def _having(index: GramIndex, groups: list[Ranges]) -> Sequence[int]:
    """Return the units that have a gram of every group, in their order."""
    numbers: array[int] = array("q")
    for part in index.parts:
        positions = _in_part(index, part, groups)
        first = part.first
        numbers.extend(first + position for position in positions)
    return numbers


def _in_part(index: GramIndex, part: IndexPart, groups: list[Ranges]) -> Sequence[int]:
    spans = []
    for ranges in groups:
        present = [span for span in (part.between(*bounds) for bounds in ranges) if span[0] < span[1]]
        if not present:
            return ()
        spans.append((sum(end - start for start, end in present), present))
    # Two or three of the rarest groups leave little; the others would be read for nothing.
    spans.sort(key=lambda bounds: bounds[0])
    positions: Sequence[int] | None = None
    for size, present in spans[:3]:
        if positions is not None and size > 50 * len(positions):
            break
        lists = list(index.postings(part, present))
        if len(lists) == 1 and _single(part, present[0]):
            mine: Sequence[int] = lists[0]
        else:
            mine = sorted(set().union(*lists))
        positions = mine if positions is None else sorted(set(positions).intersection(mine))
    return positions or ()


def _single(part: IndexPart, span: tuple[int, int]) -> bool:
    """Return whether a span holds the postings of one gram alone (they are in order then)."""
    from bisect import bisect_right

    index = bisect_right(part.ends, span[0])
    return index < len(part.ends) and part.ends[index] == span[1]

"""Terms by how they begin: in Chinese, in English, or by the pinyin of a Chinese term (`anlihui`, or its initials `alh`)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from yizhi.termbase.language import is_chinese
from yizhi.termbase.model import Status, Strictness, Term
from yizhi.termbase.text.keys import key
from yizhi.termbase.text.lazy import once

if TYPE_CHECKING:
    from yizhi.termbase.library import TermEntry

SCANNED = 3_000
"""Terms that are ranked: more begin with a single letter than anybody looks through."""
_STATUSES = (Status.PREFERRED, Status.ADMITTED)
_STRICTNESS = (Strictness.NAME, Strictness.TERM, Strictness.CONTEXT)


class TermByPrefix(NamedTuple):
    """A term that begins as was asked, and its concept."""

    concept: str
    strictness: Strictness
    term: Term


class TermPrefixes:
    """The terms of some termbases that may be used, sorted by their beginnings. Pinyin is worked out when it is asked for."""

    def __init__(self, entries: Iterable[TermEntry]) -> None:
        self._terms = [TermByPrefix(*entry) for entry in entries if entry.term.status in _STATUSES]
        self._written = sorted((key(entry.term.text), number) for number, entry in enumerate(self._terms))

    def beginning(self, prefix: str, limit: int = 20, *, pinyin: bool = False) -> list[TermByPrefix]:
        """Return at most `limit` terms that begin with `prefix`, the likeliest first: preferred ones, names, short ones.

        `pinyin`: a Latin prefix stands for Chinese terms that are read so; else it is the beginning of an English term.
        """
        wanted = prefix.replace(" ", "").casefold() if pinyin else key(prefix)
        rows = self._read if pinyin else self._written
        if not wanted:
            return []
        first = bisect_left(rows, (wanted, -1))
        last = bisect_left(rows, (f"{wanted}\U0010ffff", -1))
        numbers = {number for _, number in rows[first : min(last, first + SCANNED)]}
        return nsmallest(limit, (self._terms[number] for number in numbers), key=_rank)

    @once
    def _read(self) -> Sequence[tuple[str, int]]:
        """Return the Chinese terms by their pinyin without tones, whole and as initials."""
        from yizhi.termbase.words.pinyin import readings

        result = readings()
        rows: list[tuple[str, int]] = []
        for number, entry in enumerate(self._terms):
            if is_chinese(entry.term.language):
                syllables = [wording.rstrip("12345").casefold() for wording in result.syllables(entry.term.text)]
                rows += [("".join(syllables), number), ("".join(wording[:1] for wording in syllables), number)]
        return sorted(rows)


def _rank(entry: TermByPrefix) -> tuple[int, int, int, str]:
    status = _STATUSES.index(entry.term.status)
    return status, _STRICTNESS.index(entry.strictness), len(entry.term.text), entry.term.text

"""The compiled form of a termbase for recognition: an automaton over normalised forms, and the terms behind each.

It is stored as plain bytes: the automaton, one byte of flags a form, and the terms as JSON that is read when a form is found, so that opening costs little however large the termbase is.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from yizhi.termbase import blocks, language
from yizhi.termbase.library import TermEntry
from yizhi.termbase.model import Kind, Status, Strictness, Term
from yizhi.termbase.text.normal import normal

if TYPE_CHECKING:
    import daachorse

WORD_START, WORD_END, CASED, CHINESE, OTHER = 1, 2, 4, 8, 16
"""Flags of a form: it begins or ends with a letter or digit of a script that has spaces, so that another one beside it is
no edge; some reading wants its capitals; it has readings in Chinese, in another language."""

_SEVERAL = 0xFFFF_FFFF
"""Stands for the number of a term where a form has several, or one that wants its capitals."""
_STRICTNESS = {strictness: rank for rank, strictness in enumerate(Strictness)}
_STATUS = {status: rank for rank, status in enumerate(Status)}
# Each form of a text is read once, a thousand in a report: a table is quicker than asking an enumeration by value, and
# `raw_decode` quicker than `loads`, which looks for white space that no record has.
_STRICTNESS_NAMED = {str(one): one for one in Strictness}
_STATUS_NAMED = {str(one): one for one in Status}
_KIND_NAMED = {str(one): one for one in Kind}
_decode = json.JSONDecoder().raw_decode


class Reading(NamedTuple):
    """A term that a form may stand for. `cased` is the form with capitals where they matter, else empty."""

    concept: str
    strictness: Strictness
    term: Term
    cased: str


class Records:
    """Byte strings by number, in one block."""

    __slots__ = ("_ends", "_text")

    def __init__(self, text: bytes | memoryview, ends: array[int]) -> None:
        self._text, self._ends = text, ends

    @classmethod
    def of(cls, items: Iterable[object]) -> Records:
        """Return each item as JSON."""
        text, ends = bytearray(), array("I", [0])
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        for item in items:
            text += encode(item).encode("utf-8", "surrogatepass")
            ends.append(len(text))
        return cls(bytes(text), ends)

    def __getitem__(self, number: int) -> list[Any]:
        record = str(self._text[self._ends[number] : self._ends[number + 1]], "utf-8", "surrogatepass")
        fields: list[Any] = _decode(record)[0]
        return fields

    def parts(self) -> tuple[bytes, bytes]:
        """Return both blocks, for keeping."""
        return self._ends.tobytes(), bytes(self._text)


class TermIndex:
    """Forms and their readings, the strictest and most usual first.

    `automaton` gives the number of a form, `flags` has a byte for each, `terms` the terms by number. `plain` has for each form
    the number of its only term, where there is one that wants no capitals, else `_SEVERAL`; `forms` its readings as [number of
    the term, form with capitals].
    """

    def __init__(
        self,
        automaton: daachorse.CharwiseDoubleArrayAhoCorasick | None,
        flags: bytes,
        plain: array[int],
        forms: Records,
        terms: Records,
    ) -> None:
        self.automaton = automaton
        self.flags = flags
        self._plain = plain
        self._forms = forms
        self._terms = terms
        self._read: dict[int, tuple[Reading, ...]] = {}
        self._known: dict[int, Reading] = {}

    def readings(self, form: int) -> tuple[Reading, ...]:
        """Return the terms behind the form of a number."""
        decoded = self._read.get(form)
        if decoded is None:
            term = self._plain[form]
            if term == _SEVERAL:
                decoded = tuple([self._reading(term, cased) for term, cased in self._forms[form]])
            else:
                decoded = (self._reading(term, ""),)
            self._read[form] = decoded
        return decoded

    def _reading(self, term: int, cased: str) -> Reading:
        """Return the term of a number as a reading; kept, because a term has several forms."""
        reading = self._known.get(term)
        if reading is None:
            reading = self._known[term] = _reading(self._terms[term])
        return reading._replace(cased=cased) if cased else reading

    def dump(self) -> bytes:
        """Return all of it as bytes."""
        automaton = self.automaton.serialize() if self.automaton else b""
        plain = self._plain.tobytes()
        return blocks.packed((automaton, self.flags, plain, *self._forms.parts(), *self._terms.parts()))


def load(content: bytes | memoryview) -> TermIndex | None:
    """Return what `dump` wrote; None where the bytes are anything else."""
    import daachorse

    parts = blocks.unpacked(content)
    if parts is None:
        return None
    automaton, flags, plain, form_ends, forms, term_ends, terms = parts
    opened = daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(bytes(automaton)) if automaton else None
    form_records = Records(forms, array("I", bytes(form_ends)))
    term_records = Records(terms, array("I", bytes(term_ends)))
    return TermIndex(opened, bytes(flags), array("I", bytes(plain)), form_records, term_records)


def build(entries: Iterable[TermEntry]) -> TermIndex:
    """Return the index of a termbase."""
    import daachorse

    entry_list = list(entries)
    by_form: dict[str, list[tuple[int, str]]] = {}
    for number, entry in enumerate(entry_list):
        for form, cased in _forms(entry):
            by_form.setdefault(form, []).append((number, cased))
    for readings in by_form.values():
        if len(readings) > 1:
            readings.sort(key=lambda reading: _usual(entry_list[reading[0]]))
    flags = bytes(
        _flags(form, [(entry_list[number], cased) for number, cased in readings]) for form, readings in by_form.items()
    )
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(by_form)) if by_form else None
    single = (readings[0][0] if len(readings) == 1 and not readings[0][1] else None for readings in by_form.values())
    plain = array("I", (_SEVERAL if number is None else number for number in single))
    # What `plain` says need not be said again.
    several = (() if number != _SEVERAL else readings for number, readings in zip(plain, by_form.values(), strict=True))
    return TermIndex(automaton, flags, plain, Records.of(several), Records.of(map(_record, entry_list)))


def fold(text: str) -> str:
    """Normalised text as the automaton reads it: a hyphen is a space."""
    return text.replace("-", " ") if "-" in text else text


def _spaced(character: str) -> bool:
    """Return whether a character belongs to a script that separates words (Latin, digits, Cyrillic, …)."""
    return character.isalnum() and character < "\u2e80"


def _usual(entry: TermEntry) -> tuple[int, int]:
    """Strict concepts first, preferred terms first."""
    return _STRICTNESS[entry.strictness], _STATUS[entry.term.status]


def _flags(form: str, readings: list[tuple[TermEntry, str]]) -> int:
    chinese = [language.is_chinese(entry.term.language) for entry, _ in readings]
    return (
        (WORD_START if _spaced(form[0]) else 0)
        | (WORD_END if _spaced(form[-1]) else 0)
        | (CASED if any(cased for _, cased in readings) else 0)
        | (CHINESE if any(chinese) else 0)
        | (0 if all(chinese) else OTHER)
    )


def _forms(entry: TermEntry) -> list[tuple[str, str]]:
    """Return (form, the same with capitals that must be there, or empty) of a term, each form once."""
    from yizhi.termbase.recognition.forms import forms  # only what builds an index needs them

    term = entry.term
    written = normal(term.text, fold_case=False).text.strip()
    english = language.primary(term.language) == "en"
    cased_forms: dict[str, str] = {}
    for form in forms(written, entry.strictness is Strictness.NAME) if english else [written]:
        cased = fold(form)
        folded = cased.lower()
        # A single Han character or letter is a term of the list, but nothing that running text can be searched for.
        if len(folded) > 1 and len(folded) == len(cased) and any(map(str.isalnum, folded)):
            cased_forms.setdefault(folded, cased if cased != folded and case_matters(term, entry.strictness) else "")
    return list(cased_forms.items())


def case_matters(term: Term, strictness: Strictness) -> bool:
    """Return whether the capitals of a term must be there: those of an acronym and of a name, not those of a common noun.

    A common noun may be listed with a capital (Human rights, State party): without further capitals it is one.
    """
    if term.case_sensitive is not None:
        return term.case_sensitive
    if strictness is Strictness.NAME or term.kind is Kind.ABBREVIATION:
        return True
    words = term.text.split()
    acronym = any(sum(map(str.isupper, word)) > 1 for word in words)
    return acronym or any(word[0].isupper() for word in words[1:])


def _record(entry: TermEntry) -> list[object]:
    term = entry.term
    record: list[object] = [
        entry.concept, entry.strictness, term.text, term.language, term.status, term.kind, term.part_of_speech,
        term.case_sensitive, term.note, term.reference,
    ]  # fmt: skip
    while record[-1] in ("", None):
        record.pop()
    return record


def _reading(record: list[Any]) -> Reading:
    concept, strictness, text, tag, status, kind, *details = record
    term = Term(text, tag, _STATUS_NAMED[status], _KIND_NAMED[kind], *details)
    return Reading(concept, _STRICTNESS_NAMED[strictness], term, "")

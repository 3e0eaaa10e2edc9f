"""The compiled form of a termbase for recognition: an automaton over normalised forms, and the terms behind each.

It is stored as plain bytes: the automaton, one byte of flags a form, and the terms as JSON that is read when a form is
found, so that opening costs little however large the termbase is.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from termbase import language
from termbase.library import Entry
from termbase.model import Kind, Status, Strictness, Term
from termbase.recognition.forms import forms
from termbase.text.normal import normal

if TYPE_CHECKING:
    import daachorse

WORD_START, WORD_END, CASED, CHINESE, OTHER = 1, 2, 4, 8, 16
"""Flags of a form: it begins or ends with a letter or digit of a script that has spaces, so that another one beside it is
no edge; some reading wants its capitals; it has readings in Chinese, in another language."""

_DIGEST = 16
_STRICTNESS = {strictness: rank for rank, strictness in enumerate(Strictness)}
_STATUS = {status: rank for rank, status in enumerate(Status)}


class Reading(NamedTuple):
    """A term that a form may stand for. `cased` is the form with capitals where they matter, else empty."""

    concept: str
    strictness: Strictness
    term: Term
    cased: str


@dataclass(slots=True)
class Index:
    """Forms and their readings, the strictest and most usual first."""

    automaton: daachorse.CharwiseDoubleArrayAhoCorasick | None
    flags: bytes
    offsets: array[int]
    records: bytes
    _read: dict[int, tuple[Reading, ...]]

    def readings(self, form: int) -> tuple[Reading, ...]:
        """The terms behind the form of a number."""
        known = self._read.get(form)
        if known is None:
            record = self.records[self.offsets[form] : self.offsets[form + 1]]
            known = self._read[form] = tuple(_reading(item) for item in json.loads(record))
        return known

    def dump(self) -> bytes:
        """All of it as bytes, behind a digest."""
        automaton = self.automaton.serialize() if self.automaton else b""
        parts = (automaton, self.flags, self.offsets.tobytes(), self.records)
        body = array("Q", map(len, parts)).tobytes() + b"".join(parts)
        return blake2b(body, digest_size=_DIGEST).digest() + body


def load(content: bytes) -> Index | None:
    """What `dump` wrote; None where the bytes are anything else."""
    import daachorse

    body = memoryview(content)[_DIGEST:]
    if blake2b(body, digest_size=_DIGEST).digest() != content[:_DIGEST]:
        return None
    parts, at = [], 32
    for length in array("Q", bytes(body[:32])):
        parts.append(bytes(body[at : at + length]))
        at += length
    automaton, flags, offsets, records = parts
    opened = daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(automaton) if automaton else None
    return Index(opened, flags, array("Q", offsets), records, {})


def build(entries: Iterable[Entry]) -> Index:
    """The index of a termbase."""
    import daachorse

    found: dict[str, list[Reading]] = {}
    for entry in entries:
        for form, cased in _forms(entry):
            found.setdefault(form, []).append(Reading(*entry, cased))
    records, offsets = bytearray(), array("Q", [0])
    for readings in found.values():
        readings.sort(key=lambda reading: (_STRICTNESS[reading.strictness], _STATUS[reading.term.status]))
        records += json.dumps([_record(reading) for reading in readings], ensure_ascii=False).encode(
            "utf-8", "surrogatepass"
        )
        offsets.append(len(records))
    flags = bytes(_flags(form, readings) for form, readings in found.items())
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(found)) if found else None
    return Index(automaton, flags, offsets, bytes(records), {})


def fold(text: str) -> str:
    """Normalised text as the automaton reads it: a hyphen is a space."""
    return text.replace("-", " ") if "-" in text else text


def _spaced(character: str) -> bool:
    """Whether a character belongs to a script that separates words (Latin, digits, Cyrillic, …)."""
    return character.isalnum() and character < "\u2e80"


def _flags(form: str, readings: list[Reading]) -> int:
    chinese = [language.is_chinese(reading.term.language) for reading in readings]
    return (
        (WORD_START if _spaced(form[0]) else 0)
        | (WORD_END if _spaced(form[-1]) else 0)
        | (CASED if any(reading.cased for reading in readings) else 0)
        | (CHINESE if any(chinese) else 0)
        | (0 if all(chinese) else OTHER)
    )


def _forms(entry: Entry) -> list[tuple[str, str]]:
    """(form, the same with capitals that must be there, or empty) of a term, each form once."""
    term = entry.term
    written = normal(term.text, fold_case=False).text.strip()
    english = language.primary(term.language) == "en"
    found: dict[str, str] = {}
    for form in forms(written, entry.strictness is Strictness.NAME) if english else [written]:
        cased = fold(form)
        folded = cased.lower()
        # A single Han character or letter is a term of the list, but nothing that running text can be searched for.
        if len(folded) > 1 and len(folded) == len(cased) and any(map(str.isalnum, folded)):
            found.setdefault(folded, cased if cased != folded and case_matters(term, entry.strictness) else "")
    return list(found.items())


def case_matters(term: Term, strictness: Strictness) -> bool:
    """Whether the capitals of a term must be there: those of an acronym and of a name, not those of a common noun.

    A common noun may be listed with a capital (Human rights, State party): without further capitals it is one.
    """
    if term.case_sensitive is not None:
        return term.case_sensitive
    if strictness is Strictness.NAME or term.kind is Kind.ABBREVIATION:
        return True
    words = term.text.split()
    acronym = any(sum(map(str.isupper, word)) > 1 for word in words)
    return acronym or any(word[0].isupper() for word in words[1:])


def _record(reading: Reading) -> list[object]:
    term = reading.term
    return [
        reading.concept, reading.strictness, term.text, term.language, term.status, term.kind, term.part_of_speech,
        term.case_sensitive, term.note, term.reference, reading.cased,
    ]  # fmt: skip


def _reading(record: list[object]) -> Reading:
    concept, strictness, text, tag, status, kind, part, case, note, reference, cased = record
    term = Term(
        str(text), str(tag), Status(str(status)), Kind(str(kind)), str(part),
        None if case is None else bool(case), str(note), str(reference),
    )  # fmt: skip
    return Reading(str(concept), Strictness(str(strictness)), term, str(cased))

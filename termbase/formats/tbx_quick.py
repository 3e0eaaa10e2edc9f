"""Most entries of most files are plain: a few categories of the concept, languages, terms with what everybody says of a
term. These are read by expressions, a good deal faster than by an XML parser; anything else is left to that.
"""

from __future__ import annotations

import re
from dataclasses import fields
from functools import lru_cache

from yizhi.termbase.formats.citation import read_citation
from yizhi.termbase.formats.table import generated_id
from yizhi.termbase.formats.tbx_categories import READ_KIND, WRITTEN_STATUS, with_statuses
from yizhi.termbase.formats.tbx_entry import language_of
from yizhi.termbase.formats.tbx_ids import id_of
from yizhi.termbase.model import Concept, Kind, Reference, Status, Term, Transaction

_ENTRY = re.compile(r'<(?:termEntry|conceptEntry)(?: id="([^"<>&]*)")?>')
_FIELD = re.compile(
    r'\s*<(?:(descrip) type="(subjectField|definition)"|(admin) type="source"|(note))>([^<]*)</(?:descrip|admin|note)>'
)
_TRANSACTION = re.compile(
    r'\s*<transacGrp>\s*<transac type="transactionType">(\w+)</transac>(?:\s*<date>([\w:.+-]+)</date>)?'
    r'(?:\s*<transacNote type="responsibility">([^<]*)</transacNote>)?\s*</transacGrp>'
)
_LANGUAGE = re.compile(r'\s*<(langSet|langSec) xml:lang="([\w-]+)">')
_TERM = re.compile(
    r"\s*<(tig|termSec)>\s*<term(?: id=\"[^\"<>]*\")?>([^<]*)</term>((?:\s*<termNote type=\"\w+\">[\w-]*</termNote>)*)\s*</\1>"
)
_NOTE = re.compile(r'<termNote type="(\w+)">([\w-]*)</termNote>')
_END = re.compile(r"\s*</(?:langSet|langSec)>")
_DONE = re.compile(r"\s*</(?:termEntry|conceptEntry)>")
_BROKEN_LINE = re.compile(r"\n[ \t]")
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
_STATUSES = {text: status for status, text in reversed(WRITTEN_STATUS.items())}
_PARTS = {"noun", "verb", "adjective", "adverb", "other"}


def concept(text: str, exact: bool) -> Concept | None:
    """Return the concept of a plain entry; None for any other. `exact` as in `EntryReader`."""
    occurrence = _ENTRY.match(text)
    if occurrence is None or (not exact and _BROKEN_LINE.search(text) and _wrapped(text)):
        return None
    given = occurrence[1] or ""
    position = occurrence.end()
    domain = definition = note = ""
    references: list[Reference] = []
    told: list[Transaction] = []
    while (field := _FIELD.match(text, position) or _TRANSACTION.match(text, position)) is not None:
        if field.re is _TRANSACTION:
            kind, day, given_name = field.groups("")
            who = _plain(given_name, exact)
            if who is None:
                return None
            told.append(Transaction(kind, day, who if who.strip() else ""))
            position = field.end()
            continue
        value = _plain(field[5], exact)
        name = field[2] or field[3] or field[4]
        if value is None or not value.strip() or not field[0].endswith(f"</{field[1] or name}>"):
            return None
        if name == "admin":
            references.append(read_citation(value))
        elif (name == "subjectField" and domain) or (name == "definition" and definition) or (name == "note" and note):
            return None
        elif name == "subjectField":
            domain = value
        elif name == "definition":
            definition = value
        else:
            note = value
        position = field.end()
    terms = _terms(text, position, exact)
    if terms is None:
        return None
    settled = with_statuses(terms)
    id_ = (id_of(given) if exact else given.strip()) or generated_id(settled)
    return Concept(id_, settled, domain, definition, note, tuple(references), transactions=tuple(told))


def _terms(text: str, position: int, exact: bool) -> list[tuple[Term, bool]] | None:
    """Return the terms of the languages from `place` on to the end of the entry; None where not all of it is plain."""
    terms: list[tuple[Term, bool]] = []
    while (section := _LANGUAGE.match(text, position)) is not None:
        language, position = language_of(section[2]), section.end()
        if not language:
            return None
        while (occurrence := _TERM.match(text, position)) is not None:
            word, note_text = occurrence[2], _said(occurrence[3])
            if "&" in word or not exact:
                word = _plain(word, exact) or ""
            if note_text is None or not word.strip():
                return None
            status, kind, part = note_text
            terms.append((_term(word, language, status or Status.PREFERRED, kind, part), status is not None))
            position = occurrence.end()
        end = _END.match(text, position)
        if end is None or section[1] not in end[0]:
            return None
        position = end.end()
    end = _DONE.match(text, position)
    return terms if terms and end is not None and end.end() == len(text) else None


_new = object.__new__
_text, _tongue, _status, _kind, _part, _case, _note, _reference = (
    getattr(Term, one.name).__set__ for one in fields(Term)
)


def _term(text: str, language: str, status: Status, kind: Kind, part: str) -> Term:
    """`Term(…)` without the cost of a frozen dataclass's constructor, which is much of what reading a term takes."""
    made = _new(Term)
    _text(made, text)
    _tongue(made, language)
    _status(made, status)
    _kind(made, kind)
    _part(made, part)
    _case(made, None)
    _note(made, "")
    _reference(made, "")
    return made


def _wrapped(text: str) -> bool:
    """Return whether a line is broken inside a text and not between elements."""
    return any("\n" in piece and piece.strip() for piece in re.findall(r">([^<>]+)<", text))


def _plain(text: str, exact: bool) -> str | None:
    if "&" in text:
        if _REFERENCE.search(text):
            return None
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
        text = text.replace("&amp;", "&")
    return text if exact else text.strip()


@lru_cache(maxsize=1024)
def _said(text: str) -> tuple[Status | None, Kind, str] | None:
    """Status, kind and part of speech; None where more is said, or something twice."""
    status: Status | None = None
    kind, part = Kind.FULL, ""
    names = []
    for name, value in _NOTE.findall(text):
        names.append(name)
        if name == "administrativeStatus" and value in _STATUSES:
            status = _STATUSES[value]
        elif name == "termType" and value in READ_KIND:
            kind = READ_KIND[value]
        elif name == "partOfSpeech" and value in _PARTS:
            part = value
        else:
            return None
    return (status, kind, part) if len(set(names)) == len(names) else None

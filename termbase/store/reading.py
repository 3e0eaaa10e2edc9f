"""A termbase in SQLite, for reading: concepts by id, terms by key, by a part of it, by likeness. (`writing.py` changes one.)"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, Self

from yizhi.termbase.model import Concept, Kind, Link, Reference, Relation, Status, Strictness, Term, Transaction
from yizhi.termbase.store import grams
from yizhi.termbase.store.schema import open_reading, plainly

TERM = "t.text, t.language, t.status, t.kind, t.part_of_speech, t.case_sensitive, t.note, t.reference"
"""The columns that `term_of` takes, in its order."""

_FIELDS = "c.number, c.id, c.domain, c.definition, c.note, c.strictness, c.valid_from, c.valid_to"

_FEW = 400
"""So many rows are fetched and sorted by length at once; where there are more, the index gives them length by length."""
_TOGETHER = 500
"""Concepts that are asked for at once; SQLite takes no more than 999 values everywhere."""
_LONG = 64
"""From this length on, in characters of the key, keys are not told apart by length any more."""


class TermMatch(NamedTuple):
    """A term that a look-up found: the concept's id, the key that it was found by, the term."""

    concept: str
    key: str
    term: Term


class Store:
    """One termbase. `name` is what a user knows it by."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self.connection = connection
        self.name = name

    @classmethod
    def open(cls, path: Path, name: str = "", *, settled: bool = False) -> Store:
        """Return a termbase file, read-only. YizhiError where it is none."""
        return cls(open_reading(path, settled=settled), name or str(path))

    def close(self) -> None:
        """Let the file go."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def rows(self, sql: str, values: Iterable[object] = ()) -> Iterator[tuple[object, ...]]:
        """Yield the rows of a query as they come."""
        with plainly(self.name):
            yield from self.connection.execute(sql, tuple(values))

    @property
    def stamp(self) -> str:
        """Another one after every change, and never the same for two termbases that differ."""
        return str(next(self.rows("SELECT stamp FROM state"))[0])

    @property
    def keys(self) -> str:
        """The normalisation that the keys were made with."""
        return str(next(self.rows("SELECT keys FROM state"))[0])

    @property
    def counts(self) -> tuple[int, int]:
        """Concepts and terms."""
        with plainly(self.name):
            concepts, terms = self.connection.execute("SELECT concepts, terms FROM state").fetchone()
        return int(concepts), int(terms)

    def problems(self) -> list[tuple[int, int | None, str, bool]]:
        """Of a compiled termbase: (file number, line, message, lost) of what could not be read."""
        with plainly(self.name):
            rows = self.connection.execute("SELECT file, line, message, lost FROM problem ORDER BY rowid")
            return [(file, line, message, bool(lost)) for file, line, message, lost in rows]

    def has(self, id: str) -> bool:  # noqa: A002 - it is the id
        """Return whether there is a concept of that id."""
        return next(self.rows("SELECT 1 FROM concept WHERE id = ?", (id,)), None) is not None

    def ids(self) -> Iterator[str]:
        """Yield all ids."""
        for (id_,) in self.rows("SELECT id FROM concept"):
            yield str(id_)

    def concept(self, id: str) -> Concept | None:  # noqa: A002 - it is the id
        """Return the concept of an id."""
        if self._is_packed:
            return next(self._unpacked((id,)), None)
        return next(self._concepts("WHERE c.id = ?", (id,)), None)

    def of_ids(self, ids: Sequence[str]) -> Iterator[Concept]:
        """Yield the concepts of some ids, those that there are: one question for hundreds, where a question takes longer than its answer."""
        for first in range(0, len(ids), _TOGETHER):
            some = tuple(ids[first : first + _TOGETHER])
            if self._is_packed:
                yield from self._unpacked(some)
            else:
                yield from self._concepts(f"WHERE c.id IN ({_marks(some)})", some)

    def domains(self, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield (id, domain) of some concepts, those that there are."""
        for first in range(0, len(ids), _TOGETHER):
            some = ids[first : first + _TOGETHER]
            for id_, domain in self.rows(f"SELECT id, domain FROM concept WHERE id IN ({_marks(some)})", some):
                yield str(id_), str(domain)

    def domain(self, id: str) -> str | None:  # noqa: A002 - it is the id
        """Return the domain of a concept; None where there is none of that id. (Cheaper than the whole concept.)"""
        return next((str(domain) for (domain,) in self.rows("SELECT domain FROM concept WHERE id = ?", (id,))), None)

    def concepts(self) -> Iterator[Concept]:
        """Yield all concepts, in the order in which they came."""
        return self._concepts("")

    def _concepts(self, where: str, values: tuple[str, ...] = ()) -> Iterator[Concept]:
        """Yield concepts with what belongs to them: five queries side by side in one order, whatever their number."""
        with plainly(self.name):
            run = self.connection.execute
            terms = _Aside(run(_under("term", TERM, where), values))
            cited = _Aside(run(_under("reference", "t.symbol, t.title, t.url", where), values))
            links = _Aside(run(_under("link", "t.relation, t.target", where), values))
            transactions = _Aside(run(_under("said", "t.kind, t.date, t.who, t.language, t.term", where), values))
            for row in run(f"SELECT {_FIELDS} FROM concept c {where} ORDER BY c.number", values):
                number, id_, domain, definition, note, strictness, valid_from, valid_to = row
                yield Concept(
                    id_,
                    tuple(term_of(fields) for _, *fields in terms.of(number)),
                    domain,
                    definition,
                    note,
                    tuple(Reference(*fields) for _, *fields in cited.of(number)),
                    tuple(Link(Relation(relation), target) for _, relation, target in links.of(number)),
                    _STRICTNESS[strictness],
                    valid_from,
                    valid_to,
                    tuple(Transaction(*fields) for _, *fields in transactions.of(number)),
                )

    @cached_property
    def _is_packed(self) -> bool:
        """Whether each concept also lies there in one piece: so it does where nobody will change it."""
        return next(self.rows("SELECT 1 FROM sqlite_master WHERE name = 'packed'"), None) is not None

    def _unpacked(self, ids: tuple[str, ...]) -> Iterator[Concept]:
        """Yield concepts that lie there in one piece: a fifth of the time that five queries take."""
        with plainly(self.name):
            for (whole,) in self.connection.execute(f"SELECT whole FROM packed WHERE id IN ({_marks(ids)})", ids):
                yield _unpack(whole)

    def terms(self) -> Iterator[tuple[str, Strictness, Term]]:
        """Yield (concept id, strictness, term) of every term, in the order of `concepts`."""
        with plainly(self.name):
            rows = self.connection.execute(
                f"SELECT c.id, c.strictness, {TERM} FROM concept c JOIN term t ON t.concept = c.number"
                " ORDER BY c.number, t.place"
            )
            for id_, strict, *fields in rows:
                yield id_, _STRICTNESS[strict], term_of(fields)

    def by_key(self, key: str) -> list[TermMatch]:
        """Return the terms of a key."""
        return list(self._found(_KEYED, (key,)))

    def containing(self, part: str) -> Iterator[TermMatch]:
        """Yield the terms whose key holds `part` (not empty), the shortest keys first, each when it is asked for."""
        start = len(part)
        shortest = self._shortest(part, None)
        if shortest is not None:
            yield from shortest
            return
        for lengths in (range(start, start + 2), range(start + 2, start + 6), range(start + 6, _LONG)):
            yield from self._in_range(part, lengths)
        yield from self._found(f"{_HOLDING} AND length(t.key) >= {max(start, _LONG)}", (grams.containing(part), part))

    def _in_range(self, part: str, lengths: range) -> Iterator[TermMatch]:
        """Yield the terms with a key of these lengths, the shortest first: halved until the rows are few."""
        if not lengths:
            return
        shortest = self._shortest(part, lengths)
        if shortest is not None:
            yield from shortest
        elif len(lengths) == 1:
            yield from self._found(_HOLDING, (grams.containing(part, lengths), part))
        else:
            half = len(lengths) // 2
            yield from self._in_range(part, lengths[:half])
            yield from self._in_range(part, lengths[half:])

    def _shortest(self, part: str, lengths: range | None) -> list[TermMatch] | None:
        """Return the terms whose key holds the part, sorted; None where there are too many to fetch them all."""
        query = grams.containing(part, lengths or ())
        numbers = [
            number for (number,) in self.rows("SELECT rowid FROM gram WHERE gram MATCH ? LIMIT ?", (query, _FEW))
        ]
        if len(numbers) >= _FEW:
            return None
        marks = ", ".join("?" * len(numbers))
        matches = self._found(f"{_NUMBERED} IN ({marks}) AND instr(t.key, ?)", (*numbers, part))
        return sorted(matches, key=lambda item: (len(item.key), item.key))

    def resembling(self, parts: Iterable[str], lengths: Iterable[int], limit: int) -> Iterator[tuple[int, str]]:
        """Yield (number, key) of terms whose key holds one of `parts` and has one of the lengths; at most `limit` for each part."""
        sizes = list(lengths)
        sql = f"SELECT t.number, t.key FROM {_HOLDING} LIMIT {limit:d}"
        for part in parts:
            with plainly(self.name):
                yield from self.connection.execute(sql, (grams.containing(part, sizes), part))

    def numbered(self, number: int) -> TermMatch:
        """Return the term of a number."""
        return next(self._found(f"{_NUMBERED} = ?", (number,)))

    def _found(self, which: str, values: tuple[object, ...]) -> Iterator[TermMatch]:
        with plainly(self.name):
            for id_, key, *fields in self.connection.execute(f"SELECT c.id, t.key, {TERM} FROM {which}", values):
                yield TermMatch(id_, key, term_of(fields))


def pack(concept: Concept) -> str:
    """Return a concept as one text."""
    terms = []
    for term in concept.terms:
        fields = [
            term.text, term.language, term.status, term.kind, term.part_of_speech, term.case_sensitive, term.note,
            term.reference,
        ]  # fmt: skip
        while fields[-1] in ("", None):
            fields.pop()
        terms.append(fields)
    cited = [(reference.symbol, reference.title, reference.url) for reference in concept.references]
    links = [(link.relation, link.concept) for link in concept.links]
    transactions = [(item.kind, item.date, item.who, item.language, item.term) for item in concept.transactions]
    head = concept.id, concept.domain, concept.definition, concept.note, concept.strictness
    return json.dumps(
        (*head, concept.valid_from, concept.valid_to, terms, cited, links, transactions), ensure_ascii=False
    )


def _unpack(whole: str) -> Concept:
    """Return the concept that `pack` made a text of."""
    (
        id_, domain, definition, note, strictness, valid_from, valid_to, terms, cited, links, transactions,
    ) = json.loads(whole)  # fmt: skip
    return Concept(
        id_,
        tuple([Term(text, tag, _STATUS[status], _KIND[kind], *more) for text, tag, status, kind, *more in terms]),
        domain,
        definition,
        note,
        tuple([Reference(*fields) for fields in cited]) if cited else (),
        tuple([Link(Relation(relation), target) for relation, target in links]) if links else (),
        _STRICTNESS[strictness],
        valid_from,
        valid_to,
        tuple([Transaction(*fields) for fields in transactions]) if transactions else (),
    )


def _marks(values: Sequence[str]) -> str:
    """Return the question marks for so many values."""
    return ", ".join("?" * len(values))


def _under(table: str, columns: str, where: str) -> str:
    """Return the query for what belongs to concepts, in their order."""
    return (
        f"SELECT c.number, {columns} FROM concept c JOIN {table} t ON t.concept = c.number {where}"
        " ORDER BY c.number, t.place"
    )


def term_of(fields: Sequence[Any]) -> Term:
    """Return the term of a row with the columns `TERM`."""
    text, language, status, kind, part_of_speech, case_sensitive, note, reference = fields
    return Term(
        text,
        language,
        _STATUS[status],
        _KIND[kind],
        part_of_speech,
        None if case_sensitive is None else bool(case_sensitive),
        note,
        reference,
    )


class _Aside:
    """Rows that begin with a concept's number, in rising order, handed out concept by concept."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, number: int) -> list[tuple[Any, ...]]:
        """Return the rows of a concept. Numbers are asked for in rising order."""
        if self._next is None or self._next[0] != number:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows


_STATUS = {member.value: member for member in Status}
_KIND = {member.value: member for member in Kind}
_STRICTNESS = {member.value: member for member in Strictness}
_KEYED = "term t JOIN concept c ON c.number = t.concept WHERE t.key = ?"
_NUMBERED = "term t JOIN concept c ON c.number = t.concept WHERE t.number"
# CROSS JOIN is SQLite's word for "in this order": the index first, row by row as they are asked for.
_HOLDING = (
    "gram CROSS JOIN term t ON t.number = gram.rowid CROSS JOIN concept c ON c.number = t.concept"
    " WHERE gram MATCH ? AND instr(t.key, ?)"
)

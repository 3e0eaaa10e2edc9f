"""Concepts out of a list as people keep it. Whatever is not taken is named: columns, sheets, rows, cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from yizhi.termbase.errors import Malformed, Problem
from yizhi.termbase.formats.citation import read_citation
from yizhi.termbase.formats.table import (
    RELATIONS,
    TermColumns,
    generated_id,
    meaning_of_ours,
    pieces,
    read_rows,
)
from yizhi.termbase.lists.languages import one_row_a_concept
from yizhi.termbase.lists.layout import FORMS, ListColumn, ListLayout, NumberedRow, layout_of, no_terms
from yizhi.termbase.lists.options import TERMS, ListOptions, ignored
from yizhi.termbase.lists.term_cells import terms_of
from yizhi.termbase.model import Concept, Kind, Link, Relation, Status, Strictness, Term
from yizhi.termbase.validation import illegal, mended

_OURS = {"strictness", "valid-from", "valid-to", *RELATIONS}
_STATUS_WORDS = (
    (Status.FORBIDDEN, re.compile(r"forbidden|prohibited|banned|do not use|don't use|禁用|禁止|不得使用", re.IGNORECASE)),
    (Status.DEPRECATED, re.compile(r"deprecated|obsolete|superseded|not recommended|avoid|旧|停用|不推荐|淘汰|舊", re.IGNORECASE)),
    (Status.PROPOSED, re.compile(r"proposed|draft|pending|candidate|provisional|new|待定|待审|拟议|建议|草案|候选", re.IGNORECASE)),
    (Status.ADMITTED, re.compile(r"admitted|allowed|accepted|acceptable|synonym|允许|可用|许用|同义", re.IGNORECASE)),
    (Status.PREFERRED, re.compile(r"preferred|approved|standard|recommended|official|valid|final|首选|推荐|标准|规范|正式|审定|已核|通过", re.IGNORECASE)),
)  # fmt: skip
_SILENT = re.compile(r"(?:Case\w*|Half\w*|Custom\w*|Exact\w*|Fuzzy\w*|None|yes|no|true|false|[;,\s])*", re.IGNORECASE)
"""What memoQ says of matching in `Term_Info`, and plain ticks: no status."""
_PLAIN_SHEET = re.compile(r"(?:sheet|工作表|feuil|tabelle|blatt|glossary|terms?|术语表?)\s*\d*", re.IGNORECASE)
_DATE = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")
_NAMED_LINES = 5
"""Rows that are named by their line."""
_PARTS = re.compile(r"\s*(?:[\n;；]|\s\|\s)\s*")


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A table of a file: its name (empty in a text file), its rows with their lines, and whether the file hides it."""

    name: str
    rows: Sequence[NumberedRow]
    hidden: bool = False


class _Placed(NamedTuple):
    """A term and the column that it came from."""

    column: int
    term: Term


def read_lists(sheets: Iterable[ListSheet], path: Path, options: ListOptions) -> Iterator[Concept | Problem]:
    """Yield the concepts of a file's tables. Raise Malformed where no sheet has a column of terms."""
    for item in _read_lists(sheets, path, options):
        if isinstance(item, Problem) and not item.message.isprintable():
            # A name with bytes of another encoding is quoted in a form that can be stored and shown.
            yield replace(item, message=item.message.encode("utf-8", "backslashreplace").decode("utf-8"))
        else:
            yield item


def _read_lists(sheets: Iterable[ListSheet], path: Path, options: ListOptions) -> Iterator[Concept | Problem]:
    location = str(path)
    listed = list(sheets)
    if not options.columns and options.header_row is None:
        listed, remarks = _with_a_row_a_concept(listed, location)
        yield from remarks
    chosen, unchosen = _chosen(listed, path, options)
    for sheet in unchosen:
        yield ignored(location, "sheet", repr(sheet.name), _filled(sheet.rows), "another sheet was asked for")
    if not chosen:
        raise Malformed("an empty table", hint="its first line names the columns, such as zh-Hans and en", path=path)
    read: list[tuple[ListSheet, ListLayout | None]] = []
    failed: list[tuple[ListSheet, Malformed]] = []
    for sheet in chosen:
        try:
            read.append((sheet, None if _is_ours(sheet.rows, options) else _layout(sheet, path, options)))
        except Malformed as error:
            failed.append((sheet, error))
    if not read:
        raise failed[0][1]
    for sheet, fault in failed:
        yield ignored(location, "sheet", repr(sheet.name), _filled(sheet.rows), fault.message)
    for sheet, layout in read:
        if sheet.hidden:
            yield Problem(location, None, f"sheet {sheet.name!r} is hidden in the workbook; it was read", lost=False)
        if layout is None:
            yield from read_rows(sheet.rows, path)
        else:
            named = sheet.name if len(read) > 1 and not _PLAIN_SHEET.fullmatch(sheet.name) else ""
            yield from _ListReader(layout, sheet, location, options, named).concepts()


def _with_a_row_a_concept(sheets: Sequence[ListSheet], path: str) -> tuple[list[ListSheet], list[Problem]]:
    """Return the sheets, those with one row a term turned into such with one row a concept, and what is to be said of it."""
    turned: list[ListSheet] = []
    remarks: list[Problem] = []
    for sheet in sheets:
        rows = [row for row in sheet.rows if any(cell.strip() for cell in row[1])]
        long = one_row_a_concept(rows, meaning_of_ours)
        if long is None:
            turned.append(sheet)
            continue
        turned.append(replace(sheet, rows=long.rows))
        where = f" in sheet {sheet.name!r}" if sheet.name else ""
        message = f"a row a term{where}: {long.terms:,} rows are {long.concepts:,} concepts; column {long.column!r} says the language"
        remarks.append(Problem(path, rows[0][0], message, lost=False))
    return turned, remarks


def _chosen(sheets: list[ListSheet], path: Path, options: ListOptions) -> tuple[list[ListSheet], list[ListSheet]]:
    """Return the sheets with rows that are to be read, and those with rows that are not."""
    filled = [sheet for sheet in sheets if _filled(sheet.rows)]
    if not options.sheet:
        return filled, []
    requested = [sheet for sheet in sheets if sheet.name.lower() == options.sheet.lower()]
    if not requested:
        names = ", ".join(repr(sheet.name) for sheet in sheets)
        raise Malformed(f"no sheet {options.sheet!r}", hint=f"the sheets are {names}", path=path)
    return [sheet for sheet in requested if _filled(sheet.rows)], [sheet for sheet in filled if sheet not in requested]


def _filled(rows: Sequence[NumberedRow]) -> int:
    return sum(any(cell.strip() for cell in cells) for _, cells in rows)


def _is_ours(rows: Sequence[NumberedRow], options: ListOptions) -> bool:
    """Return whether a table is one of our own: every column bears a name of ours, some of them one that nobody else uses."""
    if options.columns or options.header_row is not None or options.split is not None or options.key == TERMS:
        return False
    header = next((cells for _, cells in rows if any(cell.strip() for cell in cells)), ())
    names = [name.strip().lower() for name in header]
    if not any(name in _OURS or "." in name for name in names):
        return False
    try:
        return not TermColumns(header).unknown
    except ValueError:
        return False


def _layout(sheet: ListSheet, path: Path, options: ListOptions) -> ListLayout:
    rows = [row for row in sheet.rows if any(cell.strip() for cell in row[1])]
    try:
        return layout_of(rows, options, meaning_of_ours)
    except ValueError as error:
        line, names = next(((line, cells) for line, cells in rows), (None, ()))
        raise no_terms(path, [name.strip() for name in names], str(error), line) from None


class _ListReader:
    """Reads the body of one sheet."""

    def __init__(self, layout: ListLayout, sheet: ListSheet, path: str, options: ListOptions, domain: str) -> None:
        self.layout = layout
        self.sheet = sheet
        self.path = path
        self.options = options
        self.domain = domain
        self.where = f"in sheet {sheet.name!r}" if sheet.name else ""
        self.terms = [column for column in layout.columns if column.holds_terms]
        self.status = [column for column in layout.columns if column.field == "status"]
        self.speech = [column for column in layout.columns if column.field == "part-of-speech"]
        self.rows = [row for row in sheet.rows if any(cell.strip() for cell in row[1])]
        self.header = self.rows[self.layout.body - 1][0] if self.layout.body else None
        self.without_terms: list[int | None] = []
        self.first: dict[str, int | None] = {}
        self.repeated: list[int | None] = []

    def concepts(self) -> Iterator[Concept | Problem]:
        """Yield the concepts, what is worth knowing, and what was left."""
        body = self.rows[self.layout.body :]
        for remark in self.layout.remarks:
            yield Problem(self.path, None, f"{remark} {self.where}".strip(), lost=False)
        if self.layout.above:
            line = self.layout.above[0][0]
            words = " ".join(cell.strip() for _, cells in self.layout.above for cell in cells if cell.strip())
            yield ignored(self.path, "rows above the header", f"({words:.60})", len(self.layout.above), "a title", line)
        for index, name in (
            self.layout.unknown if self.sheet.name or not self.layout.width else self.layout.named_unknown
        ):
            cells = sum(bool(row[1][index].strip()) for row in body if index < len(row[1]))
            quoted_name = repr(name) if name else f"number {index + 1} without a name"
            why = f'its name says nothing; take it with --map "{name or index + 1}=FIELD"'
            yield ignored(self.path, "column", f"{quoted_name} {self.where}".strip(), cells, why)
        if self.layout.numbered:
            yield Problem(self.path, None, "running numbers are no ids; the ids are made from the terms", lost=False)
        elif not any(column.field == "id" for column in self.layout.columns):
            yield Problem(self.path, self.header, "no column `id`; the ids are made from the terms", lost=False)
        for number, texts in body:
            yield from self._row(number, texts)
        if self.without_terms:
            why = "no term in them"
            where = _lines(self.without_terms)
            yield ignored(
                self.path, "rows", f"{where} {self.where}".strip(), len(self.without_terms), why, self.without_terms[0]
            )
        if self.repeated:
            message = f"{len(self.repeated):,} rows say again what stood before ({_lines(self.repeated)}); each is one concept with the first"
            yield Problem(self.path, self.repeated[0], message, lost=False)

    def _row(self, line: int | None, listed: Sequence[str]) -> Iterator[Concept | Problem]:
        cells = list(listed)
        if illegal("".join(cells)) is not None:
            if any("\ud800" <= char <= "\udfff" for cell in cells for char in cell):
                yield Problem(self.path, line, "bytes that are not of the file's encoding; row left out")
                return
            cells = [mended(cell) if illegal(cell.replace("\n", "")) is not None else cell for cell in cells]
            yield Problem(self.path, line, "control characters became spaces", lost=False)
        width = self.layout.width
        if width and not self.sheet.name and any(cell.strip() for cell in cells[width:]):
            message = f"{len(cells)} cells under {width} columns; row left out: is there a separator inside a cell?"
            yield Problem(self.path, line, message)
            return
        placed = self._terms(cells)
        if not placed:
            self.without_terms.append(line)
            return
        placed, remarks = self._with_statuses(placed, cells)
        try:
            concept = self._concept(cells, tuple(dict.fromkeys(entry.term for entry in placed)), remarks)
        except ValueError as error:
            yield Problem(self.path, line, str(error))
            return
        if concept.id in self.first:
            self.repeated.append(line)
        self.first.setdefault(concept.id, line)
        yield concept

    def _terms(self, cells: Sequence[str]) -> list[_Placed]:
        placed: list[_Placed] = []
        preferred: set[str] = set()
        # Full terms first: an abbreviation that stands before its term is none the less the abbreviation.
        for column in sorted(self.terms, key=lambda column: column.field != "term"):
            cell = _at(cells, column.position)
            if not cell:
                continue
            status, kind = FORMS[column.field]
            column_terms = terms_of(
                cell, column.language, status, kind, self.options.split, further=column.language in preferred
            )
            if any(term.status is Status.PREFERRED and term.kind is Kind.FULL for term in column_terms):
                preferred.add(column.language)
            placed += [_Placed(column.position, term) for term in column_terms]
        order = {column.language: index for index, column in reversed(list(enumerate(self.terms)))}
        return sorted(placed, key=lambda entry: order.get(entry.term.language, 0))

    def _with_statuses(self, placed: list[_Placed], cells: Sequence[str]) -> tuple[list[_Placed], list[str]]:
        """Return the terms with what the columns of status and part of speech say of them; words that say nothing known become notes."""
        remarks: list[str] = []
        for column in self.status:
            word = _at(cells, column.position)
            if not word or _SILENT.fullmatch(word):
                continue
            status = status_named(word)
            if status is None:
                remarks.append(f"{column.name}: {word}")
                continue
            about = self._about(column, self.status)
            placed = [
                entry._replace(term=_of_status(entry.term, status)) if about in (None, entry.column) else entry
                for entry in placed
            ]
        for column in self.speech:
            word = _at(cells, column.position)
            about = self._about(column, self.speech)
            if word:
                placed = [
                    entry._replace(term=replace(entry.term, part_of_speech=word))
                    if about in (None, entry.column)
                    else entry
                    for entry in placed
                ]
        return placed, remarks

    def _about(self, column: ListColumn, alike: Sequence[ListColumn]) -> int | None:
        """Return the column of terms that one of several columns of this sort speaks of: the one before it; None: the only one speaks of all."""
        if len(alike) < 2:
            return None
        before = [term.position for term in self.terms if term.position < column.position]
        return before[-1] if before else None

    def _concept(self, cells: Sequence[str], terms: tuple[Term, ...], remarks: list[str]) -> Concept:
        listed = "" if self.layout.numbered or self.options.key == TERMS else self._joined("id", cells, " ")
        definitions = self._texts("definition", cells)
        notes = [*self._texts("note", cells), *definitions[1:], *remarks]
        strictness = self._joined("strictness", cells, " ").lower()
        dates = [self._joined(name, cells, " ") for name in ("valid-from", "valid-to")]
        if strictness and strictness not in set(Strictness):
            raise ValueError(f"strictness is {', '.join(Strictness)} or empty, not {strictness!r:.40}")
        for date in dates:
            if not _DATE.fullmatch(date):
                raise ValueError(f"a date is like 2018 or 2018-04-19, not {date!r:.40}")
        references = [
            part for text in self._texts("reference", cells, named=False) for part in _PARTS.split(text) if part
        ]
        return Concept(
            listed or generated_id(terms),
            terms,
            domain=self._joined("domain", cells, " / ") or self.domain,
            definition=definitions[0].partition("\0")[2] if definitions else "",
            note="; ".join(note.replace("\0", "") for note in notes),
            references=tuple(map(read_citation, references)),
            links=tuple(
                Link(Relation(column.field), further_id)
                for column in self.layout.columns
                if column.field in RELATIONS
                for further_id in pieces(_at(cells, column.position))
            ),
            strictness=Strictness(strictness) if strictness else Strictness.TERM,
            valid_from=dates[0],
            valid_to=dates[1],
        )

    def _texts(self, field: str, cells: Sequence[str], *, named: bool = True) -> list[str]:
        """Return the texts of a field. Where several columns have it, each is led by its column's name (before a NUL)."""
        columns = [column for column in self.layout.columns if column.field == field]
        lead = named and len(columns) > 1
        return [
            (f"{column.name}: " if lead else "") + ("\0" if field == "definition" else "") + text
            for column in columns
            if (text := _at(cells, column.position))
        ]

    def _joined(self, field: str, cells: Sequence[str], between: str) -> str:
        return between.join(self._texts(field, cells, named=False))


def status_named(word: str) -> Status | None:
    """Return the status that a word of a list stands for; None where it is none of ours."""
    return next((status for status, words in _STATUS_WORDS if words.search(word)), None)


def _of_status(term: Term, status: Status) -> Term:
    """Return a term with the status of its row: an abbreviation that is preferred stays one, a synonym does not become preferred."""
    if status is Status.PREFERRED and term.status is not Status.PREFERRED:
        return term
    if status in (Status.ADMITTED,) and term.kind is not Kind.FULL:
        return term
    return replace(term, status=status)


def _at(cells: Sequence[str], location: int) -> str:
    return cells[location].strip() if location < len(cells) else ""


def _lines(lines: Sequence[int | None]) -> str:
    """Some rows by their numbers."""
    shown = ", ".join(str(line) for line in lines[:_NAMED_LINES] if line is not None)
    return f"{shown} and {len(lines) - _NAMED_LINES:,} more" if len(lines) > _NAMED_LINES else shown

"""Tables of terms, one row a concept: what the columns mean. How cells are stored (TSV, CSV, XLSX) is the business of others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from yizhi.termbase.errors import Malformed
from yizhi.termbase.formats.citation import read_citation, write_citation
from yizhi.termbase.formats.form import ExportReport, Problem
from yizhi.termbase.formats.loss import losses
from yizhi.termbase.language import EN, ZH_HANS, is_well_formed, normalise
from yizhi.termbase.lists.headers import HeaderMeaning
from yizhi.termbase.model import Concept, Kind, Link, Relation, Status, Strictness, Term
from yizhi.termbase.validation import illegal, mended

FIELDS = ("id", "domain", "definition", "note", "reference", "strictness", "status", "valid-from", "valid-to")
RELATIONS = tuple(relation.value for relation in Relation)
FORMS = {
    "": (Status.PREFERRED, Kind.FULL),
    "short": (Status.PREFERRED, Kind.SHORT),
    "abbreviation": (Status.PREFERRED, Kind.ABBREVIATION),
    "admitted": (Status.ADMITTED, Kind.FULL),
    "variant": (Status.ADMITTED, Kind.VARIANT),
    "deprecated": (Status.DEPRECATED, Kind.VARIANT),
    "forbidden": (Status.FORBIDDEN, Kind.VARIANT),
    "proposed": (Status.PROPOSED, Kind.FULL),
}
"""The column `TAG.form` holds terms of this status and kind."""

_FORM_NAMES = {meaning: form or "term" for form, meaning in FORMS.items()}

# The official languages of the United Nations. Any two letters would take `id` for Indonesian and `no` for Norwegian.
_LANGUAGES = {"ar", "en", "es", "fr", "ru", "zh", "eng", "zho", "chi", "cmn"}
_BETWEEN = re.compile(r"(?:^|\s+)\|(?:\s+|$)")
_DATE = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")
_ROW_STATUS = {"": False, "preferred": False, "proposed": True}

Row = tuple[int | None, Sequence[str]]
"""The line of a row in its file, and its cells."""


class TermColumns:
    """What each column of a header holds. Raise ValueError where no column holds terms, or two hold the same."""

    def __init__(self, header: Sequence[str]) -> None:
        self.width = len(header)
        self.fields: dict[str, int] = {}
        self.terms: list[tuple[int, str, Status, Kind]] = []
        self.unknown: list[str] = []
        for index, cell in enumerate(header):
            name = cell.strip()
            column = _column(name)
            if column is None:
                self.unknown += [name] if name else []
            elif isinstance(column, str):
                if column in self.fields:
                    raise ValueError(f"two columns are called {column!r}")
                self.fields[column] = index
            elif any(column == term_columns[1:] for term_columns in self.terms):
                raise ValueError(f"two columns hold the same as {name!r}")
            else:
                self.terms.append((index, *column))
        if not self.terms:
            raise ValueError("no column is called by a language (zh-Hans, en), so there are no terms")
        self.relations = [(Relation(name), self.fields[name]) for name in RELATIONS if name in self.fields]

    def concept(self, cells: Sequence[str]) -> Concept:
        """Return the concept of a row. An id that is not there is made from the terms. ValueError says what is wrong with the row."""
        if len(cells) > self.width:
            if any(cell.strip() for cell in cells[self.width :]):
                raise ValueError(f"{len(cells)} cells under {self.width} columns")
            cells = cells[: self.width]
        elif len(cells) < self.width:
            cells = [*cells, *[""] * (self.width - len(cells))]
        proposed = self._status(cells)
        terms = tuple(
            Term(text, language, Status.PROPOSED if proposed else status, kind)
            for index, language, status, kind in self.terms
            if cells[index]
            for text in pieces(cells[index])
        )
        if not terms:
            raise ValueError("a row without a term")
        return Concept(
            id=self._cell("id", cells) or generated_id(terms),
            terms=terms,
            domain=self._cell("domain", cells),
            definition=self._cell("definition", cells),
            note=self._cell("note", cells),
            references=tuple(map(read_citation, pieces(self._cell("reference", cells)))),
            links=tuple(
                Link(relation, piece)
                for relation, index in self.relations
                if cells[index]
                for piece in pieces(cells[index])
            ),
            strictness=self._strictness(cells),
            valid_from=self._date("valid-from", cells),
            valid_to=self._date("valid-to", cells),
        )

    def _cell(self, name: str, cells: Sequence[str]) -> str:
        column = self.fields.get(name)
        return "" if column is None else cells[column].strip()

    def _status(self, cells: Sequence[str]) -> bool:
        value = self._cell("status", cells).lower()
        if value not in _ROW_STATUS:
            raise ValueError(f"the status of a row is `proposed` or empty, not {value!r:.40}")
        return _ROW_STATUS[value]

    def _strictness(self, cells: Sequence[str]) -> Strictness:
        value = self._cell("strictness", cells).lower()
        if not value:
            return Strictness.TERM
        try:
            return Strictness(value)
        except ValueError:
            raise ValueError(f"strictness is {', '.join(Strictness)} or empty, not {value!r:.40}") from None

    def _date(self, name: str, cells: Sequence[str]) -> str:
        value = self._cell(name, cells)
        if not _DATE.fullmatch(value):
            raise ValueError(f"{name} is a date like 2018 or 2018-04-19, not {value!r:.40}")
        return value


def _column(name: str) -> str | tuple[str, Status, Kind] | None:
    """Return what a column holds: a field of the concept, terms of (language, status, kind), or nothing that we know."""
    plain = name.lower().replace("_", "-").replace(" ", "-")
    if plain in FIELDS or plain in RELATIONS:
        return plain
    tag, _, form = name.partition(".")
    if form.strip().lower() not in FORMS or not is_well_formed(tag):
        return None
    if re.split("[-_]", tag.lower().strip())[0] not in _LANGUAGES:
        return None
    status, kind = FORMS[form.strip().lower()]
    try:
        return normalise(tag), status, kind
    except ValueError:
        return None


def meaning_of_ours(name: str) -> HeaderMeaning | None:
    """Return what a column with a name of our own tables holds, in the terms of lists; None where it is no such name."""
    column = _column(name.strip())
    if column is None:
        return None
    if isinstance(column, str):
        return HeaderMeaning(column)
    return HeaderMeaning(_FORM_NAMES[column[1:]], column[0])


def pieces(cell: str) -> list[str]:
    """Return the parts of a cell that ` | ` separates."""
    cell = cell.strip()
    if "|" not in cell:
        return [cell] if cell else []
    return [part for part in map(str.strip, _BETWEEN.split(cell)) if part]


def generated_id(terms: Sequence[Term]) -> str:
    """Return an id for a concept that came without: readable, and the same whenever the same terms come again, in any file."""
    english = next((term.text for term in terms if term.language == EN), "")
    slug = re.sub("[^a-z0-9]+", "-", english.lower()).strip("-")[:40].rstrip("-")
    content = "\n".join(f"{term.language}\t{term.text}" for term in terms)
    digest = blake2b(content.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{slug}-{digest}" if slug[:1].isalpha() else f"c-{digest}"


def read_rows(rows: Iterable[Row], path: Path) -> Iterator[Concept | Problem]:
    """Yield the concepts of a table; the first row that is not empty is its header. Raise Malformed where there is none."""
    path_text, row_iterator = str(path), iter(rows)
    line, header = next(
        ((line, cells) for line, cells in row_iterator if any(cell.strip() for cell in cells)), (1, None)
    )
    if header is None:
        raise Malformed("an empty table", hint="its first line names the columns, such as zh-Hans and en", path=path)
    try:
        columns = TermColumns(header)
    except ValueError as error:
        raise Malformed(str(error), hint="see `Tables` in the manual for the columns", path=path, line=line) from None
    for name in columns.unknown:
        yield Problem(path_text, line, f"column {name!r:.40} is none of ours and was not read", lost=False)
    if "id" not in columns.fields:
        yield Problem(path_text, line, "no column `id`; the ids are made from the terms", lost=False)
    lines: dict[str, int | None] = {}
    for line, cells in row_iterator:
        if not any(cells):
            continue
        if illegal("".join(cells)) is not None:
            if any("\ud800" <= char <= "\udfff" for cell in cells for char in cell):
                yield Problem(path_text, line, "bytes that are not of the file's encoding")
                continue
            cells = [mended(cell) for cell in cells]
            yield Problem(path_text, line, "control characters became spaces", lost=False)
        try:
            concept = columns.concept(cells)
        except ValueError as error:
            if any(cell.strip() for cell in cells):
                yield Problem(path_text, line, str(error))
            continue
        if concept.id in lines:
            first = "" if lines[concept.id] is None else f" in line {lines[concept.id]}"
            yield Problem(path_text, line, f"{concept.id} stood already{first}; the two are one now", lost=False)
        lines.setdefault(concept.id, line)
        yield concept


def header_for(concepts: Iterable[Concept]) -> list[str]:
    """Return the columns that the concepts need: ours for Chinese and English always, other languages as they occur."""
    others = {term.language for concept in concepts for term in concept.terms} - {ZH_HANS, EN}
    tags = [ZH_HANS, *sorted(tag for tag in others if _column(tag) is not None), EN]
    used = {term.status for concept in concepts for term in concept.terms}
    forms = [form for form in FORMS if form != "proposed" or Status.PROPOSED in used]
    return [*FIELDS, *RELATIONS, *(f"{tag}.{form}".rstrip(".") for tag in tags for form in forms)]


def write_rows(
    concepts: Iterable[Concept],
    put: Callable[[list[str]], object],
    report: ExportReport,
    storable: Callable[[str], str],
) -> None:
    """Hand header and rows to `put`; each row is read back at once, and what did not survive goes into the report.

    `storable` is what becomes of a text in a cell of this form (a TSV cell cannot hold a tab).
    """
    header = header_for(concepts)
    columns = TermColumns(header)
    put(header)
    for concept in concepts:
        cells = [storable(cell) for cell in row_for(concept, columns)]
        try:
            back = columns.concept(cells)
        except ValueError:
            # No row that could be read again (no term that the columns hold): better said than written.
            report.left_out.update(losses(concept, None))
            continue
        put(cells)
        report.concepts += 1
        report.terms += len(back.terms)
        report.left_out.update(losses(concept, back))


def row_for(concept: Concept, columns: TermColumns) -> list[str]:
    """Return the cells of a concept."""
    cells = [""] * columns.width
    proposed = bool(concept.terms) and all(term.status is Status.PROPOSED for term in concept.terms)
    values = {
        "id": concept.id,
        "domain": concept.domain,
        "definition": concept.definition,
        "note": concept.note,
        "reference": _joined(map(write_citation, concept.references)),
        "strictness": concept.strictness.value,
        "status": "proposed" if proposed else "",
        "valid-from": concept.valid_from,
        "valid-to": concept.valid_to,
    }
    for relation in Relation:
        values[relation.value] = _joined(link.concept for link in concept.links if link.relation is relation)
    for name, value in values.items():
        cells[columns.fields[name]] = value
    texts: dict[int, list[str]] = {}
    for term in concept.terms:
        shown = replace(term, status=_STATUS_OF[term.kind]) if proposed else term
        column = _best_column(shown, columns)
        if column is not None:
            texts.setdefault(column, []).append(term.text)
    for column, text in texts.items():
        cells[column] = _joined(text)
    return cells


def _best_column(term: Term, columns: TermColumns) -> int | None:
    """Return the column for a term: its status must be right, its kind too where a column has it."""
    fitting = [
        (kind is not term.kind, index)
        for index, language, status, kind in columns.terms
        if language == term.language and status is term.status
    ]
    return min(fitting)[1] if fitting else None


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(texts)


_STATUS_OF = {
    Kind.FULL: Status.PREFERRED,
    Kind.SHORT: Status.PREFERRED,
    Kind.ABBREVIATION: Status.PREFERRED,
    Kind.VARIANT: Status.ADMITTED,
}
"""In a row marked as proposed the column says the kind alone; this is the status of the column for each kind."""

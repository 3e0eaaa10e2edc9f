"""Bilingual tables in a Word document: recognised by the languages of their columns, wherever they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yizhi.termbase import language
from yizhi.termbase.lists.headers import TERM, language_named, meaning
from yizhi.tm.drafts.word import Paragraph, Word, WordTableRow

Cell = tuple[Paragraph, ...]

CLEAR = 0.8
"""The part of a column's cells with letters that must be in one language for the column to have it."""
FILLED = 0.5
"""The part of a table's rows that must have letters in the source column."""
SHARE = 0.5
"""The part of a document's letters that its bilingual tables hold at least, for the document to be read as them: an annex with
abbreviations does not make a report bilingual."""


@dataclass(frozen=True, slots=True)
class PairTable:
    """A bilingual table: which columns are what (-1: none), and its rows without the header."""

    source: int
    target: int
    id: int
    languages: tuple[str, str]
    rows: tuple[tuple[Cell, ...], ...]
    named: tuple[str, ...] = ()
    """The names of the columns, where there is a header."""
    header: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class TableReading:
    """The bilingual tables of a document, and how much of it they are."""

    tables: tuple[PairTable, ...]
    share: float
    outside: int
    """Paragraphs with text that stand in none of them."""
    uneven: int
    """Rows without two cells for the texts (a heading over the whole width)."""

    @property
    def bilingual(self) -> bool:
        """Whether the document is to be read as its tables."""
        return bool(self.tables) and self.share >= SHARE

    def pairs(self) -> Iterator[tuple[str, Cell, Cell]]:
        """Yield (id, source, target) of every row, in the languages of the first table."""
        ids = [
            _text(row[table.id]).strip()
            for table in self.tables
            if table.id >= 0
            for row in table.rows
            if len(row) > table.id
        ]
        distinct = Counter(ids)
        for table in self.tables:
            swapped = language.primary(table.languages[0]) != language.primary(self.tables[0].languages[0])
            for row in table.rows:
                source, target = (table.target, table.source) if swapped else (table.source, table.target)
                if max(source, target) >= len(row):
                    continue
                row_id = _text(row[table.id]).strip() if table.id >= 0 else ""
                yield row_id if distinct[row_id] == 1 else "", row[source], row[target]

    @property
    def languages(self) -> tuple[str, str]:
        """Of source and target."""
        return self.tables[0].languages


def tables_of(document: Word) -> TableReading:
    """Return the bilingual tables of a document."""
    pair_tables = tuple(table for rows in document.tables if (table := _pair_table(rows)) is not None)
    inside = {
        id(paragraph)
        for table in pair_tables
        for row in (table.header, *table.rows)
        for cell in row
        for paragraph in cell
    }
    weights = [_letters(paragraph.text) for paragraph in document.paragraphs]
    total = sum(weights)
    within = sum(
        weight for weight, paragraph in zip(weights, document.paragraphs, strict=True) if id(paragraph) in inside
    )
    outside = sum(bool(paragraph.text.strip()) for paragraph in document.paragraphs if id(paragraph) not in inside)
    uneven = sum(
        max(table.source, table.target) >= len(row) and any(_text(cell).strip() for cell in row)
        for table in pair_tables
        for row in table.rows
    )
    return TableReading(pair_tables, within / total if total else 0.0, outside, uneven)


def _pair_table(rows: Sequence[WordTableRow]) -> PairTable | None:
    """Return a table as pairs; None where no two columns are in two languages."""
    cells = [row.cells for row in rows if row.cells]
    if not cells:
        return None
    names = tuple(_text(cell).strip() for cell in cells[0])
    tags = {column: language.normalise(name) for column, name in enumerate(names) if language.is_language(name)}
    header = True
    if len({language.primary(tag) for tag in tags.values()}) < 2:
        tags = {
            column: tag
            for column, name in enumerate(names)
            if (tag := language_named(name)) and language.is_language(tag)
        }
    if len({language.primary(tag) for tag in tags.values()}) < 2:
        tags = _guessed(cells)
        header = bool(tags) and _is_header(names, tags, has_body=len(cells) > 1)
    source, target = _two(tags)
    if target < 0:
        return None
    body = tuple(cells[1:] if header else cells)
    if not body or (not header and len(body) < 2):
        return None
    return PairTable(
        source,
        target,
        _id_column(names, body, {source, target}, header=header),
        (tags[source], tags[target]),
        body,
        *((names, cells[0]) if header else ()),
    )


def _two(tags: dict[int, str]) -> tuple[int, int]:
    """Return the first column of a language and the first of another one; -1 where there is none."""
    first = min(tags, default=-1)
    further_columns = [
        column
        for column in sorted(tags)
        if column > first and language.primary(tags[column]) != language.primary(tags[first])
    ]
    return (first, further_columns[0]) if further_columns else (-1, -1)


def _guessed(cells: Sequence[tuple[Cell, ...]]) -> dict[int, str]:
    """Return the columns whose cells are in one language, by their letters."""
    width = Counter(map(len, cells)).most_common(1)[0][0]
    body = [row for row in cells if len(row) == width]
    tags: dict[int, str] = {}
    for column in range(width):
        texts = [text for row in body if _letters(text := _text(row[column]))]
        # The first row may be a header in another language than its column.
        texts = texts[1:] if len(texts) > 1 and texts[0] == _text(cells[0][column]) else texts
        if not texts or (not tags and len(texts) < FILLED * (len(body) - 1)):
            continue
        tongue, number = Counter(map(language.guess, texts)).most_common(1)[0]
        if number >= CLEAR * len(texts):
            tags[column] = tongue
    return tags


def _is_header(names: Sequence[str], tags: dict[int, str], *, has_body: bool) -> bool:
    """Return whether the first row names the columns of texts: in words of ours, or both in one language."""
    source, target = _two(tags)
    if not has_body or max(source, target) >= len(names) or target < 0:
        return False
    both = names[source], names[target]
    if all((header_meaning := meaning(name)) is not None and header_meaning.field == TERM for name in both):
        return True
    return both[0] != both[1] and all(map(_letters, both)) and language.guess(both[0]) == language.guess(both[1])


def _id_column(names: Sequence[str], body: Sequence[tuple[Cell, ...]], taken: set[int], *, header: bool) -> int:
    """Return the column that names the rows: by its header, or by its numbers."""
    for column, name in enumerate(names):
        header_meaning = meaning(name) if header and column not in taken else None
        if header_meaning is not None and header_meaning.field == "id":
            return column
    first = [_text(row[0]).strip() for row in body if row]
    numbered = 0 not in taken and first and all(text and not _letters(text) for text in first)
    return 0 if numbered else -1


def _text(cell: Sequence[Paragraph]) -> str:
    return "\n".join(paragraph.text for paragraph in cell)


def _letters(text: str) -> int:
    """Return how much text there is to read; a Han character counts as three letters."""
    return sum(1 if char.isascii() else 3 for char in text if char.isalpha())

"""Rows of cells as a bilingual draft: which columns are languages, which one is the id, what each row becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from yizhi.termbase import language
from yizhi.termbase.errors import Malformed
from yizhi.termbase.lists.headers import language_named
from yizhi.termbase.records import dataclass
from yizhi.tm.drafts.language_pair import LanguagePair, choice, of_pair
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.model import Draft, Place, Problem, Segment, Unit

Row = tuple[int, Sequence[str], Sequence[int], Sequence[int] | None]
"""Line of the row, its cells, the column at which each cell's text begins (1-based), and the line of each where they differ."""

MAX_COLUMNS = 1000
_SAMPLES = 50
"""Rows that are looked at for what a header leaves open."""
_CLEAR = 0.8
"""The part of a column's cells that must be in one script."""
_GUESSED = {"source": "source", "target": "target", "src": "source", "tgt": "target"}


@dataclass(frozen=True, slots=True)
class SegmentColumns:
    """Which column is what: indexes, and the languages of the two sides. `id` and `document` are -1 where there is none."""

    source: int
    target: int
    source_language: str
    target_language: str
    id: int
    document: int
    others: tuple[tuple[int, str], ...]
    width: int
    headed: bool = True
    """False: the first row is a unit too, and the languages are guessed."""


def columns(
    header: Sequence[str], source: DraftFile, line: int, samples: Sequence[Sequence[str]] = ()
) -> SegmentColumns:
    """Return what a header says. The first language column is the source, the next one of another language the target.

    `samples` are some rows: columns named `source` and `target` take their languages from them.
    Raises Malformed where there are not two languages.
    """
    names = [name.strip() for name in header]
    if len(names) > MAX_COLUMNS:
        raise Malformed(f"{len(names)} columns (limit {MAX_COLUMNS})", path=source.path, line=line)
    tongues = _tags(names, source.pair)
    if len({language.primary(tag) for tag in tongues.values()}) < 2:
        words = {index: tag for index, name in enumerate(names) if (tag := language_named(name))}
        tongues = words if len({language.primary(tag) for tag in words.values()}) > 1 else tongues
    if not tongues:
        tongues = _named_sides(names, samples)
    tongues = of_pair(tongues, source.pair)
    first = min(tongues, default=-1)
    others = [index for index in sorted(tongues) if index > first and not _alike(tongues[index], tongues[first])]
    others = others or [index for index in sorted(tongues) if index > first]
    if not others:
        raise Malformed(
            "the header names no two language columns",
            hint="name the columns of the texts by their language tags, such as zh-Hans and en",
            path=source.path,
            line=line,
        )
    lower = [name.lower() for name in names]
    special = {first, others[0], _find(lower, "id"), _find(lower, "document")}
    rest = tuple((index, name) for index, name in enumerate(names) if index not in special and name)
    return SegmentColumns(
        first,
        others[0],
        tongues[first],
        tongues[others[0]],
        _find(lower, "id"),
        _find(lower, "document"),
        rest,
        len(names),
    )


def _tags(names: Sequence[str], pair: LanguagePair | None) -> dict[int, str]:
    """Return columns that are named by the tags of our languages, or of those that are asked for."""
    asked = () if pair is None else pair.chosen(names)
    return {
        index: language.normalise(name)
        for index, name in enumerate(names)
        if language.is_language(name) or name in asked
    }


def _find(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else -1


def _alike(first: str, second: str) -> bool:
    return language.primary(first) == language.primary(second)


def _named_sides(names: Sequence[str], samples: Sequence[Sequence[str]]) -> dict[int, str]:
    """Return columns named `source` and `target`, with languages guessed from their texts."""
    sides = {}
    for index, name in enumerate(names):
        if name.lower() in _GUESSED:
            text = "\n".join(row[index] for row in samples if index < len(row))
            sides[index] = language.guess(text)
    return sides if len({language.primary(tag) for tag in sides.values()}) == 2 else {}


def layout(rows: Sequence[Row], source: DraftFile) -> tuple[SegmentColumns, Sequence[Row]]:
    """Return what the columns of a table are, and its rows without the header.

    Where no header names languages, they are guessed from the script of the columns; the first row is a header then too, if its
    cells are in one language. Raises Malformed where there are not two languages.
    """
    line, header = rows[0][0], rows[0][1]
    body = rows[1:]
    try:
        return columns(header, source, line, [cells for _, cells, _, _ in body[:_SAMPLES]]), body
    except Malformed:
        guessed = _by_script(rows)
        if guessed is None:
            raise
        first, second, tags = guessed
        names = _cell(header, first), _cell(header, second)
        headed = bool(body) and language.guess(names[0]) == language.guess(names[1])
        others = (
            tuple((index, name) for index, name in enumerate(header) if index not in (first, second) and name)
            if headed
            else ()
        )
        existing = SegmentColumns(first, second, *tags, -1, -1, others, len(header), headed)
        return existing, body if headed else rows


def _by_script(rows: Sequence[Row]) -> tuple[int, int, tuple[str, str]] | None:
    """Return the first two columns in two languages by their script; None where there are none."""
    body = [cells for _, cells, _, _ in rows[:_SAMPLES]]
    tags: dict[int, str] = {}
    for index in range(max(map(len, body))):
        texts = [text for cells in (body[1:] or body) if any(map(str.isalpha, text := _cell(cells, index)))]
        tongues = [language.guess(text) for text in texts]
        likeliest = max(set(tongues), key=tongues.count) if tongues else ""
        clear = likeliest and tongues.count(likeliest) >= _CLEAR * len(tongues)
        if clear and len(texts) * 2 >= len(body) - 1 and likeliest not in tags.values():
            tags[index] = likeliest
    if len(tags) < 2:
        return None
    first, second = sorted(tags)[:2]
    return first, second, (tags[first], tags[second])


def _cell(cells: Sequence[str], offset: int) -> str:
    return cells[offset] if offset < len(cells) else ""


def unit_rows(segment_columns: SegmentColumns, body: Sequence[Row]) -> list[Row]:
    """Return the rows that become units, by the rule that reading follows."""
    return [row for row in body if len(row[1]) == segment_columns.width or usable(segment_columns, 0, row[1], "", [])]


def draft(
    source: DraftFile, name: str, rows: Iterable[Row], notes: Sequence[str] = (), problems: Sequence[Problem] = ()
) -> Draft:
    """Return the bilingual draft in a table."""
    path = str(source.path)
    listed = list(rows)
    if not listed:
        raise Malformed("the table is empty", hint="it needs a header and rows", path=source.path)
    segment_columns, body = layout(listed, source)
    problems_value: list[Problem] = list(problems)
    units = tuple(_units(segment_columns, body, path, problems_value))
    remarks = list(notes)
    remark = _choice(listed[0][1], segment_columns)
    remarks += [remark] if remark else []
    if not segment_columns.headed:
        remarks.append(
            f"no header; {segment_columns.source_language} → {segment_columns.target_language}, guessed from the script of the columns"
        )
    return Draft(
        path,
        name,
        segment_columns.source_language,
        segment_columns.target_language,
        units,
        problems=tuple(problems_value),
        notes=tuple(remarks),
    )


def _choice(header: Sequence[str], segment_columns: SegmentColumns) -> str:
    """Return which columns of several languages are read, for the user."""
    names = [name.strip() for name in header if _LANGUAGE_CODE.fullmatch(name.strip())]
    # The rows may be wider than their header.
    chosen = {*header[segment_columns.source :][:1], *header[segment_columns.target :][:1]}
    chosen = {name.strip() for name in chosen}
    return choice(names, chosen) if segment_columns.headed and chosen <= {*names} else ""


_LANGUAGE_CODE = re.compile(r"(?:ar|de|en|es|fr|it|ja|ko|pt|ru|zh)(?:[-_][A-Za-z]{2,4})?", re.IGNORECASE)
"""What names a language in the header of a table, beside our two: the official ones and others that are frequent."""


def _units(segment_columns: SegmentColumns, body: Iterable[Row], path: str, problems: list[Problem]) -> Iterator[Unit]:
    source, target, at_id, at_document = (
        segment_columns.source,
        segment_columns.target,
        segment_columns.id,
        segment_columns.document,
    )
    source_language, target_language, others = (
        segment_columns.source_language,
        segment_columns.target_language,
        segment_columns.others,
    )
    last = max(source, target)
    for number, (line, cells, starts, lines) in enumerate(body, 1):
        width = len(cells)
        if width != segment_columns.width and not usable(segment_columns, line, cells, path, problems):
            continue
        position = Place(lines[source] if lines else line, starts[source])
        other_place = Place(lines[target] if lines else line, starts[target]) if width > last else Place(line)
        document = cells[at_document].strip() if 0 <= at_document < width else ""
        given = cells[at_id].strip() if 0 <= at_id < width else ""
        yield Unit(
            given or str(number),
            Segment(cells[source], source_language, position),
            Segment(cells[target] if target < width else "", target_language, other_place),
            document or f"{path}#{number}",
            None,
            tuple([(name, cells[index]) for index, name in others if index < width and cells[index]]) if others else (),
        )


def usable(
    segment_columns: SegmentColumns, line: int, cells: Sequence[str], path: str, problems: list[Problem]
) -> bool:
    """Return whether a row of the wrong width can be read. What is lost is a Problem; empty cells at the end may be missing or too many."""
    width = len(cells)
    if width > segment_columns.width:
        if not any(cells[segment_columns.width :]):
            return True
        problems.append(
            Problem(
                path,
                line,
                f"{width} cells where the header has {segment_columns.width}; row skipped: is there a separator inside a cell?",
            )
        )
        return False
    if width <= segment_columns.source:
        problems.append(Problem(path, line, f"{width} cells where the header has {segment_columns.width}; row skipped"))
        return False
    if width <= segment_columns.target:
        problems.append(
            Problem(
                path, line, f"{width} cells where the header has {segment_columns.width}; read as having no translation"
            )
        )
    return True

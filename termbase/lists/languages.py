"""Lists whose cells say the language: `sourceLang` beside `sourceString`, or one row a term with its language (IATE, TermWeb)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from yizhi.termbase.lists.headers import TERM, HeaderMeaning, language_named, meaning

NumberedRow = tuple[int | None, Sequence[str]]

SEARCHED = 25
"""Rows among which the header of a list with one row a term is looked for."""
_LANGUAGE_NAME = re.compile(r"lang|locale|\bl[ _]code\b|语言|語言|语种|語種", re.IGNORECASE)
_TYPE_NAME = re.compile(r"type|kind|类型|類型", re.IGNORECASE)
_OTHER_TAG = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_PROPOSED = re.compile(r"proposed|draft|pending|candidate|provisional|待定|待审|建议|候选", re.IGNORECASE)
_STATUS_NAME = re.compile(r"status|evaluation|状态|狀態", re.IGNORECASE)
_FORMS = (
    ("forbidden", re.compile(r"forbidden|prohibited|banned|do not use|禁用", re.IGNORECASE)),
    (
        "deprecated",
        re.compile(r"deprecated|obsolete|superseded|not recommended|avoid|旧|停用|不推荐|淘汰", re.IGNORECASE),
    ),
    ("abbreviation", re.compile(r"abbrev|acronym|initialism|缩写|缩略|縮寫", re.IGNORECASE)),
    ("short", re.compile(r"short|简称|簡稱", re.IGNORECASE)),
    ("admitted", re.compile(r"admitted|synonym|variant|allowed|同义|同義", re.IGNORECASE)),
)


def tag_of(cell: str) -> str:
    """Return the language that a cell names (`zh-CN`, `Chinese (PRC)`, 中文, `de`); empty where it names none."""
    text = cell.strip()
    return language_named(text) or (text.lower() if _OTHER_TAG.fullmatch(text) else "")


def language_columns(names: Sequence[str], body: Sequence[NumberedRow]) -> dict[int, Counter[str]]:
    """Return the columns that are named after languages and whose cells are all tags: how often each tag stands there."""
    tagged: dict[int, Counter[str]] = {}
    for index, name in enumerate(names):
        if not _LANGUAGE_NAME.search(name):
            continue
        cells = [cells[index] for _, cells in body if index < len(cells) and cells[index].strip()]
        tags = [tag_of(cell) for cell in cells]
        if tags and all(tags):
            tagged[index] = Counter(tags)
    return tagged


def said_languages(
    tagged: Mapping[int, Counter[str]], meanings: Mapping[int, HeaderMeaning]
) -> dict[int, HeaderMeaning]:
    """Return the columns of terms whose language another column says: that of their side, else the next one without a language."""
    readings: dict[int, HeaderMeaning] = {}
    for index, tags in tagged.items():
        if len(tags) != 1:
            continue
        side = meanings[index].side if index in meanings else ""
        for column, reading in sorted(meanings.items()):
            if column in tagged or column in readings or reading.field != TERM or reading.language:
                continue
            if reading.side == side and (side or column > index):
                readings[column] = reading._replace(language=next(iter(tags)))
                break
    return readings


class _LongHeader(NamedTuple):
    """Where a list with one row a term has what it says of a term."""

    row: int
    concept: int
    language: int
    term: int
    type: int
    status: int


class LongList(NamedTuple):
    """A list with one row a term, as a list with one row a concept; how many rows it had."""

    rows: tuple[NumberedRow, ...]
    terms: int
    concepts: int
    column: str
    """The name of the column that says the language."""


def one_row_a_concept(
    rows: Sequence[NumberedRow], own_meaning: Callable[[str], HeaderMeaning | None]
) -> LongList | None:
    """Return a list of terms by language and concept, with a row a concept; None where it is no such list.

    Such a list has a column of ids, a column of languages with two of them at least, and one column of terms that names no
    language. Columns of types and statuses say the form of a term.
    """
    header = _long_header(rows, own_meaning)
    if header is None:
        return None
    names = [" ".join(cell.split()) for cell in rows[header.row][1]]
    body = [row for row in rows[header.row + 1 :] if _at(row[1], header.term)]
    spent = {header.concept, header.language, header.term, header.type, header.status}
    further = [index for index in range(len(names)) if index not in spent]
    concepts: dict[str, list[NumberedRow]] = {}
    for row in body:
        concepts.setdefault(_at(row[1], header.concept), []).append(row)
    slots = list(dict.fromkeys(_slot(cells, header) for _, cells in body))
    heads = ["id", *slots, *(names[index] for index in further), "status", "note"]
    listed: list[NumberedRow] = [(rows[header.row][0], heads)]
    for identity, members in concepts.items():
        texts = ["\n".join(_distinct(members, header.term, slot, header)) for slot in slots]
        rest = ["\n".join(_distinct(members, index, "", header)) for index in further]
        listed.append((members[0][0], [identity, *texts, *rest, *_proposed(members, header)]))
    above = tuple(rows[: header.row])
    return LongList((*above, *listed), len(body), len(concepts), names[header.language])


def _long_header(rows: Sequence[NumberedRow], own_meaning: Callable[[str], HeaderMeaning | None]) -> _LongHeader | None:
    for position, (_, cells) in enumerate(rows[:SEARCHED]):
        names = [" ".join(cell.split()) for cell in cells]
        readings = {index: own_meaning(name) or meaning(name) for index, name in enumerate(names) if name}
        languages = [index for index, name in enumerate(names) if _LANGUAGE_NAME.search(name)]
        terms = [
            index for index, reading in readings.items() if reading == HeaderMeaning(TERM) and index not in languages
        ]
        ids = [index for index, reading in readings.items() if reading is not None and reading.field == "id"]
        if len(languages) != 1 or len(terms) != 1 or not ids:
            continue
        tagged = language_columns(names, rows[position + 1 :]).get(languages[0], Counter())
        if len(tagged) < 2:
            return None
        types = [index for index, name in enumerate(names) if _TYPE_NAME.search(name) and index not in (*terms, *ids)]
        statuses = [index for index, name in enumerate(names) if _STATUS_NAME.search(name)]
        return _LongHeader(position, ids[0], languages[0], terms[0], (types or [-1])[0], (statuses or [-1])[0])
    return None


def _slot(cells: Sequence[str], header: _LongHeader) -> str:
    """Return the name of the column in which a term belongs: its language, and its form where type or status say one."""
    wording = " ".join(_at(cells, index) for index in (header.status, header.type) if index >= 0)
    form = next((form for form, words in _FORMS if words.search(wording)), "")
    tag = tag_of(_at(cells, header.language))
    return f"{tag}.{form}" if form else tag


def _proposed(members: Sequence[NumberedRow], header: _LongHeader) -> tuple[str, str]:
    """Return a status where every term of a concept is proposed, else a note that names those that are."""
    proposed = [_at(cells, header.term) for _, cells in members if _PROPOSED.search(_at(cells, header.status))]
    if len(proposed) == len(members):
        return "proposed", ""
    return "", "; ".join(f"{text}: proposed" for text in dict.fromkeys(proposed))


def _distinct(members: Sequence[NumberedRow], index: int, slot: str, header: _LongHeader) -> list[str]:
    """Return the texts of a column in the rows of a concept, each once; of terms those of one slot."""
    return list(
        dict.fromkeys(
            text for _, cells in members if (text := _at(cells, index)) and (not slot or _slot(cells, header) == slot)
        )
    )


def _at(cells: Sequence[str], index: int) -> str:
    return cells[index].strip() if 0 <= index < len(cells) else ""

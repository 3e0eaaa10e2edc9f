"""Where a list has its header, and what its columns hold: by their names, else by the script of what stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from yizhi.termbase.errors import Malformed
from yizhi.termbase.language import EN, ZH_HANS, is_han, normalise, primary
from yizhi.termbase.lists.headers import SOURCE, TERM, HeaderMeaning, meaning
from yizhi.termbase.lists.languages import language_columns, said_languages
from yizhi.termbase.lists.options import ListOptions
from yizhi.termbase.model import Kind, Status

FORMS = {
    TERM: (Status.PREFERRED, Kind.FULL),
    "short": (Status.PREFERRED, Kind.SHORT),
    "abbreviation": (Status.PREFERRED, Kind.ABBREVIATION),
    "admitted": (Status.ADMITTED, Kind.VARIANT),
    "deprecated": (Status.DEPRECATED, Kind.VARIANT),
    "forbidden": (Status.FORBIDDEN, Kind.VARIANT),
}
"""The fields that hold terms, with the status and the kind of these."""
SEARCHED = 25
"""Rows that may stand above the header."""
SAMPLED = 500
"""Rows whose cells say of which language a column is."""
CLEAR = 0.8
"""The part of a column's cells that must be in one script to have a language by it."""
OPPOSED = 0.8
"""The part of cells in the other script from which a column is taken for the other language, whatever its name."""

Cells = Sequence[str]
NumberedRow = tuple[int | None, Cells]


class ListColumn(NamedTuple):
    """A column of a list: its place, its name as the file has it, what it holds."""

    position: int
    name: str
    field: str
    language: str = ""

    @property
    def holds_terms(self) -> bool:
        """Whether its cells are terms."""
        return self.field in FORMS


class ListLayout(NamedTuple):
    """How a list is built: its columns, the columns that are nobody's, the rows above the body, and what is worth saying."""

    columns: tuple[ListColumn, ...]
    unknown: tuple[tuple[int, str], ...]
    above: tuple[NumberedRow, ...]
    body: int
    """Which of the rows is the first of the body."""
    remarks: tuple[str, ...]
    numbered: bool = False
    """Whether the ids are running numbers, which name rows and not concepts."""
    width: int = 0
    """Columns of the header; 0 where there is none."""

    @property
    def named_unknown(self) -> tuple[tuple[int, str], ...]:
        """The columns that are nobody's and that the header goes over."""
        return tuple((index, name) for index, name in self.unknown if index < self.width)


def layout_of(
    rows: Sequence[NumberedRow], options: ListOptions, own_meaning: Callable[[str], HeaderMeaning | None]
) -> ListLayout:
    """Return the layout of a list. `own` understands the names of our own tables. Raise ValueError where no column holds terms."""
    position, height = _header(rows, options, own_meaning)
    names = _names(rows, position, height)
    body = rows[position + height :] if height else rows
    named = _mapped(names, options)
    meanings: dict[int, HeaderMeaning] = {}
    for index, name in enumerate(names):
        reading = named.get(index) or own_meaning(name) or meaning(name)
        if reading is not None and reading.field != _LEFT_OUT:
            meanings[index] = reading
    remarks: list[str] = []
    telling = _told(names, meanings, body, remarks)
    _sources(meanings)
    left_out = {index for index, reading in named.items() if reading.field == _LEFT_OUT}
    for index in [index for index, reading in meanings.items() if reading.field == "id"][1:]:
        del meanings[index]  # a second id is nobody's
    columns = _with_languages(names, meanings, body, remarks, headed=bool(height))
    if not any(column.field == TERM and column.language for column in columns):
        raise ValueError("no column of terms in a language")
    used = {column.position for column in columns} | telling
    width = max(len(names), max((len(cells) for _, cells in body), default=0))
    unknown = tuple(
        (index, names[index] if index < len(names) else "")
        for index in range(width)
        if index not in used
        and index not in left_out
        and any(index < len(cells) and cells[index].strip() for _, cells in body)
    )
    ids = next((column.position for column in columns if column.field == "id"), -1)
    return ListLayout(
        columns,
        unknown,
        tuple(rows[:position]) if height else (),
        position + height if height else 0,
        tuple(remarks),
        _running(ids, body),
        len(names),
    )


def _sources(meanings: dict[int, HeaderMeaning]) -> None:
    """A column `Source` beside terms of both languages says where they come from; it is no third column of terms."""
    terms = {index: reading for index, reading in meanings.items() if reading.field == TERM}
    named = {primary(reading.language) for reading in terms.values() if reading.language}
    sides = [index for index, reading in terms.items() if reading.side and not reading.language]
    if {"zh", "en"} <= named and [terms[index].side for index in sides] == [SOURCE]:
        meanings[sides[0]] = HeaderMeaning("reference")


def _told(
    names: Sequence[str], meanings: dict[int, HeaderMeaning], body: Sequence[NumberedRow], remarks: list[str]
) -> set[int]:
    """Give columns of terms the language that other columns say; the columns that say it, which hold no terms of their own."""
    tagged = language_columns(names, body)
    languages = said_languages(tagged, meanings)
    meanings |= languages
    for index in tagged:
        meanings.pop(index, None)
    remarks += [
        f"column {names[index]!r}: {reading.language}, as another column says" for index, reading in languages.items()
    ]
    return set(tagged)


_LEFT_OUT = "-"


def _header(
    rows: Sequence[NumberedRow], options: ListOptions, own_meaning: Callable[[str], HeaderMeaning | None]
) -> tuple[int, int]:
    """Return where the header begins among the rows, and how many rows it has (0: there is none)."""
    if options.header_row is not None:
        if options.header_row == 0:
            return 0, 0
        position = next((index for index, (line, _) in enumerate(rows) if line == options.header_row), -1)
        if position < 0:
            raise ValueError(f"no row {options.header_row} for a header")
        return position, 1 + _second_row(rows, position, own_meaning)
    mapped = {name.strip().lower() for name, _ in options.columns}
    best, most = -1, 0.0
    for index, (_, cells) in enumerate(rows[:SEARCHED]):
        texts = [cell.strip() for cell in cells if cell.strip()]
        readings = [own_meaning(text) or meaning(text) or (text.lower() in mapped or None) for text in texts]
        number = sum(reading is not None for reading in readings)
        terms = sum(
            (isinstance(reading, HeaderMeaning) and (reading.field in FORMS)) or reading is True for reading in readings
        )
        # A row of one known cell may be a title; a header names the terms, and most of its cells are names.
        if (
            terms
            and (number >= 2 or (number == len(texts) and len(texts) == 1 and _alone(rows)))
            and number / len(texts) > most
            and number * 2 >= len(texts)
        ):
            best, most = index, number / len(texts)
            if most == 1:
                break
    return (best, 1 + _second_row(rows, best, own_meaning)) if best >= 0 else (0, 0)


def _alone(rows: Sequence[NumberedRow]) -> bool:
    return all(sum(bool(cell.strip()) for cell in cells) <= 1 for _, cells in rows[:SEARCHED])


def _second_row(rows: Sequence[NumberedRow], position: int, own_meaning: Callable[[str], HeaderMeaning | None]) -> int:
    """1 where the next row goes on with the header: every cell of it is a name, and the first row leaves gaps over some."""
    if position + 1 >= len(rows):
        return 0
    first, second = rows[position][1], rows[position + 1][1]
    texts = [cell.strip() for cell in second if cell.strip()]
    if len(texts) < 2 or not all(own_meaning(text) or meaning(text) for text in texts):
        return 0
    under_gaps = any(
        cell.strip()
        and (index >= len(first) or not first[index].strip() or (index and first[index] == first[index - 1]))
        for index, cell in enumerate(second)
    )
    return int(under_gaps)


def _names(rows: Sequence[NumberedRow], position: int, height: int) -> list[str]:
    """Return the name of each column; of a header of two rows both, the upper one over all columns up to the next."""
    if not height:
        return []
    upper = [" ".join(cell.split()) for cell in rows[position][1]]
    if height == 1:
        return upper
    lower = [" ".join(cell.split()) for cell in rows[position + 1][1]]
    names, over = [], ""
    for index in range(max(len(upper), len(lower))):
        above = upper[index] if index < len(upper) else ""
        below = lower[index] if index < len(lower) else ""
        over = above or (over if below else "")
        # A cell that is merged over both rows says the same in both.
        names.append(f"{over} {below}".strip() if below and below != above else above)
    return names


def _mapped(names: Sequence[str], options: ListOptions) -> dict[int, HeaderMeaning]:
    """Return what the user says of columns, by name, letter or number. Raise ValueError for a column that is not there."""
    mappings: dict[int, HeaderMeaning] = {}
    lower = [name.lower() for name in names]
    for name, field in options.columns:
        requested = name.strip().lower()
        if requested in lower:
            places = [index for index, readings in enumerate(lower) if readings == requested]
        elif requested.isdecimal():
            places = [int(requested) - 1]
        elif len(requested) == 1 and "a" <= requested <= "z":
            places = [ord(requested) - ord("a")]
        else:
            raise ValueError(f"no column {name.strip()!r:.40} to map")
        reading = _wanted(field.strip())
        mappings |= dict.fromkeys(places, reading)
    return mappings


def _wanted(field: str) -> HeaderMeaning:
    if field == _LEFT_OUT:
        return HeaderMeaning(_LEFT_OUT)
    tag, _, form = field.partition(".")
    reading = meaning(field)
    if reading is not None and reading.language and not form:
        return reading
    if form or reading is None:
        try:
            if form in ("", *FORMS) and primary(tag) in ("zh", "en", "fr", "es", "ru", "ar"):
                return HeaderMeaning(form or TERM, normalise(tag))
        except ValueError:
            pass
    if reading is not None and reading.field != TERM:
        return reading
    raise ValueError(
        f"nothing is called {field!r:.40}: a language tag (en, zh-Hans, en.abbreviation), a field (note, domain, …) or -"
    )


def _with_languages(
    names: Sequence[str],
    meanings: Mapping[int, HeaderMeaning],
    body: Sequence[NumberedRow],
    remarks: list[str],
    *,
    headed: bool,
) -> tuple[ListColumn, ...]:
    """Return the columns with their languages: as named, else by script; columns that hold each other's language are exchanged."""
    sample = body[:SAMPLED]
    scripts = {index: _script(sample, index) for index in range(max((len(cells) for _, cells in sample), default=0))}
    if not headed:
        meanings = dict(meanings) or {
            index: HeaderMeaning(TERM) for index, (tag, share) in _first_two(scripts).items() if share >= CLEAR
        }
        if meanings:
            remarks.append("no header; the languages are guessed from the script of the columns")
    columns: list[ListColumn] = []
    for index, reading in sorted(meanings.items()):
        name = names[index] if index < len(names) else f"column {index + 1}"
        tag, share = scripts.get(index, ("", 0.0))
        language = reading.language
        if reading.field in FORMS and not language and share >= CLEAR:
            language = tag
            if headed and reading.field == TERM:
                remarks.append(f"column {name!r}: {tag}, guessed from its script")
        elif reading.field in FORMS and not language:
            language = _language_before(columns) if reading.field != TERM else ""
        columns.append(ListColumn(index, name, reading.field, language))
    columns = [column for column in columns if not column.holds_terms or column.language]
    return tuple(_exchanged(columns, scripts, remarks))


def _language_before(columns: Sequence[ListColumn]) -> str:
    """Return the language of the nearest column of terms to the left: an abbreviation stands behind its term."""
    return next((column.language for column in reversed(columns) if column.holds_terms and column.language), "")


def _exchanged(
    columns: Sequence[ListColumn], scripts: Mapping[int, tuple[str, float]], remarks: list[str]
) -> list[ListColumn]:
    """Return columns whose terms are in the other script get the other language; what is said of it names them."""
    wrong = [
        column
        for column in columns
        if column.field == TERM
        and primary(column.language) in ("zh", "en")
        and scripts.get(column.position, ("", 0.0))[1] >= OPPOSED
        and primary(scripts[column.position][0]) != primary(column.language)
    ]
    tongues = {primary(column.language) for column in wrong}
    if tongues != {"zh", "en"}:
        remarks += [
            f"column {column.name!r} is named {column.language}, but holds {scripts[column.position][0]}; taken as named"
            for column in wrong
        ]
        return list(columns)
    names = " and ".join(repr(column.name) for column in wrong)
    remarks.append(f"the columns {names} hold each other's language; taken by what they hold")
    chinese = next((column.language for column in wrong if primary(column.language) == "zh"), ZH_HANS)
    exchanged = {column.position: chinese if column.language == EN else EN for column in wrong}
    return [
        column._replace(language=exchanged[column.position]) if column.position in exchanged else column
        for column in columns
    ]


def _first_two(scripts: Mapping[int, tuple[str, float]]) -> dict[int, tuple[str, float]]:
    """Return the first column of each script, for a list without a header."""
    firsts: dict[str, int] = {}
    for index, (tag, share) in sorted(scripts.items()):
        if tag and share >= CLEAR:
            firsts.setdefault(tag, index)
    return {index: scripts[index] for index in firsts.values()} if len(firsts) == 2 else {}


def _script(rows: Sequence[NumberedRow], index: int) -> tuple[str, float]:
    """Return the language that most cells with letters of a column have by their script, and how many of them."""
    tags: Counter[str] = Counter()
    for _, cells in rows:
        text = cells[index] if index < len(cells) else ""
        han = sum(map(is_han, text))
        latin = sum(char.isalpha() and char < "\u0250" for char in text)
        if han or latin:
            tags[ZH_HANS if han * 3 >= latin and han else EN] += 1
    if not tags:
        return "", 0.0
    tag, number = tags.most_common(1)[0]
    return tag, number / tags.total()


def _running(index: int, body: Sequence[NumberedRow]) -> bool:
    """Return whether a column of ids holds running numbers: whole numbers alone."""
    ids = [cells[index].strip() for _, cells in body if 0 <= index < len(cells) and cells[index].strip()]
    return bool(ids) and all(text.rstrip(".、)").isdecimal() for text in ids)


def no_terms(path: object, names: Sequence[str], reason: str, line: int | None) -> Malformed:
    """Return the error for a list of which nothing can be taken: the columns seen, and how to map them."""
    seen = ", ".join(repr(name) for name in names if name)[:200]
    first = next((name for name in names if name), "1")
    return Malformed(
        f"{reason}; columns: {seen or 'none'}",
        hint=f'say what they are: --map "{first}=en,…=zh-Hans" (--header-row N where the header is not found)',
        path=str(path),
        line=line,
    )

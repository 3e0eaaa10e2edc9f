"""Gettext PO: entries with their plurals; obsolete ones and the header are no text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from yizhi.termbase import language
from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.drafts import po_encoding
from yizhi.tm.drafts.changes import by_segment, changed
from yizhi.tm.drafts.format import DraftFormat, Edit, Note, Written
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.model import Draft, Place, Problem, Run, Segment, Unit

_KEYWORD = compiled(r'[ \t]*(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)[ \t]*(?="|\r?$)')
_STRING = compiled(r'[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*$')
_ESCAPE = compiled(r"((?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}))+)|\\(.)", re.DOTALL)
_BYTE = compiled(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2}))")
_CHARS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


@dataclass(slots=True)
class _String:
    """A keyword's text: `text[start:end]` of the file (all its quoted lines); the place is that of its first character, `runs`
    are the places of the others."""

    value: str
    start: int
    end: int
    line: int
    column: int
    runs: tuple[Run, ...] = ()


@dataclass(slots=True)
class _Entry:
    """What stands between two blank lines."""

    start: int
    line: int
    strings: dict[str, _String] = field(default_factory=dict)
    flags: str = ""
    notes: list[str] = field(default_factory=list)


def _unescaped(match: re.Match[str]) -> str:
    """Return what an escape stands for. Numbers are bytes, several of which may make a character (\\344\\270\\255 is 中)."""
    if not match[1]:
        return _CHARS.get(match[2], match[2])
    numbers = [
        int(octal, 8) & 0xFF if octal else int(hexadecimal, 16) for octal, hexadecimal in _BYTE.findall(match[1])
    ]
    try:
        return bytes(numbers).decode("utf-8")
    except UnicodeDecodeError:
        return "".join(map(chr, numbers))


def _escaped(text: str) -> str:
    """Return a text as PO has it: on one line, or one line for each of its lines."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\r", "\\r")
    pieces = plain.split("\n")
    if len(pieces) == 1:
        return f'"{plain}"'
    lines = [piece + "\\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])
    return f'"{lines[0]}"' if len(lines) == 1 else '""\n' + "\n".join(f'"{line}"' for line in lines)


def _line_mark(text: str) -> str:
    """Return what ends the lines: a carriage return alone where the file has nothing else, as old Macs wrote it."""
    return "\n" if "\n" in text else "\r"


def _entries(text: str, source: DraftFile, problems: list[Problem]) -> list[_Entry]:
    """Return the live entries, in file order. A line that is no PO is a Problem, and the entry with it."""
    entries: list[_Entry] = []
    entry = _Entry(0, 1)
    last: _String | None = None
    broken = False
    offset = 0
    for number, raw in enumerate(text.split(_line_mark(text)), 1):
        line = raw.removesuffix("\r")
        start, offset = offset, offset + len(raw) + 1
        stripped = line.strip()
        keyword = _KEYWORD.match(line)
        begins = not stripped or (stripped.startswith("#") and any(key.startswith("msgstr") for key in entry.strings))
        begins = begins or (
            keyword is not None and keyword[1] in ("msgid", "msgctxt") and "msgstr" in "".join(entry.strings)
        )
        if begins:
            if entry.strings and not broken:
                entries.append(entry)
            entry, last, broken = _Entry(start, number), None, False
        if stripped.startswith("#"):
            _comment(entry, stripped)
            continue
        if not stripped:
            continue
        string = _STRING.match(line, keyword.end() if keyword else 0)
        if keyword and string is None and not line[keyword.end() :].strip():
            # The string begins on the next line.
            end = start + len(line.rstrip())
            last = entry.strings[keyword[1]] = _String("", end, end, number, len(line.rstrip()) + 1)
            continue
        if string is None or (keyword is None and last is None):
            problems.append(Problem(str(source.path), number, "not a line of PO; entry skipped"))
            broken = True
            continue
        value, runs = _read_string(string[1], number, string.start(1) + 1)
        if keyword:
            opening = line.index('"', keyword.end() - 1)
            last = _String(value, start + opening, start + len(line.rstrip()), number, opening + 2, runs)
            entry.strings[keyword[1]] = last
        elif last is not None:
            _lengthen(last, value, start + string.start(1) - 1, start + len(line.rstrip()), runs)
    if entry.strings and not broken:
        entries.append(entry)
    return entries


def _read_string(written: str, line: int, column: int) -> tuple[str, tuple[Run, ...]]:
    """Return what a quoted string says, and where its characters stand. (An escape may stand for several, or several for one.)"""
    runs = [Run(0, line, column)]
    pieces: list[str] = []
    size = done = 0
    for match in _ESCAPE.finditer(written):
        plain, meaning = written[done : match.start()], _unescaped(match)
        pieces += plain, meaning
        size += len(plain)
        runs.append(
            Run(size, line, column + match.start(), max((match.end() - match.start()) // max(len(meaning), 1), 1))
        )
        size, done = size + len(meaning), match.end()
        runs.append(Run(size, line, column + done))
    return "".join((*pieces, written[done:])), tuple(runs)


def _lengthen(string: _String, value: str, start: int, end: int, runs: tuple[Run, ...]) -> None:
    """A string goes on in another line; its place is that of its first character."""
    size = len(string.value)
    if not size:
        string.line, string.column, string.runs = runs[0].line, runs[0].column, ()
    if string.start == string.end:
        string.start = start
    string.runs += tuple(run._replace(start=run.start + size) for run in runs)
    string.value += value
    string.end = end


def _comment(entry: _Entry, line: str) -> None:
    if line.startswith("#,"):
        entry.flags += line[2:]
    elif line.startswith(("#.", "# ")):
        entry.notes.append(line[2:].strip())


def _pairs(entries: Sequence[_Entry]) -> Iterator[tuple[_Entry, str, _String, _String]]:
    """Yield (entry, id, source, target) of everything that is translated; the header is not."""
    number = 0
    for entry in entries:
        singular = entry.strings.get("msgid")
        context = entry.strings.get("msgctxt")
        if singular is None or (not singular.value and (context is None or not context.value)):
            continue
        number += 1
        given = context.value if context is not None and context.value else str(number)
        plural = entry.strings.get("msgid_plural")
        forms = [key for key in entry.strings if key.startswith("msgstr")]
        for key in forms:
            # A language with one form for all numbers (Chinese) translates the plural.
            is_other_form = plural is not None and (key != "msgstr[0]" or len(forms) == 1)
            source = plural if is_other_form and plural is not None else singular
            yield entry, given + key.removeprefix("msgstr") if len(forms) > 1 else given, source, entry.strings[key]


def _read(source: DraftFile) -> Draft:
    decoded, remarks = po_encoding.decoded(source)
    problems: list[Problem] = []
    entries = _entries(decoded.text, source, problems)
    pairs = list(_pairs(entries))
    if not pairs and not problems and not entries:
        raise Malformed("no entries in the file", hint="is it PO?", path=source.path)
    sides, notes = _languages(entries, pairs)
    path = str(source.path)
    units = tuple(
        Unit(given, _segment(first, sides[0]), _segment(second, sides[1]), path, None, _attributes(entry))
        for entry, given, first, second in pairs
    )
    return Draft(path, FORMAT.name, *sides, units, problems=tuple(problems), notes=(*remarks, *notes))


def _segment(string: _String, tongue: str) -> Segment:
    runs = string.runs if len(string.runs) > 1 else ()
    return Segment(string.value, tongue, Place(string.line, string.column), runs=runs)


def _attributes(entry: _Entry) -> tuple[tuple[str, str], ...]:
    attributes = [("state", "fuzzy")] if "fuzzy" in entry.flags else []
    return (*attributes, *(("note", note) for note in entry.notes if note))


def _languages(
    entries: Sequence[_Entry], pairs: Sequence[tuple[_Entry, str, _String, _String]]
) -> tuple[tuple[str, str], list[str]]:
    """The source language is what the texts are in; the target is what the header says, else what the texts are in."""
    source = language.guess("\n".join(pair.value for _, _, pair, _ in pairs[:200]))
    headers = (entry.strings for entry in entries if "msgid" in entry.strings and not entry.strings["msgid"].value)
    header = next((strings["msgstr"].value for strings in headers if "msgstr" in strings), "")
    named = re.search(r"^Language:[ \t]*(\S+)", header, re.MULTILINE)
    try:
        target = language.normalise(named[1] if named else "")
    except ValueError:
        texts = "\n".join(other_language.value for _, _, _, other_language in pairs[:200])
        other_language = language.EN if language.is_chinese(source) else language.ZH_HANS
        target = language.guess(texts) if texts.strip() else other_language
        return (source, target), [f"target language {target}: guessed, the header does not say"]
    return (source, target), []


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes | Written:
    decoded, _ = po_encoding.decoded(source)
    mark = _line_mark(decoded.text)
    line_end = "\r\n" if "\r\n" in decoded.text else mark
    draft = _read(source)
    pairs = list(_pairs(_entries(decoded.text, source, [])))
    edits: list[tuple[int, int, str]] = []
    for (unit, side), wanted in by_segment(changes, draft, source).items():
        if side != "target":
            raise YizhiError("the source of a PO entry is its key and cannot be changed", path=source.path)
        string = pairs[unit][3]
        edits.append((string.start, string.end, _escaped(changed(string.value, wanted, source))))
    for index, entry in {
        pairs[change.unit][0].start: pairs[change.unit][0]
        for change in changes
        if change.unit is not None and change.state == "fuzzy"
    }.items():
        if "fuzzy" not in entry.flags:
            first = min(string.start for string in entry.strings.values())
            line = decoded.text.rfind(mark, 0, first) + 1
            edits.append((max(index, line), max(index, line), "#, fuzzy\n"))
    for note in notes:
        if note.unit is not None:
            index = pairs[note.unit][0].start
            text = "".join(f"# yizhi: {line}\n" for line in note.text.splitlines())
            edits.append(
                (index, index, text if decoded.text[index : index + 1] not in "\r\n" else "\n" + text.rstrip("\n"))
            )
    pieces, done = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [decoded.text[done:start], new.replace("\n", line_end)]
        done = end
    return po_encoding.encoded(decoded, "".join(pieces) + decoded.text[done:])


def _sniff(head: bytes) -> bool:
    return re.search(rb'^msgid "', head, re.MULTILINE) is not None


FORMAT = DraftFormat("po", (".po", ".pot"), _read, _sniff, _edit, "Gettext PO")

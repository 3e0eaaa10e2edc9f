"""The parts of an Excel workbook that change when cells or comments do; every other byte stays as it was.

A library that loads a workbook whole and writes it anew loses what it does not know: rich text, cached values, drawings.
ECMA-376, part 1: 18.3 (sheets), 18.7 (comments); comments are drawn by VML (part 4, 19), without which Excel shows none.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.termbase.validation import mended
from yizhi.tm.drafts.archive import Archive
from yizhi.tm.drafts.escaping import escape, quoteattr

AUTHOR = "yizhi"
MOST = 16_000
"""Characters to a comment."""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "[Content_Types].xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_BEHIND = ("legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")
"""What stands behind `legacyDrawing` in a sheet (18.3.1.99)."""

Cell = tuple[int, int]
"""Row and column, both from 1."""


class SheetPart(NamedTuple):
    """A sheet: its name, its part, and whether the workbook hides it."""

    name: str
    part: str
    hidden: bool


def sheet_parts(archive: Archive) -> list[SheetPart]:
    """Return the sheets of a workbook in their order, by the relations of its main part."""
    book = next(
        (target for kind, _, target in _relations(archive, "") if kind.endswith("/officeDocument")), "xl/workbook.xml"
    )
    targets = {name: target for _, name, target in _relations(archive, book)}
    text = archive.read(book).decode("utf-8", "replace")
    sheets = []
    for tag in re.findall(r"<(?:\w+:)?sheet\s[^>]*>", text):
        attributes = {name: double or single for name, double, single in _ATTRIBUTE.findall(tag)}
        relation = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        if relation in targets and "/worksheets/" in f"/{targets[relation]}":
            sheets.append(
                SheetPart(
                    _plain(attributes.get("name", "")),
                    targets[relation],
                    attributes.get("state", "visible") != "visible",
                )
            )
    return sheets


def with_changes(
    archive: Archive,
    texts: Mapping[str, Mapping[Cell, str]],
    comments: Mapping[str, Mapping[Cell, Sequence[str]]],
) -> bytes:
    """Return the workbook with new texts of cells and with comments, both by the part of their sheet."""
    parts: dict[str, bytes] = {}
    for part in dict.fromkeys([*texts, *comments]):
        data = archive.read(part)
        if texts.get(part):
            data = _with_texts(data, texts[part], archive)
        if comments.get(part):
            data = _with_comments(archive, part, data, comments[part], parts)
        parts[part] = data
    return archive.replaced(parts)


def _with_texts(data: bytes, texts: Mapping[Cell, str], archive: Archive) -> bytes:
    """Return a sheet whose cells say something else, as texts of their own. Raise YizhiError for a cell with a formula or none at all."""
    pending = {f"{column_name(column)}{row}".encode(): text for (row, column), text in texts.items()}
    pieces, done = [], 0
    for tag in re.finditer(rb"<((?:\w+:)?)c\s([^>]*?)(/?)>", data):
        reference = re.search(rb'\br="([A-Z]+[0-9]+)"', tag[2])
        if reference is None or reference[1] not in pending:
            continue
        text = pending.pop(reference[1])
        end = tag.end() if tag[3] else data.index(b"</" + tag[1] + b"c>", tag.end()) + len(tag[1]) + 4
        if re.search(rb"<(?:\w+:)?f[\s>/]", data[tag.start() : end]):
            raise YizhiError(
                f"cell {reference[1].decode()} holds a formula",
                hint="change what it computes from",
                path=archive.source.path,
            )
        attributes = re.sub(rb'\s*\bt="[^"]*"', b"", tag[2]).rstrip()
        pre = tag[1]
        content = escape(mended(text)).encode("utf-8")
        pieces += [
            data[done : tag.start()],
            b'<%sc %s t="inlineStr"><%sis><%st xml:space="preserve">%s</%st></%sis></%sc>'
            % (pre, attributes, pre, pre, content, pre, pre, pre),
        ]
        done = end
    pieces.append(data[done:])
    data = b"".join(pieces)
    for reference_, text in pending.items():
        data = _with_new_cell(data, reference_, text, archive)
    return data


def _with_new_cell(data: bytes, reference: bytes, text: str, archive: Archive) -> bytes:
    """Return a sheet with a cell that was not there, in its place in its row."""
    letters, row = re.fullmatch(rb"([A-Z]+)([0-9]+)", reference).groups()  # type: ignore[union-attr]
    tag = re.search(rb'<((?:\w+:)?)row\s[^>]*\br="%s"[^>]*?(/?)>' % row, data)
    if tag is None or tag[2]:
        raise YizhiError(f"no row {row.decode()} to write into", path=archive.source.path)
    pre = tag[1]
    end = data.index(b"</" + pre + b"row>", tag.end())
    offset = end
    for cell in re.finditer(rb'<(?:\w+:)?c\s[^>]*\br="([A-Z]+)[0-9]+"', data[tag.end() : end]):
        if (len(cell[1]), cell[1]) > (len(letters), letters):
            offset = tag.end() + cell.start()
            break
    content = escape(mended(text)).encode("utf-8")
    new = b'<%sc r="%s" t="inlineStr"><%sis><%st xml:space="preserve">%s</%st></%sis></%sc>' % (
        pre,
        reference,
        pre,
        pre,
        content,
        pre,
        pre,
        pre,
    )
    return data[:offset] + new + data[offset:]


def _with_comments(
    archive: Archive, part: str, data: bytes, comments: Mapping[Cell, Sequence[str]], parts: dict[str, bytes]
) -> bytes:
    """Return a sheet with comments; the comments, their drawing, their relations and types go into `parts`."""
    relations = list(_relations(archive, part))
    existing = next((target for kind, _, target in relations if kind.endswith("/comments")), "")
    drawn = next(((name, target) for kind, name, target in relations if kind.endswith("/vmlDrawing")), None)
    names = {*archive.names(), *parts}
    new_relations: list[tuple[str, str, str]] = []
    if not existing:
        existing = _free(names, "xl/comments{}.xml")
        new_relations.append((f"{_OFFICE}/comments", _free_id(relations, new_relations), existing))
        _add_type(
            archive,
            parts,
            f'<Override PartName="/{existing}" ContentType="{_COMMENTS_TYPE}"/>',
            f'PartName="/{existing}"',
        )
        old = None
    else:
        old = archive.read(existing)
    legacy = re.search(rb"<(?:\w+:)?legacyDrawing\s[^>]*>", data)
    if drawn is None or legacy is None:
        vml = _free(names, "xl/drawings/vmlDrawing{}.vml")
        drawing = _free_id(relations, new_relations)
        new_relations.append((f"{_OFFICE}/vmlDrawing", drawing, vml))
        _add_type(archive, parts, f'<Default Extension="vml" ContentType="{_VML_TYPE}"/>', 'Extension="vml"')
        data = _with_legacy_drawing(data, drawing)
        before = None
    else:
        vml = drawn[1]
        before = archive.read(vml)
    commented, fresh = _comments_part(old, comments)
    parts[existing] = commented
    parts[vml] = _drawing_part(before, fresh, comments)
    if new_relations:
        parts[_relations_part(part)] = _with_relations(archive, part, new_relations)
    return data


def _comments_part(old: bytes | None, comments: Mapping[Cell, Sequence[str]]) -> tuple[bytes, list[Cell]]:
    """Return the comments of a sheet with more of them, and the cells that had none before."""
    if old is None:
        old = _HEAD + b'<comments xmlns="%s"><authors/><commentList/></comments>' % _MAIN.encode()
    prefix = (re.search(rb"<(\w+:)?comments\b", old) or [b"", b""])[1] or b""
    old = re.sub(rb"<%s(authors|commentList)\s*/>" % prefix, rb"<%s\1></%s\1>" % (prefix, prefix), old)
    authors = old.index(b"</%sauthors>" % prefix)
    number = len(re.findall(rb"<%sauthor[\s>/]" % prefix, old[:authors]))
    old = old[:authors] + b"<%sauthor>%s</%sauthor>" % (prefix, AUTHOR.encode(), prefix) + old[authors:]
    places = {
        match[1]: match.start() for match in re.finditer(rb'<%scomment\s[^>]*\bref="([A-Z]+[0-9]+)"' % prefix, old)
    }
    edits: list[tuple[int, bytes]] = []
    fresh: list[Cell] = []
    added: list[bytes] = []
    for (row, column), lines in sorted(comments.items()):
        reference = f"{column_name(column)}{row}".encode()
        content = escape(mended("\n".join(lines))[:MOST]).encode("utf-8")
        run = b'<%sr><%st xml:space="preserve">%s</%st></%sr>'
        if reference in places:
            end = old.index(b"</%stext>" % prefix, places[reference])
            edits.append((end, run % (prefix, prefix, b"\n" + content, prefix, prefix)))
            continue
        fresh.append((row, column))
        text = run % (prefix, prefix, content, prefix, prefix)
        added.append(
            b'<%scomment ref="%s" authorId="%d"><%stext>%s</%stext></%scomment>'
            % (prefix, reference, number, prefix, text, prefix, prefix)
        )
    edits.append((old.index(b"</%scommentList>" % prefix), b"".join(added)))
    for offset, piece in sorted(edits, reverse=True):
        old = old[:offset] + piece + old[offset:]
    return old, fresh


def _drawing_part(old: bytes | None, cells: Sequence[Cell], comments: Mapping[Cell, Sequence[str]]) -> bytes:
    """Return the drawing that shows the comments: a hidden box beside each cell."""
    if old is None:
        old = (
            b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
            b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
            b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
            b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
        )
    first = 1025 + max((int(number) - 1024 for number in re.findall(rb'id="_x0000_s(\d+)"', old)), default=0)
    boxes = []
    for number, (row, column) in enumerate(cells, first):
        height = min(1 + sum(1 + len(line) // 45 for line in comments[row, column]), 30)
        boxes.append(
            f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
            '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox/>'
            f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{column}, 15, {max(row - 2, 0)}, 10, {column + 5}, 15, '
            f"{max(row - 2, 0) + height}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column>"
            "</x:ClientData></v:shape>"
        )
    close = old.rindex(b"</xml>")
    return old[:close] + "".join(boxes).encode() + old[close:]


def _with_legacy_drawing(data: bytes, relation: str) -> bytes:
    root = re.search(rb"<((?:\w+:)?)worksheet\b[^>]*>", data)
    if root is None:
        raise Malformed("a sheet without its root", hint="open and save it again")
    pre = root[1].decode()
    mark = f'<{pre}legacyDrawing xmlns:r="{_OFFICE}" r:id={quoteattr(relation)}/>'.encode()
    behind = re.search(rb"<(?:\w+:)?(?:%s)[\s>/]" % "|".join(_BEHIND).encode(), data)
    offset = behind.start() if behind else data.rindex(b"</" + root[1] + b"worksheet>")
    return data[:offset] + mark + data[offset:]


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relations(archive: Archive, part: str) -> Iterable[tuple[str, str, str]]:
    """Yield (type, id, target) of a part's relations; targets as names of parts."""
    name = _relations_part(part)
    if name not in archive.names():
        return
    for tag in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", archive.read(name).decode("utf-8", "replace")):
        attributes = {key: double or single for key, double, single in _ATTRIBUTE.findall(tag)}
        if attributes.get("TargetMode") == "External":
            continue
        target = attributes.get("Target", "")
        target = (
            target[1:]
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
        )
        yield attributes.get("Type", ""), attributes.get("Id", ""), target


def _with_relations(archive: Archive, part: str, new: Sequence[tuple[str, str, str]]) -> bytes:
    name = _relations_part(part)
    old = (
        archive.read(name)
        if name in archive.names()
        else _HEAD + f'<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
    )
    old = re.sub(rb"<((?:\w+:)?)Relationships([^>]*)/>", rb"<\1Relationships\2></\1Relationships>", old)
    prefix = (re.search(rb"<(\w+:)?Relationships\b", old) or [b"", b""])[1] or b""
    added = "".join(
        f'<{prefix.decode()}Relationship Id="{relation}" Type="{kind}" Target="/{target}"/>'
        for kind, relation, target in new
    )
    close = old.rindex(b"</" + prefix + b"Relationships>")
    return old[:close] + added.encode() + old[close:]


def _add_type(archive: Archive, parts: dict[str, bytes], tag: str, existing: str) -> None:
    """Declare a content type, once."""
    types = parts.get(_TYPES) or archive.read(_TYPES)
    if existing.encode() not in types:
        close = types.rindex(b"</")
        parts[_TYPES] = types[:close] + tag.encode() + types[close:]


def _free(names: Iterable[str], pattern: str) -> str:
    taken = set(names)
    return next(name for number in range(1, len(taken) + 2) if (name := pattern.format(number)) not in taken)


def _free_id(relations: Iterable[tuple[str, str, str]], new: Iterable[tuple[str, str, str]]) -> str:
    taken = {name for _, name, _ in [*relations, *new]}
    return next(name for number in range(1, len(taken) + 2) if (name := f"rIdYz{number}") not in taken)


def column_name(number: int) -> str:
    """Return the letters of a column, from 1: A, B, …, Z, AA."""
    letters = ""
    while number:
        number, remainder = divmod(number - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


def _plain(text: str) -> str:
    for code, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(code, char)
    return text

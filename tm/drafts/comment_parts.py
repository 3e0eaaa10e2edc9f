"""The parts of a Word file that comments live in: their own, its relation, its content type."""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.termbase.validation import mended
from yizhi.tm.drafts.archive import Archive
from yizhi.tm.drafts.escaping import escape, quoteattr
from yizhi.tm.drafts.inline import spliced
from yizhi.tm.drafts.markup import Element, MarkupDocument, parse

AUTHOR, INITIALS = "yizhi", "yz"
_FOLDER = "word/"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def declared(root: Element) -> str:
    """Return what declares the prefix `w`, where the root does not."""
    namespace = root.attributes.get(f"xmlns:{root.prefix}" if root.prefix else "xmlns", _NAMESPACE)
    return "" if root.attributes.get("xmlns:w") == namespace else f" xmlns:w={quoteattr(namespace)}"


def number_of(comment: Element) -> int:
    given = comment.get("id")
    return int(given) if given.isdecimal() else -1


def comment(number: int, text: str, declared: str) -> str:
    first, *more = [escape(line) for line in mended(text).splitlines()] or [""]
    lines = [f'<w:r><w:annotationRef/></w:r><w:r><w:t xml:space="preserve">{first}</w:t></w:r>']
    lines += [f'<w:r><w:t xml:space="preserve">{line}</w:t></w:r>' for line in more]
    paragraphs = "".join(f"<w:p>{line}</w:p>" for line in lines)
    return f'<w:comment{declared} w:id="{number}" w:author="{AUTHOR}" w:initials="{INITIALS}">{paragraphs}</w:comment>'


def comments_part(archive: Archive) -> tuple[str, MarkupDocument | None]:
    """Return the part with the comments, whatever its name; None for its content where there is none yet."""
    if RELATIONS in archive.names():
        for relation in parse(archive.part(RELATIONS)).root.elements("Relationship"):
            if relation.get("Type").endswith("/relationships/comments"):
                target = relation.get("Target")
                name = target.lstrip("/") if target.startswith("/") else _FOLDER + target
                if name in archive.names():
                    return name, parse(archive.part(name))
    return _free(archive), None


def _free(archive: Archive) -> str:
    names, number = {name.lower() for name in archive.names()}, 0
    while (name := f"{_FOLDER}comments{number or ''}.xml") in names:
        number += 1
    return name


def with_comments(old: MarkupDocument | None, new: str) -> bytes:
    if old is None:
        return f'{_HEAD}<w:comments xmlns:w="{_NAMESPACE}">{new}</w:comments>'.encode()
    return _appended(old, new)


def _appended(old: MarkupDocument, new: str) -> bytes:
    """Return a part with something more at the end of its root."""
    root, text = old.root, new.encode()
    if root.inner < root.end:
        edit = (root.close, root.close, text)
    else:
        name = f"{root.prefix}:{root.name}" if root.prefix else root.name
        tag = old.data[root.start : root.end].rstrip(b">").rstrip(b"/").rstrip()
        edit = (root.start, root.end, tag + b">" + text + f"</{name}>".encode())
    return old.encode(spliced(old.data, [edit]))


def related(archive: Archive, name: str) -> bytes:
    """Return the relations of the document with one to the comments."""
    if RELATIONS not in archive.names():
        return f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{_relation(name, "rId1")}</Relationships>'.encode()
    old = parse(archive.part(RELATIONS))
    taken = {relation.get("Id") for relation in old.root.elements()}
    return _appended(old, _relation(name, next(_ids(taken))))


def _ids(taken: set[str]) -> Iterator[str]:
    number = len(taken) + 1
    while True:
        if f"rId{number}" not in taken:
            yield f"rId{number}"
        number += 1


def _relation(name: str, identity: str) -> str:
    target = name.removeprefix(_FOLDER)
    return f'<Relationship xmlns="{_RELATIONSHIPS}" Id="{identity}" Type="{_RELATION}" Target="{target}"/>'


def typed(archive: Archive, name: str) -> bytes:
    old = parse(archive.part(TYPES))
    namespace = quoteattr(
        old.root.attributes.get("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")
    )
    return _appended(old, f'<Override xmlns={namespace} PartName="/{name}" ContentType="{_TYPE}"/>')

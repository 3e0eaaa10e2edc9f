"""Inline codes of TMX (Level 2): native code inside `bpt`, `ept`, `it` and `ph`, and `hi` around mere text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, fromstring

from yizhi.tm.drafts.escaping import escape, quoteattr
from yizhi.tm.model import Tag

_ATTRIBUTES = {
    "bpt": {"i", "x", "type"},
    "ept": {"i"},
    "it": {"pos", "x", "type"},
    "ph": {"x", "assoc", "type"},
    "hi": {"x", "type"},
    "ut": {"x"},
}
"""The inline elements of TMX 1.4b and what they may carry (XLIFF has elements of the same names that carry other things)."""
_NEEDED = {"bpt": {"i"}, "ept": {"i"}, "it": {"pos"}}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_codes(segment: Element) -> tuple[str, tuple[Tag, ...]]:
    """Return the plain text of a `seg` and its codes. Text inside a code is native code, not text; `raw` is the code as XML.

    `id` is what pairs source and target: `x` where there is one, else `i`; an `ept` has the id of its `bpt`.
    """
    ids = {code.get("i"): code.get("x") or code.get("i") or "" for code in segment.iter("bpt")}
    pieces: list[str] = []
    tags: list[Tag] = []
    size = 0
    for piece in _pieces(segment, ids):
        if isinstance(piece, str):
            pieces.append(piece)
            size += len(piece)
        else:
            tags.append(Tag(size, *piece))
    return "".join(pieces), tuple(tags)


def _pieces(parent: Element, ids: Mapping[str | None, str]) -> Iterator[str | tuple[str, str, str]]:
    """Yield the text of an element, and the kind, id and XML of each code in it, in their order; `ids` are those of opening codes."""
    if parent.text:
        yield parent.text
    for child in parent:
        name = _local(child.tag)
        code = ids.get(child.get("i"), child.get("i")) if name == "ept" else child.get("x") or child.get("i")
        if name == "hi":
            yield "open", code or "", _start(child) + ">"
            yield from _pieces(child, ids)
            yield "close", code or "", "</hi>"
        elif name not in _ATTRIBUTES:  # an element of another standard: its text is text
            yield from _pieces(child, ids)
        else:
            yield _kind(name, child), code or "", _serial(child)
        if child.tail:
            yield child.tail


def _kind(name: str, element: Element) -> str:
    if name == "it":
        return "close" if element.get("pos") == "end" else "open"
    return {"bpt": "open", "ept": "close"}.get(name, "alone")


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _start(element: Element) -> str:
    attributes = "".join(
        f" {'xml:lang' if name == _XML_LANG else _local(name)}={quoteattr(value)}" for name, value in element.items()
    )
    return f"<{_local(element.tag)}{attributes}"


def _serial(element: Element) -> str:
    inside = escape(element.text or "") + "".join(_serial(child) + escape(child.tail or "") for child in element)
    return _start(element) + (f">{inside}</{_local(element.tag)}>" if inside else "/>")


def write_codes(text: str, tags: Sequence[Tag]) -> str:
    """Return the content of a `seg`: codes that came from TMX as they were, native code of other formats wrapped.

    An opening code without its closing one becomes `it`, as the DTD wants; a `hi` that does not nest becomes mere text.
    """
    pieces: list[str] = []
    done = 0
    for tag, code in _codes(tags):
        pieces += escape(text[done : tag.at]), code
        done = tag.at
    return "".join(pieces) + escape(text[done:])


def _codes(tags: Sequence[Tag]) -> Iterator[tuple[Tag, str]]:
    partners, paired = _partners(tags), _nested(tags)
    for index, tag in enumerate(tags):
        if _is_highlight(tag):
            yield tag, tag.raw if index in paired else ""
        elif _is_code(tag.raw):
            yield tag, tag.raw
        elif tag.kind == "alone":
            yield tag, f"<ph{_x(tag.id)}>{escape(tag.raw)}</ph>"
        elif index in partners:
            number = partners[index]
            if tag.kind == "open":
                yield tag, f'<bpt i="{number}"{_x(tag.id)}>{escape(tag.raw)}</bpt>'
            else:
                yield tag, f'<ept i="{number}">{escape(tag.raw)}</ept>'
        else:
            side = "begin" if tag.kind == "open" else "end"
            yield tag, f'<it pos="{side}"{_x(tag.id)}>{escape(tag.raw)}</it>'


def _x(code: str) -> str:
    return f" x={quoteattr(code)}" if code else ""


def _is_highlight(tag: Tag) -> bool:
    return tag.raw == "</hi>" or (tag.raw.startswith("<hi") and _is_code(tag.raw + "</hi>"))


@lru_cache(maxsize=4096)
def _is_code(raw: str) -> bool:
    """Return whether a code is one inline element of TMX as its DTD has it."""
    if not raw.startswith("<") or "<!" in raw:
        return False
    try:
        element = fromstring(raw)  # noqa: S314 - no DTD, so nothing to expand
    except ParseError:
        return False
    name, given = str(element.tag), set(element.keys())
    if name not in _ATTRIBUTES or not _NEEDED.get(name, set()) <= given <= _ATTRIBUTES[name]:
        return False
    return all(
        child.tag == "sub" and not set(child.keys()) - {"datatype", "type"} and not len(child) for child in element
    )


def _partners(tags: Sequence[Tag]) -> dict[int, int]:
    """{index of a tag: the number of its pair} for opening and closing codes of other formats with the same id.

    Numbers that codes from TMX use already are not given again.
    """
    used = {identifiers for tag in tags for identifiers in re.findall(r'<(?:bpt|ept)\b[^<>]*?\bi="(\d+)"', tag.raw)}
    numbers = (number for number in range(1, len(tags) + len(used) + 1) if str(number) not in used)
    waiting: dict[str, list[int]] = {}
    identifiers: dict[int, int] = {}
    for index, tag in enumerate(tags):
        if _is_highlight(tag) or _is_code(tag.raw):
            continue
        if tag.kind == "open":
            waiting.setdefault(tag.id, []).append(index)
        elif tag.kind == "close" and waiting.get(tag.id):
            identifiers[index] = identifiers[waiting[tag.id].pop()] = next(numbers)
    return identifiers


def _nested(tags: Sequence[Tag]) -> set[int]:
    """Return the indexes of `hi` tags that open and close in order."""
    waiting: list[int] = []
    nested: set[int] = set()
    for index, tag in enumerate(tags):
        if not _is_highlight(tag):
            continue
        if tag.kind == "open":
            waiting.append(index)
        elif waiting:
            nested |= {waiting.pop(), index}
    return nested

"""Segments and pairs, made fast: reading a memory is mostly making them, and a frozen dataclass takes twice as long.

The slots are filled directly; what comes out is what `Segment(…)` and `Pair(…)` give.
"""

from __future__ import annotations

from dataclasses import fields

from yizhi.tm.model import Pair, Place, Segment

_new = object.__new__
_line, _column = (getattr(Place, field.name).__set__ for field in fields(Place))
_text, _language, _place, _tags, _origin, _runs = (getattr(Segment, field.name).__set__ for field in fields(Segment))
_source, _target, _id, _document, _created, _changed, _author, _attributes = (
    getattr(Pair, field.name).__set__ for field in fields(Pair)
)


def _segment(text: str, language: str, where: Place) -> Segment:
    made = _new(Segment)
    _text(made, text)
    _language(made, language)
    _place(made, where)
    _tags(made, ())
    _origin(made, None)
    _runs(made, ())
    return made


def pair(
    line: int,
    source: str,
    source_language: str,
    target: str,
    target_language: str,
    id: str = "",  # noqa: A002 - the field's name
    document: str = "",
    created: str = "",
    changed: str = "",
    author: str = "",
    attributes: tuple[tuple[str, str], ...] = (),
) -> Pair:
    """`Pair(…)` of two segments without codes, both at `Place(line)`."""
    where = _new(Place)
    _line(where, line)
    _column(where, None)
    whole = _new(Pair)
    _source(whole, _segment(source, source_language, where))
    _target(whole, _segment(target, target_language, where))
    _id(whole, id)
    _document(whole, document)
    _created(whole, created)
    _changed(whole, changed)
    _author(whole, author)
    _attributes(whole, attributes)
    return whole

"""Segments and pairs, made fast: reading a memory is mostly making them, and a frozen dataclass takes twice as long.

The slots are filled directly; what comes out is what `Segment(…)` and `Pair(…)` give.
"""

from __future__ import annotations

from dataclasses import fields

from tm.model import Pair, Place, Segment

_new = object.__new__
_line, _column = (getattr(Place, field.name).__set__ for field in fields(Place))
_text, _language, _place, _tags, _origin = (getattr(Segment, field.name).__set__ for field in fields(Segment))
_source, _target, _id, _document, _created, _changed, _author, _attributes = (
    getattr(Pair, field.name).__set__ for field in fields(Pair)
)


def place(line: int) -> Place:
    """`Place(line)`."""
    made = _new(Place)
    _line(made, line)
    _column(made, None)
    return made


def segment(text: str, language: str, where: Place) -> Segment:
    """`Segment(text, language, where)`."""
    made = _new(Segment)
    _text(made, text)
    _language(made, language)
    _place(made, where)
    _tags(made, ())
    _origin(made, None)
    return made


def pair(
    source: Segment,
    target: Segment,
    id: str = "",  # noqa: A002 - the field's name
    document: str = "",
    created: str = "",
    changed: str = "",
    author: str = "",
    attributes: tuple[tuple[str, str], ...] = (),
) -> Pair:
    """`Pair(…)`."""
    made = _new(Pair)
    _source(made, source)
    _target(made, target)
    _id(made, id)
    _document(made, document)
    _created(made, created)
    _changed(made, changed)
    _author(made, author)
    _attributes(made, attributes)
    return made

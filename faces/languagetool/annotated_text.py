"""A text as a client has it: with markup that is no text, and offsets that count UTF-16 units."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from typing import Any

from yizhi.faces.web.answers import scalar
from yizhi.termbase.errors import YizhiError


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """The text to check, and where each character stands for the client (`starts[i]` to `ends[i]`); None: where it stands here."""

    text: str
    starts: array[int] | None = None
    ends: array[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return offset and length of `text[start:end]` as the client counts."""
        if self.starts is None or self.ends is None:
            return start, end - start
        size = len(self.starts)
        first = self.starts[start] if start < size else (self.ends[-1] if size else 0)
        last = self.ends[end - 1] if end > start else first
        return first, max(last - first, 0)


def plain_text(text: str) -> AnnotatedText:
    """Return a text without markup. Characters beyond U+FFFF count two."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return AnnotatedText(text)
    builder = _Builder()
    builder.text(text)
    return builder.built()


def annotated_text(data: str) -> AnnotatedText:
    """Return the text of `{"annotation": [{"text": …} | {"markup": …, "interpretAs": …}, …]}` (or `{"text": …}`).

    Raise YizhiError for what is of another form.
    """
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise _malformed() from None
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        return plain_text(scalar(value["text"]))
    pieces = value.get("annotation") if isinstance(value, dict) else None
    if not isinstance(pieces, list):
        raise _malformed()
    builder = _Builder()
    for piece in pieces:
        _add(builder, piece)
    return builder.built()


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def _add(builder: _Builder, piece: Any) -> None:
    text, markup, meaning = (
        piece.get(name) if isinstance(piece, dict) else 0 for name in ("text", "markup", "interpretAs")
    )
    if isinstance(text, str) and markup is None:
        builder.text(text)
    elif isinstance(markup, str) and text is None and (meaning is None or isinstance(meaning, str)):
        builder.markup(markup, meaning or "")
    else:
        raise _malformed()


def _malformed() -> YizhiError:
    return YizhiError("data is no annotated text", hint='{"annotation": [{"text": "…"}, {"markup": "<b>"}]}')


class _Builder:
    """Puts the pieces together."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._starts: array[int] = array("l")
        self._ends: array[int] = array("l")
        self._offset = 0

    def text(self, text: str) -> None:
        self._pieces.append(scalar(text))
        for char in text:
            self._starts.append(self._offset)
            self._offset += 2 if char > "\uffff" else 1
            self._ends.append(self._offset)

    def markup(self, markup: str, meaning: str) -> None:
        end = self._offset + units(markup)
        self._pieces.append(scalar(meaning))
        self._starts.extend([self._offset] * len(meaning))
        self._ends.extend([end] * len(meaning))
        self._offset = end

    def built(self) -> AnnotatedText:
        return AnnotatedText("".join(self._pieces), self._starts, self._ends)

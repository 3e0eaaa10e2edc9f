"""The symbol of a document or resolution is written in a form that it does not have.

A slash is missing or full-width (A/RES72/195), a space stands inside (E/2022/ 27), 号 is missing (第72/195决议), letters are small.

Why: a symbol that is not exact is found by no search.

Example: A/RES72/195
Better: A/RES/72/195

Silence: dismiss the single finding, or set `symbol-format = "off"` under `[rules]`.
Source: United Nations document symbols, Dag Hammarskjöld Library; Editorial Manual, resolutions and decisions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.cleaning import broken_symbols

_SLASH = compiled(
    r"(?<![A-Za-z0-9/])(?P<body>[AES]|A/C|E/CN)(?P<gap>/?)(?P<kind>RES|DEC)(?P<lost>/?)(?P<number>\d{1,4}(?:/\d{1,4})?)(?![A-Za-z0-9])"
)
_WIDE = compiled(r"(?<![A-Za-z0-9])[A-Z]{1,4}(?:[/／][A-Z0-9.]+)+")
_HAO = compiled(r"第\s?\d{1,3}/\d{1,4}(?P<place>\s?)(?=决议(?!草案)|决定(?!草案))")
_ADDRESS = compiled(r"https?://\S+|www\.\S+")
_SYMBOL = compiled(r"(?<![A-Za-z0-9/.])[A-Z]{1,5}(?:\.[0-9]+)?(?:/[A-Z0-9][\w.]*)+", re.A)


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Issues of one document."""
    for lang in ("zh", "en"):
        for view, side in document.written(lang):
            text = side.text
            if "/" not in text and "／" not in text and "RES" not in text:
                continue
            if "://" in text or "www." in text:
                text = _ADDRESS.sub(lambda found: " " * len(found.group()), text)
            for start, end, better, message in (*_written(text), *_torn(document, side)):
                yield Issue(Mark(view, side.name, start, end), message, suggestion=better)


def _written(text: str) -> Iterator[tuple[int, int, str, str]]:
    for found in _SLASH.finditer(text) if "RES" in text or "DEC" in text else ():
        if not found["gap"] or not found["lost"]:
            better = f"{found['body']}/{found['kind']}/{found['number']}"
            yield *found.span(), better, f"“{found.group()}” lacks a slash"
    for found in _WIDE.finditer(text) if "／" in text else ():
        if "／" in found.group():
            yield *found.span(), found.group().replace("／", "/"), f"“{found.group()}” has a full-width slash"
    for found in _HAO.finditer(text) if "第" in text else ():
        yield *found.span(), found.group().rstrip() + "号", f"“{found.group()}” lacks “号”"
    for start, end in broken_symbols.find(text):
        first = start
        while first and not text[first - 1].isspace() and text[first - 1].isascii():
            first -= 1
        last = end
        while last < len(text) and (text[last].isalnum() or text[last] in "/.") and text[last].isascii():
            last += 1
        written = text[first:last]
        yield first, last, re.sub(r"\s", "", written), f"“{written}” has a space inside"


def _torn(document: Document, side: RecognisedSegment) -> Iterator[tuple[int, int, str, str]]:
    """Symbols that were mended when the text was read, if a space and no line break tore them."""
    origin, whole = side.segment.origin, document.draft.text
    if origin is None or whole is None:
        return
    for found in _SYMBOL.finditer(side.text):
        start, end = origin.span(*found.span())
        raw = whole[start:end]
        if len(raw) > end - start or raw == found.group() or not re.fullmatch(r"[^\n\r]+", raw):
            continue
        if re.sub(r"[ \t]", "", raw) == found.group():
            yield *found.span(), found.group(), f"“{raw}” has a space inside"


RULE = Rule("symbol-format", Severity.WARNING, ("zh",), check)

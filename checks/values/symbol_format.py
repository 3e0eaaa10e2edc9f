"""The symbol of a document or resolution is written in a form that it does not have.

A slash is missing, doubled, full-width or a hyphen (A/RES72/195, A/RES/72-195, CTOC/COP2005/3), a space stands inside (E/2022/ 27),
号 is missing (第72/195决议), the year of a resolution of the Security Council is none (1325 (20000)), a resolution has a
number that none has reached (第72195号决议), or a letter stands for a nought (二OO五年).

Why: a symbol that is not exact is found by no search.

Example: A/RES72/195
Better: A/RES/72/195

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
_GLUED = compiled(
    r"(?<![A-Za-z0-9/.\-])(?:A(?=[1-9][0-9]/)|[AES](?=(?:19|20)[0-9]{2}/)|[AES](?=(?:RES|DEC)/[0-9]))(?P<rest>(?:RES/|DEC/)?[0-9]{1,4}/[A-Z0-9][\w./]*)",
    re.A,
)
"""The first slash of a symbol is missing: A72/195, S2014/12, ARES/72/195."""
_YEARLESS = compiled(
    r"(?<![A-Za-z0-9/.])(?P<head>[A-Z]{2,}(?:/[A-Z.]+)*/[A-Z]{2,})(?P<tail>(?:19|20)[0-9]{2}/[\w./]+)", re.A
)
"""The slash before the year is missing: CTOC/COP2005/3."""
_HYPHEN = compiled(r"(?<![A-Za-z0-9/.])(?P<head>[AES]/(?:RES|DEC)/[0-9]{1,4})[-–](?P<tail>[0-9]{1,4})(?![0-9/-])")
_DOUBLE = compiled(r"(?<![A-Za-z0-9/.:])[A-Z]{1,5}(?:\.[0-9]+)?(?:/[A-Z0-9][\w.]*)*//[A-Z0-9][\w./]*", re.A)
_YEAR = compiled(
    r"(?<![0-9./,])(?P<number>[1-9][0-9]{0,3}) ?[(（](?P<year>[0-9]{5,}|[0-9]{3}|(?=[0-9]*[oOlI])[0-9oOlI]{4}|(?:1[0-8]|2[1-9]|[3-9][0-9])[0-9]{2})[)）]"
)
_RESOLUTION = compiled(r"(?:第|\b[Rr]esolutions? (?:[0-9]{1,4} ?\([^()]{1,9}\)(?:,| and|, and) ?)*)$")
"""What stands in brackets behind the number of a resolution is a year or, up to the thirtieth session, a Roman numeral."""
_NUMBERED = compiled(
    r"第(?P<number>[1-9][0-9]{3,5})号(?=决议|决定)|\bresolution (?P<english>[1-9][0-9]{4,5})\b(?![/(]| \()"
)
_NOUGHT = compiled(r"(?<=[一二三四五六七八九〇零])[OoＯｏ]{1,2}(?=[一二三四五六七八九〇零年])")
CITED = 120
"""Characters before a number in which the word for what it numbers stands: a list of some eight resolutions."""
_HIGHEST = 3541
"""The last resolution that had one running number: 3541 (XXX) of the General Assembly; the Security Council is far from it."""
_ADDRESS = compiled(r"https?://\S+|www\.\S+")
_SYMBOL = compiled(r"(?<![A-Za-z0-9/.])[A-Z]{1,5}(?:\.[0-9]+)?(?:/[A-Z0-9][\w.]*)+", re.A)


_QUICK = compiled(r"[/／]|RES|[0-9] ?[(（][0-9]|第[0-9]{4,}号|resolution [0-9]{5}|[一二三四五六七八九〇零][OoＯｏ]")


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for lang in ("zh", "en"):
        for view, side in document.written(lang):
            text = side.text
            if not _QUICK.search(text):
                continue
            if "://" in text or "www." in text:
                text = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
            for start, end, better, message in (*_written(text), *_torn(document, side)):
                yield Issue(Mark(view, side.name, start, end), message, suggestion=better)


def _written(text: str) -> Iterator[tuple[int, int, str | None, str]]:
    for match in _SLASH.finditer(text) if "RES" in text or "DEC" in text else ():
        if not match["gap"] or not match["lost"]:
            better = f"{match['body']}/{match['kind']}/{match['number']}"
            yield *match.span(), better, f"“{match.group()}” lacks a slash"
    yield from _slashes(text)
    yield from _numbers(text)
    for match in _WIDE.finditer(text) if "／" in text else ():
        if "／" in match.group():
            yield *match.span(), match.group().replace("／", "/"), f"“{match.group()}” has a full-width slash"
    for match in _HAO.finditer(text) if "第" in text else ():
        yield *match.span(), match.group().rstrip() + "号", f"“{match.group()}” lacks “号”"
    for start, end in broken_symbols.find(text):
        first = start
        while first and not text[first - 1].isspace() and text[first - 1].isascii():
            first -= 1
        last = end
        while last < len(text) and (text[last].isalnum() or text[last] in "/.") and text[last].isascii():
            last += 1
        written = text[first:last]
        yield first, last, re.sub(r"\s", "", written), f"“{written}” has a space inside"


def _slashes(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield a slash that is missing, doubled, or a hyphen."""
    if "/" not in text:
        return
    for match in _GLUED.finditer(text):
        first = match.group()[0]
        yield *match.span(), f"{first}/{match['rest']}", f"“{match.group()}” lacks a slash after {first}"
    for match in _YEARLESS.finditer(text):
        yield *match.span(), f"{match['head']}/{match['tail']}", f"“{match.group()}” lacks a slash before the year"
    for match in _HYPHEN.finditer(text):
        yield *match.span(), f"{match['head']}/{match['tail']}", f"“{match.group()}” has a hyphen for a slash"
    for match in _DOUBLE.finditer(text) if "//" in text else ():
        yield *match.span(), re.sub("/+", "/", match.group()), f"“{match.group()}” has two slashes"


def _numbers(text: str) -> Iterator[tuple[int, int, str | None, str]]:
    """Numbers and years that no resolution has, and letters for noughts."""
    for match in _YEAR.finditer(text):
        if not _RESOLUTION.search(text, max(0, match.start() - CITED), match.start()):
            continue
        yield *match.span(), None, f"“{match.group()}”: “{match['year']}” is no year"
    for match in _NUMBERED.finditer(text):
        number = match["number"] or match["english"]
        if int(number) > _HIGHEST:
            better = match.group().replace(number, f"{number[:2]}/{number[2:]}") if number[2] != "0" else None
            yield *match.span(), better, f"“{match.group()}”: no resolution has the number {number}"
    for match in _NOUGHT.finditer(text):
        yield *match.span(), "〇" * len(match.group()), f"“{match.group()}” is a letter; a nought is “〇”"


def _torn(document: Document, side: RecognisedSegment) -> Iterator[tuple[int, int, str, str]]:
    """Symbols that were mended when the text was read, if a space and no line break tore them."""
    origin, whole = side.segment.origin, document.draft.text
    if origin is None or whole is None:
        return
    for match in _SYMBOL.finditer(side.text):
        start, end = origin.span(*match.span())
        raw = whole[start:end]
        if len(raw) > end - start or raw == match.group() or not re.fullmatch(r"[^\n\r]+", raw):
            continue
        if re.sub(r"[ \t]", "", raw) == match.group():
            yield *match.span(), match.group(), f"“{raw}” has a space inside"


RULE = Rule("symbol-format", Severity.WARNING, ("zh",), check)

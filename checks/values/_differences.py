"""From values that do not agree to issues: what the value rules share."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import takewhile

from yizhi.checks.document import SOURCE, TARGET, Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Severity
from yizhi.termbase.text.lazy import compiled, once
from yizhi.tm.values import Value
from yizhi.tm.values.model import DAY, MONTH, ORDINAL, SYMBOL
from yizhi.tm.values.render import render


def issues(document: Document, kinds: Collection[str], what: str, alone: Severity) -> Iterator[Issue]:
    """Yield an issue for each value of these kinds that is another one on the other side, missing there, or extra.

    A replaced value is an error; a value that stands on one side only has the severity `alone`, for translators may
    rightly say 去年 for a year or name a session by its purpose. A month or day is not left out, though, where the
    other side does name months or days.
    """
    shared: _Texts | None = None
    for view, source, target, (missing, extra) in document.differences:
        lead = missing or extra
        if lead is None or lead.kind not in kinds:
            continue
        if shared is None or shared.source is not source:
            shared = _Texts(source, target)
        if missing and extra:
            yield _replaced(view, source, target, missing, extra, what)
        elif missing:
            severity = Severity.WARNING if _among_others(missing, shared.target_kinds) else alone
            if _article(source, missing, shared) or shared.row <= missing.start:
                severity = Severity.INFO
            yield _missing(view, source, target, missing, what, severity)
        elif extra:
            message = f"{_quote(target, extra)} in the translation has no counterpart in the source"
            severity = Severity.WARNING if _among_others(extra, shared.source_kinds) else Severity.INFO
            yield Issue(Mark(view, TARGET, extra.start, extra.end), message, severity=severity)


_COUNTED = compiled(r"[ \u00a0]?[名个項项位份次种座所艘架]")
_ARTICLE = compiled(r"\b(?:[Aa]n?|[Aa]nother|[Ee]ach|[Ss]ingle|[Oo]nce)\b")
_WORD = compiled(r"\S+")
_CELL = compiled(r"[(（]?[-–—]?[0-9][0-9.,]*%?[)）]?")
_CELLS = 2
"""Figures and nothing else at the end of a segment are the cells of a row, from so many on."""


class _Texts:
    """Two texts, and what is asked of them for each value that is missing: each once."""

    def __init__(self, source: RecognisedSegment, target: RecognisedSegment) -> None:
        self.source, self._target = source, target

    @once
    def row(self) -> int:
        """Where the row of a table begins in the source: segments of tables are often cut otherwise on the other side."""
        text = self.source.text
        cells = list(takewhile(lambda word: _CELL.fullmatch(word[0]), reversed(list(_WORD.finditer(text)))))
        if cells and cells[-1].start() == 0:  # no row begins with the segment
            cells.pop()
        return cells[-1].start() if len(cells) >= _CELLS else len(text)

    @once
    def article(self) -> bool:
        """Whether the target has an article, which may stand for a one."""
        return _ARTICLE.search(self._target.text) is not None

    @once
    def source_kinds(self) -> frozenset[str]:
        """The kinds of values in the source."""
        return frozenset(value.kind for value in self.source.values)

    @once
    def target_kinds(self) -> frozenset[str]:
        """The kinds of values in the target."""
        return frozenset(value.kind for value in self._target.values)


def _article(source: RecognisedSegment, value: Value, texts: _Texts) -> bool:
    """Return whether an article may stand for a one that counts: 1名厨师, a cook."""
    counts = source.lang == "zh" and value.key == 1 and _COUNTED.match(source.text, value.end) is not None
    return counts and texts.article


def _among_others(value: Value, kinds: Collection[str]) -> bool:
    return value.kind in (MONTH, DAY) and value.kind in kinds


def _replaced(
    view: RecognisedUnit,
    source: RecognisedSegment,
    target: RecognisedSegment,
    value: Value,
    replacement: Value,
    what: str,
) -> Issue:
    written = target.text[replacement.start : replacement.end]
    return Issue(
        Mark(view, TARGET, replacement.start, replacement.end),
        f"{what}: {_quote(source, value)} in the source is {_quote(target, replacement)} in the translation",
        suggestion=_cited(source, value, target, replacement) or render(value, target.lang, written),
        related=(Mark(view, SOURCE, value.start, value.end),),
        severity=Severity.ERROR,
    )


def _cited(
    source: RecognisedSegment, value: Value, target: RecognisedSegment, replacement: Value | None = None
) -> str | None:
    """Return a symbol as the source writes it (L.2/Rev.1 keeps its small letters), with what the translation writes before its own
    (A/RES/); the session or year of a resolution in brackets as the language sets them."""
    if value.kind != SYMBOL or not isinstance(value.key, str):
        return None
    written = "".join(source.text[value.start : value.end].split()).translate(_NARROW)
    offset = written.upper().find(value.key)
    symbol = written[offset:] if offset >= 0 else value.key
    standing = "".join(target.text[replacement.start : replacement.end].split()) if replacement else ""
    before = (
        standing[: -len(replacement.key)]
        if replacement and isinstance(replacement.key, str) and standing.upper().endswith(replacement.key)
        else ""
    )
    return before + (_BRACKET.sub(" (", symbol, count=1) if target.lang == "en" else symbol)


_NARROW = str.maketrans("（）", "()")
_BRACKET = compiled(r"(?<=[0-9A-Z])\((?=[0-9XVISE])")


def _missing(
    view: RecognisedUnit,
    source: RecognisedSegment,
    target: RecognisedSegment,
    value: Value,
    what: str,
    severity: Severity,
) -> Issue:
    # The figure of a paragraph or number stays a figure: paragraph 12, No. 16.
    written = source.text[value.start : value.end] if value.kind == ORDINAL else ""
    expected = _cited(source, value, target) or render(value, target.lang, written)
    hint = f" (expected {expected})" if expected else ""
    return Issue(
        Mark(view, SOURCE, value.start, value.end),
        f"{what}: {_quote(source, value)} has no counterpart in the translation{hint}",
        severity=severity,
    )


def _quote(side: RecognisedSegment, value: Value) -> str:
    end = value.end + (side.lang == "zh" and side.text[value.end : value.end + 1] in _UNITS)
    return f"“{side.text[value.start : end]}”"


_UNITS = tuple("年月日届次条号")
"""What a Chinese reader expects to see with the figure."""

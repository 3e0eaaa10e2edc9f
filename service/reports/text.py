"""Findings for a person at a terminal: the words in their sentence, source and target under each other."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from yizhi.checks.model import Finding, Severity
from yizhi.service.catalogue import Catalogue
from yizhi.service.drafts import is_for_rules
from yizhi.service.presentation.columns import flat, paint, shorten
from yizhi.service.presentation.excerpts import Excerpt, Excerpts, Span, elsewhere, marks, place
from yizhi.service.presentation.folding import folded
from yizhi.service.presentation.harmless import harmless
from yizhi.service.reports.forms import ReportFormat
from yizhi.service.reports.report import FindingsReport

NARROWEST, WIDTH, WIDEST = 48, 80, 110
_INDENT = 11
_MESSAGE_LINES, _SUGGESTION_LINES = 6, 3
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def render(report: FindingsReport) -> str:
    """Return the findings file by file, then a summary by rule. In a pipe 80 columns wide and without colour."""
    width = WIDTH
    if sys.stdout.isatty():
        width = min(max(shutil.get_terminal_size((WIDTH, 24)).columns, NARROWEST), WIDEST)
    passages, words = Excerpts(report.drafts), report.catalogue
    lines: list[str] = []
    for path, findings in groupby(report.findings, key=lambda f: f.path):
        lines += [paint(flat(path), "1"), ""]
        for finding, more in folded(list(findings)):
            lines += _block(finding, passages, width, words)
            if more:
                note = words.text(
                    "and {0} more like it in this file; the html, xlsx and json reports list them all", f"{more:,}"
                )
                lines[-1:] = [*(" " * _INDENT + paint(line, "2") for line in shorten(note, width - _INDENT, 3)), ""]
    return harmless("\n".join([*lines, *_summary(report, width)]), colours=sys.stdout.isatty()) + "\n"


def _block(finding: Finding, passages: Excerpts, width: int, words: Catalogue) -> Iterator[str]:
    """Yield one finding: what, where, its words in their texts, what to write instead."""
    colour, margin = _COLOURS[finding.severity], " " * _INDENT
    first, *more = shorten(words.message(finding.message), width - _INDENT, _MESSAGE_LINES)
    yield f"  {paint(_padded(words.text(finding.severity.value), 9), colour + ';1')}{first}"
    yield from (f"{margin}{line}" for line in more)
    yield f"{margin}{paint(flat(f'{place(finding)}  [{finding.rule}]').strip(), '2')}"
    key = passages.key(finding)
    excerpts = passages.of(key, finding.path) if key is not None else ()
    for passage in excerpts:
        spans_here, related = marks(finding, passage)
        label = passage.language.split("-")[0] if passage.side else ""
        yield f"{label:>{_INDENT}}  {_quoted(passage, [*spans_here, *related], width - _INDENT - 2, colour)}"
    for item in elsewhere(finding, excerpts):
        unit = words.text("unit {0}", item.unit) if item.unit else ""
        where = ", ".join(filter(None, [item.path, unit])) or words.text("see")
        yield margin + "  " + paint(shorten(f"{where}: {item.text}", width - _INDENT - 2, 1)[0], "2")
    if finding.suggestion is not None and finding.suggestion != finding.text:
        better = shorten(finding.suggestion or words.text("(nothing)"), width - _INDENT - 2, _SUGGESTION_LINES)
        yield f"{margin}{paint('→', '32')} {paint(better[0], '32')}"
        yield from (f"{margin}  {paint(line, '32')}" for line in better[1:])
    yield ""


def _quoted(passage: Excerpt, spans: list[Span], room: int, colour: str) -> str:
    """Return a text with its marked words, cut to what fits round the first of them."""
    text, coloured = passage.text, sys.stdout.isatty()
    spans = sorted(spans)
    brackets = 0 if coloured else 2 * len(spans)
    start, end = _window(text, spans[0] if spans else (0, 0), max(room - 2 - brackets, 10))
    body, done = "", start
    for low, high in spans:
        low, high = max(low, done), min(high, end)
        if low > end or high < low:
            continue
        words = flat(text[low:high])
        body += flat(text[done:low]) + (paint(words, f"{colour};4") if coloured and words else f"[{words}]")
        done = high
    body += flat(text[done:end])
    return f"{'…' if start else ''}{body}{'…' if end < len(text) else ''}"


def _window(text: str, span: Span, room: int) -> Span:
    """Return the part of a text round a span that fits into so many columns; the beginning of the span where that is too long."""
    start, end = span[0], min(span[0], len(text))
    space = room
    while end < min(span[1], len(text)) and space > 1:
        space -= _columns(text[end])
        end += 1
    while space > 1 and (start > 0 or end < len(text)):
        if end < len(text):
            space -= _columns(text[end])
            end += 1
        if start > 0 and space > 1:
            start -= 1
            space -= _columns(text[start])
    return start, end


@lru_cache(maxsize=65_536)
def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _summary(report: FindingsReport, width: int) -> Iterator[str]:
    counts, words = Counter((f.rule, f.severity) for f in report.findings), report.catalogue
    if counts:
        yield paint(words.text("Findings by rule"), "1")
        for (rule, severity), number in sorted(
            counts.items(), key=lambda item: (-item[0][1].rank, -item[1], item[0][0])
        ):
            yield f"  {number:>5}  {paint(_padded(words.text(severity.value), 8), _COLOURS[severity])} {rule}"
        yield ""
    if report.errors:
        places = "{0} place could not be read; see the lines on standard error."
        many = "{0} places could not be read; see the lines on standard error."
        yield words.text(places if len(report.errors) == 1 else many, len(report.errors))
    for remark in report.remarks:
        yield from shorten(f"{remark.path}: {words.message(remark.message)}", width, 4)
    if not report.drafts:
        # A linter must never look clean because it read nothing.
        yield words.text("Nothing was checked.")
        return
    levels = sorted(Severity, key=lambda level: -level.rank)
    total = words.text(", ").join(_counted(report.summary[level.value], level.value, words) for level in levels)
    # Where no rule had anything to look at, nothing was found to be in order.
    is_clean = not (counts or report.errors) and all(map(is_for_rules, report.drafts))
    yield words.text(
        "{0} checked: {1}{2}.{3}",
        _counted(report.summary["units"], "unit", words),
        total,
        words.text(", {0} dismissed", report.dismissed) if report.dismissed else "",
        words.text(" Nothing to mark.") if is_clean else "",
    )
    yield from (paint(line, "2") for line in shorten(report.signature, width, 12))


def _counted(number: int, noun: str, words: Catalogue) -> str:
    return words.text(f"{{0}} {noun}" if number == 1 or noun == "info" else f"{{0}} {noun}s", number)


def _padded(label: str, width: int) -> str:
    return label + " " * max(0, width - sum(map(_columns, label)))


FORM = ReportFormat("text", ".txt", render)

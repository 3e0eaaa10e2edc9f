"""Findings for a person at a terminal: the words in their sentence, source and target under each other."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections import Counter
from itertools import groupby

from checks.model import Finding, Severity
from cli.reports.forms import Form
from cli.reports.report import Report
from tm.model import Draft, Unit

WIDTH = 80
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def _colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def render(report: Report) -> str:
    """The findings file by file, then a summary by rule."""
    paint = _Paint(_colour())
    lines: list[str] = []
    drafts = {draft.path: draft for draft in report.drafts}
    for path, findings in groupby(report.findings, key=lambda f: f.path):
        draft = drafts.get(path) or next((d for d in report.drafts if d.source_path == path), None)
        units = {unit.id: unit for unit in draft.units} if draft and draft.bilingual else {}
        lines += [paint(path, "1"), ""]
        for finding in findings:
            lines += _block(finding, draft, units.get(finding.unit), paint)
    return "\n".join(lines + _summary(report, paint)) + "\n"


class _Paint:
    """Colours words, or leaves them as they are."""

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on else text


def _block(finding: Finding, draft: Draft | None, unit: Unit | None, paint: _Paint) -> list[str]:
    where = (
        f"{finding.line}:{finding.column}"
        if finding.line and finding.column
        else f"line {finding.line}"
        if finding.line
        else ""
    )
    place = " ".join(filter(None, [f"unit {finding.unit}" if finding.unit else "", where]))
    level = paint(finding.severity.value, _COLOURS[finding.severity] + ";1")
    out = [f"  {level}  {finding.message}", f"         {paint(f'{place}  [{finding.rule}]', '2')}"]
    for side, text, spans in _texts(finding, draft, unit):
        out += _quoted(side, text, spans, paint, _COLOURS[finding.severity])
    if finding.suggestion is not None and finding.suggestion != finding.text:
        out.append(f"         {paint('→', '32')} {paint(finding.suggestion or '(nothing)', '32')}")
    return [*out, ""]


def _texts(finding: Finding, draft: Draft | None, unit: Unit | None) -> list[tuple[str, str, list[tuple[int, int]]]]:
    """[(label, text, marked spans)] of what to show: both segments, or the line of a document."""
    mine = (finding.start, finding.end)
    if unit is not None and draft is not None and draft.text is None:
        out = []
        for side, segment in (("source", unit.source), ("target", unit.target)):
            if segment is None:
                continue
            spans = [mine] if finding.side == side else []
            spans += [(r.start, r.end) for r in finding.related if r.side == side and r.unit is None and r.path is None]
            out.append((segment.language.split("-")[0], segment.text, spans))
        return out
    text = draft and (draft.source_text if finding.path == draft.source_path else draft.text)
    if not text:
        return []
    start = text.rfind("\n", 0, finding.start) + 1
    end = text.find("\n", finding.end)
    line = text[start : end if end >= 0 else len(text)]
    return [("", line, [(mine[0] - start, mine[1] - start)])]


def _quoted(label: str, text: str, spans: list[tuple[int, int]], paint: _Paint, colour: str) -> list[str]:
    """A text with its marked words, cut to what fits round the first of them."""
    room = WIDTH - 13
    first = spans[0] if spans else (0, 0)
    start, end = _window(text, first, room)
    body, at = "", start
    for a, b in sorted(spans):
        a, b = max(a, at), min(b, end)
        if a > end or b < a:
            continue
        words = text[a:b]
        body += _flat(text[at:a]) + (paint(_flat(words), f"{colour};4") if paint.on else f"[{_flat(words)}]")
        at = b
    body += _flat(text[at:end])
    head = f"{label:>6}  " if label else "        "
    return [f"   {head}{'…' if start else ''}{body}{'…' if end < len(text) else ''}"]


def _flat(text: str) -> str:
    """One line, and nothing that a terminal would act upon."""
    return "".join(" " if char in "\r\n\t" else char if char.isprintable() else "�" for char in text)


def _window(text: str, span: tuple[int, int], room: int) -> tuple[int, int]:
    """The part of a text round a span that fits into so many columns."""
    start, end = span[0], min(span[1], len(text))
    left = room - sum(map(_columns, text[start:end]))
    while left > 0 and (start > 0 or end < len(text)):
        if end < len(text):
            left -= _columns(text[end])
            end += 1
        if start > 0 and left > 0:
            start -= 1
            left -= _columns(text[start])
    return start, end


def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _summary(report: Report, paint: _Paint) -> list[str]:
    counts = Counter((f.rule, f.severity) for f in report.findings)
    lines = []
    if counts:
        lines.append(paint("Findings by rule", "1"))
        for (rule, severity), number in sorted(
            counts.items(), key=lambda item: (-item[0][1].rank, -item[1], item[0][0])
        ):
            lines.append(f"  {number:>5}  {paint(f'{severity.value:<8}', _COLOURS[severity])} {rule}")
        lines.append("")
    s = report.summary
    total = ", ".join(f"{s[level]} {level}" for level in ("error", "warning", "info"))
    hidden = f", {report.dismissed} dismissed" if report.dismissed else ""
    lines.append(f"{s['units']} units checked: {total}{hidden}." + ("" if counts else " Nothing to mark."))
    lines.append(paint(report.signature, "2"))
    return lines


FORM = Form("text", ".txt", render)

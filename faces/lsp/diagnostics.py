"""Findings as diagnostics of the Language Server Protocol."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lsprotocol import types

from yizhi.checks.baseline import fingerprint
from yizhi.checks.model import Related, Severity
from yizhi.faces.lsp.buffer import Buffer, TextLines
from yizhi.faces.lsp.desk import CheckedBuffer, file_uri
from yizhi.faces.lsp.manual_pages import page_file
from yizhi.faces.lsp.places import BufferSpan, PlacedFinding
from yizhi.termbase.errors import Problem

NAME = "yizhi"
"""What the diagnostics are from."""
MOST_DIAGNOSTICS = 500
"""Diagnostics of one buffer: more would freeze the editors, and nobody reads them. The gravest are shown."""
UNREADABLE, UNUSED, SETTINGS, FLOOD = "unreadable", "passed-over", "settings", "too-many-findings"
"""Codes of diagnostics that no rule makes."""
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


def diagnostics(checked: CheckedBuffer) -> list[types.Diagnostic]:
    """Return the diagnostics of a buffer, in its order, at most `MOST_DIAGNOSTICS` and one that says how many there are."""
    shown = list(_problems(checked))
    room = MOST_DIAGNOSTICS - len(shown)
    findings: Sequence[PlacedFinding] = checked.findings
    if len(findings) > room:
        gravest = sorted(findings, key=lambda placed: -placed.finding.severity.rank)[: max(room, 0)]
        chosen = set(map(id, gravest))
        shown_of_all = f"{len(gravest):,}", f"{len(findings):,}"
        message = checked.words.text(
            "{0} of {1} findings are shown, the gravest; `yizhi check` lists them all", *shown_of_all
        )
        shown.append(_line(checked.buffer, None, message, types.DiagnosticSeverity.Information, FLOOD))
        findings = [placed for placed in findings if id(placed) in chosen]
    return [*shown, *(diagnostic(checked, placed) for placed in findings)]


def diagnostic(checked: CheckedBuffer, placed: PlacedFinding) -> types.Diagnostic:
    """Return a finding as a diagnostic."""
    finding = placed.finding
    page = page_file(finding.rule, checked.words)
    better = "" if finding.suggestion is None else f" → {finding.suggestion or checked.words.text('(nothing)')}"
    return types.Diagnostic(
        range=visible_range(checked.buffer, placed.span),
        message=checked.words.message(finding.message) + better,
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=None if page is None else types.CodeDescription(file_uri(page)),
        source=NAME,
        related_information=list(_related(checked, placed)) or None,
        data={"fingerprint": fingerprint(finding)},
    )


def visible_range(buffer: Buffer, span: BufferSpan) -> types.Range:
    """Return the range of a span; an empty one takes in a character of its line, for editors show nothing of none."""
    start, end = span.start, span.end
    if start == end:
        first, last = buffer.lines.bounds(buffer.lines.position(start).line)
        start, end = (start, start + 1) if start < last else (max(start - 1, first), start)
    return buffer.lines.range(start, end)


def fingerprint_of(diagnostic: types.Diagnostic) -> str:
    """Return the fingerprint that a diagnostic of ours carries, empty where the editor kept it to itself."""
    data: Any = diagnostic.data
    return str(data.get("fingerprint", "")) if isinstance(data, dict) else ""


def _related(checked: CheckedBuffer, placed: PlacedFinding) -> Iterator[types.DiagnosticRelatedInformation]:
    for item, span in zip(placed.finding.related, placed.related, strict=True):
        location = _elsewhere(checked, placed, item) if span is None else _here(checked.buffer, span)
        if location is not None:
            side = f"{checked.words.text(item.side)}: " if item.side else ""
            yield types.DiagnosticRelatedInformation(location, side + (item.text or checked.words.text("(nothing)")))


def _here(buffer: Buffer, span: BufferSpan) -> types.Location:
    return types.Location(buffer.uri, visible_range(buffer, span))


def _elsewhere(checked: CheckedBuffer, placed: PlacedFinding, item: Related) -> types.Location | None:
    """Return a place in the source document, whose text the draft holds."""
    from pathlib import Path

    draft, path = checked.draft, item.path or placed.finding.path
    if draft is None or draft.source_text is None or path != draft.source_path:
        return None
    lines = TextLines(draft.source_text, checked.buffer.encoding)
    return types.Location(file_uri(Path(path)), lines.range(item.start, item.end))


def _problems(checked: CheckedBuffer) -> Iterator[types.Diagnostic]:
    """Yield what could not be read, what a reader must know of how the rest was read, and what is wrong with the settings."""
    error, warning, note = (
        types.DiagnosticSeverity.Error, types.DiagnosticSeverity.Warning, types.DiagnosticSeverity.Information,
    )  # fmt: skip
    if checked.settings is not None:
        yield _line(checked.buffer, None, f"{checked.settings}", warning, SETTINGS)
    for problem in checked.problems:
        yield _problem(checked, problem, error if checked.draft is None else warning, UNREADABLE)
    for remark in checked.remarks:
        yield _problem(checked, remark, note, UNUSED)


def _problem(
    checked: CheckedBuffer, problem: Problem, severity: types.DiagnosticSeverity, code: str
) -> types.Diagnostic:
    return _line(checked.buffer, problem.line, problem.message, severity, code)


def _line(
    buffer: Buffer, line: int | None, message: str, severity: types.DiagnosticSeverity, code: str
) -> types.Diagnostic:
    """Return a diagnostic of a whole line (from 1), the first where none is known."""
    number = min(max((line or 1) - 1, 0), len(buffer.lines) - 1)
    start, end = buffer.lines.bounds(number)
    return types.Diagnostic(buffer.lines.range(start, end), message, severity, code, source=NAME)

"""Long work on drafts, each a function of a session that may run in another process: bytes and plain values in and out."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from yizhi.checks.model import Finding
from yizhi.checks.runner import summary
from yizhi.service import drafts
from yizhi.service.reports import forms
from yizhi.service.reports.report import FindingsReport
from yizhi.service.session import AlignedText, Session
from yizhi.termbase.errors import YizhiError
from yizhi.tm.drafts.format import Written
from yizhi.tm.model import Bead, Draft, Unit


class DraftData(NamedTuple):
    """A draft as it was sent: its file name, its bytes, its format where the name does not tell it, its source document."""

    name: str
    data: bytes
    input_format: str | None = None
    source: tuple[str, bytes] | None = None


class ExaminedDraft(NamedTuple):
    """What a check of a draft gave: the report (for other jobs), its JSON, the JSON of every unit, the text of a document."""

    report: bytes
    document: bytes
    units: tuple[bytes, ...]
    text: str | None
    findings: int


class RenderedReport(NamedTuple):
    """A report in a form: its bytes and the usual ending of its file."""

    content: bytes
    ending: str


def examine(session: Session, draft: DraftData) -> ExaminedDraft:
    """Read and check a draft. Raise YizhiError for what cannot be read."""
    return _examined(session.report_draft(draft.name, draft.data, draft.input_format, draft.source))


def render(_: Session, report: bytes, form: str) -> RenderedReport:
    """Return a report in one of the forms of `service/reports/`."""
    chosen = forms.form(form)
    content = chosen.render(_loaded(report))
    return RenderedReport(_bytes(content) if isinstance(content, str) else content, chosen.ending)


def correct(_: Session, report: bytes, draft: DraftData, chosen: Sequence[int] | None) -> Written:
    """Return the draft with suggestions applied: those of the findings `chosen` by number, else all that are safe; with what is
    to be known of the file that came of it (it is in another encoding now).

    Raise YizhiError where the format cannot be written back.
    """
    from yizhi.tm.drafts.reader import edited
    from yizhi.tm.drafts.source import DraftFile

    loaded = _loaded(report)
    safe = [finding for finding in loaded.findings if finding.safe]
    findings = safe if chosen is None else _picked(loaded, chosen)
    checked = loaded.drafts[0]
    ours = [finding for finding in findings if finding.path == checked.path]
    source = DraftFile(Path(draft.name), draft.data)
    return edited(source, drafts.edits(checked, ours), (), draft.input_format)


def annotate(_: Session, report: bytes, draft: DraftData) -> Written:
    """Return the draft with its findings as comments. Raise YizhiError where the format has no place for them."""
    from yizhi.tm.drafts.reader import edited
    from yizhi.tm.drafts.source import DraftFile

    loaded = _loaded(report)
    notes = list(drafts.notes(loaded.drafts[0], loaded.findings))
    return edited(DraftFile(Path(draft.name), draft.data), (), notes, draft.input_format)


def dismiss(session: Session, report: bytes, chosen: Sequence[int]) -> ExaminedDraft:
    """Keep findings, by number, from coming back; return the draft without them."""
    loaded = _loaded(report)
    picked = _picked(loaded, chosen)
    session.dismiss(picked)
    numbers = set(chosen)
    remaining = [finding for number, finding in enumerate(loaded.findings) if number not in numbers]
    counts = summary(loaded.drafts, remaining)
    return _examined(replace(loaded, findings=remaining, summary=counts, dismissed=loaded.dismissed + len(picked)))


def check_text(session: Session, text: str) -> list[Finding]:
    """Return the findings in a text of one language."""
    return session.check_text(text)


def report_text(session: Session, text: str) -> bytes:
    """Return the JSON document of a text of one language."""
    return _bytes(forms.form("json").render(session.report_text(text)))


def align(session: Session, source: str, target: str, fixed: Sequence[Bead]) -> AlignedText:
    """Return the sentences of two texts, paired, around what a person fixed."""
    return session.align(source, target, fixed)


def _examined(report: FindingsReport) -> ExaminedDraft:
    draft = report.drafts[0]
    document = _bytes(forms.form("json").render(report))
    units = tuple(_bytes(json.dumps(unit, ensure_ascii=False)) for unit in _units(draft))
    return ExaminedDraft(pickle.dumps(report), document, units, draft.text, len(report.findings))


def _units(draft: Draft) -> Iterator[dict[str, object]]:
    for number, unit in enumerate(draft.units):
        yield {"index": number, "id": unit.id, "document": unit.document, **_sides(unit)}


def _sides(unit: Unit) -> dict[str, object]:
    sides: dict[str, object] = {}
    for name, segment in (("source", unit.source), ("target", unit.target)):
        if segment is None:
            sides[name] = None
            continue
        side: dict[str, object] = {"text": segment.text, "language": segment.language, "line": segment.place.line}
        if segment.origin is not None and segment.text:
            side["start"], side["end"] = segment.origin.span(0, len(segment.text))
        sides[name] = side
    return sides


def _picked(report: FindingsReport, chosen: Sequence[int]) -> list[Finding]:
    """Return the findings of some numbers. Raise YizhiError for one that is not there."""
    if any(not 0 <= number < len(report.findings) for number in chosen):
        raise YizhiError("no finding of that number", hint="get the findings again")
    return [report.findings[number] for number in chosen]


def _loaded(report: bytes) -> FindingsReport:
    loaded = pickle.loads(report)  # noqa: S301 - made by `examine` above, kept by the server alone
    assert isinstance(loaded, FindingsReport)
    return loaded


def _bytes(text: str | bytes) -> bytes:
    # A file name that is no UTF-8 has lone surrogates, which JSON takes in this very form.
    return text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")

"""Findings as one self-contained page: charts, filters, segments side by side, dismissals that can be copied out.

The page holds the findings as JSON and builds what is seen from it, a hundred passages at a time, so that a report on
50,000 units stays usable. Nothing of a draft is ever read as markup: JSON hides every `<`, the script sets text only,
and the content security policy names the one script that may run (by its hash) and no address outside.
"""

from __future__ import annotations

import base64
import json
from hashlib import sha256
from html import escape
from itertools import accumulate
from pathlib import Path
from typing import Any

from yizhi.checks import registry
from yizhi.checks.baseline import fingerprint
from yizhi.checks.model import Finding, Severity
from yizhi.service.catalogue import Catalogue
from yizhi.service.manuals import manual_page
from yizhi.service.presentation.excerpts import Excerpt, Excerpts, Key, elsewhere, marks, place
from yizhi.service.reports.forms import ReportFormat
from yizhi.service.reports.report import FindingsReport

_LEVELS = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_PARTS = Path(__file__).parent / "page"
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<noscript><p class="problem">This page shows its findings with a script of its own, and scripts are switched off here. Switch them on, or use another form of the report.</p></noscript>
<script type="application/json" id="data">{data}</script>
<script>{script}</script>
</body>
</html>
"""


def render(report: FindingsReport) -> str:
    """Return the whole page."""
    # The hash is over the very characters between the tags.
    script = "\n" + (_PARTS / "page.js").read_text(encoding="utf-8")
    number = len(report.findings)
    return _PAGE.format(
        hash=base64.b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii"),
        title=escape(f"yizhi: {number:,} finding{'' if number == 1 else 's'}"),
        style=(_PARTS / "page.css").read_text(encoding="utf-8"),
        data=_embedded(_data(report)),
        script=script,
    )


def _embedded(data: dict[str, Any]) -> str:
    """JSON that no HTML parser takes for markup."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _data(report: FindingsReport) -> dict[str, Any]:
    """Return what the page's script needs; findings and passages as lists, for there may be many."""
    passages = Excerpts(report.drafts)
    positions = _Positions(passages)
    names = sorted({finding.rule for finding in report.findings})
    rules = {name: number for number, name in enumerate(names)}
    files: dict[str, int] = {draft.path: number for number, draft in enumerate(report.drafts)}
    shown: dict[tuple[Key | None, str], int] = {}
    texts: list[tuple[Excerpt, ...]] = []
    listed: list[list[Any]] = []
    findings: list[list[Any]] = []
    for finding in report.findings:
        key = passages.key(finding)
        # A finding without a passage (its file is not among the drafts) stands alone.
        name = (key, finding.path) if key is not None else (None, f"{len(findings)}")
        if name not in shown:
            shown[name] = len(listed)
            excerpts = passages.of(key, finding.path) if key is not None else ()
            texts.append(excerpts)
            file = files.setdefault(finding.path, len(files))
            sides = [[excerpt.language, excerpt.text] for excerpt in excerpts]
            listed.append([file, place(finding), positions.of(key), sides])
        text_number = shown[name]
        findings.append(
            [
                text_number,
                rules[finding.rule],
                _LEVELS.index(finding.severity),
                *_finding(finding, texts[text_number], report.catalogue),
            ]
        )
    return {
        "files": list(files),
        "rules": [[name, _manual(name, report.catalogue)] for name in names],
        "passages": listed,
        "findings": findings,
        "summary": report.summary,
        "dismissed": report.dismissed,
        "errors": [[error.path, error.line, error.message] for error in report.errors],
        "notes": [[remark.path, remark.message] for remark in report.remarks],
        "signature": report.signature,
    }


def _finding(finding: Finding, texts: tuple[Excerpt, ...], words: Catalogue) -> list[Any]:
    """[message, words, suggestion, fingerprint, marks, related elsewhere]; a mark is [text, start, end, own]."""
    marked = []
    for number, passage in enumerate(texts):
        spans_here, related = marks(finding, passage)
        marked += [[number, *_units(passage.text, span), 1] for span in spans_here]
        marked += [[number, *_units(passage.text, span), 0] for span in related]
    others = [[item.path, item.unit, item.text] for item in elsewhere(finding, texts)]
    return [words.message(finding.message), finding.text, finding.suggestion, fingerprint(finding), marked, others]


def _units(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return a span in UTF-16 units, as scripts count."""
    start, end = span
    if text.isascii():
        return span
    wide = sum(char > "\uffff" for char in text[:start])
    return start + wide, end + wide + sum(char > "\uffff" for char in text[start:end])


class _Positions:
    """Where passages stand among all units of the run, from 0 to 1."""

    def __init__(self, passages: Excerpts) -> None:
        self.drafts = passages.drafts
        self.sizes = [max(len(draft.units), 1) for draft in self.drafts]
        self.before = list(accumulate(self.sizes, initial=0))

    def of(self, key: Key | None) -> float:
        """Return the place of a passage; 0 where it is not known."""
        if key is None:
            return 0.0
        number, unit, start, _ = key
        size = self.sizes[number]
        within = unit / size if unit >= 0 else start / max(len(self.drafts[number].text or ""), 1)
        return round((self.before[number] + min(within, 1.0) * size) / self.before[-1], 6)


def _manual(name: str, words: Catalogue) -> str:
    return manual_page(name, words) if registry.is_known(name) else ""


FORM = ReportFormat("html", ".html", render)

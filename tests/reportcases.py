"""One small report with everything that a form may meet: two languages, a plain document, hostile texts, an error.

`python tests/reportcases.py` writes the samples anew, for reading the difference before it is committed.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from yizhi.checks.model import Finding, Related, Severity
from yizhi.service.reports import forms
from yizhi.service.reports.report import FindingsReport
from yizhi.tm.model import Draft, Problem, Segment, Unit

SAMPLES = Path(__file__).parent / "samples" / "reports"
PAIRS, PLAIN = "drafts/a b.tsv", "drafts/note.txt"

# 𠀋 lies beyond the first 65,536 characters; the rest is what a page, a terminal, a sheet or XML must not act upon.
HOSTILE = "𠀋<script>alert(1)</script> =1+1 \x1b[31m a‮b ]]> _x0041_ &amp;"
TEXT = "导言\n\n提交常设委员会.\n"


def unit(number: str, source: str, target: str) -> Unit:
    return Unit(number, Segment(source, "zh-Hans"), Segment(target, "en"), document=f"{PAIRS}#{number}")


DRAFTS = (
    Draft(
        PAIRS, "tsv", "zh-Hans", "en",
        (
            unit("1", "共有12个国家，计三次。", "A total of 21 countries, two times."),
            unit("2", "大会。", HOSTILE),
            unit("3", "(b) 编写文件；", "To prepare a paper;"),
            unit("4", "12个国家。", "Twelve States."),
        ),
    ),
    Draft(PLAIN, "txt", "zh-Hans", None, (), text=TEXT),
    Draft("drafts/clean.txt", "txt", "zh-Hans", None, (), text="无。\n"),
)  # fmt: skip

FINDINGS = (
    Finding(
        "demo-number", Severity.ERROR, "Number: “12” in the source is “21” in the translation", PAIRS, "1", "target",
        11, 13, 2, 25, "21", "12", False, None, (Related("source", 2, 4, "12"), Related("target", 0, 6, "Twelve", "4", unit_index=3)), 0,
    ),
    Finding("demo-word", Severity.INFO, "“countries, two” again", PAIRS, "1", "target", 14, 28, 2, 28, "countries, two", unit_index=0),
    Finding(
        "demo-hostile", Severity.WARNING, f"what is {HOSTILE}?", PAIRS, "2", "target", 1, 9, 3, 6, "<script>",
        "=cmd|' /C calc'!A0", False, "concept-1", unit_index=1,
    ),
    Finding(
        "demo-missing", Severity.WARNING, "“b” is missing", PAIRS, "3", "target", 0, 0, 4, 9, "", None, False, None,
        (Related("source", 1, 2, "b"),), 2,
    ),
    Finding("demo-mark", Severity.WARNING, "half-width “.”", PLAIN, None, None, 11, 12, 3, 8, ".", "。", True),
)  # fmt: skip

REPORT = FindingsReport(
    FINDINGS,
    DRAFTS,
    {"units": 6, "error": 1, "warning": 3, "info": 1},
    (Problem("drafts/broken.xlf", 3, "not well-formed XML; <repair> it"),),
    "yizhi 0.1.0; termbases: none (0)",
    2,
)


def sample(name: str) -> str:
    """What a form makes of the report, as text: a workbook as its parts, a page without its style and script."""
    content = forms.form(name).render(REPORT)
    if isinstance(content, bytes):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [f"--- {part}\n{archive.read(part).decode()}\n" for part in archive.namelist()]
        return re.sub(r"(</row>|<row )", r"\n\1", "".join(parts))
    content = re.sub(r"<style>.*?</style>", "<style></style>", content, flags=re.S)
    content = re.sub(r"<script>\n\"use strict\".*?</script>", "<script></script>", content, flags=re.S)
    return re.sub(r"sha256-[\w+/=]+", "sha256-", content)


def place(name: str) -> Path:
    """The sample of a form."""
    return SAMPLES / f"{name}{forms.form(name).ending}{'.parts' if name == 'xlsx' else ''}"


if __name__ == "__main__":
    SAMPLES.mkdir(exist_ok=True)
    for each in forms.names():
        place(each).write_text(sample(each), encoding="utf-8", newline="")

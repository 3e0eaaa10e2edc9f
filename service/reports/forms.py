"""Finds the forms: every module in `service/reports/` that holds a `FORM`. Nobody keeps a list."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from yizhi.service import reports
from yizhi.service.reports.report import FindingsReport
from yizhi.termbase import plugins
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.files import beside


class ReportFormat(NamedTuple):
    """A form of report: `render` gives the whole document, text or bytes. `ending` is the usual one of its files."""

    name: str
    ending: str
    render: Callable[[FindingsReport], str | bytes]


@cache
def names() -> tuple[str, ...]:
    """Return the names of all forms: their modules, without importing them."""
    helpers = {"report", "forms", "decisions"}
    return tuple(sorted(name.rstrip("_") for name in plugins.module_names(reports) if name not in helpers))


def form(name: str) -> ReportFormat:
    """Return the form of a name. Raise YizhiError where there is none."""
    if name not in names():
        raise YizhiError(f"unknown form {name!r}", hint=f"one of: {', '.join(names())}")
    modules = {module.rstrip("_"): module for module in plugins.module_names(reports)}
    report_format = importlib.import_module(f"{reports.__name__}.{modules[name]}").FORM
    assert isinstance(report_format, ReportFormat)
    return report_format


def parse(argument: str) -> tuple[ReportFormat, Path | None]:
    """`html:out.html` → (the form, its file); `html` → (the form, None: standard output)."""
    name, colon, path = argument.partition(":")
    return form(name), Path(path) if colon and path else None


def write(chosen: ReportFormat, report: FindingsReport, path: Path) -> None:
    """A report into a file, written beside and renamed."""
    content = chosen.render(report)
    with beside(path) as written:
        if isinstance(content, bytes):
            written.write_bytes(content)
        else:
            # A file name that is no UTF-8 has lone surrogates, which JSON takes in this very form.
            written.write_text(content, encoding="utf-8", newline="", errors="backslashreplace")

"""Takes decisions back from a findings workbook: what a reviser marked as `dismiss`."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from yizhi.checks.model import Finding, Related, Severity
from yizhi.service.reports._workbook import CHOICES, DATA, DECISION, DISMISS
from yizhi.termbase.errors import Malformed, YizhiError

_COLUMNS = 64
"""Columns that are read: more than a findings workbook has, however far to the right somebody wrote."""


def dismissed(path: Path, complain: Callable[[str], None]) -> list[Finding]:
    """Return the findings whose decision is `dismiss`. Rows may have been sorted, filtered or deleted.

    Raise YizhiError for what is no findings workbook; a decision of another wording is one line to `complain`.
    """
    findings: list[Finding] = []
    for number, decision, data in _rows(path):
        word = decision.strip().lower()
        if word and word not in CHOICES:
            choices = ", ".join(CHOICES)
            complain(
                str(YizhiError(f"unknown decision {decision!r}", hint=f"one of: {choices}", path=path, line=number))
            )
        if word == DISMISS:
            findings.append(_finding(data, path, number))
    return findings


def _rows(path: Path) -> list[tuple[int, str, str]]:
    """Return (row number, decision, data) of each row."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is often wrong
        cells = sheet.iter_rows(values_only=True, max_col=_COLUMNS)
        rows = [
            (number, ["" if cell is None else str(cell) for cell in row])
            for number, row in enumerate(cells, 1)
            if any(row)
        ]
        book.close()
    except FileNotFoundError:
        raise YizhiError("no such workbook", hint="make one: yizhi check FILE… --format xlsx:FILE", path=path) from None
    except Exception as error:  # openpyxl raises whatever its XML holds
        raise Malformed("not a readable workbook", hint="open and save it again", path=path) from error
    head = rows[0][1] if rows else []
    if DECISION not in head or DATA not in head:
        raise YizhiError("not a findings workbook", hint="make one: yizhi check FILE… --format xlsx:FILE", path=path)
    decision, data = head.index(DECISION), head.index(DATA)
    return [(number, row[decision], "".join(row[data:])) for number, row in rows[1:] if len(row) > max(decision, data)]


def _finding(data: str, path: Path, number: int) -> Finding:
    """Return the finding that a row was made from."""
    try:
        entry: dict[str, Any] = json.loads(data)
        related = tuple(Related(**item) for item in entry.pop("related"))
        severity = Severity(entry.pop("severity"))
        return Finding(severity=severity, related=related, **entry)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Malformed(
            "the finding's own data were changed", hint="leave the hidden columns alone", path=path, line=number
        ) from error

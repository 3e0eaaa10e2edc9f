"""The symbol of a document, resolution or decision is another one in the translation, or is missing there.

All ways of writing a symbol are one: A/RES/72/195, 第72/195号决议 and "resolution 72/195"; 第1325(2000)号决议 and
"resolution 1325 (2000)", and later "resolution 1325"; Add., Corr. and Rev. belong to the symbol. A resolution that
becomes a decision is a mismatch too.

Why: the symbol is how a reader finds the document.

Example: 大会第69/213号决议 | General Assembly resolution 69/231
Better: 大会第69/213号决议 | General Assembly resolution 69/213

Source: United Nations Editorial Manual, resolutions and decisions; document symbols as the Dag Hammarskjöld Library describes them.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Rule, Severity
from yizhi.checks.values._differences import issues
from yizhi.tm.values.model import SYMBOL


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    return issues(document, {SYMBOL}, "Symbol", Severity.WARNING)


RULE = Rule("symbol-mismatch", Severity.ERROR, ("zh", "en"), check)

"""A number of the source is another one in the translation, or is missing there.

Numbers are compared as values in every written form, Chinese and English: 2.5亿 is 250 million, 三分之一 is one third,
百分之五 is 5 per cent, 十八 is eighteen, 430万美元 is $4.3 million. 数百 and "hundreds of" name no number and are left
alone, and so are 一 and "one", which stand in too many idioms; they may answer for a figure of the other side. Information
only are a lost 1 that counts something (1名 may be "a") and the lost figures of a row, where tables are often cut otherwise.

Why: a wrong figure is the error that readers act upon, and that rereading overlooks most easily.

Example: 有463个合作社登记。 | 436 cooperatives registered.
Better: 有463个合作社登记。 | 463 cooperatives registered.

Source: United Nations Editorial Manual, numbers; GB/T 15835-2011 for Chinese numerals.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Rule, Severity
from yizhi.checks.values._differences import issues
from yizhi.tm.values.model import NUMBER, ORDINAL


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    return issues(document, {NUMBER, ORDINAL}, "Number", Severity.WARNING)


RULE = Rule("number-mismatch", Severity.ERROR, ("zh", "en"), check)

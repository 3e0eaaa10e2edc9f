"""The number of a session or meeting is another one in the translation, or is missing there.

第七十四届会议, 第74届会议 and "seventy-fourth session" are one; 第8500次会议 is "8500th meeting".

Why: the number of the session is part of the name of the meeting and decides which records are meant.

Example: 在第五十四届会议上 | at its forty-fifth session
Better: 在第五十四届会议上 | at its fifty-fourth session

Source: United Nations Editorial Manual, sessions and meetings.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Rule, Severity
from yizhi.checks.values._differences import issues
from yizhi.tm.values.model import SESSION


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    return issues(document, {SESSION}, "Session", Severity.WARNING)


RULE = Rule("session-mismatch", Severity.ERROR, ("zh", "en"), check)

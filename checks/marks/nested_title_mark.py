"""A title inside a title has the wrong marks: inside 《》 it is 〈〉, neither 《》 nor the signs < >.

Why: the inner marks tell where the inner title ends.

Example: 《关于修订<沿海航行守则>的说明》
Better: 《关于修订〈沿海航行守则〉的说明》

Source: GB/T 15834-2011, 4.15.3.4.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_QUICK = compiled("[<＜]|《[^《》]*《")
_OUTER = compiled(r"《(?:[^《》]|《[^《》]*》)*》")
_ANGLES = compiled(r"[<＜]([^<>＜＞《》]{2,80})[>＞]")
_INNER = compiled(r"《([^《》]*)》")


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, side in document.matching("zh", _QUICK):
        for outer in _OUTER.finditer(side.text):
            body = outer.start() + 1
            for pattern in (_ANGLES, _INNER):
                for match in pattern.finditer(side.text, body, outer.end() - 1):
                    message = f"the title inside a title is marked “{match.group()[0]}{match.group()[-1]}”"
                    better = f"〈{match[1]}〉"
                    yield Issue(Mark(view, side.name, *match.span()), message, suggestion=better, safe=True)


RULE = Rule("nested-title-mark", Severity.WARNING, ("zh",), check, style=True, habit=True)

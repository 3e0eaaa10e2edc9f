"""A sentence that introduces a list ends without a colon.

The sentence breaks off with a word such as 以便, 包括 or 如下, or without any mark after a clause, and the next paragraph is the
first item, (a) or (一).

Why: without the colon the reader takes the sentence for finished, or for torn.

Example: 吁请会员国继续改善合作，以便 / (一) 评估
Better: 吁请会员国继续改善合作，以便： / (一) 评估

Source: GB/T 15834-2011, 4.7; Chinese editions of United Nations documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.han import HAN
from yizhi.termbase.text.lazy import compiled

_FIRST = compiled(r"\s*[(（](?:a|i|1|一)[)）]")
_QUICK = compiled(r"[(（](?:a|i|1|一)[)）]")
_OPEN = compiled(
    r"(?P<word>以便|包括|其中包括|其中|如下|下列|诸如|例如|特别是|尤其是|即|为此|规定|表明|决定|建议|"
    rf"(?<=，)[{HAN}]{{1,6}})(?P<comma>，?)\s*$"
)


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    if not _QUICK.search(document.whole("zh")):
        return
    before = None
    for view, side in document.written("zh"):
        if before is not None and _FIRST.match(side.text):
            occurrence = _OPEN.search(before[1].text)
            # A heading may be one of these words.
            if occurrence and occurrence.start() > 8:
                message = f"“{occurrence['word']}” introduces a list without a colon"
                mark = Mark(before[0], before[1].name, *occurrence.span("word"))
                if occurrence["comma"]:
                    mark = Mark(before[0], before[1].name, occurrence.start("word"), occurrence.end("comma"))
                yield Issue(mark, message, suggestion=occurrence["word"] + "：")
        before = view, side


RULE = Rule("list-introduction", Severity.WARNING, ("zh",), check, style=True)

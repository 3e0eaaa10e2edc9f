"""What the source obliges is allowed in the translation, or the other way round: shall for 可, 应 for may.

Found where one side has words of obligation alone (shall, must, should; 应, 应当, 须, 必须, 不得) and the other words of
permission alone (may, can; 可, 可以), with nothing on either side that may render the other's. 相应, 可持续, 可能 and the
like are no modal words.

Why: shall and may decide who is bound.

Example: 缔约国应通知保存人。 | The State Party may notify the depositary.
Better: 缔约国应通知保存人。 | The State Party shall notify the depositary.

Source: Vienna Convention on the Law of Treaties and Charter of the United Nations, both texts; United Nations Editorial Manual.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document, RecognisedSegment
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.weight._modals import ALLOWED, MAY, MUST, OBLIGED
from yizhi.checks.weight._pairs import translated

_MODALS = frozenset(["shall", "must", "should", "may", "can", "could", "might"])
_DENIALS = frozenset(["no", "not", "never", "nor", "neither", "none", "nothing", "cannot", "nobody"])
"""What turns a permission into a prohibition, which both kinds of words say."""
_SUGGESTIONS = {("en", True): "shall", ("en", False): "may", ("zh", True): "应", ("zh", False): "可"}


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, source, target in translated(document):
        en = source if source.lang == "en" else target
        if _MODALS.isdisjoint(en.words):
            continue
        for obliged in (True, False):
            spans = _exchanged(source, target, obliged)
            if spans is None:
                continue
            (a, b), (c, d) = spans
            source_words, target_words = source.text[a:b], target.text[c:d]
            source_force, target_force = ("obliges", "allows") if obliged else ("allows", "obliges")
            yield Issue(
                Mark(view, TARGET, c, d),
                f"“{source_words}” in the source {source_force}, “{target_words}” in the translation {target_force}",
                suggestion=_SUGGESTIONS[target.lang, obliged],
                related=(Mark(view, SOURCE, a, b),),
            )


def _exchanged(
    source: RecognisedSegment, target: RecognisedSegment, obliged: bool
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return where the source has words of one kind alone, and the translation of the other alone."""
    source_kind, target_kind = (MUST, MAY) if obliged else (MAY, MUST)
    left, right = source_kind[source.lang].search(source.text), target_kind[target.lang].search(target.text)
    if left is None or right is None:
        return None
    answers, reasons = (OBLIGED, ALLOWED) if obliged else (ALLOWED, OBLIGED)
    if answers[target.lang].search(target.text) or reasons[source.lang].search(source.text):
        return None
    en = source if source.lang == "en" else target
    if not _DENIALS.isdisjoint(en.words):  # no reform can: 任何改革都不应
        return None
    return left.span(), right.span()


RULE = Rule("modality-mismatch", Severity.WARNING, ("zh", "en"), check)

"""A figure is reached in the source and not in the translation, or the other way: nearly 300 for 超过300.

近300 and nearly 300 stay below the figure; 超过300, 300多 and more than 300 lie above it. Found where the same figure has a bound of the one
kind here and of the other kind there.

Why: a threshold that was passed is reported as missed.

Example: 超过240名代表登记。 | Nearly 240 delegates registered.
Better: 超过240名代表登记。 | More than 240 delegates registered.

Source: established usage of the Chinese Translation Service; common practice of translation quality assurance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment
from yizhi.checks.model import Issue, Rule, Severity
from yizhi.checks.values._mentions import replaced
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values.model import NUMBER, Amount

_BELOW = {
    "zh": compiled(r"(?:将近|接近|近乎|几近|(?<![最附远靠临邻亲])近)(?:达|有)?(?:US)?\$?\Z"),
    "en": compiled(r"\b(?:[Nn]early|[Aa]lmost|[Cc]lose to|[Jj]ust under) (?:US)?\$?\Z"),
}
_ABOVE = {
    "zh": compiled(r"(?<!不)(?:超过|逾|高于|多于)(?:US)?\$?\Z"),
    "en": compiled(
        r"(?<!not )(?<!no )\b(?:[Mm]ore than|[Oo]ver|[Ii]n excess of|[Ee]xceed(?:s|ed|ing)|[Uu]pwards of) (?:US)?\$?\Z"
    ),
}
_MORE = compiled(r"[多余](?![年月个]?[的]?[元])|多[个名万亿]")
_REACH = 24


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, source, target in document.pairs():
        if source.lang == target.lang:
            continue
        before = _bounds(source)
        after = _bounds(target) if before else {}
        for key, bound in before.items():
            if key in after and after[key][0] != bound[0]:
                yield replaced(view, source, target, bound[1:], after[key][1:])


def _bounds(side: RecognisedSegment) -> dict[Amount | str, tuple[str, int, int]]:
    """Return which side of a figure is meant, and where that is said; a figure that is named twice is left alone."""
    out: dict[Amount | str, tuple[str, int, int]] = {}
    uses = Counter(value.key for value in side.values)
    for value in side.values:
        if value.kind != NUMBER or uses[value.key] > 1:
            continue
        for name, expressions in (("below", _BELOW), ("above", _ABOVE)):
            if match := expressions[side.lang].search(side.text, max(0, value.start - _REACH), value.start):
                out[value.key] = name, match.start(), value.end
        if side.lang == "zh" and value.key not in out and _MORE.match(side.text, value.end):
            out[value.key] = "above", value.start, value.end + 1
    return out


RULE = Rule("bound-mismatch", Severity.WARNING, ("zh", "en"), check)

"""The number or letter at the head of a paragraph or clause is missing in the translation, or is another one.

`12.`, `(a)`, `(iv)`, `（三）` at the beginning of a segment must stand on both sides. Where a document has labels of a
sort (paragraph numbers, or letters) more often on one side only than on both, its format makes them there: then
nothing is said about labels of this sort.

Why: paragraphs are cited by their numbers.

Example: (b) 加强国际合作； | Strengthen international cooperation;
Better: (b) 加强国际合作； | (b) Strengthen international cooperation;

Silence: dismiss the single finding, or set `list-item-missing = "off"` under `[rules]`.
Source: United Nations Editorial Manual, numbering of paragraphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checks.context import Context
from checks.document import SOURCE, TARGET, Document, Side, View
from checks.model import Issue, Mark, Rule, Severity
from tm.values.model import LABEL, Value
from tm.values.numerals import han, roman

CONVENTION = 2
"""A document that loses so many labels, of one sort more than it keeps, has them made by its format: a translator
loses single ones."""


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Issues of one document."""
    kept: Counter[bool] = Counter()
    lost: list[tuple[View, Side, Value]] = []
    replaced = []
    for view, source, target in document.pairs():
        ours, theirs = _label(source), _label(target)
        if ours is None and theirs is None:
            continue
        if ours and theirs:
            if _same(str(ours.key), str(theirs.key)):
                kept[_figures(ours)] += 1
            else:
                replaced.append((view, source, target, ours, theirs))
        elif ours:
            lost.append((view, source, ours))
    for view, source, target, ours, theirs in replaced:
        text, other = source.text[ours.start : ours.end], target.text[theirs.start : theirs.end]
        message = f"the paragraph is “{text}” in the source and “{other}” in the translation"
        mark = Mark(view, TARGET, theirs.start, theirs.end)
        yield Issue(mark, message, suggestion=text, related=(Mark(view, SOURCE, ours.start, ours.end),))
    gone = Counter(_figures(ours) for _, _, ours in lost)
    for view, source, ours in lost:
        if len(lost) >= CONVENTION and gone[_figures(ours)] > kept[_figures(ours)]:
            continue
        text = source.text[ours.start : ours.end]
        message = f"“{text}” at the head of the paragraph is missing in the translation"
        yield Issue(
            Mark(view, TARGET, 0, 0), message, suggestion=None, related=(Mark(view, SOURCE, ours.start, ours.end),)
        )


def _label(side: Side) -> Value | None:
    first = side.values[0] if side.values else None
    return first if first and first.kind == LABEL else None


def _figures(label: Value) -> bool:
    """The sort of a label: paragraph numbers are often made by the format, letters typed."""
    return str(label.key).isdigit()


def _same(a: str, b: str) -> bool:
    ours, theirs = _ordinal(a), _ordinal(b)
    return a == b or bool(ours & theirs)


def _ordinal(label: str) -> set[int]:
    """What a label may count: 12, 十二, xii; a single letter may be a letter or a Roman figure."""
    if label.isdigit():
        return {int(label)}
    value = han(label)
    if value is not None:
        return {int(value)}
    return {roman(label.upper())} if set(label.upper()) <= set("IVXLC") else set()


RULE = Rule("list-item-missing", Severity.WARNING, ("zh", "en"), check)

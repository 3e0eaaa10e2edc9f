"""The number or letter at the head of a paragraph or clause is missing in the translation, or is another one.

`12.`, `(a)`, `(iv)`, `（三）` at the beginning of a segment must stand on both sides. Paragraph numbers and letters are
judged apart: where a document has more of them on one side alone than on both, its format makes them there, and nothing
is said. Where numbers also stand in translations whose source has none, nearly as often as they are missing, the file was
converted so, and a lost one is information.

Why: paragraphs are cited by their numbers.

Example: (b) 加强国际合作； | Strengthen international cooperation;
Better: (b) 加强国际合作； | (b) Strengthen international cooperation;

Source: United Nations Editorial Manual, numbering of paragraphs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.records import dataclass, field
from yizhi.tm.values.model import LABEL, Value
from yizhi.tm.values.numerals import han, roman

CONVENTION = 3
"""A document that loses so many labels, of one sort more than it keeps, has them made by its format."""
CHANCE, ENOUGH = 0.02, 20
"""So does one that loses two, where the other documents of the file lose so few of theirs (of so many at least) that
chance would hardly take these together."""
GAINED, TIMES = 3, 3
"""A translator loses labels and invents none: a file that gains so many of a sort, and does not lose so many times as
many, has been through a conversion that drops them on either side."""


@dataclass(slots=True)
class Labels:
    """The labels of one sort in one document: those without a partner, and how many are kept or stand in the translation alone."""

    lost: list[tuple[RecognisedUnit, RecognisedSegment, Value]] = field(default_factory=list)
    kept: int = 0
    gained: int = 0


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of all documents of a file."""
    documents: dict[tuple[str, bool], Labels] = defaultdict(Labels)
    for view, source, target in document.pairs():
        source_label, target_label = _label(source), _label(target)
        first = source_label or target_label
        if not first:
            continue
        labels = documents[view.unit.document, _figures(first)]
        if not target_label:
            labels.lost.append((view, source, first))
        elif not source_label:
            labels.gained += 1
        else:
            labels.kept += 1
            if source_label.key != target_label.key and not _same(str(source_label.key), str(target_label.key)):
                yield _replaced(view, source, target, source_label, target_label)
    for sort in (True, False):
        yield from _lost([labels for (_, figures), labels in documents.items() if figures is sort])


def _lost(documents: list[Labels]) -> Iterator[Issue]:
    """Yield the lost labels of one sort, from all documents of a file."""
    all_lost, all_kept = sum(len(document.lost) for document in documents), sum(document.kept for document in documents)
    lost = []
    for document in documents:
        number, others = len(document.lost), all_lost + all_kept - len(document.lost) - document.kept
        own_way = number >= CONVENTION or (others >= ENOUGH and ((all_lost - number) / others) ** number <= CHANCE)
        if number <= max(1, document.kept) or not own_way:
            lost += document.lost
    # Likewise, a document that has more labels of its own than common ones has them made by its format.
    gained = sum(document.gained for document in documents if document.gained <= max(1, document.kept))
    converted = gained >= GAINED and len(lost) <= TIMES * gained
    for view, source, label in lost:
        yield _missing(view, source, label, Severity.INFO if converted else None)


def _missing(view: RecognisedUnit, source: RecognisedSegment, label: Value, severity: Severity | None) -> Issue:
    text = source.text[label.start : label.end]
    message = f"“{text}” at the head of the paragraph is missing in the translation"
    related = (Mark(view, SOURCE, label.start, label.end),)
    return Issue(Mark(view, TARGET, 0, 0), message, related=related, severity=severity)


def _replaced(
    view: RecognisedUnit, source: RecognisedSegment, target: RecognisedSegment, label: Value, replacement: Value
) -> Issue:
    text, written = source.text[label.start : label.end], target.text[replacement.start : replacement.end]
    message = f"the paragraph is “{text}” in the source and “{written}” in the translation"
    mark = Mark(view, TARGET, replacement.start, replacement.end)
    return Issue(mark, message, suggestion=text, related=(Mark(view, SOURCE, label.start, label.end),))


def _label(side: RecognisedSegment) -> Value | None:
    first = side.values[0] if side.values else None
    return first if first and first.kind == LABEL else None


def _figures(label: Value) -> bool:
    """Return the sort of a label: paragraph numbers are often made by the format, letters typed."""
    return str(label.key).isdigit()


def _same(a: str, b: str) -> bool:
    ordinals, counterparts = _ordinal(a), _ordinal(b)
    return a == b or bool(ordinals & counterparts)


def _ordinal(label: str) -> set[int]:
    """Return what a label may count: 12, 十二, xii; a single letter may be a letter or a Roman figure."""
    if label.isdigit():
        return {int(label)}
    value = han(label)
    if value is not None:
        return {int(value)}
    return {roman(label.upper())} if set(label.upper()) <= set("IVXLC") else set()


RULE = Rule("list-item-missing", Severity.WARNING, ("zh", "en"), check, across=True)

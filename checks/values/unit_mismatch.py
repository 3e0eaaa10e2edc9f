"""A figure has another unit in the translation: hectares for 平方公里, weeks for 天, per cent for 百分点.

Units are compared where the same figure stands on both sides and has a unit of one dimension on each: length, area, mass,
volume, time, power, share, temperature. A unit that one side leaves out is left alone.

Why: the figure is right and the quantity is wrong.

Example: 洪水淹没了120公顷农田。 | Floods covered 120 square kilometres of farmland.
Better: 洪水淹没了120公顷农田。 | Floods covered 120 hectares of farmland.

Source: International System of Units; GB 3100-1993; United Nations Editorial Manual, weights and measures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document, RecognisedSegment
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.tm.values.heads import Head, unit_of
from yizhi.tm.values.model import NUMBER, Amount


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, source, target in document.pairs():
        if {source.lang, target.lang} != {"zh", "en"}:
            continue
        left = _units(source)
        right = _units(target) if left else {}
        for key in left.keys() & right.keys():
            lost = [head for head in left[key] if not any(head.unit == item.unit for item in right[key])]
            strange = [head for head in right[key] if not any(head.unit == item.unit for item in left[key])]
            for source_head, target_head in zip(lost, strange, strict=False):
                if source_head.dimension == target_head.dimension:
                    yield Issue(
                        Mark(view, TARGET, target_head.start, target_head.end),
                        f"Unit: “{source.text[source_head.start : source_head.end]}” in the source is “{target.text[target_head.start : target_head.end]}” in the translation",
                        related=(Mark(view, SOURCE, source_head.start, source_head.end),),
                    )


def _units(side: RecognisedSegment) -> dict[Amount | str, list[Head]]:
    """Return the units that stand right behind the numbers of a text, by number."""
    heads: dict[Amount | str, list[Head]] = defaultdict(list)
    for value in side.values:
        if value.kind == NUMBER and (head := unit_of(side.text, side.lang, value)):
            heads[value.key].append(head)
    return heads


RULE = Rule("unit-mismatch", Severity.WARNING, ("zh", "en"), check)

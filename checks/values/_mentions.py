"""What both sides mention of a kind, set against each other: what the rules about references, periods and rates share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from yizhi.checks.document import SOURCE, TARGET, Document, RecognisedSegment
from yizhi.checks.model import Issue, Mark


class ValueMention(NamedTuple):
    """Words that say something of a kind (`annex`, `quarter`), all that they may mean, and where they stand."""

    kind: str
    readings: frozenset[str]
    start: int
    end: int


def exchanged(
    left: Sequence[ValueMention], right: Sequence[ValueMention]
) -> Iterator[tuple[ValueMention, ValueMention]]:
    """Yield a mention of each kind that is another one on the other side.

    Only where both sides mention the kind as often, and one mention of each has no answer: what is told in other words is
    left alone.
    """
    for kind in dict.fromkeys(item.kind for item in left):
        ours, theirs = ([item for item in items if item.kind == kind] for items in (left, right))
        if len(ours) != len(theirs):
            continue
        lost, strange = _unanswered(ours, theirs), _unanswered(theirs, ours)
        if len(lost) == 1 and len(strange) == 1:
            yield lost[0], strange[0]


def renamed(
    left: Sequence[ValueMention], right: Sequence[ValueMention], kinds: frozenset[str]
) -> Iterator[tuple[ValueMention, ValueMention]]:
    """Yield a mention of one of these kinds that is of another of them on the other side, with the same number: table 3 for figure 3."""
    ours, theirs = ([item for item in items if item.kind in kinds] for items in (left, right))
    if len(ours) != 1 or len(theirs) != 1:
        return
    (first,), (second,) = ours, theirs
    if first.kind != second.kind and not first.readings.isdisjoint(second.readings):
        yield first, second


def _unanswered(mentions: Sequence[ValueMention], others: Sequence[ValueMention]) -> list[ValueMention]:
    """Return the mentions that none of the others answers for, each of which answers once."""
    free = list(others)
    out: list[ValueMention] = []
    for mention in mentions:
        answer = next((item for item in free if not item.readings.isdisjoint(mention.readings)), None)
        if answer is None:
            out.append(mention)
        else:
            free.remove(answer)
    return out


def issues(
    document: Document, read: Callable[[RecognisedSegment], list[ValueMention]], *distinct: frozenset[str]
) -> Iterator[Issue]:
    """Yield an issue for each mention that is another one in the translation; `read` finds the mentions of one side, `distinct` are
    kinds that must not stand for each other."""
    for view, source, target in document.pairs():
        chinese, english = (source, target) if source.lang == "zh" else (target, source)
        here = read(chinese)  # first, for it is read faster
        there = read(english) if here else []
        left, right = (here, there) if chinese is source else (there, here)
        pairs = chain(exchanged(left, right), *(renamed(left, right, kinds) for kinds in distinct))
        for first, second in pairs:
            yield Issue(
                Mark(view, TARGET, second.start, second.end),
                f"“{source.text[first.start : first.end]}” in the source is “{target.text[second.start : second.end]}” in the translation",
                related=(Mark(view, SOURCE, first.start, first.end),),
            )

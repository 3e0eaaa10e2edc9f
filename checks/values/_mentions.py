"""What both sides mention of a kind, set against each other: what the rules about references, periods and rates share."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from yizhi.checks.document import SOURCE, TARGET, Document, RecognisedSegment, RecognisedUnit
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
        before, after = ([item for item in items if item.kind == kind] for items in (left, right))
        if len(before) != len(after):
            continue
        lost, strange = _unanswered(before, after), _unanswered(after, before)
        if len(lost) == 1 and len(strange) == 1:
            yield lost[0], strange[0]


def renamed(
    left: Sequence[ValueMention], right: Sequence[ValueMention], kinds: frozenset[str]
) -> Iterator[tuple[ValueMention, ValueMention]]:
    """Yield a mention of one of these kinds that is of another of them on the other side, with the same number: table 3 for figure 3."""
    before, after = ([item for item in items if item.kind in kinds] for items in (left, right))
    if len(before) != 1 or len(after) != 1:
        return
    (first,), (second,) = before, after
    if first.kind != second.kind and not first.readings.isdisjoint(second.readings):
        yield first, second


def _unanswered(mentions: Sequence[ValueMention], others: Sequence[ValueMention]) -> list[ValueMention]:
    """Return the mentions that none of the others answers for, each of which answers once."""
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for number, item in enumerate(others):
        for reading in item.readings:
            waiting[reading].append(number)
    taken: set[int] = set()
    unanswered: list[ValueMention] = []
    for mention in mentions:
        answers = [answer for reading in mention.readings if (answer := _first(waiting[reading], taken)) is not None]
        if answers:
            taken.add(min(answers))
        else:
            unanswered.append(mention)
    return unanswered


def _first(waiting: deque[int], taken: set[int]) -> int | None:
    """Return the first number that is not taken; those before it are of no use any more."""
    while waiting and waiting[0] in taken:
        waiting.popleft()
    return waiting[0] if waiting else None


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
            yield replaced(view, source, target, first[2:], second[2:])


def replaced(
    view: RecognisedUnit,
    source: RecognisedSegment,
    target: RecognisedSegment,
    before: tuple[int, int],
    after: tuple[int, int],
) -> Issue:
    """Return the issue of words of the source (`before`: from where to where) that are other words in the translation (`after`)."""
    return Issue(
        Mark(view, TARGET, *after),
        f"“{source.text[slice(*before)]}” in the source is “{target.text[slice(*after)]}” in the translation",
        related=(Mark(view, SOURCE, *before),),
    )

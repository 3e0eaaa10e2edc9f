"""Something resembles an official name and is not it: a character or word is wrong, left out, added or misplaced.

A noisy channel decides: a stretch that shares both ends, or one half, with a name of the termbase (or one for which the document
declares a short form) is weighed as that name with a slip in it, as the words that stand there, and as a sister that nobody has
listed. Other names, parts of longer terms, names that differ in a figure or in a word that tells real names
apart, and what the document has again and again are left alone. A warning from odds of some ten to one on, else information.

Why: a wrong name is the error that readers notice first, and delegations resent.

Example: 联合国发展计划署
Better: 联合国开发计划署

Silence: dismiss the single finding, add the name to a termbase of yours, or set `name-near-miss = "off"` under `[rules]`.
Source: the termbase; UNTERM for the official names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.names._channel import NameChange
from yizhi.checks.names._inventory import ListedName, inventory
from yizhi.checks.names._near import WEIGHTS
from yizhi.checks.names._stretches import NearMiss, chinese_misses, english_misses
from yizhi.checks.term_matching.concepts import concepts
from yizhi.termbase.text.normal import normal

DECLARED = 8
"""Characters of a name of the document's own that is compared; where a shorter one begins is a guess."""


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one document."""
    places = concepts(context.library)
    if document.written("zh"):
        names = inventory(context.library, "zh")
        listed = chinese_misses(document, names, places)
        declared_names = list(_declared(document))
        declared = chinese_misses(document, names.of(declared_names), places) if declared_names else iter(())
        yield from _issues(chain(listed, (miss for miss in declared if _rarer(miss, document))))
    if document.written("en"):
        yield from _issues(english_misses(document, inventory(context.library, "en"), places))


def _declared(document: Document) -> Iterator[ListedName]:
    """Yield the long names for which this document declares a short form, and which the termbase does not have."""
    seen: set[str] = set()
    for item in document.declarations["zh"]:
        key = normal(item.full).text.strip()
        if len(key) >= DECLARED and item.concept is None and key not in seen:
            seen.add(key)
            yield ListedName(key, item.full, "", True)


def _rarer(miss: NearMiss, document: Document) -> bool:
    """Return whether the words are rarer than the declared name that they resemble, and differ in more than 的.

    Else they may be the name, and the declaration the slip.
    """
    written = normal(miss.side.text[miss.start : miss.end]).text.strip()
    if written.replace("的", "") == miss.name.key.replace("的", ""):
        return False
    uses, named = (
        sum(side.form.text.count(words) for _, side in document.written("zh")) for words in (written, miss.name.key)
    )
    return uses <= named


def _issues(misses: Iterator[NearMiss]) -> Iterator[Issue]:
    """Of stretches that overlap the one with the greatest gain."""
    sides: dict[int, list[NearMiss]] = {}
    for miss in filter(None, map(_asked, misses)):
        sides.setdefault(miss.view.index, []).append(miss)
    for index in sorted(sides):
        for miss in _best(sides[index]):
            yield _issue(miss.view, miss.side, miss)


def _asked(miss: NearMiss) -> NearMiss | None:
    """Return a near miss, doubted where it is one of a name that the source of the translation does not have; None where it then is none."""
    source = miss.view.source if miss.side is miss.view.target and miss.view.pair() else None
    if source is None or not miss.name.concept or miss.name.concept in source.meant:
        return miss
    gain = miss.gain - WEIGHTS.unasked
    return miss._replace(gain=gain) if gain >= WEIGHTS.likely else None


def _best(misses: Sequence[NearMiss]) -> list[NearMiss]:
    best: list[NearMiss] = []
    for miss in sorted(misses, key=lambda miss: -miss.gain):
        rivals = [rival for rival in best if rival.start < miss.end and miss.start < rival.end]
        # The same slip in a longer form of the name says more.
        if all(_holds(miss, rival) for rival in rivals):
            best = [rival for rival in best if rival not in rivals] + [miss]
    return sorted(best, key=lambda miss: miss.start)


def _holds(longer: NearMiss, shorter: NearMiss) -> bool:
    """Return whether one of two near misses is the other one with more of the name."""
    return (
        longer.start <= shorter.start
        and shorter.end <= longer.end
        and (longer.change.official, longer.change.written) == (shorter.change.official, shorter.change.written)
    )


def _issue(view: RecognisedUnit, side: RecognisedSegment, miss: NearMiss) -> Issue:
    sort = (
        "name that this document declares,"
        if not miss.name.concept
        else "official name"
        if miss.name.proper
        else "term"
    )
    return Issue(
        Mark(view, side.name, miss.start, miss.end),
        f"“{side.text[miss.start : miss.end]}” resembles the {sort} “{miss.name.text}”: {_describe(miss.change)}",
        miss.name.text,
        concept=miss.name.concept or None,
        severity=Severity.WARNING if miss.gain >= WEIGHTS.sure else Severity.INFO,
    )


def _describe(change: NameChange) -> str:
    if len(change.official) > 3 and sorted(change.official) == sorted(change.written):
        return "the words are in another order"
    if not change.written:
        return f"“{change.official}” is missing"
    if not change.official:
        return f"“{change.written}” is too much"
    return f"“{change.written}” for “{change.official}”"


RULE = Rule("name-near-miss", Severity.WARNING, ("zh",), check)

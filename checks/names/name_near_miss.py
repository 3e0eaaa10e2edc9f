"""Something resembles an official name and is not it: a character or word is wrong, left out, added or misplaced.

The names of the termbase, and those for which the document declares a short form, are compared with what begins or ends
as they do, titles in 《》 also with those that have their words in another order. Other official names, parts of longer
terms, names that differ in a figure or a direction, and what the document has more often than the name that it declares
are left alone. A warning where the name is long or the wrong character sounds or looks like the right one, else
information.

Why: a wrong name is the error that readers notice first, and delegations resent.

Example: 联合国发展计划署
Better: 联合国开发计划署

Silence: dismiss the single finding, add the name to a termbase of yours, or set `name-near-miss = "off"` under `[rules]`.
Source: the termbase; UNTERM for the official names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain

from yizhi.checks.context import Context
from yizhi.checks.document import APART, Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.names import _chinese, _english
from yizhi.checks.names._index import Chinese, English, Name, chinese, english
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.text.normal import Normal, normal

_TITLE = compiled("《([^《》]{7,80})》")
LONG = 8
"""Characters of a name of the document's own that is compared."""


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Issues of one document."""
    declared = list(_declared(document))
    sides = document.written("zh")
    if sides:
        names = chinese(context.library)
        near = _near(document, names, declared)
        for number in sorted(near):
            for issue in _zh(*sides[number], near[number]):
                if issue.concept is not None or _rare(issue, sides):
                    yield issue
    for view, side in document.written("en"):
        yield from _en(view, side, english(context.library))


def _declared(document: Document) -> Iterator[Name]:
    """The long names for which this document declares a short form, and which the termbase does not know."""
    seen: set[str] = set()
    for item in document.declarations["zh"]:
        key = normal(item.full).text.strip()
        if len(key) >= LONG and item.concept is None and key not in seen:
            seen.add(key)
            yield Name(key, item.full, "", False)


def _rare(issue: Issue, sides: Sequence[tuple[RecognisedUnit, RecognisedSegment]]) -> bool:
    """Whether the words are rarer than the declared name that they resemble, and differ in more than 的.

    Else they may be the name, and the declaration the slip; where a declared name begins is a guess besides.
    """
    side = issue.mark.view.side(issue.mark.side)
    written = normal(side.text[issue.mark.start : issue.mark.end]).text.strip() if side else ""
    name = normal(issue.suggestion or "").text.strip()
    if written.replace("的", "") == name.replace("的", ""):
        return False
    uses, named = (sum(other.form.text.count(words) for _, other in sides) for words in (written, name))
    return uses <= named


def _near(document: Document, names: Chinese, declared: list[Name]) -> dict[int, list[_chinese.ChineseNearMiss]]:
    """{number of the paragraph: what is nearly a name in its normalised text}. All paragraphs are searched as one text."""
    sides = document.written("zh")
    texts = [side.form.text for _, side in sides]
    whole = APART.join(texts)
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    firsts, lasts = _terms(sides, starts)

    def inside(start: int, end: int) -> bool:
        # No term lies inside another: of those that have begun, the last one ends last.
        at = bisect_right(firsts, start) - 1
        return at >= 0 and end <= lasts[at] and end - start < lasts[at] - firsts[at]

    found: dict[int, list[_chinese.ChineseNearMiss]] = {}
    for near in chain(_chinese.find(names, whole, inside), *(_chinese.against(name, whole) for name in declared)):
        number = bisect_right(starts, near.start) - 1
        shift = starts[number]
        found.setdefault(number, []).append(near._replace(start=near.start - shift, end=near.end - shift))
    if "》" in document.whole("zh"):
        for number, (_, side) in enumerate(sides):
            if "》" in side.text and (titles := list(_titles(names, side.text, texts[number]))):
                found.setdefault(number, []).extend(titles)
    return found


def _zh(view: RecognisedUnit, side: RecognisedSegment, found: Iterable[_chinese.ChineseNearMiss]) -> Iterable[Issue]:
    form = side.form
    best: dict[int, tuple[tuple[bool, int], Issue]] = {}
    for near in found:
        start, end = form.span(near.start, near.end)
        if _taken(side, start, end) or "\n" in side.text[start:end].strip():
            continue
        what = _describe(near.official, near.written)
        sort = "official name" if near.name.concept else "name that this document declares,"
        message = f"“{side.text[start:end]}” resembles the {sort} “{near.name.text}”: {what}"
        severity = Severity.WARNING if near.sure else Severity.INFO
        issue = Issue(
            Mark(view, side.name, start, end),
            message,
            near.name.text,
            concept=near.name.concept or None,
            severity=severity,
        )
        rank = near.sure, end - start
        # What resembles several names resembles the longest one most.
        for place in [place for place, (_, other) in best.items() if other.mark.start < end and start < other.mark.end]:
            if best[place][0] >= rank:
                break
            del best[place]
        else:
            best[start] = rank, issue
    return [issue for _, issue in best.values()]


def _titles(names: Chinese, text: str, plain: str) -> Iterator[_chinese.ChineseNearMiss]:
    """Titles in another order of their words; marks are gone from the normalised text."""
    for title in _TITLE.findall(text):
        words = normal(title).text.strip()
        start = plain.find(words)
        if start >= 0:
            yield from _chinese.whole(names, words, start)


def _terms(
    sides: Sequence[tuple[RecognisedUnit, RecognisedSegment]], starts: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Where the terms of all paragraphs begin and end in the normalised text, in order; `starts`: where the paragraphs do."""
    firsts: list[int] = []
    lasts: list[int] = []
    for shift, (_, side) in zip(starts, sides, strict=False):
        hits, form = side.hits, side.form
        if hits and form.at:
            if form.end[-1] > hits[0].start:
                firsts += [shift + _placed(form, hit.start) for hit in hits]
                lasts += [shift + _placed(form, hit.end) for hit in hits]
                continue
            # Mostly nothing has changed its length but the head of the paragraph.
            shift += form.upto[-1] - form.end[-1]
        firsts += [shift + hit.start for hit in hits]
        lasts += [shift + hit.end for hit in hits]
    return firsts, lasts


def _placed(form: Normal, place: int) -> int:
    """Where the normalised text has what stands at a place of the original."""
    edit = bisect_right(form.end, place) - 1
    return place if edit < 0 else place - form.end[edit] + form.upto[edit]


def _describe(official: str, written: str) -> str:
    if len(official) > 3 and sorted(official) == sorted(written):
        return "the words are in another order"
    if not written:
        return f"“{official}” is missing"
    if not official:
        return f"“{written}” is too much"
    return f"“{written}” for “{official}”"


def _taken(side: RecognisedSegment, start: int, end: int) -> bool:
    """Whether the words are a term of their own, or belong to terms that reach beyond them."""
    for hit in side.all_hits:
        if hit.start <= start and end <= hit.end:
            return True
        crosses = hit.start < start < hit.end or hit.start < end < hit.end
        if crosses or (start <= hit.start and hit.end <= end and _english.settles(hit, start, end)):
            return True
    return False


def _en(view: RecognisedUnit, side: RecognisedSegment, names: English) -> Iterator[Issue]:
    seen: set[tuple[int, int]] = set()
    for near in _english.find(names, side.text, side.hits):
        span = near.start, near.end
        if span in seen or _taken(side, *span):
            continue
        seen.add(span)
        message = f"“{side.text[slice(*span)]}” resembles the official name “{near.name.text}”: {near.what}"
        severity = Severity.WARNING if near.sure else Severity.INFO
        yield Issue(Mark(view, side.name, *span), message, near.name.text, concept=near.name.concept, severity=severity)


RULE = Rule("name-near-miss", Severity.WARNING, ("zh",), check)

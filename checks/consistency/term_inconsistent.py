"""One name or term stands in several wordings in one document, or in the documents that are checked together.

Names (bodies, instruments, programmes, reports) should keep one wording: where the official one is among those that are
used, the others are marked, else the rarer ones. Short forms beside the full name are left alone, and so are an
instrument's name after its place or year (芝加哥公约, 1971年公约) and titles of single resolutions after 题为, whose wording
changed with the years. A meeting that is counted (第三次部长级会议) is a name too.

Of ordinary terms only words for persons are compared (受害人, 受害者, 被害人), outside quotations, titles and names. A name
that stands four times at most is marked at each place, anything else at its first. Another wording in another document is a
warning where a few documents are checked together, as one job; in a collection each document may have its own, and it is information.

Why: a reader takes two wordings for two things.

Example: 受害人有权得到援助。……受害者的隐私受到保护。
Better: 受害人有权得到援助。……受害人的隐私受到保护。

Source: United Nations Editorial Manual, consistency; the termbase says which wordings belong to one concept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from yizhi.checks.consistency._wordings import compete, key
from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Conclusion, Mark, Rule, Severity, Trace
from yizhi.termbase.model import Kind, Status, Strictness
from yizhi.termbase.records import dataclass, replace
from yizhi.termbase.text.lazy import compiled

if TYPE_CHECKING:
    from yizhi.termbase.library import Library
    from yizhi.termbase.recognition.hit import Hit

_WHICH = "第[一二三四五六七八九十百0-9 ]{1,6}[次届]"
_NUMBERED = compiled(_WHICH)
_COUNTED = compiled(f"({_WHICH})$")
PERSONS = "人者方员"
SHORT = 2
"""The standing from which a wording is official."""
EACH = 4
"""A wording of a name that stands so often at most is marked at each place."""
ENOUGH = 4
"""Uses of a word for persons that make it the document's own."""
JOB = 20
"""Documents that are one job, at most; more of them are a collection, written by many hands."""


@dataclass(slots=True)
class Use:
    """A wording in a document: the concept, the wording as listed, how often it stands there."""

    concept: str
    counted: str
    """Which meeting of a series it is (第一次), else empty."""
    language: str
    name: bool
    wording: str
    standing: int
    """3: the official full form, 2: the official short form, 1: a part of the full form, 0: another one."""
    titled: bool
    count: int = 0
    again: bool = False
    """A further place of a wording whose first place is another trace."""


Place = tuple[RecognisedUnit, RecognisedSegment, int, int]
Uses = dict[tuple[str, str], tuple[list[Place], Use]]
"""By concept and wording: its places (at most EACH), and how it is used."""


def gather(document: Document, context: Context) -> Iterator[tuple[Mark, Use]]:
    """Yield each wording of a document that could have a rival: its first place, and how often it is used."""
    for places, use in _uses(document).values():
        if _rivals(use, context):
            marks = [Mark(view, side.name, start, end) for view, side, start, end in places]
            yield marks[0], use
            if use.name and use.count <= EACH:
                further = replace(use, again=True)
                yield from ((mark, further) for mark in marks[1:])


def _uses(document: Document) -> Uses:
    uses: Uses = {}
    for lang in ("zh", "en"):
        for view, side, hit in document.names(lang):
            if hit.term.kind is not Kind.ABBREVIATION:
                _note(uses, view, side, hit)
    for view, side in document.matching("zh", _NUMBERED):
        if "会议" in side.text:
            for hit, counted in _counted(side):
                _note(uses, view, side, hit, counted)
    for view, side in document.written("zh"):
        words = [hit for hit in side.all_hits if hit.text[-1] in PERSONS and len(hit.text) <= 5]
        if words:
            for hit in _persons(side, words):
                _note(uses, view, side, hit)
    return uses


def _counted(side: RecognisedSegment) -> Iterator[tuple[Hit, str]]:
    """Meetings that are counted, each with its number (第三次)."""
    for hit in side.hits:
        if hit.text.endswith("会议") and hit.strictness is not Strictness.NAME and hit.term.status.valid:
            match = _COUNTED.search(side.text, max(0, hit.start - 8), hit.start)
            if match and hit.term.kind is not Kind.ABBREVIATION:
                yield hit, match[1]


def _persons(side: RecognisedSegment, words: Sequence[Hit]) -> Iterator[Hit]:
    """Yield those of the words that are terms for persons and that the author chose: not of names, titles and quotations."""
    valid_hits = [hit for hit in words if hit.strictness is Strictness.TERM and hit.term.status.valid]
    if valid_hits:
        zones = side.quotations
        ends = {hit.end: hit.start for hit in valid_hits}
        for hit in valid_hits:
            # Of 保护受害人 the person alone counts.
            if (
                ends[hit.end] == hit.start
                and hit.start not in zones
                and not any(
                    holder.strictness is Strictness.NAME
                    and not holder.covered
                    and holder.start <= hit.start
                    and hit.end <= holder.end
                    for holder in side.near(hit.start, hit.end)
                )
            ):
                yield hit


def _note(uses: Uses, view: RecognisedUnit, side: RecognisedSegment, hit: Hit, counted: str = "") -> None:
    start = hit.start
    wording = hit.term.text
    if wording[:2] == "关于" == hit.text[:2]:
        start += 2  # the preposition before the name
    key_value = hit.concept + counted, wording
    use = uses.get(key_value)
    before = side.text[max(0, hit.start - 3) : hit.start]
    if before.endswith("“") and "为" in before:
        return
    if use is not None:
        use[1].count += 1
        if len(use[0]) < EACH:
            use[0].append((view, side, start, hit.end))
        return
    name = hit.strictness is Strictness.NAME or bool(counted)
    standing = (SHORT + (hit.term.kind is Kind.FULL)) if hit.term.status is Status.PREFERRED else 0
    uses[key_value] = (
        [(view, side, start, hit.end)],
        Use(hit.concept, counted, side.lang, name, wording, standing, before.endswith(("《", "〈")), 1),
    )


def _rivals(use: Use, context: Context) -> bool:
    """Return whether the concept has wordings that could compete with this one; sees whether it is a part of the official one."""
    rivals, part = _known(context.library, use.concept, use.language, use.wording, use.name)
    if part and not use.standing:
        use.standing = 1
    return rivals


@lru_cache(maxsize=1 << 12)
def _known(library: Library, concept_id: str, language: str, wording: str, name: bool) -> tuple[bool, bool]:
    """Return (whether a wording has rivals, whether it is a part of the official one). Names of countries have a rule of their own."""
    concept = library.concept(concept_id)
    if concept is None or concept.domain == "geography":
        return False, False
    wording_key = key(wording)
    mine = [term for term in concept.terms if term.language.startswith(language)]
    if any(term.kind is Kind.ABBREVIATION and _is_abbreviation(wording_key, key(term.text)) for term in mine):
        return False, False
    official = concept.preferred(language if language == "en" else "zh")
    rivals = any(
        term.kind is not Kind.ABBREVIATION and term.status.valid and _compete(name, wording_key, key(term.text))
        for term in mine
    )
    return rivals, official is not None and wording_key in key(official.text)


def _is_abbreviation(wording: str, abbreviation: str) -> bool:
    """Return whether a wording is an abbreviation with something before it: 联合国安理会."""
    return wording.endswith(abbreviation) and len(wording) <= len(abbreviation) + 3


def _compete(name: bool, wording: str, rival: str) -> bool:
    if name:
        return compete(wording, rival, True)
    return wording != rival and rival[-1] in PERSONS and wording not in rival and rival not in wording


def conclude(traces: Sequence[Trace], context: Context) -> Iterator[Conclusion]:
    """Wordings that have a better rival in their own document, else in another one."""
    groups: dict[tuple[str, str], list[Trace]] = defaultdict(list)
    elsewhere = Severity.INFO if len({(trace.file, trace.document) for trace in traces}) > JOB else None
    for trace in traces:
        groups[trace.note.concept + trace.note.counted, trace.note.language].append(trace)
    for group in groups.values():
        if len({trace.note.wording for trace in group}) > 1:
            further = [trace for trace in group if trace.note.again]
            for remark in _group([trace for trace in group if not trace.note.again], context, elsewhere):
                yield remark
                position = _place(remark.trace)
                yield from (remark._replace(trace=trace) for trace in further if _place(trace) == position)


def _place(trace: Trace) -> tuple[str, str, str]:
    return trace.file, trace.document, trace.note.wording


def _group(group: Sequence[Trace], context: Context, elsewhere: Severity | None) -> Iterator[Conclusion]:
    """Yield what there is to say about the wordings of one concept; `elsewhere`: how grave another one in another document is."""
    for trace in group:
        here = [use for use in group if (use.file, use.document) == (trace.file, trace.document)]
        better = _better(trace, here, context)
        if better:
            yield _remark(trace, better, here, "", context)
        elif trace.note.name and not trace.bilingual and not _rival_in(trace, here):
            others = [use for use in group if use.file != trace.file and not use.bilingual]
            better = _better(trace, others, context)
            if better:
                where = " in the documents checked together"
                yield _remark(trace, better, [trace, *others], where, context)._replace(severity=elsewhere)


def _rival_in(trace: Trace, group: Sequence[Trace]) -> bool:
    return any(_against(trace.note, use.note) for use in group)


def _better(trace: Trace, group: Sequence[Trace], context: Context) -> Trace | None:
    """Return the best of the rivals of a wording, if it is better than the wording itself."""
    rivals = [use_value for use_value in group if _against(trace.note, use_value.note)]
    if not rivals:
        return None
    best = max(rivals, key=lambda use_value: _rank(use_value.note))
    use = trace.note
    if not use.name and best.note.count < ENOUGH:
        return None
    # Where a third wording is the official one and both are as frequent, both are marked.
    tie = use.name and (use.standing, use.count) == (best.note.standing, best.note.count)
    if tie and not use.standing and _official(use, context):
        return best
    return best if _rank(best.note) > _rank(use) else None


def _against(use: Use, rival: Use) -> bool:
    if use.name:
        return rival.name and compete(key(use.wording), key(rival.wording), use.titled)
    return not rival.name and _compete(use.name, use.wording, rival.wording)


def _rank(use: Use) -> tuple[int, int, int, str]:
    """Names: the official wording, then the frequent one; terms: the frequent one. No two wordings tie."""
    return use.standing if use.name else 0, use.count, len(use.wording), use.wording


def _remark(trace: Trace, better: Trace, group: Sequence[Trace], where: str, context: Context) -> Conclusion:
    use, best = trace.note, better.note
    others = Counter[str]()
    for use_item in group:
        if _against(use, use_item.note):
            others[use_item.note.wording] += use_item.note.count
    official = (best.wording if best.standing >= SHORT else _official(use, context)) if use.name else None
    counts = ", ".join(f"“{wording}” ({count})" for wording, count in others.most_common())
    end = f"the official wording is “{official}”" if official else f"the draft mostly has “{best.wording}”"
    message = f"“{use.wording}” ({use.count}) stands beside {counts}{where}; {end}"
    return Conclusion(trace, message, suggestion=official or best.wording, concept=use.concept, related=(better,))


def _official(use: Use, context: Context) -> str | None:
    """Return the official full name, where it competes with this wording (the short one, where it is a short form)."""
    concept = context.library.concept(use.concept)
    if concept is None:
        return None
    for term in concept.in_language("zh" if use.language == "zh" else "en"):
        official = term.status is Status.PREFERRED and term.kind is not Kind.ABBREVIATION
        if official and compete(key(use.wording), key(term.text), use.titled):
            return term.text
    return None


RULE = Rule("term-inconsistent", Severity.WARNING, ("zh",), gather=gather, conclude=conclude)

"""One title in 《》 stands in two wordings, in one document or in the documents that are checked together.

Titles count as one when the words are the same in another order, or when they differ by a function word (的, 关于, 行为,
问题, 和 for 与) or, in long titles, by one character. Titles with other figures are other titles. What the termbase knows as a
name is left to `term-inconsistent` and `name-near-miss`.

Why: a reader looks for two documents where there is one.

Example: 《海洋塑料污染全球评估报告》……《全球海洋塑料污染评估报告》
Better: 《海洋塑料污染全球评估报告》……《海洋塑料污染全球评估报告》

Source: United Nations Editorial Manual, titles are cited as they were published.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from yizhi.checks.consistency._wordings import key
from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment
from yizhi.checks.model import Conclusion, Mark, Rule, Severity, Trace
from yizhi.termbase.model import Strictness
from yizhi.termbase.records import dataclass
from yizhi.termbase.text.lazy import compiled

_QUICK = compiled("[》〉]")
_TITLE = compiled(r"[《〈]([^《》〈〉]{6,120})[》〉]")
_FIGURES = compiled(r"[0-9]+|[一二三四五六七八九十百千]+")
_FUNCTION = compiled(r"的|关于|行为|活动|问题|现象|之|以及|及其|[和与及或]")
_RELATION = compiled("[对向从由]")
"""Words after which order is meaning: 船舶对港口 is not 港口对船舶."""
LEAST, LONG = 6, 10
"""Characters of a title that is compared, and of one in which a single character may differ."""
_DISTINCT = frozenset(
    "东西南北中上下前后左右内外大小新旧男女老少正副总分入出进反非无有不增减加第甲乙丙丁陆海空国省市县区州"
)
"""Characters that make another title out of a title."""


@dataclass(slots=True)
class Title:
    """A title in a document: as written, its key, how often it stands there, whether the termbase knows it."""

    text: str
    key: str
    known: bool
    count: int = 0


def gather(document: Document, context: Context) -> Iterator[tuple[Mark, Title]]:  # noqa: ARG001 - the signature of a rule
    """Yield each title of a document: its first place, and how often it is cited."""
    titles: dict[str, tuple[Mark, Title]] = {}
    for view, side in document.matching("zh", _QUICK):
        for match in _TITLE.finditer(side.text):
            title_key = key(match[1])
            if len(title_key) < LEAST:
                continue
            entry = titles.get(title_key)
            if entry is None:
                title = Title(match[1], title_key, _is_name(side, match.start(1), match.end(1)))
                entry = titles[title_key] = Mark(view, side.name, match.start(1), match.end(1)), title
            entry[1].count += 1
    yield from titles.values()


def _is_name(side: RecognisedSegment, start: int, end: int) -> bool:
    return any(
        h.strictness is Strictness.NAME and h.start <= start + 1 and end - 1 <= h.end
        for h in side.near(start, end)
        if not h.covered
    )


def conclude(traces: Sequence[Trace], context: Context) -> Iterator[Conclusion]:  # noqa: ARG001 - the signature of a conclusion
    """Yield the rarer wording of each pair, in its own document, else against another file."""
    groups: dict[str, list[Trace]] = defaultdict(list)
    for trace in traces:
        groups[_rough(trace.note.key)].append(trace)
        if len(trace.note.key) >= LONG:
            # One character more or less changes the sorted characters; halves of the title stay.
            groups["<" + trace.note.key[:5]].append(trace)
            groups[">" + trace.note.key[-5:]].append(trace)
    done: set[tuple[int, int]] = set()
    for group in groups.values():
        for first, second in combinations(group, 2):
            pair = id(first), id(second)
            if pair in done or first.note.key == second.note.key:
                continue
            done.add(pair)
            if (
                _together(first, second)
                and not (first.note.known or second.note.known)
                and same(first.note.key, second.note.key)
            ):
                worse, better = sorted((first, second), key=lambda trace: trace.note.count)
                where = "" if first.document == second.document else " in the documents checked together"
                message = f"the title “{worse.note.text}” stands beside “{better.note.text}”{where}"
                yield Conclusion(worse, message, suggestion=better.note.text, related=(better,))


def _together(first: Trace, second: Trace) -> bool:
    """Return whether two traces are of one document, or of two files that are checked together (rows of a table are not)."""
    same_document = (first.file, first.document) == (second.file, second.document)
    return same_document or (first.file != second.file and not first.bilingual and not second.bilingual)


def _rough(title_key: str) -> str:
    """Return what two orders of the same words have in common."""
    return "".join(sorted(_FUNCTION.sub("", title_key)))


def same(first: str, second: str) -> bool:
    """Return whether two keys are one title in two wordings."""
    if _FIGURES.findall(first) != _FIGURES.findall(second):
        return False
    bare, rest = _FUNCTION.sub("", first), _FUNCTION.sub("", second)
    if sorted(bare) == sorted(rest):
        return bare == rest or (not _RELATION.search(bare) and _shared(bare, rest))
    counts = Counter(first), Counter(second)
    more, less = counts[0] - counts[1], counts[1] - counts[0]
    few = sum(more.values()) <= 1 and sum(less.values()) <= 1 and min(len(first), len(second)) >= LONG
    return few and not _DISTINCT.intersection([*more, *less]) and _one_edit(first, second)


def _shared(first: str, second: str) -> bool:
    """Return whether the words are the same: most pairs of neighbours are, so that no other title arises by chance."""
    pairs = [{text[index : index + 2] for index in range(len(text) - 1)} for text in (first, second)]
    return len(pairs[0] & pairs[1]) >= 0.5 * max(map(len, pairs))


def _one_edit(first: str, second: str) -> bool:
    short, long = sorted((first, second), key=len)
    start = next((index for index, char in enumerate(short) if char != long[index]), len(short))
    return short[start:] == long[start + 1 :] if len(short) < len(long) else short[start + 1 :] == long[start + 1 :]


RULE = Rule("title-inconsistent", Severity.WARNING, ("zh",), gather=gather, conclude=conclude)

"""A character or word stands twice in a row.

Only what Chinese does not double: particles and prepositions (的的, 在在), and words of two characters and more
(国家国家); in English what the language does not double (had had, that that), whatever stands between, a space or a line break; a word that comes again and again is told once a paragraph. Reduplication (天天, 人人, 种种) and neighbours that belong to two words (目的的) are left alone.

Why: a doubled word is left over from an edit.

Example: 采取的的措施
Better: 采取的措施

Source: common practice of proofreading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.spelling import _english_doubles
from yizhi.termbase.language import is_han
from yizhi.termbase.model import Strictness
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words import dictionary

_SINGLE = compiled(
    r"(?<![目标中有])(的)\1(?!确|士)|(?<!为)(?<![旨现存实正所])(在)\2(?!其)|(?<![为少中上大])([了与及或于被把将])\3(?![则其来])|([和])\4(?![气平睦谐缓解])"
    r"|(?<=\d)\s?([年月日号届次条])\5(?!(?<=[年月])[度底初终末中均])"
)
_SINGLES = frozenset("的在了与及或于被把将和年月日号届次条")
LONGEST = 12
_ASTRAL = compiled("[\U00010000-\U0010ffff]")
_WORD = compiled(rf"([\u3400-\u9fff\U00020000-\U000323af]{{2,{LONGEST}}}?)\1+")
# Verbs that name what their like-sounding subject does (代表代表, 报告报告) and idiom.
_FINE = {
    "代表",
    "报告",
    "建议",
    "规定",
    "决定",
    "研究",
    "讨论",
    "商量",
    "考虑",
    "主席",
    "领导",
    "命令",
    "计划",
    "要求",
    "许许",
    "种种",
    "方方",
    "林林",
}


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    yield from _english_doubles.issues(document)
    text = document.whole("zh")
    written = document.written("zh")
    for number in _paragraphs(document, (index for index in repeats(text, [1]) if text[index] in _SINGLES)):
        view, side = written[number]
        for match in _SINGLE.finditer(side.text):
            char = next(filter(None, match.groups()))
            end = match.end()
            yield Issue(Mark(view, side.name, end - 2, end), f"“{char}” stands twice", suggestion=char)
    words = (index for index in repeats(text, range(2, LONGEST + 1)) if is_han(text[index]))
    for number in _paragraphs(document, words):
        view, side = written[number]
        told: set[str] = set()
        for match in _WORD.finditer(side.text):
            word = match[1]
            if word in told:
                continue
            if len(word) < 4 and not _known(word):
                continue
            if word in _FINE or len(set(word)) == 1 or _joint(side, match.end(1)):
                continue
            # A machine that stutters repeats a word a hundred times: one finding.
            told.add(word)
            times = (match.end() - match.start()) // len(word)
            often = "twice" if times == 2 else f"{times} times in a row"
            yield Issue(Mark(view, side.name, *match.span()), f"“{word}” stands {often}", suggestion=word)


def _paragraphs(document: Document, places: Iterable[int]) -> list[int]:
    """Return the paragraphs in which places of the whole text are, in order."""
    return sorted({document.located("zh", position)[0] for position in places})


def repeats(text: str, lengths: Iterable[int]) -> Iterator[int]:
    """Yield where so many characters stand that stand again right behind: a place in each such repetition, and a few others.

    Text as one number, moved by so many characters and compared with itself, is 0 where both agree: ten times as quick as an
    expression that tries every place.
    """
    data = _ASTRAL.sub(" ", text).encode("utf-16-le", "surrogatepass")
    number = int.from_bytes(data, "little")
    for length in lengths:
        same = (number ^ number >> 16 * length).to_bytes(len(data), "little")
        run = bytes(2 * length)
        offset = same.find(run)
        while offset >= 0:
            yield (offset + 1) // 2
            offset = same.find(run, offset + 2 * length)


def _known(word: str) -> bool:
    """Return whether it is a word of the dictionary: a foreign name may be made of two equal halves (帕果帕果)."""
    return word in dictionary.load().trie


def _joint(side: RecognisedSegment, offset: int) -> bool:
    """Return whether the place between the two copies is inside a name or the edge of one: 西非国家经济共同体|共同体法院."""
    return any(
        hit.start <= offset <= hit.end and hit.strictness is Strictness.NAME
        for hit in side.near(offset - 1, offset + 1)
    )


RULE = Rule("doubled-word", Severity.WARNING, ("zh",), check)

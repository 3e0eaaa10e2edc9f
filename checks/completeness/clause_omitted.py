"""A clause of the English has nothing in the Chinese that could stand for it, and the Chinese is shorter by about as much.

Both must hold: of the words and terms of the clause (names that nobody has listed apart) no more than a third has a rendering on the other
side that the dictionary or the termbase knows, and one side is longer than the other would give by most of the clause's length. A
clause that the translation leaves out is a warning; one that it adds is information, for translators make things explicit.
Chinese clauses are not judged by themselves: they have too few words that a dictionary of words can account for.

Why: what a machine leaves out leaves no other trace where it held no figure and no name, and the sentence around it reads well.

Example: Although no goal mentions it, experience shows that the rule of law matters. | 经验表明，法治很重要。
Better: Although no goal mentions it, experience shows that the rule of law matters. | 虽然没有一项目标提及法治，但经验表明，法治很重要。

Source: W. A. Gale and K. W. Church, "A program for aligning sentences in bilingual corpora" (1993), for the lengths; drafts of machine
translation read against their sources.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from yizhi.checks.completeness.length_outlier import weight
from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document, RecognisedSegment
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.term_matching.concepts import Concepts, concepts
from yizhi.checks.term_matching.senses import senses
from yizhi.termbase.lexicon.families import placed_words
from yizhi.termbase.text.lazy import compiled

WORDS = 5
"""Words of the shortest clause that is judged: of fewer, none may be rendered by chance."""
RENDERED = 0.34
"""The greatest share of its words that may have a rendering."""
SHARE = 0.18
"""The least share of the English that the clause makes up: a shorter one is lost in the spread of lengths."""
WHOLE = 0.9
"""And the greatest: more is no clause but another sentence altogether."""
SHORTER = 0.6
"""How much of the clause's length must be missing on the other side."""
USUAL = -0.17
"""Natural logarithm of the weight of a Chinese text over that of its English: the median of published pairs."""
_LONGEST = math.exp(USUAL) * (1 - SHARE) ** SHORTER
"""The greatest ratio at which a clause can be missing, known without a look at the clauses."""
_SHOWN = 60
"""Characters of a clause that a message shows."""
_CLAUSE = compiled(r"[^,;:()—]+")


class _Clause(NamedTuple):
    """A clause of the English, and its share of the whole."""

    start: int
    end: int
    share: float


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one document."""
    for view, source, target in document.pairs():
        zh, en = (source, target) if source.lang == "zh" else (target, source)
        clauses = _outlying(zh.text, en.text)
        clause = _unrendered(clauses, zh, en, context) if clauses else None
        if clause is None:
            continue
        start, end = _trimmed(en.text, clause)
        shown = en.text[start:end] if end - start <= _SHOWN else f"{en.text[start : start + _SHOWN - 1]}…"
        if en is source:
            message = f"“{shown}” seems to be left out in the translation"
            related = (Mark(view, TARGET, 0, len(target.text)),)
            yield Issue(Mark(view, SOURCE, start, end), message, related=related)
        else:
            message = f"nothing in the source stands behind the clause “{shown}”"
            yield Issue(Mark(view, TARGET, start, end), message, severity=Severity.INFO)


def _outlying(zh: str, en: str) -> list[_Clause]:
    """Return the clauses of the English by whose length the Chinese is too short; asked first, for most pairs have none."""
    chinese, english = weight(zh), weight(en)
    if not chinese or chinese >= english * _LONGEST:
        return []
    shortage = math.log(chinese / english) - USUAL
    clauses = []
    for match in _CLAUSE.finditer(en):
        share = weight(match.group()) / english
        if SHARE <= share <= WHOLE and shortage <= SHORTER * math.log(1 - share):
            clauses.append(_Clause(*match.span(), share))
    return clauses


def _unrendered(
    clauses: list[_Clause], zh: RecognisedSegment, en: RecognisedSegment, context: Context
) -> _Clause | None:
    """Return the first clause of which hardly a word has a rendering in the Chinese."""
    words = [item for item in placed_words(en.text) if item[3]]
    rendered, unrendered = _terms(zh, en, concepts(context.library))
    meanings = frozenset[str]().union(*(sense for _, _, sense in senses(context.library).of(zh.text)))
    for clause in clauses:
        counted = accounted = 0
        for start, _, word, family in words:
            unlisted = not unrendered[start] and not rendered[start] and en.text[start].isupper()  # a name
            if clause.start <= start < clause.end and not unlisted:
                counted += 1
                accounted += bool(rendered[start]) or family in meanings or word in zh.words
        if counted >= WORDS and accounted <= RENDERED * counted:
            return clause
    return None


def _terms(zh: RecognisedSegment, en: RecognisedSegment, glossary: Concepts) -> tuple[bytearray, bytearray]:
    """Return where the English has terms that the Chinese has too, and terms that it has not: 1 at each of their characters."""
    masks = bytearray(len(en.text)), bytearray(len(en.text))
    for hit in en.hits:
        arrived = hit.concept in zh.meant or not glossary.near(hit.concept).isdisjoint(zh.meant)
        masks[not arrived][hit.start : hit.end] = b"\1" * (hit.end - hit.start)
    return masks


def _trimmed(text: str, clause: _Clause) -> tuple[int, int]:
    words = text[clause.start : clause.end]
    return clause.start + len(words) - len(words.lstrip()), clause.start + len(words.rstrip(" .?!"))


RULE = Rule("clause-omitted", Severity.WARNING, ("zh", "en"), check)

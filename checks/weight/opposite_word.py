"""A word of the source is its opposite in the translation: increase for decrease, before for after, imports for exports.

Pairs of opposites are known in both languages. A finding needs a word of one pole in the source and a word of the other in
the translation, with nothing at the same pole beside it: no word that may say the same, no negation near either, and no
other word that a dictionary gives for one of them.

Why: the sentence reads well and says the contrary; nobody who has the translation alone can see it.

Example: 2019年出口额上升。 | Imports rose in 2019.
Better: 2019年出口额上升。 | Exports rose in 2019.

Source: opposites as dictionaries of both languages give them; renderings counted in published United Nations documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import TARGET, Document, RecognisedSegment
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.term_matching.senses import senses
from yizhi.checks.weight._opposites import Axis, Pole, axes, poles_of
from yizhi.checks.weight._pairs import translated
from yizhi.termbase.lexicon.families import WORD, family
from yizhi.termbase.text.lazy import compiled

_NEGATED = {
    "en": compiled(
        r"(?:\b(?:not|no|never|nor|neither|without|cannot|hardly|un|non|less|avoid\w*|prevent\w*|lack\w*)\b|n['’]t\b)\W+(?:[\w-]+\W+){0,3}\Z",
        re.IGNORECASE,
    ),
    "zh": compiled(r"[不未没无非否免勿]\w{0,4}\Z|(?:缺乏|避免|防止)\w{0,6}\Z"),
}
"""A negation shortly before a word: not increase may well be a decrease."""
_BEFORE = 40


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one document."""
    for view, source, target in translated(document):
        zh, en = (source, target) if source.lang == "zh" else (target, source)
        for number in _suspected(zh, en):
            axis = axes()[number]
            pair = _conflict(axis, zh, en, context)
            if pair is None:
                continue
            chinese, english = pair
            ours, theirs = (chinese, english) if target is en else (english, chinese)
            better = axis.renderings[ours.pole][0 if target is en else 1]
            yield Issue(
                Mark(view, TARGET, theirs.start, theirs.end),
                f"“{target.text[theirs.start : theirs.end]}” is the opposite of “{source.text[ours.start : ours.end]}” in the source"
                f" (expected a word like “{better}”)",
                related=(Mark(view, "source", ours.start, ours.end),),
            )


def _suspected(zh: RecognisedSegment, en: RecognisedSegment) -> list[int]:
    """Return the axes of which the English has a word, and the Chinese one of the opposite pole: few, and quickly told."""
    text = zh.text
    suspected: set[int] = set()
    for word in en.words:
        for number, _, opposites in poles_of(word):
            if number not in suspected and any(opposite in text for opposite in opposites):
                suspected.add(number)
    return sorted(suspected)


def _conflict(axis: Axis, zh: RecognisedSegment, en: RecognisedSegment, context: Context) -> tuple[Pole, Pole] | None:
    """Return a strong Chinese and a strong English word of different poles, where neither side has anything else of the axis."""
    english = axis.poles(en.text, "en")
    here = {word.pole for word in english}
    if len(here) != 1:
        return None
    chinese = axis.poles(zh.text, "zh")
    there = {word.pole for word in chinese}
    if len(there) != 1 or here == there:
        return None
    ours = next((word for word in chinese if word.strong), None)
    theirs = next((word for word in english if word.strong), None)
    if ours is None or theirs is None or _negated(zh, chinese) or _negated(en, english):
        return None
    return None if _accounted(ours, theirs, zh, en, context) else (ours, theirs)


def _negated(side: RecognisedSegment, words: list[Pole]) -> bool:
    pattern = _NEGATED[side.lang]
    return any(pattern.search(side.text, max(0, word.start - _BEFORE), word.start) for word in words)


def _accounted(chinese: Pole, english: Pole, zh: RecognisedSegment, en: RecognisedSegment, context: Context) -> bool:
    """Return whether another word of the other side may render one of the two, by the dictionary or the termbase."""
    sense_book = senses(context.library)
    wanted = {family(word.lower()) for word in WORD.findall(en.text[english.start : english.end])} - {""}
    there = {family(word.lower()) for word in WORD.findall(en.text[: english.start] + " " + en.text[english.end :])}
    for start, end, families in sense_book.of(zh.text):
        inside = chinese.start <= start and end <= chinese.end
        if inside and end - start == chinese.end - chinese.start and not families.isdisjoint(there):
            return True
        if not inside and end - start > 1 and wanted and wanted <= families:
            return True
    return False


RULE = Rule("opposite-word", Severity.WARNING, ("zh", "en"), check)

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
            zh_word, en_word = (chinese, english) if target is en else (english, chinese)
            better = axis.renderings[zh_word.pole][0 if target is en else 1]
            yield Issue(
                Mark(view, TARGET, en_word.start, en_word.end),
                f"“{target.text[en_word.start : en_word.end]}” is the opposite of “{source.text[zh_word.start : zh_word.end]}” in the source"
                f" (expected a word like “{better}”)",
                related=(Mark(view, "source", zh_word.start, zh_word.end),),
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
    """Return a strong Chinese and a strong English word of different poles, where neither side has anything else of the axis that
    the other does not account for."""
    english, chinese = axis.poles(en.text, "en"), axis.poles(zh.text, "zh")
    zh_word, en_word = _opposed(chinese, english)
    if zh_word is None or en_word is None or _negated(zh, chinese) or _negated(en, english):
        return None
    readings = _Readings(zh, en, context)
    if readings.part(zh_word):
        return None
    english, chinese = readings.unpaired(english, chinese, (zh_word, en_word))
    if {word.pole for word in english} != {en_word.pole} or {word.pole for word in chinese} != {zh_word.pole}:
        return None
    return None if _accounted(zh_word, en_word, zh, en, context) else (zh_word, en_word)


def _opposed(chinese: list[Pole], english: list[Pole]) -> tuple[Pole | None, Pole | None]:
    """Return the first strong words of different poles, where all strong words of a side are of one pole."""
    zh_words, en_words = ([word for word in words if word.strong] for words in (chinese, english))
    if len({word.pole for word in zh_words}) != 1 or not en_words:
        return None, None
    return zh_words[0], next((word for word in en_words if word.pole != zh_words[0].pole), None)


class _Readings:
    """What the words of one pair may say of each other, by the dictionary and the termbase."""

    def __init__(self, zh: RecognisedSegment, en: RecognisedSegment, context: Context) -> None:
        self._senses = senses(context.library).of(zh.text)
        self._zh, self._en = zh, en
        self._there = frozenset(map(family, map(str.lower, WORD.findall(en.text)))) - {""}

    def unpaired(
        self, english: list[Pole], chinese: list[Pole], suspects: tuple[Pole, Pole]
    ) -> tuple[list[Pole], list[Pole]]:
        """Return the words of either side without those that render each other (already, 已; expanding, 扩大), and without
        characters that are part of another word (加 in 参加)."""
        zh_word, en_word = suspects
        unused = list(chinese)
        free: list[Pole] = []
        for word in english:
            names = self._families(word)
            partner = next((mate for mate in unused if mate.pole == word.pole and names & self._meant(mate)), None)
            if partner is not None and word.pole != en_word.pole:
                unused.remove(partner)
            elif word == en_word or word.strong or not self._elsewhere(names, zh_word):
                free.append(word)
        return free, [word for word in unused if word == zh_word or not self.part(word)]

    def _families(self, word: Pole) -> frozenset[str]:
        return frozenset(map(family, map(str.lower, WORD.findall(self._en.text[word.start : word.end])))) - {""}

    def _meant(self, word: Pole) -> frozenset[str]:
        """Return what a Chinese word may mean, by itself or as part of a longer one."""
        spans = [result for start, end, result in self._senses if start <= word.start and word.end <= end]
        return frozenset().union(*spans)

    def _elsewhere(self, names: frozenset[str], zh_word: Pole) -> bool:
        """Return whether a Chinese word other than the suspected one may mean some English words."""
        return any(
            not result.isdisjoint(names) and not (start < zh_word.end and zh_word.start < end)
            for start, end, result in self._senses
        )

    def part(self, word: Pole) -> bool:
        """Return whether a Chinese word is part of a longer word that the English renders, or of a name."""
        around = [
            (end - start, result)
            for start, end, result in self._senses
            if start <= word.start and word.end <= end and end - start > word.end - word.start
        ]
        if any(not result.isdisjoint(self._there) for _, result in around):
            return True
        return any(
            hit.start <= word.start and word.end <= hit.end and hit.end - hit.start > word.end - word.start
            for hit in self._zh.near(word.start, word.end)
        )


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

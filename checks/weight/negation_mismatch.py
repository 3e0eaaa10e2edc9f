"""A negation of the source has no counterpart in the translation, or the translation denies what the source says.

Found where one side denies for sure (did not, cannot, shall not; 没有, 不得, 并未, 无法) and the other has nothing that may
render it: no negative word or prefix, no verb of refusal, lack, prevention or ending, no exception and no limit. Not only,
until, without, 不仅, 不得不, 未必 and double negations are understood.

Why: a lost *not* turns the sentence round, and the sentence still reads well.

Example: 委员会没有通过该决定。 | The Committee adopted the decision.
Better: 委员会没有通过该决定。 | The Committee did not adopt the decision.

Source: grammars of both languages; renderings of negations counted in published United Nations documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.term_matching.senses import senses
from yizhi.checks.weight import _negations
from yizhi.checks.weight._pairs import translated
from yizhi.termbase.lexicon.families import WORD, family
from yizhi.termbase.text.lazy import compiled

Span = tuple[int, int]
_NON = compiled(r"\b[Nn]on-?[a-z]|\b[Nn]on-[A-Z]")
"""What says of both languages that something is not one of a kind: 非国家行为体, non-State actors; it denies no sentence."""


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one document."""
    for view, source, target in translated(document):
        denied = [_negations.sure(side.text, side.lang, side.words) for side in (source, target)]
        if bool(denied[0]) == bool(denied[1]):
            continue
        for denying, silent, denials in ((source, target, denied[0]), (target, source, denied[1])):
            if not denials or not _silent(silent, denying, denials, context):
                continue
            start, end = denials[0]
            denying_name, silent_name = ("source", "translation") if denying is source else ("translation", "source")
            yield Issue(
                Mark(view, denying.name, start, end),
                f"“{denying.text[start:end]}” in the {denying_name}: nothing in the {silent_name} denies",
                related=(Mark(view, silent.name, 0, len(silent.text)),),
            )


def _silent(side: RecognisedSegment, counterpart: RecognisedSegment, denials: list[Span], context: Context) -> bool:
    """Return whether nothing on a side may render the denials of the other: no trace of a negation that no other word accounts for."""
    if side.lang == "en" and not _negations.CLEAR.isdisjoint(side.words):
        return False
    spans = list(_negations.traces(side.text, side.lang))
    if not spans:
        return True
    zh, en = (side, counterpart) if side.lang == "zh" else (counterpart, side)
    outside = counterpart.text
    for start, end in reversed(denials):
        outside = outside[:start] + "，" * (end - start) + outside[end:]
    sense_book = senses(context.library)
    if side is en:
        meant = frozenset().union(*(result for *_, result in sense_book.of(outside)))
        prefixed = _prefixed(outside, en.text)
        return all(
            _accounted(word, meant) or (prefixed and word.startswith("non"))
            for word in (en.text[start:end].lower() for start, end in spans)
        )
    families = frozenset(map(family, map(str.lower, WORD.findall(outside)))) - {""}
    words = [
        (start, end)
        for start, end, result in sense_book.of(zh.text)
        if end - start > 1 and not result.isdisjoint(families)
    ]
    prefixed = _prefixed(zh.text, outside)
    return all(
        any(start <= a and b <= end for start, end in words) or (prefixed and zh.text[a:b] == "非") for a, b in spans
    )


def _prefixed(chinese: str, english: str) -> bool:
    """Return whether each `non-` of the English has a 非 in the Chinese."""
    return 0 < len(_NON.findall(english)) <= chinese.count("非")


def _accounted(word: str, meant: frozenset[str]) -> bool:
    """Return whether a word that may deny is the rendering of another word of the Chinese."""
    return _negations.PLAIN.match(word) is None and family(word) in meant


RULE = Rule("negation-mismatch", Severity.WARNING, ("zh", "en"), check)

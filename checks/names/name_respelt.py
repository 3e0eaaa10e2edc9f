"""A name in Latin letters is spelt otherwise in the translation than in the source.

Compared are words of four letters and more that stand in Latin letters on both sides (names of persons, places and bodies, acronyms
that nobody has listed): one side has a word that the other lacks, and the other has one like it in its stead. Accents, capitals,
plurals and possessives are no difference, nor are words of the English dictionary (titles may be quoted in another spelling) and what
the termbase recognises. An error where four letters of five are the same, else a warning.

Why: names are copied, not translated; a machine that writes them anew letter by letter gets them wrong, and no dictionary tells.

Example: Soldiers of the post near Talvorin were wounded. | Talvirin村附近哨所的士兵受伤。
Better: Soldiers of the post near Talvorin were wounded. | Talvorin村附近哨所的士兵受伤。

Source: common practice of post-editing; drafts of machine translation read against their sources.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document, RecognisedSegment
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words.english import dictionary

LETTERS = 4
"""Letters of the shortest word that is compared: shorter ones resemble each other."""
ALIKE, SURELY = 0.7, 0.8
"""Shares of equal letters (twice what both have in order, over the letters of both) from which two words are one name misspelt, and
from which that is an error."""
_WORD = compiled(r"[A-Za-zÀ-ɏ]{4,}")


class _LatinWord(NamedTuple):
    """A word in Latin letters: where it stands, and what it is compared by."""

    start: int
    end: int
    key: str


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, source, target in document.pairs():
        zh, en = (source, target) if source.lang == "zh" else (target, source)
        if not any(len(word) >= LETTERS for word in zh.words - en.words):
            continue
        for chinese, english, share in _misspelt(zh, en):
            original, copy = (chinese, english) if source is zh else (english, chinese)
            name, written = source.text[original.start : original.end], target.text[copy.start : copy.end]
            yield Issue(
                Mark(view, TARGET, copy.start, copy.end),
                f"“{written}” is spelt “{name}” in the source",
                suggestion=name,
                severity=Severity.ERROR if share >= SURELY else Severity.WARNING,
                related=(Mark(view, SOURCE, original.start, original.end),),
            )


def _misspelt(zh: RecognisedSegment, en: RecognisedSegment) -> Iterator[tuple[_LatinWord, _LatinWord, float]]:
    """Yield the words of the Chinese that are misspelt words of the English, each name once, and the share of equal letters."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extract

    chinese, english = _folded(zh.text), _folded(en.text)
    unmatched = {word.key: word for word in reversed(_latin_words(zh)) if word.key not in english}
    candidates = {word.key: word for word in reversed(_latin_words(en)) if word.key not in chinese} if unmatched else {}
    for key, word in unmatched.items():
        alike = extract(key, list(candidates), scorer=ratio, score_cutoff=100 * ALIKE, limit=None)
        likest = next((candidate for candidate, _, _ in alike if _may_be_one(key, candidate)), None)
        if likest is not None:
            yield word, candidates.pop(likest), ratio(key, likest) / 100


def _latin_words(side: RecognisedSegment) -> list[_LatinWord]:
    """Return the words of a side that may be names: with a capital, and no part of a term."""
    return [
        _LatinWord(*match.span(), _folded(match.group()))
        for match in _WORD.finditer(side.text)
        if side.text[match.start()].isupper() and not side.near(match.start(), match.start() + 1)
    ]


def _folded(text: str) -> str:
    """Return a text in small letters without accents."""
    if text.isascii():
        return text.lower()
    return "".join(item for item in unicodedata.normalize("NFKD", text) if not unicodedata.combining(item)).lower()


def _may_be_one(first: str, second: str) -> bool:
    """Return whether two words may be one name, spelt in two ways: no forms of one word, and not both words of the dictionary."""
    return first.rstrip("s") != second.rstrip("s") and not (_ordinary(first) and _ordinary(second))


def _ordinary(word: str) -> bool:
    flags = dictionary.load().flag(word)
    return flags is not None and flags & dictionary.LISTED != 0 and not flags & dictionary.NAME


RULE = Rule("name-respelt", Severity.ERROR, ("zh", "en"), check)

"""The article is "a" before a vowel sound, or "an" before a consonant sound.

The sound counts, not the letter: a university, an hour, an 18-month period, an NGO. Names and acronyms whose sound cannot be known, and words
with an unstressed h (an historic), are left alone.

Why: it is the slip that stays when a word between the article and its noun is changed.

Example: a important instrument
Better: an important instrument

Source: the pronouncing dictionary of Carnegie Mellon University.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words.english import dictionary

_ARTICLE = compiled(
    r"(?<![\w.’'(/-])(?<![0-9][ \u00a0])(?P<article>[Aa]n?)(?P<space> [\"“(‘]?)(?P<word>[A-Za-z]+|[0-9][0-9,.]*)(?P<rest>[\w’'.]?)"
)
_NO_NOUNS = frozenset(
    [
        "is",
        "and",
        "or",
        "in",
        "of",
        "on",
        "are",
        "as",
        "at",
        "if",
        "above",
        "under",
        "also",
        "et",
        "any",
        "am",
        "a",
        "an",
        "all",
    ]
)
"""What never follows an article: the letter before it is a label or a sign (option a is …)."""
_SPELT_WITH_A = frozenset("BCDGJKPQTUVWYZ")
_SPELT_WITH_AN = frozenset("AEIO")
_VOWELS = frozenset("AEIOU")
_UNSTRESSED = ("histor", "hotel", "hero", "habit", "hypoth", "hyster", "herb", "hilar", "horrific", "homage")
_EIGHT = compiled(r"8|1[18](?![0-9])|1[18],[0-9]{3}|1[18]\.")


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, side in document.matching("en", _ARTICLE):
        for match in _ARTICLE.finditer(side.text):
            word, article = match["word"], match["article"]
            # A label or the mark of a note at the beginning: a Includes …
            if not match.start() and word[0].isupper():
                continue
            if word in _NO_NOUNS or (match["rest"] and match["rest"] not in "’'."):
                continue
            vowel = begins_with_vowel(word)
            if vowel is None or vowel == (article.lower() == "an"):
                continue
            better = article[0] + ("n" if vowel else "")
            sound = "vowel" if vowel else "consonant"
            message = f"“{article} {word}”: “{word}” begins with a {sound} sound"
            yield Issue(Mark(view, side.name, *match.span("article")), message, suggestion=better)


def begins_with_vowel(word: str) -> bool | None:
    """Return whether a word or figure begins with a vowel when it is spoken; None where that cannot be known."""
    if word[0].isdigit():
        return _EIGHT.match(word) is not None
    if len(word) > 1 and word.isupper():
        if word[0] in _SPELT_WITH_A:
            return False if word[0] != "U" else None
        if word[0] in _SPELT_WITH_AN:
            # EU is spelt, EULEX is read like Europe.
            return None if word.startswith("EU") and len(word) > 2 else True
        return None if _VOWELS & {*word} else True
    if word.lower().startswith(_UNSTRESSED):
        return None
    words = dictionary.load()
    flag = words.flag(word.lower()) or 0
    if flag & (dictionary.VOWEL | dictionary.CONSONANT):
        return bool(flag & dictionary.VOWEL)
    return None


RULE = Rule("indefinite-article", Severity.WARNING, ("en",), check)

"""A compound that is written as one word has a hyphen: co-operation, peace-keeping, on-going.

Only where the word without the hyphen is in the dictionary and frequent. A hyphen stays where two like vowels meet (re-election,
pre-eminent), after re- and ex-, where both parts are words of their own (health-care workers), in points of the compass, and in names and quotations.

Why: one form throughout the Organization's documents, found by one search.

Example: peace-keeping and co-operation
Better: peacekeeping and cooperation

Source: United Nations Editorial Manual, spelling and hyphens; SCOWL for the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words.english import dictionary, ngrams

LIKELY = round(13.5 * ngrams.STEPS)
"""Cost of the rarest closed word that is the usual form: one in 700,000."""
APART = 3 * ngrams.STEPS
"""Cost of the second part after the first from which both are words of their own as well."""
_HYPHEN = compiled(r"(?<![\w’'/.-])(?P<first>[a-z]{2,})-(?P<second>[a-z]{3,})(?![\w’'/-]|\.\w)")
_OPEN = frozenset(
    [
        "re",
        "ex",
        "self",
        "non",
        "by",
        "to",
        "in",
        "well",
        "all",
        "half",
        "pre",
        "north",
        "south",
        "stand",
        "take",
        "set",
        "build",
        "follow",
        "break",
    ]
)
"""What keeps its hyphen: the closed word is another one (re-form), both are written (non-member), or a verb has a particle (take-off)."""


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    told: set[str] = set()
    for view, side in document.matching("en", _HYPHEN):
        zones = side.quotations
        for match in _HYPHEN.finditer(side.text):
            better = closed(match["first"], match["second"])
            if better is None or match.start() in zones:
                continue
            message = f"“{match.group()}” is one word, “{better}”"
            severity = Severity.INFO if better in told else None
            told.add(better)
            yield Issue(Mark(view, side.name, *match.span()), message, suggestion=better, severity=severity)


@lru_cache(maxsize=4096)
def closed(first: str, second: str) -> str | None:
    """Return the closed form of a compound where it is the usual one."""
    word, like = first + second, first[-1] == second[0]
    if first in _OPEN or (like and first != "co"):
        return None
    words = dictionary.load()
    flag, cost = words.flag(word) or 0, words.cost(word)
    if ngrams.pair(second, first) <= APART:
        return None  # health care: two words, with a hyphen before a noun
    usual = flag & dictionary.OXFORD and flag & dictionary.COMMON and cost <= LIKELY
    return word if usual else None


RULE = Rule("closed-compound", Severity.WARNING, ("en",), check, style=True, habit=True)

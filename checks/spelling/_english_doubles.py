"""English words that stand twice in a row, also over a line break."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from operator import eq

from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark
from yizhi.termbase.text.lazy import compiled

_DOUBLE = compiled(
    r"(?<![\w'’./@-])(?P<word>[A-Za-z][a-z]*)(?P<gap>[ \u00a0]{1,2}|\s*\n\s*)(?P<again>(?i:(?P=word)))(?![\w'’@-]|\.\w)"
)
_LAST = compiled(r"(?<![\w'’-])(?P<word>[A-Za-z][a-z]+)\s*$")
_FIRST = compiled(r"(?P<word>[a-z]{2,})(?:\s+|$)")
"""A paragraph that goes on in mid-sentence is the rest of a line that was broken."""
_FINE = frozenset(["had", "that", "is", "do", "very", "so", "many", "much", "blah", "bye", "ha"])
"""Words that English sets twice: tenses and clauses that meet (had had, that that, what it is is), emphasis."""


_WORD = compiled("[a-z]+")


def _may_double(text: str) -> bool:
    """Return whether two neighbouring words are the same: a quick question that most text answers with no."""
    words = _WORD.findall(text.lower())
    return any(map(eq, words, islice(words, 1, None)))


def issues(document: Document) -> Iterator[Issue]:
    """Yield the issues of one document."""
    for view, side in document.written("en"):
        if not _may_double(side.text):
            continue
        for occurrence in _DOUBLE.finditer(side.text):
            word, again = occurrence["word"], occurrence["again"]
            # Two capitals are a name (Bora Bora); a word alone between figures or as a label (a a) is none.
            if word.lower() in _FINE or again[0].isupper() or (len(word) == 1 and word.lower() != "a"):
                continue
            yield Issue(Mark(view, side.name, *occurrence.span()), f"“{word}” stands twice", suggestion=word, safe=True)
    for (above, earlier), (view, side) in pairwise(document.written("en")):
        # Few paragraphs begin in mid-sentence, and looking for the end of the one before is dear.
        first = _FIRST.match(side.text)
        last = first and _LAST.search(earlier.text)
        if last and first and last["word"].lower() == first["word"] and first["word"] not in _FINE:
            mark, related = Mark(view, side.name, *first.span()), Mark(above, earlier.name, *last.span("word"))
            message = f"“{first['word']}” stands at the end of the line before, too"
            yield Issue(mark, message, suggestion="", related=(related,))

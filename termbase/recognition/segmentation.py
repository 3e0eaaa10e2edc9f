"""Word segmentation in which terms stay whole: recognition first, jieba for what lies between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.termbase.words import dictionary


class Token(NamedTuple):
    """A word at `start`–`end` (code points), with the concept that it stands for if it is a term."""

    start: int
    end: int
    concept: str | None


def tokens(text: str, recogniser: Recogniser) -> Iterator[Token]:
    """Yield the words of a text in order; they join up to the whole of it, white space included."""
    done = 0
    for hit in recogniser.iter_hits(text):
        yield from _between(text, done, hit.start)
        yield Token(hit.start, hit.end, hit.concept)
        done = hit.end
    yield from _between(text, done, len(text))


def _between(text: str, start: int, end: int) -> Iterator[Token]:
    if start < end:
        for first, last in dictionary.segment(text[start:end]):
            yield Token(start + first, start + last, None)

"""A translation is far shorter or far longer than translations of such a source are.

One Han character stands for about three English letters. A translation that is far from that measure has left something
out, or has it twice; the margin is wide, and only segments of some length are judged.

Why: a dropped clause leaves no other trace where it held no term and no figure.

Example: a paragraph of 120 characters | "Recalling that resolution,"
Better: the whole paragraph, translated.

Source: W. A. Gale and K. W. Church, "A program for aligning sentences in bilingual corpora" (1993), for the model;
the margin is wider than three standard deviations of published United Nations pairs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document
from yizhi.checks.model import Issue, Mark, Rule, Severity

LEAST = 30
"""Weight (letters, a Han character counted as three) under which nothing is judged."""
MARGIN = 1.1
"""Natural logarithm of the ratio that is too much: three times as long, or a third."""
PLAIN = 3
"""A ratio that is never too much, known without a logarithm."""
_HAN = bytes(range(0x34, 0xA0))
"""The high bytes of Han characters in UTF-16: U+3400 to U+9FFF."""


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, source, target in document.pairs():
        ours, theirs = weight(source.text), weight(target.text)
        if ours < PLAIN * theirs and theirs < PLAIN * ours:
            continue
        if max(ours, theirs) < 2 * LEAST or min(ours, theirs) == 0:
            continue
        ratio = math.log(theirs / ours)
        if abs(ratio) > MARGIN + 12 / max(12, min(ours, theirs)):
            word = "longer" if ratio > 0 else "shorter"
            message = f"the translation is {math.exp(abs(ratio)):.1f} times {word} than the source would let expect"
            related = (Mark(view, SOURCE, 0, len(source.text)),)
            yield Issue(Mark(view, TARGET, 0, len(target.text)), message, related=related)


def weight(text: str) -> int:
    """Return the length of a text: characters without spaces, a Han character counted as three."""
    letters = len(text) - text.count(" ")
    if text.isascii():
        return letters
    high = text.encode("utf-16-be", "surrogatepass")[::2]
    return letters + 2 * (len(high) - len(high.translate(None, _HAN)))


RULE = Rule("length-outlier", Severity.INFO, ("zh", "en"), check)

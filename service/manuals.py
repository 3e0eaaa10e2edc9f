"""The manual pages of the rules in the language of the user."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from yizhi.checks import registry
from yizhi.service.catalogue import Catalogue

LABELS = ("Why", "Example", "Better", "Silence", "Source", "Others' words", "Habits", "Evidence")
_LABEL = re.compile(rf"^(?P<label>{'|'.join(LABELS)}): ", re.M)
UNTRANSLATED = ("Example", "Better", "Source")
"""Parts that are examples and titles: the same in every language."""


def manual_page(name: str, words: Catalogue) -> str:
    """Return the manual page of a rule. Raise KeyError where there is none."""
    page = registry.manual(name)
    if words.language == "en":
        return page
    pieces = []
    for label, text, gap in parts(page):
        shown = text if label in UNTRANSLATED else words.paragraph(text)
        pieces.append((f"{words.text(label)}：" if label else "") + shown + gap)
    return "".join(pieces)


def parts(page: str) -> Iterator[tuple[str, str, str]]:
    """Yield (label or "", text, the line breaks behind it) of each part of a page."""
    for block in re.split(r"(?<=\n\n)(?=.)", page, flags=re.S):
        starts = [match.start() for match in _LABEL.finditer(block)]
        edges = {0, *starts, len(block)}
        for start, end in pairwise(sorted(edges)):
            piece = block[start:end]
            body = piece.rstrip("\n")
            match = _LABEL.match(body)
            yield (match["label"] if match else "", body[match.end() if match else 0 :], piece[len(body) :])

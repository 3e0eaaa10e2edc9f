"""Text as extracted from pages, made whole again: paragraphs with their way back, and what was set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from termbase.text.mapped import Mapped

_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Paragraphs, each mapped to the original text, and (start, end, reason) of what was set aside."""

    paragraphs: tuple[Mapped, ...]
    removed: tuple[tuple[int, int, str], ...] = ()


def lines(text: str) -> Cleaned:
    """Every line that is not blank as a paragraph, without the white space around it; nothing else is touched."""
    whole = Mapped(text)
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        inner = line.strip()
        if inner:
            start = match.start() + len(line) - len(line.lstrip())
            found.append(whole.slice(start, start + len(inner)))
    return Cleaned(tuple(found))

"""Text in columns where a Han character counts two, without what rich costs to import."""

from __future__ import annotations

import os
import sys
import unicodedata

from yizhi.service.presentation.harmless import REPLACEMENT


def paint(text: str, code: str) -> str:
    """Return a text coloured on a terminal that can (never with NO_COLOR or TERM=dumb), else as it is."""
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    if plain or not sys.stdout.isatty() or not text.strip():
        return text
    return f"\x1b[{code}m{text}\x1b[0m"


def width(text: str) -> int:
    """Return columns of a terminal that a text takes."""
    return sum(map(_columns, text))


def flat(text: str) -> str:
    """Return one line, and nothing that a terminal would act upon."""
    return "".join(" " if char in "\r\n\t" else char if char.isprintable() else REPLACEMENT for char in text)


def cell(text: str, columns: int) -> str:
    """Return a text filled up with spaces to so many columns."""
    return text + " " * (columns - width(text))


def shorten(text: str, columns: int, lines: int) -> list[str]:
    """Return a text in at most so many lines of so many columns, broken at spaces where it has any near; the rest cut with …"""
    shown_lines: list[str] = []
    remaining = flat(text).strip()
    while remaining and len(shown_lines) < lines:
        end = _fits(remaining, columns)
        if end < len(remaining):
            last = len(shown_lines) + 1 == lines
            if last:
                end = _fits(remaining, columns - 1)
            space = remaining.rfind(" ", end // 3, end + 1)
            if space > 0 and not last:
                end = space
            shown_lines.append(remaining[:end].rstrip() + ("…" if last else ""))
        else:
            shown_lines.append(remaining)
        remaining = remaining[end:].lstrip()
    return shown_lines or [""]


def _fits(text: str, columns: int) -> int:
    """Return how many characters fit."""
    used = 0
    for index, char in enumerate(text):
        used += _columns(char)
        if used > columns:
            return max(index, 1)
    return len(text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1

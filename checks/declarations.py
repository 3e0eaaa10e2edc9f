"""Where a document declares a short form: 全称（简称）, 全称（下称“简称”）, Full Name (ACRONYM), Full Name (“the Short Form”)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.document import Document, Side, View

_ZH = re.compile(
    r"[（(](?P<said>(?:以下|下文|下)?(?:统?[简合]?称)(?:为|作)?\s*)?[“《‘]?"
    r"(?P<short>[\u3400-\u9fffA-Za-z0-9·、-]{2,24}?)[”》’]?[）)]"
)
_EN = re.compile(
    r"\((?:(?P<said>hereinafter|hereafter|henceforth)[^()“\"]{0,30})?(?:the )?(?P<quote>[“\"'‘]?)(?:the )?"
    r"(?P<short>[A-Z][\w&/.’' -]{1,60}?)[”\"'’]?\)"
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z&/-]*[A-Z][A-Za-z]*s?")
_ROMAN = re.compile(r"[IVXLC]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
REACH_ZH, REACH_EN = 60, 160
"""Characters before the bracket in which the full name stands."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declared short form and where it stands (`start`, `end` in the side's text). `concept`: of the name before it, if known."""

    short: str
    view: View
    side: Side
    start: int
    end: int
    concept: str | None
    full: str


def find(document: Document, lang: str) -> Iterator[Declaration]:
    """The declarations of a document in one language, in order."""
    for view, side in document.written(lang):
        if "(" in side.text or "（" in side.text:
            yield from (_zh if lang == "zh" else _en)(view, side)


def _zh(view: View, side: Side) -> Iterator[Declaration]:
    for found in _ZH.finditer(side.text):
        short, start = found["short"], found.start()
        concept, full = _name_before(side, start) or (None, "")
        if not (found["said"] or (concept and _names(side, found.start("short"), concept))):
            if not (full and _ACRONYM.fullmatch(short)):
                concept, full = None, _tail(side.text[max(0, start - REACH_ZH) : start].rstrip("》”’"), short)
            if not full:
                continue
        yield Declaration(short, view, side, found.start("short"), found.end("short"), concept, full)


def _name_before(side: Side, place: int) -> tuple[str, str] | None:
    """(concept, text) of the term that ends right before a place (closing marks between them aside)."""
    while place and side.text[place - 1] in ' 》”’"':
        place -= 1
    for hit in side.hits:
        if hit.end == place or (hit.end == place + 1):
            return hit.concept, hit.text
    return None


def _names(side: Side, place: int, concept: str) -> bool:
    """Whether a term that begins at a place is of a concept."""
    return any(
        hit.start == place and (hit.concept == concept or any(other == concept for other, _ in hit.homonyms))
        for hit in side.all_hits
    )


def _tail(before: str, short: str) -> str:
    """The shortest tail of a text that holds all the characters of the short form in their order; empty where none does."""
    clause = re.split(r"[，。；：！？（）()]", before)[-1]
    if len(short) < 2 or not any("\u3400" <= char <= "\u9fff" for char in short):
        return ""
    at = len(clause)
    for char in reversed(short):
        at = clause.rfind(char, 0, at)
        if at < 0:
            return ""
    found = clause[at:]
    # The short form ends as the full name does, or nearly so; it is shorter.
    ends = clause.rfind(short[-1]) >= len(clause) - 3
    return found if ends and len(found) > len(short) else ""


def _en(view: View, side: Side) -> Iterator[Declaration]:
    for found in _EN.finditer(side.text):
        short, start, at = found["short"], found.start(), found.start("short")
        concept, full = _name_before(side, start) or (None, "")
        acronym = _ACRONYM.fullmatch(short) is not None
        if not (found["quote"] or found["said"] or (concept and _names(side, at, concept))):
            if not acronym or _ROMAN.fullmatch(short):
                continue
            # An acronym in brackets after words is taken for declared, whatever it stands for.
            full = _initials(side.text[max(0, start - REACH_EN) : start], short)
        yield Declaration(short, view, side, at, found.end("short"), concept, full)


def _initials(before: str, acronym: str) -> str:
    """The words before a bracket whose initials spell the acronym (small words may be left out); empty where they do not."""
    letters = [char.lower() for char in acronym.rstrip("s") if char.isalpha()]
    words = list(_WORD.finditer(before))[-3 * len(letters) :]
    at = len(words)
    for letter in reversed(letters):
        at -= 1
        while at >= 0 and words[at][0][0].lower() != letter:
            if words[at][0][0].isupper() and len(words[at][0]) > 3:
                return ""
            at -= 1
        if at < 0:
            return ""
    return before[words[at].start() :].strip()

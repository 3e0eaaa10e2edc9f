"""What people write into one cell: several terms, an abbreviation in brackets, a part of speech, running numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from yizhi.termbase.language import is_chinese, is_han
from yizhi.termbase.model import Kind, Status, Term

_NUMBERED = re.compile(r"(?:^|(?<=[\n;；]))\s*(?:\(?\d{1,2}[.)、．]|[①-⑳]|[•·▪‣*-])\s*(?=\S)")
_INLINE_NUMBER = re.compile(r"\s+(?:\d{1,2}[.)．、]|[②-⑳])\s*(?=\D)")
_LETTERED = re.compile(r"(?:^|\s)[(（]?[a-h][)）]\s*(?=\S)")
_TWO_LETTERS = re.compile(r"[(（]?a[)）].*\s[(（]?b[)）]", re.DOTALL)
"""A cell that goes on to (b): one with (a) alone quotes a subparagraph."""
_BETWEEN = re.compile(r"\s*(?:[\n\r;；]|\s\|\s|^\|\s|\s\|$|\s[/／]\s)\s*")
_BRACKET = re.compile(r"^(?P<head>.*\S)\s*[(（\[［](?P<inner>[^()（）\[\]［］]+)[)）\]］]\s*$", re.DOTALL)
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Za-z0-9&/.+-]{1,14}s?")
_SPEECH = {
    "n": "noun", "noun": "noun", "名词": "noun", "名": "noun", "pl": "noun", "pl n": "noun",
    "v": "verb", "verb": "verb", "动词": "verb", "动": "verb", "vt": "verb", "vi": "verb",
    "adj": "adjective", "adjective": "adjective", "形容词": "adjective", "形": "adjective", "a": "adjective",
    "adv": "adverb", "adverb": "adverb", "副词": "adverb", "副": "adverb", "phr": "phrase", "phrase": "phrase", "短语": "phrase",
}  # fmt: skip
_GENDERS = {"m": "masculine", "masc": "masculine", "f": "feminine", "fem": "feminine", "neuter": "neuter"}
_TAIL_SPEECH = re.compile(r"^(?P<head>.*\S)\s+(?P<speech>n|v|adj|adv|vt|vi)\.$")
_LABELS = (
    (re.compile(r"(?:以下)?简称[:：]?\s*|short(?: form)?[:：]\s*", re.IGNORECASE), Status.PREFERRED, Kind.SHORT),
    (re.compile(r"(?:英文)?缩写[:：]?\s*|abbr(?:eviation|ev)?\.?[:：]?\s+", re.IGNORECASE), Status.PREFERRED, Kind.ABBREVIATION),
    (re.compile(r"又称[:：]?\s*|又名|亦称|也称|或译|也作|又译|also(?: known as| called)?[:：]?\s+|a\.?k\.?a\.?\s+", re.IGNORECASE), Status.ADMITTED, Kind.VARIANT),
    (re.compile(r"旧称[:：]?\s*|原称|原名|旧译|旧名|formerly\s+", re.IGNORECASE), Status.DEPRECATED, Kind.VARIANT),
)  # fmt: skip


class CellTerm(NamedTuple):
    """A term of a cell before it has a language: `status` None is that of its column."""

    text: str
    status: Status | None = None
    kind: Kind | None = None
    speech: str = ""


def cell_terms(cell: str, language: str, split: str | None = None) -> Iterator[CellTerm]:
    """Yield the terms in a cell: at line breaks, semicolons, ` / `, ` | ` or numbers, or at the marks of `split` alone.

    `Full Name (FN)` is a term and its abbreviation, 联合国开发计划署（开发署） a name and its short form. A bracket that says nothing of
    a kind stays in its term: what a list writes is not cut on a guess.
    """
    for piece in _pieces(cell, split):
        text, speech = _speech(piece)
        yield from _unbracketed(text, language, speech)


def _pieces(cell: str, split: str | None) -> list[str]:
    text = cell.strip()
    if split is not None:
        marks = "|".join(map(re.escape, filter(None, split))) or r"(?!)"
        return [piece for part in re.split(marks, text) if (piece := " ".join(part.split()))]
    if re.match(r"\s*(?:1[.)．、]|①)", text):
        text = _INLINE_NUMBER.sub("\n", text)
    if _TWO_LETTERS.match(text):
        text = _LETTERED.sub("\n", text)
    if "\n" in text or _NUMBERED.match(text) is not None:
        text = _NUMBERED.sub("", text)
    return [piece for part in _BETWEEN.split(text) if (piece := " ".join(part.split()))]


def _speech(piece: str) -> tuple[str, str]:
    """Return a term without the part of speech or gender behind it, and that part of speech."""
    tail = _TAIL_SPEECH.match(piece)
    if tail:
        return tail["head"], _SPEECH[tail["speech"]]
    bracket = _BRACKET.match(piece)
    if bracket is None:
        return piece, ""
    inner = bracket["inner"].strip().lower().rstrip(".")
    if inner in _SPEECH:
        return bracket["head"], _SPEECH[inner]
    return (bracket["head"], _GENDERS[inner]) if inner in _GENDERS else (piece, "")


def _unbracketed(text: str, language: str, speech: str) -> Iterator[CellTerm]:
    bracket = _BRACKET.match(text)
    if bracket is None:
        yield CellTerm(text, None, Kind.ABBREVIATION if not is_chinese(language) and is_acronym(text) else None, speech)
        return
    head, inner = bracket["head"].strip(), bracket["inner"].strip()
    for label, status, kind in _LABELS:
        label_match = label.match(inner)
        if label_match and inner[label_match.end() :].strip():
            yield CellTerm(head, None, None, speech)
            for further_form in re.split(r"[,，、]\s*", inner[label_match.end() :]):
                yield CellTerm(further_form.strip(), status, kind)
            return
    if is_acronym(inner) and not is_acronym(head):
        yield CellTerm(head, None, None, speech)
        yield CellTerm(inner, Status.PREFERRED, Kind.ABBREVIATION)
    elif is_chinese(language) and _shortens(inner, head):
        yield CellTerm(head, None, None, speech)
        yield CellTerm(inner, Status.PREFERRED, Kind.SHORT)
    else:
        yield CellTerm(text, None, None, speech)


def is_acronym(text: str) -> bool:
    """Return whether a text is an acronym: two capitals at least, no space (LDCs, UNAIDS, A/AC.1 is none of a name's length)."""
    return _ACRONYM.fullmatch(text) is not None


def _shortens(short: str, full: str) -> bool:
    """Return whether a Chinese short form is made of the characters of the full name, in their order, and is truly shorter."""
    if not (2 <= len(short) < len(full)) or not all(map(is_han, short)):
        return False
    offset = 0
    for char in short:
        offset = full.find(char, offset) + 1
        if not offset:
            return False
    return True


def terms_of(
    cell: str, language: str, status: Status, kind: Kind, split: str | None = None, *, further: bool = False
) -> list[Term]:
    """Return the terms of a cell in a column of this status and kind. `further`: the concept has a preferred term already."""
    terms: list[Term] = []
    preferred = further
    for piece in cell_terms(cell, language, split):
        own_kind = piece.kind or kind
        own_status = piece.status or status
        if own_status is Status.PREFERRED and own_kind is Kind.FULL:
            if preferred:
                own_status, own_kind = Status.ADMITTED, Kind.VARIANT
            preferred = True
        terms.append(Term(piece.text, language, own_status, own_kind, piece.speech))
    return terms

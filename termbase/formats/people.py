"""A glossary for people: every term as a headword, in two indexes, by pinyin and alphabetically, with what to write for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from termbase.formats.form import Options, Report
from termbase.formats.glossary import count_proposed, left_behind, remark, same_language, valid_terms
from termbase.language import is_chinese
from termbase.model import Concept, Kind, Status, Term

KEEPS = frozenset({"domain", "definition", "note", "references"})


@dataclass(frozen=True, slots=True)
class Line:
    """A headword, what it is where that is not plain, its counterparts (empty for a term that must not be used: see
    `instead`), a remark."""

    head: str
    label: str
    counterparts: tuple[str, ...]
    instead: tuple[str, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Index:
    """An index: its title, the languages of its headwords and of their counterparts, its sections by letter."""

    title: str
    language: str
    other: str
    sections: tuple[tuple[str, tuple[Line, ...]], ...]


LABELS = {Kind.SHORT: "short", Kind.ABBREVIATION: "abbr.", Kind.VARIANT: "variant", Kind.FULL: ""}


def indexes(concepts: Iterable[Concept], options: Options) -> tuple[list[Index], Report]:
    """Both indexes and what they have no place for."""
    report = Report()
    chosen = list(concepts)
    languages = (options.source, options.target)
    for concept in chosen:
        count_proposed(concept, report.left_out)
        left_behind(concept, languages, KEEPS, report.left_out)
        report.concepts += 1
    made = []
    for language, other in (languages, languages[::-1]):
        lines = [line for concept in chosen for line in _lines(concept, language, other)]
        made.append(_index(lines, language, other))
        report.terms += len(lines)
    # Chinese first: its index is the one that no reader can make alone.
    return sorted(made, key=lambda index: not is_chinese(index.language)), report


def _index(lines: list[Line], language: str, other: str) -> Index:
    place: Callable[[str], tuple[str, tuple[object, ...]]] = _alphabetical
    title = "English – Chinese" if is_chinese(other) else f"{language} – {other}"
    if is_chinese(language):
        from termbase.pinyin import readings

        known = readings()
        title = "汉英 · 按拼音排列" if other == "en" else f"{language} – {other}"

        def place(text: str) -> tuple[str, tuple[object, ...]]:
            return known.initial(text), known.key(text)

    keyed = sorted(((place(line.head), line) for line in lines), key=itemgetter(0))
    sections = [
        (letter, tuple(line for _, line in found)) for letter, found in groupby(keyed, key=lambda one: one[0][0])
    ]
    return Index(title, language, other, tuple(sections))


def _alphabetical(text: str) -> tuple[str, tuple[object, ...]]:
    """Letter by letter without accents, case and marks; articles do not count."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if char.isalnum() or char == " ")
    for article in ("the ", "a ", "an "):
        plain = plain.removeprefix(article)
    initial = plain.strip()[:1].upper()
    return (initial if "A" <= initial <= "Z" else "#"), (plain.replace(" ", ""), text)


def _lines(concept: Concept, language: str, other: str) -> Iterator[Line]:
    ours, theirs = valid_terms(concept, language), valid_terms(concept, other)
    said = " · ".join(filter(None, (concept.domain, remark(concept))))
    counterparts = tuple(_labelled(term) for term in theirs)
    for term in ours:
        yield Line(term.text, LABELS[term.kind], counterparts, (), said if term is ours[0] else "")
    instead = tuple(term.text for term in ours[:2])
    for term in concept.in_language(language):
        if term.status in (Status.DEPRECATED, Status.FORBIDDEN) and same_language(term.language, language):
            yield Line(term.text, f"{term.status}", (), instead or counterparts, "")


def _labelled(term: Term) -> str:
    return f"{term.text} ({LABELS[term.kind]})" if LABELS[term.kind] else term.text

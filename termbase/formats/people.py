"""A glossary for people: every term as a headword, in two indexes, by pinyin and alphabetically, with what to write for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from yizhi.termbase.formats.form import ExportOptions, ExportReport
from yizhi.termbase.formats.glossary import count_proposed, left_behind, remark, same_language, valid_terms
from yizhi.termbase.language import is_chinese
from yizhi.termbase.model import Concept, Kind, Status, Term

KEEPS = frozenset({"domain", "definition", "note", "references"})


@dataclass(frozen=True, slots=True)
class GlossaryLine:
    """A headword, what it is where that is not plain, its counterparts (empty for a term that must not be used: see
    `instead`), a remark."""

    head: str
    label: str
    counterparts: tuple[str, ...]
    instead: tuple[str, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class GlossaryIndex:
    """An index: its title, the languages of its headwords and of their counterparts, its sections by letter."""

    title: str
    language: str
    other: str
    sections: tuple[tuple[str, tuple[GlossaryLine, ...]], ...]


LABELS = {Kind.SHORT: "short", Kind.ABBREVIATION: "abbr.", Kind.VARIANT: "variant", Kind.FULL: ""}


def indexes(concepts: Iterable[Concept], options: ExportOptions) -> tuple[list[GlossaryIndex], ExportReport]:
    """Return both indexes and what they have no place for."""
    report = ExportReport()
    chosen = list(concepts)
    languages = (options.source, options.target)
    for concept in chosen:
        count_proposed(concept, report.left_out)
        left_behind(concept, languages, KEEPS, report.left_out)
        report.concepts += 1
    made = []
    for language, counterpart_language in (languages, languages[::-1]):
        lines = [line for concept in chosen for line in _lines(concept, language, counterpart_language)]
        made.append(_index(lines, language, counterpart_language))
        report.terms += len(lines)
    # Chinese first: its index is the one that no reader can make alone.
    return sorted(made, key=lambda index: not is_chinese(index.language)), report


def _index(lines: list[GlossaryLine], language: str, language_tag: str) -> GlossaryIndex:
    position: Callable[[str], tuple[str, tuple[object, ...]]] = _alphabetical
    title = "English – Chinese" if is_chinese(language_tag) else f"{language} – {language_tag}"
    if is_chinese(language):
        from yizhi.termbase.words.pinyin import readings

        pinyin = readings()
        title = "汉英 · 按拼音排列" if language_tag == "en" else f"{language} – {language_tag}"

        def position(text: str) -> tuple[str, tuple[object, ...]]:
            return pinyin.initial(text), pinyin.key(text)

    keyed = sorted(((position(line.head), line) for line in lines), key=itemgetter(0))
    sections = [
        (letter, tuple(line for _, line in groups)) for letter, groups in groupby(keyed, key=lambda entry: entry[0][0])
    ]
    return GlossaryIndex(title, language, language_tag, tuple(sections))


def _alphabetical(text: str) -> tuple[str, tuple[object, ...]]:
    """Letter by letter without accents, case and marks; articles do not count."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if char.isalnum() or char == " ")
    for article in ("the ", "a ", "an "):
        plain = plain.removeprefix(article)
    initial = plain.strip()[:1].upper()
    return (initial if "A" <= initial <= "Z" else "#"), (plain.replace(" ", ""), text)


def _lines(concept: Concept, language: str, language_tag: str) -> Iterator[GlossaryLine]:
    ours, theirs = valid_terms(concept, language), valid_terms(concept, language_tag)
    remark_line = " · ".join(filter(None, (concept.domain, remark(concept))))
    counterparts = tuple(_labelled(term) for term in theirs)
    for term in ours:
        yield GlossaryLine(term.text, LABELS[term.kind], counterparts, (), remark_line if term is ours[0] else "")
    instead = tuple(term.text for term in ours[:2])
    for term in concept.in_language(language):
        if term.status in (Status.DEPRECATED, Status.FORBIDDEN) and same_language(term.language, language):
            yield GlossaryLine(term.text, f"{term.status}", (), instead or counterparts, "")


def _labelled(term: Term) -> str:
    return f"{term.text} ({LABELS[term.kind]})" if LABELS[term.kind] else term.text

"""Concepts as pairs of terms, for glossaries that know a source term, a target term and a remark, and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from yizhi.termbase.formats.citation import write_citation
from yizhi.termbase.formats.form import ExportOptions, ExportReport, Problem
from yizhi.termbase.formats.table import generated_id
from yizhi.termbase.language import guess, is_chinese
from yizhi.termbase.model import Concept, Kind, Status, Strictness, Term

KINDS = (Kind.FULL, Kind.SHORT, Kind.ABBREVIATION, Kind.VARIANT)


class GlossaryEntry(NamedTuple):
    """A source term and its best counterpart, of one concept. `valid` is False where one of them must not be used."""

    concept: Concept
    source: Term
    target: Term
    valid: bool


def entries(concepts: Iterable[Concept], source: str, target: str, left_out: Counter[str]) -> Iterator[GlossaryEntry]:
    """Yield the pairs of every concept: each term of the source language that may be used beside its best counterpart, then the
    terms that may not. Concepts that lack a language are counted in `left_out`, as are terms that are not yet decided.
    """
    for concept in concepts:
        ours, theirs = valid_terms(concept, source), valid_terms(concept, target)
        count_proposed(concept, left_out)
        if not ours or not theirs:
            left_out["concepts without a usable term in both languages"] += 1
            continue
        paired: set[str] = set()
        for term in ours:
            best = counterpart(term, theirs)
            paired.add(best.text)
            yield GlossaryEntry(concept, term, best, True)
        # A counterpart that nothing chose yet (a second admitted wording) is worth an entry too.
        for term in theirs:
            if term.text not in paired:
                yield GlossaryEntry(concept, counterpart(term, ours), term, True)
        for term in concept.in_language(target):
            if term.status in (Status.DEPRECATED, Status.FORBIDDEN) and same_language(term.language, target):
                yield GlossaryEntry(concept, ours[0], term, False)


def count_proposed(concept: Concept, left_out: Counter[str]) -> None:
    """Count the terms of a concept that are not decided."""
    proposed = sum(term.status is Status.PROPOSED for term in concept.terms)
    if proposed:
        left_out["proposed terms (not decided, so not written)"] += proposed


def valid_terms(concept: Concept, language: str) -> list[Term]:
    """Return the terms of a language that may be used, each text once: preferred ones first, full forms before short ones."""
    terms = [
        term for term in concept.in_language(language) if term.status.valid and same_language(term.language, language)
    ]
    terms.sort(key=lambda term: (term.status is not Status.PREFERRED, KINDS.index(term.kind)))
    return list({term.text: term for term in reversed(terms)}.values())[::-1]


def same_language(first: str, second: str) -> bool:
    """Return whether a term's language is the one asked for; `zh-Hant` is not `zh-Hans` in a glossary."""
    return first == second or (is_chinese(first) and second == "zh")


def counterpart(term: Term, others: list[Term]) -> Term:
    """Return the best counterpart: of the same kind and status, else of the same kind, else the first."""
    alike = [candidate for candidate in others if candidate.kind is term.kind]
    return next((candidate for candidate in alike if candidate.status is term.status), alike[0] if alike else others[0])


def remark(concept: Concept, *, note: bool = True) -> str:
    """Return a concept in one line for a person: its definition, its note, its references."""
    references = "; ".join(map(write_citation, concept.references))
    parts = [concept.definition, concept.note if note else "", references]
    return " — ".join(" ".join(part.split()) for part in parts if part.strip())


def left_behind(concept: Concept, languages: Iterable[str], keeps: frozenset[str], left_out: Counter[str]) -> None:
    """Count what a glossary has no place for: fields of the concept beyond `keeps`, and terms in other languages."""
    for name, what in _FIELDS.items():
        value = getattr(concept, name)
        if value and name not in keeps:
            left_out[what] += len(value) if isinstance(value, tuple) else 1
    if concept.strictness is not Strictness.TERM:
        left_out["strictnesses"] += 1
    written = tuple(languages)
    others = sum(not any(same_language(term.language, tag) for tag in written) for term in concept.terms)
    if others:
        left_out["terms in other languages"] += others


_FIELDS = {
    "domain": "domains",
    "definition": "definitions",
    "note": "notes",
    "references": "references",
    "links": "relations",
    "valid_from": "validity dates",
    "valid_to": "validity dates",
    "transactions": "transactions",
}
REMARKED = frozenset({"definition", "note", "references"})
"""The fields that `remark` shows."""


def write_lines(
    concepts: Iterable[Concept],
    options: ExportOptions,
    keeps: frozenset[str],
    invalid: bool,
    put: Callable[[GlossaryEntry], object],
) -> ExportReport:
    """Hand every pair of terms to `put` (those that must not be used only where the form can say so) and reports the rest."""
    report = ExportReport()
    seen = ""
    chosen = list(concepts) if iter(concepts) is concepts else concepts
    for concept in chosen:
        left_behind(concept, (options.source, options.target), keeps, report.left_out)
    for entry in entries(chosen, options.source, options.target, report.left_out):
        if not entry.valid and not invalid:
            report.left_out["deprecated and forbidden terms (the client would offer them)"] += 1
            continue
        put(entry)
        report.terms += 1
        report.concepts += entry.concept.id != seen
        seen = entry.concept.id
    return report


def read_pairs(rows: Iterable[tuple[int, str, str, str]], path: str) -> Iterator[Concept | Problem]:
    """Yield concepts of (line, source, target, remark): the languages are guessed from all the terms of a side."""
    rows = list(rows)
    source = guess("\n".join(row[1] for row in rows[:500]))
    target = guess("\n".join(row[2] for row in rows[:500]))
    if source == target and rows:
        yield Problem(path, None, f"both sides look like {source}; read as such", lost=False)
    for line, source_item, target_value, remark_text in rows:
        terms = tuple(
            Term(text, language)
            for language, texts in ((source, source_item), (target, target_value))
            for text in dict.fromkeys(part.strip() for part in texts.split(";"))
            if text
        )
        if not source_item.strip() or not target_value.strip():
            yield Problem(path, line, "a line without two terms")
            continue
        yield Concept(generated_id(terms), terms, note=remark_text.strip())

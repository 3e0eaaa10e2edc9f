"""What an assistant is told, as short lines of text: every term with its concept and status, and plainly when nothing is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from yizhi.checks.model import Finding
from yizhi.service.concordance import ConcordanceAnswer
from yizhi.service.plain import counterparts
from yizhi.service.reports.report import FindingsReport
from yizhi.service.session import Session
from yizhi.termbase.library import LookupMatch, Nearness
from yizhi.termbase.model import Concept, Status, Term
from yizhi.termbase.recognition.hit import Hit

MOST_FINDINGS = 50
"""Findings in one answer: more would crowd out what an assistant works on."""
MOST_TERMS = 100
"""Different terms of one text in one answer."""
UNKNOWN = "Nothing official is known for this. Do not present a rendering as official; say that it is your own."
UNSURE = "None of these is the term that was asked for: they are only near it."


def looked_up(query: str, matches: Sequence[LookupMatch], session: Session) -> str:
    """Return concepts that a look-up found, or that there are none."""
    if not matches:
        return f"“{query}”: not in the termbases. {UNKNOWN}\n{signed(session)}"
    near = all(match.kind in (Nearness.NEAR, Nearness.PART) for match in matches)
    lines = [UNSURE] if near else []
    for match in matches:
        lines += [f"[{match.kind.value}] {record(match.concept, session.source_of(match.concept.id))}"]
    return "\n".join([*lines, signed(session)])


def record(concept: Concept, source: str) -> str:
    """Return a concept with all its terms, where it can be verified, and the termbase that it is of."""
    lines = [f"concept {concept.id} ({concept.strictness.value}{f'; {concept.domain}' if concept.domain else ''})"]
    for language in dict.fromkeys(term.language for term in concept.terms):
        terms = [_term(term) for term in concept.terms if term.language == language]
        lines += [f"  {language}: {' | '.join(terms)}"]
    lines += [f"  {label}: {text}" for label, text in _remarks(concept, source) if text]
    return "\n".join(lines)


def recognized(hits: Sequence[Hit], session: Session) -> str:
    """Return the terms of a text, each once, with the renderings that may be used."""
    if not hits:
        return f"No term of the termbases stands in this text. {UNKNOWN}\n{signed(session)}"
    counts = Counter((hit.concept, hit.term.text) for hit in hits)
    first = {(hit.concept, hit.term.text): hit for hit in reversed(hits)}
    lines = [_hit(first[key], number, session.concept(key[0])) for key, number in list(counts.items())[:MOST_TERMS]]
    if len(counts) > MOST_TERMS:
        lines += [f"… and {len(counts) - MOST_TERMS:,} more: give the text in parts"]
    return "\n".join([*lines, signed(session)])


def checked(report: FindingsReport, session: Session) -> str:
    """Return findings, the gravest first, with what was not read and what reproduces the check."""
    findings = sorted(report.findings, key=lambda finding: -finding.severity.rank)
    lines = [_finding(finding) for finding in findings[:MOST_FINDINGS]]
    if len(findings) > MOST_FINDINGS:
        lines += [f"… and {len(findings) - MOST_FINDINGS:,} more: check the text in parts"]
    if not findings:
        lines = [
            "No findings. This is no proof of a good translation: what the rules do not look for, they do not find."
        ]
    lines += [f"note: {problem.message}" for problem in (*report.errors, *report.remarks)]
    return "\n".join([*lines, signed(session)])


def contexts(answer: ConcordanceAnswer, session: Session) -> str:
    """Return pairs of sentences from the memory, each with its document."""
    result = answer.result
    if not result.lines:
        return f"“{', '.join(answer.words)}”: not in the translation memory.\n{signed(session)}"
    lines = [f"{result.total:,} pairs have it; {len(result.lines):,} are shown"]
    for line in result.lines:
        document = next((origin.document for origin in line.origins if origin.document), "")
        lines += [f"- {line.source}\n  {line.target}" + (f"\n  document: {document}" if document else "")]
    return "\n".join([*lines, signed(session)])


def signed(session: Session) -> str:
    """Return what reproduces an answer; of termbases the names alone, for where a user keeps files is nobody's affair."""
    line = session.signature()
    for path in session.resources.layers():
        line = line.replace(str(path), path.name)
    return line


def _term(term: Term) -> str:
    remarks = [term.status.value, *([term.kind.value] if term.kind.value != "full form" else [])]
    return f"{term.text} ({', '.join(remarks)}{f'; {term.note}' if term.note else ''})"


def _remarks(concept: Concept, source: str) -> Iterator[tuple[str, str]]:
    yield "definition", concept.definition
    yield "note", concept.note
    references = (" ".join(filter(None, [item.symbol, item.title, item.url])) for item in concept.references)
    yield "reference", "; ".join(filter(None, references))
    dates = " – ".join([concept.valid_from or "…", concept.valid_to or "…"])
    yield "valid", dates if concept.valid_from or concept.valid_to else ""
    yield "see also", ", ".join(f"{link.concept} ({link.relation.value})" for link in concept.links)
    yield "termbase", Path(source).name


def _hit(hit: Hit, number: int, concept: Concept | None) -> str:
    often = f" ×{number}" if number > 1 else ""
    status = "" if hit.term.status is Status.PREFERRED else f", {hit.term.status.value}"
    better = "" if hit.term.status.valid or concept is None else _better(concept.preferred(hit.language))
    renderings = _listed(counterparts(concept, hit.language))
    return f"- {hit.term.text}{often} [{hit.concept}, {hit.strictness.value}{status}]{better} = {renderings}"


def _better(term: Term | None) -> str:
    return "" if term is None else f" (use: {term.text})"


def _listed(terms: Iterable[Term]) -> str:
    return " | ".join(_term(term) for term in terms) or "no rendering that may be used is known"


def _finding(finding: Finding) -> str:
    position = f"{finding.side} " if finding.side else ""
    words = (
        f"{position}{finding.start}–{finding.end} “{finding.text}”" if finding.text else f"{position}{finding.start}"
    )
    parts = [f"- {finding.severity.value} [{finding.rule}] {words}: {finding.message}"]
    if finding.suggestion is not None:
        parts += [f"→ {finding.suggestion or '(nothing)'}{' (safe)' if finding.safe else ''}"]
    if finding.concept:
        parts += [f"(concept {finding.concept})"]
    return " ".join(parts)

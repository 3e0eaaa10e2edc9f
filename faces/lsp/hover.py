"""What is shown under the pointer: the manual page of a finding, the record of a term, and why its edges hold or do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lsprotocol import types

from yizhi.faces.lsp.buffer import Buffer
from yizhi.faces.lsp.desk import CheckedBuffer
from yizhi.faces.lsp.manual_pages import as_markdown
from yizhi.faces.lsp.places import SegmentInBuffer
from yizhi.service.catalogue import Catalogue
from yizhi.service.session import Session
from yizhi.termbase.model import Concept, Term
from yizhi.termbase.recognition.explain import REASONS
from yizhi.termbase.recognition.hit import CandidateVerdict
from yizhi.termbase.text.sentences import spans

_MARKS = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>"})


class TermsAtPlace(NamedTuple):
    """The candidates that cover a place, kept ones first, and where the first stands in the buffer."""

    verdicts: tuple[CandidateVerdict, ...]
    start: int
    end: int


def hover(checked: CheckedBuffer, session: Session, offset: int) -> types.Hover | None:
    """Return what is known of the place `offset` of a buffer; None where that is nothing."""
    parts: list[str] = []
    span: tuple[int, int] | None = None
    for placed in checked.findings:
        if placed.span.start <= offset < max(placed.span.end, placed.span.start + 1):
            parts.append(
                f"**{plain(checked.words.message(placed.finding.message))}**\n\n{as_markdown(placed.finding.rule, checked.words)}"
            )
            span = span or (placed.span.start, placed.span.end)
    terms = terms_at(checked, session, offset)
    if terms is not None:
        parts = [*(_verdict(session, verdict, checked.words) for verdict in terms.verdicts), *parts]
        span = terms.start, terms.end
    if span is None:
        return None
    text = "\n\n---\n\n".join(parts)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), checked.buffer.lines.range(*span))


def terms_at(checked: CheckedBuffer, session: Session, offset: int) -> TermsAtPlace | None:
    """Return the candidates for terms at a place of a buffer; None where there are none."""
    segment = segment_at(checked, offset)
    position = None if segment is None else segment.offset(offset)
    if segment is None or position is None:
        return None
    text = segment.places.text
    first, last = next((span for span in spans(text) if span[0] <= position < span[1]), (0, len(text)))
    language = segment.segment.language
    verdicts = [
        verdict
        for verdict in session.explain_terms(text[first:last], language)
        if verdict.start <= position - first < verdict.end
    ]
    if not verdicts:
        return None
    chosen = tuple(sorted(_telling(verdicts), key=lambda verdict: (not verdict.kept, verdict.start - verdict.end)))
    start, end = segment.places.span(first + chosen[0].start, first + chosen[0].end)
    return TermsAtPlace(chosen, start, end)


def _telling(verdicts: list[CandidateVerdict]) -> list[CandidateVerdict]:
    """Return candidates without those that lie inside a term that was kept: of them there is nothing to be said."""
    retained = [verdict for verdict in verdicts if verdict.kept]

    def is_inside(verdict: CandidateVerdict) -> bool:
        return any(term.start <= verdict.start and verdict.end <= term.end for term in retained)

    return [verdict for verdict in verdicts if verdict.kept or not is_inside(verdict)]


def segment_at(checked: CheckedBuffer, offset: int) -> SegmentInBuffer | None:
    """Return the segment that a place of a buffer lies in; its end belongs to it."""
    if checked.places is None:
        return None
    for segment in checked.places.segments():
        start, end = segment.span()
        if start <= offset <= end:
            return segment
    return None


def record(concept: Concept, source: str, words: Catalogue) -> str:
    """Return a concept in Markdown: its terms by language with their statuses, where it can be verified, its termbase."""
    lines = [
        f"`{concept.id}`{f' · {plain(concept.domain)}' if concept.domain else ''} · {words.text(concept.strictness.value)}"
    ]
    for language in dict.fromkeys(term.language for term in concept.terms):
        terms = [_term(term, words) for term in concept.terms if term.language == language]
        lines += [f"- {language}: {'; '.join(terms)}"]
    if concept.definition:
        lines.append(f"- {plain(concept.definition)}")
    if concept.note:
        lines.append(f"- {plain(concept.note)}")
    references = ", ".join(_reference(item.symbol, item.title) for item in concept.references)
    if references:
        lines.append(f"- {words.text('reference: {0}', references)}")
    if source:
        lines.append(f"- {words.text('termbase: {0}', plain(source))}")
    return "\n".join(lines)


def plain(text: str) -> str:
    """Return a text as Markdown shows it unchanged."""
    return " ".join(text.split()).translate(_MARKS)


def words_at(buffer: Buffer, start: int, end: int) -> str:
    """Return the words of a selection, in one line."""
    return " ".join(buffer.text[start:end].split())


def _verdict(session: Session, verdict: CandidateVerdict, words: Catalogue) -> str:
    mark = "✓" if verdict.kept else "✗"
    heading = f"{mark} **{plain(verdict.text)}** — {plain(words.filled(verdict.reason, REASONS))}"
    if not verdict.kept:
        return f"{heading}\n\n{words.text('no term here')} (`{verdict.concept}`)"
    concept = session.concept(verdict.concept)
    return heading if concept is None else f"{heading}\n\n{record(concept, session.source_of(concept.id), words)}"


def _term(term: Term, words: Catalogue) -> str:
    remarks = ", ".join(_remarks(term, words))
    return f"**{plain(term.text)}**" + (f" ({remarks})" if remarks else "")


def _remarks(term: Term, words: Catalogue) -> Iterator[str]:
    if term.status.value != "preferred":
        yield words.text(term.status.value)
    if term.kind.value != "full form":
        yield words.text(term.kind.value)
    if term.note:
        yield plain(term.note)


def _reference(symbol: str, title: str) -> str:
    return plain(" ".join(filter(None, [symbol, title])))

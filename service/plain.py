"""Values as plain JSON: the forms that the command line, the server and the protocols share (see the interface)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from yizhi.termbase import language as languages
from yizhi.termbase.model import Concept, Term
from yizhi.termbase.recognition.hit import Hit
from yizhi.termbase.serialisation import to_plain
from yizhi.termbase.text.lines import LineCounter

if TYPE_CHECKING:
    from yizhi.checks.model import Rule
    from yizhi.service.concordance import ConcordanceAnswer
    from yizhi.termbase.lookup import LookupMatch
    from yizhi.tm.memory.concordance import ConcordanceLine
    from yizhi.tm.memory.match import MatchDifference, MemoryMatch, Origin, Repair
    from yizhi.tm.model import Problem


def plain_lookup(matches: Iterable[LookupMatch]) -> list[dict[str, Any]]:
    """Return concepts with how each was found."""
    return [{**to_plain(match.concept), "match": match.kind.value} for match in matches]


def counterparts(concept: Concept | None, language: str) -> list[Term]:
    """Return the valid terms of a concept in the other language, best first."""
    if concept is None:
        return []
    other_language = languages.EN if languages.is_chinese(language) else languages.ZH_HANS
    return [term for term in concept.in_language(other_language) if term.status.valid]


def plain_hits(
    text: str, hits: Iterable[Hit], concept: Callable[[str], Concept | None], line: int = 1
) -> Iterator[dict[str, Any]]:
    """Yield the hits in a text whose first line has the number `line`; `concept` finds one by its id."""
    lines = LineCounter(text, line)
    seen: dict[tuple[str, str], list[dict[str, str]]] = {}
    for hit in hits:
        pair = (hit.concept, hit.language)
        if pair not in seen:
            seen[pair] = [_plain_term(term) for term in counterparts(concept(hit.concept), hit.language)]
        row, column = lines.place(hit.start)
        plain: dict[str, Any] = {
            "start": hit.start, "end": hit.end, "line": row, "column": column, "text": hit.text, "language": hit.language,
            "concept": hit.concept, "term": hit.term.text, "status": hit.term.status, "kind": hit.term.kind,
            "strictness": hit.strictness, "covered": hit.covered, "counterparts": seen[pair],
        }  # fmt: skip
        if hit.homonyms:
            plain["homonyms"] = [{"concept": id_, "term": term.text} for id_, term in hit.homonyms]
        yield plain


def _plain_term(term: Term) -> dict[str, str]:
    return {"text": term.text, "language": term.language, "status": term.status, "kind": term.kind}


def plain_rule(rule: Rule, manual: str) -> dict[str, Any]:
    """Return a rule with its manual page."""
    return {
        "name": rule.name,
        "severity": rule.severity.value,
        "languages": list(rule.languages),
        "default": rule.default,
        "manual": manual,
    }


def plain_problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as the `errors` of a document."""
    return [{"path": problem.path, "line": problem.line, "message": problem.message} for problem in problems]


def plain_match(match: MemoryMatch) -> dict[str, Any]:
    """Return a match of the memory."""
    first = match.origins[0] if match.origins else None
    return {
        "score": round(match.score, 4),
        "kind": match.kind,
        "source": match.source,
        "target": match.target,
        "origin": plain_origin(first) if first else {"document": "", "unit": "", "date": ""},
        "languages": {"source": match.source_language, "target": match.target_language},
        "proposal": match.proposal,
        "worth": round(match.worth, 4),
        "penalty": round(match.penalty, 4),
        "repairs": [plain_repair(change) for change in match.repairs],
        "differences": [plain_difference(change) for change in match.differences],
        "origins": [plain_origin(origin) for origin in match.origins],
    }


def plain_origin(origin: Origin) -> dict[str, Any]:
    """Return where a unit of the memory comes from."""
    return {
        "document": origin.document,
        "unit": origin.unit,
        "date": origin.date,
        "author": origin.author,
        "attributes": dict(origin.attributes),
    }


def plain_repair(change: Repair) -> dict[str, Any]:
    """Return a repair: `start` counts in `target`."""
    return {
        "sort": change.sort.value,
        "start": change.start,
        "old": change.old,
        "new": change.new,
        "stored": change.stored,
        "wanted": change.wanted,
    }


def plain_difference(difference: MatchDifference) -> dict[str, Any]:
    """Return a difference: offsets count in the text that was looked up."""
    return {"start": difference.start, "end": difference.end, "text": difference.text, "stored": difference.stored}


def plain_concordance(answer: ConcordanceAnswer) -> dict[str, Any]:
    """Return the contexts of a word, without version and signature."""
    return {
        "words": list(answer.words),
        "concepts": list(answer.concepts),
        "total": answer.result.total,
        "counted": answer.result.counted,
        "lines": [_plain_line(line) for line in answer.result.lines],
    }


def _plain_line(line: ConcordanceLine) -> Mapping[str, object]:
    return {
        "source": line.source,
        "target": line.target,
        "languages": {"source": line.source_language, "target": line.target_language},
        "places": [list(position) for position in line.places],
        "target_places": [list(position) for position in line.target_places],
        "origins": [plain_origin(origin) for origin in line.origins],
    }

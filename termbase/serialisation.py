"""A concept as plain JSON values and back: the JSON form, `lookup --format json` and the record of changes share it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from yizhi.termbase.language import normalise
from yizhi.termbase.model import Concept, Kind, Link, Reference, Relation, Status, Strictness, Term, Transaction

E = TypeVar("E", bound=StrEnum)


def to_plain(concept: Concept) -> dict[str, Any]:
    """Return everything that a concept holds, as dicts, lists and strings."""
    plain: dict[str, Any] = {
        "id": concept.id,
        "domain": concept.domain,
        "definition": concept.definition,
        "note": concept.note,
        "strictness": concept.strictness.value,
        "valid_from": concept.valid_from,
        "valid_to": concept.valid_to,
        "references": [{"symbol": ref.symbol, "title": ref.title, "url": ref.url} for ref in concept.references],
        "links": [{"relation": link.relation.value, "concept": link.concept} for link in concept.links],
        "terms": [_plain_term(term) for term in concept.terms],
    }
    if concept.transactions:
        plain["transactions"] = [
            {
                "kind": transaction.kind,
                "date": transaction.date,
                "who": transaction.who,
                "language": transaction.language,
                "term": transaction.term,
            }
            for transaction in concept.transactions
        ]
    return plain


def _plain_term(term: Term) -> dict[str, Any]:
    return {
        "text": term.text,
        "language": term.language,
        "status": term.status.value,
        "kind": term.kind.value,
        "part_of_speech": term.part_of_speech,
        "case_sensitive": term.case_sensitive,
        "note": term.note,
        "reference": term.reference,
    }


def from_plain(value: object) -> Concept:
    """Return the concept that `to_plain` gave; what is not there gets its default. ValueError says what is wrong."""
    fields = _mapping(value, "a concept")
    return Concept(
        id=_text(fields, "id"),
        domain=_text(fields, "domain"),
        definition=_text(fields, "definition"),
        note=_text(fields, "note"),
        strictness=_one_of(Strictness, fields, "strictness", Strictness.TERM),
        valid_from=_text(fields, "valid_from"),
        valid_to=_text(fields, "valid_to"),
        references=tuple(
            Reference(_text(ref, "symbol"), _text(ref, "title"), _text(ref, "url"))
            for ref in _mappings(fields, "references")
        ),
        links=tuple(
            Link(_one_of(Relation, link, "relation", None), _text(link, "concept"))
            for link in _mappings(fields, "links")
        ),
        terms=tuple(map(_term, _mappings(fields, "terms"))),
        transactions=tuple(
            Transaction(*(_text(mapping, name) for name in ("kind", "date", "who", "language", "term")))
            for mapping in _mappings(fields, "transactions")
        ),
    )


def _term(fields: Mapping[str, object]) -> Term:
    sensitive = fields.get("case_sensitive")
    if not isinstance(sensitive, bool | None):
        raise ValueError(f"case_sensitive is true, false or null, not {sensitive!r}")
    return Term(
        text=_text(fields, "text"),
        language=normalise(_text(fields, "language")),
        status=_one_of(Status, fields, "status", Status.PREFERRED),
        kind=_one_of(Kind, fields, "kind", Kind.FULL),
        part_of_speech=_text(fields, "part_of_speech"),
        case_sensitive=sensitive,
        note=_text(fields, "note"),
        reference=_text(fields, "reference"),
    )


def _mapping(value: object, what: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"{what} is an object, not {value!r:.40}")
    return value


def _mappings(fields: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    value = fields.get(name) or []
    if not isinstance(value, list):
        raise ValueError(f"{name} is a list, not {value!r:.40}")
    return [_mapping(item, f"each of {name}") for item in value]


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{name} is a string, not {value!r:.40}")
    return value


def _one_of(kind: type[E], fields: Mapping[str, object], name: str, default: E | None) -> E:
    value = fields.get(name)
    if value is None and default is not None:
        return default
    try:
        return kind(str(value))
    except ValueError:
        raise ValueError(f"{name} is one of {', '.join(kind)}, not {value!r:.40}") from None

"""What the options of `add` and `edit` make of a concept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.formats.citation import read_citation
from yizhi.termbase.formats.table import TermColumns
from yizhi.termbase.language import is_chinese
from yizhi.termbase.model import Concept, Kind, Link, Relation, Status, Strictness, Term

Zh = Annotated[str | None, typer.Option("--zh", help="The preferred Chinese term.", show_default=False)]
En = Annotated[str | None, typer.Option("--en", help="The preferred English term.", show_default=False)]
Terms = Annotated[
    list[str] | None,
    typer.Option(
        "--term",
        help="A further term, as COLUMN=TEXT with a column of the tables: zh.short=…, en.abbreviation=…, zh.admitted=…,"
        " zh.deprecated=…, en.forbidden=…; repeatable.",
    ),
]
Domain = Annotated[str | None, typer.Option(help="The domain.", show_default=False)]
Definition = Annotated[str | None, typer.Option(help="The definition.", show_default=False)]
Note = Annotated[str | None, typer.Option(help="A note for linguists.", show_default=False)]
References = Annotated[
    list[str] | None, typer.Option("--reference", help="Where it can be verified: a symbol or title; repeatable.")
]
Strict = Annotated[Strictness | None, typer.Option(help="How far it is enforced.", show_default=False)]
Links = Annotated[
    list[str] | None,
    typer.Option("--link", help="RELATION=ID, where RELATION is broader, related, replaced-by or homonym; repeatable."),
]
ValidFrom = Annotated[str | None, typer.Option(help="ISO date or year.", show_default=False)]
ValidTo = Annotated[str | None, typer.Option(help="ISO date or year.", show_default=False)]
StatusOption = Annotated[
    Status | None, typer.Option("--status", help="The status of the terms that are given here.", show_default=False)
]
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class ConceptOptions:
    """The options of one call; None and empty mean: not said."""

    zh: str | None = None
    en: str | None = None
    terms: Sequence[str] = ()
    status: Status | None = None
    domain: str | None = None
    definition: str | None = None
    note: str | None = None
    references: Sequence[str] = ()
    strictness: Strictness | None = None
    links: Sequence[str] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    drop: Sequence[str] = ()

    def applied(self, concept: Concept) -> Concept:
        """Return the concept with what was asked for. YizhiError where the options make no sense."""
        fields: dict[str, object] = {
            name: getattr(self, name)
            for name in ("domain", "definition", "note", "strictness", "valid_from", "valid_to")
            if getattr(self, name) is not None
        }
        for option in ("valid_from", "valid_to"):
            date = getattr(self, option)
            if date and not _DATE.fullmatch(date):
                shown = option.replace("_", "-")
                raise YizhiError(f"--{shown} {date!r:.40} is no date", hint="write 2018, 2018-04 or 2018-04-19")
        if self.references:
            fields["references"] = tuple(map(read_citation, self.references))
        if self.links:
            fields["links"] = tuple(map(_link, self.links))
        changed = replace(concept, **fields)  # type: ignore[arg-type] # each is of its field's type
        for text in self.drop:
            changed = _without(changed, text)
        for tag, preferred in (("zh", self.zh), ("en", self.en)):
            if preferred is not None:
                changed = _preferring(changed, self._term(f"{tag}={preferred}"))
        for given in self.terms:
            changed = _with(changed, self._term(given))
        return changed

    def _term(self, given: str) -> Term:
        column, equals, text = given.partition("=")
        try:
            ((_, language, status, kind),) = TermColumns([column]).terms
        except ValueError:
            raise YizhiError(
                f"{column!r:.40} is no column of terms", hint="such as zh.short or en.deprecated"
            ) from None
        if not equals or not text.strip():
            raise YizhiError(f"no text in --term {given!r:.40}", hint="write it as COLUMN=TEXT")
        return Term(text.strip(), language, self.status or status, kind)


def _link(given: str) -> Link:
    relation, equals, target = given.partition("=")
    if not equals or relation not in list(Relation) or not target.strip():
        raise YizhiError(f"--link {given!r:.40} is not RELATION=ID", hint=f"RELATION is {', '.join(Relation)}")
    return Link(Relation(relation), target.strip())


def _with(concept: Concept, term: Term) -> Concept:
    """With a term; one of the same text and language gets its status and kind."""
    same = [
        term_item for term_item in concept.terms if (term_item.text, term_item.language) == (term.text, term.language)
    ]
    if not same:
        return replace(concept, terms=(*concept.terms, term))
    terms = tuple(
        replace(term_item, status=term.status, kind=term.kind) if term_item is same[0] else term_item
        for term_item in concept.terms
    )
    return replace(concept, terms=terms)


def _without(concept: Concept, text: str) -> Concept:
    remaining = tuple(term for term in concept.terms if term.text != text)
    if len(remaining) == len(concept.terms):
        raise YizhiError(f"{concept.id} has no term {text!r:.40}", hint="`yizhi lookup` shows what it has")
    return replace(concept, terms=remaining)


def _preferring(concept: Concept, term: Term) -> Concept:
    """With a term as the preferred full form, before the others; what was preferred is admitted from now on."""
    demoted = tuple(
        replace(term_item, status=Status.ADMITTED) if _same_place(term_item, term) else term_item
        for term_item in concept.terms
        if (term_item.text, term_item.language) != (term.text, term.language)
    )
    return replace(concept, terms=(term, *demoted))


def _same_place(term_item: Term, term: Term) -> bool:
    preferred = Status.PREFERRED
    return (
        term_item.language == term.language
        and term_item.kind is Kind.FULL
        and term_item.status is preferred
        and term.status is preferred
    )


def is_bare(concept: Concept) -> str:
    """Return what a bilingual termbase misses in a concept (a remark, not an error), or nothing."""
    if not any(is_chinese(term.language) for term in concept.terms):
        return "it has no Chinese term"
    return "" if any(term.language == "en" for term in concept.terms) else "it has no English term"

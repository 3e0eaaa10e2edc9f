"""`yizhi add`: one concept into a termbase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yizhi.cli.actions.edit import (
    ConceptOptions,
    Definition,
    Domain,
    En,
    Links,
    Note,
    References,
    StatusOption,
    Strict,
    Terms,
    ValidFrom,
    ValidTo,
    Zh,
    is_bare,
)
from yizhi.cli.display import terminal
from yizhi.cli.options import Into, NoBuiltin, Termbases

if TYPE_CHECKING:
    from yizhi.termbase.library import Library
    from yizhi.termbase.model import Concept


def command(
    id: Annotated[str, typer.Argument(help="A new id, such as palermo-convention.", show_default=False)],  # noqa: A002
    zh: Zh = None,
    en: En = None,
    term: Terms = None,
    status: StatusOption = None,
    domain: Domain = None,
    definition: Definition = None,
    note: Note = None,
    reference: References = None,
    strictness: Strict = None,
    link: Links = None,
    valid_from: ValidFrom = None,
    valid_to: ValidTo = None,
    into: Into = Path("yizhi.db"),
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Add a concept to a termbase; the change is recorded."""
    from yizhi.cli.actions.settings import settings
    from yizhi.termbase.errors import YizhiError
    from yizhi.termbase.model import Concept
    from yizhi.termbase.store.writing import Termbase
    from yizhi.termbase.validation import fault

    options = ConceptOptions(
        zh,
        en,
        term or (),
        status,
        domain,
        definition,
        note,
        reference or (),
        strictness,
        link or (),
        valid_from,
        valid_to,
    )
    concept = options.applied(Concept(id.strip()))
    if not concept.terms:
        raise YizhiError("a concept needs a term", hint="give --zh, --en or --term")
    wrong = fault(concept)
    if wrong:
        raise YizhiError(wrong)
    with settings(termbase, no_builtin).library() as library:
        existing = library.source_of(concept.id)
        beside = _alike(library, concept)
    if existing is not None:
        raise YizhiError(f"{concept.id} is there already (in {existing})", hint=f"`yizhi edit {concept.id}` changes it")
    with Termbase.open_or_create(into) as base, base.change("add") as writer:
        if base.has(concept.id):
            raise YizhiError(f"{concept.id} is there already", hint=f"`yizhi edit {concept.id}` changes it", path=into)
        writer.put(concept)
    terminal.out(f"added {concept.id} to {into}")
    for alike in beside:
        terminal.complain(f"{alike} has the same term; `yizhi merge {alike} {concept.id}` makes one of them")
    if is_bare(concept):
        terminal.note(is_bare(concept))


def _alike(library: Library, concept: Concept) -> list[str]:
    """The ids of concepts that have a term of this one already, in a form that may be used."""
    from yizhi.termbase.lookup import Nearness

    alike: dict[str, None] = {}
    for term in concept.terms:
        for match in library.lookup(term.text):
            if match.kind in (Nearness.EXACT, Nearness.NORMALISED) and match.term.status.valid and term.status.valid:
                alike[match.concept.id] = None
    return [id_ for id_ in alike if id_ != concept.id]

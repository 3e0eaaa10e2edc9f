"""`yizhi edit`: changes one concept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
)
from yizhi.cli.display import terminal
from yizhi.cli.options import Into, NoBuiltin, Termbases


def command(
    id: Annotated[str, typer.Argument(help="The id, as `yizhi lookup` shows it.", show_default=False)] = "",  # noqa: A002
    zh: Zh = None,
    en: En = None,
    term: Terms = None,
    drop: Annotated[list[str] | None, typer.Option("--drop", help="Take this term out; repeatable.")] = None,
    status: StatusOption = None,
    domain: Domain = None,
    definition: Definition = None,
    note: Note = None,
    reference: References = None,
    strictness: Strict = None,
    link: Links = None,
    valid_from: ValidFrom = None,
    valid_to: ValidTo = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            help="Change all concepts of --into of which this holds (domain=5C, status=proposed, …); repeatable.",
        ),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="With --where: FIELD=VALUE (domain, note, strictness, status, …); repeatable."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --where: show the changes and make none.")] = False,
    into: Into = Path("yizhi.db"),
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Change a concept; the change is recorded.

    What is not named stays, an empty text empties a field.
    --zh and --en give another preferred term; the one before becomes admitted. --term adds a term, or gives one that is
    there another status. A concept of another termbase (a built-in one) is copied into --into with the change, and wins
    over the original.
    """
    from yizhi.cli.actions.settings import settings
    from yizhi.cli.display.concepts import difference
    from yizhi.termbase.errors import YizhiError
    from yizhi.termbase.store.writing import Termbase

    if where or set_:
        from yizhi.cli.actions.edit_many import edit_many

        edit_many(into, where or (), set_ or (), dry_run=dry_run)
        return
    if not id:
        raise YizhiError("no concept to change", hint="name an id, or --where CONDITION --set FIELD=VALUE")
    wanted = ConceptOptions(
        zh, en, term or (), status, domain, definition, note, reference or (), strictness, link or (), valid_from,
        valid_to, drop or (),
    )  # fmt: skip
    if wanted == ConceptOptions():
        raise YizhiError("nothing to change", hint="see `yizhi edit --help` for what can be")
    with settings(termbase, no_builtin).library() as library:
        elsewhere = library.concept(id)
    if elsewhere is None and not into.exists():
        raise YizhiError(f"no concept {id!r}", hint="`yizhi lookup` shows ids")
    with Termbase.open_or_create(into) as base, base.change("edit") as writer:
        before = base.concept(id) or elsewhere
        if before is None:
            raise YizhiError(f"no concept {id!r}", hint="`yizhi lookup` shows ids")
        after = wanted.applied(before)
        if not after.terms:
            raise YizhiError(f"{id} would be left without a term", hint=f"`yizhi remove {id}` takes it out")
        writer.put(after)
    if after == before:
        terminal.out(f"{id} is so already")
    for sign, line in difference(before, after):
        terminal.out(f"{sign} {line}")

"""`yizhi review`: deciding on proposed concepts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yizhi.cli.display import terminal
from yizhi.cli.options import Into, NoBuiltin, Plain, PlainFormat, Termbases

if TYPE_CHECKING:
    from yizhi.termbase.model import Concept


def command(
    accept: Annotated[
        list[str] | None, typer.Option(help="Accept this proposal; repeatable.", show_default=False)
    ] = None,
    reject: Annotated[
        list[str] | None, typer.Option(help="Reject this proposal; repeatable.", show_default=False)
    ] = None,
    merge: Annotated[
        list[str] | None,
        typer.Option(help="Merge a proposal into a concept, ID=CONCEPT; repeatable.", show_default=False),
    ] = None,
    show: Annotated[bool, typer.Option("--list", help="Only list what waits.")] = False,
    into: Into = Path("yizhi.db"),
    form: PlainFormat = Plain.text,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Decide on proposed concepts.

    Accept, edit, merge into another one, reject, skip, undo.

    One at a time on a terminal, with single keys (? shows them); what is decided is written at once, so you can stop
    anywhere. The same by spreadsheet: `yizhi export proposed.xlsx --proposed`, fill the column `decision`, `yizhi import
    --decisions proposed.xlsx`. Every decision is in `yizhi history`.
    """
    from yizhi.cli.actions.settings import settings
    from yizhi.termbase.errors import YizhiError
    from yizhi.termbase.store.writing import Termbase
    from yizhi.tm.mining import deciding

    if not into.exists():
        raise YizhiError("no such termbase", hint="`yizhi mine FILE --into yizhi.db` makes proposals", path=into)
    if accept or reject or merge:
        with settings(termbase, no_builtin).library() as library, Termbase.open_or_create(into) as base:
            for id_ in accept or ():
                deciding.accept(base, _waiting(base.concept(id_), id_))
            for id_ in reject or ():
                deciding.reject(base, _waiting(base.concept(id_), id_))
            for given in merge or ():
                id_, _, target_id = given.partition("=")
                target = base.concept(target_id) or library.concept(target_id)
                if target is None:
                    raise YizhiError(f"there is no concept {target_id!r:.40}", hint="write --merge ID=CONCEPT")
                deciding.merge(base, _waiting(base.concept(id_), id_), target)
    if show or form is Plain.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _list(into, form)
        return
    if not (accept or reject or merge):
        from yizhi.cli.actions.review import run

        raise typer.Exit(run(into, termbase, no_builtin))


def _waiting(concept: Concept | None, id_: str) -> Concept:
    from yizhi.termbase.errors import YizhiError
    from yizhi.tm.mining.deciding import is_proposed

    if concept is None or not is_proposed(concept):
        raise YizhiError(f"{id_!r:.60} waits for no decision", hint="`yizhi review --list` shows what does")
    return concept


def _list(into: Path, form: Plain) -> None:
    """What waits, as a table or as JSON."""
    from yizhi.cli.display.concepts import as_list
    from yizhi.termbase.serialisation import to_plain
    from yizhi.termbase.store.reading import Store
    from yizhi.tm.mining.deciding import proposed

    with Store.open(into) as base:
        waiting = list(proposed(base))
    if form is Plain.json:
        terminal.out_json({"version": 1, "proposed": [to_plain(concept) for concept in waiting]})
        return
    terminal.out(f"{into}: {len(waiting):,} wait for a decision")
    if waiting:
        terminal.console().print(as_list((concept, None) for concept in waiting))

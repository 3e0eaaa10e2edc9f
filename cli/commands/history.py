"""`yizhi history`: what was changed, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yizhi.cli.display import terminal
from yizhi.cli.options import Into, Plain, PlainFormat

if TYPE_CHECKING:
    from yizhi.termbase.store.history import Revision, Step
    from yizhi.termbase.store.reading import Store

_SHOWN = 10  # concepts of one change


def command(
    id: Annotated[str | None, typer.Argument(help="Only changes of this concept.", show_default=False)] = None,  # noqa: A002
    change: Annotated[int | None, typer.Option(help="Only this change, in full.", show_default=False)] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back the last change (of ID, or the one of --change).")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", help="At most so many changes.", min=1)] = 20,
    into: Into = Path("yizhi.db"),
    form: PlainFormat = Plain.text,
) -> None:
    """Show what was changed in a termbase, or undo it.

    When, by whom, and what was before. With --undo the last change that stands is taken back, once more the one before
    it; that is recorded too, so `--undo --change N` with the number of an undo brings the change again.
    """
    from yizhi.termbase.errors import YizhiError
    from yizhi.termbase.store.history import history
    from yizhi.termbase.store.reading import Store

    with Store.open(into) as store:
        if not undo:
            revisions = [revision for revision in history(store, id) if change in (None, revision.number)]
            if change is not None and not revisions:
                raise YizhiError(f"there is no change {change}", hint="`yizhi history` lists them", path=into)
            _show(store, revisions[:limit], id, change is not None or id is not None, form, into)
            if len(revisions) > limit and form is Plain.text:
                terminal.out(f"The last {limit} of {len(revisions)}; more with --limit.")
            return
    _undo(into, id, change, form)


def _undo(into: Path, concept: str | None, change: int | None, form: Plain) -> None:
    from yizhi.termbase.store.history import history, undo
    from yizhi.termbase.store.writing import Termbase

    with Termbase.open_or_create(into) as base:
        undo(base, change, concept)
        _show(base, history(base, limit=1), None, True, form, into)


def _show(store: Store, changes: list[Revision], concept: str | None, details: bool, form: Plain, into: Path) -> None:
    from yizhi.termbase.store.history import steps

    if form is Plain.json:
        document = [_plain(change, steps(store, change.number, concept)) for change in changes]
        terminal.out_json({"version": 1, "termbase": str(into), "changes": document, "signature": _signature(into)})
        return
    if not changes:
        terminal.out(f"No change of {concept} is recorded." if concept else "No change is recorded.")
    for change in changes:
        what = change.concept or f"{change.size:,} concepts"
        undone = f" of change {change.undoes}" if change.undoes is not None else ""
        source = f" from {change.source}" if change.source else ""
        terminal.out(
            f"{change.number:>4}  {change.at[:16].replace('T', ' ')}  {change.who}  {change.action}{undone}: {what}{source}"
        )
        if details:
            _details(steps(store, change.number, concept))


def _details(done: Iterable[Step]) -> None:
    from yizhi.cli.display.concepts import difference

    for number, step in enumerate(done):
        if number == _SHOWN:
            terminal.out("      …")
            break
        if number or step.before is None or step.after is None:
            state = " (new)" if step.before is None else " (removed)" if step.after is None else ""
            terminal.out(f"      {step.concept}{state}")
        for sign, line in difference(step.before, step.after):
            terminal.out(f"      {sign} {line}")


def _plain(change: Revision, done: Iterable[Step]) -> dict[str, object]:
    from yizhi.termbase.serialisation import to_plain

    return {
        "number": change.number,
        "at": change.at,
        "who": change.who,
        "action": change.action,
        "source": change.source,
        "undoes": change.undoes,
        "concepts": [
            {
                "concept": step.concept,
                "before": to_plain(step.before) if step.before else None,
                "after": to_plain(step.after) if step.after else None,
            }
            for step in done
        ],
    }


def _signature(into: Path) -> str:
    from yizhi.cli.actions.settings import signature
    from yizhi.termbase.library import open_library

    with open_library([into], builtin=False) as library:
        return signature(library)

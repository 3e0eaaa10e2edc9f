"""`yizhi import`: files into a termbase."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.display import terminal
from yizhi.cli.options import Into, Plain, PlainFormat


def command(
    files: Annotated[list[Path], typer.Argument(help="Term lists in any form that can be read.", show_default=False)],
    into: Into = Path("yizhi.db"),
    input_format: Annotated[str, typer.Option(help="Overrides the guess by a file's ending.", show_default=False)] = "",
    decisions: Annotated[
        bool, typer.Option("--decisions", help="The files are tables of decisions on proposals (`export --proposed`).")
    ] = False,
    form: PlainFormat = Plain.text,
) -> None:
    """Take term lists into a termbase.

    Each file is taken wholly or not at all. A concept with an id that the termbase knows takes that one's place; `yizhi
    history --undo` brings it back. Exit code 2: a file, or rows of one, could not be read; the rest was taken in.
    """
    from yizhi.cli.actions.settings import signature
    from yizhi.cli.display.problems import tell
    from yizhi.termbase.errors import YizhiError
    from yizhi.termbase.formats.form import Problem
    from yizhi.termbase.importing import take_in
    from yizhi.termbase.library import open_library
    from yizhi.termbase.store.writing import Termbase

    if decisions:
        from yizhi.cli.actions.decide import take

        raise typer.Exit(take(files, into, form is Plain.json))
    done: list[dict[str, object]] = []
    problems: list[Problem] = []
    with Termbase.open_or_create(into) as base:
        for path in files:
            try:
                tally, found = take_in(
                    base, path, input_format, shown=lambda items: terminal.progress(items, "importing")
                )
            except YizhiError as error:
                said = error.message + (f"; {error.hint}" if error.hint else "")
                problems.append(Problem(error.path or str(path), error.line, said))
                continue
            except OSError as error:
                problems.append(Problem(str(path), None, error.strerror or str(error)))
                continue
            problems += found
            done.append({"path": str(path), "added": tally.added, "replaced": tally.replaced, "same": tally.same})
    errors = tell(problems)
    if form is Plain.json:
        notes = [{"path": one.path, "line": one.line, "message": one.message} for one in problems if not one.lost]
        with open_library([into], builtin=False) as library:
            signed = signature(library)
        document = {"version": 1, "into": str(into), "files": done, "errors": errors, "notes": notes}
        terminal.out_json({**document, "signature": signed})
    else:
        for one in done:
            counts = f"{one['added']:,} new, {one['replaced']:,} replaced, {one['same']:,} the same"
            terminal.out(f"{one['path']}: {counts} (in {into})")
    raise typer.Exit(2 if errors else 0)

"""`yizhi dismiss`: findings that shall not come back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.options import NoBuiltin, Termbases


def command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Drafts whose present findings are dismissed.", show_default=False)
    ] = None,
    rule: Annotated[list[str] | None, typer.Option(help="Only findings of this rule; repeatable.")] = None,
    unit: Annotated[list[str] | None, typer.Option(help="Only findings in this unit; repeatable.")] = None,
    text: Annotated[str | None, typer.Option(help="Only findings on these words.")] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--from", help="A findings workbook (xlsx) with decisions filled in, or dismissals copied out of a page."
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(help="The file of dismissed findings (default: the configured one, else yizhi-baseline.json)."),
    ] = None,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Keep findings from coming back.

    They stay away as long as the words that they are about are the same, also when lines move.
    """
    from yizhi.checks import baseline as baselines
    from yizhi.cli.actions.check import outcome
    from yizhi.cli.actions.check_outcome import CheckRequest
    from yizhi.cli.actions.settings import settings
    from yizhi.cli.display import terminal
    from yizhi.termbase.errors import YizhiError

    path = baseline or settings(termbase, no_builtin).configuration.baseline or Path("yizhi-baseline.json")
    if decisions is not None and decisions.suffix.lower() == ".json":
        added, total = baselines.merge(path, decisions)
        _say(added, path, total)
        return
    if decisions is not None:
        from yizhi.service.reports.decisions import dismissed

        chosen = dismissed(decisions, terminal.complain)
    elif files:
        existing = path if path.exists() else None
        result = outcome(
            CheckRequest(
                files=tuple(files),
                rules=tuple(rule or ()),
                termbases=termbase,
                no_builtin=no_builtin,
                baseline=existing,
            )
        )
        for problem in result.errors:
            terminal.complain(str(YizhiError(problem.message, path=problem.path, line=problem.line)))
        chosen = [f for f in result.findings if (not unit or f.unit in unit) and (text is None or f.text == text)]
    else:
        raise YizhiError("nothing to dismiss", hint="name drafts, or a workbook with --from")
    unread = decisions is None and bool(result.errors)
    if unread and not chosen:
        raise typer.Exit(2)
    total = baselines.write(path, chosen)
    _say(len(chosen), path, total)
    if unread:
        raise typer.Exit(2)


def _say(number: int, path: Path, total: int) -> None:
    from yizhi.cli.display import terminal

    terminal.out(f"{terminal.counted(number, 'finding')} dismissed; {path} holds {total:,}.")

"""What could not be read in termbases and imported files, told to a person on stderr and to a program as `errors`."""

from __future__ import annotations

from collections.abc import Iterable

from yizhi.cli.display import terminal
from yizhi.termbase.formats.form import Problem

_SHOWN = 20


def tell(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Say each (of a flood the first few), what is lost always and what was mended on a terminal; returns what is lost."""
    errors: list[dict[str, object]] = []
    for problem in problems:
        if not problem.lost:
            terminal.note(str(problem))
            continue
        errors.append({"path": problem.path, "line": problem.line, "message": problem.message})
        if len(errors) <= _SHOWN:
            terminal.complain(str(problem))
    if len(errors) > _SHOWN:
        terminal.complain(f"{errors[0]['path']}: {len(errors) - _SHOWN} more rows could not be read")
    return errors

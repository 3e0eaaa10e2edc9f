"""`check --watch`: checks again whenever a file changes, redraws, and says what is new and what is gone.

Files are asked for their time and size twice a second, which works on every system and network drive.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from yizhi.checks import baseline as baselines
from yizhi.checks.model import Finding
from yizhi.cli.actions.check_outcome import CheckOutcome, CheckRequest, exit_code, write_reports
from yizhi.cli.display import terminal
from yizhi.service.presentation.columns import flat, paint, shorten
from yizhi.service.presentation.excerpts import place
from yizhi.termbase.collector import forget
from yizhi.termbase.errors import YizhiError

_PAUSE = 0.5
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"
_WIDTH = 80
_MOST = 15
"""Lines of what is new, and of what is gone; more are counted only."""

Stamp = tuple[int, int] | None


def watch(request: CheckRequest, check: Callable[[], CheckOutcome], wait: Callable[[], None] | None = None) -> int:
    """Check, draws, waits for a change, and again until interrupted; the exit code is that of the last check.

    `wait` pauses between two looks at the files. A run that cannot be done (a file in the middle of being saved, a
    broken configuration) is one line; the next change is waited for.
    """
    pause = wait or (lambda: time.sleep(_PAUSE))
    before: tuple[Finding, ...] | None = None
    code = 2
    try:
        while True:
            # Taken before the check: what changes meanwhile is seen at the next look.
            files = watched(request)
            seen = stamps(files)
            try:
                result = check()
                code = _draw(request, result, before)
                before = result.findings
            except YizhiError as error:
                terminal.complain(str(error))
                code = 2
            sys.stdout.flush()
            forget()
            while stamps(files) == seen:
                pause()
    except KeyboardInterrupt:
        terminal.out()
        return code


def watched(request: CheckRequest) -> list[Path]:
    """Return everything that a check reads: drafts, termbases, baseline, configuration."""
    from yizhi.checks import configuration
    from yizhi.cli.actions.settings import settings

    named = [*request.files, request.source, request.baseline, request.memory, *(request.termbases or ())]
    paths = [path for path in named if path is not None]
    paths += [folder / name for folder in (Path.cwd(), *Path.cwd().parents) for name in configuration.NAMES]
    try:
        current = settings(request.termbases, request.no_builtin)
        paths += [*current.termbases, *filter(None, [current.configuration.baseline, current.configuration.memory])]
    except YizhiError:
        pass  # a broken configuration: it is watched itself
    return paths


def stamps(paths: Sequence[Path]) -> dict[Path, Stamp]:
    """Time and size of files; None for what is not there (an editor may be replacing it)."""
    return {path: _stamp(path) for path in paths}


def _stamp(path: Path) -> Stamp:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


def changes(before: Sequence[Finding], now: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Return (new, gone): what one check found and the other did not. A finding that only moved is neither."""
    before_counts, now_counts = (Counter(map(baselines.fingerprint, findings)) for findings in (before, now))
    return baselines.split(now, before_counts)[0], baselines.split(before, now_counts)[0]


def _draw(request: CheckRequest, result: CheckOutcome, before: tuple[Finding, ...] | None) -> int:
    """Return one screen; files named with --format FORM:FILE are written anew. Returns the exit code of this check."""
    if sys.stdout.isatty():
        sys.stdout.write(_CLEAR)
    write_reports(request, result)
    if before is not None:
        new, gone = changes(before, result.findings)
        _tell("New", "+", new, "31")
        _tell("Gone", "-", gone, "32")
        if not new and not gone:
            terminal.out("Nothing new, nothing gone.")
    files = terminal.counted(len(result.drafts), "file")
    terminal.out(paint(f"Watching {files}; Ctrl-C ends.", "2"))
    return exit_code(result)


def _tell(title: str, sign: str, findings: Sequence[Finding], colour: str) -> None:
    if not findings:
        return
    terminal.out(paint(f"{title}: {len(findings)}", f"{colour};1"))
    width = min(shutil.get_terminal_size((_WIDTH, 24)).columns, _WIDTH) - 4
    for finding in findings[:_MOST]:
        line = shorten(flat(f"{place(finding)}: {finding.message} [{finding.rule}]"), width, 1)[0]
        terminal.out(f"  {paint(sign, colour)} {line}")
    if len(findings) > _MOST:
        terminal.out(f"    and {len(findings) - _MOST} more")

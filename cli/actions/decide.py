"""What `yizhi import --decisions` does: tables in which somebody decided on proposals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from yizhi.cli.actions.settings import settings, signature
from yizhi.cli.display import terminal
from yizhi.cli.display.problems import tell
from yizhi.termbase.errors import YizhiError, of_system
from yizhi.termbase.formats.form import Problem


def take(files: Sequence[Path], into: Path, as_json: bool) -> int:
    """Do what the tables say; the exit code."""
    from yizhi.termbase.store.writing import Termbase
    from yizhi.tm.mining.decision_table import take_decisions

    if not into.exists():
        raise YizhiError("no such termbase", hint="name the one with the proposals with --into", path=into)
    done: list[dict[str, object]] = []
    problems: list[Problem] = []
    with settings(None, False).library() as library:
        with Termbase.open_or_create(into) as base:
            for path in files:
                try:
                    outcome, decisions = take_decisions(base, path, library.concept)
                except (YizhiError, OSError) as error:
                    unread = error if isinstance(error, YizhiError) else of_system(error, path)
                    problems.append(unread.problem(path))
                    continue
                problems += decisions
                done.append(
                    {"path": str(path), "accepted": outcome.accepted, "merged": outcome.merged,
                     "rejected": outcome.rejected, "later": outcome.later}
                )  # fmt: skip
        signed = signature(library)
    errors = tell(problems)
    if as_json:
        terminal.out_json({"version": 1, "into": str(into), "files": done, "errors": errors, "signature": signed})
    for item in done if not as_json else ():
        counts = f"{item['accepted']:,} accepted, {item['merged']:,} merged, {item['rejected']:,} rejected, {item['later']:,} later"
        terminal.out(f"{item['path']}: {counts} (in {into})")
    return 2 if errors else 0

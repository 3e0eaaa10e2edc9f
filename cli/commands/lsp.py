"""`yizhi lsp`: findings in editors."""

from __future__ import annotations

from yizhi.cli.options import Termbases


def command(termbase: Termbases = None) -> None:
    """Serve an editor: findings while typing, corrections, terms.

    It speaks the Language Server Protocol on standard input and output.

    An editor starts it; docs/editors.md has the settings of each. Termbases, rules and the baseline are those of the
    yizhi.toml beside the draft.
    """
    from yizhi.cli.actions.lsp import serve

    serve(termbase)

"""What `yizhi lsp` does: a language server on standard input and output."""

from __future__ import annotations

import logging
import os
from importlib.util import find_spec
from pathlib import Path

from yizhi.termbase.errors import YizhiError


def serve(termbases: list[Path] | None) -> None:
    """Serve until the client leaves. Raise YizhiError where the extra is not installed."""
    if find_spec("pygls") is None:
        raise YizhiError("the language server needs pygls", hint="pip install 'yizhi[lsp]'")
    from yizhi.faces.lsp.server import build

    if not os.environ.get("YIZHI_DEBUG"):
        # Editors keep what is said on stderr; an answer about a text that was changed meanwhile is no error.
        logging.getLogger("pygls").setLevel(logging.CRITICAL)
    build(tuple(path.resolve() for path in termbases or ())).start_io()

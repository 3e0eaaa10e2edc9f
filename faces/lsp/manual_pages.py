"""Manual pages of rules as files, for editors that open what a diagnostic's code points to."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from yizhi.checks import registry
from yizhi.termbase import cache
from yizhi.termbase.files import beside

_MARKS = re.compile(r"^(Why|Example|Better|Silence|Source|Evidence|Options|Habits|Others' words):", re.M)
_FOLDER = "manual"


def as_markdown(rule: str) -> str:
    """Return the manual page of a rule in Markdown, headed by its name. Raise KeyError where there is none."""
    page = _MARKS.sub(r"**\1:**", registry.manual(rule))
    return f"### {rule}\n\n{page.strip()}\n"


@lru_cache(maxsize=512)
def page_file(rule: str) -> Path | None:
    """Return a file with the manual page of a rule, in the user's cache folder; None where that cannot be written."""
    folder = cache.folder()
    if folder is None:
        return None
    path = folder / _FOLDER / f"{rule}.md"
    try:
        text = as_markdown(rule)
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return path
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with beside(path) as written:
            written.write_text(text, encoding="utf-8")
    except (OSError, KeyError, UnicodeDecodeError):
        return None
    return path

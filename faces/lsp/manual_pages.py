"""Manual pages of rules as files, for editors that open what a diagnostic's code points to."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from yizhi.service.catalogue import ENGLISH, LANGUAGES, Catalogue, catalogue
from yizhi.service.manuals import LABELS, manual_page
from yizhi.termbase import cache
from yizhi.termbase.files import beside

_MARKS = {
    words.language: re.compile(rf"^((?:{'|'.join(map(words.text, LABELS))})[:：])", re.M)
    for words in map(catalogue, LANGUAGES)
}
_FOLDER = "manual"


def as_markdown(rule: str, words: Catalogue = ENGLISH) -> str:
    """Return the manual page of a rule in Markdown, headed by its name. Raise KeyError where there is none."""
    page = _MARKS[words.language].sub(r"**\1**", manual_page(rule, words))
    return f"### {rule}\n\n{page.strip()}\n"


@lru_cache(maxsize=512)
def page_file(rule: str, words: Catalogue = ENGLISH) -> Path | None:
    """Return a file with the manual page of a rule, in the user's cache folder; None where that cannot be written."""
    folder = cache.folder()
    if folder is None:
        return None
    path = folder / _FOLDER / words.language / f"{rule}.md"
    try:
        text = as_markdown(rule, words)
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with beside(path) as written:
            written.write_text(text, encoding="utf-8")
    except (OSError, KeyError, UnicodeDecodeError):
        return None
    return path

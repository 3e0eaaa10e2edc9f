"""Exchange forms, found by their files: a module here that offers what `form.py` describes is one, and no list names it."""

from __future__ import annotations

import importlib
import sys
from functools import cache
from pathlib import Path
from typing import Literal, cast

from yizhi.termbase import plugins
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.formats.form import TermbaseFormat

_MEMORIES = (".tmx", ".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".sdltm")
_TRANSLATIONS = (".po", ".pot")
_DOCUMENTS = (".docx", ".docm", ".html", ".htm", ".xhtml", ".md", ".pdf")
_HEAD = 4096
_CONTENT = (".xml", ".txt", "")
"""Endings that say nothing."""


@cache
def forms() -> tuple[TermbaseFormat, ...]:
    """Return every form, by name."""
    names = plugins.module_names(sys.modules[__name__])
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(
        sorted(
            (cast(TermbaseFormat, module) for module in modules if hasattr(module, "NAME")), key=lambda form: form.NAME
        )
    )


def form_of(path: Path, purpose: Literal["read", "write"], name: str = "") -> TermbaseFormat:
    """Return the form that a file's ending stands for, or the one of that name. YizhiError where there is none for the purpose."""
    able = [form for form in forms() if hasattr(form, purpose)]
    if name:
        forms_of_name = [form for form in able if name == form.NAME]
    else:
        forms_of_name = [form for form in able if path.suffix.lower() in form.ENDINGS]
    if not forms_of_name and purpose == "read" and not name:
        forms_of_name = _by_content(able, path)
    if forms_of_name:
        return forms_of_name[0]
    if path.suffix.lower() in _MEMORIES and purpose == "read":
        raise YizhiError("a translation memory, not a termbase", hint=f"yizhi tm import {path.name}", path=path)
    if path.suffix.lower() in _TRANSLATIONS and purpose == "read" and not name:
        raise YizhiError("a file of translations, not a termbase", hint=f"yizhi tm import {path.name}", path=path)
    if path.suffix.lower() in _DOCUMENTS and purpose == "read" and not name:
        hint = f"yizhi mine {path.name} finds terms in it; a table in it can be saved as XLSX"
        raise YizhiError("a document, not a list of terms", hint=hint, path=path)
    if name:
        names = ", ".join(form.NAME for form in able)
        raise YizhiError(f"no form called {name!r} that we can {purpose}", hint=f"one of {names}", path=path)
    endings = " ".join(sorted({ending for form in able for ending in form.ENDINGS}))
    raise YizhiError(
        f"no form that we can {purpose} ends in {path.suffix or 'nothing'!r}", hint=f"use one of {endings}", path=path
    )


def _by_content(able: list[TermbaseFormat], path: Path) -> list[TermbaseFormat]:
    """Return the form of a file whose ending says nothing, by its first bytes; a text is a list in lines."""
    if path.suffix.lower() not in _CONTENT or not path.is_file():
        return []
    with path.open("rb") as file:
        data = file.read(_HEAD)
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    head = data.decode(encoding, "replace").lstrip("\ufeff \r\n\t")
    if head.startswith("<"):
        return [form for form in able if getattr(form, "sniff", None) is not None and form.sniff(head)]  # type: ignore[attr-defined]
    return [form for form in able if form.NAME == "csv"] if path.suffix.lower() == ".txt" else []

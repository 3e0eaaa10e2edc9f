"""One file in, one draft out, whatever its format.

A format is a module in `tm/drafts/formats/` with a `FORMAT`; all are found by folder. A file whose ending is known costs
the import of one module or two, for a checker is run a hundred times a day. Other distributions add formats by entry points of
the group `yizhi.formats`; these read where `--input-format` names them.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from yizhi.termbase import plugins
from yizhi.termbase.collector import paused
from yizhi.termbase.errors import YizhiError, internal_fault
from yizhi.termbase.files import beside
from yizhi.tm.drafts import formats
from yizhi.tm.drafts.format import DraftFormat, Edit, Note, Written
from yizhi.tm.drafts.language_pair import LanguagePair
from yizhi.tm.drafts.source import DraftFile, load
from yizhi.tm.model import Draft

GROUP = "yizhi.formats"
"""The entry points by which other distributions add draft formats: each names a module that declares `FORMAT`."""
_HEAD = 4096
_CONCEPTS = re.compile(rb'\s*\{\s*(?:"version"\s*:\s*\d+\s*,\s*)?"concepts"\s*:')
"""How a termbase in JSON begins."""
FALLBACK = "txt"
_TERMBASES = (".tbx", ".tbxm", ".martif", ".mtf", ".rdf", ".ttl", ".nt", ".jsonld")


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    return plugins.module_names(formats)


def _added(name: str) -> DraftFormat | None:
    """Return the format of a name that another distribution adds; None where there is none."""
    added = plugins.module_of(GROUP, name, "FORMAT", DraftFormat)
    return None if added is None else added[1]


def _format(module: str) -> DraftFormat:
    draft_format: DraftFormat = importlib.import_module(f"{formats.__name__}.{module}").FORMAT
    return draft_format


def known() -> dict[str, DraftFormat]:
    """Return every format by its name."""
    return {item.name: item for item in map(_format, _names())}


def named(name: str) -> DraftFormat:
    """Return the format of a `Draft.format`; its module has its name."""
    module = name.replace("-", "_")
    added = None if module in _names() else _added(name)
    return added or _format(module)


def _by_ending(name: str) -> DraftFormat | None:
    """Return the format to which a file's ending belongs. Modules named like the ending are asked first, so that few are imported."""
    ending = name.rpartition(".")[2]

    def likeness(module: str) -> tuple[bool, int]:
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(module, ending, strict=False))
        return module in ending, len(list(alike))

    for module in sorted(_names(), key=likeness, reverse=True) if ending != name else ():
        draft_format = _format(module)
        if name.endswith(draft_format.endings):
            return draft_format
    return None


def read(path: Path, input_format: str | None = None, pair: LanguagePair | None = None) -> Draft:
    """Return the draft in a file.

    `input_format` is the name of a format, else the file's ending and first bytes decide. Of several languages those of
    `pair` are read; a bilingual file that has them not is refused. Raises YizhiError for the impossible (missing, empty, encrypted, too big, broken); damaged rows or segments are in `Draft.problems`.
    """
    source = load(path, pair)
    try:
        with paused():
            draft = chosen(source, input_format).read(source)
        _require(draft, pair)
        return draft
    except (YizhiError, OSError):
        raise
    except Exception as error:  # a reader's own fault is an error of this file, not of the batch
        raise internal_fault(error, path) from error


def _require(draft: Draft, pair: LanguagePair | None) -> None:
    """Raise YizhiError for a bilingual draft without any unit in a pair of languages."""
    if pair is None or not draft.bilingual or not draft.units:
        return
    pairs = {(unit.source.language, unit.target.language) for unit in draft.units if unit.source and unit.target}
    if pairs and not any(pair.chosen(tags) for tags in pairs):
        held = "; ".join(sorted(" → ".join(tags) for tags in pairs))
        hint = "leave --languages out, or name two of these"
        raise YizhiError(
            f"nothing in {pair.first} and {pair.second}: the file holds {held}", hint=hint, path=draft.path
        )


def edit(
    path: Path,
    changes: Sequence[Edit],
    out: Path,
    notes: Sequence[Note] = (),
    input_format: str | None = None,
    pair: LanguagePair | None = None,
) -> tuple[str, ...]:
    """Write the file with `changes` and `notes` to `out` (which may be `path`), all else as it was. `pair` as in `read`.

    Return what the user must know of the file that was written (it is in another encoding now): mostly nothing.
    Raise YizhiError where the format cannot be written back or changes overlap; `out` is whole or untouched.
    """
    made = edited(load(path, pair), changes, notes, input_format)
    if made.notes and out.exists() and out.samefile(path):
        # A user's own file does not change its encoding by the way.
        raise YizhiError(made.notes[0].partition(";")[0], hint="convert it to UTF-8 first", path=path)
    if not out.parent.is_dir():
        raise YizhiError("no such folder", hint="make it first", path=out.parent)
    try:
        with beside(out) as written:
            written.write_bytes(made.data)
    except OSError as error:
        raise YizhiError(f"cannot be written: {error.strerror or error}", path=out) from error
    return made.notes


def edited(
    source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note] = (), input_format: str | None = None
) -> Written:
    """Return the bytes of a file with `changes` and `notes`, all else as it was.

    Raise YizhiError where the format cannot be written back or changes overlap.
    """
    draft_format = chosen(source, input_format)
    if draft_format.edit is None:
        raise YizhiError(
            f"a {source.path.suffix or draft_format.name} file cannot be written back",
            hint="convert it to DOCX or XLIFF",
            path=source.path,
        )
    made = draft_format.edit(source, changes, notes)
    return made if isinstance(made, Written) else Written(made)


def holds_terms(source: DraftFile) -> bool:
    """Return whether a file is a termbase, by its ending or first bytes: nothing to check, and no translations."""
    head = source.data[:_HEAD]
    ending = source.path.suffix.lower()
    ours = ending == ".json" and _CONCEPTS.match(head) is not None
    if ours or ending in _TERMBASES:
        return True
    return (b"<martif" in head or b"<mtf" in head) and _by_ending(source.path.name.lower()) is None


def chosen(source: DraftFile, input_format: str | None = None) -> DraftFormat:
    """Return the format of a file: as named, else by ending, else by its first bytes, else plain text. Raise YizhiError for an unknown name."""
    if input_format is not None:
        wanted = input_format.lower().lstrip(".")
        for candidate in known().values():
            if wanted == candidate.name or f".{wanted}" in candidate.endings:
                return candidate
        added = _added(wanted)
        if added is not None:
            return added
        names = sorted({*known(), *plugins.installed(GROUP)})
        raise YizhiError(f"unknown input format {input_format!r}", hint=f"one of: {', '.join(names)}")
    if holds_terms(source):
        name = source.path.name
        raise YizhiError(
            "a termbase, not a draft",
            hint=f"check drafts against it with --termbase {name}, or yizhi import {name}",
            path=source.path,
        )
    draft_format = _by_ending(source.path.name.lower())
    if draft_format is not None:
        return draft_format
    head = source.data[:_HEAD]
    return next((candidate for candidate in known().values() if candidate.sniff(head)), known()[FALLBACK])

"""Plain text: as a person wrote it, or as it came out of a page."""

from __future__ import annotations

from collections.abc import Sequence

from termbase.errors import YizhiError
from tm.cleaning.clean import clean
from tm.drafts import monolingual
from tm.drafts.changes import changed, whole
from tm.drafts.format import Change, Format, Note
from tm.drafts.source import Source, refuse_long
from tm.model import Draft


def _read(source: Source) -> Draft:
    decoded = source.decoded()
    refuse_long(decoded.text, source.path)
    return monolingual.draft(source, FORMAT.name, decoded.text, clean(decoded.text), decoded.notes)


def _edit(source: Source, changes: Sequence[Change], notes: Sequence[Note]) -> bytes:
    if notes:
        raise YizhiError(
            "plain text has no place for notes", hint="annotate a DOCX, XLIFF or PO file", path=source.path
        )
    decoded = source.decoded()
    return decoded.encode(changed(decoded.text, whole(changes, source), source))


FORMAT = Format("txt", (".txt", ".text"), _read, edit=_edit, title="plain text")

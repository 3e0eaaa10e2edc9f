"""Plain text: as a person wrote it, or as it came out of a page."""

from __future__ import annotations

from collections.abc import Sequence

from yizhi.termbase.errors import YizhiError
from yizhi.tm.cleaning.clean import clean
from yizhi.tm.drafts import monolingual
from yizhi.tm.drafts.changes import changed, whole
from yizhi.tm.drafts.format import DraftFormat, Edit, Note, Written, encoded
from yizhi.tm.drafts.source import DraftFile, refuse_long
from yizhi.tm.model import Draft


def _read(source: DraftFile) -> Draft:
    decoded = source.decoded()
    refuse_long(decoded.text, source.path)
    return monolingual.draft(source, FORMAT.name, decoded.text, clean(decoded.text), decoded.notes)


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes | Written:
    if notes:
        raise YizhiError(
            "plain text has no place for notes", hint="annotate a DOCX, XLIFF or PO file", path=source.path
        )
    decoded = source.decoded()
    return encoded(decoded, changed(decoded.text, whole(changes, source), source))


FORMAT = DraftFormat("txt", (".txt", ".text"), _read, edit=_edit, title="plain text")

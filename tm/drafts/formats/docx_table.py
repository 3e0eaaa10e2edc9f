"""DOCX read as its bilingual tables alone, whatever stands around them: for `--input-format docx-table`."""

from __future__ import annotations

from collections.abc import Sequence

from yizhi.tm.drafts.format import DraftFormat, Edit, Note
from yizhi.tm.drafts.formats.docx import edit_as, read_as
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.model import Draft


def _read(source: DraftFile) -> Draft:
    return read_as(source, tables=True, name=FORMAT.name)


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes:
    return edit_as(source, changes, notes, tables=True)


FORMAT = DraftFormat("docx-table", (), _read, edit=_edit, title="Word document: bilingual tables")

"""`yizhi tm pretranslate`: what the memory knows, filled into a draft."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.display.memory_units import DEFAULT, Attributes, Documents, MemoryPath, Since, Until
from yizhi.cli.options import NoBuiltin, Plain, PlainFormat, Termbases


def command(
    file: Annotated[
        Path,
        typer.Argument(help="XLIFF, PO, a table, or a document to be translated (docx, txt, md).", show_default=False),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.", show_default=False)],
    memory: MemoryPath = DEFAULT,
    minimum: Annotated[float, typer.Option("--min", help="Least match, in per cent.", min=0, max=100)] = 75,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace translations that are there.")] = False,
    input_format: Annotated[
        str, typer.Option(help="Overrides the guess by the file's ending.", show_default=False)
    ] = "",
    document: Documents = None,
    since: Since = "",
    until: Until = "",
    attribute: Attributes = None,
    form: PlainFormat = Plain.text,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Fill the empty translations of a draft from the memory.

    Of a document in one language a translated copy is made.

    Exact matches are marked as translated, others as to be reviewed, in the way of the format: states of XLIFF, Trados
    and memoQ, PO's fuzzy flag, a note column in tables. Inline codes go where the memory or the text says; those without
    a sure place stand at the end, and the unit is to be reviewed. The report says how much of the text is covered by
    which matches, and the words saved. In a document the paragraphs and sentences that the memory knows are replaced by
    their translations, with comments in Word on those to be reviewed; the others stay as they are.
    """
    from yizhi.cli.actions.pretranslate import PretranslateRequest, pretranslate
    from yizhi.cli.display.memory_units import only, terms

    request = PretranslateRequest(
        file, output, memory, minimum / 100, overwrite, input_format or None, only(document, since, until, attribute)
    )
    pretranslate(request, terms(termbase, no_builtin), as_json=form is Plain.json)

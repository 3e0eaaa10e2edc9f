"""`yizhi tm concordance`: a word in its contexts, in both languages."""

from __future__ import annotations

from typing import Annotated

import typer

from yizhi.cli.display.memory_units import DEFAULT, Attributes, Documents, MemoryPath, Since, Source, Until
from yizhi.cli.options import NoBuiltin, Plain, PlainFormat, Termbases


def command(
    text: Annotated[str, typer.Argument(help="A word, phrase or part of one, in either language.", show_default=False)],
    memory: MemoryPath = DEFAULT,
    concept: Annotated[
        bool, typer.Option("--concept", "-c", help="All the forms of the concept that has this term or id.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", help="At most so many units.", min=1)] = 20,
    source_language: Source = "",
    document: Documents = None,
    since: Since = "",
    until: Until = "",
    attribute: Attributes = None,
    form: PlainFormat = Plain.text,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Show a word in its contexts, with the translations.

    The newest units come first.

    English is found as whole words, Chinese anywhere; case, width and script do not matter. The termbase's counterparts
    are marked in the translations.
    """
    from yizhi.cli.actions.concordance import ConcordanceRequest, show
    from yizhi.cli.display.memory_units import language, only

    request = ConcordanceRequest(
        text, memory, concept, limit, language(source_language), only(document, since, until, attribute),
        tuple(termbase or ()), no_builtin,
    )  # fmt: skip
    show(request, as_json=form is Plain.json)

"""`yizhi tm search`: exact and fuzzy matches for a sentence."""

from __future__ import annotations

from typing import Annotated

import typer

from yizhi.cli.display.memory_units import DEFAULT, Attributes, Documents, MemoryPath, Since, Source, Target, Until
from yizhi.cli.options import NoBuiltin, Plain, PlainFormat, Termbases


def command(
    text: Annotated[str, typer.Argument(help="A sentence in either language.", show_default=False)],
    memory: MemoryPath = DEFAULT,
    minimum: Annotated[float, typer.Option("--min", help="Least score, in per cent.", min=0, max=100)] = 70,
    limit: Annotated[int, typer.Option("--limit", "-n", help="At most so many matches.", min=1)] = 5,
    source_language: Source = "",
    target_language: Target = "",
    as_written: Annotated[
        bool, typer.Option("--as-written", help="Case, width and script count as differences.")
    ] = False,
    document: Documents = None,
    since: Since = "",
    until: Until = "",
    attribute: Attributes = None,
    form: PlainFormat = Plain.text,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Find what the memory has for a sentence.

    A sentence that differs in numbers, dates, symbols or a term of the termbase is proposed with its translation repaired:
    what was exchanged, and what it costs, is shown. Exit code 0, also when there is nothing.
    """
    from yizhi.cli.actions.memory_exchange import Question, search
    from yizhi.cli.display.memory_units import language, only, terms

    question = Question(
        text, memory, language(source_language), language(target_language), minimum / 100, limit, as_written,
        only(document, since, until, attribute),
    )  # fmt: skip
    search(question, terms(termbase, no_builtin), as_json=form is Plain.json)

"""`yizhi export`: the termbase into a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from yizhi.cli.display import terminal
from yizhi.cli.options import NoBuiltin, Termbases
from yizhi.termbase.selection import Condition, chosen, conditions

if TYPE_CHECKING:
    from yizhi.cli.actions.settings import Settings
    from yizhi.termbase.formats.form import ExportOptions
    from yizhi.termbase.library import Library
    from yizhi.termbase.model import Concept


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The concepts to write; may be gone through again and again, as the forms ask."""

    library: Library
    domains: frozenset[str]
    where: tuple[Condition, ...]
    history: bool

    def __iter__(self) -> Iterator[Concept]:
        for concept in self.library.concepts(history=self.history):
            if (not self.domains or concept.domain in self.domains) and chosen(concept, self.where):
                yield concept


class _Order(NamedTuple):
    """What is written where."""

    file: Path
    form: str
    domains: frozenset[str]
    where: tuple[Condition, ...]
    options: ExportOptions


def command(
    file: Annotated[
        Path | None, typer.Argument(help="The file to write; its ending names the form.", show_default=False)
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="The form, where the ending does not say it.")] = "",
    dialect: Annotated[str, typer.Option(help="TBX: core, min, basic or linguist.")] = "",
    style: Annotated[str, typer.Option(help="TBX: dca or dct.")] = "",
    client: Annotated[str, typer.Option("--for", help="Write what this CAT client imports.")] = "",
    source: Annotated[str, typer.Option("--from", help="The source language of a glossary of two languages.")] = "en",
    target: Annotated[str, typer.Option("--to", help="Its target language.")] = "zh-Hans",
    xliff_glossary: Annotated[
        Path | None,
        typer.Option(
            help="Write this draft as XLIFF 2.1 with the terms of each unit (glossary module).", show_default=False
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write, as another way to name it.", show_default=False),
    ] = None,
    domain: Annotated[list[str] | None, typer.Option(help="Only concepts of this domain; repeatable.")] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            help="Only concepts of which this holds: status=preferred, reference=A/RES/*, valid=2019, …; repeatable.",
        ),
    ] = None,
    proposed: Annotated[
        bool, typer.Option("--proposed", help="Only what waits for a decision, as a table to decide in (see `review`).")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Write it again whenever a termbase changes (a CAT tool's glossary folder).")
    ] = False,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Write the termbase into a file.

    json and db hold everything, the others say what they had to leave out.
    """
    from yizhi.cli.actions.settings import settings
    from yizhi.termbase.errors import YizhiError
    from yizhi.termbase.formats.form import ExportOptions

    file = file or out
    if file is None:
        raise YizhiError("no file to write", hint="`yizhi export FILE`, or `-o FILE`")
    configured = settings(termbase, no_builtin)
    if proposed:
        _proposed(file, configured)
        return
    if xliff_glossary is not None:
        from yizhi.cli.actions.xliff_glossary import gloss

        raise typer.Exit(gloss(xliff_glossary, file, configured))
    if file.is_dir():
        from yizhi.cli.actions.export_watch import inside

        file = inside(file, client)
    options = ExportOptions(dialect, style, client, *_languages(source, target))
    order = _Order(file, form, frozenset(domain or ()), conditions(where or ()), options)
    if watch:
        from yizhi.cli.actions.export_watch import keep_fresh

        raise typer.Exit(keep_fresh(configured.termbases, lambda: _write(order, settings(termbase, no_builtin))))
    raise typer.Exit(_write(order, configured))


def _write(order: _Order, configured: Settings) -> int:
    """Write the file and say what is in it; the exit code."""
    from yizhi.cli.display.problems import tell
    from yizhi.termbase.files import distinct
    from yizhi.termbase.formats import form_of

    file = order.file
    writer = form_of(file, "write", order.form)
    distinct([file], configured.termbases)
    with configured.library() as library:
        errors = tell(library.problems)
        chosen = _Chosen(library, order.domains, order.where, getattr(writer, "HISTORY", False))
        with terminal.waiting(f"writing {file.name}"):
            report = writer.write(chosen, file, order.options)
    if report.left_out:
        counts = ", ".join(f"{number:,} {what}" for what, number in report.left_out.most_common())
        terminal.complain(f"{file}: left out, for the form has no place for it: {counts}")
    terminal.out(f"{file}: {report.concepts:,} concepts, {report.terms:,} terms")
    return 2 if errors else 0


def _languages(source: str, target: str) -> tuple[str, str]:
    from yizhi.termbase.errors import YizhiError
    from yizhi.termbase.language import normalise

    try:
        return normalise(source), normalise(target)
    except ValueError as error:
        raise YizhiError(str(error), hint="such as en or zh-Hans") from None


def _proposed(file: Path, configured: Settings) -> None:
    """What waits for a decision, as a table with a column for it."""
    from yizhi.tm.mining import decision_table
    from yizhi.tm.mining.deciding import is_proposed

    with configured.library() as library:
        number = decision_table.write(filter(is_proposed, library.concepts()), file)
    terminal.out(f"{file}: {number:,} proposals; fill the column `decision` ({decision_table.HINT}), then")
    terminal.out(f"  yizhi import --decisions {file}")

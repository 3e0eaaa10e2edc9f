"""What the commands of `yizhi tm` share: options, filters, and the forms in which units are shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yizhi.service.presentation.columns import paint
from yizhi.termbase.errors import YizhiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from yizhi.tm.memory.match import Filter, Origin

MemoryPath = Annotated[
    Path, typer.Option("--memory", "-m", envvar="YIZHI_MEMORY", help="The translation memory.", show_default=True)
]
DEFAULT = Path("yizhi-tm.db")

Documents = Annotated[
    list[str] | None,
    typer.Option("--document", help="Only units of these documents (A-72-* is understood); repeatable."),
]
Since = Annotated[
    str, typer.Option(help="Only units changed on or after this date (2019, 2019-04, …).", show_default=False)
]
Until = Annotated[str, typer.Option(help="Only units changed on or before this date.", show_default=False)]
Attributes = Annotated[
    list[str] | None, typer.Option("--attribute", help="Only units with this attribute, as NAME=VALUE; repeatable.")
]
Source = Annotated[
    str, typer.Option("--source-language", help="Language of the text; else guessed.", show_default=False)
]
Target = Annotated[str, typer.Option("--target-language", help="Language wanted.", show_default=False)]


def only(documents: list[str] | None, since: str, until: str, attributes: list[str] | None) -> Filter | None:
    """Return the filter that options say, None for none. Raise YizhiError for an attribute without `=`."""
    from yizhi.tm.memory.match import Filter

    pairs = []
    for attribute in attributes or ():
        name, equals, value = attribute.partition("=")
        if not equals:
            raise YizhiError(f"--attribute {attribute!r} has no =", hint="write NAME=VALUE")
        pairs.append((name, value))
    return Filter(tuple(documents or ()), since, until, attributes=tuple(pairs)) or None


def language(tag: str) -> str:
    """Return a language option in our form, empty for none. Raise YizhiError for what is no tag."""
    from yizhi.termbase.language import normalise

    try:
        return normalise(tag) if tag else ""
    except ValueError:
        raise YizhiError(f"{tag!r} is no language tag", hint="write zh-Hans, zh-Hant or en") from None


def signed(path: Path, units: int) -> str:
    """Return what reproduces a report about a memory."""
    from yizhi.termbase.packages import version

    return f"yizhi {version('yizhi')}; memory {path} {units} units"


def terms(termbases: list[Path] | None, no_builtin: bool) -> Callable[[str, str, str], Any]:
    """Find terms for repairs; termbases are opened when the first match is not exact."""
    from yizhi.tm.memory.repair import TermSpot

    opened: list[Any] = []

    def find(text: str, source: str, target: str) -> Sequence[TermSpot]:
        if not opened:
            from yizhi.cli.actions.settings import termbase_paths
            from yizhi.termbase.library import open_library
            from yizhi.tm.memory.terms import Finder

            opened.append(Finder(open_library(termbase_paths(termbases), builtin=not no_builtin)))
        spots: Sequence[TermSpot] = opened[0](text, source, target)
        return spots

    return find


def marked(text: str, spans: Sequence[tuple[int, int]], colour: str) -> str:
    """Return a text with places in colour on a terminal, between ⟦ ⟧ elsewhere."""
    marked_text, copied_to = "", 0
    for start, end in spans:
        piece = text[start:end]
        shown = paint(piece, colour)
        marked_text += text[copied_to:start] + (shown if shown != piece else f"⟦{piece}⟧")
        copied_to = end
    return marked_text + text[copied_to:]


def told(origins: Sequence[Origin]) -> str:
    """Return where a unit comes from, in a line."""
    if not origins:
        return ""
    first = origins[0]
    parts = [first.document, f"unit {first.unit}", first.date[:10], first.author]
    more = f" (and {len(origins) - 1} more)" if len(origins) > 1 else ""
    return ", ".join(part for part in parts if part) + more

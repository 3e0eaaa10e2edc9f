"""Files on their way into a memory: TMX streaming, every other bilingual form through the reader of drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from yizhi.termbase.errors import ProblemSink, YizhiError
from yizhi.termbase.language import UNKNOWN
from yizhi.tm.drafts.source import load
from yizhi.tm.model import Draft, Pair, Problem, Unit

TABLES = ("tsv", "csv", "xlsx")
_UNDONE = frozenset(
    ["fuzzy", "initial", "new", "needs-translation", "needs-adaptation", "needs-l10n", "needs-review-translation",
     "needs-review-adaptation", "needs-review-l10n", "unapproved", "rejected"]
)  # fmt: skip
"""States of PO and XLIFF that say: this is no translation that anybody stands for."""
_UNDONE_BY_TOOLS = {
    "conf": frozenset({"draft", "rejectedtranslation", "rejectedsignoff"}),
    "status": frozenset(
        {"notstarted", "pretranslated", "partiallyedited", "machinetranslated", "assembledfromfragments", "rejected"}
    ),
}
"""The same in the words of Trados and memoQ."""

_FACTS = {"date": "changed", "changed": "changed", "created": "created", "author": "author"}


def pairs(path: Path, problems: ProblemSink, input_format: str | None = None, undone: bool = False) -> Iterator[Pair]:
    """Yield the translation units of a file. What cannot be used, and translations that nobody stands for, go into `problems`.

    `undone` takes the latter too. Raises YizhiError where the file is monolingual or cannot be read.
    """
    if (input_format or path.suffix.lstrip(".")).lower() == "tmx":
        from yizhi.tm.formats import tmx

        yield from tmx.read(path, problems)
        return
    from yizhi.tm.drafts.reader import chosen, holds_terms

    source = load(path)
    if input_format is None and holds_terms(source):
        raise YizhiError("a termbase, not a translation memory", hint=f"yizhi import {path.name}", path=path)
    form = chosen(source, input_format)
    if form.name == "tmx":
        from yizhi.tm.formats import tmx

        yield from tmx.read(path, problems)
        return
    draft = form.read(source)
    if not draft.bilingual:
        raise YizhiError("one language only: nothing to remember", hint="pair it with `yizhi align`", path=path)
    for problem in draft.problems:
        problems.append(problem)
    yield from of_draft(draft, problems, undone)


def of_draft(draft: Draft, problems: ProblemSink, undone: bool = False) -> Iterator[Pair]:
    """Yield the pairs of a bilingual draft; units without translation are none."""
    left_out = unknown = 0
    for unit in draft.units:
        if unit.source is None or unit.target is None or not unit.target.text.strip() or not unit.source.text.strip():
            continue
        if not undone and _states(unit.attributes) & _UNDONE:
            left_out += 1
            continue
        if UNKNOWN in (unit.source.language, unit.target.language):
            unknown += 1
            continue
        yield _pair(unit, draft)
    if unknown:
        message = f"{unknown:,} units were not taken: nothing says which language their translations are in"
        problems.append(Problem(draft.path, None, message))
    if left_out:
        problems.append(
            Problem(draft.path, None, f"{left_out:,} translations marked as unfinished were not taken", lost=False)
        )


def _states(attributes: Iterable[tuple[str, str]]) -> set[str]:
    return {value for name, value in attributes if name == "state"} | {
        "unapproved"
        for name, value in attributes
        if (name == "approved" and value == "no") or value.lower() in _UNDONE_BY_TOOLS.get(name, ())
    }


def _pair(unit: Unit, draft: Draft) -> Pair:
    assert unit.source is not None
    assert unit.target is not None
    facts: dict[str, str] = {}
    remaining = []
    for name, value in unit.attributes:
        if name in _FACTS and _FACTS[name] not in facts:
            facts[_FACTS[name]] = value
        else:
            remaining.append((name, value))
    file_name = Path(draft.path).name
    document = (
        unit.document.replace(draft.path, file_name, 1) if unit.document.startswith(draft.path) else unit.document
    )
    if draft.format in TABLES and document.startswith(f"{file_name}#"):
        document = file_name  # rows without a document of their own
    return Pair(unit.source, unit.target, unit.id or "", document, attributes=tuple(remaining), **facts)


def count(path: Path) -> int | None:
    """About how many units a TMX file has, for telling the time left; None for other files."""
    if path.suffix.lower() != ".tmx":
        return None
    total, pending = 0, b""
    with path.open("rb") as file:
        while block := file.read(1 << 22):
            block = pending + block
            total += block.count(b"<tu>") + block.count(b"<tu ")
            pending = block[-3:]
    return total or None

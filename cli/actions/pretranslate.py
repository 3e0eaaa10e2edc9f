"""What `yizhi tm pretranslate` does: fills a draft, writes it, and tells what is covered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yizhi.cli.display import terminal
from yizhi.cli.display.memory_units import signed
from yizhi.service.plain import plain_match
from yizhi.service.presentation.columns import cell
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.files import distinct
from yizhi.tm.memory.sources import TABLES

if TYPE_CHECKING:
    from yizhi.tm.drafts.format import Edit, Note
    from yizhi.tm.memory.match import Filter
    from yizhi.tm.memory.pretranslate import Filled
    from yizhi.tm.model import Draft

NAMED = 8
"""Units that are named in a line."""


@dataclass(frozen=True, slots=True)
class PretranslateRequest:
    """What is filled, from where, and how."""

    file: Path
    output: Path
    memory: Path
    minimum: float
    overwrite: bool
    input_format: str | None
    only: Filter | None


def pretranslate(request: PretranslateRequest, terms: Callable[[str, str, str], Any], *, as_json: bool) -> None:
    """Fill a draft and reports."""
    from yizhi.tm.drafts.reader import edit, named, read
    from yizhi.tm.memory import running_text
    from yizhi.tm.memory.memory import open_memory
    from yizhi.tm.memory.pretranslate import fill

    distinct([request.output], [request.file, request.memory])
    draft = read(request.file, request.input_format)
    form = named(draft.format)
    if form.edit is None:
        raise YizhiError(
            f"a {request.file.suffix or form.name} file cannot be written back",
            hint="convert it to XLIFF",
            path=request.file,
        )
    if not request.output.parent.is_dir():
        raise YizhiError("no such folder", hint="make it first", path=request.output.parent)
    with open_memory(request.memory) as memory:
        units = memory.units()

        def known(pairs: Draft) -> list[Filled]:
            result = fill(memory, pairs, request.minimum, request.only, terms, request.overwrite, codes=form.codes)
            return list(terminal.progress(result, "translating", len(pairs.units)))

        text = draft.text
        if text is not None:
            draft = running_text.paired(draft, known)
        filled = known(draft)
    if text is None:
        changes, notes = _edits(draft, filled, codes=form.codes)
    else:
        changes, notes = list(running_text.edits(draft, text, filled)), _notes(draft, filled)
    for remark in edit(request.file, changes, request.output, notes, input_format=request.input_format):
        terminal.complain(f"{request.output}: {remark}")
    if as_json:
        terminal.out_json(_plain(request, draft, filled) | {"signature": signed(request.memory, units)})
    else:
        _tell(request, draft, filled)


def _edits(draft: Draft, filled: Sequence[Filled], *, codes: bool) -> tuple[list[Edit], list[Note]]:
    """Return what is written into the draft."""
    from yizhi.tm.drafts.format import Edit, Note

    changes, notes = [], []
    for filling in filled:
        if filling.match is None:
            continue
        target, proposal = draft.units[filling.unit].target, filling.match.proposal
        there = len(target.text) if target is not None else 0
        tags = filling.codes.tags if codes else None
        changes.append(Edit(filling.unit, 0, there, proposal, state=filling.state, percent=filling.percent, tags=tags))
        if state := _said(filling, draft.format):
            notes.append(Note(filling.unit, 0, len(proposal), state))
    return changes, notes


def _notes(draft: Draft, filled: Sequence[Filled]) -> list[Note]:
    """Return what is said in a document of the sentences that somebody has to look at; plain text has no place for it."""
    from yizhi.tm.drafts.format import Note

    if draft.format not in _WITH_COMMENTS:
        return []
    notes = []
    for item in filled:
        source = draft.units[item.unit].source
        if item.match is not None and source is not None and source.origin is not None and (wording := _said(item, "")):
            notes.append(Note(None, *source.origin.span(0, len(source.text)), wording))
    return notes


_WITH_COMMENTS = ("docx", "docx-text")
"""Formats of running text in which a remark can stand."""


def _plain(request: PretranslateRequest, draft: Draft, filled: Sequence[Filled]) -> dict[str, Any]:
    """Return the report as JSON."""
    from yizhi.tm.memory.pretranslate import coverage

    covered = coverage(filled)
    matches = [
        {
            "unit": draft.units[filling.unit].id,
            "state": filling.state,
            "codes": {
                "placed": len(filling.codes.tags) - len(filling.codes.unsure),
                "appended": len(filling.codes.unsure),
            },
            **plain_match(filling.match),
        }
        for filling in filled
        if filling.match is not None
    ]
    return {
        "version": 1,
        "path": str(request.output),
        "units": len(filled),
        "filled": len(matches),
        "words": sum(filling.words for filling in covered),
        "saved": round(sum(filling.saved for filling in covered)),
        "bands": [
            {"band": filling.band, "units": filling.units, "words": filling.words, "saved": round(filling.saved)}
            for filling in covered
        ],
        "matches": matches,
    }


def _tell(request: PretranslateRequest, draft: Draft, filled: Sequence[Filled]) -> None:
    """The report for a person: what is covered by matches of each band, and the codes that somebody has to place."""
    from yizhi.tm.memory.pretranslate import coverage

    covered = coverage(filled)
    saved, size = sum(filling.saved for filling in covered), sum(filling.words for filling in covered)
    made = sum(filling.match is not None for filling in filled)
    terminal.out(f"{request.output}: {made:,} of {len(filled):,} units filled")
    terminal.out(f"  {cell('match', 18)}{'units':>8}{'words':>10}{'saved':>10}")
    for row in covered:
        if row.units:
            terminal.out(f"  {cell(row.band, 18)}{row.units:>8,}{row.words:>10,}{row.saved:>10,.0f}")
    share = f" ({saved / size:.0%})" if size else ""
    terminal.out(f"  {cell('together', 18)}{len(filled):>8,}{size:>10,}{saved:>10,.0f}{share}")
    every = sum(len(filling.codes.tags) for filling in filled)
    unsure = [filling for filling in filled if filling.codes.unsure]
    if not every:
        return
    unsure_codes = sum(len(filling.codes.unsure) for filling in unsure)
    terminal.out(f"  inline codes: {every - unsure_codes:,} of {every:,} in their places")
    if unsure:
        shown = ", ".join(str(draft.units[filling.unit].id) for filling in unsure[:NAMED])
        more = f" and {len(unsure) - NAMED:,} more" if len(unsure) > NAMED else ""
        terminal.out(f"  {unsure_codes:,} at the end of the translation, to be placed by you: units {shown}{more}")


def _said(filling: Filled, form: str) -> str:
    """Return what a reviewer should know about a match, in a line; of exact ones only a table has to say that they are."""
    match = filling.match
    assert match is not None
    if filling.state == "exact" and form not in TABLES:
        return ""
    where = f", from {match.origins[0].document}" if match.origins else ""
    repaired = "; ".join(f"{repair.old} → {repair.new}" for repair in match.repairs)
    differs = "; ".join(f"{filling.stored or '–'} → {filling.text or '–'}" for filling in match.differences[:6])
    parts = [f"{match.score:.0%} match{where}"]
    parts += [f"source differs: {differs}"] if differs else []
    parts += [f"repaired: {repaired}"] if repaired else []
    unsure = len(filling.codes.unsure)
    parts += [f"{unsure} inline code{'s' if unsure > 1 else ''} at the end without a sure place"] if unsure else []
    parts += ["a text inside an inline code is not translated"] if filling.untranslated else []
    return ". ".join(parts)

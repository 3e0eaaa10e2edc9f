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
    """Fills a draft and reports."""
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
            found = fill(memory, pairs, request.minimum, request.only, terms, request.overwrite, codes=form.codes)
            return list(terminal.progress(found, "translating", len(pairs.units)))

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
    """What is written into the draft."""
    from yizhi.tm.drafts.format import Edit, Note

    changes, notes = [], []
    for one in filled:
        if one.match is None:
            continue
        target, proposal = draft.units[one.unit].target, one.match.proposal
        there = len(target.text) if target is not None else 0
        tags = one.codes.tags if codes else None
        changes.append(Edit(one.unit, 0, there, proposal, state=one.state, percent=one.percent, tags=tags))
        if said := _said(one, draft.format):
            notes.append(Note(one.unit, 0, len(proposal), said))
    return changes, notes


def _notes(draft: Draft, filled: Sequence[Filled]) -> list[Note]:
    """What is said in a document of the sentences that somebody has to look at; plain text has no place for it."""
    from yizhi.tm.drafts.format import Note

    if draft.format not in _WITH_COMMENTS:
        return []
    notes = []
    for one in filled:
        source = draft.units[one.unit].source
        if one.match is not None and source is not None and source.origin is not None and (said := _said(one, "")):
            notes.append(Note(None, *source.origin.span(0, len(source.text)), said))
    return notes


_WITH_COMMENTS = ("docx", "docx-text")
"""Formats of running text in which a remark can stand."""


def _plain(request: PretranslateRequest, draft: Draft, filled: Sequence[Filled]) -> dict[str, Any]:
    """The report as JSON."""
    from yizhi.tm.memory.pretranslate import coverage

    covered = coverage(filled)
    matches = [
        {
            "unit": draft.units[one.unit].id,
            "state": one.state,
            "codes": {"placed": len(one.codes.tags) - len(one.codes.unsure), "appended": len(one.codes.unsure)},
            **plain_match(one.match),
        }
        for one in filled
        if one.match is not None
    ]
    return {
        "version": 1,
        "path": str(request.output),
        "units": len(filled),
        "filled": len(matches),
        "words": sum(one.words for one in covered),
        "saved": round(sum(one.saved for one in covered)),
        "bands": [
            {"band": one.band, "units": one.units, "words": one.words, "saved": round(one.saved)} for one in covered
        ],
        "matches": matches,
    }


def _tell(request: PretranslateRequest, draft: Draft, filled: Sequence[Filled]) -> None:
    """The report for a person: what is covered by matches of each band, and the codes that somebody has to place."""
    from yizhi.tm.memory.pretranslate import coverage

    covered = coverage(filled)
    saved, size = sum(one.saved for one in covered), sum(one.words for one in covered)
    made = sum(one.match is not None for one in filled)
    terminal.out(f"{request.output}: {made:,} of {len(filled):,} units filled")
    terminal.out(f"  {cell('match', 18)}{'units':>8}{'words':>10}{'saved':>10}")
    for row in covered:
        if row.units:
            terminal.out(f"  {cell(row.band, 18)}{row.units:>8,}{row.words:>10,}{row.saved:>10,.0f}")
    share = f" ({saved / size:.0%})" if size else ""
    terminal.out(f"  {cell('together', 18)}{len(filled):>8,}{size:>10,}{saved:>10,.0f}{share}")
    every = sum(len(one.codes.tags) for one in filled)
    unsure = [one for one in filled if one.codes.unsure]
    if not every:
        return
    left = sum(len(one.codes.unsure) for one in unsure)
    terminal.out(f"  inline codes: {every - left:,} of {every:,} in their places")
    if unsure:
        shown = ", ".join(str(draft.units[one.unit].id) for one in unsure[:NAMED])
        more = f" and {len(unsure) - NAMED:,} more" if len(unsure) > NAMED else ""
        terminal.out(f"  {left:,} at the end of the translation, to be placed by you: units {shown}{more}")


def _said(one: Filled, form: str) -> str:
    """What a reviewer should know about a match, in a line; of exact ones only a table has to say that they are."""
    match = one.match
    assert match is not None
    if one.state == "exact" and form not in TABLES:
        return ""
    where = f", from {match.origins[0].document}" if match.origins else ""
    repaired = "; ".join(f"{repair.old} → {repair.new}" for repair in match.repairs)
    differs = "; ".join(f"{one.stored or '–'} → {one.text or '–'}" for one in match.differences[:6])
    parts = [f"{match.score:.0%} match{where}"]
    parts += [f"source differs: {differs}"] if differs else []
    parts += [f"repaired: {repaired}"] if repaired else []
    unsure = len(one.codes.unsure)
    parts += [f"{unsure} inline code{'s' if unsure > 1 else ''} at the end without a sure place"] if unsure else []
    parts += ["a text inside an inline code is not translated"] if one.untranslated else []
    return ". ".join(parts)

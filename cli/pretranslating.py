"""What `yizhi tm pretranslate` does: fills a draft, writes it, and tells what is covered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli import terminal
from cli.memory import plain_match, signed
from cli.wide import cell
from termbase.errors import YizhiError
from tm.memory.sources import TABLES

if TYPE_CHECKING:
    from tm.memory.match import Filter
    from tm.memory.pretranslate import Filled


@dataclass(frozen=True, slots=True)
class Request:
    """What is filled, from where, and how."""

    file: Path
    output: Path
    memory: Path
    minimum: float
    overwrite: bool
    input_format: str | None
    only: Filter | None


def pretranslate(request: Request, terms: Callable[[str, str, str], Any], *, as_json: bool) -> None:
    """Fills a draft and reports."""
    from tm.drafts.format import Change, Note
    from tm.drafts.reader import edit, read
    from tm.memory.memory import open_memory
    from tm.memory.pretranslate import coverage, fill

    draft = read(request.file, request.input_format)
    if not draft.bilingual:
        raise YizhiError("one language only: nothing to fill", hint="give an XLIFF, PO or table", path=request.file)
    with open_memory(request.memory) as memory:
        units = memory.units()
        found = terminal.progress(
            fill(memory, draft, request.minimum, request.only, terms, request.overwrite),
            "translating",
            len(draft.units),
        )
        filled = list(found)
    changes, notes = [], []
    for one in filled:
        if one.match is not None:
            target = draft.units[one.unit].target
            there = len(target.text) if target is not None else 0
            state = "exact" if one.match.worth >= 1 else "fuzzy"
            changes.append(Change(one.unit, 0, there, one.match.proposal, state=state))
            if said := _said(one, draft.format):
                notes.append(Note(one.unit, 0, len(one.match.proposal), said))
    edit(request.file, changes, request.output, notes, input_format=request.input_format)
    covered = coverage(filled)
    saved = sum(one.saved for one in covered)
    size = sum(one.words for one in covered)
    if as_json:
        terminal.out_json(
            {
                "version": 1,
                "path": str(request.output),
                "units": len(filled),
                "filled": len(changes),
                "words": size,
                "saved": round(saved),
                "bands": [
                    {"band": one.band, "units": one.units, "words": one.words, "saved": round(one.saved)}
                    for one in covered
                ],
                "matches": [
                    {"unit": draft.units[one.unit].id, **plain_match(one.match)}
                    for one in filled
                    if one.match is not None
                ],
                "signature": signed(request.memory, units),
            }
        )
        return
    terminal.out(f"{request.output}: {len(changes):,} of {len(filled):,} units filled")
    terminal.out(f"  {cell('match', 18)}{'units':>8}{'words':>10}{'saved':>10}")
    for row in covered:
        if row.units:
            terminal.out(f"  {cell(row.band, 18)}{row.units:>8,}{row.words:>10,}{row.saved:>10,.0f}")
    share = f" ({saved / size:.0%})" if size else ""
    terminal.out(f"  {cell('together', 18)}{len(filled):>8,}{size:>10,}{saved:>10,.0f}{share}")


def _said(one: Filled, form: str) -> str:
    """What a reviewer should know about a match, in a line; of exact ones only a table has to say that they are."""
    match = one.match
    assert match is not None
    if match.worth >= 1 and form not in TABLES:
        return ""
    where = f", from {match.origins[0].document}" if match.origins else ""
    repaired = "; ".join(f"{repair.old} → {repair.new}" for repair in match.repairs)
    differs = "; ".join(f"{one.stored or '–'} → {one.text or '–'}" for one in match.differences[:6])
    parts = [f"{match.score:.0%} match{where}"]
    parts += [f"source differs: {differs}"] if differs else []
    parts += [f"repaired: {repaired}"] if repaired else []
    return ". ".join(parts)

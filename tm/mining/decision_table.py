"""Proposals as a table for a spreadsheet, and the decisions back: the columns of a term table with `decision` before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.termbase.files import beside
from yizhi.termbase.formats import table_csv, table_tsv, table_xlsx
from yizhi.termbase.formats.form import Problem
from yizhi.termbase.formats.table import FIELDS, RELATIONS, Row, TermColumns, row_for
from yizhi.termbase.model import Concept, Status, Term
from yizhi.termbase.store.writing import Termbase
from yizhi.tm.mining import deciding
from yizhi.tm.mining.deciding import is_proposed
from yizhi.tm.mining.proposals import DECIDE

DECISION = "decision"
_FIRST = (
    "id", "zh-Hans", "zh-Hans.short", "zh-Hans.abbreviation", "zh-Hant", "en", "en.short", "en.abbreviation", "domain", "definition",
    "note", "reference", "strictness", "status",
)  # fmt: skip
COLUMNS = (*_FIRST, *(name for name in (*FIELDS, *RELATIONS) if name not in _FIRST))
HINT = "accept, reject, or merge ID; empty: later"

_ACCEPT = {"accept", "accepted", "a", "yes", "y", "ok", "x", "✓", "接受", "采纳", "同意", "是"}
_REJECT = {"reject", "rejected", "r", "no", "n", "-", "✗", "拒绝", "不采纳", "否", "删除"}
_MERGE = re.compile(r"(?:(?:merge(?:\s+(?:into|with))?|m)[\s:：=]+|合并(?:入|到)?[\s:：=]*)(?P<id>\S+)", re.IGNORECASE)


class _Form(Protocol):
    """What is used of a table form: its rows, and how rows are written."""

    def rows(self, path: Path) -> Iterator[Row]: ...

    def write_rows_to(self, rows: Iterable[list[str]], path: Path) -> None: ...


_FORMS: dict[str, _Form] = {".xlsx": table_xlsx, ".tsv": table_tsv, ".csv": table_csv}


@dataclass(slots=True)
class DecisionOutcome:
    """What became of a table of decisions, in concepts."""

    accepted: int = 0
    merged: int = 0
    rejected: int = 0
    later: int = 0


def write(proposals: Iterable[Concept], path: Path) -> int:
    """Write the proposals for deciding in a spreadsheet; how many."""
    form = _form(path)
    columns = TermColumns(COLUMNS)
    number = 0

    def rows() -> Iterator[list[str]]:
        nonlocal number
        yield [DECISION, *COLUMNS]
        for concept in proposals:
            number += 1
            yield ["", *row_for(concept, columns)]

    with beside(path) as written:
        form.write_rows_to(rows(), written)
    return number


def _form(path: Path) -> _Form:
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        raise YizhiError("proposals are decided in a table", hint=f"use one of {' '.join(_FORMS)}", path=path)
    return form


def take_decisions(
    base: Termbase, path: Path, concept_of: Callable[[str], Concept | None], *, who: str = ""
) -> tuple[DecisionOutcome, list[Problem]]:
    """Do what the column `decision` of a table says, in one change; what cannot be done goes into the problems.

    What was edited in the other columns of an accepted or merged row holds. `known` gives concepts of other termbases, for
    merging. Raises Malformed where the table has no such column.
    """
    rows = _form(path).rows(path)
    line, header = next(((line, cells) for line, cells in rows if any(cell.strip() for cell in cells)), (1, ()))
    names = [cell.strip().lower() for cell in header]
    if DECISION not in names:
        raise Malformed("no column `decision`", hint="`yizhi export FILE --proposed` writes one", path=path, line=line)
    decision_column = names.index(DECISION)
    columns = TermColumns([cell for number, cell in enumerate(header) if number != decision_column])
    outcome, problems = DecisionOutcome(), []
    with base.change(DECIDE, source=str(path), who=who) as writer:
        for line, cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            decision = cells[decision_column].strip() if decision_column < len(cells) else ""
            other_cells = [cell for number, cell in enumerate(cells) if number != decision_column]
            try:
                action, target = _read(decision, base, concept_of)
                if action is None:
                    outcome.later += 1
                    continue
                concept = _decided(base, columns.concept(other_cells))
                if action == "accept":
                    deciding.write_accepted(writer, concept)
                    outcome.accepted += 1
                elif action == "reject":
                    writer.remove(concept.id)
                    outcome.rejected += 1
                elif target is not None:
                    deciding.write_merged(writer, concept, target)
                    outcome.merged += 1
            except (ValueError, YizhiError) as error:
                message = error.message if isinstance(error, YizhiError) else str(error)
                problems.append(Problem(str(path), line, message))
    return outcome, problems


def _read(
    decision: str, base: Termbase, concept_of: Callable[[str], Concept | None]
) -> tuple[str | None, Concept | None]:
    """Return (what to do, into what) of a cell; ValueError where it makes no sense."""
    plain = decision.lower().strip(" .。")
    if not plain or plain in ("later", "skip", "?", "稍后"):
        return None, None
    if plain in _ACCEPT:
        return "accept", None
    if plain in _REJECT:
        return "reject", None
    merge_match = _MERGE.fullmatch(decision.strip())
    if merge_match is None:
        raise ValueError(f"{decision!r:.40} is no decision: {HINT}")
    target = base.concept(merge_match["id"]) or concept_of(merge_match["id"])
    if target is None:
        raise ValueError(f"there is no concept {merge_match['id']!r:.40} to merge into")
    return "merge", target


def _decided(base: Termbase, row: Concept) -> Concept:
    """Return the proposal that a row is about, with what was edited in the row."""
    before = base.concept(row.id)
    if before is None or not is_proposed(before):
        raise ValueError(f"{row.id!r:.60} waits for no decision")
    return replace(
        before, terms=_terms(before.terms, row.terms), domain=row.domain, definition=row.definition, note=row.note,
        references=row.references, links=row.links, strictness=row.strictness,
    )  # fmt: skip


def _terms(before: Sequence[Term], now: Sequence[Term]) -> tuple[Term, ...]:
    """Return the terms of a row, proposed until they are accepted; what is said of a term that was there stays."""
    terms_before = {(term.text, term.language, term.kind): term for term in before}
    return tuple(
        terms_before.get((term.text, term.language, term.kind)) or replace(term, status=Status.PROPOSED) for term in now
    )

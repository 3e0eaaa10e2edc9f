"""What `yizhi tm concordance` does: a word in its contexts, in columns that line up, or as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from yizhi.cli.display import terminal
from yizhi.cli.display.memory_units import signed, told
from yizhi.service.concordance import ConcordanceQuestion, concordance_of
from yizhi.service.plain import plain_concordance
from yizhi.service.presentation.columns import flat, paint, width

if TYPE_CHECKING:
    from yizhi.tm.memory.concordance import ConcordanceLine
    from yizhi.tm.memory.match import Filter


@dataclass(frozen=True, slots=True)
class ConcordanceRequest:
    """What is looked for."""

    text: str
    memory: Path
    concept: bool
    limit: int
    language: str
    only: Filter | None
    termbases: tuple[Path, ...]
    no_builtin: bool


def show(request: ConcordanceRequest, *, as_json: bool) -> None:
    """Look a word up and shows its contexts."""
    from yizhi.cli.actions.settings import termbase_paths
    from yizhi.termbase.library import open_library
    from yizhi.tm.memory.memory import open_memory

    question = ConcordanceQuestion(request.text, request.concept, request.limit, request.language, request.only)
    with (
        open_memory(request.memory) as memory,
        open_library(termbase_paths(list(request.termbases) or None), builtin=not request.no_builtin) as library,
    ):
        answer = concordance_of(question, library, memory)
    lines, words = answer.result, answer.words
    if as_json:
        terminal.out_json(
            {"version": 1, **plain_concordance(answer), "signature": signed(request.memory, answer.units)}
        )
        return
    columns = min(get_terminal_size((80, 24)).columns, 160)
    for line in lines.lines:
        _print(line, columns)
    about = "" if lines.counted else "at most "
    what = " | ".join(words[:4]) + (" | …" if len(words) > 4 else "")
    terminal.out(f"{len(lines.lines):,} of {about}{lines.total:,} units with {what}")


def _print(line: ConcordanceLine, columns: int) -> None:
    """The word in the middle, its context beside it; below the translation round its counterpart; then where from."""
    for start, end in line.places:
        terminal.out(_kwic(line.source, start, end, columns, "1;33"))
    start, end = line.target_places[0] if line.target_places else (0, 0)
    terminal.out(_kwic(line.target, start, end, columns, "1;32"))
    terminal.out(paint(f"    {told(line.origins)}", "2"))


def _kwic(text: str, start: int, end: int, columns: int, colour: str) -> str:
    """Return a place in its context on one line; without a place, the beginning of the text."""
    if start == end:
        return "    " + _fitted(flat(text), columns - 5)
    word = flat(text[start:end])
    side = max((columns - width(word) - 4) // 2, 8)
    before, after = flat(text[:start]), flat(text[end:])
    left = before
    while width(left) > side:
        left = left[1:]
    if left != before:
        left = "…" + left[1:]
    shown = paint(word, colour)
    shown = shown if shown != word else f"⟦{word}⟧"
    return " " * max(side - width(left), 0) + left + shown + _fitted(after, side)


def _fitted(text: str, columns: int) -> str:
    if width(text) <= columns:
        return text
    while width(text) > columns - 1:
        text = text[:-1]
    return text + "…"

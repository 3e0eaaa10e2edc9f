"""What `yizhi tm concordance` does: a word in its contexts, in columns that line up, or as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from yizhi.cli.display import terminal
from yizhi.cli.display.memory_units import plain_origin, signed, told
from yizhi.service.presentation.columns import flat, paint, width
from yizhi.termbase.errors import YizhiError

if TYPE_CHECKING:
    from yizhi.termbase.library import Library
    from yizhi.termbase.model import Concept
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
    """Looks a word up and shows its contexts."""
    from yizhi.cli.options import termbase_paths
    from yizhi.termbase.language import guess
    from yizhi.termbase.library import open_library
    from yizhi.tm.memory.concordance import concordance
    from yizhi.tm.memory.memory import open_memory

    if not request.text.strip():
        raise YizhiError("an empty text stands everywhere", hint="give a word")
    with (
        open_memory(request.memory) as memory,
        open_library(termbase_paths(list(request.termbases) or None), builtin=not request.no_builtin) as library,
    ):
        concepts = _concepts(library, request)
        language = request.language or guess(request.text)
        words = _forms(concepts[:1], language, True) if request.concept else []
        words = words or [request.text]
        found = concordance(
            memory, words, _forms(concepts, language, False), language, limit=request.limit, only=request.only
        )
        units = memory.units()
    if as_json:
        terminal.out_json(
            {
                "version": 1,
                "words": words,
                "concepts": [concept.id for concept in concepts],
                "total": found.total,
                "counted": found.counted,
                "lines": [_plain(line) for line in found.lines],
                "signature": signed(request.memory, units),
            }
        )
        return
    columns = min(get_terminal_size((80, 24)).columns, 160)
    for line in found.lines:
        _print(line, columns)
    about = "" if found.counted else "at most "
    what = " | ".join(words[:4]) + (" | …" if len(words) > 4 else "")
    terminal.out(f"{len(found.lines):,} of {about}{found.total:,} units with {what}")


def _concepts(library: Library, request: ConcordanceRequest) -> list[Concept]:
    """The concepts that have the text as a term (or id); YizhiError where one is wanted and none is found."""
    from yizhi.termbase.lookup import Nearness

    known = library.concept(request.text)
    found = [known] if known is not None else []
    found += [
        match.concept
        for match in library.lookup(request.text, 5)
        if match.kind in (Nearness.EXACT, Nearness.NORMALISED)
    ]
    if not found:  # a plural, a variant: what the recogniser takes for a term, the whole of it
        found = _recognised(library, request.text.strip())
    if request.concept and not found:
        raise YizhiError(f"no concept has the term {request.text!r}", hint="`yizhi lookup` finds near ones")
    return found


def _recognised(library: Library, text: str) -> list[Concept]:
    """The concept of a term that makes up the whole of a text in one of its forms."""
    from yizhi.termbase.language import guess
    from yizhi.termbase.recognition.recogniser import Recogniser

    hits = [hit for hit in Recogniser.of(library).hits(text, guess(text)) if hit.end - hit.start == len(text)]
    concepts = [library.concept(hit.concept) for hit in hits]
    return [concept for concept in concepts if concept is not None]


def _forms(concepts: list[Concept], language: str, same: bool) -> list[str]:
    """All the written forms of some concepts in a language, or (not `same`) in the others; the longest first."""
    from yizhi.termbase.language import is_chinese
    from yizhi.termbase.recognition.forms import forms
    from yizhi.tm.memory.approved import same_language

    out: dict[str, None] = {}
    for concept in concepts:
        for term in concept.terms:
            if same_language(term.language, language) is same:
                every = [term.text] if is_chinese(term.language) else forms(term.text)
                out.update(dict.fromkeys(every))
    return sorted(out, key=len, reverse=True)


def _plain(line: ConcordanceLine) -> dict[str, object]:
    return {
        "source": line.source,
        "target": line.target,
        "languages": {"source": line.source_language, "target": line.target_language},
        "places": [list(place) for place in line.places],
        "target_places": [list(place) for place in line.target_places],
        "origins": [plain_origin(one) for one in line.origins],
    }


def _print(line: ConcordanceLine, columns: int) -> None:
    """The word in the middle, its context beside it; below the translation round its counterpart; then where from."""
    for start, end in line.places:
        terminal.out(_kwic(line.source, start, end, columns, "1;33"))
    start, end = line.target_places[0] if line.target_places else (0, 0)
    terminal.out(_kwic(line.target, start, end, columns, "1;32"))
    terminal.out(paint(f"    {told(line.origins)}", "2"))


def _kwic(text: str, start: int, end: int, columns: int, colour: str) -> str:
    """A place in its context on one line; without a place, the beginning of the text."""
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

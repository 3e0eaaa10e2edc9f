"""What `yizhi recognize` does: reads texts, finds the terms, shows them as lines or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yizhi.cli.actions.settings import settings, signature
from yizhi.cli.display import terminal
from yizhi.cli.display.problems import tell
from yizhi.service.plain import counterparts, plain_hits
from yizhi.service.presentation.columns import cell, flat, paint, shorten
from yizhi.termbase import language as languages
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.model import Concept, Status, Strictness, Term
from yizhi.termbase.recognition.hit import Hit
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.termbase.text.lines import LineCounter

if TYPE_CHECKING:
    from yizhi.termbase.library import Library

_PLAIN = (".txt", "")
_CLEAN, _FAILED = 0, 2


@dataclass(frozen=True, slots=True)
class RecognizeRequest:
    """The options of one call."""

    files: tuple[Path, ...]
    language: str | None
    covered: bool
    json: bool
    termbases: list[Path] | None
    no_builtin: bool
    json_lines: bool = False

    def wanted(self) -> str | None:
        """Return the language, checked."""
        if self.language is None:
            return None
        if not languages.is_language(self.language):
            raise YizhiError(f"no language that terms are in: {self.language}", hint="give zh or en")
        return languages.normalise(self.language)


@dataclass(frozen=True, slots=True)
class TextSegment:
    """A text to look through: a whole document, or one side of a unit with its number, side and first line."""

    text: str
    unit: str | None = None
    side: str | None = None
    line: int | None = 1


def recognize(request: RecognizeRequest) -> int:
    """Look through the files; the exit code."""
    with terminal.waiting("recognizing") if not sys.stdout.isatty() else nullcontext():
        return _recognized(request)


def _recognized(request: RecognizeRequest) -> int:
    tag = request.wanted()
    with settings(request.termbases, request.no_builtin).library() as library:
        lost = tell(library.problems)
        recogniser = Recogniser.of(library)
        if request.json:
            failed = _as_json(request, tag, library, recogniser, lost)
        elif request.json_lines:
            failed = _as_json_lines(request, tag, library, recogniser)
        else:
            failed = _as_text(request, tag, library, recogniser)
    return _FAILED if failed else _CLEAN


def pieces(path: Path) -> list[TextSegment]:
    """Return the texts of a file: of plain text and documents the whole text, of bilingual files every segment."""
    from yizhi.tm.drafts.source import decode, load

    if path.suffix.lower() in _PLAIN:
        source = load(path)
        return [TextSegment(decode(source.data, path).text)]
    from yizhi.tm.drafts.reader import read

    draft = read(path)
    if draft.text is not None:
        return [TextSegment(draft.text)]
    return [
        TextSegment(segment.text, unit.id, side, segment.place.line)
        for unit in draft.units
        for side, segment in (("source", unit.source), ("target", unit.target))
        if segment is not None
    ]


# ---------------------------------------------------------------- JSON


def _as_json(
    request: RecognizeRequest,
    tag: str | None,
    library: Library,
    recogniser: Recogniser,
    errors: list[dict[str, object]],
) -> bool:
    """Return one document on stdout, written as it is found: a text may be long."""
    write = terminal.write_json
    write('{"version": 1, "documents": [')
    failed = False
    first = True
    for path in request.files:
        try:
            texts = pieces(path)
        except YizhiError as error:
            terminal.complain(str(error))
            errors.append({"path": str(path), "line": error.line, "message": error.message})
            failed = True
            continue
        write(("" if first else ",\n") + f'{{"path": {json.dumps(str(path), ensure_ascii=False)}, "hits": [')
        first = False
        separator = ""
        for piece in texts:
            for item in _items(piece, tag, request.covered, library, recogniser):
                write(separator + json.dumps(item, ensure_ascii=False))
                separator = ",\n"
        write("]}")
    end = {"errors": errors, "signature": signature(library)}
    write("], " + json.dumps(end, ensure_ascii=False)[1:] + "\n")
    return failed


def _as_json_lines(request: RecognizeRequest, tag: str | None, library: Library, recogniser: Recogniser) -> bool:
    """Return a hit a line, each with the path of its file."""
    failed = False
    for path in request.files:
        try:
            texts = pieces(path)
        except YizhiError as error:
            terminal.complain(str(error))
            failed = True
            continue
        for piece in texts:
            for item in _items(piece, tag, request.covered, library, recogniser):
                terminal.write_json(json.dumps({"path": str(path), **item}, ensure_ascii=False) + "\n")
    return failed


def _items(
    piece: TextSegment, tag: str | None, covered: bool, library: Library, recogniser: Recogniser
) -> Iterator[dict[str, Any]]:
    """Yield the hits in a text as the interface has them."""
    hits = recogniser.iter_hits(piece.text, tag, covered)
    for item in plain_hits(piece.text, hits, library.concept, piece.line or 1):
        if piece.unit is not None:
            item |= {"unit": piece.unit, "side": piece.side}
        yield item


# ---------------------------------------------------------------- text


@dataclass(slots=True)
class _Row:
    """A term of one file: how often, and in which lines (the first few)."""

    hit: Hit
    count: int
    lines: list[str]


def _as_text(request: RecognizeRequest, tag: str | None, library: Library, recogniser: Recogniser) -> bool:
    """Return a table a file: the terms with their counterparts, the most frequent first."""
    failed = False
    for number, path in enumerate(request.files):
        try:
            texts = pieces(path)
        except YizhiError as error:
            terminal.complain(str(error))
            failed = True
            continue
        rows: dict[tuple[str, str, bool], _Row] = {}
        for piece in texts:
            lines = LineCounter(piece.text, piece.line or 1)
            for hit in recogniser.iter_hits(piece.text, tag, request.covered):
                location = piece.unit if piece.unit is not None else str(lines.place(hit.start)[0])
                row = rows.setdefault((hit.concept, hit.term.text, hit.covered), _Row(hit, 0, []))
                row.count += 1
                if len(row.lines) < _SHOWN and location not in row.lines[-1:]:
                    row.lines.append(location)
        if number:
            terminal.out()
        _table(path, rows, library, "lines" if texts and texts[0].unit is None else "units")
    terminal.out()
    terminal.out(paint(signature(library), "2"))
    return failed


_COUNT, _TERM, _OTHER, _WHERE = 5, 28, 27, 15
_SHOWN = 12
_HEADINGS = {Strictness.NAME: "name", Strictness.TERM: "term", Strictness.CONTEXT: "word, depending on context"}


def _table(path: Path, rows: dict[tuple[str, str, bool], _Row], library: Library, where: str) -> None:
    total = sum(row.count for row in rows.values())
    terms = "1 term" if len(rows) == 1 else f"{len(rows)} terms"
    terminal.out(paint(str(path), "1") + f"  {terms}, {total} {'occurrence' if total == 1 else 'occurrences'}")
    if not rows:
        return
    for strictness, heading in _HEADINGS.items():
        group = [row for row in rows.values() if row.hit.strictness is strictness]
        if group:
            terminal.out(paint(f"{'':>{_COUNT}}  {cell(heading, _TERM)} {cell('counterpart', _OTHER)} {where}", "2"))
        for row in sorted(group, key=lambda row: (row.hit.covered, -row.count)):
            _show(row, library)


def _show(row: _Row, library: Library) -> None:
    """A term in one line or two."""
    concept = library.concept(row.hit.concept)
    others = _few(counterparts(concept, row.hit.language))
    columns = [shorten(row.hit.term.text, _TERM, 2), shorten(others, _OTHER, 2), _places(row.lines)]
    style = "1" if row.hit.term.status.valid else "31"
    for line in range(max(map(len, columns))):
        term, cell_value, places = (column[line] if line < len(column) else "" for column in columns)
        count = "" if line else str(row.count)
        shown = f"{paint(cell(term, _TERM), style)} {cell(cell_value, _OTHER)} {paint(places, '2')}"
        terminal.out(f"{count:>{_COUNT}}  {shown}".rstrip())
    remark = _remark(row.hit, concept)
    if remark:
        terminal.out(f"{'':>{_COUNT}}  {paint(remark, '33')}")


def _few(terms: list[Term]) -> str:
    """Return the counterparts in one line: the preferred form and the abbreviations."""
    return "; ".join(dict.fromkeys(term.text for term in terms[:3])) or "–"


def _remark(hit: Hit, concept: Concept | None) -> str:
    """Return what is to be said of a term that should not be used, or that is part of another."""
    if hit.covered:
        return "  inside a longer term"
    if hit.term.status.valid:
        return ""
    better = concept.preferred(hit.language) if concept else None
    instead = f": {better.text}" if better and hit.term.status is not Status.PROPOSED else ""
    return f"  {hit.term.status}{instead}"


def _places(lines: list[str]) -> list[str]:
    """Return the first line numbers that fit."""
    text = ""
    for number, line in enumerate(lines):
        more = f"{', ' if text else ''}{line}"
        rest = " …" if number + 1 < len(lines) else ""
        if len(text) + len(more) + len(rest) > _WHERE:
            return [f"{text} …" if text else f"{line[: _WHERE - 2]} …"]
        text += more
    return [text]


# ---------------------------------------------------------------- why


def explain(request: RecognizeRequest, text: str) -> None:
    """Every candidate in a sentence, and why it was kept or dropped."""
    tag = request.wanted()
    with settings(request.termbases, request.no_builtin).library() as library:
        tell(library.problems)
        verdicts = Recogniser.of(library).explain(text, tag)
        signed = signature(library)
    if request.json:
        candidates = [
            {
                "start": v.start, "end": v.end, "text": v.text, "language": v.term.language, "concept": v.concept,
                "term": v.term.text, "kept": v.kept, "reason": v.reason,
            }
            for v in verdicts
        ]  # fmt: skip
        terminal.out_json({"version": 1, "text": text, "candidates": candidates, "signature": signed})
        return
    spans = [(v.start, v.end) for v in verdicts if v.kept]
    terminal.out(_marked(text, spans))
    if not verdicts:
        terminal.out("No term of the termbase is a candidate here.")
    for verdict in verdicts:
        mark = paint("✓", "32") if verdict.kept else paint("✗", "31")
        name = f"{flat(verdict.text)}  {paint(verdict.concept, '2')}"
        terminal.out(f"  {mark} {name}")
        for line in shorten(verdict.reason, 74, 3):
            terminal.out(f"      {line}")


def _marked(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with its hits in brackets, or coloured on a terminal."""
    out, offset = "", 0
    for start, end in spans:
        words = flat(text[start:end])
        coloured = paint(words, "1;32")
        out += flat(text[offset:start]) + (coloured if coloured != words else f"[{words}]")
        offset = end
    return out + flat(text[offset:])

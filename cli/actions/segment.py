"""What `yizhi segment` does: words of texts, as lines or as JSON."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from yizhi.cli.actions.recognize import pieces
from yizhi.cli.actions.settings import settings, signature
from yizhi.cli.display import terminal
from yizhi.cli.display.problems import tell
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.termbase.recognition.segmentation import tokens

_CLEAN, _FAILED = 0, 2


@dataclass(frozen=True, slots=True)
class SegmentRequest:
    """The options of one call."""

    files: tuple[Path, ...]
    json: bool
    termbases: list[Path] | None
    no_builtin: bool


def segment(request: SegmentRequest) -> int:
    """Segments the files; the exit code."""
    with terminal.waiting("segmenting") if not sys.stdout.isatty() else nullcontext():
        return _segmented(request)


def _segmented(request: SegmentRequest) -> int:
    with settings(request.termbases, request.no_builtin).library() as library:
        errors = tell(library.problems)
        recogniser = Recogniser.of(library)
        write = terminal.write_json
        if request.json:
            write('{"version": 1, "documents": [')
        failed, shown = False, 0
        for path in request.files:
            try:
                texts = [piece.text for piece in pieces(path)]
            except YizhiError as error:
                terminal.complain(str(error))
                errors.append({"path": str(path), "line": error.line, "message": error.message})
                failed = True
                continue
            if request.json:
                write(",\n" if shown else "")
                _write_document(path, texts, recogniser)
            else:
                for text in texts:
                    _lines(text, recogniser)
            shown += 1
        if request.json:
            write(
                "], " + json.dumps({"errors": errors, "signature": signature(library)}, ensure_ascii=False)[1:] + "\n"
            )
    return _FAILED if failed else _CLEAN


_AT_ONCE = 1_000
"""Words that are written at a time."""


def _write_document(path: Path, texts: list[str], recogniser: Recogniser) -> None:
    """Write the words of a file as JSON, piece by piece: a text may be long. Places of a bilingual file count in the segment."""
    terminal.write_json(f'{{"path": {json.dumps(str(path), ensure_ascii=False)}, "tokens": [')
    separator, parts = "", []
    for text in texts:
        for token in tokens(text, recogniser):
            word = text[token.start : token.end]
            if word.isspace():
                continue
            item = {"start": token.start, "end": token.end, "text": word, "concept": token.concept}
            parts.append(separator + json.dumps(item, ensure_ascii=False))
            separator = ", "
            if len(parts) >= _AT_ONCE:
                terminal.write_json("".join(parts))
                parts.clear()
    terminal.write_json("".join(parts) + "]}")


def _lines(text: str, recogniser: Recogniser) -> None:
    """The words with a space between them; a term that a line break divides stands in the line where it begins."""
    line: list[str] = []
    for token in tokens(text, recogniser):
        word = text[token.start : token.end]
        if token.concept is None and word.isspace():
            for _ in range(word.count("\n")):
                terminal.out(" ".join(line))
                line = []
        else:
            line.append("".join(word.split()) if not word.isascii() else " ".join(word.split()))
    if line:
        terminal.out(" ".join(line))

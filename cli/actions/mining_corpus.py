"""Files into a corpus for mining: documents, translations with their source, bilingual files, memories."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from yizhi.cli.display import terminal
from yizhi.cli.display.problems import tell
from yizhi.termbase.errors import YizhiError, of_system
from yizhi.termbase.formats.form import Problem as Told
from yizhi.termbase.language import is_chinese, is_language
from yizhi.tm.mining.model import Corpus

if TYPE_CHECKING:
    from yizhi.tm.model import Draft, Pair, Problem

_MEMORY, _TMX = ".db", ".tmx"


def read(
    files: Iterable[Path], source: Path | None, input_format: str | None, errors: list[dict[str, object]]
) -> Corpus:
    """Return the corpus of some files; those that cannot be read go into `errors`."""
    corpus = Corpus()
    for path in files:
        try:
            _add(corpus, path, source, input_format, errors)
        except (YizhiError, OSError) as error:
            unread = error if isinstance(error, YizhiError) else of_system(error, path)
            terminal.complain(str(unread))
            errors.append({"path": unread.path or str(path), "line": unread.line, "message": unread.message})
    return corpus


def _add(
    corpus: Corpus, path: Path, source: Path | None, input_format: str | None, errors: list[dict[str, object]]
) -> None:
    if source is not None:
        _take(corpus, _aligned(source, path, input_format))
    elif input_format is None and path.suffix.lower() == _MEMORY:
        from yizhi.tm.memory.exporting import pairs
        from yizhi.tm.memory.memory import TranslationMemory

        with TranslationMemory(path) as memory:
            total = memory.statistics().units
            _take_pairs(corpus, terminal.progress(pairs(memory), f"reading {path.name}", total), path)
    elif input_format is None and path.suffix.lower() == _TMX:
        from yizhi.tm.formats import tmx

        problems: list[Problem] = []
        _take_pairs(corpus, terminal.progress(tmx.read(path, problems), f"reading {path.name}"), path)
        _tell(problems, errors)
    else:
        from yizhi.tm.drafts.reader import read as read_draft

        draft = read_draft(path, input_format)
        _tell(draft.problems, errors)
        _take(corpus, draft)


def _aligned(source: Path, target: Path, input_format: str | None) -> Draft:
    from yizhi.tm.alignment.documents import align_drafts
    from yizhi.tm.drafts.reader import read as read_draft

    return align_drafts(read_draft(source, input_format), read_draft(target, input_format))


def _take(corpus: Corpus, draft: Draft) -> None:
    """The units of a draft, each a row."""
    for unit in draft.units:
        texts = {"zh": "", "en": ""}
        line = None
        for segment in (unit.source, unit.target):
            if segment is not None and is_language(segment.language):
                texts["zh" if is_chinese(segment.language) else "en"] = _plain(segment.text, segment.language)
                line = line or segment.place.line
        if texts["zh"] or texts["en"]:
            corpus.add(texts["zh"], texts["en"], draft.path, line)


def _take_pairs(corpus: Corpus, pairs: Iterable[Pair], path: Path) -> None:
    for pair in pairs:
        first, second = pair.source, pair.target
        if is_chinese(second.language):
            first, second = second, first
        if is_chinese(first.language) and is_language(second.language) and not is_chinese(second.language):
            corpus.add(
                _plain(first.text, first.language), _plain(second.text, second.language), str(path), first.place.line
            )


def _plain(text: str, language: str) -> str:
    """Return one line: a break of the page is a space in English and nothing in Chinese."""
    if "\n" not in text and "\r" not in text:
        return text
    return ("" if is_chinese(language) else " ").join(part.strip() for part in text.splitlines())


def _tell(problems: Iterable[Problem], errors: list[dict[str, object]]) -> None:
    errors += tell(Told(problem.path, problem.line, problem.message, problem.lost) for problem in problems)

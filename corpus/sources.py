"""Where the pairs of a collection come from: TMX and every bilingual form that a memory takes, Moses pairs (`X.en`, `X.zh` and
perhaps `X.ids`, line by line), and the link files of the United Nations Parallel Corpus with the documents that they link.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from yizhi.corpus import un_links
from yizhi.corpus.collection import CollectionPair
from yizhi.termbase.errors import ProblemSink, YizhiError
from yizhi.termbase.language import is_chinese
from yizhi.tm.model import Problem

IDS = ".ids"
_MOSES = {".en": "en", ".zh": "zh-Hans", ".zh-hans": "zh-Hans", ".zh-hant": "zh-Hant"}


class PairSource(NamedTuple):
    """Files that belong together: one file, or the lines of two languages with their ids."""

    files: tuple[Path, ...]

    @property
    def name(self) -> str:
        """The name by which its pairs are called where they name no document."""
        return self.files[0].name if len(self.files) == 1 else self.files[0].stem


def grouped(paths: Sequence[Path]) -> list[PairSource]:
    """Return the files of a call as sources. Raise YizhiError for a side of line pairs without its other side."""
    sources: list[PairSource] = []
    lines: dict[Path, list[Path]] = {}
    for path in paths:
        if path.suffix.lower() in _MOSES or path.suffix.lower() == IDS:
            lines.setdefault(path.with_suffix(""), []).append(path)
        else:
            sources.append(PairSource((path,)))
    for stem, entries_of in lines.items():
        sides = [path for path in entries_of if path.suffix.lower() in _MOSES]
        if len(sides) != 2 or sum(is_chinese(_MOSES[path.suffix.lower()]) for path in sides) != 1:
            hint = f"name {stem.name}.en and {stem.name}.zh together"
            raise YizhiError("line pairs need one Chinese and one English file", hint=hint, path=entries_of[0])
        sources.append(PairSource((*sides, *(path for path in entries_of if path.suffix.lower() == IDS))))
    return sources


def pairs(source: PairSource, problems: ProblemSink) -> Iterator[CollectionPair]:
    """Yield the pairs of a source in the order of its files; those that name no document are a document each.

    What cannot be used goes into `problems`. Raises YizhiError for what cannot be read.
    """
    if len(source.files) > 1:
        yield from _lines(source, problems)
    elif un_links.is_links(source.files[0]):
        yield from un_links.pairs(source.files[0], problems)
    else:
        yield from _units(source.files[0], problems)


def _units(path: Path, problems: ProblemSink) -> Iterator[CollectionPair]:
    from yizhi.tm.memory import sources

    for number, pair in enumerate(sources.pairs(path, problems), 1):
        document = pair.document if pair.document not in ("", path.name, str(path)) else f"{path.name}#{number}"
        yield CollectionPair(
            document,
            pair.id or str(number),
            pair.source.language,
            pair.target.language,
            pair.source.text,
            pair.target.text,
        )


def _lines(source: PairSource, problems: ProblemSink) -> Iterator[CollectionPair]:
    first, second, *ids = source.files
    languages = _MOSES[first.suffix.lower()], _MOSES[second.suffix.lower()]
    empty = 0
    with ExitStack() as opened:
        streams = [
            opened.enter_context(path.open(encoding="utf-8-sig", newline="\n")) for path in (first, second, *ids)
        ]
        for number, (former, latter, *name) in enumerate(zip_longest(*streams), 1):
            if former is None or latter is None or None in name:
                short = source.files[(former, latter, *name).index(None)]
                raise YizhiError(
                    "fewer lines than the file beside it", hint="lines must belong together", path=short, line=number
                )
            words = name[0].split(maxsplit=1) if name else []
            document = words[0] if words else f"{source.name}#{number}"
            if former.strip() and latter.strip():
                yield CollectionPair(document, str(number), *languages, former.rstrip("\r\n"), latter.rstrip("\r\n"))
            else:
                empty += 1
    if empty:
        problems.append(Problem(str(first), None, f"{empty:,} pairs with an empty side were not taken", lost=False))

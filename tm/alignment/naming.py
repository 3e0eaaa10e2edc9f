"""Which files are translations of each other, by their names: report.zh.txt and report.en.txt, zh/report.docx and en/report.docx."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from yizhi.termbase.errors import YizhiError

_TAG = re.compile(
    r"(?:^|[._\- ])(zh(?:[-_](?:hans|hant|cn|tw|hk))?|en(?:[-_](?:us|gb))?|cn|chs|cht|eng|chi|zho|chinese|english|source|target|c|e)(?=$|[._\- ])",
    re.IGNORECASE,
)


def pairs(paths: Sequence[Path]) -> list[tuple[Path, Path]]:
    """Return (source, target) of every pair: two files as they are; two folders, or more files, by their names.

    Files are partners when their names are the same without language marks (and, in two folders, without the ending).
    The file that is named first, or the first folder, is the source. Raises YizhiError for a file without a partner.
    """
    if len(paths) == 2 and not any(path.is_dir() for path in paths):
        return [(paths[0], paths[1])]
    if len(paths) == 2 and all(path.is_dir() for path in paths):
        return _matched([(path, side) for side, folder in enumerate(paths) for path in _files(folder)])
    files = [file for path in paths for file in (_files(path) if path.is_dir() else [path])]
    if len(files) < 2:
        raise YizhiError("two documents are needed", hint="give the source and its translation, or two folders")
    return _matched([(path, -1) for path in files])


def stem(path: Path) -> str:
    """Return the name without its ending and language marks, in lower case."""
    name = path.name
    for ending in path.suffixes[::-1]:
        if _TAG.fullmatch(ending):
            break
        if len(ending) <= 6 and ending[1:].isalnum():
            name = name.removesuffix(ending)
            break
    bare = _TAG.sub("", name)
    return (bare.strip("._- ") or name).lower()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def _matched(files: Sequence[tuple[Path, int]]) -> list[tuple[Path, Path]]:
    groups: dict[str, list[tuple[Path, int]]] = {}
    for path, side in files:
        groups.setdefault(stem(path), []).append((path, side))
    for group in groups.values():
        if len(group) != 2 or (group[0][1] >= 0 and group[0][1] == group[1][1]):
            names = ", ".join(path.name for path, _ in group)
            raise YizhiError(
                f"{len(group)} files where a pair was expected: {names}",
                hint="name partners alike: report.zh.txt and report.en.txt",
                path=group[0][0],
            )
    return [(group[0][0], group[1][0]) for group in groups.values()]

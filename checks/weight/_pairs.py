"""The pairs that the rules of weight read: Chinese and English, each written in its own script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.termbase.text.han import HAN
from yizhi.termbase.text.lazy import compiled

_Pair = tuple[RecognisedUnit, RecognisedSegment, RecognisedSegment]
_HAN = compiled(f"[{HAN}]")


@lru_cache(maxsize=1)
def translated(document: Document) -> tuple[_Pair, ...]:
    """Return the units of a document with Chinese on one side and English on the other; what was left untranslated is none.

    Kept, for one rule after the other asks about a document.
    """
    return tuple(_translated(document))


def _translated(document: Document) -> Iterator[_Pair]:
    for view, source, target in document.pairs():
        zh, en = (source, target) if source.lang == "zh" else (target, source)
        if _HAN.search(zh.text) and (en.text.isascii() or not _HAN.search(en.text)):
            yield view, source, target

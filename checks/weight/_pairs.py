"""The pairs that the rules of weight read: Chinese and English, each written in its own script."""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.termbase.text.lazy import compiled

_HAN = compiled(r"[\u3400-\u9fff]")


def translated(document: Document) -> Iterator[tuple[RecognisedUnit, RecognisedSegment, RecognisedSegment]]:
    """Yield the units of a document with Chinese on one side and English on the other; what was left untranslated is none."""
    for view, source, target in document.pairs():
        if {source.lang, target.lang} != {"zh", "en"}:
            continue
        zh, en = (source, target) if source.lang == "zh" else (target, source)
        if _HAN.search(zh.text) and (en.text.isascii() or not _HAN.search(en.text)):
            yield view, source, target

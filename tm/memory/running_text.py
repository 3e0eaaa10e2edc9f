"""Running text as what a memory can fill: whole paragraphs where it knows them, else their sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from yizhi.termbase.language import EN, ZH_HANS, is_chinese
from yizhi.termbase.text.mapped import Mapped
from yizhi.termbase.text.sentences import spans
from yizhi.tm.drafts.format import Edit
from yizhi.tm.memory.pretranslate import Filled
from yizhi.tm.model import Draft, Segment, Unit

Fill = Callable[[Draft], list[Filled]]
"""What the memory knows of the units of a draft."""


def paired(draft: Draft, fill: Fill) -> Draft:
    """Return a draft of one language as units without translations, numbered from 1.

    A paragraph that the memory knows as a whole is a unit, of all others each sentence is.
    """
    target = EN if is_chinese(draft.source_language) else ZH_HANS
    paragraphs = [_unit(unit.source, unit.source.origin, target) for unit in draft.units if unit.source is not None]
    first = replace(draft, text=None, target_language=target, units=tuple(paragraphs))
    existing = {item.unit for item in fill(first) if item.match is not None}
    units = [
        piece for index, unit in enumerate(paragraphs) for piece in ([unit] if index in existing else _sentences(unit))
    ]
    return replace(first, units=tuple(replace(unit, id=str(number)) for number, unit in enumerate(units, 1)))


def edits(draft: Draft, text: str, filled: Sequence[Filled]) -> Iterator[Edit]:
    """Yield the edits of a text that put translations in the place of its sentences.

    `draft` is what `paired` made. Chinese sentences follow each other without a space, English ones with one.
    """
    into_chinese = draft.target_language is not None and is_chinese(draft.target_language)
    for item in filled:
        unit = draft.units[item.unit]
        if item.match is None or unit.source is None or unit.source.origin is None:
            continue
        start, end = unit.source.origin.span(0, len(unit.source.text))
        if into_chinese:
            space = _SPACE.match(text, end)
            yield Edit(None, start, space.end() if space else end, item.match.proposal)
        else:
            follows = text[end : end + 1].strip()
            yield Edit(None, start, end, item.match.proposal + (" " if follows else ""))


_SPACE = re.compile(r" +(?=\S)")
"""The space between a sentence and the next one in its line."""


def _sentences(unit: Unit) -> Iterator[Unit]:
    segment = unit.source
    if segment is None or segment.origin is None:
        return
    for start, end in spans(segment.text):
        yield _unit(segment, segment.origin.slice(start, end), unit.target.language if unit.target else EN)


def _unit(segment: Segment, origin: Mapped | None, target: str) -> Unit:
    text = segment.text if origin is None else origin.text
    return Unit(None, Segment(text, segment.language, segment.place, origin=origin), Segment("", target, segment.place))

"""What a translator may be about to type: the official renderings of the source's terms, and terms by how they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types

from yizhi.checks.document import SOURCE
from yizhi.faces.lsp.desk import CheckedBuffer
from yizhi.faces.lsp.hover import record, segment_at
from yizhi.service.plain import counterparts
from yizhi.service.session import Session
from yizhi.termbase.language import is_chinese, is_han

MOST_TERMS = 30
"""Completions that are offered: more is no help."""
LONGEST_HAN = 12
"""Han characters before the cursor that may be the beginning of a term."""
MOST_WORDS = 4
"""Latin words before the cursor that may be the beginning of a term."""
LEAST_LATIN = 2
"""Latin letters from which terms are sought: one letter begins thousands."""
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’-]*(?: [A-Za-z][A-Za-z'’-]*){0,3}\Z")


def completions(checked: CheckedBuffer, session: Session, offset: int) -> types.CompletionList:
    """Return what may be typed at a place of a buffer, the terms of the source first."""
    items: dict[str, types.CompletionItem] = {}
    for item in (*_of_source(checked, session, offset), *_by_prefix(checked, session, offset)):
        items.setdefault(item.label, item)
    shown = list(items.values())[:MOST_TERMS]
    for number, item in enumerate(shown):
        item.sort_text = f"{number:03}"
    return types.CompletionList(is_incomplete=True, items=shown)


def prefixes(text: str, offset: int) -> Iterator[str]:
    """Yield what may be the beginning of a term before a place, the longest first."""
    before = text[max(0, offset - 120) : offset]
    if before and is_han(before[-1]):
        size = next((number for number, char in enumerate(reversed(before)) if not is_han(char)), len(before))
        for length in range(min(size, LONGEST_HAN), 0, -1):
            yield before[-length:]
        return
    match = _LATIN.search(before)
    words = match[0].split(" ") if match else []
    for first in range(max(0, len(words) - MOST_WORDS), len(words)):
        prefix = " ".join(words[first:])
        if len(prefix) >= LEAST_LATIN:
            yield prefix


def _of_source(checked: CheckedBuffer, session: Session, offset: int) -> Iterator[types.CompletionItem]:
    """Yield the renderings of the terms in the source of the unit in which the cursor is."""
    segment = segment_at(checked, offset)
    if segment is None or segment.side == SOURCE or checked.draft is None:
        return
    source = checked.draft.units[segment.unit].source
    if source is None:
        return
    typed = next(prefixes(checked.buffer.text, offset), "")
    for hit in session.recognize(source.text, source.language):
        concept = session.concept(hit.concept)
        for term in counterparts(concept, hit.language):
            if is_chinese(term.language) != is_chinese(segment.segment.language):
                continue
            begun = next((part for part in prefixes(checked.buffer.text, offset) if _begins(term.text, part)), "")
            yield _item(checked, session, hit.concept, term.text, begun, offset, f"{hit.text} →", begun or typed)


def _by_prefix(checked: CheckedBuffer, session: Session, offset: int) -> Iterator[types.CompletionItem]:
    text = checked.buffer.text
    for prefix in prefixes(text, offset):
        matches = session.terms_beginning(prefix, MOST_TERMS)
        if prefix.isascii() and " " not in prefix and _is_chinese_here(checked, offset):
            matches = [*session.terms_beginning(prefix, MOST_TERMS, pinyin=True), *matches]
        for match in matches:
            detail = match.term.kind.value if match.term.kind.value != "full form" else match.strictness.value
            label = checked.words.text(detail)
            yield _item(checked, session, match.concept, match.term.text, prefix, offset, label, prefix)


def _is_chinese_here(checked: CheckedBuffer, offset: int) -> bool:
    """Return whether Chinese is written at a place: in a translation into Chinese, or in a text that has any."""
    segment = segment_at(checked, offset)
    if segment is not None and checked.draft is not None and checked.draft.bilingual:
        return is_chinese(segment.segment.language)
    return any(map(is_han, checked.buffer.text))


def _begins(term: str, prefix: str) -> bool:
    return term.casefold().startswith(prefix.casefold())


def _item(
    checked: CheckedBuffer, session: Session, concept: str, text: str, prefix: str, offset: int, detail: str, typed: str
) -> types.CompletionItem:
    """Return an item that replaces `prefix`; editors filter by what was typed, which pinyin is and the term is not."""
    result = session.concept(concept)
    shown = "" if result is None else record(result, "", checked.words)
    documentation = types.MarkupContent(types.MarkupKind.Markdown, shown) if shown else None
    return types.CompletionItem(
        label=text,
        kind=types.CompletionItemKind.Text,
        detail=detail,
        documentation=documentation,
        filter_text=typed or text,
        text_edit=types.TextEdit(checked.buffer.lines.range(offset - len(prefix), offset), text),
        data=concept,
    )

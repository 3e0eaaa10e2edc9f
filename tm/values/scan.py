"""All values of a text, none inside another: addresses first, then symbols, then numbers and dates."""

from __future__ import annotations

from collections.abc import Set
from operator import attrgetter

from yizhi.termbase.text.han import HAN
from yizhi.termbase.text.latin import latin_words
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values import chinese, english
from yizhi.tm.values.model import LABEL, Value
from yizhi.tm.values.symbols import addresses, symbols
from yizhi.tm.values.written import UNUSUAL, marked, plain

_LABEL = compiled(
    r"\s*[(（]?(?P<label>[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})(?:[)）.．]|、)(?![0-9]|[A-Z]\.)"
)
_HAN = compiled(f"[{HAN}]")


def label(text: str) -> Value | None:
    """Return the number or letter at the head of a paragraph or clause (`12.`, `(a)`, `(iv)`, `（三）`), or None."""
    occurrence = _LABEL.match(text)
    return Value(LABEL, occurrence["label"].lower(), *occurrence.span("label")) if occurrence else None


def values(text: str, lang: str, words: Set[str] | None = None) -> tuple[Value, ...]:
    """Return the values of a text in `zh` or `en` (any other language is read as English figures), in text order.

    `words` are the Latin words of the text in small letters, where the caller has them.
    """
    head = label(text)
    collected = [head] if head else []
    after = head.end if head else 0
    unusual = not text.isascii() and UNUSUAL.search(text) is not None
    if unusual:
        text = plain(text)
    if words is None:
        words = latin_words(text) if lang != "zh" else _NOTHING_SAID
    for value in (*addresses(text), *symbols(text), *marked(text, words, unusual)):
        if not any(value.start < candidate.end and candidate.start < value.end for candidate in collected):
            collected.append(value)
    marks = collected[1:] if head else collected
    taken = {position for mark in marks for position in range(mark.start, mark.end)} if marks else _NOTHING
    if lang == "zh" and _HAN.search(text):
        numbers = chinese.numbers(text, after, taken)
    else:
        numbers = english.numbers(text, words or latin_words(text), after, taken)
    if not marks:
        return tuple(collected + numbers)
    # 第72/195号: a number may begin before a symbol and reach into it.
    collected += [number for number in numbers if taken.isdisjoint(range(number.start, number.end))]
    collected.sort(key=_START)
    return tuple(collected)


_NOTHING_SAID: frozenset[str] = frozenset()
_NOTHING: frozenset[int] = frozenset()
_START = attrgetter("start")

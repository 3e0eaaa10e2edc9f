"""All values of a text, none inside another: addresses first, then symbols, then numbers and dates."""

from __future__ import annotations

from collections.abc import Set
from operator import attrgetter

from termbase.text.latin import latin_words
from termbase.text.lazy import compiled
from tm.values import chinese, english
from tm.values.model import LABEL, Value
from tm.values.symbols import addresses, symbols

_LABEL = compiled(
    r"\s*[(（]?(?P<label>[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})(?:[)）.．]|、)(?![0-9])"
)
_HAN = compiled(r"[\u3400-\u9fff]")


def label(text: str) -> Value | None:
    """The number or letter at the head of a paragraph or clause (`12.`, `(a)`, `(iv)`, `（三）`), or None."""
    found = _LABEL.match(text)
    return Value(LABEL, found["label"].lower(), *found.span("label")) if found else None


def values(text: str, lang: str, words: Set[str] | None = None) -> tuple[Value, ...]:
    """The values of a text in `zh` or `en` (any other language is read as English figures), in text order.

    `words` are the Latin words of the text in small letters, where the caller has them.
    """
    if lang == "zh" and _HAN.search(text):
        numbers = chinese.numbers(text)
    else:
        numbers = english.numbers(text, latin_words(text) if words is None else words)
    taken = _taken(text)
    if not taken:
        return tuple(numbers)
    for other in taken:
        start, end = other.start, other.end
        numbers = [value for value in numbers if value.start >= end or value.end <= start]
    taken += numbers
    if len(taken) > 1:
        taken.sort(key=_START)
    return tuple(taken)


def _taken(text: str) -> list[Value]:
    """The label, the addresses and the symbols: figures in them are no numbers."""
    head = label(text)
    found = [head] if head else []
    for values in (addresses(text), symbols(text)):
        if values:
            found += [value for value in values if not _inside(value, found)]
    return found


def _inside(value: Value, taken: list[Value]) -> bool:
    return any(value.start < other.end and other.start < value.end for other in taken)


_START = attrgetter("start")

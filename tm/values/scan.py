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
    head = label(text)
    found = [head] if head else []
    after = head.end if head else 0
    if lang == "zh" and _HAN.search(text):
        numbers = chinese.numbers(text, after)
    else:
        numbers = english.numbers(text, latin_words(text) if words is None else words, after)
    for value in (*addresses(text), *symbols(text)):
        if not any(value.start < other.end and other.start < value.end for other in found):
            found.append(value)
            numbers = [number for number in numbers if number.start >= value.end or number.end <= value.start]
    found += numbers
    if len(found) > 1:
        found.sort(key=_START)
    return tuple(found)


_START = attrgetter("start")

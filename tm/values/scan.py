"""All values of a text, none inside another: addresses first, then symbols, then numbers and dates."""

from __future__ import annotations

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


def values(text: str, lang: str) -> tuple[Value, ...]:
    """The values of a text in `zh` or `en` (any other language is read as English figures), in text order."""
    head = label(text)
    found: list[Value] = [head] if head else []
    for scan in (addresses, symbols):
        found += [value for value in scan(text) if not _inside(value, found)]
    numbers = chinese.numbers(text) if lang == "zh" and _HAN.search(text) else english.numbers(text)
    taken = list(found)
    found += [value for value in numbers if not _inside(value, taken)] if taken else list(numbers)
    found.sort(key=lambda value: value.start)
    return tuple(found)


def _inside(value: Value, taken: list[Value]) -> bool:
    return any(value.start < other.end and other.start < value.end for other in taken)

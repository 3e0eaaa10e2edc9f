"""A value as a translation would write it: in the manner of the old one that it takes the place of."""

from __future__ import annotations

import re

from yizhi.tm.values import Value
from yizhi.tm.values.model import ADDRESS, DAY, MONTH, SYMBOL, TIME, YEAR
from yizhi.tm.values.render import han, render

_CHINESE_TIME = re.compile(r"(上午|下午|晚上|凌晨|早上)?[0-9]{1,2}([时時点點])(?:[0-9]{1,2}分)?")
_ENGLISH_TIME = re.compile(r"[0-9]{1,2}(?:([.:])[0-5][0-9])?([ \u00a0]?)([ap]\.?m\b\.?)")
_CLOCK = re.compile(r"[0-2]?[0-9]([:：])[0-5][0-9]")


def written(
    value: Value, stored_value: Value, target_value: Value, texts: tuple[str, str, str], tongue: str
) -> str | None:
    """Return the new value as the translation would write it; None where that is not sure."""
    new, old = texts[0][value.start : value.end], texts[1][stored_value.start : stored_value.end]
    target_text = texts[2][target_value.start : target_value.end]
    if old == target_text and any(char.isdigit() for char in old):
        return new  # the two languages write it alike
    if value.kind == SYMBOL:
        return _symbol(new, old, target_text)
    if value.kind == ADDRESS:
        return None
    if isinstance(value.key, str):
        return None
    if value.kind in (YEAR, DAY) and value.key.denominator == 1:
        if target_text.isdigit():
            return str(int(value.key))
        if value.kind == YEAR and tongue == "zh":
            return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(int(value.key)))
        return han(int(value.key)) if tongue == "zh" else None
    if value.kind == TIME:
        return _time(int(value.key), target_text) if value.key.denominator == 1 else None
    if value.kind == MONTH and tongue == "zh" and not target_text.isdigit():
        return han(int(value.key))
    if target_text.isdigit() and value.key.denominator == 1 and value.key < 10_000:
        return str(int(value.key))
    return render(value, tongue, target_text)


def _time(minutes: int, target_text: str) -> str | None:
    """Return a time of day in the manner of the translation: 下午6时30分, 18时, 6.30 p.m., 18:30; None for noon and 六时."""
    hour, minute = divmod(minutes, 60)
    twelve = hour % 12 or 12
    chinese = _CHINESE_TIME.fullmatch(target_text)
    if chinese:
        half = chinese[1] and ("上午" if hour < 12 else "下午")
        minutes_text = f"{minute}分" if minute else ""
        return f"{half}{twelve}{chinese[2]}{minutes_text}" if half else f"{hour}{chinese[2]}{minutes_text}"
    english = _ENGLISH_TIME.fullmatch(target_text)
    if english:
        middle = f"{english[1] or '.'}{minute:02}" if minute else ""
        dot = "." if "." in english[3] else ""
        return (
            f"{twelve}{middle}{english[2]}{'a' if hour < 12 else 'p'}{dot}m{dot if target_text.endswith('.') else ''}"
        )
    clock = _CLOCK.fullmatch(target_text)
    return f"{hour:02}{clock[1]}{minute:02}" if clock else None


def _symbol(new: str, old: str, target_text: str) -> str | None:
    """Return a symbol in the manner of the translation: with or without A/RES/ before it, brackets of its width."""
    bare_new, bare_old, bare_there = _bare(new), _bare(old), _bare(target_text)
    if bare_old == bare_there:
        symbol = new
    elif bare_there.endswith(bare_old):  # A/RES/72/195 for 72/195
        symbol = (
            target_text[: len(target_text) - len(old)] + new
            if target_text.endswith(old)
            else bare_there[: -len(bare_old)] + new
        )
    elif bare_old.endswith(bare_there):
        head = bare_old[: -len(bare_there)]
        if not bare_new.startswith(head):
            return None
        symbol = new[len(head) :] if new.startswith(head) else bare_new[len(head) :]
    else:
        return None
    if "（" in target_text:
        symbol = symbol.replace(" (", "（").replace("(", "（").replace(")", "）")
    elif "(" in target_text:
        symbol = symbol.replace("（", "(").replace("）", ")")
        if " (" in target_text and " (" not in symbol:
            symbol = symbol.replace("(", " (")
    return symbol


def _bare(symbol: str) -> str:
    return "".join(symbol.split()).replace("（", "(").replace("）", ")").upper()

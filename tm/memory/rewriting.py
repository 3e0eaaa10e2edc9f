"""A value as a translation would write it: in the manner of the old one that it takes the place of."""

from __future__ import annotations

import re

from yizhi.tm.values import Value
from yizhi.tm.values.model import ADDRESS, DAY, MONTH, SYMBOL, TIME, YEAR
from yizhi.tm.values.render import han, render

_CHINESE_TIME = re.compile(r"(上午|下午|晚上|凌晨|早上)?[0-9]{1,2}([时時点點])(?:[0-9]{1,2}分)?")
_ENGLISH_TIME = re.compile(r"[0-9]{1,2}(?:([.:])[0-5][0-9])?([ \u00a0]?)([ap]\.?m\b\.?)")
_CLOCK = re.compile(r"[0-2]?[0-9]([:：])[0-5][0-9]")


def written(one: Value, other: Value, place: Value, texts: tuple[str, str, str], tongue: str) -> str | None:
    """The new value as the translation would write it; None where that is not sure."""
    new, old = texts[0][one.start : one.end], texts[1][other.start : other.end]
    there = texts[2][place.start : place.end]
    if old == there and any(char.isdigit() for char in old):
        return new  # the two languages write it alike
    if one.kind == SYMBOL:
        return _symbol(new, old, there)
    if one.kind == ADDRESS:
        return None
    if isinstance(one.key, str):
        return None
    if one.kind in (YEAR, DAY) and one.key.denominator == 1:
        if there.isdigit():
            return str(int(one.key))
        if one.kind == YEAR and tongue == "zh":
            return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(int(one.key)))
        return han(int(one.key)) if tongue == "zh" else None
    if one.kind == TIME:
        return _time(int(one.key), there) if one.key.denominator == 1 else None
    if one.kind == MONTH and tongue == "zh" and not there.isdigit():
        return han(int(one.key))
    if there.isdigit() and one.key.denominator == 1 and one.key < 10_000:
        return str(int(one.key))
    return render(one, tongue, there)


def _time(minutes: int, there: str) -> str | None:
    """A time of day in the manner of the translation: 下午6时30分, 18时, 6.30 p.m., 18:30; None for noon and 六时."""
    hour, minute = divmod(minutes, 60)
    twelve = hour % 12 or 12
    chinese = _CHINESE_TIME.fullmatch(there)
    if chinese:
        half = chinese[1] and ("上午" if hour < 12 else "下午")
        rest = f"{minute}分" if minute else ""
        return f"{half}{twelve}{chinese[2]}{rest}" if half else f"{hour}{chinese[2]}{rest}"
    english = _ENGLISH_TIME.fullmatch(there)
    if english:
        middle = f"{english[1] or '.'}{minute:02}" if minute else ""
        dot = "." if "." in english[3] else ""
        return f"{twelve}{middle}{english[2]}{'a' if hour < 12 else 'p'}{dot}m{dot if there.endswith('.') else ''}"
    clock = _CLOCK.fullmatch(there)
    return f"{hour:02}{clock[1]}{minute:02}" if clock else None


def _symbol(new: str, old: str, there: str) -> str | None:
    """A symbol in the manner of the translation: with or without A/RES/ before it, brackets of its width."""
    bare_new, bare_old, bare_there = _bare(new), _bare(old), _bare(there)
    if bare_old == bare_there:
        made = new
    elif bare_there.endswith(bare_old):  # A/RES/72/195 for 72/195
        made = there[: len(there) - len(old)] + new if there.endswith(old) else bare_there[: -len(bare_old)] + new
    elif bare_old.endswith(bare_there):
        head = bare_old[: -len(bare_there)]
        if not bare_new.startswith(head):
            return None
        made = new[len(head) :] if new.startswith(head) else bare_new[len(head) :]
    else:
        return None
    if "（" in there:
        made = made.replace(" (", "（").replace("(", "（").replace(")", "）")
    elif "(" in there:
        made = made.replace("（", "(").replace("）", ")")
        if " (" in there and " (" not in made:
            made = made.replace("(", " (")
    return made


def _bare(symbol: str) -> str:
    return "".join(symbol.split()).replace("（", "(").replace("）", ")").upper()

"""BCP 47 language tags: reading every form that files use, scripts, which languages write without spaces."""

from __future__ import annotations

import re
from functools import lru_cache

from yizhi.termbase.text.lazy import compiled

ZH_HANS, ZH_HANT, EN = "zh-Hans", "zh-Hant", "en"
UNKNOWN = "und"
"""BCP 47: nobody says which language it is."""

_TRADITIONAL_REGIONS = {"tw", "hk", "mo"}
_SUBTAGS = compiled(
    r"[A-Za-z]+(?:[-_](?:Hans|Hant|Hani|Latn|cmn|yue|oxendict|[A-Za-z]{2}|[0-9]{3}))*(?:[-_]x[-_][\w-]+)?",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def normalise(tag: str) -> str:
    """Return the tag in the form used throughout: `zh`, `zh-CN`, `zh_CN` → `zh-Hans`; `zh-TW` → `zh-Hant`; `en-GB` → `en`.

    Other languages keep their primary subtag, with the rest in BCP 47 case. Raises ValueError for what is no tag.
    """
    parts = tag.strip().replace("_", "-").split("-")
    primary, rest = parts[0].lower(), [part.lower() for part in parts[1:]]
    if not (primary.isascii() and primary.isalpha() and 2 <= len(primary) <= 8):
        raise ValueError(f"not a language tag: {tag!r}")
    if primary in ("zh", "cmn", "zho", "chi"):
        traditional = "hant" in rest or ("hans" not in rest and bool(_TRADITIONAL_REGIONS & set(rest)))
        return ZH_HANT if traditional else ZH_HANS
    if primary in ("en", "eng"):
        return EN
    return "-".join(
        [primary, *(part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part for part in rest)]
    )


def is_language(tag: str) -> bool:
    """Return whether a column or attribute value names one of the languages we know (Chinese, English) in any usual form.

    What follows the language must be a script, a region or a variant that is one: `en_notes` and `zh_pinyin` name columns.
    """
    try:
        return primary(tag) in ("zh", "en") and _SUBTAGS.fullmatch(tag.strip()) is not None
    except ValueError:
        return False


def primary(tag: str) -> str:
    """`zh`, `en`, … of any tag. Raise ValueError for what is no tag."""
    return normalise(tag).split("-")[0]


def is_chinese(tag: str) -> bool:
    """Return whether a tag stands for Chinese in either script."""
    return primary(tag) == "zh"


def chinese_english(source: str, target: str) -> bool:
    """Return whether two tags stand for Chinese and English, in either order."""
    return {primary(source), primary(target)} == {"zh", "en"}


def is_han(char: str) -> bool:
    """Return whether a character is a Han ideograph (URO, extensions, compatibility, 〇)."""
    code = ord(char)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x323AF
        or 0xF900 <= code <= 0xFAFF
        or code == 0x3007
    )


def guess(text: str) -> str:
    """`zh-Hans` where Han characters outweigh Latin words, else `en`. (Script is not told apart: matching is script-blind.)"""
    han = sum(map(is_han, text))
    latin = sum(char.isascii() and char.isalpha() for char in text)
    return ZH_HANS if han * 3 >= latin and han else EN

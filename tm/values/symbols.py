"""Document and resolution symbols: A/RES/72/195, 第72/195号决议, resolution 1325 (2000), E/CN.15/2019/L.2/Rev.1.

Sources: the UN's own description of document symbols (research.un.org, "UN document symbols"), and the Editorial
Manual on the citing of resolutions before and since the thirty-first session.
"""

from __future__ import annotations

import re

from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values.model import ADDRESS, SYMBOL, Value
from yizhi.tm.values.numerals import han

_SPACE = r"[ \u00a0\u2009\u202f]"
_PART = r"(?:[A-Z]{1,6}\.?[0-9A-Za-z.]*|[0-9]{1,4}(?:-[0-9]{1,4})?|INF|Add\.?|L\.|SR\.|S-[0-9]+|ES-[0-9]+)"
_TAIL = r"(?:/" + _SPACE + r"?(?:Add|Corr|Rev|Amend)\." + _SPACE + r"?[0-9]+)*"
_LETTER = r"(?:" + _SPACE + r"?[A-F](?![\w/]|\.\w))?"
"""A resolution adopted in parts: 77/262 B."""
_PIECE = (
    r"(?:"
    + _SPACE
    + r"?(?:\((?:Part|Vol\.|PART|VOL\.)"
    + _SPACE
    + r"?[IVX0-9]+\)|[(（]第[一二三四五六七八九十]{1,2}(?:部分|卷)[)）]))?"
)
"""A document issued in parts or volumes."""
ADDRESSES = compiled(r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+[A-Za-z0-9/#=_~&-]", re.A)
_DOCUMENT = (
    r"(?P<doc>(?<![A-Za-z0-9/.])(?:A|E|S|T|ST|DP|TD|CCPR|CEDAW|CERD|CAT|CRC|CMW|CRPD|CED|HRI|CTOC|CAC|UNEP|UNW|FCCC"
    r"|HSP|IDB|JIU|WFP|GC|EB|ICCD|CBD|LC|CD|NPT|APLC|CCW|BWC|DC|PBC|SPLOS|ISBA|HS|ICEF|UNODC|ECE|TRANS|ISO|BC|DGACM"
    r"|[A-Z]{1,6})(?:/" + _SPACE + r"?" + _PART + r"){1,7}" + _TAIL + r"(?![0-9]*:[0-9])" + _LETTER + _PIECE + r")"
)
_BARE = (
    r"(?P<bare>(?<![\w/.])(?:ES-|S-)?[0-9]{1,4}/(?:CP\.|CMP\.|PC\.)?[0-9]{1,4}(?:-[0-9]{1,4})?(?:/(?:Add|Corr|Rev)\.[0-9]+)*"
    + _LETTER
    + r"(?![\w/]|\.[0-9]))"
)
_DATED = r"(?P<dated>(?<![\w/.,])(?<![0-9][ \u00a0])[0-9]{1,4}" + _SPACE + r"?[A-F]?" + _SPACE + r"?[(（]" + _SPACE + r"?(?:(?:19|20)[0-9]{2}|[SE]{0,2}-?[IVXL]+)" + _SPACE + r"?[)）])"  # fmt: skip
SYMBOLS = compiled(f"{_DOCUMENT}|{_DATED}|{_BARE}", re.A)
_HEADS = compiled(
    r"[A-Z0-9](?<![A-Za-z0-9/.].)(?=[A-Z]{0,5}/|(?<=[SE])S?-[0-9]{1,4}/|[0-9]{0,3}(?:/|"
    + _SPACE
    + "?[A-F]?"
    + _SPACE
    + "?[(（]))"
)
"""Where a symbol may begin: before capitals or figures that a stroke follows, or figures that a bracket follows."""
_RESOLUTION = compiled(r"^[AES]/(?:HRC/)?(?P<sort>RES|DEC)/(?P<rest>.+)$")
_SORT_ZH = compiled(r"^[号\s]*(?P<sort>决议|决定|決議|決定)(?!草案)")


def addresses(text: str) -> list[Value]:
    """Web addresses; the key has no scheme, no `www.`, no closing slash, is lower-cased, and has `*` for its language."""
    if "://" not in text and "www." not in text:
        return []
    return [Value(ADDRESS, _address(match.group()), match.start(), match.end()) for match in ADDRESSES.finditer(text)]


_LANGUAGE_OF_ADDRESS = compiled(
    r"(?<=/)(?:en|zh|cn|zh-hans|zh-cn|english|chinese)(?=/|$)"  # un.org/zh/about
    r"|(?<=[?&]lang=)(?:en|zh|e|c)\b"  # ?lang=zh
    r"|(?<=[-_])(?:en|eng|zh|chi|ch|e|c)(?=\.[a-z]{2,5}$)"  # report_zh.pdf
)
"""Where an address names the language of its page."""


def _address(written: str) -> str:
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", written).rstrip("/").casefold()
    return _LANGUAGE_OF_ADDRESS.sub("*", bare)


def symbols(text: str) -> list[Value]:
    """Symbols of documents, resolutions and decisions. A bare `12/34` without a word for what it is, is soft."""
    if "/" not in text and "(" not in text and "（" not in text:
        return []
    out: list[Value] = []
    done = 0
    for head in _HEADS.finditer(text):
        start = head.start()
        occurrence = SYMBOLS.match(text, start) if start >= done else None
        if occurrence:
            done = occurrence.end()
            value = _symbol(text, occurrence)
            if value is not None:
                out.append(value)
    return out


def _symbol(text: str, occurrence: re.Match[str]) -> Value | None:
    written = occurrence.group().rstrip(".")  # the full stop of a sentence
    start, end = occurrence.start(), occurrence.start() + len(written)
    raw = "".join(written.split()).replace("（", "(").replace("）", ")")
    if "第" in raw:
        raw = _PIECE_ZH.sub(_in_roman, raw)
    kind = occurrence.lastgroup
    if kind == "doc" and not any(char.isdigit() for char in raw):
        return None
    sort = _sort(text, start, end)
    formal = _RESOLUTION.match(raw) if kind == "doc" else None
    if formal:
        sort, raw = ("resolution" if formal["sort"] == "RES" else "decision"), formal["rest"]
    return Value(SYMBOL, raw.upper(), start, end, kind == "bare" and not sort, sort)


_PIECE_ZH = compiled(r"第([一二三四五六七八九十]+)(部分|卷)")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def _in_roman(match: re.Match[str]) -> str:
    """Return a part or volume of a document as English symbols have it."""
    number = han(match[1]) or 0
    return ("PART" if match[2] == "部分" else "VOL.") + "X" * (number // 10) + _ROMAN[number % 10]


def _sort(text: str, start: int, end: int) -> str:
    """`resolution` or `decision` where the words beside a symbol say so."""
    window = text[end : end + 6]
    after = _SORT_ZH.match(window) if "决" in window or "決" in window else None
    if after:
        return "resolution" if after["sort"] in ("决议", "決議") else "decision"
    before = text[max(0, start - 14) : start].rstrip().lower().removesuffix("s")
    return "resolution" if before.endswith("resolution") else "decision" if before.endswith("decision") else ""

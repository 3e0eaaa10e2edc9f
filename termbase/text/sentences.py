"""Sentences of Chinese and English prose as the United Nations writes it.

A sentence ends at 。！？ with the quotation marks and brackets that close after it; at . ? ! where a space and then something
that can begin a sentence follow, unless the full stop belongs to an abbreviation (No., Art., U.S.), an initial, a symbol
(Add.1) or a paragraph number; at every line break; and before a list label, (a) or （一）, that a semicolon or colon
leads to. A semicolon alone ends nothing, nor does a stop inside brackets that close later.

Pieces tile the text: joined, they are the text. Rules and words come from the usage of UN documents in both languages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from yizhi.termbase.language import is_han

_CLOSERS = "”’」』》〉）)\\]】\"'"
_NOTE = r"(?:[⁰¹²³⁴-⁹*†‡]+|\[\d{1,3}\])*"
_LABEL = r"(?:[（(](?:[a-z]{1,2}|[ivxlc]{1,5}|\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|[①-⑳])"
_STOP = re.compile(
    rf"(?P<line>[\r\n\u2028\u2029\x0b\x0c\x85]+)"
    rf"|(?P<wide>[。！？｡]+[…!?！？]*)(?P<closed>[{_CLOSERS}]*){_NOTE}"
    rf"|(?P<narrow>[.?!]+)(?P<quoted>[{_CLOSERS}]*){_NOTE}(?P<mark>\d{{1,3}}(?=\s))?"
    rf"|(?P<item>[;；:：][^\S\r\n]*(?:(?:以及|和|及|或|and\b|or\b)[^\S\r\n]*)?)(?={_LABEL})"
)
_GOES_ON = frozenset("，、；：。,;:的地等而")
"""After a closing quotation mark or a mark of question, these carry the sentence on."""
_BRACKETS = {"(": ")", "（": "）", "[": "]", "《": "》", "〈": "〉", "【": "】"}
_LONGEST_BRACKET = 400


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER = _words(
    """
    add art arts corr rev amend annex para paras p pp vol vols cf eg ie viz vs e.g i.e mr mrs ms messrs dr prof st
    gen col lt capt sgt maj adm brig amb hon rt hrh h.e mt fig figs sect sects ch chap chaps ed eds trans approx
    ca c op ser suppl tel fax ext est incl excl seq v ss reg regs res dec doc docs ref refs
    """
)
"""Abbreviations that something always follows."""
_NUMBERED = _words("no nos n° nr")
"""Abbreviations before a number, words otherwise (No.)."""
_EITHER = _words(
    """
    etc al inc ltd co corp jr sr a.m p.m u.s u.k u.n d.c ph.d m.a b.a ibid jan feb mar apr jun jul aug sept sep
    oct nov dec cit
    """
)
"""Abbreviations that may end a sentence: they do where a word that begins sentences follows."""
_BEGINS = _words(
    """
    the a an in on at for from by to of with as it its he she they we i you this that these those there his her
    their our my if when while although however moreover furthermore nevertheless therefore thus accordingly
    additionally after before during since under through within both each all some many most such no not only what
    who where why how and but or so according following pursuant having noting recalling
    """
)
_TOKEN = re.compile(r"[^\s(（\[“‘\"'—–/]*$")
_NUMBER_ONLY = re.compile(
    r"\s*[(（\[]?(?:\d{1,4}(?:\.\d{1,3})*|[IVXLCivxlc]{1,6}|[A-Za-z]|[一二三四五六七八九十百]{1,4}|[甲乙丙丁戊己庚辛壬癸])[)）\]]?"
)
_NAMED = re.compile(
    r"\b(?:annex|appendix|article|category|chapter|class|committee|figure|group|part|phase|section|schedule|table|title)"
    r"(?:es|s)? [A-Z]\Z",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]")


def spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of every sentence, without the white space around it; what lies between is white space."""
    spans_found = []
    start = 0
    for end in [*_ends(text), len(text)]:
        piece = text[start:end]
        inner = piece.strip()
        if inner:
            inner_start = start + len(piece) - len(piece.lstrip())
            spans_found.append((inner_start, inner_start + len(inner)))
        start = end
    return spans_found


def pieces(text: str) -> list[str]:
    """Return the text in pieces that tile it, each a sentence with the white space around it."""
    bounds = [0, *_ends(text), len(text)]
    cut = [text[start:end] for start, end in pairwise(bounds) if start < end]
    return _merge_blank(cut)


def _merge_blank(cut: list[str]) -> list[str]:
    """White space alone joins the piece before it (the one after it, at the beginning)."""
    merged: list[str] = []
    for piece in cut:
        if merged and (not piece.strip() or not merged[-1].strip()):
            merged[-1] += piece
        else:
            merged.append(piece)
    return merged


def sentences(text: str) -> list[str]:
    """Return the sentences, without the white space around them."""
    return [text[start:end] for start, end in spans(text)]


def _ends(text: str) -> Iterator[int]:
    """Yield where one sentence ends and the next begins (white space belongs to the one before), rising."""
    enclosed = _enclosed(text)
    start = 0
    for match in _STOP.finditer(text):
        if match.end() <= start or match.end() >= len(text):
            continue
        if match["line"] is not None:
            ended = True
        elif match["item"] is not None:
            ended = not _is_inside(enclosed, match.start())
        elif match["wide"] is not None:
            ended = _wide_ends(text, start, match, enclosed)
        else:
            ended = _narrow_ends(text, start, match, enclosed)
        if ended:
            end = match.end()
            while end < len(text) and text[end].isspace():
                end += 1
            if end < len(text):
                yield end
            start = end


def _closes(text: str, start: int, match: re.Match[str], enclosed: list[tuple[int, int]]) -> bool:
    """Return whether the stop closes brackets that the sentence began with: (See annex I.)"""
    slot = bisect_right(enclosed, (match.start(), match.start())) - 1
    if slot < 0:
        return False
    begin, end = enclosed[slot]
    return begin < match.start() < end < match.end() and not text[start:begin].strip()


def _wide_ends(text: str, start: int, match: re.Match[str], enclosed: list[tuple[int, int]]) -> bool:
    """Return whether 。！？ ends a sentence."""
    following = text[match.end() : match.end() + 1]
    goes_on = following in _GOES_ON and (bool(match["closed"]) or match["wide"][0] != "。")
    inside = _is_inside(enclosed, match.start()) and not _closes(text, start, match, enclosed)
    return not goes_on and not inside


def _narrow_ends(text: str, start: int, match: re.Match[str], enclosed: list[tuple[int, int]]) -> bool:
    """Return whether . ? ! ends a sentence."""
    before = text[match.start() - 1 : match.start()]
    following = text[match.end() : match.end() + 1]
    inside = _is_inside(enclosed, match.start()) and not _closes(text, start, match, enclosed)
    if inside or _NUMBER_ONLY.fullmatch(text, start, match.start()):
        return False
    if before and (is_han(before) or before in "”》）」"):
        # Chinese typed with half-width marks.
        return (
            following not in _GOES_ON and not following.isdigit() and not (following.isascii() and following.isalpha())
        )
    if not following.isspace():
        return False
    following = text[match.end() : match.end() + 60].lstrip()
    if not _can_begin(following):
        return False
    if match["narrow"] != ".":
        return True
    token = _token(text, start, match.start())
    named = _NAMED.search(text[max(start, match.start() - 20) : match.start()]) is not None
    return _stop_ends(token, following, marked=match["mark"] is not None, named=named or ")" in match["quoted"])


def _token(text: str, start: int, end: int) -> str:
    match = _TOKEN.search(text, max(start, end - 40), end)
    return match.group() if match else ""


def _stop_ends(token: str, following: str, *, marked: bool, named: bool) -> bool:
    """Return whether a full stop after `token` ends a sentence, `rest` following it.

    `marked`: a footnote mark comes between; `named`: a single letter is the name of an annex, a table, …
    """
    lower = token.lower().lstrip("-–")
    if lower in _NUMBERED:
        return not marked and not following[:1].isdigit()
    if lower in _NEVER:
        return False
    if marked:
        # Council.12 The: a footnote mark; 3.12 The: a number.
        return not token[-1:].isdigit() and len(token) > 1
    word = re.match(r"[^\W\d_]+", following)
    begins = word is not None and word.group().lower() in _BEGINS
    if lower in _EITHER:
        return begins
    if _INITIALS.fullmatch(token):
        # J. Smith; but: the U.S. The delegation …, see annex I. The table …
        return begins and (len(token) > 1 or named)
    return True


def _can_begin(following: str) -> bool:
    """Return whether a sentence can begin so: a capital, a digit, a Han character, a quotation mark or bracket before one."""
    following = following.lstrip("“‘\"'(（[《「*•–—-")
    first = following[:1]
    return (
        first.isupper() or first.isdigit() or (bool(first) and is_han(first)) or re.match(_LABEL, following) is not None
    )


def _enclosed(text: str) -> list[tuple[int, int]]:
    """Return the spans inside brackets that open and close in one line, outermost only, in text order."""
    open_at: list[tuple[str, int]] = []
    enclosed_spans: list[tuple[int, int]] = []
    for match in re.finditer(r"[()（）\[\]《》〈〉【】\n]", text):
        char = match.group()
        if char == "\n":
            open_at.clear()
        elif char in _BRACKETS:
            open_at.append((_BRACKETS[char], match.start()))
        elif open_at and open_at[-1][0] == char:
            begin = open_at.pop()[1]
            if match.start() - begin <= _LONGEST_BRACKET:
                while enclosed_spans and enclosed_spans[-1][0] > begin:
                    enclosed_spans.pop()
                enclosed_spans.append((begin, match.start()))
    return enclosed_spans


def _is_inside(enclosed: list[tuple[int, int]], offset: int) -> bool:
    slot = bisect_right(enclosed, (offset, offset)) - 1
    return slot >= 0 and enclosed[slot][0] < offset < enclosed[slot][1]

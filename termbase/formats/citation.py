"""A reference as one line of text (`A/RES/55/25, annex I, art. 2`), and back."""

from __future__ import annotations

import re

from yizhi.termbase.model import Reference

# A document symbol, as in ST/LIB/SER.B/5: bodies and series in capitals, then parts behind slashes, perhaps with a
# session or part in brackets: A/RES/2992 (XXVII), S/RES/1325 (2000), E/CN.15/2012/1, CTOC/COP/2020/10, A/74/6 (Sect. 5);
# resolutions in several parts have letters: A/RES/217 (III) A, A/RES/53/243 A and B, E/RES/671 A (XXV).
_SYMBOL = (
    r"[A-Z][A-Z0-9.]*(?:/[A-Za-z0-9][\w.*+-]*(?: ?\([^()|]{1,20}\))?)+"
    r"(?: [A-Z](?: and [A-Z])*(?: \([IVXLC]+\))?(?![A-Za-z]))?"
)

# What says where in the document; with the symbol it makes the place that a reader looks up.
_WHERE = (
    r"(?:annex(?:es)?|appendix|arts?|articles?|chap|chapters?|figure|footnote|goals?|index|nos?|operative|paras?"
    r"|paragraphs?|part|pp?|preamble|preambular|principles?|recommendations?|regulations?|rules?|sects?|sections?"
    r"|table|targets?|vol|\d|\()"
)
_CITED = re.compile(rf"(?P<symbol>{_SYMBOL}(?:, {_WHERE}(?![a-z])[^,]*)*)(?:, (?P<title>.+))?", re.DOTALL)
_LINKED = re.compile(r"(?P<rest>.*\S) <(?P<url>https?://[^\s<>]+)>", re.DOTALL)
_URL = re.compile(r"https?://\S+")


def read_citation(text: str) -> Reference:
    """Return the reference that a line stands for: a symbol with its place, then a title, then `<URL>`, each where it is there."""
    if _URL.fullmatch(text):
        return Reference(url=text)
    linked = _LINKED.fullmatch(text)
    url, rest = (linked["url"], linked["rest"]) if linked else ("", text)
    cited = _CITED.fullmatch(rest)
    if cited:
        return Reference(cited["symbol"], cited["title"] or "", url)
    return Reference(title=rest, url=url)


def write_citation(reference: Reference) -> str:
    """Return the line for a reference."""
    words = ", ".join(part for part in (reference.symbol, reference.title) if part)
    if not reference.url:
        return words
    return f"{words} <{reference.url}>" if words else reference.url

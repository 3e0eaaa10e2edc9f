"""Declared short forms: 全称（简称）, 全称（以下称“简称”）, 全称（English Name，ACRONYM）, Full Name (ACRONYM), also known as.

What a document says itself about its names. The end of the full form is plain (the bracket); its beginning is weighed in
Chinese (`chinese.py`) and read off the initials and capitals in English. The one detector of declarations: mining makes
candidates of them, the checks hold a draft to them.
"""

from __future__ import annotations

from yizhi.termbase.language import is_chinese
from yizhi.tm.mining.declaration import CALLING, Count, Declaration, Known, KnownTerms

__all__ = ["Declaration", "Known", "find", "possible"]


def possible(text: str, language: str) -> bool:
    """Return whether a text may declare anything: a quick look, for those who have to prepare something for `find`."""
    if is_chinese(language):
        return "（" in text or "(" in text or CALLING.search(text) is not None
    return "(" in text or "known as" in text or "referred to as" in text or "hereinafter" in text


def find(
    text: str, language: str, known_terms: Known = (), count: Count = lambda _: 1, *, bounding: bool = False
) -> list[Declaration]:
    """Return the declarations in a text (a paragraph), in its order.

    `known` are the terms of a termbase in it; `count` says how often a string stands in the whole document: a name that
    comes again is bounded by it.
    """
    if not possible(text, language):
        return []
    if is_chinese(language):
        from yizhi.tm.mining import declared_chinese

        return list(
            declared_chinese.find(text, declared_chinese.DeclarationEvidence(KnownTerms(known_terms), count, bounding))
        )
    from yizhi.tm.mining import declared_english

    return list(declared_english.find(text, known_terms))

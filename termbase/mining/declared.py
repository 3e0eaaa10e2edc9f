"""Declared short forms: 全称（简称）, 全称（以下称“简称”）, 全称（English Name，ACRONYM）, Full Name (ACRONYM), also known as.

What a document says itself about its names. The end of the full form is plain (the bracket); its beginning is weighed in
Chinese (`chinese.py`) and read off the initials and capitals in English. The one detector of declarations: mining makes
candidates of them, the checks hold a draft to them.
"""

from __future__ import annotations

from termbase.language import is_chinese
from termbase.mining.declaration import Count, Declaration, Known

__all__ = ["Declaration", "Known", "find"]


def find(text: str, language: str, known: Known = (), count: Count = lambda _: 1) -> list[Declaration]:
    """The declarations in a text (a paragraph), in its order.

    `count` says how often a string stands in the whole document: a name that comes again is bounded by it.
    """
    if is_chinese(language):
        from termbase.mining import declared_chinese

        return list(declared_chinese.find(text, known, count)) if declared_chinese.MAYBE.search(text) else []
    from termbase.mining import declared_english

    return list(declared_english.find(text, known)) if "(" in text or declared_english.INLINE.search(text) else []

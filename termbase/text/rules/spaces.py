"""White space and line breaks: dropped beside Han characters where they say nothing, one space in other scripts.

Inside Han text a line break is dropped, with the blank lines and the indent that go with it: pages are wrapped anywhere.
After the end of a sentence it stays. A space between Han and a letter or digit is a matter of typography (第 29 号); one
between two Han characters separates, and stays.
"""

from __future__ import annotations

BREAKS = "\n\r\v\f\x85\u2028\u2029"
CHARACTERS = (
    BREAKS + "\t \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)

_SENTENCE_ENDS = frozenset("。!?….！？")
_BREAKS = frozenset(BREAKS)


def changes_ascii(text: str) -> bool:
    """Single spaces stay; tabs and line breaks are not printable."""
    return "  " in text or not text.isprintable()


def change(before: str, run: str, after: str) -> str:
    """Return what is left of a run of white space: nothing, a space, a tab (a cell ends) or a line break (a sentence ends)."""
    if run == " " and before.isascii() and after.isascii():
        return run
    broken = not _BREAKS.isdisjoint(run)
    if broken and before in _SENTENCE_ENDS:
        return "\n"
    if "\t" in run and not broken:
        return "\t"
    wide = _wide(before) + _wide(after)
    if wide == 1 or (wide and broken):
        return ""
    # A word that hyphenation or a hyphen divided stays in one piece.
    return "" if broken and before == "-" and after.isalpha() else " "


def _wide(character: str) -> bool:
    """Return whether a character is of a script that writes without spaces, or of its punctuation."""
    return "\u2e80" <= character <= "\ua4cf" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"

"""Normalisation rules, one a module, found by their file name; nothing needs to be registered.

A rule is one of two kinds:

- `table() -> dict[int, str]`: characters that become another character, one for one. Positions do not move. Tables are
  applied in the order of `ORDER` (default 0), each on what the ones before it left.
- `CHARACTERS: str` and `change(before, run, after) -> str`: runs of these characters become something else, perhaps
  nothing, given the character before and the one after (empty at the ends of the text; characters of the other
  rules of this kind are passed over). They see text that the tables have gone through. The engine keeps the offsets.
  Where some of the characters are ASCII, `changes_ascii(text) -> bool` may say of a text that is ASCII throughout whether
  there is anything to change: most English text is spared the search.
"""

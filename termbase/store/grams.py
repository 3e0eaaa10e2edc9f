"""Pieces of a key that a part of it can be found by, down to one Han character; the index over them is FTS5's.

FTS5's own tokenizers find neither 人权 inside a sentence (unicode61) nor anything under three characters (trigram). So the
text that it indexes is made here: for each place of a key the characters from there on, two in Han and three elsewhere,
each Han character by itself, and the length of the key (`#7`), by which the shortest keys are found first.
"""

from __future__ import annotations

from collections.abc import Iterable

from yizhi.termbase.text.lazy import compiled

# Tokens are split at spaces by SQLite's ascii tokenizer, to which all ASCII but letters and digits (and these two) is space.
TOKENIZER = "ascii tokenchars '_#'"

_ASIDE = compiled("[\x00-/:-@\\[-`{-\x7f]")
_COMMON = "qzjxkvwbgyfpmucdlhrsnioate_"  # the letters of English, the rarest first
_ENOUGH = 4  # pieces that are looked for together
_WIDE = 0x2E80  # CJK radicals and all that follows: scripts whose characters say much


def gram_text(key: str) -> str:
    """Return what the index is given for a key."""
    plain = _ASIDE.sub("_", key)
    if plain.isascii():
        return f"{' '.join([plain[index : index + 3] for index in range(len(plain))])} #{len(key)}"
    grams = [gram for index in range(len(plain)) for gram in _at(plain, index)]
    return f"{' '.join(grams)} #{len(key)}"


def _at(plain: str, index: int) -> tuple[str, ...]:
    """Return the tokens of one place."""
    if ord(plain[index]) >= _WIDE:
        return plain[index], plain[index : index + 2]
    return (plain[index : index + 3],)


def containing(part: str, lengths: Iterable[int] = ()) -> str:
    """Return the FTS5 query for keys that may hold `part` (not empty) and have one of the lengths, if any are given.

    It finds every key that holds the part, and a few that do not (its pieces apart or in another order): look again.
    """
    plain = _ASIDE.sub("_", part)
    tokens = [f'"{gram}"' for gram in _telling(plain)]
    # Too short to hold a whole piece: one that begins so.
    query = " AND ".join(tokens) if tokens else f'"{plain}" *'
    sizes = " OR ".join(f'"#{length}"' for length in lengths)
    return f"{query} AND ({sizes})" if sizes else query


def _telling(plain: str) -> list[str]:
    """Return the pieces to look for: of the many in a long part those that say most, for each costs a walk through its list."""
    pieces = _inside(plain)
    if len(pieces) <= _ENOUGH:
        return list(dict.fromkeys(pieces))
    # Side by side they say the same twice: the best of each stretch.
    size = -(-len(pieces) // _ENOUGH)
    stretches = [pieces[start : start + size] for start in range(0, len(pieces), size)]
    return list(dict.fromkeys(min(stretch, key=_commonness) for stretch in stretches))


def _inside(plain: str) -> list[str]:
    """Return the pieces of a part that lie wholly inside it; a single Han character where nothing longer does."""
    grams_inside = []
    for index in range(len(plain)):
        size = 2 if ord(plain[index]) >= _WIDE else 3
        if index + size <= len(plain):
            grams_inside.append(plain[index : index + size])
        elif size == 2 and (index == 0 or ord(plain[index - 1]) < _WIDE):
            grams_inside.append(plain[index])
    return grams_inside


def _commonness(gram: str) -> int:
    """Return how common a piece may be: by its letters, Han being rare."""
    return sum(_COMMON.find(char) + 1 for char in gram)

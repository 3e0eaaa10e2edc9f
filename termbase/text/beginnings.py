"""With which characters the matches of an expression begin: what lets a search pass over all other places at once.

Python's compiler tells its matcher so for expressions that begin with a set or a letter. It does not for those that begin with
a choice, an optional part, or a look behind, which most of ours do; at every place of a text the matcher then tried all of
such an expression, and half of the time of a check went there. The set here may be too large (a look ahead is not
taken into account), never too small; where that is not certain there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_parser: Any = re._parser  # type: ignore[attr-defined]
_compiler: Any = re._compiler  # type: ignore[attr-defined]
_constants: Any = re._constants  # type: ignore[attr-defined]

INFO_CHARSET = 4
"""What the matcher's head says where a set follows (`SRE_INFO_CHARSET`)."""
_PLAIN_FLAGS = re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE
"""Flags that a part of an expression may have of its own."""
_LOWEST_HAN = 0x2E80
"""From here on no character has capitals but full-width letters and some far beyond."""
_HIGHEST_HAN = 0xA000
_MORE_CASES = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}
"""What matches these letters beside their capitals where case is ignored."""

Item = tuple[Any, Any]
"""A member of a set, as Python's parser has it."""


class _Unsure(Exception):
    """Nothing certain can be said."""


def with_beginnings(code: list[int], tree: Any, flags: int) -> list[int]:
    """Return the numbers of a compiled expression with the set of its beginnings, where it has none yet and one is certain."""
    width = code[3] if code[0] == int(_constants.INFO) and code[2] == 0 else 0
    if not width or flags & re.LOCALE:
        return code
    try:
        items, nullable = _of_sequence(tree.data, flags)
    except _Unsure:
        return code
    if nullable or not items or (len(items) > 1 and any(kind is _constants.NEGATE for kind, _ in items[1:])):
        return code
    charset, has_case = _compiler._optimize_charset(items)
    if has_case:
        return code
    head = [code[0], 0, INFO_CHARSET, code[3], code[4]]
    _compiler._compile_charset(charset, flags, head)
    head[1] = len(head) - 1
    return [*map(int, head), *code[1 + code[1] :]]


def _of_sequence(parts: Iterable[tuple[Any, Any]], flags: int) -> tuple[list[Item], bool]:
    """Return the beginnings of parts that follow one another, and whether all of them may be empty."""
    out: list[Item] = []
    for kind, value in parts:
        items, nullable = _of_part(kind, value, flags)
        out = _together(out, items)
        if not nullable:
            return out, False
    return out, True


def _of_part(kind: Any, value: Any, flags: int) -> tuple[list[Item], bool]:
    """Return the beginnings of a part, and whether it may be empty."""
    name = str(kind)
    if name == "LITERAL":
        return _of_character(value, flags), False
    if name == "IN":
        return _of_set(value, flags), False
    if name == "BRANCH":
        return _of_choice(value[1], flags)
    if name == "SUBPATTERN":
        _, added, dropped, inner = value
        if (added | dropped) & ~_PLAIN_FLAGS:
            raise _Unsure
        return _of_sequence(inner.data, (flags | added) & ~dropped)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, inner = value
        items, nullable = _of_sequence(inner.data, flags)
        return items, nullable or least == 0
    if name == "ATOMIC_GROUP":
        return _of_sequence(value.data, flags)
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return [], True
    raise _Unsure


def _of_choice(choices: Iterable[Any], flags: int) -> tuple[list[Item], bool]:
    out: list[Item] = []
    nullable = False
    for choice in choices:
        items, is_empty = _of_sequence(choice.data, flags)
        out = _together(out, items)
        nullable = nullable or is_empty
    return out, nullable


def _together(first: list[Item], second: list[Item]) -> list[Item]:
    """Return two sets as one; a set of all but some characters goes with no other."""
    if first and second and any(kind is _constants.NEGATE for kind, _ in (*first, *second)):
        raise _Unsure
    return first + second


def _of_set(members: list[Item], flags: int) -> list[Item]:
    if not flags & re.IGNORECASE:
        return list(members)
    out: list[Item] = []
    for kind, value in members:
        name = str(kind)
        if name == "LITERAL":
            out += _of_character(value, flags)
        elif name == "RANGE":
            first, last = value
            out += _of_range(first, last, flags)
        elif name == "CATEGORY":
            out.append((kind, value))
        else:
            raise _Unsure
    return out


def _of_range(first: int, last: int, flags: int) -> list[Item]:
    if first >= _LOWEST_HAN and last < _HIGHEST_HAN:
        return [(_constants.RANGE, (first, last))]
    if last >= 128:
        raise _Unsure
    return [item for code in range(first, last + 1) for item in _of_character(code, flags)]


def _of_character(code: int, flags: int) -> list[Item]:
    """Return a character, where case is ignored with all that match it."""
    if not flags & re.IGNORECASE:
        return [(_constants.LITERAL, code)]
    character = chr(code)
    if character.isascii():
        small = character.lower()
        return [
            (_constants.LITERAL, ord(item)) for item in {character, small, small.upper(), *_MORE_CASES.get(small, "")}
        ]
    if _LOWEST_HAN <= code < _HIGHEST_HAN or not (character.isalpha() or character.lower() != character.upper()):
        return [(_constants.LITERAL, code)]
    raise _Unsure

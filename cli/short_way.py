"""The short way of the calls that are made a hundred times a day: `check` and `lookup` with plain options.

The libraries of the command line take longer to load than such a call takes. What stands here is no second command line:
only words that mean the same to both are understood, everything else (help, completion, a mistake) goes the long way.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

Action = Callable[[], int]


class PlainOption(NamedTuple):
    """An option of a short call: the field that it fills, what makes its value (None: it has none), whether it may come again."""

    field: str
    value: Callable[[str], Any] | None
    repeatable: bool = False


def plain(words: Sequence[str]) -> Action | None:
    """Return what a call does; None where the whole command line has to read it."""
    reader = _READERS.get(words[0]) if words else None
    # A shell that asks for completions, and one that leaves it to us what * stands for.
    if reader is None or os.name == "nt" or "_YIZHI_COMPLETE" in os.environ:
        return None
    return reader(words[1:])


def _read(words: Sequence[str], options: Mapping[str, PlainOption]) -> tuple[list[str], dict[str, Any]] | None:
    """Return the words that are no options, and the fields that the options fill; None for anything unusual."""
    plain_words: list[str] = []
    fields: dict[str, Any] = {}
    waiting: PlainOption | None = None
    for word in words:
        if waiting is None and word.startswith("-"):
            waiting = options.get(word)
            if waiting is None or (waiting.field in fields and not waiting.repeatable):
                return None
            if waiting.value is None:
                fields[waiting.field], waiting = True, None
        elif waiting is None:
            plain_words.append(word)
        else:
            value = None if word.startswith("-") else waiting.value and waiting.value(word)
            if value is None:
                return None
            fields[waiting.field] = [*fields.get(waiting.field, ()), value] if waiting.repeatable else value
            waiting = None
    return (plain_words, fields) if plain_words and waiting is None else None


def _alone(word: str) -> tuple[str]:
    """Return the only one of several that there may be."""
    return (word,)


def _count(word: str) -> int | None:
    """Return a number of things, at least one."""
    return int(word) if word.isascii() and word.isdigit() and int(word) else None


_COMMON = {
    **dict.fromkeys(("--termbase", "-t"), PlainOption("termbases", Path, True)),
    "--no-builtin": PlainOption("no_builtin", None),
}
_CHECK = {
    **_COMMON,
    **dict.fromkeys(("--format", "-f"), PlainOption("forms", _alone)),
    **dict.fromkeys(("--output", "-o"), PlainOption("output", Path)),
    "--baseline": PlainOption("baseline", Path),
    "--jobs": PlainOption("jobs", _count),
}
_LOOKUP = {
    **_COMMON,
    **dict.fromkeys(("--format", "-f"), PlainOption("as_json", {"text": False, "json": True}.get)),
    **dict.fromkeys(("--limit", "-n"), PlainOption("limit", _count)),
}


def _check(words: Sequence[str]) -> Action | None:
    call = _read(words, _CHECK)
    if call is None:
        return None
    files, fields = call

    def action() -> int:
        from yizhi.cli.actions.check import run
        from yizhi.cli.actions.check_outcome import CheckRequest

        request = CheckRequest(tuple(map(Path, files)))
        return run(request._replace(**fields))

    return action


def _lookup(words: Sequence[str]) -> Action | None:
    call = _read(words, _LOOKUP)
    if call is None:
        return None
    query, fields = call

    def action() -> int:
        from yizhi.cli.actions.lookup import LookupRequest, look_up

        look_up(LookupRequest(tuple(query), **fields))
        return 0

    return action


_READERS: dict[str, Callable[[Sequence[str]], Action | None]] = {"check": _check, "lookup": _lookup}

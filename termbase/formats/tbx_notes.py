"""Data categories that our model has no field for live on as lines of a note: `[context] It happened [source] A/74/6`.

Such lines stand at the end of the note. They are written back as data categories where the dialect has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

_LINE = re.compile(r"\[([A-Za-z][\w.-]*)(?::([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*))?\] (.*)")
_SOURCE = " [source] "


@dataclass(frozen=True, slots=True)
class Kept:
    """A data category in a note: its name, its value, the source that goes with it, and the language whose level it was on."""

    name: str
    value: str
    source: str = ""
    language: str = ""

    def __str__(self) -> str:
        about = f"{self.name}:{self.language}" if self.language else self.name
        return f"[{about}] {self.value}" + (f"{_SOURCE}{self.source}" if self.source else "")


def kept(name: str, value: str, source: str = "", language: str = "") -> Kept:
    """Return one that fits a line."""
    return Kept(
        re.sub(r"[^\w.-]+", "-", name) or "unnamed", " ".join(value.split()), " ".join(source.split()), language
    )


def joined(notes: Iterable[str], more: Iterable[Kept]) -> str:
    """Return a note of plain notes and kept categories."""
    return "\n".join([*notes, *map(str, more)])


def parted(
    note: str, fits: Callable[[Kept], bool], order: Callable[[Kept], tuple[int, ...]]
) -> tuple[str, tuple[Kept, ...]]:
    """Return the plain part of a note and the categories at its end that the form has a place for, in the order that it writes them.

    Where putting them there would change the note on its way back, all of it stays plain.
    """
    if "[" not in note:
        return note, ()
    lines = note.split("\n")
    notes: list[Kept] = []
    while lines:
        note_item = _read(lines[-1])
        if note_item is None or not fits(note_item):
            break
        notes.insert(0, note_item)
        lines.pop()
    plain = "\n".join(lines)
    if notes and sorted(notes, key=order) == notes and _same(note, plain, notes):
        return plain, tuple(notes)
    return note, ()


def _same(note: str, plain: str, notes: Sequence[Kept]) -> bool:
    return joined([plain] if plain.strip() else [], notes) == note


def _read(line: str) -> Kept | None:
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    value, _, source = match[3].partition(_SOURCE)
    note = kept(match[1], value, source, match[2] or "")
    return note if str(note) == line and value else None

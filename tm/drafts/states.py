"""How a file of translation units says what a translation from a memory is worth: attributes of start tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from yizhi.tm.drafts.escaping import quoteattr
from yizhi.tm.drafts.format import Edit
from yizhi.tm.drafts.markup import Element

if TYPE_CHECKING:
    from yizhi.tm.drafts.unit_entries import UnitEntry

Said = tuple[tuple[str, str], ...]
"""Attributes and their values; an empty value takes the attribute away."""

_SETTLED = frozenset({"translated", "signed-off", "final", "reviewed"})
_START_TAG = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?=/?>)")


def states(entries: Sequence[UnitEntry], changes: Sequence[Edit]) -> tuple[dict[int, Said], list[tuple[Element, Said]]]:
    """Return the attributes of targets that are yet to be written, by their place, and those of elements that are there.

    Where several units share an element, it is as good as the worst of them: one without translation, or one that was
    there before and is not settled, makes it one to be reviewed.
    """
    fresh: dict[int, Said] = {}
    marked: dict[int, tuple[Element, Said]] = {}
    changes_by_unit = {change.unit: change for change in changes if change.unit is not None and change.state}
    sharing: dict[int, list[int]] = {}
    for number, entry in enumerate(entries):
        if entry.states and entry.fillable:
            sharing.setdefault(_place(entry), []).append(number)
    for together in sharing.values():
        mine = [changes_by_unit[number] for number in together if number in changes_by_unit]
        if not mine:
            continue
        worst = min(mine, key=lambda change: (change.state != "fuzzy", change.percent))
        review = any(number not in changes_by_unit and not _settled(entries[number]) for number in together)
        entry = entries[together[0]]
        state = entry.states["fuzzy" if review else worst.state]
        attributes = tuple((name, value.format(percent=worst.percent)) for name, value in state)
        if entry.carrier is not None:
            marked[entry.carrier.start] = entry.carrier, attributes
        elif entry.target is None:
            fresh[entry.gap.at] = attributes
    return fresh, list(marked.values())


def _place(entry: UnitEntry) -> int:
    return entry.carrier.start if entry.carrier is not None else entry.gap.at


def _settled(entry: UnitEntry) -> bool:
    """Return whether a unit has a translation that nobody has to look at."""
    if entry.target is None or not entry.target.text.strip():
        return not entry.source.text.strip()
    stated = dict(entry.attributes).get("state", "")
    return not stated or stated in _SETTLED


def with_attributes(tag: bytes, attributes: Said) -> bytes:
    """Return a text that begins with a start tag, with these attributes in it, each where it stood, new ones at the end."""
    upto = _START_TAG.match(tag)
    assert upto is not None, tag
    head, rest = upto[0].rstrip(), tag[upto.end() :]
    for name, value in attributes:
        new = f" {name}={quoteattr(value)}".encode() if value else b""
        old = re.search(rb"\s" + re.escape(name.encode()) + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", head)
        head = head[: old.start()] + new + head[old.end() :] if old else head + new
    return head + rest

"""What a module in `tm/drafts/formats/` declares, and what can be changed in a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.records import dataclass
from yizhi.tm.drafts.source import Decoded, DraftFile
from yizhi.tm.model import Draft, Tag


@dataclass(frozen=True, slots=True)
class Edit:
    """`text[start:end]` of a segment becomes `new`.

    `unit` is the index in `Draft.units` and `side` is `source` or `target`; offsets count in that segment's text. In a
    monolingual draft `unit` is None and offsets count in `Draft.text`. Inline codes stay where they are.
    """

    unit: int | None
    start: int
    end: int
    new: str
    side: str = "target"
    state: str = ""
    """`exact` or `fuzzy`: how a translation from a memory is to be marked, where the format has a way."""
    percent: int = 0
    """How good the match was, with `state`; some formats have a place for it."""
    tags: tuple[Tag, ...] | None = None
    """Where a whole translation is replaced in a format with `codes`: all the inline codes of the new one, by their place in `new`."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark for a person about `text[start:end]`; addressed like a Change."""

    unit: int | None
    start: int
    end: int
    text: str
    side: str = "target"


@dataclass(frozen=True, slots=True)
class Written:
    """The changed bytes of a file, and what its user must know of them (it is in another encoding now)."""

    data: bytes
    notes: tuple[str, ...] = ()


def encoded(before: Decoded, text: str) -> bytes | Written:
    """Return a changed text in the encoding of its file; in UTF-8, with a note, where that lacks a character."""
    try:
        return before.encode(text)
    except YizhiError:
        return Written(text.encode("utf-8"), (f"not all of it can be said in {before.name}; written as UTF-8",))


Reader = Callable[[DraftFile], Draft]
Editor = Callable[[DraftFile, Sequence[Edit], Sequence[Note]], bytes | Written]


def _never(head: bytes) -> bool:  # noqa: ARG001 - the shape of a sniffer
    return False


@dataclass(frozen=True, slots=True)
class DraftFormat:
    """A draft format. A module in `tm/drafts/formats/` declares it as `FORMAT`; nothing else lists it.

    `endings` are lower-case file endings with their dot; `sniff` looks at the first bytes of a file whose ending says
    nothing; `edit` gives the bytes of the file with changes and notes in it, all else as it was, and is None where
    the format cannot be written back.
    """

    name: str
    endings: tuple[str, ...]
    read: Reader
    sniff: Callable[[bytes], bool] = _never
    edit: Editor | None = None
    title: str = ""
    codes: bool = False
    """Whether `edit` writes the inline codes of a Change."""

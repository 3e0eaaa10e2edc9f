"""The drafts that were sent to the server, in memory alone, until they are taken away, pushed out by newer ones, or it stops."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from enum import StrEnum

from yizhi.service.jobs import DraftData, ExaminedDraft

MOST_DRAFTS = 50
MOST_BYTES = 600_000_000
"""Bytes of drafts and their reports together: beyond it the oldest go."""
MOST_STEPS = 20
"""Changes of a draft that can be taken back; earlier ones are forgotten."""
_LONGEST_NAME = 200


class DraftState(StrEnum):
    """How far the work on a draft is."""

    CHECKING = "checking"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ShelvedDraft:
    """A draft as it was sent or corrected since, and what came of it.

    `revision` counts its reports and changes: numbers of findings hold for one. `earlier`: its bytes before each change.
    """

    id: str
    draft: DraftData
    state: DraftState = DraftState.CHECKING
    examined: ExaminedDraft | None = None
    error: str = ""
    revision: int = field(default=0)
    earlier: tuple[bytes, ...] = ()

    @property
    def size(self) -> int:
        """Bytes that it keeps."""
        byte_count = len(self.draft.data) + (len(self.draft.source[1]) if self.draft.source else 0)
        byte_count += sum(map(len, self.earlier))
        if self.examined is not None:
            byte_count += len(self.examined.report) + len(self.examined.document) + sum(map(len, self.examined.units))
        return byte_count


class Shelf:
    """Drafts by their ids, the newest last."""

    def __init__(self) -> None:
        self._drafts: dict[str, ShelvedDraft] = {}

    def put(self, draft: DraftData) -> ShelvedDraft:
        """Take a draft in under a new id that nobody can guess."""
        shelved = ShelvedDraft(secrets.token_urlsafe(12), draft)
        self._drafts[shelved.id] = shelved
        self._make_room()
        return shelved

    def get(self, id_: str) -> ShelvedDraft | None:
        """Return the draft of an id, None where there is none any more."""
        return self._drafts.get(id_)

    def every(self) -> list[ShelvedDraft]:
        """Return all drafts, the newest first."""
        return list(self._drafts.values())[::-1]

    def examined(self, id_: str, examined: ExaminedDraft) -> ShelvedDraft | None:
        """Keep what a check of a draft gave, if the draft is still there."""
        return self._changed(id_, state=DraftState.READY, examined=examined, error="")

    def failed(self, id_: str, error: str) -> ShelvedDraft | None:
        """Keep why a draft could not be checked, if it is still there."""
        return self._changed(id_, state=DraftState.FAILED, error=error)

    def corrected(self, id_: str, data: bytes) -> ShelvedDraft | None:
        """Put other bytes in place of a draft's own, if it is still there; its check must be done anew."""
        shelved = self._drafts.get(id_)
        if shelved is None:
            return None
        return self._restarted(shelved, data, (*shelved.earlier, shelved.draft.data)[-MOST_STEPS:])

    def taken_back(self, id_: str) -> ShelvedDraft | None:
        """Undo the last change of a draft; None where there is none."""
        shelved = self._drafts.get(id_)
        if shelved is None or not shelved.earlier:
            return None
        return self._restarted(shelved, shelved.earlier[-1], shelved.earlier[:-1])

    def remove(self, id_: str) -> bool:
        """Take a draft away; False where there was none."""
        return self._drafts.pop(id_, None) is not None

    def _restarted(self, shelved: ShelvedDraft, data: bytes, earlier: tuple[bytes, ...]) -> ShelvedDraft | None:
        draft = shelved.draft._replace(data=data)
        return self._changed(
            shelved.id, draft=draft, earlier=earlier, state=DraftState.CHECKING, examined=None, error=""
        )

    def _changed(self, id_: str, **fields: object) -> ShelvedDraft | None:
        shelved = self._drafts.get(id_)
        if shelved is None:
            return None
        changed: ShelvedDraft = replace(shelved, revision=shelved.revision + 1, **fields)  # type: ignore[arg-type]
        self._drafts[id_] = changed
        self._make_room()
        return changed

    def _make_room(self) -> None:
        while len(self._drafts) > 1 and (
            len(self._drafts) > MOST_DRAFTS or sum(shelved.size for shelved in self._drafts.values()) > MOST_BYTES
        ):
            del self._drafts[next(iter(self._drafts))]


def file_name(given: str) -> str:
    """Return a name that a client gave as a mere file name: no folders, nothing that steers a terminal; `draft.txt` for none."""
    name = given.replace("\\", "/").rpartition("/")[2]
    name = "".join(char for char in name if char.isprintable())[-_LONGEST_NAME:].strip().lstrip(".")
    return name or "draft.txt"

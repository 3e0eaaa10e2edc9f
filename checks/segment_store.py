"""What was recognised in the segments of drafts that are checked again and again: an editor sends a whole text at every pause."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from yizhi.checks.document import RecognisedSegment

if TYPE_CHECKING:
    from yizhi.termbase.recognition.recogniser import Recogniser
    from yizhi.tm.model import Segment

CHARACTERS_KEPT = 300_000
"""Characters of drafts whose segments stay for their next check, some 150 bytes each: a report, and a few smaller drafts."""
DRAFTS_KEPT = 32
"""And drafts, however short they are."""
SegmentsByText = dict[tuple[str, str, str], list[RecognisedSegment]]
"""Segments by side, language and text; a text may stand in a draft more than once."""


class SegmentStore:
    """The recognised segments of the drafts that were checked last.

    They are of one termbase: a store is dropped when that changes.
    """

    def __init__(self, characters: int = CHARACTERS_KEPT, drafts: int = DRAFTS_KEPT) -> None:
        self._characters, self._most_drafts = characters, drafts
        self._drafts: OrderedDict[str, SegmentsByText] = OrderedDict()

    @contextmanager
    def loan(self, path: str) -> Iterator[SegmentLoan]:
        """Lend the segments of the last check of a draft to one check; those that it used are kept in their place, and the drafts
        of the longest ago go where there are too many: the last one too where it alone is too long."""
        loan = SegmentLoan(self._drafts.pop(path, {}))
        yield loan
        self._drafts[path] = loan.current
        sizes = {name: _size(segments) for name, segments in self._drafts.items()}
        while len(sizes) > self._most_drafts or sum(sizes.values()) > self._characters:
            oldest, _ = self._drafts.popitem(last=False)
            del sizes[oldest]


class SegmentLoan:
    """Makes the recognised segments of one check; `former` are those of the check before, `current` become those of this one."""

    def __init__(self, former: SegmentsByText) -> None:
        self.former = former
        self.current: SegmentsByText = {}

    def __call__(self, name: str, segment: Segment, recogniser: Recogniser) -> RecognisedSegment:
        """Return a segment, with what is known of its text from the check before."""
        key = name, segment.language, segment.text
        former = self.former.get(key)
        recognised = former.pop().moved(segment) if former else RecognisedSegment(name, segment, recogniser)
        self.current.setdefault(key, []).append(recognised)
        return recognised


def _size(segments: SegmentsByText) -> int:
    """Return the characters of the segments of a draft."""
    return sum(len(text) * len(recognised) for (_, _, text), recognised in segments.items())

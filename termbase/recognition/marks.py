"""Title and quotation marks, which normalised text is without: where they stood, and which hits they allow."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from yizhi.termbase.records import dataclass
from yizhi.termbase.text.normal import Normal

_CLOSING = dict(zip("》〉」』〕】”", "《〈「『〔【“", strict=True))
_OPENING = {opening: closing for closing, opening in _CLOSING.items()}
_MARKS = frozenset([*_CLOSING, *_OPENING, '"'])


@dataclass(frozen=True, slots=True)
class Marks:
    """The dropped marks of a text.

    `places` are places in the normalised text before which a mark stood: word edges beyond doubt. `at`, `mark` list
    every single mark in text order.
    """

    places: frozenset[int]
    at: tuple[int, ...] = ()
    marks: str = ""

    @classmethod
    def of(cls, text: str, form: Normal) -> Marks:
        """Return the marks that normalisation dropped."""
        begin = form.begin
        if not begin:
            return _NONE
        edits = [
            edit for edit, origin in enumerate(begin) if text[origin] in _MARKS and form.at[edit] == form.upto[edit]
        ]
        if not edits:
            return _NONE
        positions: list[int] = []
        marks: list[str] = []
        for edit in edits:
            first, last = begin[edit], form.end[edit]
            positions += [form.at[edit]] * (last - first)
            marks += text[first:last]
        return cls(frozenset(positions), tuple(positions), "".join(marks))

    def fit(self, start: int, end: int) -> bool:
        """Return whether a hit may hold the marks inside it: in pairs, or with the missing one of a pair right beside the hit.

        《公约》缔约方会议 is one term; 和平”等 is not 平等 behind a quotation.
        """
        first, last = bisect_right(self.at, start), bisect_left(self.at, end)
        if first >= last:
            return True
        open_: list[str] = []
        for mark in self.marks[first:last]:
            if mark in _OPENING or (mark == '"' and '"' not in open_):
                open_.append(mark)
            elif open_ and open_[-1] == _CLOSING.get(mark, '"'):
                open_.pop()
            elif open_ or not self._beside(_CLOSING.get(mark, '"'), start):
                return False
        return all(self._beside(_OPENING.get(mark, '"'), end) for mark in open_)

    def _beside(self, mark: str, offset: int) -> bool:
        """Return whether a mark stood before the character at a place."""
        first, last = bisect_left(self.at, offset), bisect_right(self.at, offset)
        return mark in self.marks[first:last]


_NONE = Marks(frozenset())

"""A person's corrections to an alignment, kept in the table that `align` wrote.

A row of the table is a person's when its `decision` is not empty, or when its texts are no longer those that were written
(the `check` column is a digest of them): sentences moved to another row, two rows made one, a row cleared. On the next run
such a row is found again by its text and is a fixed point of the alignment. A row whose wording was changed is found by the
numbers of its sentences, and its own wording is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from yizhi.tm.model import Bead, Draft, Problem, Unit

_SPACE = re.compile(r"\s+")
_ALIKE = 0.5
"""Fuzzy score above which a row's changed wording is taken for the sentences that its numbers name."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A bead that a person fixed; `source` and `target` are their own wording, None where it is the documents'."""

    bead: Bead
    decision: str
    source: str | None = None
    target: str | None = None


def check(source: str, target: str) -> str:
    """Return the digest of a row as it was written. White space does not count."""
    squeezed = "\t".join(_SPACE.sub("", text) for text in (source, target))
    return blake2b(squeezed.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def read(
    table: Draft, source: Sequence[str], target: Sequence[str], name: str, turned: bool = False
) -> tuple[list[Correction], list[Problem]]:
    """Return the corrections in a table that fit two lists of sentences, in order, and what does not fit.

    `name` says which rows of a table over several documents are meant. `turned` swaps the sides of the table.
    """
    sides = _Side(source), _Side(target)
    corrections: list[Correction] = []
    problems: list[Problem] = []
    for unit in table.units:
        if unit.document != name and not unit.document.startswith(f"{table.path}#"):
            continue
        attributes = dict(unit.attributes)
        texts = (unit.source.text if unit.source else "", unit.target.text if unit.target else "")
        decision = attributes.get("decision", "").strip()
        if not decision and attributes.get("check") == check(*texts):
            continue
        if not (texts[0].strip() or texts[1].strip()):
            continue
        if turned:
            texts = texts[1], texts[0]
        correction = _place(texts, attributes, decision, sides)
        if correction is None:
            problems.append(
                _problem(table, unit, "this correction fits no consecutive sentences of the documents; left out")
            )
        else:
            corrections.append(correction)
    return _in_order(corrections, table, problems), problems


class _Side:
    """The sentences of a side without white space, as one string, to find the rows in."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = [_SPACE.sub("", sentence) for sentence in sentences]
        self.whole = "".join(self.sentences)
        self.starts = [0]
        for sentence in self.sentences:
            self.starts.append(self.starts[-1] + len(sentence))

    def find(self, text: str, near: int) -> tuple[int, ...] | None:
        """Return the consecutive sentences that make up a text; where there are several such places, the one nearest to `near`."""
        sought = _SPACE.sub("", text)
        if not sought:
            return ()
        best: tuple[int, ...] | None = None
        offset = self.whole.find(sought)
        while offset >= 0:
            first, last = bisect_left(self.starts, offset), bisect_left(self.starts, offset + len(sought))
            whole = (
                self.starts[first] == offset and last < len(self.starts) and self.starts[last] == offset + len(sought)
            )
            if whole and (best is None or abs(first - near) < abs(best[0] - near)):
                best = tuple(range(first, last))
            offset = self.whole.find(sought, offset + 1)
        return best

    def alike(self, text: str, indexes: tuple[int, ...]) -> bool:
        """Return whether a text is a new wording of these sentences."""
        if not indexes or indexes[-1] >= len(self.sentences):
            return False
        from rapidfuzz.distance import Levenshtein

        old = "".join(self.sentences[index] for index in indexes)
        return bool(Levenshtein.normalized_similarity(_SPACE.sub("", text), old) >= _ALIKE)


def _place(
    texts: tuple[str, str], attributes: dict[str, str], decision: str, sides: tuple[_Side, _Side]
) -> Correction | None:
    numbers = _numbers(attributes.get("source-sentences", "")), _numbers(attributes.get("target-sentences", ""))
    beads: list[tuple[int, ...]] = []
    wordings: list[str | None] = []
    for text, side, recorded in zip(texts, sides, numbers, strict=True):
        indexes = side.find(text, recorded[0] if recorded else 0)
        if indexes is None and side.alike(text, recorded):
            beads.append(recorded)
            wordings.append(text)
        elif indexes is None:
            return None
        else:
            beads.append(indexes)
            wordings.append(None)
    if not (beads[0] or beads[1]):
        return None
    return Correction(Bead(beads[0], beads[1], 1.0), decision or "ok", *wordings)


def _numbers(cell: str) -> tuple[int, ...]:
    """`4` or `4–6`, counted from 1 as a person reads them, as indexes."""
    sentence_numbers = [int(number) for number in re.findall(r"\d{1,9}", cell)]
    return (
        tuple(range(sentence_numbers[0] - 1, sentence_numbers[-1]))
        if sentence_numbers and 0 < sentence_numbers[0] <= sentence_numbers[-1]
        else ()
    )


def numbers(indexes: Sequence[int]) -> str:
    """Indexes as `_numbers` reads them."""
    if not indexes:
        return ""
    return str(indexes[0] + 1) if len(indexes) == 1 else f"{indexes[0] + 1}–{indexes[-1] + 1}"


def _in_order(corrections: Iterable[Correction], table: Draft, problems: list[Problem]) -> list[Correction]:
    """Return the corrections that do not cross each other or claim a sentence twice; the earlier one wins."""
    ordered: list[Correction] = []
    full = [item for item in corrections if item.bead.source and item.bead.target]
    alone = [item for item in corrections if not (item.bead.source and item.bead.target)]
    taken: tuple[set[int], set[int]] = set(), set()
    for item in sorted(full, key=lambda item: (item.bead.source, item.bead.target)):
        before = ordered[-1].bead if ordered else None
        if before and (item.bead.source[0] <= before.source[-1] or item.bead.target[0] <= before.target[-1]):
            problems.append(
                Problem(
                    table.path, None, f"corrections cross at source sentence {item.bead.source[0] + 1}; the first holds"
                )
            )
            continue
        taken[0].update(item.bead.source)
        taken[1].update(item.bead.target)
        ordered.append(item)
    return ordered + [
        item for item in alone if taken[0].isdisjoint(item.bead.source) and taken[1].isdisjoint(item.bead.target)
    ]


def _problem(table: Draft, unit: Unit, message: str) -> Problem:
    location = unit.source.place if unit.source else None
    return Problem(table.path, location.line if location else None, message)


def wording(correction: Correction, source: str, target: str) -> tuple[str, str]:
    """Return the texts of a corrected bead: the person's where they gave their own."""
    return correction.source or source, correction.target or target

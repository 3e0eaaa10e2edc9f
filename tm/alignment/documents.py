"""Two documents into sentence pairs whose every character knows where it stands in its own file."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yizhi.termbase import language
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.text import sentences
from yizhi.termbase.text.mapped import Mapped
from yizhi.tm.drafts.monolingual import FOOTNOTE
from yizhi.tm.model import Bead, Draft, Place, Segment, Unit

if TYPE_CHECKING:
    from yizhi.tm.alignment.align import Aligner


_SAMPLE = 5_000
"""Characters that tell the language of a document."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, mapped to the text of its document; the number of its paragraph, and whether it begins it."""

    mapped: Mapped
    paragraph: int
    starts: bool
    place: Place

    @property
    def text(self) -> str:
        """The sentence as it is read: line breaks of the page undone."""
        return self.mapped.text


@dataclass(frozen=True, slots=True)
class SentenceDocument:
    """The sentences of one document and its language; whether paragraphs say anything (`paragraphs`)."""

    path: str
    language: str
    sentences: tuple[Sentence, ...]
    removed: tuple[str, ...] = ()
    paragraphs: bool = True
    draft: Draft | None = None

    @property
    def texts(self) -> list[str]:
        """The sentences as strings."""
        return [sentence.text for sentence in self.sentences]


def document(draft: Draft, footnotes: bool = False) -> SentenceDocument:
    """Return the sentences of a draft's running text, paragraph by paragraph; `footnotes`: those of the footnotes that cleaning set aside.

    Pages break elsewhere in a translation, so that footnotes between the lines stand in another order: they are no part
    of the running text. Raises YizhiError for a bilingual draft.
    """
    if draft.bilingual:
        raise YizhiError(
            "this file holds both languages already", hint="`yizhi tm import` takes it as it is", path=draft.path
        )
    sentence_list = []
    for number, unit in enumerate(draft.units):
        if unit.source is None or (FOOTNOTE[0] in unit.attributes) != footnotes:
            continue
        whole = unit.source.origin or Mapped(unit.source.text)
        for index, (start, end) in enumerate(sentences.spans(whole.text)):
            sentence_list.append(Sentence(whole.slice(start, end), number, index == 0, unit.source.place))
    text = draft.text or ""
    removed = tuple(text[start:end] for start, end, _ in draft.removed)
    return SentenceDocument(draft.path, draft.source_language, tuple(sentence_list), removed, draft=draft)


def lines(path: str, text: str) -> SentenceDocument:
    """Return one sentence a line, as it stands: nothing is cleaned or split, an empty line is an empty sentence."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if rows and not rows[-1]:
        rows.pop()
    sentence_list = tuple(Sentence(Mapped(row), index, True, Place(index + 1, 1)) for index, row in enumerate(rows))
    return SentenceDocument(path, language.guess(text[:_SAMPLE]), sentence_list, paragraphs=False)


def align(
    source: SentenceDocument, target: SentenceDocument, aligner: Aligner, locked: Sequence[Bead] = ()
) -> list[Bead]:
    """Return the beads of two documents."""
    from yizhi.tm.alignment.align import AlignmentSide

    first, second = (
        AlignmentSide(
            side.texts,
            [sentence.starts for sentence in side.sentences] if side.paragraphs else None,
            language.is_chinese(side.language),
        )
        for side in (source, target)
    )
    return aligner.align(first, second, locked)


def joined(side: SentenceDocument, indexes: Sequence[int]) -> Mapped:
    """Return the sentences of a bead as one text: with a space between them where the language has one, mapped to the document."""
    parts = [side.sentences[index].mapped for index in indexes]
    if len(parts) == 1:
        return parts[0]
    gap = "" if language.is_chinese(side.language) else " "
    text, starts, ends = "", array("l"), array("l")
    for part in parts:
        begin, _ = part.span(0, 1)
        if text and gap:
            # The space stands for whatever lay between the two.
            starts.append(ends[-1])
            ends.append(max(begin, ends[-1]))
            text += gap
        sliced = part.slice(0, len(part.text))
        text += sliced.text
        starts.extend(sliced.starts or ())
        ends.extend(sliced.ends or ())
    return Mapped(text, starts, ends)


def align_drafts(source: Draft, target: Draft, aligner: Aligner | None = None) -> Draft:
    """Return a translation paired with its source: bilingual units whose segments map to the texts of both files.

    Every sentence of both is in one unit, those of footnotes that cleaning set aside after all others. A sentence without a translation has an empty target that stands where the
    translation would be; a unit without a source has None there. `attributes` give the bead's `score`.
    """
    from yizhi.tm.alignment.align import Aligner

    aligner = aligner or Aligner()
    units: list[Unit] = []
    for footnotes in (False, True):
        first, second = document(source, footnotes), document(target, footnotes)
        units += _units(first, second, align(first, second, aligner), len(units))
    return Draft(
        target.path,
        target.format,
        source.source_language,
        target.source_language,
        tuple(units),
        text=target.text,
        removed=target.removed,
        problems=(*source.problems, *target.problems),
        source_path=source.path,
        source_text=source.text,
        notes=target.notes,
        source_notes=source.notes,
    )


def _units(first: SentenceDocument, second: SentenceDocument, beads: Sequence[Bead], before: int) -> list[Unit]:
    """Return the beads as units, numbered after the `before` ones that there are."""
    units = []
    target_end = 0
    for number, bead in enumerate(beads, before + 1):
        left = _segment(first, bead.source) if bead.source else None
        if bead.target:
            right = _segment(second, bead.target)
            target_end = _end(second, bead.target[-1])
        else:
            gap = Mapped("", array("l", [target_end]), array("l", [target_end]))
            right = Segment("", second.language, origin=gap)
        paragraph = second.sentences[bead.target[0]].paragraph if bead.target else None
        units.append(Unit(str(number), left, right, second.path, paragraph, (("score", f"{bead.score:.2f}"),)))
    return units


def _segment(side: SentenceDocument, indexes: Sequence[int]) -> Segment:
    whole = joined(side, indexes)
    return Segment(whole.text, side.language, side.sentences[indexes[0]].place, origin=whole)


def _end(side: SentenceDocument, index: int) -> int:
    mapped = side.sentences[index].mapped
    return mapped.span(0, len(mapped.text))[1]

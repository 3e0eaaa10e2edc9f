"""A draft as the rules see it: recognised, grouped into documents, with what is needed often computed once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from itertools import accumulate, count
from typing import TYPE_CHECKING, Any, TypeVar

from yizhi.checks import declarations, zones
from yizhi.checks.spans import SpanOf, Spans
from yizhi.termbase.language import primary
from yizhi.termbase.model import Kind, Status, Strictness
from yizhi.termbase.records import dataclass, field
from yizhi.termbase.text.latin import latin_words
from yizhi.termbase.text.lazy import compiled, once
from yizhi.termbase.text.normal import Normal, normal
from yizhi.tm.model import Draft, Segment, Unit
from yizhi.tm.values import Value, ValueDifference, compare, values

if TYPE_CHECKING:
    from yizhi.checks.declarations import DeclaredForm
    from yizhi.termbase.recognition.hit import Hit
    from yizhi.termbase.recognition.recogniser import Recogniser
    from yizhi.termbase.recognition.result import Recognition

Answer = TypeVar("Answer")
SOURCE, TARGET = "source", "target"
APART = "\0"
_LATIN_ACRONYM = compiled(r"[A-Z][A-Z-]*[A-Z]")
_LATIN_RUN = compiled(r"((?<![A-Za-z0-9/.])[A-Z][A-Z-]*[A-Z](?![A-Za-z0-9/.]))")
"""An acronym that is no part of a symbol."""
_PAIR = {"zh", "en"}


class RecognisedSegment:
    """One side of a unit: its text, its language, and lazily its terms and values."""

    def __init__(self, name: str, segment: Segment, recogniser: Recogniser) -> None:
        self.name = name
        self.segment = segment
        self.text = segment.text
        self.language = segment.language
        self.lang = primary(segment.language)
        """`zh` or `en`."""
        self._recogniser = recogniser
        self._answers: dict[tuple[object, ...], Any] = {}

    def moved(self, segment: Segment) -> RecognisedSegment:
        """Return the same text at another place of its draft, with all that is known of it."""
        moved = copy(self)
        moved.segment = segment
        return moved

    def answer(self, question: Callable[..., Answer], *arguments: object) -> Answer:
        """Return `question(segment, *arguments)`, worked out once: what a rule asks of this segment alone.

        `question` is a function of a module; `arguments` (such as the names of the termbase) live as long as the recogniser.
        """
        key = question, *arguments
        if key not in self._answers:
            self._answers[key] = question(self, *arguments)
        answer: Answer = self._answers[key]
        return answer

    @once
    def hits(self) -> tuple[Hit, ...]:
        """The terms, in text order, none inside another."""
        return tuple(self._found.hits())

    @once
    def concepts(self) -> set[str]:
        """The concepts of `hits`."""
        return self._found.concepts()

    @once
    def insisted(self) -> set[str]:
        """Those of `concepts` that a translation must have."""
        return self._found.insisted()

    @once
    def meant(self) -> set[str]:
        """All concepts that the terms may stand for, those inside longer ones and homonyms included."""
        return self._found.meant()

    @once
    def all_hits(self) -> tuple[Hit, ...]:
        """The terms with those that lie inside longer ones (`covered`)."""
        return tuple(self._found.hits(covered=True))

    @once
    def spans(self) -> Spans[Hit]:
        """`all_hits` by their places."""
        return Spans(SpanOf(hit.start, hit.end, hit) for hit in self.all_hits)

    def near(self, start: int, end: int) -> list[Hit]:
        """Return those of `all_hits` that share a character with a stretch: what is asked for each place of a text asks this."""
        return [span.thing for span in self.spans.touching(start, end)]

    @once
    def full_names(self) -> frozenset[str]:
        """The concepts that stand here in full."""
        return frozenset(hit.concept for hit in self.hits if hit.term.kind is Kind.FULL)

    @once
    def latin_acronyms(self) -> tuple[Hit, ...]:
        """The listed acronyms in Latin letters that a Chinese text has: they are concepts as well as 简称."""
        if self.lang != "zh" or not _LATIN_ACRONYM.search(self.text):
            return ()
        letters = "".join(
            run if _LATIN_ACRONYM.fullmatch(run) else " " * len(run) for run in _LATIN_RUN.split(self.text)
        )
        return tuple(self._recogniser.find(letters, "en", normal(letters)).hits())

    @once
    def avoided(self) -> tuple[Hit, ...]:
        """Those of `hits` that the termbase says are not to be used: few, and several rules ask for them."""
        deprecated, forbidden = Status.DEPRECATED, Status.FORBIDDEN
        return tuple([hit for hit in self.hits if (status := hit.term.status) is deprecated or status is forbidden])

    @once
    def _found(self) -> Recognition:
        return self._recogniser.find(self.text, self.language, self.form)

    @once
    def form(self) -> Normal:
        """The text as recognition normalises it."""
        return normal(self.text)

    @once
    def words(self) -> frozenset[str]:
        """The runs of Latin letters in the text, in lower case: for asking quickly whether a word can be there."""
        return latin_words(self.text)

    @once
    def quotations(self) -> zones.Zones:
        """Quotations and titles, whose words are someone else's: many rules leave them alone."""
        return zones.quoted(self.text)

    @once
    def values(self) -> tuple[Value, ...]:
        """Numbers, dates, symbols, ordinals, addresses: what must be the same on both sides."""
        return values(self.text, self.lang, None if self.lang == "zh" else self.words)


RecognisedSegments = Callable[[str, Segment, "Recogniser"], RecognisedSegment]
"""What makes the segment of a side (`source`, `target`)."""


class RecognisedUnit:
    """A unit with its recognised sides. `index` counts within the document, `number` within the draft, both from 0."""

    def __init__(
        self, unit: Unit, index: int, source: RecognisedSegment | None, target: RecognisedSegment | None, number: int
    ) -> None:
        self.unit = unit
        self.index = index
        self.number = number
        self.source = source
        self.target = target

    def side(self, name: str) -> RecognisedSegment | None:
        """Return the side of a name (`source`, `target`)."""
        return self.source if name == SOURCE else self.target

    def pair(self) -> tuple[RecognisedSegment, RecognisedSegment] | None:
        """Return both sides, where both have text and one is Chinese, the other English: what is weighed against each other."""
        return self._pair

    def translation(self) -> tuple[RecognisedSegment, RecognisedSegment] | None:
        """Return both sides in whatever languages, where both have text."""
        if self.source and self.target and self.source.text.strip() and self.target.text.strip():
            return self.source, self.target
        return None

    @once
    def _pair(self) -> tuple[RecognisedSegment, RecognisedSegment] | None:
        both = self.translation()
        return both if both is not None and {both[0].lang, both[1].lang} == _PAIR else None

    @once
    def differences(self) -> tuple[ValueDifference, ...]:
        """Values that do not agree between the sides."""
        pair = self._pair
        return compare(pair[0].values, pair[1].values) if pair else ()


@dataclass(frozen=True, eq=False)
class Document:
    """Units that belong together: a file, or the rows of a table that name the same document."""

    draft: Draft
    name: str
    views: tuple[RecognisedUnit, ...] = field(default=())

    @property
    def bilingual(self) -> bool:
        """Whether it pairs two languages."""
        return self.draft.bilingual

    @once
    def declarations(self) -> dict[str, tuple[DeclaredForm, ...]]:
        """The declared short forms by language (`zh`, `en`)."""
        return {lang: tuple(declarations.find(self, lang)) for lang in ("zh", "en")}

    def pairs(self) -> tuple[tuple[RecognisedUnit, RecognisedSegment, RecognisedSegment], ...]:
        """Return the units with text on both sides, one of them Chinese and one English."""
        return self._pairs

    def translations(self) -> Iterator[tuple[RecognisedUnit, RecognisedSegment, RecognisedSegment]]:
        """Yield the units with text on both sides in whatever languages, for rules that ask nothing of words."""
        return ((view, *both) for view in self.views if (both := view.translation()))

    @once
    def _pairs(self) -> tuple[tuple[RecognisedUnit, RecognisedSegment, RecognisedSegment], ...]:
        return tuple((view, *pair) for view in self.views if (pair := view.pair()))

    @once
    def differences(self) -> tuple[tuple[RecognisedUnit, RecognisedSegment, RecognisedSegment, ValueDifference], ...]:
        """Values that do not agree, of all units that are not the same text on both sides: five rules ask for them."""
        return tuple(
            (view, source, target, difference)
            for view, source, target in self.pairs()
            if source.text != target.text
            for difference in view.differences
        )

    @property
    def own(self) -> Document:
        """The document without the paragraphs that others wrote (submissions, block quotations), for rules of style."""
        return self._unborrowed or self

    @once
    def _unborrowed(self) -> Document | None:
        """The same, None where nothing is borrowed: what kept itself would be freed by the cyclic collector alone."""
        borrowed = zones.borrowed(self) if len(self.views) > 1 else None
        if not borrowed:
            return None
        own_units = tuple(view for number, view in enumerate(self.views) if number not in borrowed)
        return Document(self.draft, self.name, own_units)

    def written(self, lang: str) -> Sequence[tuple[RecognisedUnit, RecognisedSegment]]:
        """Return the sides in a language (`zh`, `en`) that the draft's author wrote: the translation, or a monolingual text."""
        return self._written.get(lang, ())

    def whole(self, lang: str) -> str:
        """Return the texts of `written`, each followed by `APART`, which is in none of them: to ask once what would be asked of each."""
        return self._wholes[lang]

    def matching(self, lang: str, pattern: re.Pattern[str]) -> Iterator[tuple[RecognisedUnit, RecognisedSegment]]:
        """Yield those of `written` in which something matches: most rules look for what most paragraphs are without."""
        text, position = self.whole(lang), 0
        while text and (match := pattern.search(text, position)):
            number = bisect_right(self._ends[lang], match.start())
            yield self.written(lang)[number]
            position = self._ends[lang][number]

    def located(self, lang: str, position: int) -> tuple[int, int]:
        """Return which of `written` a place in `whole` belongs to, and where it is there."""
        ends = self._ends[lang]
        number = bisect_right(ends, position)
        return number, position - (ends[number - 1] if number else 0)

    def words(self, lang: str) -> frozenset[str]:
        """Return the `words` of all sides in a language that the draft's author wrote."""
        return self._words[lang]

    def names(self, lang: str) -> Sequence[tuple[RecognisedUnit, RecognisedSegment, Hit]]:
        """Return the names (of bodies, instruments, places) in `written`, in forms that a translation may use."""
        return self._names[lang]

    @once
    def _names(self) -> dict[str, list[tuple[RecognisedUnit, RecognisedSegment, Hit]]]:
        return {
            lang: [
                (view, side, hit)
                for view, side in self.written(lang)
                for hit in side.hits
                if hit.strictness is Strictness.NAME and hit.term.status.valid
            ]
            for lang in ("zh", "en")
        }

    @once
    def _wholes(self) -> dict[str, str]:
        return {
            lang: "".join(side.text.replace(APART, " ") + APART for _, side in self._written.get(lang, ()))
            for lang in ("zh", "en")
        }

    @once
    def _ends(self) -> dict[str, list[int]]:
        """Where each text of `whole` ends, its mark included."""
        return {
            lang: list(accumulate(len(side.text) + 1 for _, side in self._written.get(lang, ())))
            for lang in ("zh", "en")
        }

    @once
    def _words(self) -> dict[str, frozenset[str]]:
        return {
            lang: frozenset().union(*(side.words for _, side in self._written.get(lang, ()))) for lang in ("zh", "en")
        }

    @once
    def _written(self) -> dict[str, list[tuple[RecognisedUnit, RecognisedSegment]]]:
        segments: dict[str, list[tuple[RecognisedUnit, RecognisedSegment]]] = {}
        bilingual = self.bilingual
        for view in self.views:
            side = view.target if bilingual else view.source
            if side and side.text:
                segments.setdefault(side.lang, []).append((view, side))
        return segments


def documents(draft: Draft, recogniser: Recogniser, recognised: RecognisedSegments | None = None) -> list[Document]:
    """Return the documents of a draft, in order of their first unit; units of one document need not be adjacent.

    `recognised` makes their segments, such as from those of a former check.
    """
    recognised = recognised or RecognisedSegment
    groups: dict[str, list[RecognisedUnit]] = {}
    for number, unit in zip(draft.numbers or count(), draft.units, strict=False):
        views = groups.setdefault(unit.document, [])
        source = recognised(SOURCE, unit.source, recogniser) if unit.source else None
        target = recognised(TARGET, unit.target, recogniser) if unit.target else None
        views.append(RecognisedUnit(unit, len(views), source, target, number))
    return [Document(draft, name, tuple(views)) for name, views in groups.items()]


def joined(draft: Draft, parts: list[Document]) -> Document:
    """Return all documents of a draft as one, for rules that look across them (views keep their own index)."""
    return Document(draft, draft.path, tuple(view for part in parts for view in part.views))

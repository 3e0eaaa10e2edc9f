"""What a translation memory says of a term that did not arrive: how often its translators render it as listed, and whether
words that they always render so are not there.

Errors fall on every term alike; a free rendering falls on terms that are rendered freely. The evidence is the logarithm of
how much rarer (or more frequent) free renderings of this term are than those of any term.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks.document import SOURCE, TARGET, RecognisedSegment
from yizhi.checks.term_matching.concepts import Concepts, chinese, concepts
from yizhi.termbase.lexicon.families import families
from yizhi.termbase.text.lazy import once
from yizhi.termbase.text.normal import normal
from yizhi.tm.model import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yizhi.termbase.library import Library
    from yizhi.termbase.recognition.hit import Hit
    from yizhi.termbase.recognition.recogniser import Recogniser
    from yizhi.tm.memory.lexicon import MemoryLexicon
    from yizhi.tm.memory.memory import MemoryRow, TranslationMemory
    from yizhi.tm.memory.slips import MemorySlip, SlipFinder

SAMPLE = 40
"""Units that are looked at to see how a term is rendered."""
FREELY, UNITS = 0.1, 5
"""The share of free renderings that is expected of a term nobody has seen, and the units that this expectation is worth."""
USAGE, LOST, RIVALS, LEVEL = 0.85, 1.1, -0.45, 0.12
"""What the surprise about a term counts, what a word counts that is not there although the memory renders it in one way, what
is taken off where the other text has something left over too (it says partly the same), and what all doubts are set off by so
that a memory brings no more alarms than none. Fitted on published translations of even documents, whose memory held other
documents, with errors put in, in both directions together, and rounded."""
MOST = 2.0
"""The most that the memory adds to a doubt."""
WORDS = 3
"""Units that a word must stand in for its renderings to say something."""
_SHRINK = 2
"""Units by which what is learnt of a word is discounted."""
EXAMPLES = 3
SETTLED, OFTEN = 0.9, 10
"""The share of units that make a rendering the memory's own, and the units from which that is worth telling."""


class UsageExample(NamedTuple):
    """A unit that renders a term as listed: its document, its id there, its translation."""

    document: str
    unit: str
    text: str


class TermUsage(NamedTuple):
    """How a memory renders a term: units looked at that have it, those without a listed rendering, examples with one."""

    units: int
    otherwise: int
    examples: tuple[UsageExample, ...]

    @property
    def surprise(self) -> float:
        """How surprising a free rendering of the term is, in nats; 0 where nothing is known."""
        expected = FREELY * UNITS
        return math.log(FREELY) - math.log((self.otherwise + expected) / (self.units + UNITS))

    @property
    def settled(self) -> bool:
        """Whether the memory nearly always renders the term as listed."""
        return self.units >= OFTEN and self.units - self.otherwise >= SETTLED * self.units


class MemoryEvidence:
    """Asks one memory about the terms of one termbase; answers are kept."""

    most = MOST

    def __init__(
        self, memory: TranslationMemory, lexicon: MemoryLexicon | None, recogniser: Recogniser, library: Library
    ) -> None:
        self._memory = memory
        self._lexicon = lexicon
        self._recogniser = recogniser
        self._library = library
        self._usages: dict[tuple[str, str], TermUsage] = {}
        self._learnt: dict[tuple[str, bool], tuple[tuple[float, dict[str, float]], ...]] = {}

    @once
    def _concepts(self) -> Concepts:
        return concepts(self._library)

    def usage(self, hit: Hit) -> TermUsage:
        """Return how the memory renders the concept of a hit from the hit's language."""
        language = "zh" if chinese(hit) else "en"
        key = hit.concept, language
        usage = self._usages.get(key)
        if usage is None:
            usage = self._usages[key] = self._looked_up(hit.concept, language)
        return usage

    def change(self, hit: Hit, rendering: str, rivals: bool) -> float:
        """Return what the memory adds to the doubt about a hit that the text `other` has no listed rendering of; `rivals` says
        whether something is left over in that text too."""
        return min(MOST, USAGE * self.usage(hit).surprise + LOST * self.lost(hit, rendering) + RIVALS * rivals + LEVEL)

    def slips(self, text: str, language: str) -> Iterator[MemorySlip]:
        """Yield what is probably a slip, by what the memory has; nothing where nothing was learnt from it."""
        if self._finder is None:
            return
        yield from self._finder.chinese(text) if language == "zh" else self._finder.english(text)

    @once
    def _finder(self) -> SlipFinder | None:
        from yizhi.tm.memory.slips import SlipFinder

        return None if self._lexicon is None else SlipFinder(self._lexicon)

    def told(self, hit: Hit) -> str:
        """Return the memory's own rendering with examples, as the end of a message; empty where it has none."""
        usage = self.usage(hit)
        if not usage.settled:
            return ""
        places = "; ".join(f"{example.document} {example.unit}" for example in usage.examples)
        return f"; rendered as listed in {usage.units - usage.otherwise} of {usage.units} units of the memory: {places}"

    def lost(self, hit: Hit, language: str) -> float:
        """Return how sure it is that a word of a hit did not arrive, from 0 to 1: the memory has it, and its renderings are
        not in the text `other`."""
        if self._lexicon is None:
            return 0.0
        from_chinese = chinese(hit)
        worst = 0.0
        present = frozenset(families(language)) if from_chinese else frozenset()
        simplified = "" if from_chinese else normal(language).text
        for trust, renderings in self._words(hit.text, from_chinese):
            if from_chinese:
                there = sum(chance for name, chance in renderings.items() if name in present)
            else:
                there = sum(chance for word, chance in renderings.items() if word in simplified)
            worst = max(worst, trust * (max(renderings.values()) - there))
        return worst

    def _words(self, text: str, from_chinese: bool) -> tuple[tuple[float, dict[str, float]], ...]:
        """Return the words of a term that the memory knows: how far it is to be trusted, and their renderings."""
        key = text, from_chinese
        cached = self._learnt.get(key)
        if cached is None:
            cached = self._learnt[key] = tuple(self._look_up(text, from_chinese))
        return cached

    def _look_up(self, text: str, from_chinese: bool) -> list[tuple[float, dict[str, float]]]:
        from yizhi.tm.memory.learning import chinese_words

        assert self._lexicon is not None
        words = chinese_words(normal(text).text) if from_chinese else families(text)
        count, look_up = (
            (self._lexicon.chinese, self._lexicon.renderings)
            if from_chinese
            else (self._lexicon.family, self._lexicon.sources)
        )
        senses = [(count(word), look_up(word)) for word in words]
        return [(units / (units + _SHRINK), sense) for units, sense in senses if units >= WORDS and sense]

    def _looked_up(self, concept: str, language: str) -> TermUsage:
        from yizhi.tm.memory.usage import sample

        other_language = "en" if language == "zh" else "zh"
        tags = {"zh": "zh-Hans", "en": "en"}
        rows = sample(
            self._memory, self._concepts.forms(concept, language), (tags[language], tags[other_language]), SAMPLE
        )
        answers = self._concepts.near(concept)
        units = otherwise = 0
        rendered: list[MemoryRow] = []
        for row in rows:
            segment = RecognisedSegment(SOURCE, Segment(row.source, row.source_language), self._recogniser)
            if concept not in segment.concepts:
                continue
            counterpart = RecognisedSegment(TARGET, Segment(row.target, row.target_language), self._recogniser)
            units += 1
            if answers.isdisjoint(counterpart.meant):
                otherwise += 1
            else:
                rendered.append(row)
        return TermUsage(units, otherwise, self._examples(rendered))

    def _examples(self, rows: list[MemoryRow]) -> tuple[UsageExample, ...]:
        """Return the shortest of the units, which show most plainly how a term is rendered."""
        best = sorted(rows, key=lambda row: (len(row.source) + len(row.target), row.number))[:EXAMPLES]
        with self._memory.snapshot():
            origins = [(row, self._memory.origins(row.number)) for row in best]
        return tuple(UsageExample(first[0].document, first[0].unit, row.target) for row, first in origins if first)


def open_evidence(path: Path, recogniser: Recogniser, library: Library) -> MemoryEvidence:
    """Return the evidence of the memory at `path`, with what was learnt from it where it was. Raise YizhiError where there is none."""
    from yizhi.tm.memory import lexicon
    from yizhi.tm.memory.memory import open_memory

    return MemoryEvidence(open_memory(path), lexicon.load(lexicon.beside(path)), recogniser, library)

"""Fit the weights of terms that did not arrive (`checks/term_matching/weights.py`).

    python tools/term_weights.py TEXT.zh TEXT.en IDS [--terms LIST]…

Line-parallel official text; IDS has the document of each line, as its first word. What stands there is taken as right. Into copies
errors are put: a term that both sides have is taken out of the translation, or another term put in its place. Every second
document is read for fitting, the others tell what is found at how many alarms. Logistic regression; numpy must be installed.

The doubts are shifted and stretched so that they mean the same in both directions: `WARNED` and `HINTED` are reached in so many of the
sound lines that are read for fitting. What is printed may be copied into the table by direction, where it finds more at the same alarms.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from log_linear import fitted

from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.term_matching.concepts import concepts
from yizhi.checks.term_matching.scoring import _Judge
from yizhi.checks.term_matching.weights import Evidence, TermWeights
from yizhi.termbase.library import open_library
from yizhi.termbase.model import Status, Strictness
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.model import Draft, Segment, Unit

COPIES, SEEDS = 4, (1, 2)
"""Copies over which the errors of a kind are spread, so that the document about them stays sound; draws of errors."""
LEFT_OUT, REPLACED = "left out", "replaced"
LEAST_REST = {"en": 8, "zh": 3}
"""Characters that must be left of a translation out of which a term is taken."""
NAMES = 0.25
"""The share of errors that are done to names, where there are names."""
WARNED, HINTED = 2.1, {True: 0.3, False: 0.6}
"""Doubts from which a term that is missing (True) or extra is a warning, and is worth a look at all."""
REACHED = {True: (0.012, 0.06), False: (0.002, 0.014)}
"""The shares of sound lines in which these are reached."""
RATES = (0.002, 0.004, 0.006, 0.01, 0.02, 0.03, 0.05)
RIDGE = 3.0
_TAGS = {"zh": "zh-Hans", "en": "en"}


class Line(NamedTuple):
    """A pair of segments and its document."""

    source: str
    target: str
    document: str


class Weighed(NamedTuple):
    """A term that is left over in a line: of the source or not, and what is measured."""

    line: int
    of_source: bool
    concept: str
    evidence: Evidence


class Mistake(NamedTuple):
    """A translation with an error, and the concept that it was done to."""

    kind: str
    text: str
    concept: str


class Bench:
    """One direction: recognises every text once and gathers what is left over."""

    def __init__(self, lines: Sequence[Line], source: str, termbases: Sequence[Path]) -> None:
        self.lines, self.source, self.target = lines, source, "en" if source == "zh" else "zh"
        self.library = open_library(termbases)
        self._recogniser, self.known = Recogniser.of(self.library), concepts(self.library)
        self._segments: dict[tuple[str, str, str], RecognisedSegment] = {}

    def _segment(self, name: str, text: str, lang: str) -> RecognisedSegment:
        key = name, text, lang
        if key not in self._segments:
            self._segments[key] = RecognisedSegment(name, Segment(text, _TAGS[lang]), self._recogniser)
        return self._segments[key]

    def document(self, changed: dict[int, Mistake]) -> Document:
        """Return all lines as one file, some of them with an error."""
        views = []
        for number, line in enumerate(self.lines):
            text = changed[number].text if number in changed else line.target
            sides = self._segment("source", line.source, self.source), self._segment("target", text, self.target)
            unit = Unit(str(number), sides[0].segment, sides[1].segment, line.document)
            views.append(RecognisedUnit(unit, number, *sides, number))
        units = tuple(view.unit for view in views)
        return Document(Draft("", "tsv", _TAGS[self.source], _TAGS[self.target], units), "", tuple(views))

    def weigh(self, changed: dict[int, Mistake]) -> list[Weighed]:
        """Return what is left over in all lines, or in those with an error."""
        gathered: list[Weighed] = []

        class Recorder(_Judge):
            def _evidence(self, pairing: Any, side: Any, hit: Any, *measures: Any) -> Evidence:
                evidence = super()._evidence(pairing, side, hit, *measures)
                number = int(pairing.view.unit.id)
                if not changed or number in changed:
                    gathered.append(Weighed(number, side is pairing.source, hit.concept, evidence))
                return evidence

        Recorder(self.document(changed), self.known).verdicts()
        return gathered

    def mistakes(self, dice: random.Random) -> Iterator[tuple[int, Mistake]]:
        """Yield an error for each line that has a term on both sides."""
        for view, source, target in self.document({}).pairs():
            both = [
                hit
                for hit in target.hits
                if hit.concept in source.concepts
                and hit.strictness is not Strictness.CONTEXT
                and not self.known.is_place(hit)
                and len(target.text) - len(hit.text) > LEAST_REST[self.target]
            ]
            name, kind = dice.random() < NAMES, dice.choice((LEFT_OUT, REPLACED))
            # What stands twice is hardly missed where it is left out once.
            both = [hit for hit in both if kind == REPLACED or target.text.count(hit.text) == 1]
            of_sort = [hit for hit in both if self.known.is_name(hit) is name]
            if both:
                hit = dice.choice(of_sort or both)
                before, behind = target.text[: hit.start], target.text[hit.end :]
                term = dice.choice(self._terms[self.known.is_name(hit)]) if kind == REPLACED else ""
                if hit.text[:1].isupper():
                    term = term[:1].upper() + term[1:]
                text = before + term + behind if term else _mended(before + behind)
                yield view.number, Mistake(kind, text, hit.concept)

    @cached_property
    def _terms(self) -> dict[bool, list[str]]:
        """What may be put in the place of a name (True) and of another term."""
        sorts: dict[bool, list[str]] = {True: [], False: []}
        for entry in self.library.terms():
            term = entry.term
            if term.status is not Status.PREFERRED or term.language != _TAGS[self.target] or len(term.text) < 2:
                continue
            if entry.strictness is not Strictness.CONTEXT:
                sorts[entry.strictness is Strictness.NAME].append(term.text)
        return sorts


def _mended(text: str) -> str:
    """Return a text out of which words were taken, without the spaces and empty marks that they leave."""
    text = re.sub(r"《》|“”|（）|\(\)", "", re.sub(r"\s{2,}", " ", text))
    return re.sub(r"\s+([,.;:)])", r"\1", text).strip()


Labelled = list[tuple[Weighed, bool]]


def gather(bench: Bench) -> tuple[dict[bool, Labelled], dict[str, set[tuple[int, int]]]]:
    """Return (what is left over of the source: True, and of the translation: False, each with whether it is an error; all errors of a kind)."""
    sound = bench.weigh({})
    usual = {(item.line, item.of_source, item.concept) for item in sound}
    gathered: dict[bool, Labelled] = {
        of_source: [(item, False) for item in sound if item.of_source is of_source] for of_source in (True, False)
    }
    errors: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for seed in SEEDS:
        mistakes = list(bench.mistakes(random.Random(seed)))
        for number in range(COPIES):
            changed = dict(mistakes[number::COPIES])
            for line, mistake in changed.items():
                errors[mistake.kind].add((seed, line))
            for item in bench.weigh(changed):
                mistake = changed[item.line]
                if item.of_source and item.concept == mistake.concept:
                    gathered[True].append((item, True))
                elif not item.of_source and mistake.kind == REPLACED and (item.line, False, item.concept) not in usual:
                    gathered[False].append((item, True))
    return gathered, errors


def row(evidence: Evidence) -> list[float]:
    """Return the values that the weights are multiplied with, in their order."""
    return [1.0, evidence.gap, evidence.gap * evidence.length, *evidence[2:]]


def stretched(weights: TermWeights, labelled: Labelled, lines: int, of_source: bool) -> TermWeights:
    """Return the weights on the scale of the thresholds."""
    ranked = alarms(weights, labelled)
    warned, hinted = (ranked[min(len(ranked) - 1, int(rate * lines))] for rate in REACHED[of_source])
    factor = (WARNED - HINTED[of_source]) / (warned - hinted)
    values = TermWeights(*(round(factor * value, 2) for value in weights))
    return values._replace(base=round(factor * (weights.base - warned) + WARNED, 2))


def alarms(weights: TermWeights, labelled: Labelled) -> list[float]:
    """Return the greatest doubt about each sound line, the greatest first."""
    doubts: dict[int, float] = defaultdict(lambda: -99.0)
    for item, wrong in labelled:
        if not wrong:
            doubts[item.line] = max(doubts[item.line], weights.doubt(item.evidence))
    return sorted(doubts.values(), reverse=True)


def fit(labelled: Labelled) -> TermWeights:
    """Return the weights, by Newton's method with a small ridge on standardised values; errors weigh as much as what is sound."""
    plain, wrong = (
        np.array([row(item.evidence) for item, error in labelled if error is kind]) for kind in (False, True)
    )
    scale = np.vstack([plain, wrong]).std(0)
    scale[scale < 1e-9] = 1.0
    ridge = np.full(len(scale), RIDGE)
    ridge[0] = 0.0
    values = fitted(plain / scale, wrong / scale, len(plain) / max(1, len(wrong)), ridge)
    return TermWeights(*(round(float(value), 2) for value in values / scale))


def tell(name: str, weights: TermWeights, labelled: Labelled, lines: int, errors: int) -> None:
    """Print the weights and what share of errors is found at so many alarms."""
    print(f"{name} = {weights}")
    ranked = alarms(weights, labelled)
    for rate in RATES:
        threshold = ranked[min(len(ranked) - 1, int(rate * lines))]
        hits = sum(wrong and weights.doubt(item.evidence) > threshold for item, wrong in labelled)
        print(f"    {rate:.3f} alarms a line, threshold {threshold:.2f}: {hits / errors:.3f} found")


def main() -> None:
    """Fit both directions on even documents, and tell what the weights find in the others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chinese", type=Path)
    parser.add_argument("english", type=Path)
    parser.add_argument("ids", type=Path)
    parser.add_argument("--terms", type=Path, action="append", default=[])
    options = parser.parse_args()
    texts = [path.read_text("utf-8").splitlines() for path in (options.chinese, options.english)]
    ids = [text.split()[0] for text in options.ids.read_text("utf-8").splitlines()]
    first: dict[str, int] = {}
    for name in ids:
        first.setdefault(name, len(first))
    order = sorted(range(len(ids)), key=lambda number: (first[ids[number]], number))
    even = set(list(dict.fromkeys(ids))[::2])
    for source in ("zh", "en"):
        sources, targets = texts if source == "zh" else texts[::-1]
        lines = [Line(sources[number], targets[number], ids[number]) for number in order]
        gathered, errors = gather(Bench(lines, source, options.terms))
        apart = {number for number, line in enumerate(lines) if line.document not in even}
        for of_source, name in ((True, "MISSING"), (False, "EXTRA")):
            read = [(item, wrong) for item, wrong in gathered[of_source] if item.line not in apart]
            weights = stretched(fit(read), read, len(lines) - len(apart), of_source)
            aside = [(item, wrong) for item, wrong in gathered[of_source] if item.line in apart]
            kinds = errors.values() if of_source else [errors[REPLACED]]
            count = sum(line in apart for kind in kinds for _, line in kind)
            language = source if of_source else ("en" if source == "zh" else "zh")
            tell(f'{name}["{language}"]', weights, aside, len(apart), count)


if __name__ == "__main__":
    main()

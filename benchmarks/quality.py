"""Quality on sentences of our own: slips of known kinds are put in, and what is found of them is counted; so are alarms on the
sentences as they stand.

`python -m benchmarks.quality [--seed N] [-v]`. The sentences are those of the rules' cases that must be left alone, so the figure of
alarms is of rules against each other's cases. Slips that a program puts in are cleaner than a person's: compare versions by this, and
nothing else. `tests/test_quality.py` holds the floors.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from yizhi.checks import registry
from yizhi.checks.context import Context
from yizhi.checks.model import Finding, Severity
from yizhi.checks.runner import Selection, check
from yizhi.termbase.library import open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.model import Draft, Segment, Unit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from rulecases import files, load

TRIES = 150
"""Slips of a kind that are put in, each into a sentence of its own."""
SHORTEST = 12
"""Characters of a sentence that takes a slip."""
_HAN_RUN = re.compile("[\u4e00-\u9fff]{4,}")
_WORD = re.compile(r"(?<![\w’'-])[a-z]{5,}(?![\w’'-])")
_FIGURE = re.compile(r"(?<![\d./,:])[1-9][0-9]{1,2}(?![\d./,:])")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

Slip = Callable[[str, random.Random], "tuple[str, int, int] | None"]
"""Puts a slip into a text: (the text with it, where it begins, where it ends), None where there is no place for it."""


class Sentence(NamedTuple):
    """A sentence in one language, or with its translation."""

    zh: str | None
    en: str | None


class Score(NamedTuple):
    """Slips of a kind that were put in, and those that a warning or an error stands on."""

    tried: int
    found: int

    @property
    def recall(self) -> float:
        """The share that was found."""
        return self.found / self.tried if self.tried else 0.0


def sentences() -> list[Sentence]:
    """Return our own sentences, each once, in a fixed order."""
    seen: dict[Sentence, None] = {}
    for path in files():
        for case in load(path):
            if not case.spans and not case.raw.get("turned") and case.raw.get("builtin", True):
                alone = len(case.segments) == 1 and "options" not in case.raw
                seen.update(
                    dict.fromkeys(Sentence(zh, en) for zh, en in case.segments if alone and "\n" not in f"{zh}{en}")
                )
    return sorted(seen, key=lambda sentence: (sentence.zh or "", sentence.en or ""))


def _doubled(text: str, chance: random.Random) -> tuple[str, int, int] | None:
    runs = list(_HAN_RUN.finditer(text))
    if not runs:
        return None
    run = chance.choice(runs)
    offset = chance.randrange(run.start() + 1, run.end() - 1)
    return text[: offset + 1] + text[offset] + text[offset + 1 :], offset, offset + 2


def _exchanged(text: str, chance: random.Random) -> tuple[str, int, int] | None:
    places = [m.start() + i for m in _HAN_RUN.finditer(text) for i in range(len(m[0]) - 1) if m[0][i] != m[0][i + 1]]
    if not places:
        return None
    offset = chance.choice(places)
    return text[:offset] + text[offset + 1] + text[offset] + text[offset + 2 :], offset, offset + 2


def _letter_lost(text: str, chance: random.Random) -> tuple[str, int, int] | None:
    words = list(_WORD.finditer(text))
    if not words:
        return None
    word = chance.choice(words)
    offset = chance.randrange(word.start() + 1, word.end() - 1)
    return text[:offset] + text[offset + 1 :], word.start(), word.end() - 1


def _word_doubled(text: str, chance: random.Random) -> tuple[str, int, int] | None:
    words = list(_WORD.finditer(text))
    if not words:
        return None
    word = chance.choice(words)
    return text[: word.end()] + " " + word[0] + text[word.end() :], word.start(), word.end() + 1 + len(word[0])


def _figure(text: str, chance: random.Random) -> tuple[str, int, int] | None:
    figures = list(_FIGURE.finditer(text))
    if not figures:
        return None
    figure = chance.choice(figures)
    other = str(int(figure[0]) + chance.choice([1, 2, 5, 10]))
    return text[: figure.start()] + other + text[figure.end() :], figure.start(), figure.start() + len(other)


def _month(text: str, chance: random.Random) -> tuple[str, int, int] | None:
    months = [match for name in _MONTHS for match in re.finditer(rf"\b{name}\b", text)]
    if not months:
        return None
    month = chance.choice(months)
    other = chance.choice([name for name in _MONTHS if name != month[0]])
    return text[: month.start()] + other + text[month.end() :], month.start(), month.start() + len(other)


SLIPS: dict[str, tuple[str, Slip]] = {
    "zh: character twice": ("zh", _doubled),
    "zh: neighbours exchanged": ("zh", _exchanged),
    "en: letter lost": ("en", _letter_lost),
    "en: word twice": ("en", _word_doubled),
    "pair: another figure": ("pair", _figure),
    "pair: another month": ("pair", _month),
}


class Checker:
    """The built-in termbase and all rules, opened once."""

    def __init__(self) -> None:
        library = open_library()
        self._recogniser, self._context = Recogniser.of(library), Context(library)
        self._selection = Selection(tuple(rule for rule in registry.rules() if rule.default), {})

    def findings(self, sentence: Sentence) -> list[Finding]:
        """Return the warnings and errors in a sentence, or in a pair (Chinese is its source)."""
        if sentence.zh is not None and sentence.en is not None:
            unit = Unit("1", Segment(sentence.zh, "zh-Hans"), Segment(sentence.en, "en"), document="d")
            draft = Draft("d.tsv", "tsv", "zh-Hans", "en", (unit,))
        else:
            tag, text = ("zh-Hans", sentence.zh) if sentence.zh is not None else ("en", sentence.en or "")
            unit = Unit(None, Segment(text, tag), None, document="d")
            draft = Draft("d.txt", "txt", tag, None, (unit,), text=text)
        found = check(draft, self._recogniser, self._context, self._selection)
        return [finding for finding in found if finding.severity is not Severity.INFO]


def recall(checker: Checker, corpus: list[Sentence], seed: int) -> dict[str, Score]:
    """Return {kind: score} over `TRIES` slips of each kind. A finding counts where it touches the slip."""
    scores = {}
    for kind, (language, slip) in SLIPS.items():
        chance = random.Random(f"{kind} {seed}")
        tried = hits = 0
        for sentence in chance.sample(_fitting(corpus, language), len(_fitting(corpus, language))):
            text = sentence.zh if language == "zh" else sentence.en
            changed = slip(text, chance) if text and len(text) >= SHORTEST else None
            if changed is None:
                continue
            wrong, start, end = changed
            pair = (
                Sentence(wrong, None)
                if language == "zh"
                else Sentence(sentence.zh if language == "pair" else None, wrong)
            )
            tried += 1
            hits += any(f.side != "source" and f.start <= end and start <= f.end for f in checker.findings(pair))
            if tried == TRIES:
                break
        scores[kind] = Score(tried, hits)
    return scores


def _fitting(corpus: list[Sentence], language: str) -> list[Sentence]:
    if language == "pair":
        return [sentence for sentence in corpus if sentence.zh and sentence.en]
    return [sentence for sentence in corpus if (sentence.zh if language == "zh" else sentence.en)]


def alarms(checker: Checker, corpus: list[Sentence]) -> Iterator[tuple[Sentence, Finding]]:
    """Yield what is warned of in the sentences as they stand."""
    for sentence in corpus:
        yield from ((sentence, finding) for finding in checker.findings(sentence))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    checker, corpus = Checker(), sentences()
    for kind, score in recall(checker, corpus, options.seed).items():
        print(f"{kind:<26} {score.recall:.2f}  ({score.found} of {score.tried})")
    by_rule: Counter[str] = Counter()
    examples: dict[str, list[str]] = defaultdict(list)
    for sentence, finding in alarms(checker, corpus):
        by_rule[finding.rule] += 1
        examples[finding.rule].append(f"{finding.text} | {sentence.zh or ''} | {sentence.en or ''}")
    print(f"alarms: {1000 * by_rule.total() / len(corpus):.1f} per 1,000 of {len(corpus)} sentences")
    for rule, count in by_rule.most_common():
        print(f"  {count:>3} {rule}")
        for example in examples[rule] if options.verbose else ():
            print(f"        {example}")


if __name__ == "__main__":
    main()

"""Fit the weights of slips in Chinese (`SlipWeights` in `checks/spelling/_slip_odds.py`).

    python tools/slip_weights.py TEXT IDS

TEXT is official text, a paragraph a line; IDS has the document of each line, as its first word. Every second document is read for
fitting: what stands there is taken as right, and slips of each kind are put into copies, where the words that were there are the right
answer. The other documents tell how much is found at how many false alarms. Logistic regression; numpy must be installed.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from log_linear import fitted

from yizhi.checks.names._inventory import inventory
from yizhi.checks.spelling._chinese_slips import _RUN, COMMON, _is_meant, weighed
from yizhi.checks.spelling._slip_odds import SlipEvidence, SlipWeights, features
from yizhi.termbase.library import open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.termbase.words import language_model as lm
from yizhi.termbase.words import neighbours

SLIPS = 1000
"""Slips of a kind that are put in."""
PRIOR = 0.15
"""What one of them weighs against a stretch of official text."""
SHARES = {"single": 1.0, "word": 0.7, "lost": 1.0}
"""How much such slips are discounted beside the others."""
RIDGE = 1.0
ALARMS = (4, 7, 10, 15)
PARTICLES = "的地得和与于及已以在再即向像合为以"
_NAMES = [name for name in SlipWeights.__slots__ if name != "told"]


class Line(NamedTuple):
    """A paragraph and its document."""

    text: str
    document: str


class Weighed(NamedTuple):
    """A candidate: whether it mends the slip, the evidence, the words around."""

    right: bool
    evidence: SlipEvidence
    shown: str


class Bench:
    """What is asked of every text."""

    def __init__(self, lines: list[Line]) -> None:
        library = open_library()
        self.recogniser, self.terms, self.model = Recogniser.of(library), inventory(library, "zh").words, lm.load()
        self.documents: dict[str, str] = defaultdict(str)
        for line in lines:
            self.documents[line.document] += line.text + "\n"
        self.sounding: dict[str, str] = defaultdict(str)
        for key in neighbours._table().keys(lm.READING):
            char, codes = key[1:].split("\t")
            if (self.model.word(char) or (lm.UNKNOWN,))[0] < COMMON:
                for code in codes[:2]:
                    self.sounding[code] += char

    def weigh(self, text: str, whole: str, right: tuple[int, int, str] | None = None) -> Iterator[Weighed]:
        """The candidates of a text. `right`: a stretch and what stood there."""
        hits = [(hit.start, hit.end) for hit in self.recogniser.find(text, "zh-Hans").hits() if hit.end - hit.start > 1]
        mended = text[: right[0]] + right[2] + text[right[1] :] if right else ""

        def known(start: int, end: int) -> bool:
            return any(low <= start and end <= high for low, high in hits)

        for run in _RUN.finditer(text):
            if right and not (run.start() <= right[1] and right[0] <= run.end()):
                continue
            for start, end, better, evidence in weighed(run[0], run.start(), known, whole, self.terms):
                if not _is_meant(text[start:end], better, evidence):
                    shown = f"{text[max(0, start - 8) : start]}[{text[start:end]}→{better}]{text[end : end + 8]}"
                    yield Weighed(text[:start] + better + text[end:] == mended, evidence, shown)


def _doubled(word: str, dice: random.Random, _: Bench) -> str:
    at = dice.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def _lost(word: str, dice: random.Random, _: Bench) -> str:
    at = dice.randrange(len(word))
    return word[:at] + word[at + 1 :]


def _exchanged(word: str, dice: random.Random, _: Bench) -> str:
    at = dice.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _sound(word: str, dice: random.Random, bench: Bench) -> str:
    at = dice.randrange(len(word))
    twins = "".join(bench.sounding[code] for code in neighbours.readings(word[at])[:2])
    return word[:at] + dice.choice(twins or "?") + word[at + 1 :]


def _shape(word: str, dice: random.Random, _: Bench) -> str:
    at = dice.randrange(len(word))
    return word[:at] + dice.choice(neighbours.shapes(word[at])[:6] or "?") + word[at + 1 :]


def _word(word: str, dice: random.Random, bench: Bench) -> str:
    found = [item.word for item in neighbours.neighbours(word, COMMON) if item.slip.name in ("SOUND", "SOUNDS")]
    found = [item for item in found if (bench.model.word(item) or (lm.UNKNOWN,))[0] < COMMON + 100]
    return dice.choice(found or ["?"])


KINDS: dict[str, Callable[[str, random.Random, Bench], str]] = {
    "doubled": _doubled,
    "lost": _lost,
    "exchanged": _exchanged,
    "sound": _sound,
    "shape": _shape,
    "word": _word,
}


def put_in(kind: str, line: str, dice: random.Random, bench: Bench) -> tuple[str, int, int, str] | None:
    """(text with a slip, its start and end, what stood there)."""
    runs = list(_RUN.finditer(line))
    if not runs:
        return None
    run = dice.choice(runs)
    tokens = bench.model.cut(run[0])
    if kind == "single":
        places = [token for token in tokens if token.word in PARTICLES and token.start]
        if not places:
            return None
        token = dice.choice(places)
        new = dice.choice(neighbours.single(token.word)[:3] or "?")
    else:
        places = [token for token in tokens if len(token.word) > 1 and token.cost < COMMON]
        if not places:
            return None
        token = dice.choice(places)
        new = KINDS[kind](token.word, dice, bench)
        is_word = len(new) > 1 and bench.model.word(new) is not None
        if kind != "word" and is_word:
            return None
    if "?" in new or new == token.word:
        return None
    start = run.start() + token.start
    return line[:start] + new + line[start + len(token.word) :], start, start + len(new), token.word


def slips(lines: list[Line], bench: Bench, dice: random.Random) -> dict[str, list[list[Weighed]]]:
    """For each kind, the candidates that mend each slip (none: it cannot be found)."""
    out: dict[str, list[list[Weighed]]] = defaultdict(list)
    for kind in (*KINDS, "single"):
        while len(out[kind]) < SLIPS:
            line = dice.choice(lines)
            made = put_in(kind, line.text, dice, bench)
            if made is None:
                continue
            text, start, end, was = made
            whole = bench.documents[line.document].replace(line.text, text, 1)
            out[kind].append([item for item in bench.weigh(text, whole, (start, end, was)) if item.right])
    return out


def fit(official: list[Weighed], right: list[tuple[str, list[Weighed]]]) -> dict[str, float]:
    """The weights, by Newton's method with a small ridge."""

    def rows(items: list[Weighed]) -> Any:
        table = [features(item.evidence) for item in items]
        return np.array([[row.get(name, 0.0) for name in _NAMES] for row in table])

    weights = dict.fromkeys(_NAMES, 0.0)
    shares = [PRIOR * SHARES.get(kind, 1.0) for kind, _ in right]
    plain = rows(official)
    for _ in range(3):
        values = fitted(plain, rows([best(items, weights) for _, items in right]), shares, RIDGE)
        weights = dict(zip(_NAMES, map(float, values), strict=True))
    return weights


def odds(item: Weighed, weights: dict[str, float]) -> float:
    """The log-odds of a candidate."""
    return sum(weights[name] * value for name, value in features(item.evidence).items())


def best(items: list[Weighed], weights: dict[str, float]) -> Weighed:
    """The likeliest."""
    return max(items, key=lambda item: odds(item, weights))


def main() -> None:
    """Fit, print the weights, and what they find."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("ids", type=Path)
    options = parser.parse_args()
    ids = [line.split()[0] for line in options.ids.read_text("utf-8").splitlines()]
    lines = [Line(*pair) for pair in zip(options.text.read_text("utf-8").splitlines(), ids, strict=True)]
    halves = [set(sorted(set(ids))[half::2]) for half in (0, 1)]
    bench, dice = Bench(lines), random.Random(1)
    weights: dict[str, float] = {}
    for half in (0, 1):
        mine = [line for line in lines if line.document in halves[half]]
        official = [item for line in mine for item in bench.weigh(line.text, bench.documents[line.document])]
        found = slips(mine, bench, dice)
        if not half:
            weights = fit(official, [(kind, items) for kind in found for items in found[kind] if items])
            print("".join(f"    {name}: float = {value:.2f}\n" for name, value in weights.items()))
        ranked = sorted(official, key=lambda item: -odds(item, weights))
        for alarms in ALARMS:
            told = odds(ranked[alarms], weights)
            shares = {
                kind: sum(bool(items) and odds(best(items, weights), weights) > told for items in found[kind]) / SLIPS
                for kind in found
            }
            print(f"half {half}: {alarms} alarms in {len(mine)}, told {told:.2f}:", end="")
            print("".join(f" {kind} {share:.2f}" for kind, share in shares.items()))
        print(*(f"{odds(item, weights):.2f} {item.evidence.slip.name} {item.shown}" for item in ranked[:25]), sep="\n")


if __name__ == "__main__":
    main()

"""Fit the weights of function words taken for others (`ParticleWeights` in `checks/spelling/_particles.py`).

    python tools/particle_weights.py TEXT IDS

TEXT is official text, a paragraph a line; IDS has the document of each line, as its first word. Every second document is read for
fitting: what stands there is taken as right, and in copies function words are replaced by characters of their sound. The other documents tell how many are
found at how many false alarms. Logistic regression; numpy must be installed.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from log_linear import fitted

from yizhi.checks.spelling._chinese_slips import _RUN
from yizhi.checks.spelling._particles import (
    ADVERBIAL_WEIGHTS,
    FUNCTION,
    OTHER_WEIGHTS,
    STRUCTURAL,
    STRUCTURAL_WEIGHTS,
    TWINS,
    ParticleEvidence,
    weighed,
    weights_of,
)
from yizhi.termbase.library import open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.termbase.words import language_model as lm
from yizhi.termbase.words.neighbours import single

PRIOR = 0.15
"""What a slip that was put in weighs against a character of official text."""
SHARE = 0.3
"""Of the runs with other function words, those in which one is replaced."""
RIDGE = 1.0
MODELS = {STRUCTURAL_WEIGHTS: "structural", ADVERBIAL_WEIGHTS: "adverbial", OTHER_WEIGHTS: "other"}
ALARMS = (1, 2, 3, 5, 8)
_NAMES = ["prior", *ParticleEvidence._fields]


class Weighed(NamedTuple):
    """The evidence on a slip, its model, the words around."""

    evidence: tuple[float, ...]
    model: str
    shown: str


def _row(evidence: ParticleEvidence) -> tuple[float, ...]:
    return (1.0, *evidence)


def official(line: str, recogniser: Recogniser) -> list[Weighed]:
    """What the text as it stands has of candidates."""
    hits = [(hit.start, hit.end) for hit in recogniser.find(line, "zh-Hans").hits() if hit.end - hit.start > 1]
    candidates = []
    for run in _RUN.finditer(line):
        for position, stands, better, evidence, _, _ in weighed(run[0]):
            offset = run.start() + position
            if not any(start <= offset < end for start, end in hits):
                shown = f"{line[max(0, offset - 8) : offset]}[{stands}→{better}]{line[offset + 1 : offset + 9]}"
                candidates.append(Weighed(_row(evidence), MODELS[weights_of(stands, better)], shown))
    return candidates


def slips(line: str, dice: random.Random) -> list[tuple[str, Weighed | None]]:
    """Slips put in, each with its model and the candidate that mends it, if there is one."""
    slipped: list[tuple[str, Weighed | None]] = []
    model = lm.load()
    for run in _RUN.finditer(line):
        text = run[0]
        for token in model.cut(text):
            if token.word not in STRUCTURAL and (token.word not in FUNCTION or dice.random() > SHARE):
                continue
            choices = (
                [char for char in "地得的" if char != token.word] if token.word in STRUCTURAL else single(token.word)
            )
            if not choices:
                continue
            new = dice.choice(choices[:TWINS])
            slip = text[: token.start] + new + text[token.start + 1 :]
            right = next((item for item in weighed(slip) if item[0] == token.start and item[2] == token.word), None)
            shown = f"{slip[max(0, token.start - 8) : token.start + 9]}→{token.word}"
            kind = MODELS[weights_of(new, token.word)]
            slipped.append((kind, Weighed(_row(right[3]), kind, shown) if right else None))
    return slipped


def main() -> None:
    """Fit, print the weights, and what they find."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("ids", type=Path)
    options = parser.parse_args()
    ids = [line.split()[0] for line in options.ids.read_text("utf-8").splitlines()]
    lines = list(zip(options.text.read_text("utf-8").splitlines(), ids, strict=True))
    recogniser, dice = Recogniser.of(open_library()), random.Random(1)
    weights: dict[str, Any] = {}
    for half in (0, 1):
        documents = set(sorted(set(ids))[half::2])
        plain: dict[str, list[Weighed]] = defaultdict(list)
        put_in: dict[str, list[Weighed | None]] = defaultdict(list)
        for line, document in lines:
            if document in documents:
                for item in official(line, recogniser):
                    plain[item.model].append(item)
                for kind, slip in slips(line, dice):
                    put_in[kind].append(slip)
        for kind in MODELS.values():
            if not half:
                plain_rows, right_rows = (
                    np.array([item.evidence for item in items if item]) for items in (plain[kind], put_in[kind])
                )
                weights[kind] = fitted(plain_rows, right_rows, PRIOR, RIDGE)
                print(kind, dict(zip(_NAMES, (round(float(value), 2) for value in weights[kind]), strict=True)))
            ranked = sorted(((item.evidence @ weights[kind], item.shown) for item in plain[kind]), reverse=True)
            scores = [item.evidence @ weights[kind] if item else -99.0 for item in put_in[kind]]
            for alarms in ALARMS:
                threshold = ranked[min(alarms, len(ranked) - 1)][0]
                share = sum(score > threshold for score in scores) / len(scores)
                print(
                    f"half {half} {kind}: {alarms} alarms, threshold {threshold:.2f}, found {share:.2f} of {len(scores)}"
                )
            print(*(f"    {score:.2f} {shown}" for score, shown in ranked[:12]), sep="\n")


if __name__ == "__main__":
    main()

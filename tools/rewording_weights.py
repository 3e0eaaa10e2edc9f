"""Fit the weights of English rewordings (`EnglishWeights` in `checks/consistency/_english_evidence.py`).

    python tools/rewording_weights.py TEXT IDS [--termbase TABLE]... [--pairs tools/rewordings.tsv] [-v]

TEXT is official text, a paragraph a line; IDS has the document of each line, as its first word. Every second document is read for
fitting: what stands there is taken as right, and in copies one place of a term has the other words of a pair. The other documents, with the other
half of the pairs, tell how many are found at how many false alarms. Logistic regression; numpy must be installed.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from log_linear import fitted

from yizhi.checks.consistency._english_evidence import RewordingEvidence
from yizhi.checks.consistency._english_rewordings import EnglishRewording, weighed
from yizhi.checks.document import documents
from yizhi.checks.names._inventory import inventory
from yizhi.checks.zones import quoted
from yizhi.termbase.library import open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.drafts import reader

EACH = 6
"""Documents in which a pair is put."""
LEAST = 3
"""Places of a term in them."""
PRIOR = 0.15
"""What one that was put in weighs against what stands in official text."""
RIDGE = 0.3
ALARMS = (1, 2, 3, 4, 6, 8, 12)


class Injected(NamedTuple):
    """A place in a document that has other words for a term."""

    document: str
    paragraph: int
    start: int
    end: int
    words: str
    term: str


class Weighed(NamedTuple):
    """A candidate: what is shown of it, and the evidence."""

    shown: str
    evidence: tuple[float, ...]


class Bench:
    """What is asked of every text."""

    def __init__(self, termbases: Sequence[Path], folder: Path) -> None:
        library = open_library(termbases)
        self.recogniser, self.words = Recogniser.of(library), inventory(library, "en").words
        self.path = folder / "draft.txt"

    def weigh(self, paragraphs: Sequence[str]) -> Iterator[tuple[EnglishRewording, RewordingEvidence, str]]:
        """Yield the candidates that the rule would look at."""
        self.path.write_text("".join(f"{paragraph}\n\n" for paragraph in paragraphs), "utf-8")
        parts = documents(reader.read(self.path), self.recogniser)
        sides = parts[0].written("en") if parts else ()
        for place, evidence in weighed(sides, self.words, -math.inf):
            side = sides[place.number][1]
            across = (hit for hit in side.all_hits if hit.start < place.end and place.start < hit.end)
            beyond = any(hit.start < place.start or place.end < hit.end for hit in across)
            if place.start not in quoted(side.text) and not beyond:
                yield place, evidence, side.text[place.start : place.end]


def injected(texts: dict[str, list[str]], pairs: Sequence[tuple[str, str]]) -> list[Injected]:
    """Return places for the pairs, in documents that have the term often enough."""
    chance, injections = random.Random(5), []
    for term, words in pairs:
        pattern = re.compile(rf"(?<![\w'-]){re.escape(term)}(?![\w'-])", re.IGNORECASE if term[0].islower() else 0)
        fits = []
        for name, paragraphs in texts.items():
            places = [(number, match) for number, text in enumerate(paragraphs) for match in pattern.finditer(text)]
            if len(places) >= LEAST:
                fits.append((name, places))
        chance.shuffle(fits)
        for name, places in fits[:EACH]:
            number, match = chance.choice(places)
            capital = match.group()[0].isupper() and term[0].islower()
            text = words[0].upper() + words[1:] if capital else words
            injections.append(Injected(name, number, *match.span(), text, term))
    return injections


def collected(
    bench: Bench, texts: dict[str, list[str]], places: Sequence[Injected]
) -> tuple[list[Weighed], list[Weighed], int]:
    """Return what stands in official text, what was put in and is a candidate, and how many were put in."""
    official = [
        Weighed(f"{name}: {place.term} -> {words}", tuple(map(float, evidence)))
        for name, paragraphs in texts.items()
        for place, evidence, words in bench.weigh(paragraphs)
    ]
    put = []
    for item in places:
        paragraphs = list(texts[item.document])
        text = paragraphs[item.paragraph]
        paragraphs[item.paragraph] = text[: item.start] + item.words + text[item.end :]
        span = (item.start, item.start + len(item.words))
        fits = [
            Weighed(f"{item.term} -> {item.words}", tuple(map(float, evidence)))
            for place, evidence, words in bench.weigh(paragraphs)
            if words == item.words and (place.start, place.end) == span and place.term.lower() == item.term.lower()
        ]
        if fits:
            put.append(max(fits, key=lambda weighed: weighed.evidence[0]))
    return official, put, len(places)


def matrix(rows: Sequence[Weighed]) -> Any:
    """Return the evidence with a column for the prior."""
    return np.array([(1.0, *row.evidence) for row in rows])


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("ids", type=Path)
    parser.add_argument("--termbase", type=Path, action="append", default=[])
    parser.add_argument("--pairs", type=Path, default=Path(__file__).with_name("rewordings.tsv"))
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    texts: dict[str, list[str]] = defaultdict(list)
    lines = zip(options.text.read_text("utf-8").splitlines(), options.ids.read_text("utf-8").splitlines(), strict=True)
    for line, number in lines:
        if line.strip():
            texts[number.split()[0]].append(line.strip())
    pairs = [tuple(row.split("\t")) for row in options.pairs.read_text("utf-8").splitlines()]
    names = sorted(texts)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options.termbase, Path(folder))
        parts = []
        for half in (0, 1):
            half_texts = {name: texts[name] for name in names[half::2]}
            parts.append(collected(bench, half_texts, injected(half_texts, pairs[half::2])))
    weights = fitted(matrix(parts[0][0]), matrix(parts[0][1]), PRIOR, RIDGE)
    for name, weight in zip(("prior", *RewordingEvidence._fields), weights, strict=True):
        print(f"    {name}: float = {weight:.2f}")
    for label, (official, put, count) in zip(("fitted on", "held aside"), parts, strict=True):
        alarms, scores = np.sort(matrix(official) @ weights)[::-1], matrix(put) @ weights
        rows = [f"{alarms[number]:.2f}: {(scores > alarms[number]).sum() / count:.2f} at {number}" for number in ALARMS]
        print(f"{label}: {count} put in, {len(put)} candidates; threshold: found at alarms  {'  '.join(rows)}")
        if options.verbose:
            for rows_of, kind in ((official, "official"), (put, "put in")):
                scored = sorted(
                    zip((matrix(rows_of) @ weights).tolist(), rows_of, strict=True), key=lambda row: -row[0]
                )
                for odds, row in scored[:40]:
                    print(f"  {kind} {odds:5.1f} {row.shown}")


if __name__ == "__main__":
    main()

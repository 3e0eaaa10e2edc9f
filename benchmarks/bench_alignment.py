"""Sentence alignment: ours beside Gale and Church (1993) as nltk has it, in one run on the same text.

    python benchmarks/bench_alignment.py GOLD_FOLDER [REPEAT]

GOLD_FOLDER holds NNN.zh and NNN.en, one sentence a line, and NNN.gold, one bead a line (`[0, 1]:[0]`). Prints strict F1
(a bead counts when exactly the same bead is in the gold; precision over all beads, recall over those with two full sides)
and seconds. Without a folder the report in tests/samples is used. Where `hunalign` is on the PATH its time and score are
printed too, without a dictionary.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

BeadSet = set[tuple[tuple[int, ...], tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Two lists of sentences and the gold beads between them."""

    zh: list[str]
    en: list[str]
    gold: BeadSet


def chapters(folder: Path) -> Iterator[Chapter]:
    """The chapters of a folder of gold."""
    for file in sorted(folder.glob("*.gold")):
        sides = [file.with_suffix(ending).read_text(encoding="utf-8").splitlines() for ending in (".zh", ".en")]
        yield Chapter(sides[0], sides[1], read_gold(file))


def read_gold(file: Path) -> BeadSet:
    """The beads of a gold file."""
    pairs = [line.split(":") for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {(tuple(ast.literal_eval(left)), tuple(ast.literal_eval(right))) for left, right in pairs}


def sample() -> Chapter:
    """The report in tests/samples."""
    from yizhi.tm.alignment.documents import document
    from yizhi.tm.drafts.reader import read

    folder = ROOT / "tests" / "samples"
    zh, en = (document(read(folder / f"report.{side}.txt")).texts for side in ("zh", "en"))
    return Chapter(zh, en, read_gold(folder / "report.gold"))


def ours(chapter: Chapter) -> BeadSet:
    """`yizhi align`, without a termbase."""
    from yizhi.tm.alignment.align import Aligner, AlignmentSide

    beads = Aligner().align(AlignmentSide(chapter.zh, None, True), AlignmentSide(chapter.en))
    return {(bead.source, bead.target) for bead in beads}


def gale_church(chapter: Chapter) -> BeadSet:
    """nltk's Gale–Church. It expects sides of about the same length: the Chinese one is stretched to the English one's."""
    from nltk.translate.gale_church import align_blocks

    stretch = sum(map(len, chapter.en)) / max(1, sum(map(len, chapter.zh)))
    zh = [max(1, round(len(text) * stretch)) for text in chapter.zh]
    links = align_blocks(zh, [max(1, len(text)) for text in chapter.en])
    return _components(links)


def _components(links: list[tuple[int, int]]) -> BeadSet:
    """Links between sentences as beads."""
    beads: list[tuple[set[int], set[int]]] = []
    for left, right in sorted(links):
        if beads and (left in beads[-1][0] or right in beads[-1][1]):
            beads[-1][0].add(left)
            beads[-1][1].add(right)
        else:
            beads.append(({left}, {right}))
    return {(tuple(sorted(left)), tuple(sorted(right))) for left, right in beads}


def hunalign(chapter: Chapter) -> BeadSet:
    """hunalign with an empty dictionary and -realign, Chinese characters separated by spaces."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        spaced = [" ".join(text.replace(" ", "")) for text in chapter.zh]
        for name, lines in (("zh", spaced), ("en", chapter.en), ("dic", [])):
            (place / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = subprocess.run(
            ["hunalign", "-realign", place / "dic", place / "zh", place / "en"], capture_output=True, check=True
        )
    rungs = [tuple(map(int, line.split("\t")[:2])) for line in done.stdout.decode().splitlines()]
    return {
        (tuple(range(left, next_left)), tuple(range(right, next_right)))
        for (left, right), (next_left, next_right) in pairwise(rungs)
    }


def strict_f1(returned: list[BeadSet], wanted: list[BeadSet]) -> float:
    """Micro-averaged over chapters."""
    right = sum(len(a & b) for a, b in zip(returned, wanted, strict=True))
    full = [
        ({bead for bead in a if all(bead)}, {bead for bead in b if all(bead)})
        for a, b in zip(returned, wanted, strict=True)
    ]
    precision = right / max(1, sum(map(len, returned)))
    recall = sum(len(a & b) for a, b in full) / max(1, sum(len(b) for _, b in full))
    return 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    """Runs every aligner over every chapter, in turns."""
    found = list(chapters(Path(sys.argv[1]))) if len(sys.argv) > 1 else [sample()]
    found *= int(sys.argv[2]) if len(sys.argv) > 2 else 1
    aligners: list[tuple[str, Callable[[Chapter], BeadSet]]] = [("yizhi", ours), ("nltk Gale-Church", gale_church)]
    if shutil.which("hunalign"):
        aligners.append(("hunalign, no dictionary", hunalign))
    print(f"{len(found)} chapters, {sum(len(c.zh) for c in found):,} and {sum(len(c.en) for c in found):,} sentences")
    for name, aligner in aligners:
        aligner(sample())  # loads what is loaded once
        started, cpu = time.perf_counter(), time.process_time()
        returned = [aligner(chapter) for chapter in found]
        seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
        score = strict_f1(returned, [chapter.gold for chapter in found])
        print(f"{name:24} strict F1 {score:.3f}   {seconds:6.2f} s   {cpu:6.2f} s CPU")


if __name__ == "__main__":
    main()

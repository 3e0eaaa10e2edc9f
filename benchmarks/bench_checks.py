"""Checking: all default rules over bilingual units, beside translate-toolkit's StandardChecker on the same units in one run.

    python benchmarks/bench_checks.py [--units N] [--rules] [--pairs FILE]

The units are sentences and paragraphs in UN style, made from the samples in this repository: other figures, dates, names
and openings, the same on both sides, so that no two are alike. Both directions are measured, on one core, in processor
time, the recognition of both sides included; what is loaded once (termbase, dictionaries) is loaded before. Each direction has a process
of its own: words that were weighed before cost half. `--rules` measures instead what recognition, the values and each rule
take by themselves, on the same new text. `--pairs` takes tab-separated pairs (Chinese, English) instead.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from yizhi.checks import registry  # noqa: E402
from yizhi.checks.configuration import Configuration  # noqa: E402
from yizhi.checks.document import documents, joined  # noqa: E402
from yizhi.checks.parallel import Tools  # noqa: E402
from yizhi.checks.runner import Selection, check, suits  # noqa: E402
from yizhi.tm.model import Draft, Segment, Unit  # noqa: E402

Pair = tuple[str, str]
WAYS = ("Chinese to English", "English to Chinese")

NAMES = (
    ("内罗毕", "Nairobi"), ("达喀尔", "Dakar"), ("日内瓦", "Geneva"), ("维也纳", "Vienna"), ("曼谷", "Bangkok"),
    ("尼日尔", "the Niger"), ("肯尼亚", "Kenya"), ("加纳", "Ghana"), ("秘鲁", "Peru"), ("越南", "Viet Nam"),
    ("国际移民组织", "International Organization for Migration"), ("国际劳工组织", "International Labour Organization"),
    ("世界卫生组织", "World Health Organization"), ("人权理事会", "Human Rights Council"),
    ("安全理事会", "Security Council"), ("经济及社会理事会", "Economic and Social Council"),
)  # fmt: skip
"""Names that stand for each other in the samples; places for places, bodies for bodies."""
PLACES = 10
OPENINGS = (
    ("", ""), ("此外，", "In addition, "), ("同时，", "At the same time, "), ("在这方面，", "In this regard, "),
    ("据秘书处称，", "According to the secretariat, "), ("在报告所述期间，", "During the reporting period, "),
    ("根据大会第{0}/{1}号决议，", "Pursuant to General Assembly resolution {0}/{1}, "),
    ("在{2}年{3}月{4}日的会议上，", "At the meeting held on {4} April {2}, "),
)  # fmt: skip
LABEL = re.compile(r"(?:\d+\.|[一二三四五六七八九十]+\.|[IVX]+\.|[A-Z]\.|\([a-z]\)) ")
FIGURE = re.compile(r"(?<![\d/.,])\d{2,4}(?![\d/.,])")


def samples() -> list[Pair]:
    """Chinese and English of the samples, without labels."""
    rows = (ROOT / "examples/draft.tsv").read_text("utf-8").splitlines()[1:]
    found = [(zh, en) for _, _, zh, en in (row.split("\t") for row in rows)]
    folder = ROOT / "tests/samples"
    sides = [(folder / f"report.{lang}.txt").read_text("utf-8").splitlines() for lang in ("zh", "en")]
    found += list(zip(*sides, strict=True))
    return [(LABEL.sub("", zh, count=1), LABEL.sub("", en, count=1)) for zh, en in found if zh.strip() and en.strip()]


def varied(pair: Pair, rng: random.Random) -> Pair:
    """The same with other figures, names and another opening."""
    zh, en = pair
    for figure in sorted(set(FIGURE.findall(zh)) & set(FIGURE.findall(en))):
        other = str(rng.randrange(int(figure) // 2 + 10, int(figure) * 2))
        zh, en = (re.sub(rf"(?<!\d){figure}(?!\d)", other, text) for text in (zh, en))
    for number, (zh_name, en_name) in enumerate(NAMES):
        if zh_name in zh and en_name in en:
            zh_other, en_other = rng.choice(NAMES[:PLACES] if number < PLACES else NAMES[PLACES:])
            zh, en = zh.replace(zh_name, zh_other, 1), en.replace(en_name, en_other, 1)
            break
    figures = [rng.randrange(40, 80), rng.randrange(1, 300), rng.randrange(2000, 2025), 4, rng.randrange(1, 30)]
    zh_opening, en_opening = (text.format(*figures) for text in rng.choice(OPENINGS))
    if en_opening:
        en = en_opening + (en[0].lower() + en[1:] if en.startswith(("The ", "It ", "A ", "In ", "At ")) else en)
    return zh_opening + zh, en


def made(count: int, rng: random.Random) -> list[Pair]:
    """So many pairs, no two alike; one in four is two sentences."""
    base, found = samples(), dict.fromkeys(samples())
    while len(found) < count:
        chosen = [varied(rng.choice(base), rng) for _ in range(1 if rng.random() < 0.75 else 2)]
        zh, en = "".join(zh for zh, _ in chosen), " ".join(en for _, en in chosen)
        label = rng.randrange(1, 200)
        found[f"{label}. {zh}", f"{label}. {en}"] = None
    return list(found)[:count]


def draft(pairs: list[Pair], to_english: bool) -> Draft:
    """A table of forty units a document."""
    languages = ("zh-Hans", "en") if to_english else ("en", "zh-Hans")
    units = tuple(
        Unit(
            str(number),
            *(Segment(text, tag) for text, tag in zip(pair if to_english else pair[::-1], languages, strict=True)),
            document=f"document {number // 40}",
        )
        for number, pair in enumerate(pairs)
    )
    return Draft("draft.tsv", "tsv", *languages, units)


def standard(pairs: list[Pair], to_english: bool) -> Callable[[], int]:
    """translate-toolkit's standard checks."""
    from translate.filters.checks import CheckerConfig, StandardChecker
    from translate.storage.base import TranslationUnit

    checker = StandardChecker(CheckerConfig(targetlanguage="en" if to_english else "zh_CN"))
    units = []
    for pair in pairs:
        source, target = pair if to_english else pair[::-1]
        unit = TranslationUnit(source)
        unit.target = target
        units.append(unit)
    return lambda: sum(len(checker.run_filters(unit)) for unit in units)


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """Processor seconds, and what came of it."""
    started = time.process_time()
    found = work()
    return time.process_time() - started, found


def by_rule(pairs: list[Pair], to_english: bool, tools: Tools, selection: Selection) -> Iterator[tuple[str, float]]:
    """What recognition, the values and each rule take by themselves, in seconds."""
    recogniser, context = tools.open()
    gc.collect()
    gc.disable()  # as the runner does
    parts = documents(draft(pairs, to_english), recogniser)
    sides = [side for part in parts for view in part.views for side in (view.source, view.target) if side]
    for lang in ("zh", "en"):
        yield f"(recognition {lang})", timed(lambda: sum(len(side.hits) for side in sides if side.lang == lang))[0]  # noqa: B023
        yield f"(values {lang})", timed(lambda: sum(len(side.values) for side in sides if side.lang == lang))[0]  # noqa: B023
    yield "(differences)", timed(lambda: sum(len(view.differences) for part in parts for view in part.views))[0]
    yield "(declarations)", timed(lambda: sum(len(part.declarations) for part in parts))[0]
    whole = joined(draft(pairs, to_english), parts)
    for rule in selection.rules:
        if suits(rule, whole):
            gather = rule.gather or rule.check
            targets = [whole] if rule.across else parts
            yield rule.name, timed(lambda: sum(1 for part in targets for _ in gather(part, context)))[0]  # noqa: B023
    gc.enable()


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=5000)
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--direction", choices=WAYS, help="measure one, in this process")
    options = parser.parse_args()
    if options.direction is None:
        for direction in WAYS:
            subprocess.run([sys.executable, __file__, *sys.argv[1:], "--direction", direction], check=True)
        return
    if options.pairs:
        rows = options.pairs.read_text("utf-8").splitlines()
        pairs = [(row.split("\t")[0], row.split("\t")[1]) for row in rows][: options.units]
    else:
        pairs = made(options.units, random.Random(1))
    letters = [round(sum(len(pair[side]) for pair in pairs) / len(pairs)) for side in (0, 1)]
    print(f"{len(pairs):,} units, on average {letters[0]} Chinese characters and {letters[1]} English ones")
    tools = Tools()
    recogniser, context = tools.open()
    selection = Selection(Configuration().select(registry.rules()), {})
    warm = [(zh, en) for zh, en in samples() if zh and en]
    for to_english in (True, False):
        check(draft(warm, to_english), recogniser, context, selection)
        standard(warm, to_english)()
    to_english = options.direction == WAYS[0]
    if options.rules:
        print(options.direction)
        for name, seconds in sorted(by_rule(pairs, to_english, tools, selection), key=lambda item: -item[1]):
            print(f"    {name:<28}{seconds / len(pairs) * 1e6:8.1f} µs a unit")
        return
    rows = draft(pairs, to_english)
    ours, findings = timed(lambda: len(check(rows, recogniser, context, selection)))
    theirs, failures = timed(standard(pairs, to_english))
    print(
        f"{options.direction}: yizhi {len(pairs) / ours:,.0f} units/s ({len(selection.rules)} rules, {findings:,} findings), "
        f"StandardChecker {len(pairs) / theirs:,.0f} units/s ({failures:,} failures), ratio {theirs / ours:.2f}"
    )


if __name__ == "__main__":
    main()

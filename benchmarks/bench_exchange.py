"""Exchange beside translate-toolkit: TMX and TBX, reading and writing, speed and memory, in one run.

`python benchmarks/bench_exchange.py [UNITS] [CONCEPTS]` (defaults 1,000,000 and 100,000). Times are CPU seconds; each case
runs in a process of its own, so that its memory is its own. The toolkit keeps whole files in memory (3 GB for a million
units), so it is given a tenth of them and compared by units per second. Making the units
is not counted.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from yizhi.tm.model import Pair, Segment

WORDS = ("organized", "crime", "protocol", "trafficking", "persons", "office", "report", "session", "States", "parties")
HAN = "联合国毒品和犯罪问题办公室打击跨国有组织公约缔约方会议安全理事会发展"


MAKING = [0.0]
"""CPU seconds that went into making the units, which no writer answers for."""


def pairs(number: int) -> Iterator[Pair]:
    """Units as they are in memories: two texts, an id, a document, a date."""
    chance = random.Random(7)
    chinese = ["".join(chance.choices(HAN, k=32)) for _ in range(997)]
    english = [" ".join(chance.choices(WORDS, k=16)) for _ in range(991)]

    def one(at: int) -> Pair:
        zh, en = f"{chinese[at % 997]}第{at}号。", f"{english[at % 991]} No. {at}."
        made = f"2019-04-{1 + at // 50000 % 28:02}T{at // 3600 % 24:02}:{at // 60 % 60:02}:{at // 4 % 60:02}Z"
        return Pair(Segment(zh, "zh-Hans"), Segment(en, "en"), str(at), f"A/{at // 1000}", made)

    for start in range(0, number, 1000):
        began = time.process_time()
        batch = [one(at) for at in range(start, min(start + 1000, number))]
        MAKING[0] += time.process_time() - began
        yield from batch


class Concepts:
    """Concepts of four terms, every third with a definition; can be gone through again and again."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __iter__(self) -> Iterator[object]:
        from yizhi.termbase.model import Concept, Kind, Term

        for at in range(self.number):
            yield Concept(
                f"c{at}",
                (
                    Term(f"毒品和犯罪问题第{at}办公室", "zh-Hans"),
                    Term(f"毒罪{at}", "zh-Hans", kind=Kind.SHORT),
                    Term(f"Office {at} on Drugs and Crime", "en"),
                    Term(f"ODC{at}", "en", kind=Kind.ABBREVIATION),
                ),
                domain="organs",
                definition="An office of the Secretariat & more" if at % 3 == 0 else "",
            )


def write_tmx(path: Path, number: int) -> int:
    """Ours."""
    from yizhi.tm.formats import tmx

    return tmx.write(pairs(number), path).units


def read_tmx(path: Path, number: int) -> int:  # noqa: ARG001 - the shape of a case
    """Ours."""
    from yizhi.tm.formats import tmx

    return sum(1 for pair in tmx.read(path) if pair.source.text and pair.target.text)


def toolkit_write_tmx(path: Path, number: int) -> int:
    """translate-toolkit, the texts alone: no ids, dates, documents."""
    from translate.storage.tmx import tmxfile

    store = tmxfile(sourcelanguage="zh-Hans", targetlanguage="en")
    for pair in pairs(number):
        store.addtranslation(pair.source.text, "zh-Hans", pair.target.text, "en")
    with path.open("wb") as file:
        store.serialize(file)
    return number


def toolkit_read_tmx(path: Path, number: int) -> int:  # noqa: ARG001 - the shape of a case
    """translate-toolkit, asked for the texts alone."""
    from translate.storage.tmx import tmxfile

    with path.open("rb") as file:
        return sum(1 for unit in tmxfile(file).units if unit.source and unit.target)


def toolkit_write_tmx_whole(path: Path, number: int) -> int:
    """translate-toolkit, with the ids, dates and documents that we write; it has no calls for the last two but its elements."""
    from lxml import etree
    from translate.storage.tmx import tmxfile

    store = tmxfile(sourcelanguage="zh-Hans", targetlanguage="en")
    for pair in pairs(number):
        store.addtranslation(pair.source.text, "zh-Hans", pair.target.text, "en")
        unit = store.units[-1].xmlelement
        unit.set("tuid", pair.id)
        unit.set("creationdate", pair.created.replace("-", "").replace(":", ""))
        document = etree.Element("prop", type="x-document")
        document.text = pair.document
        unit.insert(0, document)
    with path.open("wb") as file:
        store.serialize(file)
    return number


def toolkit_read_tmx_whole(path: Path, number: int) -> int:  # noqa: ARG001 - the shape of a case
    """translate-toolkit, asked for id, date and document as well, which reading with ours gives."""
    from translate.storage.tmx import tmxfile

    with path.open("rb") as file:
        return sum(
            bool(
                unit.source
                and unit.target
                and unit.xmlelement.get("tuid")
                and unit.xmlelement.get("creationdate")
                and unit.xmlelement.findtext("prop")
            )
            for unit in tmxfile(file).units
        )


def write_tbx(path: Path, number: int) -> int:
    """Ours, for translate-toolkit."""
    from yizhi.termbase.formats import tbx
    from yizhi.termbase.formats.form import ExportOptions

    return tbx.write(Concepts(number), path, ExportOptions(client="translate-toolkit")).concepts


def write_tbx3(path: Path, number: int) -> int:
    """Ours, TBX-Basic 3 DCA."""
    from yizhi.termbase.formats import tbx
    from yizhi.termbase.formats.form import ExportOptions

    return tbx.write(Concepts(number), path, ExportOptions()).concepts


def read_tbx(path: Path, number: int) -> int:  # noqa: ARG001 - the shape of a case
    """Ours: every term of every concept."""
    from yizhi.termbase.formats import tbx
    from yizhi.termbase.model import Concept

    return sum(1 for item in tbx.read(path) if isinstance(item, Concept) and len(item.terms) == 4)


def toolkit_read_tbx(path: Path, number: int) -> int:  # noqa: ARG001 - the shape of a case
    """translate-toolkit: every term of both languages, as we read them."""
    from translate.storage.tbx import tbxfile

    with path.open("rb") as file:
        units = tbxfile(file).units
    return sum(len(unit.get_target_terms("en")) + len(unit.get_target_terms("zh-Hans")) == 4 for unit in units)


def toolkit_read_tbx_first(path: Path, number: int) -> int:  # noqa: ARG001 - the shape of a case
    """translate-toolkit: the first term of both languages alone."""
    from translate.storage.tbx import tbxfile

    with path.open("rb") as file:
        return sum(1 for unit in tbxfile(file).units if unit.source and unit.target)


CASES: dict[str, Callable[[Path, int], int]] = {
    name: case
    for name, case in list(globals().items())
    if callable(case) and name.split("_")[0] in ("write", "read", "toolkit")
}


def run(case: str, path: Path, number: int) -> tuple[float, float]:
    """Units a CPU second and megabytes of a case, in a process of its own."""
    command = [sys.executable, __file__, "--case", case, str(path), str(number)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def one(case: str, path: Path, number: int) -> None:
    """Runs a case here and prints what it took."""
    started = time.process_time()
    if CASES[case](path, number) != number:
        raise SystemExit(f"{case} did not come to {number}")
    seconds = time.process_time() - started - MAKING[0]
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


ROUNDS = 3
"""Each case runs so often, all of them in turn, and its best run counts: what else the machine does slows any of them."""


def main(units: int = 1_000_000, concepts: int = 100_000) -> None:
    """All cases."""
    print(f"exchange: {units:,} units of TMX, {concepts:,} concepts of TBX (toolkit: a tenth), best of {ROUNDS}")
    small, few = units // 10, concepts // 10
    rates: dict[str, float] = {}
    most: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        cases = (
            ("write_tmx", home / "a.tmx", units),
            ("toolkit_write_tmx", home / "t.tmx", small),
            ("toolkit_write_tmx_whole", home / "t.tmx", small),
            ("read_tmx", home / "a.tmx", units),
            ("toolkit_read_tmx", home / "b.tmx", small),
            ("toolkit_read_tmx_whole", home / "b.tmx", small),
            ("write_tbx", home / "a.tbx", concepts),
            ("write_tbx3", home / "c.tbx", concepts),
            ("read_tbx", home / "a.tbx", concepts),
            ("toolkit_read_tbx", home / "b.tbx", few),
            ("toolkit_read_tbx_first", home / "b.tbx", few),
        )
        write_tmx(home / "b.tmx", small)
        write_tbx(home / "b.tbx", few)
        for _ in range(ROUNDS):
            for case, path, number in cases:
                seconds, megabytes = run(case, path, number)
                rates[case] = max(rates.get(case, 0), number / seconds)
                most[case] = max(most.get(case, 0), megabytes)
    for case, rate in rates.items():
        print(f"  {case:24} {rate:10,.0f}/s {most[case]:7.0f} MB")
    for ours, theirs in (
        ("read_tmx", "toolkit_read_tmx"),
        ("read_tmx", "toolkit_read_tmx_whole"),
        ("write_tmx", "toolkit_write_tmx"),
        ("write_tmx", "toolkit_write_tmx_whole"),
        ("read_tbx", "toolkit_read_tbx"),
        ("read_tbx", "toolkit_read_tbx_first"),
    ):
        print(f"  {ours} ÷ {theirs}: {rates[ours] / rates[theirs]:.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--case"]:
        one(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main(*map(int, sys.argv[1:]))

"""TMX of sentence pairs. Pairs with an empty side are left out; what else is known of a pair is in `prop` elements `x-NAME`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from yizhi.tm.formats.pairs.form import Heading, PairFormat, WrittenPairs
from yizhi.tm.model import Pair

_KEPT = ("score", "review", "decision")


def _write(path: Path, pairs: Iterable[Pair], heading: Heading) -> WrittenPairs:
    from yizhi.tm.formats import tmx

    left_out = 0

    def full() -> Iterator[Pair]:
        nonlocal left_out
        for pair in pairs:
            if pair.source.text.strip() and pair.target.text.strip():
                told = tuple((f"x-{name}", value) for name, value in pair.attributes if value and name in _KEPT)
                yield replace(pair, attributes=told)
            else:
                left_out += 1

    report = tmx.write(full(), path, tmx.TmxOptions(tags=dict(heading.tags)))
    return WrittenPairs(report.units, left_out)


FORM = PairFormat("tmx", (".tmx",), _write)

"""Small memories for tests."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from yizhi.tm.memory.writing import ImportCounts, MemoryWriter
from yizhi.tm.model import Pair, Segment

TEXTS = st.text(alphabet='ab Zé1 9/’"。，、《》会決议联合国社Ａ１\u3000…\n-', min_size=0, max_size=40)


def pair(english: str, chinese: str, **facts: object) -> Pair:
    return Pair(Segment(english, "en"), Segment(chinese, "zh-Hans"), **facts)  # type: ignore[arg-type]


SAMPLE = (
    pair("The Committee adopted the draft resolution.", "委员会通过了该决议草案。", id="1", document="A/C.3/72/SR.10", changed="2017-10-02"),
    pair("The Committee adopted the draft decision.", "委员会通过了该决定草案。", id="2", document="A/C.3/72/SR.10", changed="2017-10-03"),
    pair("Recalling its resolution 68/12 of 20 May 2014,", "回顾其2014年5月20日第68/12号决议，", id="1", document="A/RES/70/1", changed="2015-12-01"),
    pair("States should share evidence across borders.", "各国应跨境分享证据。", id="9", document="report", changed="2019-01-01",
         attributes=(("client", "UNODC"),)),
    pair("The supply chain was interrupted.", "供应链中断。", id="10", document="report", changed="2019-02-01"),
)  # fmt: skip


def take(path: Path, pairs: object, **options: object) -> ImportCounts:
    done = ImportCounts()
    with MemoryWriter(path, "tester") as writer:
        for done in writer.take(pairs, "file", **options):  # type: ignore[arg-type]  # noqa: B007
            pass
    return done

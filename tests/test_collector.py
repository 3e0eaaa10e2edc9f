"""Work in bulk without the cyclic collector."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from yizhi.checks import registry
from yizhi.checks.parallel import Tools, check_all
from yizhi.checks.runner import Selection
from yizhi.termbase.collector import forget, paused
from yizhi.tm.drafts.reader import read


def test_the_collector_rests_inside_and_works_afterwards() -> None:
    assert gc.isenabled()
    with paused():
        assert not gc.isenabled()
        with paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_works_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="inside"), paused():
        raise ValueError("inside")
    assert gc.isenabled()


def test_what_was_made_inside_is_left_alone() -> None:
    with paused():
        made = [[number] for number in range(1000)]
    assert gc.get_freeze_count() >= len(made)
    gc.unfreeze()


def test_a_process_that_goes_on_forgets() -> None:
    class Ring:
        def __init__(self) -> None:
            self.itself = self

    with paused():
        gone = weakref.ref(Ring())
    gc.collect()
    assert gone() is not None
    forget()
    assert gone() is None


XLIFF = """<xliff version="1.2"><file source-language="en" target-language="zh-Hans" original="a"><body>
<trans-unit id="1"><source>The <g id="1">report</g><ph id="2">note<sub>see <g id="3">annex</g></sub></ph></source>
<target><g id="1">报告</g></target></trans-unit></body></file></xliff>"""
TMX = """<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>The <hi x="1">report</hi><ph/></seg></tuv>
<tuv xml:lang="zh"><seg><bpt i="1">b</bpt>报告<ept i="1">/b</ept></seg></tuv></tu></body></tmx>"""
TABLE = "en\tzh-Hans\nThe United Nations (UN) met.\t联合国（联合国）举行了会议。\nIt met.\t举行了会议。\n"
TEXT = "各国于2020年4月3日通过了决议。\n\n“会员国应当加强合作,并提出报告”。\n"


@pytest.mark.parametrize(("name", "text"), [("a.xlf", XLIFF), ("a.tmx", TMX), ("a.tsv", TABLE), ("a.md", TEXT)])
def test_what_is_read_and_checked_is_freed_without_the_collector(name: str, text: str, tmp_path: Path) -> None:
    # Otherwise each check of --watch and each file of an import would stay for good.
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    tools = Tools()
    chosen = Selection(registry.rules(), {})
    check_all([read(path)], tools, chosen)  # what is made once and kept
    gc.collect()
    gc.disable()
    try:
        gc.set_debug(gc.DEBUG_SAVEALL)
        check_all([read(path)], tools, chosen)
        gc.collect()
        left = {type(one).__name__ for one in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert not left & {"Document", "View", "Side", "Unit", "Segment", "Element", "Text", "Tag", "Source", "function"}

"""Alignment: what a person moved, locked or reworded in a table of beads holds."""

from __future__ import annotations

from yizhi.tm.alignment import corrections
from yizhi.tm.model import Draft, Segment, Unit

# ------------------------------------------------------------------ corrections


def _table(rows: list[tuple[str, str, dict[str, str]]]) -> Draft:
    units = tuple(
        Unit(str(n), Segment(zh, "zh-Hans"), Segment(en, "en"), "b.txt", attributes=tuple(more.items()))
        for n, (zh, en, more) in enumerate(rows, 1)
    )
    return Draft("t.tsv", "tsv", "zh-Hans", "en", units)


ZH, EN = ["甲一。", "甲二。", "甲三。", "甲四。"], ["One here.", "Two here.", "Three here."]


def test_moved_sentences_are_corrections_and_untouched_rows_are_not() -> None:
    untouched = {"check": corrections.check("甲一。", "One here.")}
    moved = {"check": corrections.check("甲二。", "Two here.")}
    found, problems = corrections.read(
        _table([("甲一。", "One here.", untouched), ("甲二。 甲三。", "Two here.", moved)]), ZH, EN, "b.txt"
    )
    assert not problems
    assert [(item.bead.source, item.bead.target, item.decision) for item in found] == [((1, 2), (1,), "ok")]


def test_a_decision_locks_a_row_as_it_is() -> None:
    row = {"check": corrections.check("甲四。", ""), "decision": "seen"}
    found, _ = corrections.read(_table([("甲四。", "", row)]), ZH, EN, "b.txt")
    assert [(item.bead.source, item.bead.target, item.decision) for item in found] == [((3,), (), "seen")]


def test_new_wording_is_kept_and_what_fits_nowhere_is_told() -> None:
    reworded = {"check": "0", "source-sentences": "1", "target-sentences": "1"}
    lost = {"check": "0", "source-sentences": "2", "target-sentences": "2"}
    found, problems = corrections.read(
        _table([("甲一。", "One was here.", reworded), ("完全不同的内容", "Two here.", lost)]), ZH, EN, "b.txt"
    )
    assert [(item.bead.source, item.bead.target, item.source, item.target) for item in found] == [
        ((0,), (0,), None, "One was here.")
    ]
    assert len(problems) == 1


def test_corrections_that_cross_do_not_both_hold() -> None:
    found, problems = corrections.read(
        _table([("甲一。", "Three here.", {}), ("甲三。", "One here.", {})]), ZH, EN, "b.txt"
    )
    assert len(found) == 1 and len(problems) == 1

"""Work grows with the text and no faster: counted steps at two sizes, on patterns that made tables and expressions slow.

A step is a line of Python that runs. What happens inside one call of the standard library is not seen; expressions are
watched by the fuzzer's limits.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from rulecases import Case, files, load

from yizhi.checks import document as checks_document
from yizhi.checks import registry
from yizhi.checks.parallel import Tools, check_all
from yizhi.checks.runner import Selection
from yizhi.service.configured import configured
from yizhi.service.session import Session
from yizhi.termbase.words import dictionary
from yizhi.tm.drafts.reader import read
from yizhi.tm.mining import declared
from yizhi.tm.model import Draft, Segment, Unit
from yizhi.tm.values import compare, values

SAMPLES = Path(__file__).parent / "samples"
SIZE = 600
"""Characters of the smaller text; the larger one has twice as many."""
SLACK = 2.6
"""How many times the steps may grow when the text doubles: 2 is linear, 4 quadratic."""
PATTERNS = [
    "（", "）", "“", "”", "《", "》", "(", ")", "\"", "、", "，", "。", "1", "1月", "第", "一", "亿", "百分之", "2019年", "大", "国", "的", "不",
    "联合国", "大会", "委员会和", "（以下简称“", "第七十四届", "各各", "A/RES/", "（2017）", "a", "a ", "the the ", "United Nations ",
    "and of the ", "Office on ", "UNODC ", "(a) ", "1,", "1.", "-", "…", "http://", "Mr. ", "[1]", "not ", "of crime ", "\n\n大会。", "“a”",
]  # fmt: skip


def steps(work: Callable[[], object]) -> int:
    """Count the lines that run."""
    count = 0

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tools]:
    terms = tmp_path_factory.mktemp("terms") / "terms.tsv"
    terms.write_text(
        "id\tstrictness\tzh-Hans\ten\ten.abbreviation\n"
        "office\tname\t毒品和犯罪问题办公室\tOffice on Drugs and Crime\tUNODC\nun\tname\t联合国\tUnited Nations\t\n"
        "ga\tname\t大会\tGeneral Assembly\t\nhrc\tname\t人权委员会\tCommission on Human Rights\t\n",
        encoding="utf-8",
    )
    yield Tools((terms,), False, None, "{}")


def _check(tools: Tools, folder: Path, text: str) -> int:
    path = folder / f"{len(text)}.txt"
    path.write_text(text, encoding="utf-8")
    selection = Selection(registry.rules(), {})
    return steps(lambda: check_all([read(path)], tools, selection, 1))


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_check_grows_with_the_text(tools: Tools, tmp_path: Path, pattern: str) -> None:
    times = SIZE // len(pattern)
    _check(tools, tmp_path, pattern)  # what is loaded once
    small, large = (_check(tools, tmp_path, pattern * factor * times) for factor in (1, 2))
    assert large <= SLACK * small, (small, large)


LONG = 1500
"""Characters of a paragraph that repeats the words of a rule's first case."""


def _repeated(case: Case, size: int) -> checks_document.Document:
    """Return a document of one paragraph, recognised, in which the words of a case stand again and again."""
    zh, en = (" ".join(filter(None, texts)) for texts in zip(*case.segments, strict=True))
    times = max(2, size // max(len(zh), len(en) // 3))
    chinese, english = Segment(zh * times, "zh-Hans"), Segment(f"{en} " * times, "en")
    if case.bilingual:
        source, target = (english, chinese) if case.reverse else (chinese, english)
        draft = Draft("draft.tsv", "tsv", source.language, target.language, (Unit("1", source, target, document="d"),))
    else:
        segment = chinese if zh else english
        draft = Draft("draft.txt", "txt", segment.language, None, (Unit("1", segment, None, document="d"),))
    recogniser, _ = Tools().open()
    document = checks_document.documents(draft, recogniser)[0]
    for view in document.views:
        assert all(side is None or (side.all_hits, side.hits, side.values) for side in (view.source, view.target))
    return document


@pytest.mark.parametrize("case", [load(path)[0] for path in files()], ids=lambda case: case.rule)
def test_a_rule_grows_with_a_paragraph(case: Case) -> None:
    rule, (_, context) = registry.rule(case.rule), Tools().open()
    gather = rule.gather or rule.check
    list(gather(_repeated(case, LONG // 2), context))  # what is loaded once
    documents = [_repeated(case, factor * LONG) for factor in (1, 2)]
    small, large = (steps(lambda document=document: list(gather(document, context))) for document in documents)  # type: ignore[misc]
    assert large <= SLACK * max(small, LEAST), (small, large)


LEAST = 500
"""Steps under which growth says nothing."""


@pytest.mark.parametrize("chinese", ["每月两次，每年三次，", "从31%降至18%，", "第72/195号决议，", "一月，二月，"])
def test_values_that_are_missing_are_set_against_each_other_once(chinese: str) -> None:
    def work(times: int) -> int:
        ours = values(chinese * times, "zh")
        theirs = values("twice a month, in March, resolution 71/195, 45 per cent, " * times, "en")
        return steps(lambda: (compare(ours, theirs), compare(theirs, ours)))

    work(2)
    small, large = work(100), work(200)
    assert large <= SLACK * small, (small, large)


@pytest.mark.parametrize(
    ("language", "name", "short"),
    [("zh", "联合国粮食及农业组织（{}）", "粮农组织"), ("en", "Food and Agriculture Organization ({}) ", "FAO")],
)
def test_declarations_ask_the_terms_beside_them(language: str, name: str, short: str) -> None:
    text = name.format(short)
    full, begin = text.index(short) - (1 if language == "zh" else 2), text.index(short)

    def work(times: int) -> int:
        terms = [
            (shift * len(text) + start, shift * len(text) + end, "fao")
            for shift in range(times)
            for start, end in ((0, full), (begin, begin + len(short)))
        ]
        return steps(lambda: declared.find(text * times, language, terms, bounding=True))

    work(2)
    small, large = work(100), work(200)
    assert large <= SLACK * small, (small, large)


def test_quotations_are_found_once_a_text(tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []
    quoted = checks_document.zones.quoted
    monkeypatch.setattr(checks_document.zones, "quoted", lambda text: texts.append(text) or quoted(text))
    _check(tools, tmp_path, ("会员国出席。会员国发言。" * 3 + "成员国到会，") * 20)
    assert len(texts) <= 2


def test_findings_do_not_make_the_table_of_lines_anew(tools: Tools, tmp_path: Path) -> None:
    paragraph = "各各国应加强合作,并提出报告。\n\n"
    _check(tools, tmp_path, paragraph)
    small, large = (_check(tools, tmp_path, paragraph * number) for number in (40, 80))
    assert large <= SLACK * small, (small, large)


MOST_STEPS_OF_A_CHARACTER = 42
"""Lines of Python for each character of a text that is checked again after one change; measured: 33, less than is what a text of 40,000
characters may cost in a quarter of a second between two keys on a machine that does nothing else."""


def test_a_text_that_was_changed_is_checked_again_quickly(tmp_path: Path) -> None:
    sample = (SAMPLES / "report.zh.txt").read_text("utf-8")
    text = "".join(sample.replace("2023", str(1990 + number)) for number in range(4))
    with Session(configured(tmp_path).resources) as session:
        session.report_draft("draft.txt", text.encode())
        changed = f"{text[:4_000]}新{text[4_000:]}"
        assert steps(lambda: session.report_draft("draft.txt", changed.encode())) < MOST_STEPS_OF_A_CHARACTER * len(
            text
        )


def test_rows_of_a_table_without_documents_do_not_ask_each_other(tools: Tools, tmp_path: Path) -> None:
    """Each row is a document of its own, and each has a term that its translation lacks."""

    def work(rows: int) -> int:
        path = tmp_path / f"{rows}.tsv"
        path.write_text("zh\ten\n" + "联合国和毒品和犯罪问题办公室开会。\tIt met.\n" * rows, encoding="utf-8")
        selection = Selection(registry.rules(), {})
        return steps(lambda: check_all([read(path)], tools, selection, 1))

    work(2)
    small, large = work(100), work(200)
    assert large <= SLACK * small


def test_a_workbook_is_read_as_wide_as_its_header(tmp_path: Path) -> None:
    import openpyxl

    def work(rows: int) -> int:
        book = openpyxl.Workbook()
        for row in [("zh", "en"), *[("一", "one")] * rows]:
            book.active.append(row)
        book.save(tmp_path / "a.xlsx")
        return steps(lambda: read(tmp_path / "a.xlsx"))

    assert (work(200) - work(100)) / 100 < MOST_STEPS_OF_A_ROW


MOST_STEPS_OF_A_ROW = 600
"""Lines of Python that a row of two cells may take; a thousand empty ones would take more each."""


@pytest.mark.parametrize("pattern", ["国", "的", "a", "1", "，", "联合国"])
def test_segmentation_cuts_long_runs_in_pieces(pattern: str) -> None:
    dictionary.segment(pattern)
    small, large = (steps(lambda n=n: dictionary.segment(pattern * n)) for n in (4_000, 8_000))  # type: ignore[misc]
    assert large <= SLACK * small, (small, large)


def test_pieces_join_up() -> None:
    text = "联合国大会审议了报告。" * 900
    spans = dictionary.segment(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert [span for span in spans if text[slice(*span)] == "联合国大会"] or len(spans) > 900

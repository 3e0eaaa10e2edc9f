"""Rules that conclude over all documents of a run, however the documents are dealt out."""

from __future__ import annotations

from pathlib import Path

from yizhi.checks import registry
from yizhi.checks.model import Finding
from yizhi.checks.parallel import Tools, check_all
from yizhi.checks.runner import Selection
from yizhi.tm.drafts.reader import read

OFFICIAL, OTHER = "打击人口贩运机构间协调小组", "打击贩运人口机构间协调小组"


def _findings(folder: Path, *texts: str, rule: str = "term-inconsistent", jobs: int = 1) -> list[Finding]:
    drafts = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        drafts.append(read(path))
    found = check_all(drafts, Tools(), Selection((registry.rule(rule),), {}), jobs)
    assert not found.faults
    return [finding for findings in found.findings for finding in findings]


def test_a_wording_is_marked_in_the_document_that_differs(tmp_path: Path) -> None:
    texts = f"{OFFICIAL}举行了会议。", f"委员会感谢{OTHER}。"
    (found,) = _findings(tmp_path, *texts)
    assert (Path(found.path).name, found.start, found.text) == ("1.txt", 5, OTHER)
    assert found.suggestion == OFFICIAL
    assert [(Path(one.path or "").name, one.start) for one in found.related] == [("0.txt", 0)]


def test_documents_that_agree_are_left_alone(tmp_path: Path) -> None:
    assert _findings(tmp_path, f"{OFFICIAL}举行了会议。", f"委员会感谢{OFFICIAL}。") == []


def test_processes_make_no_difference(tmp_path: Path) -> None:
    texts = [
        f"{OFFICIAL}举行了会议。\n" + "各国报告了进展。\n" * 1100,
        f"委员会感谢{OTHER}。\n" + "各国报告了进展。\n" * 1100,
    ]
    assert _findings(tmp_path, *texts, jobs=2) == _findings(tmp_path, *texts)

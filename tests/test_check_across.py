"""Rules that conclude over all documents of a run, however the documents are dealt out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from yizhi.checks import parallel, registry
from yizhi.checks.model import Finding
from yizhi.checks.parallel import Tools, check_all
from yizhi.checks.processes import helpers
from yizhi.checks.runner import Selection
from yizhi.checks.term_matching.scoring import TermTally
from yizhi.termbase.errors import YizhiError
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


def _table(folder: Path) -> Path:
    """Forty documents, of which every second renders a term freely: what one of them does is judged by what all do."""
    path = folder / "drafts.tsv"
    rows = ["id\tdocument\tzh-Hans\ten"]
    for number in range(40):
        freely = number % 2
        rows.append(f"{number}\tdoc-{number}\t谈判取得了许多重大进展，各方表示欢迎。\tThe talks {'moved forward a good deal' if freely else 'made much progress'}, and all were glad.")  # fmt: skip
        rows.append(
            f"{number}b\tdoc-{number}\t第{number}号文件讨论了发展问题。\tDocument No. {number} was about development."
        )
    rows += [f"{number}\tlast\t生物多样性至关重要。\tIt is vital." for number in range(100, 103)]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def test_terms_are_judged_by_the_whole_file_whichever_process_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text("id\tzh-Hans\ten\nprogress\t进展\tprogress\nbio\t生物多样性\tbiological diversity\n", "utf-8")
    monkeypatch.setattr(parallel, "LEAST", 1)
    drafts = [read(_table(tmp_path))]
    rules = tuple(registry.rule(name) for name in ("term-missing", "term-extra", "segment-inconsistent"))
    found = {
        jobs: check_all(drafts, Tools((terms,), builtin=False), Selection(rules, {}), jobs).findings[0]
        for jobs in (1, 2, 3)
    }
    assert found[1] == found[2] == found[3]
    missing = [(finding.unit, finding.text) for finding in found[1] if finding.rule == "term-missing"]
    assert missing == [("100", "生物多样性"), ("101", "生物多样性"), ("102", "生物多样性")], (
        "进展 is rendered freely throughout"
    )


def test_tallies_of_parts_add_up() -> None:
    one = TermTally(Counter({(True, "a"): 1}), Counter({(True, "a"): 3, (False, "b"): 1}))
    both = one + TermTally(Counter({(True, "a"): 2}), Counter({(True, "a"): 2}))
    assert both.failed == {(True, "a"): 3}
    assert both.standing == {(True, "a"): 5, (False, "b"): 1}


def test_a_killed_process_is_told_in_one_line(tmp_path: Path) -> None:
    selection = Selection((registry.rule("term-missing"),), {})
    pieces = [(0, read(_table(tmp_path)))]
    with helpers([pieces], Tools(builtin=False), selection) as (helper,):
        helper.process.kill()
        helper.process.join()
        with pytest.raises(YizhiError, match="ended from outside") as told:
            helper.tallies()
            helper.examined()
    assert told.value.hint == "use fewer --jobs"

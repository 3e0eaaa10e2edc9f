"""Reporting 10,000 findings beside finding them: CPU seconds, one process, one run.

    python benchmarks/bench_reports.py [FINDINGS]

Two drafts of sentences made for this: `usual`, where every fifth unit has a mistake, and `all wrong`, where every unit
has one (the least time for finding, so the hardest case). Each form is rendered in whole, warm (its module imported).
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SENTENCES = (
    ("{n}. 委员会在其第{k}届会议上审议了秘书处关于技术援助的报告。", "{n}. At its {k}th session, the Committee considered the report of the Secretariat on technical assistance."),
    ("{n}. 来自{k}个会员国的代表和联合国毒品和犯罪问题办公室的专家出席了会议。", "{n}. Representatives of {k} Member States and experts of the United Nations Office on Drugs and Crime attended the meeting."),
    ("{n}. 会上通过了第{k}/208号决议，其中重申了各国的承诺。", "{n}. The meeting adopted resolution {k}/208, in which it reaffirmed the commitments of States."),
    ("{n}. 该方案的经费为{k}万美元，全部来自自愿捐款。", "{n}. The cost of the programme, ${k}0,000, was met in full from voluntary contributions."),
    ("{n}. 讲习班于2019年4月{d}日在维也纳举行，历时三天。", "{n}. The workshop was held in Vienna on {d} April 2019 and lasted three days."),
)  # fmt: skip


def draft(folder: Path, findings: int, every: int) -> Path:
    """A table in which every so-manyth unit has a wrong number, until there are so many mistakes."""
    rows = ["id\tzh-Hans\ten"]
    for at in range(findings * every):
        zh, en = SENTENCES[at % len(SENTENCES)]
        right = {"n": at + 1, "k": 24 + at % 70, "d": 1 + at % 28}
        wrong = {**right, "n": at + 7} if at % every == 0 else right
        rows.append(f"{at}\t{zh.format(**right)}\t{en.format(**wrong)}")
    path = folder / f"draft{every}.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def main() -> None:
    """Prints a table for each draft."""
    from yizhi.cli.actions.check import outcome
    from yizhi.cli.actions.check_outcome import CheckRequest
    from yizhi.service.reports import forms

    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        for title, every in (("usual", 5), ("all wrong", 1)):
            path = draft(Path(folder), wanted, every)
            outcome(CheckRequest((draft(Path(folder), 10, 2),)))  # dictionaries and caches
            began = time.process_time()
            result = outcome(CheckRequest((path,)))
            finding = time.process_time() - began
            report = result.report()
            print(f"{title}: {report.summary['units']:,} units, {len(report.findings):,} findings in {finding:.2f} s")
            for name in forms.names():
                form = forms.form(name)
                began = time.process_time()
                size = len(form.render(report))
                took = time.process_time() - began
                print(f"  {name:<8} {took:6.2f} s  {100 * took / finding:5.1f} % of finding  {size / 1e6:6.1f} MB")


if __name__ == "__main__":
    main()

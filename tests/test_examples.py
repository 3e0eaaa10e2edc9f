"""The sample draft: what its page promises is what a new user sees."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from yizhi.cli.app import main

EXAMPLES = Path(__file__).parent.parent / "examples"
MISTAKES = set(re.findall(r"^\| (s\d+) \|", (EXAMPLES / "README.md").read_text(encoding="utf-8"), re.M))


@pytest.mark.parametrize("name", ["draft.tsv", "draft.xlf"])
def test_every_mistake_is_found_and_nothing_else(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stop:
        main(["check", str(EXAMPLES / name), "--format", "json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert stop.value.code == 1
    assert len(MISTAKES) == 12
    assert {finding["unit"] for finding in findings} == MISTAKES


def test_both_forms_are_one_draft() -> None:
    from yizhi.tm.drafts.reader import read

    table, xliff = (read(EXAMPLES / name) for name in ("draft.tsv", "draft.xlf"))
    texts = [[(u.id, u.source and u.source.text, u.target and u.target.text) for u in d.units] for d in (table, xliff)]
    assert texts[0] == texts[1]
    assert len(texts[0]) == 60

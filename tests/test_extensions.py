"""Rules and draft formats that another distribution adds by entry points: there where they are named, and only there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_RULE = '''"""A ship stands without its flag.

Why: readers ask.

Example: a ship
Better: a ship of Panama

Silence: dismiss it.
Source: our own.
"""

from yizhi.checks.model import Issue, Mark, Rule, Severity


def check(document, context):
    for view, side in document.written("en"):
        start = side.text.find("a ship")
        if start >= 0:
            yield Issue(Mark(view, side.name, start, start + 6), "a ship without a flag")


RULE = Rule("ship-flag", Severity.WARNING, ("en",), check)
'''
_FORMAT = """from yizhi.tm.drafts.format import DraftFormat
from yizhi.tm.drafts.formats import txt


def read(source):
    draft = txt.FORMAT.read(source)
    return draft._replace(format="log") if hasattr(draft, "_replace") else draft


FORMAT = DraftFormat("log", (".log",), read)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a draft, beside it a distribution that adds a rule, a format, and a rule that cannot be loaded."""
    site = tmp_path / "site"
    information = site / "seafaring-1.0.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: seafaring\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text(
        "[yizhi.rules]\nship-flag = seafaring_rule\nbroken-mast = seafaring_gone\n\n[yizhi.formats]\nlog = seafaring_format\n"
    )
    (site / "seafaring_rule.py").write_text(_RULE)
    (site / "seafaring_format.py").write_text(_FORMAT)
    (tmp_path / "draft.txt").write_text("They saw a ship.\n", "utf-8")
    return tmp_path


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder / "site")}
    command = [str(Path(sys.executable).parent / "yizhi"), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def _rules(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [finding["rule"] for finding in json.loads(done.stdout)["findings"]]


def test_an_added_rule_is_off_until_it_is_named(folder: Path) -> None:
    assert "ship-flag" not in _rules(_run(folder, "check", "draft.txt", "--format", "json"))
    assert _rules(_run(folder, "check", "draft.txt", "--format", "json", "--rule", "ship-flag")) == ["ship-flag"]


def test_the_configuration_switches_an_added_rule_on(folder: Path) -> None:
    (folder / "yizhi.toml").write_text('[rules]\ndefault = "off"\nship-flag = "error"\n')
    done = _run(folder, "check", "draft.txt", "--format", "json")
    assert [(f["rule"], f["severity"]) for f in json.loads(done.stdout)["findings"]] == [("ship-flag", "error")]


def test_an_added_rule_has_its_manual_page(folder: Path) -> None:
    assert "A ship stands without its flag." in _run(folder, "explain", "ship-flag").stdout


def test_an_added_format_reads_where_it_is_named(folder: Path) -> None:
    done = _run(folder, "check", "draft.txt", "--input-format", "log", "--rule", "ship-flag", "--format", "json")
    assert _rules(done) == ["ship-flag"]
    assert "log" in _run(folder, "check", "draft.txt", "--input-format", "nothing").stderr


def test_an_extension_that_cannot_be_loaded_is_named_with_where_it_comes_from(folder: Path) -> None:
    done = _run(folder, "check", "draft.txt", "--rule", "broken-mast")
    assert done.returncode == 2
    assert "the extension 'broken-mast' cannot be loaded" in done.stderr
    assert "seafaring" in done.stderr

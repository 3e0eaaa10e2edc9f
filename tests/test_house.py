"""The house keeps its own order: every rule has a manual page with its parts and a case file, and nothing is orphaned."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from rulecases import files, load

from yizhi.checks import registry

ROOT = Path(__file__).parent.parent
# Rules about what a plain text cannot show; their findings are tested on files.
FILES_ONLY = {"tag-mismatch", "memory-differs", "memory-slip"}
RULES = sorted(registry.modules())
LEAST_FOUND, LEAST_LEFT_ALONE = 4, 6
"""Cases of a rule: so many that it must find, so many that it must leave alone."""


@pytest.mark.parametrize("name", RULES)
def test_rule_module_and_name_agree(name: str) -> None:
    assert registry.rule(name).name == name


@pytest.mark.parametrize("name", RULES)
def test_rule_has_a_manual_page_with_its_parts(name: str) -> None:
    page = registry.manual(name)
    for part in ("\nWhy: ", "\nExample: ", "\nBetter: ", "\nSilence: ", "\nSource: "):
        assert part in page, part
    assert page.split("\n")[0].endswith("."), "the first line is one sentence"


@pytest.mark.parametrize("name", RULES)
def test_rule_has_cases_that_it_must_find_and_leave_alone(name: str) -> None:
    path = ROOT / "tests" / "cases" / "rules" / f"{name}.toml"
    assert path.exists(), f"{path} is missing"
    cases = load(path)
    if name in FILES_ONLY:
        return
    finds = [case for case in cases if case.spans]
    assert len(finds) >= LEAST_FOUND
    assert len(cases) - len(finds) >= LEAST_LEFT_ALONE
    if registry.rule(name).languages == ("zh", "en"):
        assert {case.reverse for case in finds} == {False, True}, "must find in both directions"


@pytest.mark.parametrize("name", RULES)
def test_a_rule_can_be_sent_to_another_process(name: str) -> None:
    assert pickle.loads(pickle.dumps(registry.rule(name))).name == name


def test_no_case_file_without_a_rule() -> None:
    assert {path.stem for path in files()} <= set(RULES)


def test_only_one_file_imports_jieba_and_one_opencc() -> None:
    for library in ("jieba", "opencc"):
        found = [
            path
            for room in ("termbase", "tm", "checks", "corpus", "service", "faces", "cli", "seeds")
            for path in (ROOT / room).rglob("*.py")
            if any(
                line.split()[:2] in (["import", library], ["from", library])
                for line in path.read_text("utf-8").splitlines()
            )
        ]
        assert len(found) <= 1, found


def test_typer_and_rich_live_in_cli_alone() -> None:
    for room in ("termbase", "tm", "checks", "corpus", "service", "faces", "seeds"):
        for path in (ROOT / room).rglob("*.py"):
            for line in path.read_text("utf-8").splitlines():
                words = line.split()
                assert words[:1] not in (["import"], ["from"]) or words[1].split(".")[0] not in (
                    "typer",
                    "rich",
                    "click",
                ), path

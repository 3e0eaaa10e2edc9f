"""Pages of the documentation: their examples run, their links lead somewhere, the glossary names what is there."""

from __future__ import annotations

import ast
import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").glob("*.md"), *(ROOT / "seeds").glob("*.md")]
)
PACKAGES = ("termbase", "tm", "checks", "corpus", "service", "faces", "cli")
_LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
_CODE = re.compile(r"`([A-Z][A-Za-z]+)`")
_FOLDER = re.compile(r"`((?:termbase|tm|checks|service|cli|seeds|tests|tools|benchmarks)/[\w./-]*)`")


def test_the_examples_of_the_library_page_run() -> None:
    failed, tried = doctest.testfile(
        str(ROOT / "docs" / "library.md"), module_relative=False, optionflags=doctest.ELLIPSIS
    )
    assert (failed, tried > 10) == (0, True)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = _LINK.findall(page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_glossary_names_classes_that_are_there() -> None:
    names = set(_CODE.findall((ROOT / "docs" / "glossary.md").read_text("utf-8")))
    there = {
        node.name
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert names - there == set()
    assert len(names) > 40


@pytest.mark.parametrize("page", ["docs/architecture.md", "CONTRIBUTING.md", "tests/README.md"])
def test_files_that_pages_name_are_there(page: str) -> None:
    named = _FOLDER.findall((ROOT / page).read_text("utf-8"))
    placeholders = {"checks/ROOM/my_rule.py", "tests/cases/rules/my-rule.toml"}
    assert [name for name in named if name not in placeholders and not (ROOT / name).exists()] == []

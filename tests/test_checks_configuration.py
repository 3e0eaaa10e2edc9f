"""Settings are data: found upwards, strict about names, and unable to point outside their folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from yizhi.checks import registry
from yizhi.checks.configuration import load
from yizhi.checks.model import Severity
from yizhi.termbase.errors import YizhiError

KNOWN = ("number-mismatch", "title-mark-list")


def test_nothing_found_means_defaults(tmp_path: Path) -> None:
    found = load(tmp_path, KNOWN)
    assert (found.builtin, found.fail_on, found.termbases) == (True, Severity.WARNING, ())


def test_found_upwards_and_read(tmp_path: Path) -> None:
    (tmp_path / "yizhi.toml").write_text(
        'termbases = ["a.tsv"]\nfail-on = "error"\n[rules]\nnumber-mismatch = "info"\ntitle-mark-list = "off"\n',
        "utf-8",
    )
    inner = tmp_path / "one" / "two"
    inner.mkdir(parents=True)
    found = load(inner, KNOWN)
    assert found.termbases == (tmp_path.resolve() / "a.tsv",)
    assert found.severities == {"number-mismatch": Severity.INFO}
    names = {rule.name for rule in found.select(registry.rules())}
    assert "title-mark-list" not in names
    assert "number-mismatch" in names


def test_pyproject_counts_only_with_its_table(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", "utf-8")
    assert load(tmp_path, KNOWN).path is None
    (tmp_path / "pyproject.toml").write_text("[tool.yizhi]\nbuiltin = false\n", "utf-8")
    assert load(tmp_path, KNOWN).builtin is False


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("termbases = [", "not valid TOML"),
        ("colour = 1", "unknown setting 'colour'"),
        ("[rules]\nnumber-mismach = 'off'", "unknown rule 'number-mismach'"),
        ("[rules]\nnumber-mismatch = 'loud'", "is no severity"),
        ("termbases = 'a.tsv'", "must be a list"),
        ("memory = '../../etc/passwd'", "lies outside"),
        ("termbases = ['/etc/passwd']", "lies outside"),
        ("rules = 1", "must be a table"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, text: str, part: str) -> None:
    (tmp_path / "yizhi.toml").write_text(text, "utf-8")
    with pytest.raises(YizhiError) as caught:
        load(tmp_path, KNOWN)
    assert part in str(caught.value)
    assert "yizhi.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_default_off_runs_only_what_is_named(tmp_path: Path) -> None:
    (tmp_path / "yizhi.toml").write_text("[rules]\ndefault = 'off'\nnumber-mismatch = 'on'\n", "utf-8")
    assert [rule.name for rule in load(tmp_path, KNOWN).select(registry.rules())] == ["number-mismatch"]

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
        ("languages = ['xx']", "no rules for the language 'xx'"),
        ("builtin = 'no'", "builtin must be true or false, not 'no'"),
        ("memory = ''", "is no file name"),
        ('memory = "a\\u0000b"', "is no file name"),
        ("[rules]\nnumber-mismatch = {margin = 'x'}", "number-mismatch has no option 'margin'"),
        ("[rules]\ndefault = 'maybe'", "default must be true or false"),
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


def test_a_fault_is_shown_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "yizhi.toml").write_text("builtin = true\n\n[rules]\nnumber-mismatch = 'loud'\n", "utf-8")
    with pytest.raises(YizhiError) as caught:
        load(tmp_path, KNOWN)
    assert caught.value.line == 4


def test_options_of_a_rule_have_the_type_of_its_default(tmp_path: Path) -> None:
    path = tmp_path / "yizhi.toml"
    path.write_text("[rules]\nabbreviation-undeclared = {accepted = ['OHCHR']}\n", "utf-8")
    assert load(tmp_path, registry.modules()).options == {"abbreviation-undeclared": {"accepted": ["OHCHR"]}}
    path.write_text("[rules]\nabbreviation-undeclared = {accepted = 1.5}\n", "utf-8")
    with pytest.raises(YizhiError, match="wrong type"):
        load(tmp_path, registry.modules())


def test_a_broken_project_file_of_others_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project\nname =", "utf-8")
    assert load(tmp_path, KNOWN).path is None


def test_a_configuration_of_another_user_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "yizhi.toml"
    path.write_text("builtin = false\n", "utf-8")
    monkeypatch.setattr("os.getuid", lambda: path.stat().st_uid + 1)
    if path.stat().st_uid == 0:
        import os

        os.chown(path, 12345, -1)
    found = load(tmp_path, KNOWN)
    assert (found.builtin, found.distrusted) == (True, (path.resolve(),))


def test_a_language_keeps_the_rules_that_read_it(tmp_path: Path) -> None:
    (tmp_path / "yizhi.toml").write_text('languages = ["en"]\n', "utf-8")
    names = {rule.name for rule in load(tmp_path, KNOWN).select(registry.rules())}
    assert "number-mismatch" in names
    assert "per-cent" in names
    assert "bracket-width" not in names

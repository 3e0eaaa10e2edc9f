"""Messages in Chinese: every one that the rules' cases bring forth, every line of help; programs get English whatever the locale."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_rules import CASES, _findings

from yizhi.checks import registry
from yizhi.cli.command_tree import build
from yizhi.service.catalogue import ENGLISH, catalogue, preferred_language
from yizhi.service.manuals import UNTRANSLATED, manual_page, parts

UNTRANSLATED_SHARE = 0.1
"""A page that has just been changed may wait for its translation."""
ROOT = Path(__file__).parent.parent
ZH = catalogue("zh")
_QUOTED = re.compile(r"（应为[^）]*）|“[^”]*”|[“”\"]|《》|`[^`]*`")
_WORDS = re.compile(r"[A-Za-z]{3,} [a-z]{2,}")


def _left_in_english(message: str) -> str:
    """Return the words of a Chinese message that are still English; quoted words are the draft's own."""
    return " ".join(_WORDS.findall(_QUOTED.sub("", ZH.message(message))))


@pytest.mark.parametrize("case", [case for case in CASES if case.spans], ids=lambda case: case.name)
def test_what_rules_say_is_translated(case: object, tmp_path: Path) -> None:
    for finding in _findings(case, tmp_path):  # type: ignore[arg-type]
        translated = ZH.message(finding.message)
        assert translated != finding.message, finding.message
        assert _left_in_english(finding.message) == "", translated


def _helps(command: click.Command, context: click.Context) -> Iterator[str]:
    yield from filter(None, [command.help, *(getattr(parameter, "help", None) for parameter in command.params)])
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _helps(below, click.Context(below, info_name=name, parent=context))


def test_help_is_translated() -> None:
    command = build()
    texts = set(_helps(command, click.Context(command)))
    assert len(texts) > 100
    assert sorted(text for text in texts if ZH.text(text) == text) == []


def test_nearly_all_of_the_manual_is_translated() -> None:
    texts = [
        text
        for name in registry.modules()
        for label, text, _ in parts(registry.manual(name))
        if label not in UNTRANSLATED
    ]
    missing = [text for text in texts if text and ZH.paragraph(text) == text]
    assert len(missing) <= UNTRANSLATED_SHARE * len(texts), missing


def test_a_page_keeps_its_examples_and_its_parts() -> None:
    page, translated = registry.manual("until-date"), manual_page("until-date", ZH)
    assert "例：截止2015年4月15日，已有20个国家批准" in translated
    assert manual_page("until-date", ENGLISH) == page
    assert "".join(f"{label}: {text}{gap}" if label else text + gap for label, text, gap in parts(page)) == page


def test_the_compiled_catalogues_are_fresh() -> None:
    pytest.importorskip("babel", reason="babel is not installed")
    sys.path.insert(0, str(ROOT / "tools"))
    import messages

    assert messages.stale() == []


def test_templates_keep_their_holes() -> None:
    for _, template in ZH.templates:
        holes = set(re.findall(r"\{[0-9]\}", template))
        assert set(re.findall(r"\{[0-9]\}", ZH.text(template))) <= holes, template


@given(st.text(max_size=80))
def test_what_no_template_matches_stays(words: str) -> None:
    assert ENGLISH.message(words) == words
    assert ENGLISH.text(words) == words


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12))
def test_words_of_the_draft_arrive_as_they_are(words: str) -> None:
    assert ZH.message(f"“{words}” is declared and never used afterwards") == f"规定了简称“{words}”，后文没有使用"


@pytest.mark.parametrize(
    ("environment", "configured", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, None, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, None, "en"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "en_GB"}, None, "zh"),
        ({}, None, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "en", "en"),
        ({"LANG": "fr_FR"}, "zh", "zh"),
    ],
)
def test_the_configuration_wins_over_the_locale(
    environment: dict[str, str], configured: str | None, language: str
) -> None:
    assert preferred_language(configured, environment) == language


def _check(folder: Path, form: str, locale: str) -> str:
    command = [str(Path(sys.executable).parent / "yizhi"), "check", str(ROOT / "examples" / "draft.tsv"), "-f", form]
    environment = {**os.environ, "LANG": locale, "LC_ALL": ""}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout


def test_a_person_reads_chinese_and_a_program_what_it_always_had(tmp_path: Path) -> None:
    assert "“马拉维”是“Malawi”，不是“Mali”" in _check(tmp_path, "text", "zh_CN.UTF-8")
    assert json.loads(_check(tmp_path, "json", "zh_CN.UTF-8")) == json.loads(_check(tmp_path, "json", "C.UTF-8"))


def test_the_configuration_asks_for_chinese(tmp_path: Path) -> None:
    (tmp_path / "yizhi.toml").write_text('language = "zh"\n')
    assert "检查了60个句段" in _check(tmp_path, "text", "C.UTF-8")

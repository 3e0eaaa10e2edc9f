"""Every sample of other tools, read here and counted by a library of its own: no unit more, none less."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import commands
import pytest
from lxml import etree

from yizhi.termbase.errors import Problem, YizhiError
from yizhi.termbase.formats import tbx
from yizhi.termbase.model import Concept
from yizhi.tm.drafts.reader import read

pytestmark = pytest.mark.shared
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def files(shared: Path, *endings: str) -> list[Path]:
    return [path for path in sorted((shared / "standards" / "samples").rglob("*")) if path.suffix in endings]


def tree(path: Path) -> etree._Element | None:
    try:
        return etree.parse(str(path), _PARSER).getroot()
    except etree.XMLSyntaxError:
        return None


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def test_tmx_has_the_units_that_lxml_counts(shared: Path) -> None:
    counted = 0
    for path in files(shared, ".tmx"):
        root = tree(path)
        if root is None:
            _costs_units_or_the_file(path)
            continue
        units = [unit for unit in root.iter("{*}tu") if any(local(part) == "seg" for part in unit.iter(etree.Element))]
        draft = read(path)
        assert len(draft.units) == len(units), path.name
        counted += len(units)
    assert counted > 150


def test_xliff_has_the_units_that_lxml_counts(shared: Path) -> None:
    counted = 0
    for path in files(shared, ".xlf", ".xliff"):
        root = tree(path)
        if root is None:
            _costs_units_or_the_file(path)
            continue
        if not root.get("version", "1.2").startswith("2."):
            expected = sum(_units(unit) for unit in root.iter("{*}trans-unit") if _translatable(unit))
        else:
            segments = (
                part for unit in root.iter("{*}unit") if _translatable_2(unit) for part in unit.iter("{*}segment")
            )
            expected = sum(1 for segment in segments if segment.find("{*}source") is not None)
        draft = read(path)
        own = [unit for unit in draft.units if "/sub" not in (unit.id or "")]
        assert len(own) == expected, path.name
        counted += expected
    assert counted > 30


def test_tbx_has_the_terms_that_lxml_counts(shared: Path) -> None:
    counted = 0
    for path in sorted((shared / "standards").rglob("*.tbx")):
        root = tree(path)
        if root is None or local(root) not in ("martif", "tbx", "TBX"):
            continue
        entries = [one for one in root.iter(etree.Element) if local(one) in ("termEntry", "conceptEntry")]
        terms = [term for entry in entries for term in entry.iter("{*}term") if "".join(term.itertext()).strip()]
        items = list(tbx.read(path))
        concepts = [item for item in items if isinstance(item, Concept)]
        lost = [item for item in items if isinstance(item, Problem) and item.lost]
        assert len(concepts) + len(lost) >= len(entries), path.name
        if not lost:
            assert sum(len(concept.terms) for concept in concepts) == len(terms), path.name
        counted += len(terms)
    assert counted > 50


def test_po_has_the_entries_that_another_reader_counts(shared: Path) -> None:
    from translate.storage import pypo

    counted = 0
    for path in sorted(shared.rglob("*.po")):
        store = pypo.pofile.parsefile(str(path))
        texts = [str(text) for one in store.units if one.istranslatable() for text in _forms(one)]
        draft = read(path)
        assert [unit.target.text for unit in draft.units if unit.target] == texts, path.name
        assert draft.problems == (), path.name
        counted += len(texts)
    assert counted > 100


def _forms(unit: Any) -> list[Any]:
    return list(unit.target.strings) if unit.hasplural() else [unit.target]


COMMANDS = (
    ("check", "{}", "--format", "json"),
    ("recognize", "{}", "--format", "json"),
    ("tm", "import", "{}", "--memory", "memory.db"),
    ("import", "{}", "--dry-run"),
    ("mine", "{}", "--format", "json"),
)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_every_sample_with_every_command(
    shared: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "terms.tsv").write_text("zh\ten\n决议\tresolution\n", "utf-8")
    more = () if command[1] == "import" or command[0] == "import" else ("--no-builtin", "--termbase", "terms.tsv")
    for path in sorted((shared / "standards" / "samples").rglob("*")):
        if not path.is_file():
            continue
        code, out, err = commands.run(capsys, *(word.format(path) for word in command), *more)
        assert code in (0, 1, 2), path.name
        assert "fault" not in err and "Traceback" not in err, (path.name, err)
        if code != 2 and "json" in command:
            json.loads(out)


def _costs_units_or_the_file(path: Path) -> None:
    """Read a file that is not well-formed: it is refused, or what is wrong in it is said."""
    try:
        assert read(path).problems, path.name
    except YizhiError as error:
        assert error.hint, path.name


def _translatable_2(unit: etree._Element) -> bool:
    return (
        next((node.get("translate") for node in (unit, *unit.iterancestors()) if node.get("translate")), "yes") != "no"
    )


def _translatable(unit: etree._Element) -> bool:
    said = next((node.get("translate") for node in (unit, *unit.iterancestors()) if node.get("translate")), "yes")
    return said != "no" and unit.find("{*}source") is not None


def _units(unit: etree._Element) -> int:
    segmented = unit.find("{*}seg-source")
    if segmented is None:
        return 1
    return len({mark.get("mid") for mark in segmented.iter("{*}mrk") if mark.get("mtype") == "seg"}) or 1

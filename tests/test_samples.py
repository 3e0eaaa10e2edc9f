"""Every sample of other tools, read here and counted by a library of its own: no unit more, none less."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from yizhi.termbase.errors import YizhiError
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
            with pytest.raises(YizhiError):
                read(path)
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
            with pytest.raises(YizhiError):
                read(path)
            continue
        if not root.get("version", "").startswith("1."):
            continue
        expected = sum(_units(unit) for unit in root.iter("{*}trans-unit") if _translatable(unit))
        draft = read(path)
        own = [unit for unit in draft.units if "/sub" not in (unit.id or "")]
        assert len(own) == expected, path.name
        counted += expected
    assert counted > 30


def _translatable(unit: etree._Element) -> bool:
    said = next((node.get("translate") for node in (unit, *unit.iterancestors()) if node.get("translate")), "yes")
    return said != "no" and unit.find("{*}source") is not None


def _units(unit: etree._Element) -> int:
    segmented = unit.find("{*}seg-source")
    if segmented is None:
        return 1
    return len({mark.get("mid") for mark in segmented.iter("{*}mrk") if mark.get("mtype") == "seg"}) or 1

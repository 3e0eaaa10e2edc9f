"""Schematron with XPath 2: a schema turned into XSLT 2, one mode a pattern, one template a rule, and run by Saxon.

(lxml knows XPath 1 only, and other engines skip rules whose context is an attribute. Several documents go through one run.)
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

_SCH = "{http://purl.oclc.org/dsdl/schematron}"
_XSL = "http://www.w3.org/1999/XSL/Transform"


def _stylesheet(path: Path) -> bytes:
    schema = etree.parse(str(path)).getroot()
    spaces = {ns.get("prefix"): ns.get("uri") for ns in schema.iter(f"{_SCH}ns")}
    sheet = etree.Element(f"{{{_XSL}}}stylesheet", nsmap={"xsl": _XSL, **spaces}, version="2.0")

    def add(parent: Any, name: str, **given: str) -> Any:
        return etree.SubElement(parent, f"{{{_XSL}}}{name}", given)

    add(sheet, "output", method="text")
    start = add(sheet, "template", match="/")
    for number, pattern in enumerate(schema.iter(f"{_SCH}pattern")):
        mode = f"pattern{number}"
        add(start, "apply-templates", select="//*|//@*", mode=mode)
        rules = list(pattern.iter(f"{_SCH}rule"))
        for rank, rule in enumerate(rules):
            # The first rule of a pattern whose context fits a node is the one that counts.
            template = add(sheet, "template", match=rule.get("context"), mode=mode, priority=str(len(rules) - rank))
            for one in rule.iter(f"{_SCH}assert"):
                failed = add(template, "if", test=f"not({one.get('test')})")
                message = " ".join("".join(one.itertext()).split())
                add(failed, "text").text = f"{rule.get('context')}: {message}\n"
        add(sheet, "template", match="*|@*", mode=mode, priority="-1")
    return etree.tostring(sheet)


@lru_cache(maxsize=1)
def _processor() -> Any:
    import saxonche

    return saxonche.PySaxonProcessor(license=False)


@lru_cache(maxsize=16)
def _compiled(path: Path) -> Any:
    return _processor().new_xslt30_processor().compile_stylesheet(stylesheet_text=_stylesheet(path).decode())


def failures(document: Path, schema: Path) -> list[str]:
    """What the schema has against the document."""
    node = _processor().parse_xml(xml_file_name=str(document))
    return [line for line in (_compiled(schema).transform_to_string(xdm_node=node) or "").splitlines() if line]

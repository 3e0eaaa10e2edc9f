"""A glossary for people as a Word document: two indexes in two columns, a heading a letter. Written by hand; no Word needed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from yizhi.termbase.files import beside
from yizhi.termbase.formats.form import ExportOptions, ExportReport
from yizhi.termbase.formats.people import GlossaryIndex, GlossaryLine, indexes
from yizhi.termbase.formats.xml_text import escape
from yizhi.termbase.model import Concept
from yizhi.termbase.validation import mended

NAME = "docx"
ENDINGS = (".docx",)

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROOT = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_PARTS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    "</Relationships>"
)
_STYLES = (
    f"{_XML}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun" w:cs="Times New Roman"/>'
    '<w:sz w:val="20"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for level, size in ((1, 32), (2, 24))
    )
    + '<w:style w:type="paragraph" w:styleId="Entry"><w:name w:val="Entry"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:keepLines/><w:spacing w:after="60"/><w:ind w:left="240" w:hanging="240"/></w:pPr></w:style></w:styles>'
)


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:
    """Write the document."""
    both_indexes, report = indexes(concepts, options)
    with beside(path) as written, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _ROOT),
            ("word/_rels/document.xml.rels", _PARTS),
            ("word/styles.xml", _STYLES),
        ):
            packed.writestr(_member(name), content)
        with packed.open(_member("word/document.xml"), "w") as part:
            part.write(f"{_XML}<w:document {_W}><w:body>".encode())
            for number, index in enumerate(both_indexes, 1):
                for piece in _index(index, last=number == len(both_indexes)):
                    part.write(mended(piece).encode("utf-8"))
            part.write(b"</w:body></w:document>")
    return report


def _member(name: str) -> zipfile.ZipInfo:
    """Return a part without a date of its own, so that the same terms make the same file."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _index(index: GlossaryIndex, *, last: bool) -> Iterator[str]:
    page = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/>'
    yield _paragraph("Heading1", _run(index.title))
    # The title is a section of one column; what follows has two.
    yield f'<w:p><w:pPr><w:sectPr><w:type w:val="nextPage"/>{page}<w:cols w:num="1"/></w:sectPr></w:pPr></w:p>'
    for letter, lines in index.sections:
        yield _paragraph("Heading2", _run(letter))
        for line in lines:
            yield _paragraph("Entry", _line(line))
    section = f'<w:sectPr><w:type w:val="continuous"/>{page}<w:cols w:num="2" w:space="400"/></w:sectPr>'
    yield section if last else f"<w:p><w:pPr>{section}</w:pPr></w:p>"


def _line(line: GlossaryLine) -> str:
    runs = [_run(line.head, "<w:strike/>" if line.instead else "<w:b/>")]
    if line.label:
        runs.append(_run(f" [{line.label}]", "<w:i/>"))
    if line.instead:
        runs.append(_run(" → " + "; ".join(line.instead)))
    if line.counterparts:
        runs.append(_run("  " + "; ".join(line.counterparts)))
    if line.remark:
        runs.append("<w:r><w:br/></w:r>" + _run(line.remark, '<w:sz w:val="16"/>'))
    return "".join(runs)


def _paragraph(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, looks: str = "") -> str:
    shown = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

"""A glossary for people as one web page: two indexes, letters to jump to, readable on a phone, printed in two columns."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from yizhi.termbase.files import beside
from yizhi.termbase.formats.form import ExportOptions, ExportReport
from yizhi.termbase.formats.people import GlossaryIndex, GlossaryLine, indexes
from yizhi.termbase.model import Concept
from yizhi.termbase.validation import mended

NAME = "html"
ENDINGS = (".html", ".htm")

_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 "Noto Serif","Noto Serif SC",Georgia,SimSun,serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
nav a{margin-right:.4em}h1{font-size:1.5rem}h2{margin-top:2.5rem}
h3{border-bottom:1px solid;margin:1.5rem 0 .5rem}
dl{margin:0}dt{font-weight:600;margin-top:.6rem;break-after:avoid}dd{margin:0 0 0 1.2rem;break-inside:avoid}
small,.label{opacity:.7;font-weight:400}.not{text-decoration:line-through}
@media print{body{font-size:10pt;max-width:none;margin:0}nav{display:none}section{columns:2;column-gap:1.5rem}
h2{break-before:page;column-span:all}h2:first-of-type{break-before:auto}h3{break-after:avoid}}
"""


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:
    """Write the page."""
    both_indexes, report = indexes(concepts, options)
    with beside(path) as written, written.open("w", encoding="utf-8", newline="\n") as file:
        file.write(
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>Glossary</title><style>{_STYLE}</style></head>\n<body>\n<h1>Glossary · 词汇表</h1>\n"
        )
        for number, index in enumerate(both_indexes, 1):
            letters = "".join(f'<a href="#i{number}-{_anchor(letter)}">{letter}</a>' for letter, _ in index.sections)
            file.write(f"<h2>{escape(index.title)}</h2>\n<nav>{letters}</nav>\n")
            for letter, lines in index.sections:
                file.write(f'<section><h3 id="i{number}-{_anchor(letter)}">{letter}</h3>\n<dl>\n')
                file.writelines(_line(line, index) for line in lines)
                file.write("</dl></section>\n")
        file.write("</body></html>\n")
    return report


def _anchor(letter: str) -> str:
    return "0" if letter == "#" else letter


def _line(line: GlossaryLine, index: GlossaryIndex) -> str:
    label = f' <span class="label">{escape(line.label)}</span>' if line.label else ""
    head = f'<span class="not">{_text(line.head)}</span>' if line.instead else _text(line.head)
    parts = [f'<dt lang="{index.language}">{head}{label}</dt>']
    if line.instead:
        parts.append(f'<dd lang="{index.language}">→ {_text("; ".join(line.instead))}</dd>')
    if line.counterparts:
        parts.append(f'<dd lang="{index.other}">{_text("; ".join(line.counterparts))}</dd>')
    if line.remark:
        parts.append(f"<dd><small>{_text(line.remark)}</small></dd>")
    return "".join(parts) + "\n"


def _text(text: str) -> str:
    return escape(mended(text))

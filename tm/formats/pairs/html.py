"""One HTML page of sentence pairs to read through: side by side, doubtful pairs marked. Needs nothing from the network."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from yizhi.termbase.files import beside
from yizhi.tm.formats.pairs.form import Heading, PairFormat, WrittenPairs
from yizhi.tm.model import Pair

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --line: #8885; --doubt: #f5c54233; --alone: #88888822; }}
body {{ font: 16px/1.6 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border-bottom: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }}
th {{ position: sticky; top: 0; background: Canvas; }}
td.text {{ width: 46%; }}
td.number {{ font-variant-numeric: tabular-nums; color: GrayText; white-space: nowrap; }}
tr.review {{ background: var(--doubt); }}
tr.alone {{ background: var(--alone); }}
body:has(#only:checked) tbody tr:not(.review) {{ display: none; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p><label><input type="checkbox" id="only"> only pairs to review</label></p>
<table>
<thead><tr><th>No.</th><th>{source}</th><th>{target}</th><th>Score</th></tr></thead>
<tbody>
"""


def _write(path: Path, pairs: Iterable[Pair], heading: Heading) -> WrittenPairs:
    names = {"title": heading.title or "Sentence pairs"}
    names |= {"source": heading.tag(heading.source_language), "target": heading.tag(heading.target_language)}
    count = 0
    with beside(path) as written_path, written_path.open("wb") as file:
        file.write(_HEAD.format(**{name: escape(value) for name, value in names.items()}).encode("utf-8", "replace"))
        for pair in pairs:
            file.write(_row(pair).encode("utf-8", "replace"))
            count += 1
        file.write(b"</tbody>\n</table>\n</body>\n</html>\n")
    return WrittenPairs(count)


def _row(pair: Pair) -> str:
    attributes = dict(pair.attributes)
    kinds = []
    if attributes.get("review"):
        kinds.append("review")
    if not (pair.source.text and pair.target.text):
        kinds.append("alone")
    score = escape(attributes.get("score", "")) + (
        f" {escape(attributes['decision'])}" if attributes.get("decision") else ""
    )
    texts = "".join(
        f'<td class="text" lang="{escape(side.language)}">{escape(side.text)}</td>'
        for side in (pair.source, pair.target)
    )
    row = f' class="{" ".join(kinds)}"' if kinds else ""
    return f'<tr{row}><td class="number">{escape(pair.id)}</td>{texts}<td class="number">{score}</td></tr>\n'


FORM = PairFormat("html", (".html", ".htm"), _write)

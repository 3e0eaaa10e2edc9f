"""Footnote marks glued to the words before them: `成果文件，1` at a line's end, `，2而`, `the Protocol5 and`, `议定书¹`.

A mark is only removed where the text has a footnote of that number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from termbase.text.lazy import compiled
from tm.cleaning import wrapping
from tm.cleaning.damage.footnotes import RAISED
from tm.cleaning.page import Line
from tm.cleaning.wrapping import Measure

REASON = "footnote mark"
_PLAIN = str.maketrans(RAISED, "0123456789")
_HAN = "\u3400-\u9fff"
_MEASURE = "年月日号號个個名项項国國条條款章节次届人万亿千百岁周天时分秒级页倍所家种份件元度卷至到多余％%"
_RAISED = compiled(
    rf"(?<=[^\W\d_]|[，。；：、》”’）」』,.;:)\"])(?<!\bm)(?<!\b[kcdhm]m)[{RAISED}]{{1,3}}(?![{RAISED}])"
)
_IN_HAN = compiled(
    rf"(?<=[{_HAN}，。；：、》”）」』！？])(\d{{1,3}})(?=[ \t]?(?![{_MEASURE}])[{_HAN}《“（(，。；：、])"
)
_IN_LATIN = compiled(
    r"(?:(?<=[a-z]{3})|(?<=[a-z”’\")\]][,.;:])|(?<=[”’)\]]))(?<!paras\.)(?<!para\.)(?<!Nos\.)(?<!arts\.)(?<!art\.)(\d{1,3})(?=[ \t]|[,;:]\s|$)"
)
_AT_END = compiled(rf"(?<=[{_HAN}，。；：、》”）」』！？a-z,.;:)\"’\]])([ \t]?)(\d{{1,3}})$")
_STARS = compiled(rf"(?<=[{_HAN}\w》”）」』)”\"，。,.])([*†‡]{{1,4}})(?=$|[\s，。；：、,.;:])")
_ANY = compiled(rf"(?<=[^\s\d])[ \t]?[\d*†‡{RAISED}]")


def find(lines: Sequence[Line], labels: Set[str], known: Measure) -> Iterator[tuple[int, int, int]]:
    """(line, start, end) of the marks in running text: in `lines`, and as offsets of the whole text."""
    if not labels:
        return
    for number, line in enumerate(lines):
        if not _ANY.search(line.text):
            continue
        after = lines[number + 1] if number + 1 < len(lines) else None
        for start, end in sorted({*_inside(line.text, labels, known), *_at_end(line, after, labels, known)}):
            yield number, line.start + start, line.start + end


def _inside(text: str, labels: Set[str], known: Measure) -> Iterator[tuple[int, int]]:
    """Raised marks, stars, and figures glued to what stands before them. In a text that sets no space around figures, Han before one is no sign."""
    for match in _RAISED.finditer(text):
        if match[0].translate(_PLAIN) in labels:
            yield match.span()
    if "*" in text or "†" in text:
        yield from (match.span() for match in _STARS.finditer(text) if match[1] in labels)
    for pattern in (_IN_HAN, _IN_LATIN):
        for match in pattern.finditer(text):
            glued = not known.spaced and "\u3400" <= text[match.start() - 1] <= "\u9fff"
            if match[1] in labels and not glued:
                yield match.span(1)


def _at_end(line: Line, after: Line | None, labels: Set[str], known: Measure) -> Iterator[tuple[int, int]]:
    """A mark at the end of a line: glued, or where it broke the line."""
    ending = _AT_END.search(line.text)
    if ending and ending[2] in labels:
        broken = after is not None and wrapping.breaks(after, line.width, known)
        if broken or (known.spaced and not ending[1]):
            yield ending.span(2)

"""Footnote marks glued to the words before them: `成果文件，1` at a line's end, `，2而`, `the Protocol5 and`, `议定书¹`.

A mark is only removed where the text has a footnote of that number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from yizhi.termbase.language import is_han
from yizhi.termbase.text.han import HAN
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.cleaning import wrapping
from yizhi.tm.cleaning.damage.footnotes import RAISED
from yizhi.tm.cleaning.page import PageLine
from yizhi.tm.cleaning.wrapping import Measure

REASON = "footnote mark"
_PLAIN = str.maketrans(RAISED, "0123456789")
_MEASURE = "年月日号號个個名项項国國条條款章节次届人万亿千百岁周天时分秒级页倍所家种份件元度卷至到多余％%"
_WORDS = (
    "人员|人民|人口|人权|人类|人道|人士|人力|人体|人工|人身|人均|国家|国际|国内|国防|国民|国会|国籍|国王|国务|项目|条约|条款|条件|条例|名单|名称|名义|章程|级别"
    "|家庭|家属|种族|种类|元首|时间|时期|时候|分别|分析|分配|分享|分发|分为|到达|到位|到期|至少|至今|至关|千年|万一|日益|日常|日内瓦|年度|年轻|年龄|周边|周围"
    "|周期|所有|所涉|所述|所作|所需|所谓|所指|所在|倍增|页面|件数|度过|段落|款项|岁月|秒钟|亿万|卷入|多边|多数|多样|多年|多种|多项|余下|余地|届时|届满"
)
"""Words that begin with a measure word's character: 第二，1人员流动频繁."""
_UNIT = rf"(?!{_WORDS})[{_MEASURE}]"
_RAISED = compiled(
    rf"(?<=[^\W\d_]|[，。；：、》”’）」』,.;:)\"])(?<!\bm)(?<!\b[kcdhm]m)[{RAISED}]{{1,3}}(?![{RAISED}])"
)
_IN_HAN = compiled(
    rf"(?<=[{HAN}，。；：、》”）」』！？])(?<!\d、)(\d{{1,3}})(?=[ \t]?(?!{_UNIT})[{HAN}《“（(，。；：])"
)
_IN_LATIN = compiled(
    r"(?:(?<=[a-z]{3})|(?<=[a-z”’\")\]][,.;:])|(?<=[”’)\]]))(?<!paras\.)(?<!para\.)(?<!Nos\.)(?<!arts\.)(?<!art\.)(\d{1,3})(?=[ \t]|[,;:]\s|$)"
)
_AT_END = compiled(rf"(?<=[{HAN}，。；：、》”）」』！？a-z,.;:)\"’\]])([ \t]?)(\d{{1,3}})$")
_GOES_ON = compiled(rf"(?!{_UNIT})[{HAN}《“]")
_STARS = compiled(rf"(?<=[{HAN}\w》”）」』)”\"，。,.])([*†‡]{{1,4}})(?=$|[\s，。；：、,.;:])")
_ANY = compiled(rf"(?<=[^\s\d])[ \t]?[\d*†‡{RAISED}]")


def find(lines: Sequence[PageLine], labels: Set[str], measure: Measure) -> Iterator[tuple[int, int, int]]:
    """Yield (line, start, end) of the marks in running text: in `lines`, and as offsets of the whole text."""
    if not labels:
        return
    for number, line in enumerate(lines):
        if not _ANY.search(line.text):
            continue
        after = lines[number + 1] if number + 1 < len(lines) else None
        for start, end in sorted({*_inside(line.text, labels, measure), *_at_end(line, after, labels, measure)}):
            yield number, line.start + start, line.start + end


def _inside(text: str, labels: Set[str], measure: Measure) -> Iterator[tuple[int, int]]:
    """Raised marks, stars, and figures glued to what stands before them. In a text that sets no space around figures, Han before one is no sign."""
    for match in _RAISED.finditer(text):
        if match[0].translate(_PLAIN) in labels:
            yield match.span()
    if "*" in text or "†" in text:
        yield from (match.span() for match in _STARS.finditer(text) if match[1] in labels)
    for pattern in (_IN_HAN, _IN_LATIN):
        for match in pattern.finditer(text):
            glued = not measure.spaced and is_han(text[match.start() - 1])
            if match[1] in labels and not glued:
                yield match.span(1)


def _at_end(line: PageLine, after: PageLine | None, labels: Set[str], measure: Measure) -> Iterator[tuple[int, int]]:
    """Yield a mark at the end of a line: glued (behind a mark of punctuation, if Han text sets no space around figures), or where it broke the line."""
    ending = _AT_END.search(line.text)
    if ending and ending[2] in labels:
        broken = after is not None and wrapping.breaks(after, line.width, measure)
        stop = line.text[ending.start() - 1] in "，。；：》”）」』！？" and (
            after is None or _GOES_ON.match(after.text)
        )
        if broken or (not ending[1] and (measure.spaced or stop)):
            yield ending.span(2)

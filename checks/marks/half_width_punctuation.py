"""A half-width comma, stop, colon, semicolon, question or exclamation mark stands in Chinese text.

Only marks right after a Han character or a closing mark count, and not where Latin text or figures follow (比例为3.5, 见第3.2节), nor
after the numeral of a heading (一. 导言). A stop between characters that transliterate foreign names (约翰.史密斯) stands for the dot between
the parts of a name; one between other characters may, so that nothing is put for it unseen. A mark that comes again in a paragraph is
told once there; its other places are information.

Why: Chinese text has full-width punctuation throughout; a half-width mark is a slip of the keyboard.

Example: 提交常设委员会.
Better: 提交常设委员会。

Source: GB/T 15834-2011 (use of punctuation marks); Chinese editions of United Nations documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_FULL = {",": "，", ".": "。", ";": "；", ":": "：", "?": "？", "!": "！"}
_HAN = "\u3400-\u9fff\U00020000-\U000323af"
_SOUNDS = (
    "阿埃艾爱安昂奥巴白班保鲍贝本比彼宾波伯博布查达戴丹道德登迪蒂丁杜顿多恩尔法范菲费芬佛弗夫福盖甘冈高戈格古哈海汉豪赫亨胡华霍基吉加贾简杰金卡坎康考科可克肯孔库拉莱兰朗劳勒雷里"
    "理利莉连林琳隆卢鲁伦罗洛马玛迈麦曼梅门蒙米密明莫墨默姆穆纳娜南内尼妮年涅宁纽努诺欧帕潘庞佩彭蓬皮平珀普奇齐乔切琼丘曲让热茹瑞若萨塞桑瑟沙莎山尚绍圣施史什士舒朔斯丝松苏索塔泰坦汤特腾提汀"
    "图托瓦万旺威韦维温文翁沃乌伍西希锡夏香谢辛欣休雅亚扬杨耶叶伊因英尤于约赞泽扎詹珍朱兹佐翰"
)
"""Characters that write the sounds of foreign names, after the tables of Xinhua's Names of the World's Peoples."""
_NAME = compiled(rf"(?<=[{_SOUNDS}][{_SOUNDS}])\.(?=[{_SOUNDS}]{{2}})")
_HEADING = compiled(r"\s*[（(]?[一二三四五六七八九十甲乙丙丁]{1,3}[.]")
_QUICK = compiled(r"[^\x00-\x7f][,;:?!.]")
"""What most text is without; ranges of Han characters take long to compile."""
_PATTERN = compiled(
    rf"(?<=[{_HAN}》”）])[,;:?!](?=\s*(?:[{_HAN}《“（]|$))|(?<=[{_HAN}》”）])\.(?=\s*(?:[{_HAN}《“（]|$))(?!\.)"
)


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, side in document.matching("zh", _QUICK):
        told: set[str] = set()
        for occurrence in _PATTERN.finditer(side.text):
            if occurrence.group() == "." and _HEADING.fullmatch(side.text, 0, occurrence.end()):
                continue
            mark = Mark(view, side.name, *occurrence.span())
            if _NAME.match(side.text, occurrence.start()):
                yield Issue(mark, "the parts of a foreign name are joined by “·”, not “.”", suggestion="·")
                continue
            full = _FULL[occurrence.group()]
            message = f"half-width “{occurrence.group()}” in Chinese text"
            # 约翰.史密斯: between two characters a stop may be the dot of a name.
            inside = (
                occurrence.group() == "."
                and occurrence.end() < len(side.text)
                and not side.text[occurrence.end()].isspace()
            )
            severity = Severity.INFO if full in told else None
            told.add(full)
            yield Issue(mark, message, suggestion=full, safe=not inside, severity=severity)


RULE = Rule("half-width-punctuation", Severity.WARNING, ("zh",), check, style=True, habit=True)

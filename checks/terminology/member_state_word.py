"""The States of the United Nations are 会员国, those of most other bodies 成员国.

Found where the body is named directly before the word (联合国成员国, 欧洲联盟会员国), and where its clause goes on with the
number of its members or with 其 (东盟协助其会员国). The specialized agencies of the
United Nations system, several of which have 会员国 too, are left alone. Where a document has 会员国 or 缔约国 throughout, a
single 成员国 is told too that no body in its sentence explains, or that stands behind the very words that the other one follows.

Why: 会员国 is the word of the Charter; a reader of 联合国成员国 asks which States are meant.

Example: 联合国成员国通过了该决议。
Better: 联合国会员国通过了该决议。

Source: Charter of the United Nations, Art. 3 and 4 (Chinese text); established usage of the Chinese Translation Service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_BETWEEN = r"(?:的|各|全体|所有|其他|多数|大多数|若干|[一二三四五六七八九十百两\d\s]{1,5}个)*"
_COUNT = r"(?<!\d)\s?(?!19[1-3])(?:\d{1,3}|[二三四五六七八九十百]{1,5})\s?个"
"""How many members a body has: that the clause is about its own, not about those of the United Nations."""
_UNITED_NATIONS = compiled(rf"(?<![驻与和、及])联合国{_BETWEEN}(成员国)(?!际)")
_BODIES = (
    "欧洲联盟|欧盟|非洲联盟|非盟|东南亚国家联盟|东盟|阿拉伯国家联盟|阿盟|美洲国家组织|独立国家联合体|独联体|"
    "西非国家经济共同体|西非经共体|南部非洲发展共同体|南共体|加勒比共同体|加共体|上海合作组织|欧洲委员会|"
    "北大西洋公约组织|北约|国际刑事警察组织|国际刑警组织"
)
_OTHERS = compiled(
    rf"(?:(?:{_BODIES}|安全理事会|安理会|人权理事会){_BETWEEN}"
    rf"|(?:{_BODIES})(?:(?!联合国|大会)[^，。；：、《》（）]){{1,14}}?(?:其(?:{_COUNT})?|{_COUNT}))(会员国)"
)
_MEMBERS = compiled(r"(?<!其)(?<!非)成员国(?!际)")
_BODY = compiled(
    "[联同结邦]盟|组织|共同体|机构|委员会|理事会|协会|联合会|集团|银行|基金|论坛|小组|议会|总署|学会|研究[所院]|[欧东非阿]盟|共体|经社会|北约"
    "|[A-Z]{3,}"
)
"""What has members of its own."""
_CLAUSE = compiled("[。；：！？\n\x00]")
_REACH = 120
"""So many characters of a clause are looked at."""
LEAST = 2
"""Places of 会员国 or 缔约国 that make it the document's word."""
SHARE = 2
"""So many times as often as 成员国 must it stand."""


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    yield from _after_body(document)
    yield from _unlike(document)


def _unlike(document: Document) -> Iterator[Issue]:
    """Yield what stands for the word that the document has throughout."""
    whole = document.whole("zh")
    count = whole.count("成员国")
    usual, uses = max(((word, whole.count(word)) for word in ("会员国", "缔约国")), key=lambda item: item[1])
    if not count or uses < max(LEAST, SHARE * count):
        return
    before = {whole[max(0, match.start() - 2) : match.start()] for match in re.finditer(usual, whole)}
    for view, side in document.matching("zh", _MEMBERS):
        text = side.text
        for match in _MEMBERS.finditer(text):
            start, end = match.span()
            alike = start > 1 and text[start - 2 : start] in before and not _BODY.search(text[start - 2 : start])
            if start not in side.quotations and (alike or not _explained(text, start)):
                yield Issue(
                    Mark(view, side.name, start, end),
                    f"“成员国” stands for what is “{usual}” elsewhere in the document ({uses})",
                    suggestion=usual,
                )


def _explained(text: str, start: int) -> bool:
    """Return whether a body that has members of its own is named before a word, in its clause or as far back as is looked."""
    low = max(0, start - _REACH)
    marks = [match.end() for match in _CLAUSE.finditer(text, low, start)]
    return _BODY.search(text, marks[-1] if marks else low, start) is not None


def _after_body(document: Document) -> Iterator[Issue]:
    """Yield what is not the word of the body that is named before it."""
    for view, side in document.written("zh"):
        text = side.text
        if "员国" not in text:
            continue
        for pattern, right in ((_UNITED_NATIONS, "会员国"), (_OTHERS, "成员国")):
            for match in pattern.finditer(text):
                start, end = match.span(1)
                if start in side.quotations:
                    continue
                body = match.group()[: -len(right)].strip()
                yield Issue(
                    Mark(view, TARGET if document.bilingual else SOURCE, start, end),
                    f"“{match[1]}” should be “{right}” after “{body}”",
                    suggestion=right,
                )


RULE = Rule("member-state-word", Severity.WARNING, ("zh",), check, style=True)

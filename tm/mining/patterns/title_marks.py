"""Titles: 《…》 with 〈…〉 inside, 题为“…”, entitled “…”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yizhi.termbase.language import EN, ZH_HANS, is_han
from yizhi.tm.mining.model import Candidate, Pattern, Scene
from yizhi.tm.mining.wordlists import word_set

_ZH = re.compile(
    r"《(?P<title>[^《》]{3,80})》|(?:题为|名为|主题为|题目为|主题是)[“「\"](?P<quoted>[^”」\"]{3,80})[”」\"]"
)
_EN = re.compile(
    r"\b(?:entitled|titled|called the|under the (?:theme|title|heading))\s*,?\s*[“\"‘](?P<quoted>[^”\"]{6,160}?)[,.]?[”\"]"
)
_ALONE = word_set(
    "公约 议定书 宪章 规约 宣言 公报 条约 协定 协议 章程 行动计划 纲领 准则 战略 框架 指南 手册 报告 法案 决议"
)
_OFFICIAL = re.compile(
    "(公约|议定书|宪章|规约|宣言|条约|协定|章程|纲领|准则|规则|原则|战略|行动计划|框架|议程|报告|概览|手册|指南|法|守则|路线图|共识|倡议|声明|契约)$"
)


def _find(scene: Scene) -> Iterator[Candidate]:
    for language, pattern in ((ZH_HANS, _ZH), (EN, _EN)):
        rows: dict[str, list[int]] = {}
        for row, text in scene.rows(language, "titles"):
            if "《" not in text and "题" not in text and "名为" not in text and language != EN:
                continue
            for match in pattern.finditer(text):
                title = " ".join((match[match.lastgroup or 0]).split())
                if language != EN:
                    title = re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", title)
                if _worth(title, language):
                    rows.setdefault(title, []).append(row)
        for title, where in rows.items():
            official = language == EN or _OFFICIAL.search(title) is not None
            score = min(0.95, (0.7 if official else 0.5) + 0.05 * len(where))
            yield Candidate(title, language, PATTERN.name, score, len(where), rows=tuple(where[:20]))


def _worth(title: str, language: str) -> bool:
    if language == EN:
        return len(title.split()) > 1
    return title not in _ALONE and sum(map(is_han, title)) >= 3 and not title.startswith("第")


PATTERN = Pattern("title marks", 1, _find)

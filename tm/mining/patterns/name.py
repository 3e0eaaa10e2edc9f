"""Names by their head: …委员会, …问题特别报告员, …公约, Committee on …; where they begin is weighed by word edges and repetition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from yizhi.termbase.language import EN, ZH_HANS
from yizhi.tm.mining.chinese import names
from yizhi.tm.mining.model import Candidate, Pattern, Scene
from yizhi.tm.mining.wordlists import word_set

_HEADS = word_set(
    "特别报告员 独立专家 特别代表 特别顾问 特使 高级专员 高级代表 协调员 监察员 审计委员会 委员会 理事会 分委会 小组委员会 办公室 办事处 秘书处 工作组 专家组 专家小组 协调小组 工作队 特派团 稳定团 "
    "公约 议定书 宣言 条约 协定 宪章 规约 盟约 行动计划 行动纲领 行动方案 战略 议程 战略框架 框架公约 标准规则 最低限度标准规则 原则声明 指导原则 示范法 守则 准则 "
    "基金会 信托基金 基金 银行 组织 联盟 共同体 联合会 协会 学会 红十字会 论坛 网络 平台 伙伴关系 倡议 机制 中心 研究所 研究院 学院 大学 法院 法庭 检察院 议会 "
    "规划署 开发计划署 计划署 署 首脑会议 峰会 缔约方会议 缔约方大会 缔约国会议 世界会议 大会 国际日 国际年 国际十年 十年"
)
_HEAD = re.compile("|".join(sorted(map(re.escape, _HEADS), key=len, reverse=True)))
_AFTER = re.compile("[员者长化性们家]")
_LEAST, _SHORTEST, _PLAIN = 2.2, 2, 4
_GENERIC = re.compile(
    "^(?:该|本|此|其|各|有关|国家|政府|民间社会|非政府|区域|分区域|次区域|国际|多边|地方|相关|联合国|主要|新|大|小|专门)+(?:组织|中心|机制|战略|网络|伙伴关系|行动计划|大学|银行|法院|法庭|议会|基金|公约|会议|大会|倡议|机构|平台|论坛|框架|准则|协定|条约|议定书|学院|协会|工作组|委员会|办公室|办事处|秘书处|行动方案)$"
)


def _find(scene: Scene) -> Iterator[Candidate]:
    yield from _chinese(scene)
    yield from _english(scene)


def _chinese(scene: Scene) -> Iterator[Candidate]:
    helper, count = names(), scene.counts[ZH_HANS]
    rows: dict[str, list[int]] = defaultdict(list)
    best: dict[str, float] = {}
    for row, text in scene.rows(ZH_HANS, "names"):
        if not _HEAD.search(text):
            continue
        terms = [(start, end) for start, end, _ in scene.known.spans(text, ZH_HANS)]
        for match in _HEAD.finditer(text):
            end = match.end()
            if _AFTER.match(text, end):
                continue
            begin, score = helper.begin(text, max(0, match.start() - _SHORTEST), end, terms=terms, count=count)
            name = "".join(text[begin:end].split())
            if end - begin < len(match[0]) + 2 or score < _LEAST or _GENERIC.match(name) or len(name) < _PLAIN + 1:
                continue
            if helper.edges.doubt(text, begin, end) > 1.0:
                continue
            rows[name].append(row)
            best[name] = max(best.get(name, 0.0), score)
    for name, where in rows.items():
        frequency = len(where)
        if frequency < 2 and best[name] < 4.5:
            continue
        score = min(0.9, 0.35 + 0.05 * best[name] + 0.04 * min(frequency, 6))
        yield Candidate(name, ZH_HANS, PATTERN.name, score, frequency, rows=tuple(where[:20]))


_SMALL_EN = r"(?:of|on|for|and|the|in|to|against|from|with|by|under)"
_CAPITALISED = re.compile(
    rf"\b(?!(?:The|In|At|On|By|For|This|These|That|As|To|From|With|And|It|Its|Under|During|Pursuant|Note|Noting|Recalling)\b)"
    rf"[A-Z][\w’'&-]*(?:(?:,? {_SMALL_EN}(?: {_SMALL_EN})?)? [A-Z][\w’'&-]*)+"
)
_HEADS_EN = re.compile(
    r"\b(?:Committee|Commission|Council|Conference|Convention|Protocol|Covenant|Declaration|Treaty|Agreement|Charter|Statute|Rapporteur|"
    r"Expert|Working Group|Task Force|Team|Office|Agency|Fund|Programme|Organization|Union|Community|Centre|Center|Institute|University|Bank|Court|Tribunal|"
    r"Mission|Mechanism|Network|Forum|Partnership|Initiative|Platform|Alliance|Association|Federation|Foundation|Society|Strategy|Plan of Action|"
    r"Programme of Action|Platform for Action|Framework|Principles|Rules|Guidelines|Standards|Goals|Agenda|Decade|Day|Year|Representative|Envoy|Adviser|"
    r"Commissioner|Coordinator|Secretariat|Board|Authority|Assembly|Summit|Service|Department|Ministry|Register|Facility|Group|Panel|Act|Law|Code)\b"
)


def _english(scene: Scene) -> Iterator[Candidate]:
    rows: dict[str, list[int]] = defaultdict(list)
    for row, text in scene.rows(EN, "names"):
        for match in _CAPITALISED.finditer(text):
            name = _one_name(" ".join(match[0].split()))
            if _HEADS_EN.search(name) and 2 <= len(name.split()) <= 20:
                rows[name].append(row)
    for name, where in rows.items():
        if len(where) < 2 and len(name.split()) < 3:
            continue
        score = min(0.85, 0.45 + 0.04 * min(len(where), 6) + 0.02 * min(len(name.split()), 6))
        yield Candidate(name, EN, PATTERN.name, score, len(where), rows=tuple(where[:20]))


def _one_name(words: str) -> str:
    """Of a list of names, the first: a comma or `and` with an article before something that has a head of its own ends it."""
    for mark in re.finditer(r",? (?:and|or) (?:the )?|, the |, ", words):
        comma = mark[0].startswith(",") and mark[0] != ", "
        if _HEADS_EN.search(words[: mark.start()]) and (comma or _HEADS_EN.search(words[mark.end() :])):
            return words[: mark.start()]
    return words


PATTERN = Pattern("name", 2, _find)

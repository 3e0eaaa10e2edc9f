"""Repeated words that belong together: more often than in general Chinese, free on both sides, outside longer units too."""

from __future__ import annotations

import math
from collections.abc import Iterator

from yizhi.termbase.language import EN, ZH_HANS
from yizhi.tm.mining import units
from yizhi.tm.mining.chinese import Names, names
from yizhi.tm.mining.model import Candidate, Pattern, Scene
from yizhi.tm.mining.units import RepeatedUnit
from yizhi.tm.mining.wordlists import word_set

_KEY = 4.0
"""A word of the general dictionary must be so much (as a logarithm) more frequent than there."""
_LEAST = 0.22
_DEEDS = word_set(
    "剥削 贩运 偷运 走私 移徙 移民 援助 保护 合作 援救 救助 遣返 引渡 调查 起诉 审判 定罪 判刑 监禁 拘留 没收 扣押 冻结 腐败 洗钱 资助 征聘 采购 评估 审计 监测 报告 培训 教育 治理 管理 安置 融合 整合 "
    "歧视 暴力 虐待 酷刑 袭击 冲突 战争 和解 裁军 扩散 核查 销毁 排放 污染 保存 养护 开发 贸易 投资 运输 通信 统计 普查 登记 认证 许可 豁免 赔偿 补偿 申诉 上诉 仲裁 选举 表决 干预 预防 治疗 康复 检测 筛查 "
    "能力建设 建设 发展 规划 预算 供资 筹资 伙伴 对话 协商 磋商 谈判 宣传 倡导 招募 劳动 就业 罢工 收容 庇护 识别 查明 转介 交易 攻击 支助 服务 治安 执法 司法 立法 流离失所 迁移 回返 重返 摘取 切除 卖淫 婚姻 奴役 劳役 乞讨 犯罪"
)
"""Verbs that are names of deeds, with which terms begin and end."""
_VAGUE = word_set(
    "工作 问题 情况 方面 活动 行动 措施 行为 努力 作用 影响 能力 挑战 机会 需求 需要 领域 过程 进程 方式 方法 形式 程度 结果 成果 目的 目标 基础 内容 部分 报告 会议 文件 决议 "
    "国家 各国 政府 机构 组织 人员 人士 会员国 缔约国 成员国 继续 发布 提供 支持 预防 应对 打击 加强 促进 参与 联合国 国际 区域 全球 世界 社会 经济 政治 具体 各种 不同"
)
"""Words that make no term of another word by themselves: 相关工作, 打击行为."""


def _find(scene: Scene) -> Iterator[Candidate]:
    corpus = scene.corpus
    helper = names()
    if any(corpus.zh):
        repeated_units = units.chinese(corpus.zh, helper, scene.watch)
        scene.units.extend(repeated_units)
        size = sum(map(len, corpus.zh)) / 1.6
        for unit in repeated_units:
            score = _chinese(unit, helper, size)
            if score > 0:
                yield Candidate(unit.text, ZH_HANS, PATTERN.name, score, unit.frequency, rows=unit.rows[:20])
    if any(corpus.en) and not corpus.pairs:
        for unit in units.english(corpus.en, scene.watch):
            if unit.outside >= 1.5:
                score = min(0.8, 0.25 + 0.1 * math.log(1 + units.c_value(unit)))
                yield Candidate(unit.text, EN, PATTERN.name, score, unit.frequency, rows=unit.rows[:20])


def _chinese(unit: RepeatedUnit, helper: Names, size: float) -> float:
    """0 where it is no candidate."""
    score = _word(unit, helper, size) if len(unit.words) == 1 else _phrase(unit, helper)
    return score if score >= _LEAST else 0.0


def _word(unit: RepeatedUnit, helper: Names, size: float) -> float:
    """Return one word of the dictionary, by how much more frequent it is than in general Chinese."""
    general = helper.frequency(unit.text)
    if unit.frequency < 4 or not general or unit.text in _VAGUE or not helper.is_noun(unit.text):
        return 0.0
    key = math.log(unit.frequency / size / general)
    return min(0.45, 0.05 * key + 0.03 * math.log(unit.frequency)) if key > _KEY else 0.0


def _phrase(unit: RepeatedUnit, helper: Names) -> float:
    """Several words."""
    if unit.outside < 1.5 or (unit.frequency < 3 and (unit.free < 0.5 or len(unit.words) < 4)):
        return 0.0
    first, last = unit.words[0], unit.words[-1]
    telling = [word for word in unit.words if word not in _VAGUE and len(word) > 1]
    if not telling or (len(unit.words) == 2 and len(telling) < 2 and unit.frequency < 4):
        return 0.0
    if not helper.is_nominal(last) or helper.is_small(first):
        return 0.0
    if helper.is_verb(last) and last not in _DEEDS:
        return 0.0
    if (len(unit.words) == 2 and last in _VAGUE) or helper.breaks_in(unit.text) or units.begins_badly(unit.words):
        return 0.0
    if "的" in unit.words and unit.frequency < 4:
        return 0.0
    share = len(telling) / len(unit.words)
    vague_end = 0.75 if last in _VAGUE else 1.0
    # A verb that the name of a thing follows is half a sentence: 打击贩运人口.
    verb = 0.5 if helper.is_verb(first) and first not in _DEEDS else 1.0
    joined = 1.0 if not set(unit.words) & {"和", "及", "与", "或", "、"} else 0.75 if unit.frequency > 3 else 0.0
    base = 0.18 + 0.12 * math.log(1 + units.c_value(unit))
    return min(0.85, base * (0.6 + 0.4 * share) * vague_end * verb * joined * (0.7 + 0.3 * unit.free))


PATTERN = Pattern("statistical", 4, _find)

"""Where a Chinese name begins: word classes, words that open names, words that no name holds, repetition.

A name has no space before it. Its end is mostly plain (a bracket, 委员会); its beginning is weighed: every place in the
clause is a candidate, and what stands before it, at it and between it and the end of the name speaks for or against.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import lru_cache

from yizhi.termbase.language import is_han
from yizhi.termbase.recognition.edges import Edges
from yizhi.termbase.records import dataclass
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words import dictionary
from yizhi.termbase.words.dictionary import COMPOUND, LONGEST, UNKNOWN, Words
from yizhi.tm.mining.wordlists import word_set

REACH = 60
"""Characters before the end of a name in which it begins."""

_OPENERS = word_set("""
    联合国 国际 世界 全球 欧洲 非洲 亚洲 美洲 大洋洲 拉丁美洲 拉美 太平洋 加勒比 阿拉伯 伊斯兰 东南亚 南亚 中亚 西非 东非 独立国家 独立国家联合体 英联邦
    """)
"""Words with which the names of bodies and instruments begin."""
_OFTEN = word_set("""
    各国 国家 全国 区域 次区域 南部 中部 石油 人权 人口 高级别 特别 常设 临时 不限 政府间 机构间 部门间 跨部门 首席 秘书长 特设 联合 多边 全系统
    经济 社会 可持续 政治 行政 内部 外层空间 妇女 儿童 预防 防止 打击 消除 禁止 保护 促进 制止
    """)
"""Words with which names often begin."""

_BREAKS = word_set("""
    请 邀请 敦促 吁请 促请 鼓励 欢迎 赞扬 感谢 赞赏 注意到 回顾 重申 关切 根据 按照 依照 依据 遵照 遵循 与 同 由 在 向 对 经 从 到 自 给 为 被 把
    将 使 让 包括 例如 诸如 特别是 尤其是 以及 并 并且 还 也 又 即 是 系 其 该 本 此 这 那 这些 那些 各 每个 所有 任何 一些 若干 几个 一个 其他
    有关 通过 批准 设立 成立 加入 签署 执行 实施 支持 协助 帮助 担任 参加 出席 举行 召开 主办 隶属 代表 作为 称为 成为 及其 或 或者 而 但 如 像
    于 至 提交 提请 提供 利用 充分利用 协同 会同 连同 履行 违反 纪念 构成 组成 设在 来自 之 应 可 须 必须 不 没有 已 曾 正在 现 则 只 就 都 所
    受 听取 审议 考虑 强调 指出 认为 表示 决定 请求 要求 建议 获得 得到 接受 取得 继续 需要 能够 努力 使用 开展 进行 加强 确保 时 后 前 中 上 下
    里 间 以 因 因为 因此 如果 当 只有 关于 关于由 除 除了 除非 鉴于 借助 凭借 随着 自从 直到 至于 位于 基于 属于 有 了 着 过 们 我 我们 他 他们
    它 它们 她 她们 什么 如何 怎样 为何 谁 是否 可以 可能 应当 应该 仍 仍然 均 等 等等 截至 期间 以来 以后 之后 以前 之前 此外 另外 同时 其中 其它 同样 首先 最后
    """)
"""Words that stand before names, and are no part of them."""
_BREAKING = frozenset(word[0] for word in _BREAKS)

_JOINS = word_set("和 及 或 与")
_SOFT = {
    "是": ("特别", "尤其"),
    "间": ("政府", "机构", "部门", "国家", "议会", "区域", "组织", "部落", "民族", "宗教", "文化", "代"),
}
"""Words that are part of a name after certain others: 特别是, 机构间."""
_CLAUSE = compiled(r"[，。；：！？,;:!?…—()（）\[\]【】《》〈〉“”‘’\"「」\n\r\t/]|(?<!\d)\d{1,3}[.．](?!\d)")
_RUN = compiled(r"[A-Za-z0-9]{2,}")
_NUMBER = compiled(r"\d")


@dataclass(frozen=True, slots=True)
class ClauseWord:
    """A word of a clause: its place, and what it does to a name."""

    start: int
    end: int
    text: str
    opens: float
    breaks: float


class Names:
    """Finds the beginning of names. Keeps what it has weighed."""

    def __init__(self, words: Words | None = None) -> None:
        self._words = words or dictionary.load()
        self._edges = Edges(self._words)
        kind = self._kind
        self._nouns = {kind(word) for word in ("办公室", "联合国", "非洲", "经济学", "工作者", "世界卫生组织")}
        self._places = {kind("非洲"), kind("联合国")}
        self._verbs = {kind("提供"), kind("支持")}
        self._small = {kind("的"), kind("在"), kind("非常"), kind("我们"), kind("已"), kind("着"), kind("吗")}

    def _kind(self, word: str) -> int:
        number = self._words.trie.get(word, -1)
        return self._words.kinds[number] & ~COMPOUND if number >= 0 else -1

    @property
    def edges(self) -> Edges:
        """The evidence about word edges, shared with whoever has this."""
        return self._edges

    def is_place(self, text: str) -> bool:
        """Return whether a general dictionary has it as the name of a place."""
        return self._kind(text) == self._kind("非洲")

    def breaks_in(self, text: str) -> int:
        """Return how many words that no name holds a text has."""
        if _BREAKING.isdisjoint(text):
            return 0
        return sum(text[start:stop] in _BREAKS for start, stop in self.cut(text))

    def is_noun(self, word: str) -> bool:
        """Return whether a general dictionary has it as a noun or the name of a thing."""
        return self._kind(word) in self._nouns

    def is_verb(self, word: str) -> bool:
        """Return whether a general dictionary has it as a verb."""
        return self._kind(word) in self._verbs

    def is_small(self, word: str) -> bool:
        """Return whether a word is a particle, a preposition, an adverb, a pronoun."""
        return self._kind(word) in self._small or word in _JOINS

    def is_nominal(self, word: str) -> bool:
        """Return whether a name can end with a word: anything but a small word or one that is nothing but a verb."""
        return not self.is_small(word) and word not in _BREAKS

    def frequency(self, word: str) -> float:
        """Relative frequency of a word in general Chinese; 0 for one that is not known."""
        number = self._words.trie.get(word, -1)
        return math.exp(-self._words.costs[number] / 100) if number >= 0 else 0.0

    def cut(self, text: str) -> list[tuple[int, int]]:
        """Return the cheapest way to cut a clause into words of the general dictionary; letters and figures go together."""
        runs = {match.start(): match.end() for match in _RUN.finditer(text)}
        trie, costs, length = self._words.trie, self._words.costs, len(text)
        best = [0.0] + [float("inf")] * length
        back = [0] * (length + 1)
        for index in range(length):
            cost = best[index]
            run = runs.get(index)
            if run is not None and cost + UNKNOWN < best[run]:
                best[run], back[run] = cost + UNKNOWN, index
            if cost + UNKNOWN < best[index + 1]:
                best[index + 1], back[index + 1] = cost + UNKNOWN, index
            for word, number in trie.iter_prefixes_with_ids(text[index : index + LONGEST]):
                end = index + len(word)
                if cost + costs[number] < best[end]:
                    best[end], back[end] = cost + costs[number], index
        spans = []
        index = length
        while index:
            spans.append((back[index], index))
            index = back[index]
        return spans[::-1]

    def clause(self, text: str, end: int) -> int:
        """Return where the clause that ends at `end` begins (titles in 《》 are not gone into)."""
        low = max(0, end - REACH)
        marks = [match.end() for match in _CLAUSE.finditer(text, low, end)]
        return marks[-1] if marks else low

    def begin(
        self,
        text: str,
        latest: int,
        end: int,
        *,
        terms: Iterable[tuple[int, int]] = (),
        count: Callable[[str], int] = lambda _: 1,
    ) -> tuple[int, float]:
        """Return where the name `text[?:end]` begins, at `latest` or before, and how much speaks for it (above 2: plainly).

        `terms` are spans of known terms in the text, `count` says how often a string stands in the document.
        """
        low = min(self.clause(text, end), latest)
        pieces = self._pieces(text, low, end)
        term_starts = {start for start, stop in terms if stop == end}
        inside = [(start, stop) for start, stop in terms if low <= start < end and stop <= end]
        best = (latest, float("-inf"))
        inner = 0.0
        for number in range(len(pieces) - 1, -1, -1):
            piece = pieces[number]
            if piece.start > latest:
                continue
            if piece.end <= latest:
                inner += piece.breaks
            if any(start < piece.start < stop for start, stop in inside):
                continue
            before = pieces[number - 1] if number else None
            score = self._before(before) + piece.opens - inner
            if term_starts:
                score += 6.0 if piece.start in term_starts else -1.0
            written = text[piece.start : end]
            if count(written) > 1:
                # Elsewhere too, and there with something else before it: a unit of its own.
                longer = text[max(low, piece.start - 1) : end]
                score += 1.5 if longer == written or count(longer) < count(written) else 0.3
            if score > best[1] + 1e-9:
                best = piece.start, score
            if piece.breaks >= _HARD and piece.end <= latest:
                break
        return best

    def _pieces(self, text: str, low: int, end: int) -> list[ClauseWord]:
        clause_words: list[ClauseWord] = []
        for start, stop in self.cut(text[low:end]):
            word = text[low + start : low + stop]
            before = clause_words[-1].text if clause_words else ""
            soft = before in _SOFT.get(word, ())
            clause_words.append(
                ClauseWord(low + start, low + stop, word, self._opens(word), 0.4 if soft else self._breaks(word))
            )
        return clause_words

    def _opens(self, word: str) -> float:
        if word in _OPENERS:
            return 3.0
        if word in _OFTEN:
            return 1.0
        kind = self._kind(word)
        if kind in self._places:
            return 2.0
        if _NUMBER.match(word) or word == "第":
            return 1.0
        if word in _JOINS or word in _BREAKS or word in "、的":
            return -5.0
        return 0.0 if kind in self._nouns else -0.3

    def _breaks(self, word: str) -> float:
        """Return how much a word speaks against a name that holds it."""
        if word in _BREAKS:
            return _HARD
        if word == "的":
            return 2.5
        if word == "、":
            return 1.6
        if word in _JOINS:
            return 0.7
        if word in _OPENERS or word in _OFTEN:
            return 0.0
        kind = self._kind(word)
        if kind in self._small:
            return 2.0
        return 0.5 if kind in self._verbs else 0.15

    def _before(self, before: ClauseWord | None) -> float:
        """Return how well a name can begin after what stands there."""
        if before is None:
            return 1.6
        if before.breaks >= _HARD:
            return 2.4
        if before.text in _JOINS or before.text == "、":
            return 0.6
        if before.text == "的":
            return 1.8
        if before.breaks >= 2.0:
            return 1.5
        if before.breaks >= 0.5:
            return 0.6
        return 0.0 if is_han(before.text[-1]) or before.text[-1].isdigit() else 0.6


_HARD = 4.0


@lru_cache(maxsize=1)
def names() -> Names:
    """Return the one that a run shares."""
    return Names()

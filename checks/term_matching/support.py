"""How much of a translation can stand for a term whose listed renderings are not in it.

Support is a share from 0 (nothing can) to 1. It is the mean of two: how much of an official rendering is there (its words
by family, its Chinese characters in pairs), and how much of the term itself a dictionary finds rendered. Both are asked
twice: of all words of the other side, and of those alone that do not already answer for another term. A name is asked
about the latter alone, and in English only about words with a capital; names of places are whole or not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from yizhi.checks.term_matching.concepts import Concepts, chinese, ids
from yizhi.checks.term_matching.senses import Sense, Senses, senses
from yizhi.termbase.language import is_han
from yizhi.termbase.lexicon.families import WORD, families, family, placed_words
from yizhi.termbase.text.lazy import compiled, once

if TYPE_CHECKING:
    from yizhi.checks.document import RecognisedSegment
    from yizhi.termbase.recognition.hit import Hit

_SINGLE = 0.5
"""What a single character counts as evidence: it has too many senses."""
_STEM, _WORD = 4, 2
_INITIAL = 0.3
_INITIALS = frozenset("美英法俄德日中朝韩印巴叙以伊阿土意加澳科南")
"""Characters that stand for countries by themselves."""
_LONG_NAME, _NEARLY = 10, 0.85
"""Characters of a name of a place into which words may be put (包括东耶路撒冷在内的所有巴勒斯坦被占领土), and the share of
it that must be there."""
_SPELT = 4
"""Characters of a name that may be spelt with another one than the listed."""
_SURELY = compiled(
    r"[驻访赴旅][美英法俄德日朝韩印巴叙以伊阿土意加澳南]|[美英俄德日朝韩](?:方(?![法面式向针便案])|军(?!事))|[中美英俄日韩印朝法德]{2}(?=关系|關係|贸易|貿易|经贸|經貿|双方|雙方|两国|兩國|边[境界]|冲突|战争|联盟|谈判|协定|之间|三国)"
)
"""Where such a character surely stands for its country: 驻美, 俄方, 中美关系."""
_HUA = compiled(r"[驻访赴对在来涉]华(?![语人裔北东南盛沙])|华(?:商|资)")
_ADJECTIVES = ("an", "ese", "ish", "ic", "i", "er", "ien", "ois")
_SIGNS = (("$", "dollar"), ("€", "euro"), ("£", "pound"), ("¥", "yen"), ("%", "cent"), ("°", "degree"))

_Both = tuple[float, float]
"""A share of what the whole other side has, and of what is free on it."""


class Support:
    """Asks one pair of texts; `taken` are hits that already answer for a term of the other side, `foreign` ones that
    nothing stands behind: their words are no evidence for anything."""

    def __init__(
        self,
        source: RecognisedSegment,
        target: RecognisedSegment,
        taken: Iterable[Hit],
        foreign: Iterable[Hit],
        concepts: Concepts,
    ) -> None:
        zh, en = (source, target) if source.lang == "zh" else (target, source)
        self._zh = blot(zh.text, [(hit.start, hit.end) for hit in foreign if chinese(hit)])
        self._en = blot(en.text, [(hit.start, hit.end) for hit in foreign if not chinese(hit)])
        self._sides = zh, en
        self._taken = list(taken)
        self._concepts = concepts

    @once
    def _senses(self) -> Senses:
        return senses(self._concepts.library)

    @once
    def _tokens(self) -> list[tuple[int, str]]:
        return [(start, name) for start, _, _, name in placed_words(self._en) if name]

    @once
    def _signs(self) -> frozenset[str]:
        """The families of words that the English text has as signs: dollar, per cent."""
        return frozenset(family(word) for sign, word in _SIGNS if sign in self._en)

    @once
    def _words(self) -> frozenset[str]:
        return self._signs.union(name for _, name in self._tokens)

    @once
    def _spans(self) -> dict[bool, list[tuple[int, int]]]:
        """Where the taken hits stand, for Chinese (True) and English."""
        out: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
        for hit in self._taken:
            out[chinese(hit)].append((hit.start, hit.end))
        return out

    @once
    def _free_words(self) -> frozenset[str]:
        taken = _mask(len(self._en), self._spans[False])
        return self._signs.union(name for index, name in self._tokens if not taken[index])

    @once
    def free_english(self) -> str:
        """The English text with the taken names, phrases and acronyms blotted out (a common word may mention many things)."""
        spans = [(a, b) for a, b in self._spans[False] if " " in self._en[a:b] or self._en[a:b].isupper()]
        return blot(self._en, spans)

    @once
    def free_chinese(self) -> str:
        """The Chinese text with what is taken blotted out, words of two characters left (公约 may mention many)."""
        return blot(self._zh, [(a, b) for a, b in self._spans[True] if b - a > _WORD])

    @once
    def _meant(self) -> list[Sense]:
        return self._senses.of(self._zh)

    @once
    def _taken_chinese(self) -> bytearray:
        return _mask(len(self._zh), self._spans[True])

    @once
    def _free_zh(self) -> str:
        return blot(self._zh, self._spans[True])

    def gap(self, hit: Hit, inner: list[tuple[int, int]], enough: float = 0.0) -> float:
        """Return what of a hit nothing on the other side can stand for: 0 (all is there) to 1. `inner` are the places within it
        of shorter terms that the other side answers for. A gap that cannot be `enough` need not be exact."""
        if self._concepts.is_place(hit):
            return 1 - self._of_place(hit)
        within = self._within(hit.text, inner) if inner else 0.0
        is_chinese = chinese(hit)
        official, free = self._in_english(hit) if is_chinese else self._in_chinese(hit)
        official, free = max(official, within), max(free, within)
        is_name = self._concepts.is_name(hit)
        if is_name:
            # The Organization of one body is no trace of another: of names only what no other term has counts.
            official = free
        if 1 - (official + free) / 4 < enough:
            return 0.0
        meaning, free_meaning = self._rendered(hit.text) if is_chinese else self._meant_by(hit.text)
        if is_name:
            meaning = free_meaning
        gap = 1 - ((official + meaning) / 2 + (free + free_meaning) / 2) / 2
        return min(gap, 1 - within) if is_name else gap

    def _within(self, text: str, spans: list[tuple[int, int]]) -> float:
        """Return the share of a term that lies within spans, what is telling counting more."""
        all_ = told = 0.0
        for start, end, weight in self._senses.pieces(text):
            all_ += weight
            if any(a <= start and end <= b for a, b in spans):
                told += weight
        return told / all_ if all_ else 0.0

    @once
    def _capitals(self) -> frozenset[str]:
        """The free words with a capital: funded is no trace of a Fund."""
        return frozenset(name for index, name in self._tokens if self._en[index].isupper()) & self._free_words

    def _in_english(self, hit: Hit) -> _Both:
        """Return how much of an official rendering of a Chinese term the English has."""
        share = self._senses.share
        if self._concepts.is_name(hit):
            every = (form for concept in ids(hit) for form in self._concepts.families(concept))
            best_share = max((share(form, self._capitals) for form in every), default=0.0)
            return best_share, best_share
        forms = {form for concept in ids(hit) for form in self._concepts.families(concept)}
        there = [form for form in forms if not form.isdisjoint(self._words)]
        return (
            max((share(form, self._words) for form in there), default=0.0),
            max((share(form, self._free_words) for form in there), default=0.0),
        )

    def _rendered(self, text: str) -> _Both:
        """Return how much of a Chinese term is rendered by words of the English."""
        told = free = all_ = 0.0
        best, best_free = [0.0] * len(text), [0.0] * len(text)
        for start, end, result in self._senses.of_term(text):
            if result.isdisjoint(self._words):
                continue
            weight = 1.0 if end - start > 1 else _SINGLE
            is_free = not result.isdisjoint(self._free_words)
            for index in range(start, end):
                best[index] = max(best[index], weight)
                if is_free:
                    best_free[index] = max(best_free[index], weight)
        for index, _, weight in self._senses.pieces(text):
            all_ += weight
            told += weight * best[index]
            free += weight * best_free[index]
        return (told / all_, free / all_) if all_ else (0.0, 0.0)

    def _in_chinese(self, hit: Hit) -> _Both:
        """Return how much of an official rendering of an English term the Chinese has."""
        forms = [form for concept in ids(hit) for form in self._concepts.forms(concept, "zh")]
        return (
            max((self._overlap(form, self._zh) for form in forms), default=0.0),
            max((self._overlap(form, self._free_zh) for form in forms), default=0.0),
        )

    def _meant_by(self, text: str) -> _Both:
        """Return how much of an English term the words of the Chinese may mean."""
        told = families(text)
        names = frozenset(told)
        there: dict[str, float] = {}
        free: dict[str, float] = {}
        for start, end, sense in self._meant:
            if names.isdisjoint(sense):
                continue
            weight = 1.0 if end - start > 1 else _SINGLE
            is_free = self._taken_chinese.find(1, start, end) < 0
            for name in names & sense:
                there[name] = max(weight, there.get(name, 0.0))
                if is_free:
                    free[name] = max(weight, free.get(name, 0.0))
        weights = {name: self._senses.weight(name) for name in told}
        all_ = sum(weights.values())
        if not all_:
            return 0.0, 0.0
        known_weight, alone = (
            sum(weight * sense.get(name, 0.0) for name, weight in weights.items()) for sense in (there, free)
        )
        return known_weight / all_, alone / all_

    @once
    def _places(self) -> dict[bool, list[Hit]]:
        """The names of places, for Chinese (True) and English."""
        zh, en = self._sides
        is_place = self._concepts.is_place
        return {True: [*filter(is_place, zh.hits)], False: [*filter(is_place, en.hits)]}

    def _without_other_places(self, text: str, hit: Hit) -> str:
        """Return a text (of the other side of a hit) without the names of other places: Korea in another Korea is no evidence."""
        concept_ids = ids(hit)
        parts = self._concepts.parts(hit.concept, "en" if chinese(hit) else "zh")
        side = self._sides[chinese(hit)]
        others = [
            place_name
            for place_name in self._places[not chinese(hit)]
            if concept_ids.isdisjoint(ids(place_name))
            and place_name.text not in parts
            and not self._concepts.of_region(place_name, side)
        ]
        return blot(text, [(place_name.start, place_name.end) for place_name in others])

    def _of_place(self, hit: Hit) -> float:
        """Names of places are whole or not there: Mauritania is no evidence for Mauritius. An adjective will do."""
        if not chinese(hit):
            # 驻叙: a single character may stand for a country; in 美元 it surely does.
            text = self._without_other_places(self._free_zh, hit)
            forms = [form for concept in ids(hit) for form in self._concepts.forms(concept, "zh")]
            if any(_spelt(form, text) for form in forms if len(form) >= _SPELT):
                return 1.0
            long = [self._overlap(form, self._zh) for form in forms if len(form) >= _LONG_NAME]
            if max(long, default=0.0) >= _NEARLY:
                return 1.0
            initials = {form[0] for form in forms}
            if "中" in initials and "华" in text and _HUA.search(text):
                return 1.0
            there = initials & _INITIALS.intersection(text)
            sure = {item for match in _SURELY.finditer(text) for item in match.group()} if there else frozenset()
            return max((1.0 if item in sure or item + "元" in text else _INITIAL for item in there), default=0.0)
        text = self._without_other_places(self._en, hit)
        words = {match.group().lower() for match in WORD.finditer(text)}
        best = 0.0
        for concept in ids(hit):
            for form in self._concepts.forms(concept, "en"):
                wanted = [word for word in WORD.findall(form.lower()) if family(word)]
                there = {name for name in wanted if name in words or any(_adjective(word, name) for word in words)}
                best = max(best, self._senses.share(wanted, there))
        return best

    def _overlap(self, form: str, text: str) -> float:
        """Return how much of a Chinese form a text has: its pairs of characters, or half of its characters."""
        han, pairs_of = _pairs(form)
        if len(han) < 2:
            return float(bool(han) and han[0] in text)
        pairs = self._senses.share(pairs_of, text)
        return max(pairs, _SINGLE * sum(character in text for character in han) / len(han))


@lru_cache(maxsize=1 << 14)
def _pairs(form: str) -> tuple[list[str], list[str]]:
    """Return the Chinese characters of a form, one by one and in pairs."""
    han = [character for character in form if is_han(character)]
    return han, [first + second for first, second in pairwise(han)]


def _adjective(word: str, name: str) -> bool:
    """Return whether a word may be the adjective of a place: Malian of Mali, Congolese of Congo, transatlantic."""
    if word != name and name in word and len(name) > _STEM:
        return True
    return word[:_STEM] == name[:_STEM] and word != name and word.removesuffix("s").endswith(_ADJECTIVES)


@lru_cache(maxsize=1 << 14)
def _spelt(form: str, text: str) -> bool:
    """Return whether a text has a name of a place with one of its characters otherwise: 卢甘斯克 for 卢汉斯克."""
    return any(_spelt_but(form[:position], form[position + 1 :], text) for position in range(len(form)))


def _spelt_but(head: str, tail: str, text: str) -> bool:
    """Return whether a Chinese character stands between two strings in a text. (An expression a name takes longer to compile than to use.)"""
    # The longer string is the rarer one.
    longer, shift = (head, len(head)) if len(head) >= len(tail) else (tail, -1)
    offset = text.find(longer)
    while offset >= 0:
        longer_offset = offset + shift
        if (
            "\u4e00" <= text[longer_offset : longer_offset + 1] <= "\u9fff"
            and text.startswith(tail, longer_offset + 1)
            and text.endswith(head, 0, longer_offset)
        ):
            return True
        offset = text.find(longer, offset + 1)
    return False


def blot(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with spaces in the place of spans."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _mask(length: int, spans: list[tuple[int, int]]) -> bytearray:
    """1 where a span is, 0 elsewhere."""
    out = bytearray(length)
    for start, end in spans:
        out[start:end] = b"\1" * (end - start)
    return out

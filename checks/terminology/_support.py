"""How much of a translation can stand for a term whose listed renderings are not in it.

Support is a share from 0 (nothing can) to 1. It is the mean of two: how much of an official rendering is there (its words
by family, its Chinese characters in pairs), and how much of the term itself a dictionary finds rendered. Both are asked
twice: of all words of the other side, and of those alone that do not already answer for another term.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from checks.terminology._concepts import Concepts, chinese, ids
from checks.terminology._senses import Sense, Senses, senses
from termbase.language import is_han
from tm.meaning.families import WORD, families, family

if TYPE_CHECKING:
    from checks.document import Side
    from termbase.recognition.hit import Hit

_SINGLE = 0.5
"""What a single character counts as evidence: it has too many senses."""
_STEM, _WORD = 4, 2
_INITIAL = 0.3
_INITIALS = frozenset("美英法俄德日中朝韩印巴叙以伊阿土意加澳科南")
"""Characters that stand for countries by themselves."""
_ADJECTIVES = ("an", "ese", "ish", "ic", "i", "er", "ien", "ois")
_SIGNS = (("$", "dollar"), ("€", "euro"), ("£", "pound"), ("¥", "yen"), ("%", "cent"), ("°", "degree"))
_LINKING = frozenset("的和及与之或等、")


class Support:
    """Asks one pair of texts; `taken` are hits that already answer for a term of the other side, `foreign` ones that
    nothing stands behind: their words are no evidence for anything."""

    def __init__(
        self, source: Side, target: Side, taken: Iterable[Hit], foreign: Iterable[Hit], concepts: Concepts
    ) -> None:
        zh, en = (source, target) if source.lang == "zh" else (target, source)
        self._zh = blot(zh.text, [(hit.start, hit.end) for hit in foreign if chinese(hit)])
        self._en = blot(en.text, [(hit.start, hit.end) for hit in foreign if not chinese(hit)])
        self._taken = list(taken)
        self._concepts = concepts

    @cached_property
    def _senses(self) -> Senses:
        return senses(self._concepts.library)

    @cached_property
    def _tokens(self) -> list[tuple[int, str]]:
        return [(found.start(), name) for found in WORD.finditer(self._en) if (name := family(found.group().lower()))]

    @cached_property
    def _signs(self) -> frozenset[str]:
        """The families of words that the English text has as signs: dollar, per cent."""
        return frozenset(family(word) for sign, word in _SIGNS if sign in self._en)

    @cached_property
    def _words(self) -> frozenset[str]:
        return self._signs.union(name for _, name in self._tokens)

    @cached_property
    def _spans(self) -> dict[bool, list[tuple[int, int]]]:
        """Where the taken hits stand, for Chinese (True) and English."""
        out: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
        for hit in self._taken:
            out[chinese(hit)].append((hit.start, hit.end))
        return out

    @cached_property
    def _free_words(self) -> frozenset[str]:
        taken = _mask(len(self._en), self._spans[False])
        return self._signs.union(name for at, name in self._tokens if not taken[at])

    @cached_property
    def free_english(self) -> str:
        """The English text with the taken names and phrases blotted out (a single word may mention many things)."""
        return blot(self._en, [(a, b) for a, b in self._spans[False] if " " in self._en[a:b]])

    @cached_property
    def free_chinese(self) -> str:
        """The Chinese text with what is taken blotted out, words of two characters left (公约 may mention many)."""
        return blot(self._zh, [(a, b) for a, b in self._spans[True] if b - a > _WORD])

    @cached_property
    def _meant(self) -> list[Sense]:
        return self._senses.of(self._zh)

    @cached_property
    def _sure(self) -> tuple[frozenset[str], frozenset[str]]:
        """The families that the Chinese text may be rendered by: (of words, of words and single characters)."""
        return _gathered(self._meant)

    @cached_property
    def _free_sure(self) -> tuple[frozenset[str], frozenset[str]]:
        spans = self._spans[True]
        if not spans:
            return self._sure
        taken = _mask(len(self._zh), spans)
        return _gathered([sense for sense in self._meant if not any(taken[sense[0] : sense[1]])])

    def gap(self, hit: Hit, inner: list[tuple[int, int]]) -> float:
        """What of a hit nothing on the other side can stand for: 0 (all is there) to 1. `inner` are the places within it
        of shorter terms that the other side answers for."""
        within = self._within(hit.text, inner) if inner else 0.0
        if self._concepts.is_place(hit):
            return 1 - max(within, self._of_place(hit))
        asked = self._of_chinese if chinese(hit) else self._of_english
        official, meaning = asked(hit, free=False)
        free_official, free_meaning = asked(hit, free=True)
        some = (max(official, within) + meaning) / 2
        alone = (max(free_official, within) + free_meaning) / 2
        return 1 - (some + alone) / 2

    def _within(self, text: str, spans: list[tuple[int, int]]) -> float:
        """The share of a term that lies within spans, what is telling counting more."""
        all_ = told = 0.0
        for start, end, weight in self._pieces(text):
            all_ += weight
            if any(a <= start and end <= b for a, b in spans):
                told += weight
        return told / all_ if all_ else 0.0

    def _pieces(self, text: str) -> list[tuple[int, int, float]]:
        """(start, end, weight) of the characters or words of a term that say something."""
        weigh = self._senses.weight
        if any(map(is_han, text)):
            return [
                (at, at + 1, weigh(text[at : at + 2]) + weigh(text[max(0, at - 1) : at + 1]))
                for at, character in enumerate(text)
                if is_han(character) and character not in _LINKING
            ]
        found = ((one.span(), family(one.group().lower())) for one in WORD.finditer(text))
        return [(start, end, weigh(name)) for (start, end), name in found if name]

    def _of_chinese(self, hit: Hit, free: bool) -> tuple[float, float]:
        words = self._free_words if free else self._words
        official = max(
            (self._senses.share(form, words) for concept in ids(hit) for form in self._concepts.families(concept)),
            default=0.0,
        )
        best = [0.0] * len(hit.text)
        for start, end, found in self._senses.of_term(hit.text):
            if not found.isdisjoint(words):
                weight = 1.0 if end - start > 1 else _SINGLE
                for at in range(start, end):
                    best[at] = max(best[at], weight)
        told = all_ = 0.0
        for at, _, weight in self._pieces(hit.text):
            all_ += weight
            told += weight * best[at]
        return official, told / all_ if all_ else 0.0

    def _of_english(self, hit: Hit, free: bool) -> tuple[float, float]:
        text = blot(self._zh, self._spans[True]) if free else self._zh
        official = max(
            (self._overlap(form, text) for concept in ids(hit) for form in self._concepts.forms(concept, "zh")),
            default=0.0,
        )
        words, characters = self._free_sure if free else self._sure
        weigh = self._senses.weight
        told = {name: weigh(name) for name in families(hit.text)}
        known = sum(
            weight * (1.0 if name in words else _SINGLE if name in characters else 0.0) for name, weight in told.items()
        )
        return official, known / sum(told.values()) if told else 0.0

    def _of_place(self, hit: Hit) -> float:
        """Names of places are whole or not there: Mauritania is no evidence for Mauritius. An adjective will do."""
        if not chinese(hit):
            # 美元, 驻叙: a single character may stand for a country.
            text = blot(self._zh, self._spans[True])
            forms = (form for concept in ids(hit) for form in self._concepts.forms(concept, "zh"))
            return _INITIAL if any(form[0] in _INITIALS and form[0] in text for form in forms) else 0.0
        words = {found.group().lower() for found in WORD.finditer(self._en)}
        best = 0.0
        for concept in ids(hit):
            for form in self._concepts.forms(concept, "en"):
                wanted = [word for word in WORD.findall(form.lower()) if family(word)]
                there = {name for name in wanted if name in words or any(_adjective(word, name) for word in words)}
                best = max(best, self._senses.share(wanted, there))
        return best

    def _overlap(self, form: str, text: str) -> float:
        """How much of a Chinese form a text has: its pairs of characters, or half of its characters."""
        han = [character for character in form if is_han(character)]
        if len(han) < 2:
            return float(bool(han) and han[0] in text)
        pairs = self._senses.share([first + second for first, second in pairwise(han)], text)
        return max(pairs, _SINGLE * sum(character in text for character in han) / len(han))


def _adjective(word: str, name: str) -> bool:
    """Whether a word may be the adjective of a place: Malian of Mali, Congolese of Congo."""
    return word[:_STEM] == name[:_STEM] and word != name and word.removesuffix("s").endswith(_ADJECTIVES)


def _gathered(found: list[Sense]) -> tuple[frozenset[str], frozenset[str]]:
    words = frozenset().union(*(names for start, end, names in found if end - start > 1))
    return words, words.union(*(names for start, end, names in found if end - start == 1))


def blot(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with spaces in the place of spans."""
    if not spans:
        return text
    out = list(text)
    for start, end in spans:
        out[start:end] = " " * (end - start)
    return "".join(out)


def _mask(length: int, spans: list[tuple[int, int]]) -> bytearray:
    """1 where a span is, 0 elsewhere."""
    out = bytearray(length)
    for start, end in spans:
        out[start:end] = b"\1" * (end - start)
    return out

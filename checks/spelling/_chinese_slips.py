"""Slips in Chinese text: what one small slip explains far better than the words as they stand.

A noisy channel (Shannon 1948; Kernighan, Church and Gale 1990). The text is cut into words by a language model of word pairs.
Where the cutting is odd, each piece of one to three words is held against the words that one slip of the hand or the ear would
have made into it; what that saves in nats, less the cost of the slip, is the log-odds of a slip.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words.language_model import LanguageModel, Token, load
from yizhi.termbase.words.neighbours import Slip, neighbours, single, transliterating

_RUN = compiled("[\u4e00-\u9fff]{2,}")
_LONGEST_PIECE = 5
_NUMERALS = frozenset("〇一二三四五六七八九十百千万亿两零第甲乙丙丁")


class SlipWeights(NamedTuple):
    """What must be gained, in hundredths of a nat, before a slip of a kind is told. Fitted on official text with slips put in."""

    sound: int = 850
    sounds: int = 1900
    shape: int = 980
    exchanged: int = 620
    lost: int = 750
    doubled: int = 600
    word: int = 1250
    """A word of the dictionary for another one: only the words beside it speak."""
    word_of_sound: int = 1000
    """The same where one character differs and sounds the same (权力 for 权利)."""
    word_of_shape: int = 1250
    """The same where one character differs and looks alike."""
    single: int = 1000
    """A word of one character for another one of its sound."""
    particle: int = 700
    """The same where the word that stands is a common one (在 for 再), which hides more slips."""
    common_single: int = 800
    """Cost of the rarest word of one character that is common."""
    adverbial: int = 400
    """More is wanted for 的 instead of 地: the model has seen too little of adverbs before verbs."""
    recurring: int = 2
    """What stands so often in a document is meant."""
    common: int = 1250
    """Cost of the rarest word that is thought to be meant, hundredths of a nat."""
    single_floor: int = 550
    """What a word of one character and the one behind it cost at least where both fit well."""
    conjunction: int = 350
    """More is wanted where the doubled character is a common word of its own (和和谐)."""
    alone: int = 620
    """Cost of the rarest such word."""
    floor: int = 600
    """What any word costs at least where it fits well: less can hardly be saved."""
    in_document: int = 300
    """Gained where the document has the better words elsewhere, beside the same neighbour."""
    restored: int = 550
    """The same for a character left out, which leaves little to go by in the sentence itself."""


WEIGHTS = SlipWeights()


class ChineseSlip(NamedTuple):
    """A slip: its place in the text, what is meant, how it came about, the log-odds in hundredths of a nat."""

    start: int
    end: int
    better: str
    slip: Slip
    gain: int
    phrases: tuple[str, ...] = ()
    """What is meant with the word before or behind it: where the document has that, it speaks for the slip."""


def find(
    text: str,
    known: Callable[[int, int], bool],
    whole: str,
    weights: SlipWeights = WEIGHTS,
    places: Collection[int] | None = None,
) -> Iterator[ChineseSlip]:
    """Yield the slips of a text, in its order.

    `known(start, end)`: a name or term of the termbase covers it; `whole` is the document. With `places` only runs of Han
    characters that hold one of these offsets are weighed.
    """
    model = load()
    for run in _RUN.finditer(text):
        if places is not None and not any(run.start() <= place < run.end() for place in places):
            continue
        tokens = model.cut(run[0])
        best: list[ChineseSlip] = []
        for slip in _candidates(tokens, model, weights):
            start, end = run.start() + slip.start, run.start() + slip.end
            gain = slip.gain
            if gain > -weights.restored:
                gain += _support(slip, whole, weights)
            if gain > 0 and not known(start, end):
                best.append(slip._replace(start=start, end=end, gain=gain))
        yield from _chosen(best, text, whole, weights)


@lru_cache(maxsize=1 << 12)
def _count(whole: str, piece: str) -> int:
    """How often a document has a piece."""
    return whole.count(piece)


def _support(slip: ChineseSlip, whole: str, weights: SlipWeights) -> int:
    """What the document adds: it has what is meant elsewhere, beside the same neighbour."""
    if any(phrase in whole for phrase in slip.phrases):
        return weights.restored if slip.slip is Slip.LOST else weights.in_document
    return 0


def _chosen(slips: list[ChineseSlip], text: str, whole: str, weights: SlipWeights) -> Iterator[ChineseSlip]:
    """The best slips that do not overlap and that the document does not speak against."""
    taken: list[ChineseSlip] = []
    covered: set[int] = set()
    for slip in sorted(slips, key=lambda slip: -slip.gain):
        if not covered.isdisjoint(range(slip.start, slip.end)):
            continue
        if _is_meant(slip, text, whole, weights):
            continue
        taken.append(slip)
        covered.update(range(slip.start, slip.end))
    yield from sorted(taken)


def _is_meant(slip: ChineseSlip, text: str, whole: str, weights: SlipWeights) -> bool:
    """Return True where the document shows that what stands is meant: it recurs, or it spells a foreign name."""
    piece = text[slip.start : slip.end]
    if slip.slip is not Slip.DOUBLED:
        times = _count(whole, piece)
        if times >= weights.recurring and _count(whole, slip.better) <= times:
            return True
    around = text[max(0, slip.start - 1) : slip.end + 1]
    foreign = transliterating()
    return sum(char in foreign for char in piece) == len(piece) > 1 and sum(char in foreign for char in around) > len(
        piece
    )


def _candidates(tokens: Sequence[Token], model: LanguageModel, weights: SlipWeights) -> Iterator[ChineseSlip]:
    for first in range(len(tokens)):
        piece, spent = "", 0
        for last in range(first, min(first + 3, len(tokens))):
            piece += tokens[last].word
            spent += tokens[last].cost
            if len(piece) > _LONGEST_PIECE:
                break
            size = last - first + 1
            if size == 1 and len(piece) == 1:
                yield from _single(tokens, first, model, weights)
            elif not _NUMERALS.isdisjoint(piece):
                continue
            elif _is_odd(tokens, first, last, spent, weights):
                yield from _replaced(tokens, first, last, piece, spent, model, weights)


def _is_odd(tokens: Sequence[Token], first: int, last: int, spent: int, weights: SlipWeights) -> bool:
    """Return True if another word could save enough at all: a cheap test that settles most places."""
    size = last - first + 1
    behind = tokens[last + 1].cost if last + 1 < len(tokens) else 0
    if size == 1:
        return spent + behind > weights.word_of_sound + weights.floor + (weights.floor if behind else 0)
    singles = sum(len(tokens[place].word) == 1 for place in range(first, last + 1))
    return singles >= size - 1 and spent + behind > weights.doubled + weights.floor + (weights.floor if behind else 0)


def _replaced(
    tokens: Sequence[Token], first: int, last: int, piece: str, spent: int, model: LanguageModel, weights: SlipWeights
) -> Iterator[ChineseSlip]:
    before = tokens[first - 1].rank if first else 0
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    spent += after.cost if after else 0
    is_word = first == last and tokens[first].rank > 0 and len(piece) > 1
    for word, slip in neighbours(piece, weights.common):
        entry = model.word(word)
        if entry is None or not _NUMERALS.isdisjoint(word):
            continue
        price = model.after(before, entry[1], entry[0])
        if after is not None:
            alone = model.word(after.word)
            price += model.after(entry[1], after.rank, alone[0] if alone else after.cost)
        limit = _limit(slip, weights, is_word=is_word)
        if slip is Slip.DOUBLED and len(tokens[first].word) == 1 and _stands_alone(tokens[first], model, weights):
            limit += weights.conjunction  # 自由和和谐: a word of one character before one that begins with it
        gain = spent - price - limit
        if gain > -weights.restored:
            phrases = (tokens[first - 1].word + word if first else "", word + after.word if after else "")
            start = tokens[first].start
            yield ChineseSlip(start, start + len(piece), word, slip, gain, tuple(filter(None, phrases)))


def _limit(slip: Slip, weights: SlipWeights, *, is_word: bool) -> int:
    """What must be gained: more where what stands is a word of the dictionary."""
    if is_word and slip is Slip.SOUND:
        return weights.word_of_sound
    if is_word and slip is Slip.SHAPE:
        return weights.word_of_shape
    kind: int = weights.word if is_word else getattr(weights, slip.name.lower())
    return kind


def _stands_alone(token: Token, model: LanguageModel, weights: SlipWeights) -> bool:
    entry = model.word(token.word)
    return entry is not None and entry[0] <= weights.alone


def _single(tokens: Sequence[Token], place: int, model: LanguageModel, weights: SlipWeights) -> Iterator[ChineseSlip]:
    token = tokens[place]
    before = tokens[place - 1].rank if place else 0
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is None or not place or token.word in _NUMERALS:
        return
    alone = model.word(after.word)
    spent = token.cost + after.cost
    own = model.word(token.word)
    limit = weights.particle if own is not None and own[0] <= weights.common_single else weights.single
    if token.word == "地":
        limit += weights.adverbial
    if spent <= limit + weights.single_floor:
        return
    for char in single(token.word):
        entry = model.word(char)
        if entry is None or char in _NUMERALS:
            continue
        price = model.after(before, entry[1], entry[0]) + model.after(
            entry[1], after.rank, alone[0] if alone else after.cost
        )
        yield ChineseSlip(token.start, token.start + 1, char, Slip.SOUND, spent - price - limit)

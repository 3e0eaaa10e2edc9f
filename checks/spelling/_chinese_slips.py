"""Slips in Chinese text: what one small slip explains far better than the words as they stand.

A noisy channel (Shannon 1948; Kernighan, Church and Gale 1990). The text is cut into words by a language model of word pairs.
Where the cutting is odd, each piece of one to three words is held against the words that one slip of the hand or the ear would
have made into it; what that saves, with what the document and the termbase know, is weighed by `_slip_odds`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, filterfalse, pairwise
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks.spelling import _particles
from yizhi.checks.spelling._slip_odds import WEIGHTS, SlipEvidence, SlipWeights, log_odds
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words.dictionary import bound, kinship
from yizhi.termbase.words.language_model import CUTS_KEPT, SCALE, LanguageModel, WordToken, load
from yizhi.termbase.words.neighbours import Slip, neighbours, single, transliterating

if TYPE_CHECKING:
    import re

    from yizhi.checks.names._words import TermWords

_RUN = compiled("[\u4e00-\u9fff]+")
_NUMERALS = frozenset("〇一二三四五六七八九十百千万亿两零第甲乙丙丁")
_FUNCTION = frozenset("的了和与及或在对为以从向将把被等地得并而但由因至其此是不")
_PRONOUNS = frozenset("他她它")
"""Who is meant is not for a model of words."""
LONGEST_PIECE = 5
AROUND = 7
"""Characters on either side that are cut anew with the better words."""
ODD = 1500
"""What a piece and the word behind it must cost (hundredths of a nat) before other words are tried."""
ODD_ALONE = 700
"""What a single character must cost, beside the word before it, that may be what is left of a word."""
COMMON = 1250
"""Cost of the rarest word that is thought to be meant."""
FREQUENT = 1100
"""The same where a single character stands, of which many words have one."""
LEAST = 200
"""What the better words must save at least."""
LEAST_OTHER = 500
"""The same where many words come into question."""
LEAST_LOST = -300
"""The same of a character that seldom is a word of its own: there the sentence says little, and the rest of the evidence decides."""
MOST_CLASSES = 3.0
"""Nats that word classes may say, at most."""
IN_DOCUMENT = 4.0
"""Log-odds that the document may add, nearly always at most."""
FEW = 4
"""So many of these are weighed at a place."""
RECURRING = 2
"""What stands so often in a document is meant."""


class ChineseSlip(NamedTuple):
    """A slip: its place in the text, what is meant, how it came about, the log-odds in nats above the threshold."""

    start: int
    end: int
    better: str
    slip: Slip
    gain: float


class SlipCandidate(NamedTuple):
    """Words of a run that may be a slip: the tokens from `first` to `last`, the words that may be meant, what they save
    (hundredths of a nat)."""

    first: int
    last: int
    piece: str
    better: str
    slip: Slip
    gain: int


def find(
    text: str,
    is_known: Callable[[int, int], bool],
    whole: str,
    terms: TermWords | None = None,
    weights: SlipWeights = WEIGHTS,
    places: Collection[int] | None = None,
) -> Iterator[ChineseSlip]:
    """Yield the slips of a text, in its order.

    `known(start, end)`: a name or term of the termbase covers it; `whole` is the document, `terms` the words of the termbase. With
    `places` only runs of Han characters that hold one of these offsets are weighed.
    """

    def likely(evidence: SlipEvidence) -> bool:
        return log_odds(evidence, weights) > weights.told - IN_DOCUMENT

    ordered = sorted(places) if places is not None else None
    for run in _RUN.finditer(text):
        if ordered is not None and bisect_left(ordered, run.start()) == bisect_left(ordered, run.end()):
            continue
        best: list[ChineseSlip] = []
        for start, end, better, evidence in weighed(run[0], run.start(), is_known, whole, terms, likely):
            gain = log_odds(evidence, weights) - weights.told
            if gain > 0 and not _is_meant(text[start:end], better, evidence):
                best.append(ChineseSlip(start, end, better, evidence.slip, gain))
        best += _particle_slips(run, is_known, whole)
        yield from _chosen(best)


def _particle_slips(run: re.Match[str], existing: Callable[[int, int], bool], whole: str) -> Iterator[ChineseSlip]:
    """Yield the function words of a run that stand for others."""
    for item in _particles.found_in_run(run[0]):
        start = run.start() + item.position
        if not existing(start, start + 1) and not _particles.is_meant(
            item, run[0][item.position], partial(_count, whole)
        ):
            yield ChineseSlip(start, start + 1, item.better, Slip.SOUND, item.gain)


def weighed(
    run: str,
    offset: int,
    existing: Callable[[int, int], bool],
    whole: str,
    terms: TermWords | None,
    least: Callable[[SlipEvidence], bool] = lambda _: True,
) -> Iterator[tuple[int, int, str, SlipEvidence]]:
    """Yield (start, end, better words, evidence) of what may be slips in a run of Han characters, the likeliest of each kind at a place.

    `least` says by the first look whether the document is to be asked, which takes long.
    """
    model = load()
    tokens = model.cut(run)
    for item in _likeliest(run):
        start = tokens[item.first].start
        end = start + len(item.piece)
        evidence = _first_look(run, tokens, item, model, terms)
        if least(evidence) and not existing(offset + start, offset + end):
            yield offset + start, offset + end, item.better, _in_document(evidence, run, tokens, item, model, whole)


@lru_cache(maxsize=CUTS_KEPT)
def _likeliest(run: str) -> tuple[SlipCandidate, ...]:
    """Return what may be slips in a run, the likeliest of each kind at a place. It depends on nothing else, and an editor has a
    text checked again at each pause of the keys."""
    model = load()
    kinds: dict[tuple[int, str, bool], list[SlipCandidate]] = {}
    for item in candidates(model.cut(run), model):
        kinds.setdefault((item.first, item.slip.name, len(item.piece) == 1), []).append(item)
    return tuple(chain.from_iterable(map(_best, kinds.values())))


def _best(items: list[SlipCandidate]) -> list[SlipCandidate]:
    """Return those that save most: the document and the termbase choose among them where there are many."""
    many = items[0].slip is Slip.OTHER or (items[0].slip is Slip.LOST and len(items[0].piece) == 1)
    most = FEW if many else 1
    return sorted(items, key=lambda item: -item.gain)[:most]


def _chosen(slips: list[ChineseSlip]) -> Iterator[ChineseSlip]:
    """Yield the best slips that do not overlap."""
    taken: list[ChineseSlip] = []
    covered: set[int] = set()
    for slip in sorted(slips, key=lambda slip: -slip.gain):
        if covered.isdisjoint(range(slip.start, slip.end)):
            taken.append(slip)
            covered.update(range(slip.start, slip.end))
    yield from sorted(taken)


def _is_meant(piece: str, better: str, evidence: SlipEvidence) -> bool:
    """Return True where what stands is meant for certain: it recurs, doubles on purpose, or is another person."""
    if evidence.slip is Slip.DOUBLED:
        return len(piece) == 2 and evidence.cost is not None  # 人人, 大大
    if evidence.slip is Slip.EXCHANGED and evidence.cost is not None and evidence.cost <= COMMON / SCALE:
        return True  # 展开, 开展: two words
    if {char for pair in zip(piece, better, strict=False) if pair[0] != pair[1] for char in pair} <= _PRONOUNS:
        return len(piece) == len(better)
    single_word = len(piece) == 1
    return not single_word and evidence.times >= RECURRING and evidence.better_times <= evidence.times


def candidates(tokens: Sequence[WordToken], model: LanguageModel) -> Iterator[SlipCandidate]:
    """Yield what may be slips in a run that was cut into words."""
    for first in range(len(tokens)):
        piece, spent, singles = "", 0, 0
        for last in range(first, min(first + 3, len(tokens))):
            token = tokens[last]
            piece += token.word
            spent += token.cost
            singles += len(token.word) == 1
            if len(piece) > LONGEST_PIECE:
                break
            behind = tokens[last + 1].cost if last + 1 < len(tokens) else 0
            odd = spent + behind >= ODD or (len(piece) == 1 and spent >= ODD_ALONE)
            if odd and singles >= last - first:
                yield from _instead(tokens, first, last, piece, spent + behind, model)


class _Word(NamedTuple):
    """A word that may be meant: how it became what stands, its cost and rank, what it must save."""

    word: str
    slip: Slip
    cost: int
    rank: int
    least: int


@lru_cache(maxsize=1 << 15)
def _meant(piece: str, torn: bool) -> tuple[_Word, ...]:
    """Return the words that may be meant by a stretch of several characters; `torn`: it is cut into several words."""
    model = load()
    figures = [char for char in piece if char in _NUMERALS]
    out = []
    for word, slip in neighbours(piece, COMMON):
        entry = model.word(word)
        if entry is None or entry[0] > COMMON or (slip is Slip.OTHER and not torn):
            continue
        if not figures or figures == [char for char in word if char in _NUMERALS]:
            out.append(_Word(word, slip, *entry, LEAST_OTHER if slip is Slip.OTHER else LEAST))
    return tuple(out)


@lru_cache(maxsize=1 << 13)
def _meant_alone(char: str, lost: bool) -> tuple[_Word, ...]:
    """Return the words that may be meant by a single character: others of its sound, or (`lost`) those that it may be left of."""
    if char in _NUMERALS:
        return ()
    model = load()
    slip, least, most = (Slip.LOST, LEAST_LOST, FREQUENT) if lost else (Slip.SOUND, LEAST, COMMON)
    # What function words stand for each other is weighed by a model of its own.
    words = (
        [word for word, _ in neighbours(char, COMMON)]
        if lost
        else list(filterfalse(_particles.is_function, single(char)))
    )
    entries = [(word, model.word(word)) for word in words if _NUMERALS.isdisjoint(word)]
    return tuple(_Word(word, slip, *entry, least) for word, entry in entries if entry and entry[0] <= most)


def _leans(tokens: Sequence[WordToken], position: int) -> int:
    """Return the number of single characters beside one that are no function words: shortened compounds are made so (税监机制)."""
    beside = (*tokens[max(0, position - 1) : position], *tokens[position + 1 : position + 2])
    return sum(len(token.word) == 1 and token.word not in _FUNCTION for token in beside)


def _instead(
    tokens: Sequence[WordToken], first: int, last: int, piece: str, spent: int, model: LanguageModel
) -> Iterator[SlipCandidate]:
    before = tokens[first - 1].rank if first else 0
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    alone = 0
    if after is not None:
        entry = model.word(after.word)
        alone = entry[0] if entry else after.cost
    if len(piece) > 1:
        words = _meant(piece, last > first)
    else:
        words = _meant_alone(piece, False) if first and after is not None and spent >= ODD else ()
        if tokens[first].cost >= ODD_ALONE and not _leans(tokens, first):
            words += _meant_alone(piece, True)
    for word, slip, cost, rank, least in words:
        price = model.after(before, rank, cost)
        if after is not None and spent - price >= least:
            price += model.after(rank, after.rank, alone)
        if spent - price >= least:
            yield SlipCandidate(first, last, piece, word, slip, spent - price)


def _beside(tokens: Sequence[WordToken], item: SlipCandidate) -> tuple[str, str]:
    """Return the words before and behind, empty at the edges of a run."""
    before = tokens[item.first - 1].word if item.first else ""
    return before, tokens[item.last + 1].word if item.last + 1 < len(tokens) else ""


def _first_look(
    run: str, tokens: Sequence[WordToken], item: SlipCandidate, model: LanguageModel, terms: TermWords | None
) -> SlipEvidence:
    """Return what the model and the termbase say."""
    start = tokens[item.first].start
    end = start + len(item.piece)
    before, after = _beside(tokens, item)
    own = model.word(item.piece) if item.first == item.last or item.slip is Slip.DOUBLED else None
    better = model.word(item.better)
    foreign = transliterating()
    beside = run[max(0, start - 1) : start], run[end : end + 1]
    return SlipEvidence(
        slip=item.slip,
        characters=len(item.piece),
        cost=own[0] / SCALE if own else None,
        better_cost=better[0] / SCALE if better else 0.0,
        gain=item.gain / SCALE,
        gain_around=item.gain / SCALE,
        odds=_odds(model, item.better.join(beside)) - _odds(model, item.piece.join(beside)),
        foreign=all(char in foreign for char in item.piece),
        foreign_beside=sum(char in foreign for char in beside if char),
        edges=beside.count(""),
        listed=terms.together(item.piece) if terms else 0,
        better_listed=terms.uses(item.better) if terms else 0,
        pairs=terms.beside(before, item.better) + terms.beside(item.better, after) if terms else 0,
        classes=_classes(tokens, item, before, after),
        leans=_leans(tokens, item.first) if len(item.piece) == 1 else 0,
        bound=bound(item.piece) if len(item.piece) == 1 else 0.0,
        odd_pairs=terms.beside(before, item.piece) + terms.beside(item.piece, after) if terms else 0,
    )


def _classes(tokens: Sequence[WordToken], item: SlipCandidate, before: str, after: str) -> float:
    """Return what the classes of words say for the better words, in nats."""
    head, tail = tokens[item.first].word, tokens[item.last].word
    better = kinship(before, item.better) + kinship(item.better, after)
    return max(-MOST_CLASSES, min(MOST_CLASSES, better - kinship(before, head) - kinship(tail, after)))


def _in_document(
    evidence: SlipEvidence, run: str, tokens: Sequence[WordToken], item: SlipCandidate, model: LanguageModel, whole: str
) -> SlipEvidence:
    """Return the same with what the text around and the document say."""
    start = tokens[item.first].start
    end = start + len(item.piece)
    left, right = run[max(0, start - AROUND) : start], run[end : end + AROUND]
    before, after = _beside(tokens, item)
    pairs = tuple(filter(None, (before and before + item.better, after and item.better + after)))
    same = tuple(filter(None, (before and before + item.piece, after and item.piece + after)))
    gain = _total(model, left + item.piece + right) - _total(model, left + item.better + right)
    return evidence._replace(
        gain_around=gain / SCALE,
        times=_count(whole, item.piece),
        better_times=_count(whole, item.better),
        recurring=sum(_count(whole, pair) > 1 for pair in same),
        phrases=sum(pair in whole for pair in pairs),
    )


def _total(model: LanguageModel, text: str) -> int:
    """Return what the best cutting of a text costs."""
    return sum(token.cost for token in model.cut(text))


def _odds(model: LanguageModel, text: str) -> float:
    """Return the odds of the neighbouring characters of a text."""
    return sum(model.odds(first, second) for first, second in pairwise(text))


def _count(whole: str, piece: str) -> int:
    """Return how often a document has a piece."""
    counts = _counts(whole)
    number = counts.get(piece)
    if number is None:
        number = counts[piece] = whole.count(piece)
    return number


@lru_cache(maxsize=2)
def _counts(whole: str) -> dict[str, int]:  # noqa: ARG001 - a fresh one for each document
    """Return the counts of a document so far. No more than two are kept: an editor's server sees thousands of versions of a text."""
    return {}

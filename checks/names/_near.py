"""Whether a stretch of text is a name of the termbase with a slip in it: the noisy channel.

Three readings of the stretch are weighed, in nats:

- *slip*: the name was meant (its prior, lower where the document has the concept elsewhere or its short form follows in
  brackets) and changed (`_channel`);
- *words*: the text says what it says: the cheapest way to read the stretch as terms and words (`_words`), with the
  surprise of those neighbours that the name does not have;
- *sister*: another name, which nobody has listed, stands there: the likelier, the more names of the termbase differ in just
  that place.

The *gain* is by how much the first one is cheaper than the better of the others; words that come again in the document
are meant, so each further place takes from it.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from yizhi.checks.names._channel import NameChange
from yizhi.checks.names._inventory import ListedName
from yizhi.checks.names._words import TermWords, cut
from yizhi.termbase.records import dataclass


@dataclass(frozen=True, slots=True)
class NearMissWeights:
    """What readings cost, in nats."""

    name: float = 9.0
    """That one name of some ten thousand stands there."""
    term: float = 10.5
    """The same for an ordinary term of several words."""
    prominent: float = 6.5
    """The same for a name of which texts are full: of a place, or of a body that has an acronym."""
    present: float = 4.5
    """A name that the document has elsewhere, in any form."""
    recalled: float = 1.5
    """The same where Chinese words are lost, stand in another order, or are alike: another body, of which the document may speak as well,
    has a word of its own."""
    declared: float = -5.0
    """A name whose short form follows in brackets."""
    demanded: float = -4.0
    """A name that the source has in full, and the translation not at all."""
    unasked: float = 6.5
    """What speaks against a name that the source of the translation has in no form."""
    shortened: float = 5.0
    """That a demanded name lacks a word, or any name the Organization's own: a later mention may be shorter."""
    synonym: float = 5.0
    """That two names differ by a word and its sister, which real ones seldom do: the less, the more do."""
    alike: float = 0.6
    """Each further character of a Chinese name that stands as it should: two real names seldom have so many in common."""
    short: float = 2.0
    """Each character that a name is short of `SHORT`, where one is any other character: with three in common most phrases are no slips."""
    unit: float = 6.0
    """A term of the termbase within the stretch, as a word of it."""
    continued: float = 5.5
    """That a stretch is only a part of what looks like a name, whose first word stands right before it."""
    unlisted: float = 4.5
    """That a name is one that the termbase lacks."""
    again: float = 4.0
    """Each further place of the same words."""
    most: float = 30.0
    """Costs of a change that no name outweighs."""
    sure: float = 3.0
    """The gain from which it is a warning: odds of some ten to one."""
    likely: float = 1.0
    """The gain from which it is worth a look."""


WEIGHTS = NearMissWeights()
LEAST_ALIKE, MOST_ALIKE = 8, 13
"""Characters that two names may have in common, and from which more say no more."""
SHORT = 6
"""Characters of a name from which it is recognised with any other character in it."""
RECALLING = frozenset({"lost", "sister", "order", "character", "small"})
"""Kinds of change that leave no word of another name."""
OWNER = frozenset({"united nations", "联合国"})
"""The Organization, which its own texts may leave out of the names of what belongs to it."""


class NearMissEvidence(NamedTuple):
    """What is known about a stretch: terms within it (start, end), whether the concept is elsewhere in the document, whether it
    is declared right here, whether the source demands it, whether texts are full of it, how often the same words stand elsewhere."""

    inner: tuple[tuple[int, int], ...] = ()
    present: bool = False
    declared: bool = False
    demanded: bool = False
    prominent: bool = False
    again: int = 0
    other: bool = False
    """Another name stands where the change of a Chinese stretch is."""
    continued: bool = False
    """A word with a capital stands right before an English stretch."""


def gain(
    name: ListedName, window: str | tuple[str, ...], change: NameChange, evidence: NearMissEvidence, words: TermWords
) -> float:
    """By how many nats the slip is the better reading of a stretch (characters of Chinese, words of English)."""
    weights = WEIGHTS
    usual = weights.name if name.proper else weights.term
    prior = weights.prominent if evidence.prominent else usual
    if evidence.declared:
        prior = weights.declared
    elif evidence.demanded:
        prior = weights.demanded
    elif evidence.present:
        prior = weights.recalled if change.kind in RECALLING else weights.present
    slip = prior + change.cost + weights.continued * evidence.continued
    if not change.written and (evidence.demanded or change.whole_official in OWNER):
        slip += weights.shortened
    if change.kind == "character":
        slip += weights.short * max(0, SHORT - len(name.key))
    odd = junctions(change, words)
    sister = usual + weights.unlisted + words.rivals(change.whole_official, change.whole_written, change.slot) + odd
    if words.lang == "zh":
        sister += weights.alike * max(0, min(len(change.slot), MOST_ALIKE) - LEAST_ALIKE)
    if change.alike and change.written:
        sister += weights.synonym / (1 + words.contrasts(change.whole_official, change.whole_written))
    again = weights.again * evidence.again
    if sister - slip - again < weights.likely:
        return sister - slip - again
    return min(sister, reading(window, evidence.inner, words) + odd) - slip - again


def junctions(change: NameChange, words: TermWords) -> float:
    """Return the surprise of the neighbours that the change brought together."""
    inner = cut(change.whole_written) if words.lang == "zh" else change.whole_written.split()
    chain = [word for word in (change.before, *inner, change.after) if word]
    return sum(words.surprise(first, second) for first, second in pairwise(chain))


@lru_cache(maxsize=1 << 12)
def reading(window: str | tuple[str, ...], inner: tuple[tuple[int, int], ...], words: TermWords) -> float:
    """Return the cost of the cheapest way to read a stretch as terms and words."""
    units: dict[int, list[int]] = {}
    for start, end in inner:
        units.setdefault(start, []).append(end)
    best = [0.0] + [1e9] * len(window)
    for position in range(len(window)):
        here = best[position]
        for end in units.get(position, ()):
            best[end] = min(best[end], here + WEIGHTS.unit)
        if words.lang == "en":
            best[position + 1] = min(best[position + 1], here + words.cost(window[position]))
            continue
        for length in range(1, min(8, len(window) - position) + 1):
            total = here + words.cost(str(window[position : position + length]))
            if total < best[position + length]:
                best[position + length] = total
    return best[-1]

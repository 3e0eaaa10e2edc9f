"""Makes the sets of synonyms in `termbase/lexicon/data/` again from published sources.

    git clone the repository omwn/omw-data; apt-get download wordnet-base; dpkg -x it into a folder
    .venv/bin/python tools/synonym_sets.py --chinese wns/cow/wn-data-cmn.tab --english usr/share/wordnet

- Chinese Open Wordnet, Francis Bond and Shan Wang, 2013–2014;
- WordNet 3.0, Princeton University, 2006.

Both are free to use, copy, modify and distribute for any purpose; `termbase/lexicon/data/NOTICE` has their terms. A line of what is
written has the part of speech (`n`, `v`, `a`) and the words of one sense, apart by tabs; senses with one word are left out.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "termbase" / "lexicon" / "data"
_HAN = re.compile("[\u4e00-\u9fff]{2,6}")
_LATIN = re.compile("[a-z]+(?:[ -][a-z]+){0,2}")
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


def english(folder: Path) -> Iterator[Sense]:
    """Yield the senses of WordNet's data files."""
    for name, part in _PARTS.items():
        for line in (folder / f"data.{name}").read_text("ascii").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split(" ")
            lemmas = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
            words = (re.sub(r"\(.*", "", lemma).replace("_", " ") for lemma in lemmas)
            yield part, {word for word in words if _LATIN.fullmatch(word)}


def write(name: str, senses: Iterable[Sense]) -> None:
    """Write the senses that have several words."""
    lines = sorted("\t".join((part, *sorted(words))) for part, words in senses if len(words) > 1)
    content = "".join(f"{line}\n" for line in lines).encode("utf-8")
    (OUT / name).write_bytes(gzip.compress(content, mtime=0))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chinese", type=Path, required=True, metavar="TAB")
    parser.add_argument("--english", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args()
    write("senses.zh.gz", chinese(options.chinese))
    write("senses.en.gz", english(options.english))


if __name__ == "__main__":
    main()

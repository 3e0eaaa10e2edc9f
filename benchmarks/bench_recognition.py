"""Recognition in Chinese running text: ours beside jieba, pyahocorasick and raw daachorse, on the same text in one run.

    python benchmarks/bench_recognition.py [--terms N] [--megabytes N] [TEXT …]

Ours normalises, weighs word edges, chooses and builds hits with places in the text. jieba (with the terms as its user
dictionary) segments; pyahocorasick and daachorse only list every place where a term's characters stand, without any evidence:
daachorse is the limit of what recognition built on it can reach. The text is UTF-8 files (real text tells more), else made
of the built-in terms and jieba's words. The terms are the built-in ones, filled up with jieba's words to the number that
is asked for. MB/s are of UTF-8 on one core, processor time; jieba and the start are measured on a part of the text.
Start-up is measured too: `yizhi recognize` on one page, the second time, beside `import jieba; jieba.initialize()`.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from yizhi.termbase import packages  # noqa: E402
from yizhi.termbase.library import TermEntry, open_library  # noqa: E402
from yizhi.termbase.model import Strictness, Term  # noqa: E402
from yizhi.termbase.recognition.recogniser import Recogniser  # noqa: E402
from yizhi.termbase.words import dictionary  # noqa: E402

SLOW_SHARE = 10
"""jieba gets a tenth of the text."""


def jieba_words() -> list[tuple[str, int, str]]:
    """(word, frequency, class) of two characters and more."""
    folder = packages.folder("jieba")
    assert folder is not None
    return [entry for entry in dictionary._entries(folder) if 2 <= len(entry[0]) <= 6]


def made_text(characters: int, terms: list[str], rng: random.Random) -> str:
    """Sentences of words by their frequency, with a term now and then; as dense in terms as a report."""
    entries = jieba_words()
    common = rng.choices([word for word, _, _ in entries], [count for _, count, _ in entries], k=characters // 3)
    parts, length = [], 0
    for number, word in enumerate(common):
        piece = word + rng.choice(("", "", "的", "和", "，", "在")) if number % 12 else f"{rng.choice(terms)}。\n"
        parts.append(piece)
        length += len(piece)
        if length >= characters:
            break
    return "".join(parts)


def measured(what: str, text: str, work: Callable[[str], int]) -> None:
    """Runs and prints one line."""
    started = time.process_time()
    found = work(text)
    seconds = time.process_time() - started
    size = len(text.encode()) / 1e6
    print(f"{what:<44} {size / seconds:8.2f} MB/s   {found:>9,} found in {size:.1f} MB")


def by_jieba(terms: list[str]) -> Callable[[str], int]:
    """jieba with a user dictionary, no cache file."""
    import jieba

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for term in terms:
        tokenizer.add_word(term)
    wanted = set(terms)
    return lambda text: sum(word in wanted for word in tokenizer.cut(text))


def by_pyahocorasick(terms: list[str]) -> Callable[[str], int]:
    """Every place of every term, in pyahocorasick."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for number, term in enumerate(terms):
        automaton.add_word(term, number)
    automaton.make_automaton()
    return lambda text: sum(1 for _ in automaton.iter(text))


def by_daachorse(terms: list[str]) -> Callable[[str], int]:
    """Every place of every term, in daachorse."""
    import daachorse

    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(terms)
    return lambda text: len(automaton.find_overlapping(text))


def start(text: str) -> None:
    """The command on one page beside jieba's own start, three times each in turn, the best of each."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.txt"
        page.write_text(text[:2000], "utf-8")
        ours = [sys.executable, "-c", "from yizhi.cli.app import main; main()", "recognize", str(page)]
        theirs = [sys.executable, "-c", "import jieba; jieba.initialize()"]
        seconds: dict[str, list[float]] = {"ours": [], "jieba": []}
        for _ in range(4):
            for name, command in (("ours", ours), ("jieba", theirs)):
                started = time.perf_counter()
                subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
                seconds[name].append(time.perf_counter() - started)
    mine, other = (min(seconds[name][1:]) for name in ("ours", "jieba"))
    print(
        f"start: recognize one page {mine * 1000:.0f} ms, jieba.initialize() {other * 1000:.0f} ms, ratio {mine / other:.2f}"
    )


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", metavar="TEXT", nargs="*", type=Path)
    parser.add_argument("--terms", type=int, default=10_000)
    parser.add_argument("--megabytes", type=float, default=10)
    options = parser.parse_args()
    rng = random.Random(1)
    with open_library() as library:
        listed = [
            entry for entry in library.terms() if entry.term.language.startswith("zh") and len(entry.term.text) > 1
        ]
    listed = listed[: options.terms]
    known = {entry.term.text for entry in listed}
    rest = [word for word, _, _ in jieba_words() if word not in known]
    rng.shuffle(rest)
    entries = listed + [
        TermEntry(f"word-{number}", Strictness.TERM, Term(word, "zh-Hans"))
        for number, word in enumerate(rest[: options.terms - len(listed)])
    ]
    terms = sorted({entry.term.text for entry in entries})
    bytes_wanted = int(options.megabytes * 1e6)
    if options.texts:
        once = "\n".join(path.read_text("utf-8") for path in options.texts)
        text = once * max(1, round(bytes_wanted / len(once.encode())))
    else:
        once = text = made_text(bytes_wanted // 3, terms, rng)
    print(
        f"{len(terms):,} terms; {len(text.encode()) / 1e6:.1f} MB, of them {len(once.encode()) / 1e6:.1f} MB different"
    )
    dictionary.load()
    recogniser = Recogniser.from_entries(entries)
    measured("yizhi, first time through the text", once, lambda body: sum(1 for _ in recogniser.iter_hits(body)))
    measured("yizhi", text, lambda body: sum(1 for _ in recogniser.iter_hits(body)))
    part = text[: len(text) // SLOW_SHARE]
    measured("jieba with the terms as user dictionary", part, by_jieba(terms))
    try:
        measured("pyahocorasick, no evidence", text, by_pyahocorasick(terms))
    except ModuleNotFoundError:
        print("pyahocorasick is not installed (extra `bench`)")
    measured("daachorse, no evidence (the limit)", text, by_daachorse(terms))
    start(text)


if __name__ == "__main__":
    main()

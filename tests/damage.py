"""Clean paragraphs made to look as if they came out of pages: the damage that cleaning must undo, on purpose and repeatable.

`damaged` does everything at once; each kind can be left out. The same seed gives the same text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CLOSING = "，。；：、！？）》”’」』,.;:!?)]"
_OPENING = "（《“‘「『(["
_TOKEN = re.compile(r"[\u2e80-\u9fff\uff00-\uffef“”‘’]|[^\s\u2e80-\u9fff\uff00-\uffef“”‘’]+|\s+")
_MARK = re.compile("\\d+[\ue000-\uf8ff]")
_NOTES = {
    True: (
        "同上，第 {n} 段。",
        "第 70/{n} 号决议。",
        "见 A/{n}/15，第二章。",
        "联合国，《条约汇编》，第 {n} 卷，第 1955 号。",
    ),
    False: (
        "Ibid., para. {n}.",
        "Resolution 70/{n}.",
        "See A/{n}/15, chap. II.",
        "United Nations, Treaty Series, vol. {n}, No. 1955.",
    ),
}


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which damage to do. `width` is the measure in cells, `page` the lines of a page."""

    width: int = 76
    page: int = 36
    wrap: bool = True
    blank_lines: bool = False
    heads: bool = True
    footnotes: bool = True
    urls: bool = True
    symbols: bool = True
    symbol: str = "A/79/213"
    job: str = "V.24-01234"


def is_chinese(text: str) -> bool:
    """Whether most letters are Han."""
    return sum("\u3400" <= char <= "\u9fff" for char in text) * 3 > len(text)


def cells(text: str) -> int:
    """Width in cells: two for a Han character or full-width mark."""
    return sum(2 if char > "\u2e7f" or char in "“”‘’" else 1 for char in text)


def wrapped(paragraph: str, width: int) -> list[str]:
    """A paragraph broken into lines of at most `width` cells, as a word processor does."""
    lines: list[str] = []
    line = ""
    for token in _TOKEN.findall(paragraph):
        full = cells(line) + cells(token.rstrip()) > width
        if full and line.strip() and not (token in _CLOSING and len(token) == 1) and not _MARK.match(token):
            keep = ""
            while line and line[-1] in _OPENING:
                keep, line = line[-1] + keep, line[:-1]
            lines.append(line.rstrip())
            line = keep + token.lstrip()
        else:
            line += token
    return [*lines, line.rstrip()] if line.strip() else lines


def damaged(paragraphs: Sequence[str], seed: int = 0, kinds: Kinds | None = None) -> str:
    """The text of pages that hold the paragraphs."""
    kinds = kinds or Kinds()
    rng = random.Random(seed)
    chinese = is_chinese("".join(paragraphs[:50]))
    lines: list[tuple[str, list[str]]] = []
    number = 0
    for paragraph in paragraphs:
        text = _break_symbol(paragraph, rng) if kinds.symbols else paragraph
        notes: dict[str, str] = {}
        if kinds.footnotes and rng.random() < 0.25 and len(text) > 40:
            text, number, notes = _mark(text, number, rng, chinese)
        for line in wrapped(text, kinds.width) if kinds.wrap else [text]:
            here = [note for mark, note in notes.items() if mark in line]
            lines.append((re.sub("[\ue000-\uf8ff]", "", line), here))
    pages = [lines[at : at + kinds.page] for at in range(0, len(lines), kinds.page)]
    ends = "\n\n" if kinds.blank_lines else "\n"
    out: list[str] = []
    for at, page in enumerate(pages, 1):
        out += [line for line, _ in page]
        out += _page_end([note for _, notes in page for note in notes], at, len(pages), kinds, rng)
    return ends.join(out) + "\n"


def _mark(text: str, number: int, rng: random.Random, chinese: bool) -> tuple[str, int, dict[str, str]]:
    """A footnote's mark glued behind a comma or a word in mid-sentence; a private-use character remembers the line."""
    pattern = (
        r"(?<=[\u4e00-\u9fff][，、》])(?=[\u4e00-\u9fff])"
        if chinese
        else r"(?<=[a-z]{4},)(?= [a-z])|(?<=[a-z]{5})(?= [a-z])"
    )
    places = [match.end() for match in re.finditer(pattern, text)]
    if not places:
        return text, number, {}
    number += 1
    at = rng.choice(places)
    remember = chr(0xE000 + number % 6000)
    note = f"{number} {rng.choice(_NOTES[chinese]).format(n=rng.randint(20, 99))}"
    return f"{text[:at]}{number}{remember}{text[at:]}", number, {remember: note}


def _break_symbol(text: str, rng: random.Random) -> str:
    """A space inside a document symbol, now and then."""
    if rng.random() < 0.5:
        return re.sub(r"\b([A-Z]+(?:/[A-Z0-9.]+)*/)(?=\d)", r"\1 ", text, count=1)
    return text


def _page_end(notes: list[str], number: int, total: int, kinds: Kinds, rng: random.Random) -> Iterator[str]:
    if notes and kinds.footnotes:
        yield "__________________"
        yield from (f" {note}" for note in notes)
    if kinds.urls and rng.random() < 0.7:
        for _ in range(rng.randint(1, 3)):
            yield f"http://undocs.org/A/RES/{rng.randint(55, 79)}/{rng.randint(1, 250)}"
    if kinds.heads:
        if number % 2:
            yield kinds.symbol
            yield f"{number}/{total} {kinds.job}"
        else:
            yield kinds.symbol
            yield f"{kinds.job} {number}/{total}"

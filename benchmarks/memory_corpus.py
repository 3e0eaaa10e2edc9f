"""A translation memory of any size, made from the measuring data by variation: always the same for the same seed.

A unit is put together from one to three clauses of real pairs, then some of its words are exchanged, dropped or repeated
and its figures are changed. The two sides are varied side by side, so that they stay of a length and share their figures.
Nothing of it is kept in the repository.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
_CLAUSES = {"en": re.compile(r"(?<=[,;:]) "), "zh": re.compile(r"(?<=[，；：])")}
_FIGURE = re.compile(r"[0-9]+")

Texts = tuple[str, str]
"""English, Chinese."""


def base(data: Path = SHARED) -> list[Texts]:
    """The real pairs that there are."""
    found: list[Texts] = []
    for stem in ("unpc/UNv1.0.devset", "tico19/test"):
        sides = [(data / f"{stem}.{language}").read_text("utf-8").splitlines() for language in ("en", "zh")]
        found += [(en, zh) for en, zh in zip(*sides, strict=True) if en.strip() and zh.strip()]
    return found


def units(number: int, seed: int = 1, data: Path = SHARED) -> Iterator[Texts]:
    """`number` varied pairs."""
    rng = random.Random(seed)
    pairs = base(data)
    pieces = [
        (en, zh)
        for pair in pairs
        for en, zh in zip(_CLAUSES["en"].split(pair[0]), _CLAUSES["zh"].split(pair[1]), strict=False)
        if len(en) > 8 and len(zh) > 3
    ]
    words = [word for en, _ in pairs for word in en.split() if word.isalpha()]
    characters = [zh[at : at + 2] for _, zh in pairs for at in range(0, len(zh) - 2, 7)]
    for _ in range(number):
        kind = rng.random()
        if kind < 0.3:
            en, zh = rng.choice(pairs)
        else:
            chosen = rng.choices(pieces, k=1 if kind < 0.5 else 2 if kind < 0.75 else 3)
            en, zh = " ".join(piece[0] for piece in chosen), "".join(piece[1] for piece in chosen)
        yield vary(en, zh, rng, words, characters, rng.choice((0.0, 0.05, 0.1, 0.2)))


def vary(en: str, zh: str, rng: random.Random, words: list[str], pairs: list[str], rate: float) -> Texts:
    """A pair with that share of its words exchanged, dropped or repeated, and with other figures."""
    seed = rng.random()
    if rate:
        out = []
        for word in en.split(" "):
            dice = rng.random()
            if dice < rate * 0.6:
                out.append(rng.choice(words))
            elif dice < rate * 0.8:
                continue
            elif dice < rate:
                out += [word, rng.choice(words)]
            else:
                out.append(word)
        en = " ".join(out) or en
        out = []
        for at in range(0, len(zh), 2):
            dice = rng.random()
            piece = zh[at : at + 2]
            out.append(rng.choice(pairs) if dice < rate * 0.7 else "" if dice < rate else piece)
        zh = "".join(out) or zh
    if seed < 0.5:
        figures: dict[str, str] = {}

        def other(found: re.Match[str]) -> str:
            return figures.setdefault(found[0], str(rng.randrange(10 ** len(found[0]))))

        en, zh = _FIGURE.sub(other, en), _FIGURE.sub(other, zh)
    return en, zh


def queries(number: int, units: list[str], language: str, seed: int = 2) -> list[str]:
    """Sentences like those of the memory: words exchanged, dropped or moved, characters mistyped, figures changed."""
    rng = random.Random(seed)
    out = []
    while len(out) < number:
        text = rng.choice(units)
        if len(text) < (12 if language == "en" else 6):
            continue
        pieces = text.split(" ") if language == "en" else [text[at : at + 2] for at in range(0, len(text), 2)]
        joint = " " if language == "en" else ""
        kind, rate = rng.random(), rng.choice((0.05, 0.1, 0.2, 0.3))
        if kind < 0.5:
            other = rng.choice(units)
            other_pieces = (
                other.split(" ") if language == "en" else [other[at : at + 2] for at in range(0, len(other), 2)]
            )
            pieces = [
                rng.choice(other_pieces) if rng.random() < rate else piece
                for piece in pieces
                if rng.random() > rate / 4
            ]
            text = joint.join(pieces)
        elif kind < 0.7:
            alphabet = rng.choice(units)
            text = "".join(rng.choice(alphabet) if rng.random() < rate else char for char in text)
        elif kind < 0.85:
            text = _FIGURE.sub(lambda found: str(rng.randrange(10 ** len(found[0]))), text)
        else:
            cut = rng.randrange(len(pieces))
            text = joint.join(pieces[cut:] + pieces[:cut]) if rng.random() < 0.3 else joint.join(pieces[: max(cut, 4)])
        if text.strip():
            out.append(text)
    return out

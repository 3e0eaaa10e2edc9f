"""Learning a bilingual lexicon from a memory: words are cut and counted in chunks that stay on the disk until all is learnt,
so that a run which was stopped goes on where it was, and no more than a chunk is held at once.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from yizhi.termbase import files
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.language import EN, is_chinese, is_han
from yizhi.termbase.lexicon.families import WORD, family
from yizhi.tm.memory import lexicon, schema
from yizhi.tm.memory.approved import languages
from yizhi.tm.memory.lexicon import LearntPair, LexiconOrigin, MemoryLexicon

if TYPE_CHECKING:
    import sqlite3

    import numpy as np
    from numpy.typing import NDArray

    from yizhi.tm.memory.word_model import ModelCrossings, WordPairs, WordRows

CHUNK = 10_000
"""Units that are cut and counted at once."""
GROWTH = 0.1
"""Share by which a memory may grow before its lexicon is to be made anew."""
CHANCE = 0.02
"""The least chance, in one direction, with which a pair is kept."""
BACK = 0.005
"""And the least in the other one: a pair of which one side has better partners throughout is none."""

_SECTION, _WORK = "yizhi learning 1", ".learning"

Step = Callable[[str, int], None]
"""Takes what is going on and how many units are done with it."""


class _Entry(NamedTuple):
    """A unit of Chinese and English: its number, the key of its Chinese text, its English text."""

    number: int
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class _Counted:
    """What has been counted, in the model's numbers: words, their units, and the rows of each chunk by its file."""

    zh: list[str]
    en: list[str]
    zh_units: NDArray[np.int64]
    en_units: NDArray[np.int64]


def stale(memory: Path) -> bool:
    """Return whether a memory has no lexicon, or has grown by more than `GROWTH` since it was learnt."""
    learnt = lexicon.load(lexicon.beside(memory))
    if learnt is None:
        return True
    connection = schema.open_reading(memory)
    try:
        with schema.plainly(memory):
            units = _origin(connection).units
    finally:
        connection.close()
    return units > learnt.origin.units * (1 + GROWTH)


def learn(memory: Path, step: Step = lambda what, done: None) -> MemoryLexicon:  # noqa: ARG005 - nobody listens
    """Learn the lexicon of a memory and write it beside the memory; return it.

    Raise YizhiError where the memory cannot be read or has no Chinese and English units.
    """
    work = memory.with_name(memory.name + _WORK)
    connection = schema.open_reading(memory)
    try:
        with schema.plainly(memory):
            origin = _origin(connection)
            if not origin.units:
                hint = "`yizhi tm import` takes translations in"
                raise YizhiError("the memory has no units of Chinese and English", hint=hint, path=memory)
        _begin(work, origin)
        cut = _Cutting(work)
        for done in cut.all(_Entries(memory, connection, origin)):
            step("cutting words", done)
    finally:
        connection.close()
    learnt = _trained(cut, origin, step)
    with files.beside(lexicon.beside(memory)) as written:
        written.write_bytes(learnt.dump())
    shutil.rmtree(work, ignore_errors=True)
    return learnt


def _origin(connection: sqlite3.Connection) -> LexiconOrigin:
    pairs = _pairs(connection)
    marks = ",".join(map(str, pairs)) or "-1"
    row = connection.execute(f"SELECT count(*), max(number) FROM unit WHERE languages IN ({marks})").fetchone()
    return LexiconOrigin(int(row[0]), int(row[1] or 0))


def _pairs(connection: sqlite3.Connection) -> dict[int, bool]:
    """Return the pairs of languages that are Chinese and English, and whether the Chinese is the first side."""
    return {
        number: is_chinese(first)
        for number, (first, second) in languages(connection).items()
        if (is_chinese(first) and second.split("-")[0] == EN) or (is_chinese(second) and first.split("-")[0] == EN)
    }


def _begin(work: Path, origin: LexiconOrigin) -> None:
    """Make the folder of a run; one that another state of the memory began is of no use."""
    plan = {"section": _SECTION, "chunk": CHUNK, **origin._asdict()}
    file = work / "plan.json"
    if work.exists():
        try:
            if json.loads(file.read_text("utf-8")) == plan:
                return
        except (OSError, ValueError):
            pass
        shutil.rmtree(work)
    work.mkdir()
    with files.beside(file) as written:
        written.write_text(json.dumps(plan), "utf-8")


class _Entries(NamedTuple):
    """The units of a memory that are learnt from."""

    memory: Path
    connection: sqlite3.Connection
    origin: LexiconOrigin

    def behind(self, last: int) -> list[_Entry]:
        """Return the next chunk of units behind a number."""
        with schema.plainly(self.memory):
            pairs = _pairs(self.connection)
            rows = self.connection.execute(
                "SELECT unit.number, languages, first, second, first_key.key, second_key.key FROM unit"
                " JOIN first_key ON first_key.number = unit.number JOIN second_key ON second_key.number = unit.number"
                f" WHERE unit.number > ? AND unit.number <= ? AND languages IN ({','.join(map(str, pairs))})"
                " ORDER BY unit.number LIMIT ?",
                (last, self.origin.last, CHUNK),
            ).fetchall()
        return [
            _Entry(number, first_key, second) if pairs[pair] else _Entry(number, second_key, first)
            for number, pair, first, second, first_key, second_key in rows
        ]


class _Cutting:
    """The words of all units as numbers, chunk by chunk in files; each file brings the words that are new in it."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.zh: dict[str, int] = {}
        self.en: dict[str, int] = {}
        self.chunks: list[Path] = []

    def all(self, entries: _Entries) -> Iterator[int]:
        """Cut what is not cut yet; yields the units done."""
        done, last = 0, 0
        for number in range(-(-entries.origin.units // CHUNK)):
            file = self.work / f"words-{number:05}.npz"
            chunk = _load(file)
            if chunk is None:
                chunk = self._cut(entries.behind(last))
                _save(file, chunk)
            else:
                _extend(self.zh, chunk["new_zh"])
                _extend(self.en, chunk["new_en"])
            done, last = done + len(chunk["zh_starts"]) - 1, int(chunk["last"])
            self.chunks.append(file)
            yield done

    def _cut(self, entries: list[_Entry]) -> dict[str, Any]:
        import numpy as np

        from yizhi.tm.memory.word_model import rows

        before = len(self.zh), len(self.en)
        zh: list[NDArray[np.int32]] = []
        en: list[NDArray[np.int32]] = []
        for entry in entries:
            zh.append(np.array([self.zh.setdefault(word, len(self.zh)) for word in chinese_words(entry.zh)], np.int32))
            en.append(np.array([self.en.setdefault(word, len(self.en)) for word in english_words(entry.en)], np.int32))
        zh_rows, en_rows = rows(zh), rows(en)
        return {
            "zh": zh_rows.words, "zh_starts": zh_rows.starts, "en": en_rows.words, "en_starts": en_rows.starts,
            "new_zh": _packed(list(self.zh)[before[0] :]), "new_en": _packed(list(self.en)[before[1] :]), "last": np.int64(entries[-1].number if entries else 0),
        }  # fmt: skip


def chinese_words(text: str) -> list[str]:
    """Return the Chinese words of a normalised text."""
    from yizhi.termbase.words import dictionary

    return [word for start, end in dictionary.segment(text) if is_han((word := text[start:end])[0])]


def english_words(text: str) -> list[str]:
    """Return the English words of a text in lower case."""
    return [word.replace("’", "'") for word in WORD.findall(text.lower())]


def _trained(cut: _Cutting, origin: LexiconOrigin, step: Step) -> MemoryLexicon:
    import numpy as np

    from yizhi.tm.memory import word_model
    from yizhi.tm.memory.word_model import PairCounts, Training

    zh_words, families, family_of = list(cut.zh), *_families(list(cut.en))
    zh_units, en_units, written_units = (np.zeros(len(words), np.int64) for words in (zh_words, families, cut.en))
    for zh, en in map(_rows, cut.chunks):
        zh_units += np.bincount(zh.words, minlength=len(zh_units))
        written_units += np.bincount(en.words, minlength=len(written_units))
        folded = word_model.restricted(en, family_of)
        en_units += np.bincount(folded.words, minlength=len(en_units))
    grammar = np.array([len(word) == 1 for word in zh_words], bool) & (zh_units > word_model.COMMON * origin.units)
    zh_numbers = np.where((zh_units >= word_model.LEAST) & ~grammar, np.arange(len(zh_words)), -1).astype(np.int32)
    rare = np.append(en_units, 0)[family_of] < word_model.LEAST
    en_numbers = np.where(rare, -1, family_of).astype(np.int32)

    def chunks() -> Iterator[tuple[Path, WordRows, WordRows]]:
        for file in cut.chunks:
            zh, en = _rows(file)
            yield file, word_model.restricted(zh, zh_numbers), word_model.restricted(en, en_numbers)

    counts = PairCounts.empty()
    for number, (_, zh, en) in enumerate(chunks(), 1):
        counts = word_model.counted(counts, word_model.crossed(zh, en)[0])
        step("counting pairs", min(origin.units, number * CHUNK))
    keys = word_model.promising(counts, zh_units, en_units, origin.units)
    del counts
    stored = [_chosen(file, keys, zh, en) for file, zh, en in chunks()]
    training = Training(keys, _in_dictionary(keys, zh_words, families))
    for number in range(1, word_model.ROUNDS + 1):
        training.round(map(_crossings, stored))
        step(f"learning, round {number} of {word_model.ROUNDS},", origin.units)
    pairs = _kept(training.learnt(), zh_words, families)
    return lexicon.compiled(
        origin, pairs, _seen(zh_words, zh_units), _seen(families, en_units), _seen(list(cut.en), written_units)
    )


def _families(words: list[str]) -> tuple[list[str], NDArray[np.int32]]:
    """Return the families of English words, and for each word the number of its own (-1: it says nothing)."""
    import numpy as np

    numbers: dict[str, int] = {}
    each = [numbers.setdefault(name, len(numbers)) if (name := family(word)) else -1 for word in words]
    return list(numbers), np.array(each, np.int32)


def _in_dictionary(keys: NDArray[np.int64], zh_words: list[str], families: list[str]) -> NDArray[np.bool_]:
    """Return which pairs the dictionary has."""
    import numpy as np

    from yizhi.termbase.lexicon.dictionary import dictionary

    book = dictionary()
    numbers = {name: number for number, name in enumerate(families)}
    listed: list[int] = []
    for number in np.unique(keys >> 32).tolist():
        head = book.heads.get(zh_words[number], -1)
        if head >= 0:
            listed += [number << 32 | numbers[name] for name in book.families_of(head) if name in numbers]
    return np.isin(keys, np.array(listed, np.int64))


def _kept(learnt: WordPairs, zh_words: list[str], families: list[str]) -> list[LearntPair]:
    """Return the pairs that either direction is sure of and neither denies."""
    import numpy as np

    forward, backward = learnt.forward, learnt.backward
    sure = (np.maximum(forward, backward) >= CHANCE) & (np.minimum(forward, backward) >= BACK)
    rows = zip(learnt.keys[sure].tolist(), forward[sure].tolist(), backward[sure].tolist(), strict=True)
    return [LearntPair(zh_words[key >> 32], families[key & 0xFFFFFFFF], there, back) for key, there, back in rows]


def _seen(words: list[str], units: NDArray[np.int64]) -> dict[str, int]:
    return dict(zip(compress(words, units), units[units > 0].tolist(), strict=True))


# ------------------------------------------------------------------ chunks on the disk


def _chosen(file: Path, keys: NDArray[np.int64], zh: WordRows, en: WordRows) -> Path:
    """Return what of a chunk is worth training, in a file beside its words."""
    from yizhi.tm.memory import word_model

    crossings = word_model.chosen(keys, zh, en)
    target = file.with_name(file.name.replace("words", "pairs"))
    _save(target, crossings._asdict())
    return target


def _crossings(file: Path) -> ModelCrossings:
    from yizhi.tm.memory.word_model import ModelCrossings

    return ModelCrossings(**_needed(file))


def _rows(file: Path) -> tuple[WordRows, WordRows]:
    from yizhi.tm.memory.word_model import WordRows

    chunk = _needed(file)
    return WordRows(chunk["zh"], chunk["zh_starts"]), WordRows(chunk["en"], chunk["en_starts"])


def _save(file: Path, arrays: dict[str, Any]) -> None:
    import numpy as np

    with files.beside(file) as written, written.open("wb") as stream:
        np.savez(stream, **arrays)


def _load(file: Path) -> dict[str, Any] | None:
    """Return the arrays of a chunk; None where it has not been made."""
    import numpy as np

    if not file.exists():
        return None
    with np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def _needed(file: Path) -> dict[str, Any]:
    chunk = _load(file)
    if chunk is None:
        raise YizhiError("another run removed this file", hint="learn again", path=file)
    return chunk


def _packed(words: list[str]) -> NDArray[np.uint8]:
    import numpy as np

    return np.frombuffer("\n".join(words).encode("utf-8", "surrogatepass"), np.uint8)


def _extend(numbers: dict[str, int], packed: NDArray[np.uint8]) -> None:
    for word in filter(None, packed.tobytes().decode("utf-8", "surrogatepass").split("\n")):
        numbers.setdefault(word, len(numbers))

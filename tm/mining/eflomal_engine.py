"""The words of two languages that stand for each other, counted in the word alignments of eflomal: another engine for `lexical.py`.

Source: Östling and Tiedemann, Efficient Word Alignment with Markov Chain Monte Carlo (2016). Unlike Model 1 it sees the order of
the words and how many each stands for. It draws at random and cannot be given a seed: results differ a little from run to run.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from yizhi.termbase.errors import YizhiError
from yizhi.tm.mining.lexical import Keys, TranslationModel, Words

LONGEST = 1000
"""Words of the longest sentence that is aligned; the aligner stops at sentences of more than 1,024."""
_PRIOR = 4.0
"""Sightings that a pair of the dictionary has to begin with."""


class EflomalAligner(Protocol):
    """What is used of `eflomal.Aligner`: sentences as lines of words, links as lines of `i-j`, written to files."""

    def align(
        self,
        src_input: Iterable[str],
        trg_input: Iterable[str],
        links_filename_fwd: str,
        links_filename_rev: str,
        *,
        priors_input: Iterable[str] | None,
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Eflomal:
    """The engine on an aligner."""

    aligner: EflomalAligner

    def learn(self, zh: Sequence[Words], en: Sequence[Words], dictionary_keys: Keys) -> TranslationModel:
        """Return the model: of the links of a word, the share that goes to each word of the other language."""
        pairs = [(a, b) for a, b in zip(zh, en, strict=True) if 0 < len(a) <= LONGEST and 0 < len(b) <= LONGEST]
        if not pairs:
            return TranslationModel.empty()
        forward, backward = (_linked(pairs, lines) for lines in self._links(pairs, dictionary_keys))
        keys, slot = np.unique(np.concatenate((forward, backward)), return_inverse=True)
        return TranslationModel(
            keys,
            _shares(np.bincount(slot[: len(forward)], minlength=len(keys)), keys >> 32),
            _shares(np.bincount(slot[len(forward) :], minlength=len(keys)), keys & 0xFFFFFFFF),
        )

    def _links(self, pairs: Sequence[tuple[Words, Words]], dictionary_keys: Keys) -> tuple[list[str], list[str]]:
        """Return lines of links: for each English word the Chinese one it comes from, and the other way round."""
        priors = [f"LEX\t{key >> 32}\t{key & 0xFFFFFFFF}\t{_PRIOR}\n" for key in dictionary_keys.tolist()]
        with TemporaryDirectory(prefix="yizhi-") as folder:
            files = Path(folder, "forward"), Path(folder, "backward")
            try:
                self.aligner.align(
                    [_line(a) for a, _ in pairs],
                    [_line(b) for _, b in pairs],
                    *map(str, files),
                    priors_input=priors or None,
                )
                forward, backward = (file.read_text("ascii").splitlines() for file in files)
            except (subprocess.CalledProcessError, OSError) as error:
                raise YizhiError(f"eflomal failed: {error}", hint="use `--engine builtin`") from error
        return forward, backward


def eflomal() -> Eflomal:
    """Return the engine on the package of that name, where it is installed."""
    if find_spec("eflomal") is None:
        raise YizhiError("eflomal is not installed", hint="pip install 'yizhi[eflomal]'")
    try:
        from eflomal import EflomalAligner as Installed
    except ImportError as error:
        raise YizhiError(f"eflomal cannot be loaded: {error}", hint="pip install --force-reinstall eflomal") from error
    return Eflomal(Installed())


def _line(words: Words) -> str:
    return " ".join(map(str, words.tolist())) + "\n"


def _linked(pairs: Sequence[tuple[Words, Words]], lines: Sequence[str]) -> Keys:
    """Return the key of the two words of each link."""
    return np.fromiter(_each(pairs, lines), np.int64)


def _each(pairs: Sequence[tuple[Words, Words]], lines: Sequence[str]) -> Iterator[int]:
    for (zh, en), line in zip(pairs, lines, strict=True):
        for link in line.split():
            first, second = link.split("-")
            yield int(zh[int(first)]) << 32 | int(en[int(second)])


def _shares(counts: NDArray[np.int64], heads: Keys) -> NDArray[np.float32]:
    """Count as shares of what their head has in all."""
    _, group = np.unique(heads, return_inverse=True)
    whole = np.bincount(group, counts)[group]
    return (counts / np.maximum(whole, 1)).astype(np.float32)

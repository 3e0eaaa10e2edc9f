"""Several termbases seen as one: the built-in terms underneath, then the user's, later ones winning over earlier ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from yizhi.termbase import cache
from yizhi.termbase.compiled import compiled
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.formats.form import Problem
from yizhi.termbase.lookup import LookupMatch, Nearness, lookup
from yizhi.termbase.model import Concept, Strictness, Term
from yizhi.termbase.records import dataclass
from yizhi.termbase.store.reading import Store
from yizhi.termbase.text.normal import table_key

__all__ = ["BUILT_IN", "Library", "LibrarySource", "LookupMatch", "Nearness", "TermEntry", "open_library"]

BUILT_IN = "built-in"
"""What the termbase of `seeds/` is called."""

_MEMORY = 10_000  # concepts that are kept once they were asked for


class TermEntry(NamedTuple):
    """A term of a visible concept, as the recogniser needs it."""

    concept: str
    strictness: Strictness
    term: Term


@dataclass(frozen=True, slots=True)
class LibrarySource:
    """One termbase of a library: what it is called (`built-in`, else its path), and how much it holds."""

    name: str
    concepts: int
    terms: int
    fingerprint: str


class Library:
    """Concepts by id and by term, over several termbases. A concept of a later one hides those of the same id before it."""

    def __init__(self, stores: Sequence[Store], fingerprints: Sequence[str], problems: Sequence[Problem] = ()) -> None:
        self._stores = tuple(stores)
        self._fingerprints = tuple(fingerprints)
        self._known: dict[str, Concept | None] = {}
        self.problems = tuple(problems)
        """What could not be read in tables."""

    @cached_property
    def fingerprint(self) -> str:
        """Another one whenever a concept changes, or the termbases or their order do: for cache keys and signatures."""
        return cache.key(*self._fingerprints)

    @cached_property
    def sources(self) -> tuple[LibrarySource, ...]:
        """The termbases, in the order in which later ones win."""
        together = zip(self._stores, self._fingerprints, strict=True)
        return tuple(LibrarySource(store.name, *store.counts, fingerprint) for store, fingerprint in together)

    @property
    def counts(self) -> tuple[int, int]:
        """Concepts and terms of all the termbases together, hidden ones too. (`sources` has them one by one.)"""
        return sum(source.concepts for source in self.sources), sum(source.terms for source in self.sources)

    def concept(self, id: str) -> Concept | None:  # noqa: A002 - it is the id
        """Return the concept that has this id in the last termbase that knows it."""
        if id not in self._known:
            if len(self._known) >= _MEMORY:
                self._known.clear()
            answers = (store.concept(id) for store in reversed(self._stores))
            self._known[id] = next((concept for concept in answers if concept is not None), None)
        return self._known[id]

    def expect(self, ids: Iterable[str]) -> None:
        """Read all of some concepts that are not known yet, in few questions: `concept` will be asked about them."""
        wanted = [id_ for id_ in ids if id_ not in self._known][:_MEMORY]
        if len(self._known) + len(wanted) > _MEMORY:
            self._known.clear()
        self._known.update(dict.fromkeys(wanted))
        # A later termbase wins.
        for store in self._stores:
            self._known.update((concept.id, concept) for concept in store.of_ids(wanted))

    def domains(self, ids: Collection[str]) -> dict[str, str]:
        """Return the domains of some concepts, empty where one has none."""
        domains = dict.fromkeys(ids, "")
        for store in self._stores:
            domains.update(store.domains(list(domains)))
        return domains

    def domain(self, id: str) -> str:  # noqa: A002 - it is the id
        """Return the domain of a concept, empty where it has none, without reading the rest of it."""
        if (cached := self._known.get(id)) is not None:
            return cached.domain
        answers = (store.domain(id) for store in reversed(self._stores))
        return next((domain for domain in answers if domain is not None), "")

    def source_of(self, id: str) -> str | None:  # noqa: A002 - it is the id
        """Return the name of the termbase whose concept of that id counts."""
        return next((store.name for store in reversed(self._stores) if store.has(id)), None)

    def terms(self) -> Iterator[TermEntry]:
        """Yield every term of every visible concept, in a stable order."""
        for store, hidden in self._layers():
            if hidden:
                yield from (TermEntry(*row) for row in store.terms() if row[0] not in hidden)
            else:
                yield from map(TermEntry._make, store.terms())

    def concepts(self, *, history: bool = False) -> Iterator[Concept]:
        """Yield every visible concept, in a stable order; with `history` what was recorded of it is among its transactions."""
        for store, hidden in self._layers():
            concepts_of_store: Iterator[Concept] = (concept for concept in store.concepts() if concept.id not in hidden)
            if history:
                from yizhi.termbase.store.history import with_history

                concepts_of_store = with_history(store, concepts_of_store)
            yield from concepts_of_store

    def _layers(self) -> Iterator[tuple[Store, set[str]]]:
        """Yield each termbase with the ids that later ones hide."""
        for index, store in enumerate(self._stores):
            yield store, {id_ for later in self._stores[index + 1 :] for id_ in later.ids()}

    def lookup(self, query: str, limit: int = 20) -> list[LookupMatch]:
        """Return concepts by a term in any language, the best first; see `termbase.lookup`."""
        return lookup(self._stores, self._visible, query, limit)

    def _visible(self, id_: str, store: Store) -> bool:
        later = self._stores[self._stores.index(store) + 1 :]
        return not any(candidate.has(id_) for candidate in later)

    def close(self) -> None:
        """Let the files go."""
        for store in self._stores:
            store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_library(paths: Sequence[Path] = (), builtin: bool = True) -> Library:
    """Return the termbases at `paths` (.db, or any form that can be read) as one, over the built-in one.

    YizhiError where a termbase cannot be read at all; damaged rows of tables are in `problems`.
    """
    stores: list[Store] = []
    fingerprints: list[str] = []
    problems: list[Problem] = []
    layers: list[tuple[Sequence[Path], str]] = [(_seeds(), BUILT_IN)] if builtin else []
    layers += [([path], str(path)) for path in paths]
    for files, name in layers:
        if len(files) == 1 and files[0].suffix.lower() == ".db":
            stores.append(_own(files[0], name))
            fingerprints.append(stores[-1].stamp)
        else:
            store, fingerprint, database = compiled(files, name)
            stores.append(store)
            fingerprints.append(fingerprint)
            problems += database
    return Library(stores, fingerprints, problems)


def _own(path: Path, name: str) -> Store:
    """Return a termbase file, its keys those of today's normalisation where it can be written (else look-up goes by the old ones)."""
    store = Store.open(path, name)
    if store.keys == table_key():
        return store
    store.close()
    from yizhi.termbase.store.writing import Termbase

    with suppress(YizhiError):
        Termbase.open_or_create(path).close()
    return Store.open(path, name)


def _seeds() -> list[Path]:
    from yizhi import seeds

    return sorted(seeds.FOLDER.glob("*.tsv"))

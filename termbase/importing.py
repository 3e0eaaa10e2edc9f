"""Taking a file into a termbase: one file, one change; all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

from yizhi.termbase.errors import Problem, YizhiError
from yizhi.termbase.formats import form_of
from yizhi.termbase.formats.table import generated_id
from yizhi.termbase.lists.options import IDS, TERMS, Ignored, ListOptions
from yizhi.termbase.model import Concept, Kind
from yizhi.termbase.store.history import transactions
from yizhi.termbase.store.writing import Tally, Termbase
from yizhi.termbase.text import keys
from yizhi.termbase.validation import Unsound

Shown = Callable[[Iterable[Concept | Problem]], Iterable[Concept | Problem]]
_OURS = ("json", "db")
"""Forms that hold a termbase of ours whole: their ids are those of our concepts."""
_COUNTED = ("definition", "note", "domain")


@dataclass(slots=True)
class ImportReport:
    """What came of a file: concepts added, replaced, the same; what was taken in numbers; what could not be used; what was
    passed over by name."""

    path: str
    tally: Tally = field(default_factory=Tally)
    taken: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    sample: list[Concept] = field(default_factory=list)
    """The first concepts, for a preview."""


class LazyTermbase:
    """A termbase that is opened, and made where there is none, when it is first written to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._base: Termbase | None = None

    def opened(self) -> Termbase:
        """Return the termbase."""
        if self._base is None:
            self._base = Termbase.open_or_create(self.path)
        return self._base

    def close(self) -> None:
        """Let the file go, if it was opened."""
        if self._base is not None:
            self._base.close()


SAMPLED = 5


def import_list(
    base: Termbase | LazyTermbase | None,
    path: Path,
    form: str = "",
    options: ListOptions | None = None,
    *,
    who: str = "",
    shown: Shown = lambda items: items,
) -> ImportReport:
    """Take the concepts of a file into a termbase; without a termbase they are only read and counted.

    One that has the id of a known concept takes its place where they share a term, or where the ids are sure to be ours; else it
    gets an id of its own: what two strangers call 7 is not one thing. `options.key` says otherwise: `ids` always, `terms` never.
    `shown` sees the concepts pass (a progress bar). YizhiError and OSError where the file cannot be read; the termbase is then as
    it was.
    """
    into = base.path if isinstance(base, LazyTermbase) else Path(base.name) if base is not None else path
    if base is not None and path.exists() and into.exists() and path.samefile(into):
        raise YizhiError("is the termbase itself", path=path)
    options = options or ListOptions()
    reader = form_of(path, "read", form)
    read_list = getattr(reader, "read_list", None)
    if read_list is None and options != ListOptions(key=options.key):
        raise YizhiError(
            f"a {reader.NAME} file has no columns to choose", hint="leave out --map, --sheet, …", path=path
        )
    items = read_list(path, options) if read_list is not None else reader.read(path)
    report = ImportReport(str(path))
    if base is None:
        for _ in _concepts(shown(items), report):
            pass
        report.tally.added = report.taken["concepts"]
        return report
    items = iter(items)
    head = list(islice(items, 1))  # before a termbase is made for it
    base = base.opened() if isinstance(base, LazyTermbase) else base
    identity = _Identity(base, IDS if reader.NAME in _OURS and not options.key else options.key)
    with base.change("import", source=str(path), who=who) as writer:
        for concept in _concepts(shown(chain(head, items)), report):
            try:
                writer.put(identity.settled(concept))
            except Unsound as error:
                report.problems.append(Problem(str(path), None, error.message))
    report.tally = writer.tally
    if identity.renamed:
        message = (
            f"{identity.renamed:,} ids are those of other concepts in this termbase; the concepts got ids of their own"
        )
        report.problems.append(Problem(str(path), None, f"{message} (--key ids replaces instead)", lost=False))
    return report


def take_in(
    base: Termbase, path: Path, form: str = "", *, who: str = "", shown: Shown = lambda items: items
) -> tuple[Tally, list[Problem]]:
    """Take a file in as it stands (`import_list`): what came of it, and what could not be read."""
    report = import_list(base, path, form, who=who, shown=shown)
    return report.tally, report.problems


def _concepts(items: Iterable[Concept | Problem], report: ImportReport) -> Iterator[Concept]:
    """Yield the concepts of a file, counted; everything else goes into the report."""
    taken = report.taken
    for item in items:
        if isinstance(item, Ignored):
            report.ignored.append(item)
            continue
        if isinstance(item, Problem):
            report.problems.append(item)
            continue
        taken["concepts"] += 1
        taken["terms"] += len(item.terms)
        taken["abbreviations"] += sum(term.kind is Kind.ABBREVIATION for term in item.terms)
        taken["references"] += len(item.references)
        taken["relations"] += len(item.links)
        for name in _COUNTED:
            taken[f"{name}s"] += bool(getattr(item, name))
        taken["concepts in one language"] += len({term.language.partition("-")[0] for term in item.terms}) == 1
        if len(report.sample) < SAMPLED:
            report.sample.append(item)
        yield item


class _Identity:
    """Which concept of a termbase an imported one is."""

    def __init__(self, base: Termbase, key: str) -> None:
        self.base = base
        self.key = key
        self.has_concepts = base.counts[0] > 0
        self.renamed = 0
        self._new: dict[str, str] = {}

    def settled(self, concept: Concept) -> Concept:
        """Return the concept with the id that it has in the termbase, and with what is known of its transactions."""
        if self.key == TERMS:
            concept = replace(concept, id=self._by_terms(concept) or generated_id(concept.terms))
        if not self.has_concepts:
            return concept
        before = self.base.concept(concept.id)
        if before is None:
            return concept
        if self.key == "" and not _texts(before) & _texts(concept):
            self.renamed += 1
            return replace(concept, id=generated_id(concept.terms))
        return _with_known(self.base, before, concept)

    def _by_terms(self, concept: Concept) -> str:
        """Return the id of the concept with the same preferred terms in all the languages of this one; empty where there is none."""
        languages = dict.fromkeys(term.language for term in concept.terms)
        preferred_terms = {language: concept.preferred(language) for language in languages}
        firsts = {language: term for language, term in preferred_terms.items() if term is not None}
        if not self.has_concepts or not firsts:
            return ""
        text = next(iter(firsts.values())).text
        for match in self.base.by_key(keys.key(text)):
            candidate = self.base.concept(match.concept)
            if candidate is not None and all(
                (counterpart := candidate.preferred(language)) is not None and counterpart.text == term.text
                for language, term in firsts.items()
            ):
                return candidate.id
        return ""


def _texts(concept: Concept) -> set[str]:
    return {keys.key(term.text) for term in concept.terms}


def _with_known(base: Termbase, before: Concept, concept: Concept) -> Concept:
    """Return the concept with the transactions that are known of it already; those that our own history tells are not taken twice."""
    if not (before.transactions or concept.transactions):
        return concept
    told = before.transactions
    ours = {*told, *transactions(base, before)}
    return replace(
        concept,
        transactions=told + tuple(transaction for transaction in concept.transactions if transaction not in ours),
    )

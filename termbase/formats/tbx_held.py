"""What a TBX dialect holds of a concept: the concept as it comes back. The writer writes just this; the rest is reported."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from operator import is_

from yizhi.termbase.formats import tbx_transactions
from yizhi.termbase.formats.citation import read_citation, write_citation
from yizhi.termbase.formats.loss import losses
from yizhi.termbase.formats.tbx_categories import CONCEPT, LANGUAGE, TERM, Category, with_statuses
from yizhi.termbase.formats.tbx_entry import linked
from yizhi.termbase.formats.tbx_notes import Kept, joined, parted
from yizhi.termbase.model import Concept, Kind, Reference, Status, Term

_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class HeldTerm:
    """A term with its note in two parts."""

    term: Term
    note: str
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A concept as a dialect holds it, its terms by language in the order of the file, its note in two parts."""

    concept: Concept
    note: str
    kept: tuple[Kept, ...]
    terms: tuple[HeldTerm, ...]


class Holder:
    """What of each concept the categories of a dialect hold. `ids`: the concepts that will be in the file."""

    def __init__(self, categories: Mapping[str, Category], ids: Collection[str]) -> None:
        self.categories = categories
        self.order = {name: index for index, name in enumerate(categories)}
        self.ids = ids

    def held(self, concept: Concept, left_out: Counter[str]) -> Held | None:
        """Return the part that the dialect holds, None where no term is left. What is not held is counted in `left_out`."""
        has = self.categories
        wanted, changed = _written(concept, left_out, "administrativeStatus" in has)
        terms = [self._term(term) for term in wanted]
        languages = list(dict.fromkeys(term_item.term.language for term_item in terms))
        if len(languages) > 1:
            terms.sort(key=lambda term_item: languages.index(term_item.term.language))
        if not terms:
            left_out["concepts without a term that may be written"] += 1
            return None
        if "administrativeStatus" not in has:
            settled = with_statuses([(term_item.term, False) for term_item in terms])
            terms = [replace(term_item, term=term) for term_item, term in zip(terms, settled, strict=True)]
        defined = "definition" in has and bool(concept.definition.strip())
        note, notes = parted(
            concept.note,
            lambda term_item: self._fits(term_item, languages, defined),
            lambda term_item: self._rank(term_item, languages),
        )
        back = Concept(
            id=concept.id,
            terms=tuple(term_item.term for term_item in terms),
            domain=concept.domain if "subjectField" in has and concept.domain.strip() else "",
            definition=concept.definition if defined else "",
            note=joined([note] if note.strip() else [], notes),
            references=tuple(filter(None, map(self._reference, concept.references))),
            links=tuple(
                dict.fromkeys(link for link in concept.links if "crossReference" in has and link.concept in self.ids)
            ),
            transactions=tbx_transactions.held(concept.transactions, (term_item.term for term_item in terms))
            if concept.transactions and "transactionType" in has
            else (),
        )
        left_out.update(losses(concept if changed is concept.terms else replace(concept, terms=changed), back))
        return Held(back, note, notes, tuple(terms))

    def _term(self, term: Term) -> HeldTerm:
        has = self.categories
        note, notes = parted(term.note, lambda item: self._fits_term(item, term), self._rank_term)
        part = term.part_of_speech
        parts = has["partOfSpeech"].values if "partOfSpeech" in has else frozenset()
        kind = term.kind if "termType" in has else Kind.FULL
        part = part if part in parts else "other" if part and parts else ""
        whole = joined([note] if note.strip() else [], notes) if note or notes else ""
        reference = term.reference if "source" in has and term.reference.strip() else ""
        back = Term(term.text, term.language, term.status, kind, part, None, whole, reference)
        # Most terms come back as they are: then the term itself stands for it, which is quicker to compare.
        return HeldTerm(term if back == term else back, note, notes)

    def _fits(self, note: Kept, languages: Collection[str], defined: bool) -> bool:
        """Return whether a category of a concept's note has a place at its level."""
        category = self.categories.get(note.name)
        if category is None or note.name in ("subjectField", "source", "crossReference", "externalCrossReference"):
            return False
        level = LANGUAGE if note.language else CONCEPT
        if note.name == "definition" and not (note.language and defined):
            return False  # it would come back as the concept's own
        is_written = not note.language or note.language in languages
        return is_written and level in category.levels and _valued(note, category)

    def _fits_term(self, note: Kept, term: Term) -> bool:
        category = self.categories.get(note.name)
        if category is None or note.language or TERM not in category.levels:
            return False
        if note.name in ("source", "partOfSpeech", "crossReference", "externalCrossReference"):
            return False
        if note.name == "administrativeStatus":
            return note.value == "supersededTerm-admn-sts" and term.status is Status.DEPRECATED and not note.source
        if note.name == "termType":
            return note.value == "phrase" and term.kind is Kind.FULL and not note.source
        return _valued(note, category)

    def _rank(self, note: Kept, languages: list[str]) -> tuple[int, ...]:
        """Return where a category stands in the file, as it comes back: those of languages behind, definitions last."""
        position = languages.index(note.language) + 1 if note.language else 0
        return note.name == "definition", position, self.order[note.name]

    def _rank_term(self, note: Kept) -> tuple[int, ...]:
        names = ("administrativeStatus", "termType")
        special = names.index(note.name) if note.name in names else len(names)
        return special, self.categories[note.name].element != "termNote", self.order[note.name]

    def _reference(self, reference: Reference) -> Reference | None:
        """As it comes back: by its URL, else as a line of text."""
        if is_url(reference.url) and "externalCrossReference" in self.categories:
            return linked(words_of(reference), reference.url)
        if "source" not in self.categories:
            return None
        line = write_citation(reference)
        return read_citation(line) if line.strip() else None


def words_of(reference: Reference) -> str:
    """Return what an external reference says beside its target: symbol and title, or the URL once more."""
    words = write_citation(replace(reference, url=""))
    return words if words.strip() else reference.url


def _valued(note: Kept, category: Category) -> bool:
    if category.element == "xref":
        match = TARGETED.fullmatch(note.value)
        return not note.source and (is_url(note.value) or bool(match and is_url(match[2]) and match[1] != match[2]))
    if note.source and category.element != "descrip":
        return False
    return not category.values or note.value in category.values


TARGETED = re.compile(r"(\S.*) <(\S+)>")
"""`text <URL>`, as a kept external reference says it."""


def is_url(text: str) -> bool:
    """Return whether a text can be the target of an external reference."""
    return bool(_URL.fullmatch(text)) and not _BROKEN_ESCAPE.search(text) and text.count("#") < 2


def _written(concept: Concept, left_out: Counter[str], statuses: bool) -> tuple[list[Term], tuple[Term, ...]]:
    """Return the terms to write with the statuses that TBX has; and all those that were not counted as left out here, with these statuses."""
    written: list[Term] = []
    for term in concept.terms:
        if term.status is Status.PROPOSED:
            left_out["proposed terms (not decided, so not written)"] += 1
        elif not term.status.valid and not statuses:
            left_out[f"{term.status} terms (the dialect has no statuses)"] += 1
        elif term.status is Status.FORBIDDEN:
            left_out["forbidden as such (written as deprecated)"] += 1
            written.append(replace(term, status=Status.DEPRECATED))
        else:
            written.append(term)
    same = len(written) == len(concept.terms) and all(map(is_, written, concept.terms))
    return written, concept.terms if same else tuple(written)

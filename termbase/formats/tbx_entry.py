"""One entry of a TBX file as a concept, whatever edition, dialect or style it is of.

Element names are taken without their namespaces; a data category is an element's `type` (DCA) or its own name (DCT).
What the model has no field for is kept in notes (`tbx_notes`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from yizhi.termbase.formats import tbx_transactions
from yizhi.termbase.formats.citation import read_citation
from yizhi.termbase.formats.table import generated_id
from yizhi.termbase.formats.tbx_categories import (
    READ_KIND,
    READ_RELATION,
    STATUS_CATEGORIES,
    WRITTEN_STATUS,
    status_of,
    with_statuses,
)
from yizhi.termbase.formats.tbx_ids import id_of
from yizhi.termbase.formats.tbx_notes import Kept, joined, kept
from yizhi.termbase.language import normalise
from yizhi.termbase.model import Concept, Kind, Link, Reference, Relation, Status, Term, Transaction

LANGUAGES = {"langSet", "langSec", "langGroup"}
_TERMS = {"tig", "ntig", "termSec", "termGroup", "termGrp"}
_CATEGORIES = {"admin", "adminNote", "descrip", "descripNote", "ref", "termNote", "transac", "transacNote", "xref"}
_WRAPPED = re.compile(r"[ \t]*\n[ \t]+")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PARTS = {"noun", "verb", "adjective", "adverb", "other"}
_RELATION = re.compile(rf"({'|'.join(Relation)}): .*", re.DOTALL)

_USUAL: dict[tuple[str | None, str | None], Status | Kind | str] = {
    **{("administrativeStatus", text): status for status, text in reversed(WRITTEN_STATUS.items())},
    **{("termType", text): kind for text, kind in READ_KIND.items()},
    **{("partOfSpeech", part): part for part in _PARTS},
}
"""What most of the data about terms says, ready to be taken."""


@dataclass(slots=True)
class Findings:
    """What a file held that has no place of its own with us: {what: how often}, and faults of the entry at hand.

    `empty` counts what exports write for want of a term, and in which entries nothing else stands.
    """

    as_notes: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    empty: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Entry:
    """A concept in the making."""

    domains: list[str] = field(default_factory=list)
    definitions: list[tuple[str, str, str]] = field(default_factory=list)  # language, text, source
    notes: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    terms: list[tuple[Term, bool]] = field(default_factory=list)
    transactions: list[Transaction] = field(default_factory=list)
    empty: int = 0


@dataclass(slots=True)
class _Term:
    """A term in the making."""

    status: Status | None = None
    kind: Kind = Kind.FULL
    part: str = ""
    notes: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    references: list[str] = field(default_factory=list)

    def made(self, text: str, language: str) -> Term:
        """Return the term of a text; a section with two texts (which the standard has not) says the same of both."""
        return Term(
            text,
            language,
            self.status or Status.PREFERRED,
            self.kind,
            self.part,
            None,
            joined(self.notes, self.kept) if self.notes or self.kept else "",
            "; ".join(self.references) if self.references else "",
        )


class EntryReader:
    """Reads entries. `exact`: the file is of our own making, so every space in it is meant and ids are coded."""

    def __init__(self, exact: bool) -> None:
        self.exact = exact
        self.findings = Findings()

    def concept(self, entry: Element) -> Concept | None:
        """Return the concept of an entry; None where it has no terms. What is wrong with it is in `findings.faults`."""
        made = _Entry()
        for child in entry:
            name = _local(child)
            if name in LANGUAGES:
                self._language(child, made)
            else:
                self._field(child, name, made, "")
        if not made.terms:
            if made.empty:
                self.findings.empty["entries without any other"] += 1
            else:
                self.findings.faults.append("an entry without a term; left out")
            return None
        terms = with_statuses(made.terms)
        definition = self._definition(made)
        given = entry.get("id", "").strip()
        id_ = (id_of(given) if self.exact else given) or generated_id(terms)
        return Concept(
            id=id_,
            terms=terms,
            domain="; ".join(dict.fromkeys(made.domains)),
            definition=definition,
            note=joined(made.notes, made.kept),
            references=tuple(made.references),
            links=tuple(dict.fromkeys(made.links)),
            transactions=tuple(made.transactions),
        )

    def _definition(self, made: _Entry) -> str:
        """That of the concept, else the English one, else the first; the others become notes, their sources references."""
        if not made.definitions:
            return ""
        best = min(made.definitions, key=lambda definition: (definition[0] != "", definition[0] != "en"))
        for definition in made.definitions:
            language, text, source = definition
            if definition is best:
                made.references += [read_citation(source)] if source else []
            else:
                self._keep(made.kept, "definition", text, source, language)
        return best[1]

    def _language(self, element: Element, made: _Entry) -> None:
        given = element.get(_LANG) or element.get("lang") or ""
        language = language_of(given)
        if not language:
            self.findings.faults.append(f"a language section without a language tag ({given!r:.20}); left out")
            return
        for child in element:
            name = _local(child)
            if name in _TERMS:
                self._term(child, language, made)
            else:
                self._field(child, name, made, language)

    def _field(self, element: Element, name: str, made: _Entry, language: str) -> None:
        """A data category of the concept or (with a language) of a language section."""
        if name == "note":
            self._append(made.notes, element)
            return
        if name.startswith("transac"):
            self._transaction(element, made, language, "")
            return
        main, source = self._group(element, name)
        if main is None:
            return
        category, text = _category(main), self._text(main)
        target = (main.get("target") or "").strip()
        if not text.strip() and not target:
            return
        if category == "subjectField" and not language:
            made.domains.append(text)
        elif category == "definition":
            made.definitions.append((language, text, source))
        elif category == "source" and not language:
            made.references.append(read_citation(text))
        elif category == "externalCrossReference" and target and not language:
            made.references.append(linked(text, target))
        elif category in READ_RELATION and target and not language:
            made.links.append(self._link(category, text, target))
        else:
            value = f"{text} <{target}>" if target and target != text else text
            self._keep(made.kept, category, value, source, language)

    def _term(self, section: Element, language: str, made: _Entry) -> None:
        term = section[0] if len(section) and _local(section[0]) == "term" else section.find(".//{*}term")
        if term is None:
            self.findings.faults.append("a term section without a term; left out")
            return
        text = self._text(term)
        direct = [*section, *(part for child in section if _local(child) == "termGrp" for part in child)]
        more = [self._text(candidate) for candidate in direct if candidate is not term and _local(candidate) == "term"]
        text, *more = [word for word in (text, *more) if word.strip()] or [""]
        if not text:
            made.empty += 1
            self.findings.empty["terms"] += 1
            return
        term_value = _Term()
        for child in section:
            name = _local(child)
            if name == "term":
                continue
            if name == "termGrp":
                for child_element in child:
                    if _local(child_element) != "term":
                        self._term_field(child_element, _local(child_element), term_value)
            elif name.startswith("transac"):
                self._transaction(child, made, language, text)
            else:
                self._term_field(child, name, term_value)
        made.terms += ((term_value.made(word, language), term_value.status is not None) for word in (text, *more))

    def _term_field(self, element: Element, name: str, term: _Term) -> None:
        usual = _USUAL.get((element.get("type"), element.text)) if name == "termNote" else None
        if usual is not None:
            if isinstance(usual, Status):
                term.status = usual
            elif isinstance(usual, Kind):
                term.kind = usual
            else:
                term.part = usual
        elif name == "note":
            self._append(term.notes, element)
        else:
            main, source = self._group(element, name)
            if main is not None:
                self._term_category(main, source, term)

    def _term_category(self, main: Element, source: str, term: _Term) -> None:
        category, text = _category(main), self._text(main)
        if category in STATUS_CATEGORIES:
            term.status = status_of(text) or term.status
            if self._spelled(text, term.status):
                return
        elif category == "termType" and text in READ_KIND:
            term.kind = READ_KIND[text]
            return
        elif category == "partOfSpeech":
            plain = text.strip()
            term.part = plain.lower() if plain.lower() in _PARTS else plain
            return
        elif category == "source":
            term.references.append(text)
            return
        target = (main.get("target") or "").strip()
        if text.strip() or target:
            value = f"{text} <{target}>" if target and target != text else text
            self._keep(term.kept, category, value, source, "")

    def _spelled(self, text: str, status: Status | None) -> bool:
        """Return whether a value is just another spelling of the status that we write (`preferred`, `Preferred Term`)."""
        written = WRITTEN_STATUS.get(status) if status else None
        plain = text.strip().replace(" ", "").casefold().removesuffix("-admn-sts").removesuffix("term")
        return written is not None and written.casefold().removesuffix("term-admn-sts") == plain

    def _group(self, element: Element, name: str) -> tuple[Element | None, str]:
        """Return the data category of a group (`descripGrp`) with the source that stands beside it, or the element itself."""
        if not name.endswith("Grp"):
            return element, ""
        main: Element | None = None
        source = ""
        for child in element:
            local = _local(child)
            if main is None:
                main = child
            elif _category(child) == "source":
                source = self._text(child)
            elif local == "adminGrp" and len(child) and _category(child[0]) == "source":
                source = self._text(child[0])
            elif local.startswith("transac"):
                self.findings.unread["transactions"] += 1
            else:
                self.findings.unread[f"{_category(child)} beside {_category(main)}"] += 1
        return main, source

    def _transaction(self, element: Element, made: _Entry, language: str, term: str) -> None:
        unread = self.findings.unread
        made.transactions += tbx_transactions.read(
            element, self._text, lambda what: unread.update([what]), language, term
        )

    def _link(self, category: str, text: str, target: str) -> Link:
        relation_value = _RELATION.fullmatch(text)
        relation = Relation(relation_value[1]) if relation_value else READ_RELATION[category]
        return Link(relation, id_of(target) if self.exact else target)

    def _append(self, notes: list[str], element: Element) -> None:
        text = self._text(element)
        if text.strip():
            notes.append(text)

    def _keep(self, lines: list[Kept], category: str, value: str, source: str, language: str) -> None:
        lines.append(kept(category, value, source, language))
        self.findings.as_notes[category] += 1

    def _text(self, element: Element) -> str:
        """Return the text of an element; in files of others an indented continuation is one line and the edges are trimmed."""
        text = element.text or "" if not len(element) else "".join(element.itertext())
        if self.exact:
            return text
        return (_WRAPPED.sub(" ", text) if "\n" in text else text).strip()


def _local(element: Element) -> str:
    name: str = element.tag
    return name if name[0] != "{" else name.rpartition("}")[2]


def _category(element: Element) -> str:
    """Return the `type` of a DCA element, the name of a DCT one (and of what is neither)."""
    name = _local(element)
    return (element.get("type") or name) if name in _CATEGORIES else name


def linked(text: str, target: str) -> Reference:
    """Return the reference that an external one with its text stands for."""
    if not text.strip() or text == target:
        return Reference(url=target)
    words = read_citation(text)
    return Reference(words.symbol, words.title, target)


@lru_cache(maxsize=256)
def language_of(tag: str) -> str:
    """Return the tag as we write it; empty for what is none."""
    try:
        return normalise(tag)
    except ValueError:
        return ""

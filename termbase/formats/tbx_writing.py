"""TBX version 3: the lines of a file, in DCA or DCT style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.files import beside
from yizhi.termbase.formats.citation import write_citation
from yizhi.termbase.formats.form import ExportOptions, ExportReport
from yizhi.termbase.formats.tbx_categories import DIALECTS, MODULES, NAMESPACE, WRITTEN_STATUS, Category, written_kind
from yizhi.termbase.formats.tbx_held import TARGETED, Held, HeldTerm, Holder, is_url, words_of
from yizhi.termbase.formats.tbx_ids import xml_id
from yizhi.termbase.formats.tbx_notes import Kept
from yizhi.termbase.formats.tbx_transactions import by_place
from yizhi.termbase.formats.xml_text import creator, escape, quoted
from yizhi.termbase.model import Concept, Reference, Term, Transaction
from yizhi.termbase.validation import mended

STYLES = ("dca", "dct")


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:
    """Write a file for a client, or one of the standard."""
    if options.client:
        from yizhi.termbase.formats.tbx_clients import write_for

        return write_for(concepts, path, options)
    dialect, style = options.dialect or "basic", options.style or "dca"
    if dialect not in DIALECTS:
        raise YizhiError(f"no TBX dialect {dialect!r}", hint=f"one of {', '.join(DIALECTS)}")
    if style not in STYLES:
        raise YizhiError(f"no TBX style {style!r}", hint=f"one of {', '.join(STYLES)}")
    name, categories = DIALECTS[dialect]
    report = ExportReport()
    holder = Holder(categories, ids_in(concepts, "administrativeStatus" in categories))
    lines = EntryLines(categories, style)
    with beside(path) as written, written.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_head(name, style, categories))
        for concept in concepts:
            held = holder.held(concept, report.left_out)
            if held is not None:
                file.write("" if report.concepts else "<body>\n")  # the schema knows no empty body
                file.write(mended("\n".join(lines.entry(held)) + "\n"))
                report.concepts += 1
                report.terms += len(held.terms)
        file.write("</body>\n" if report.concepts else "")
        file.write("</text>\n</tbx>\n")
    return report


def ids_in(concepts: Iterable[Concept], statuses: bool) -> frozenset[str]:
    """Return the ids of the concepts that a file will hold: those with a term that may be written."""
    return frozenset(
        concept.id
        for concept in concepts
        if any(term.status.valid or (statuses and term.status != "proposed") for term in concept.terms)
    )


def _head(name: str, style: str, categories: dict[str, Category]) -> str:
    modules = {category.module for category in categories.values()} if style == "dct" else set()
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in MODULES.items() if prefix in modules)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<tbx type="{name}" style="{style}" xml:lang="en" xmlns="{NAMESPACE}"{spaces}>\n'
        f"<tbxHeader><fileDesc><sourceDesc><p>{escape(creator())}</p></sourceDesc></fileDesc></tbxHeader>\n"
        "<text>\n"
    )


class EntryLines:
    """The lines of an entry. `names` are the elements of an entry, of a language and of a term; version 2 has other ones."""

    def __init__(
        self,
        categories: dict[str, Category],
        style: str,
        names: tuple[str, str, str] = ("conceptEntry", "langSec", "termSec"),
    ) -> None:
        self.categories = categories
        self.style = style
        self.names = names
        self._usual: dict[tuple[str, str, str], str] = {}

    def entry(self, held: Held) -> Iterator[str]:
        """Yield the lines of a concept."""
        concept, (entry, section, _) = held.concept, self.names
        told = by_place(concept.transactions)
        yield f"<{entry} id={quoted(xml_id(concept.id))}>"
        if concept.domain:
            yield self._one("subjectField", concept.domain)
        if concept.definition:
            yield self._one("definition", concept.definition)
        yield from map(self._transaction, told.pop(("", ""), ()))
        yield from map(self._reference, concept.references)
        for link in concept.links:
            yield self._one("crossReference", f"{link.relation}: {link.concept}", xml_id(link.concept))
        yield from (self._kept(item) for item in held.kept if not item.language)
        if held.note.strip():
            yield f"<note>{escape(held.note)}</note>"
        language = ""
        for term in held.terms:
            if term.term.language != language:
                if language:
                    yield f"</{section}>"
                language = term.term.language
                yield f"<{section} xml:lang={quoted(language)}>"
                yield from map(self._transaction, told.pop((language, ""), ()))
                yield from (self._kept(item) for item in held.kept if item.language == language)
            yield self._term(term, told.pop((language, term.term.text), ()))
        yield f"</{section}>"
        yield f"</{entry}>"

    def _term(self, held: HeldTerm, told: Iterable[Transaction]) -> str:
        term = held.term
        if not (held.kept or told or term.reference or held.note):
            name = self.names[2]
            return f"<{name}><term>{escape(term.text)}</term>{self._plain(term)}</{name}>"
        return self._full(held, told)

    def _plain(self, term: Term) -> str:
        """Return what is said of a term that has no note: the same few things of nearly all."""
        about = term.status, written_kind(term), term.part_of_speech
        element = self._usual.get(about)
        if element is None:
            element = self._usual[about] = "".join(self._about(term, {}))
        return element

    def _about(self, term: Term, special: Mapping[str, str]) -> Iterator[str]:
        """Status, kind and part of speech, the first two perhaps in other words than ours."""
        if "administrativeStatus" in self.categories:
            yield self._one("administrativeStatus", special.get("administrativeStatus") or WRITTEN_STATUS[term.status])
        if "termType" in self.categories:
            yield self._one("termType", special.get("termType") or written_kind(term))
        if term.part_of_speech:
            yield self._one("partOfSpeech", term.part_of_speech)

    def _full(self, held: HeldTerm, told: Iterable[Transaction]) -> str:
        has, term = self.categories, held.term
        special = {item.name: item.value for item in held.kept if item.name in ("administrativeStatus", "termType")}
        parts = [f"<term>{escape(term.text)}</term>", *self._about(term, special)]
        rest = [item for item in held.kept if item.name not in special]
        parts += [self._kept(item) for item in rest if has[item.name].element == "termNote"]
        parts += [self._kept(item) for item in rest if has[item.name].element != "termNote"]
        if term.reference:
            parts.append(self._one("source", term.reference))
        parts += map(self._transaction, told)
        if held.note.strip():
            parts.append(f"<note>{escape(held.note)}</note>")
        return f"<{self.names[2]}>{''.join(parts)}</{self.names[2]}>"

    def _one(self, name: str, value: str, target: str = "") -> str:
        category = self.categories[name]
        pointed = f" target={quoted(target)}" if target else ""
        if self.style == "dct":
            return f"<{category.module}:{name}{pointed}>{escape(value)}</{category.module}:{name}>"
        return f'<{category.element} type="{name}"{pointed}>{escape(value)}</{category.element}>'

    def _kept(self, note: Kept) -> str:
        if self.categories[note.name].element == "xref":
            match = TARGETED.fullmatch(note.value)
            return self._one(note.name, *((match[1], match[2]) if match else (note.value, note.value)))
        line = self._one(note.name, note.value)
        return f"<descripGrp>{line}{self._one('source', note.source)}</descripGrp>" if note.source else line

    def _transaction(self, transaction: Transaction) -> str:
        date = f"<date>{transaction.date}</date>" if transaction.date else ""
        who = self._one("responsibility", transaction.who) if transaction.who else ""
        return f"<transacGrp>{self._one('transactionType', transaction.kind)}{date}{who}</transacGrp>"

    def _reference(self, reference: Reference) -> str:
        if is_url(reference.url):
            return self._one("externalCrossReference", words_of(reference), reference.url)
        return self._one("source", write_citation(reference))

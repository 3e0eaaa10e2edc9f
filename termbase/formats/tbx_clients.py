"""TBX version 2 for a client: what nearly every tool reads (`martif`, `tig`, no namespace), shaped by the client's profile.

English stands first, the preferred term first; the definition is an ungrouped `descrip`; one tag a language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from yizhi.termbase.clients import profile_of
from yizhi.termbase.clients.profile import Profile
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.files import beside
from yizhi.termbase.formats import tbx_transactions
from yizhi.termbase.formats.form import ExportOptions, ExportReport
from yizhi.termbase.formats.glossary import count_proposed, counterpart, valid_terms
from yizhi.termbase.formats.loss import losses
from yizhi.termbase.formats.tbx_categories import WRITTEN_STATUS, written_kind
from yizhi.termbase.formats.tbx_ids import xml_id
from yizhi.termbase.formats.xml_text import creator, escape, quoted
from yizhi.termbase.language import EN, ZH_HANS, ZH_HANT
from yizhi.termbase.model import Concept, Status, Term, Transaction
from yizhi.termbase.validation import mended

_FIRST = {EN: 0, ZH_HANS: 1, ZH_HANT: 2}
_PARTS = {"noun", "verb", "adjective", "adverb", "other"}


def write_for(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:
    """Write the file that a client imports. YizhiError where there would be nothing in it: version 2 has no empty file."""
    profile = profile_of(options.client)
    report = ExportReport()
    with beside(path) as written, written.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_head())
        for concept in concepts:
            for entry in entries(concept, profile, report.left_out):
                file.write(mended(_entry(entry, profile)))
                report.concepts += 1
                report.terms += len(entry.terms)
        if not report.concepts:
            raise YizhiError(f"no concept has a term that {profile.title} could use", path=path)
        file.write("</body>\n</text>\n</martif>\n")
    return report


def _head() -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<martif type="TBX-Basic" xml:lang="en">\n'
        f"<martifHeader><fileDesc><sourceDesc><p>{escape(creator())}</p></sourceDesc></fileDesc>"
        '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>\n'
        "<text>\n<body>\n"
    )


def entries(concept: Concept, profile: Profile, left_out: Counter[str]) -> Iterator[Concept]:
    """Yield what of a concept goes into the file: itself with fewer terms, or several entries where the client needs that."""
    languages = sorted(
        dict.fromkeys(term.language for term in concept.terms), key=lambda tag: (_FIRST.get(tag, 9), tag)
    )
    count_proposed(concept, left_out)
    bare = _bare(concept, profile, left_out)
    invalid = [term for term in concept.terms if term.status in (Status.DEPRECATED, Status.FORBIDDEN)]
    if profile.invalid == "omit" and invalid:
        left_out["deprecated and forbidden terms (the client would offer them)"] += len(invalid)
    by_language = {tag: terms_value for tag in languages if (terms_value := valid_terms(concept, tag))}
    if not by_language:
        left_out["concepts without a term that may be used"] += 1
        return
    if profile.several:
        terms = [term for tag in languages for term in by_language.get(tag, [])]
        if profile.invalid == "keep":
            terms += invalid
            terms.sort(key=lambda term: languages.index(term.language))
            forbidden = sum(term.status is Status.FORBIDDEN for term in invalid)
            if forbidden:
                left_out["forbidden as such (written as deprecated)"] += forbidden
        yield replace(bare, terms=tuple(terms))
    else:
        yield from _one_by_one(bare, by_language, invalid if profile.invalid == "apart" else [], left_out)


def _bare(concept: Concept, profile: Profile, left_out: Counter[str]) -> Concept:
    """Return the concept with what these files hold of it; the rest is counted."""
    told = concept.transactions if profile.transactions else ()
    whole = [item for item in told if not item.language and not item.term]
    bare = Concept(
        concept.id, concept.terms, concept.domain, concept.definition, transactions=tbx_transactions.held(whole, ())
    )
    left_out.update(losses(concept, bare))
    return bare


def _one_by_one(
    concept: Concept, by_language: dict[str, list[Term]], invalid: list[Term], left_out: Counter[str]
) -> Iterator[Concept]:
    """Yield an entry a pair of terms: the first two languages, each term beside its best counterpart; the id gets a number."""
    tags = list(by_language)
    if len(tags) < 2:
        left_out["concepts without a usable term in both languages"] += 1
        return
    first, second = by_language[tags[0]], by_language[tags[1]]
    pairs = [(term, counterpart(term, second)) for term in first]
    chosen = {latter.text for _, latter in pairs}
    pairs += [(counterpart(term, first), term) for term in second if term.text not in chosen]
    for number, (former, latter) in enumerate(pairs):
        more = [by_language[tag][0] for tag in tags[2:]] if number == 0 else []
        yield replace(
            concept, id=concept.id if number == 0 else f"{concept.id}-{number + 1}", terms=(former, latter, *more)
        )
    apart = [term for term in invalid if term.language == tags[1]]
    if len(apart) < len(invalid):
        left_out["deprecated and forbidden terms of the source language"] += len(invalid) - len(apart)
    for number, term in enumerate(apart, 1):
        yield replace(
            concept, id=f"{concept.id}-not-{number}", terms=(first[0], replace(term, status=Status.FORBIDDEN))
        )


def _entry(concept: Concept, profile: Profile) -> str:
    lines = [f"<termEntry id={quoted(client_id(concept.id))}>"]
    if concept.domain.strip():
        lines.append(f'<descrip type="subjectField">{escape(concept.domain)}</descrip>')
    if profile.definition and concept.definition.strip():
        lines.append(f'<descrip type="definition">{escape(" ".join(concept.definition.split()))}</descrip>')
    lines += map(_transaction, concept.transactions)
    language = ""
    for term in concept.terms:
        if term.language != language:
            lines += ["</langSet>"] if language else []
            language = term.language
            lines.append(f"<langSet xml:lang={quoted(profile.tag(language))}>")
        lines.append(_term(term, profile))
    return "\n".join([*lines, "</langSet>", "</termEntry>", ""])


def _transaction(transaction: Transaction) -> str:
    date = f"<date>{transaction.date}</date>" if transaction.date else ""
    who = f'<transacNote type="responsibility">{escape(transaction.who)}</transacNote>' if transaction.who else ""
    return f'<transacGrp><transac type="transactionType">{transaction.kind}</transac>{date}{who}</transacGrp>'


def _term(term: Term, profile: Profile) -> str:
    parts = [f"<term>{escape(term.text)}</term>"]
    if profile.kinds and term.part_of_speech in _PARTS:
        parts.append(f'<termNote type="partOfSpeech">{term.part_of_speech}</termNote>')
    if profile.kinds:
        parts.append(f'<termNote type="termType">{written_kind(term)}</termNote>')
    if profile.invalid == "apart" and term.status is Status.FORBIDDEN:
        parts.append('<termNote type="administrativeStatus">forbidden</termNote>')
    elif profile.statuses and profile.several:
        parts.append(f'<termNote type="administrativeStatus">{WRITTEN_STATUS[term.status]}</termNote>')
    if term.note.strip():
        parts.append(f"<note>{escape(term.note)}</note>")
    return f"<tig>{''.join(parts)}</tig>"


def client_id(text: str) -> str:
    """Return an ASCII id that begins with a letter."""
    made = xml_id(text)
    return made if made[0].isalpha() else f"c{made}"

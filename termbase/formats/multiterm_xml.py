"""MultiTerm XML (Trados): `conceptGrp` with `languageGrp` and `termGrp`, whose fields are `descrip` of any name.

Fields are read by the words that people use for columns; what has no place becomes a note with the field's name before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring

from yizhi.termbase.errors import Problem
from yizhi.termbase.formats.citation import read_citation
from yizhi.termbase.formats.table import generated_id
from yizhi.termbase.language import normalise
from yizhi.termbase.lists.headers import language_named, meaning
from yizhi.termbase.lists.reading import status_named
from yizhi.termbase.lists.term_cells import is_acronym
from yizhi.termbase.model import Concept, Kind, Reference, Status, Term
from yizhi.termbase.xml_stream import Chunk, Shape, XmlSource

NAME = "multiterm-xml"
ENDINGS = (".mtf",)

SHAPE = Shape("MultiTerm XML", ["mtf"], ["conceptGrp"], "export it again from MultiTerm")
_KINDS = (
    ("abbrev", Kind.ABBREVIATION),
    ("acronym", Kind.ABBREVIATION),
    ("short", Kind.SHORT),
    ("variant", Kind.VARIANT),
    ("synonym", Kind.VARIANT),
)


def sniff(head: str) -> bool:
    """Return whether a file begins like one of this form."""
    return "<mtf" in head


def read(path: Path) -> Iterator[Concept | Problem]:
    """Yield the concepts of an export. Numbers of MultiTerm are no ids: every termbase counts from 1."""
    opened = XmlSource(path, SHAPE)
    location = str(path)
    for note in opened.notes:
        yield Problem(location, None, note, lost=False)
    languages: Counter[str] = Counter()
    for _, chunk in opened.entries():
        assert isinstance(chunk, Chunk)
        try:
            concept = _concept(fromstring(chunk.text), languages)  # noqa: S314 - no DTD, so nothing to expand
        except (ParseError, ValueError) as error:
            yield Problem(location, chunk.line, f"an entry that cannot be read ({error}); left out")
            continue
        if concept.terms:
            yield concept
        else:
            yield Problem(location, chunk.line, "an entry without a term in a language that is known; left out")
    for name, number in languages.items():
        yield Problem(location, None, f"terms in {name!r}, which names no language, were not read: {number:,}")
    if not opened.complete:
        yield Problem(location, None, "the file breaks off before its end")


def _concept(entry: Element, unknown: Counter[str]) -> Concept:
    terms: list[Term] = []
    for group in entry.iter("languageGrp"):
        language = group.find("language")
        tag = _tag(language)
        if not tag:
            unknown[(language.get("type") if language is not None else "") or "?"] += len(list(group.iter("termGrp")))
            continue
        for number, term in enumerate(group.iter("termGrp")):
            text = " ".join("".join(term.find("term").itertext()).split()) if term.find("term") is not None else ""  # type: ignore[union-attr]
            if text:
                terms.append(_term(text, tag, term, first=number == 0))
    fields = _fields(entry, inside=("languageGrp",))
    notes, definitions, domains, references = [], [], [], []
    for group in entry.iter("languageGrp"):
        fields += _fields(group, inside=("termGrp",))
    for name, value in fields:
        field_meaning = meaning(name)
        field = field_meaning.field if field_meaning is not None else ""
        if field == "definition":
            definitions.append(value)
        elif field == "domain":
            domains.append(value)
        elif field == "reference" or name.lower() == "source":
            references.append(value)
        elif field == "note":
            notes.append(value)
        else:
            notes.append(f"{name}: {value}")
    return Concept(
        generated_id(terms) if terms else "c",
        tuple(terms),
        domain=" / ".join(dict.fromkeys(domains)),
        definition=definitions[0] if definitions else "",
        note="; ".join([*notes, *definitions[1:]]),
        references=tuple(dict.fromkeys(_cited(value) for value in references)),
    )


def _cited(value: str) -> Reference:
    return read_citation(value)


def _term(text: str, tag: str, group: Element, *, first: bool) -> Term:
    status, kind = (Status.PREFERRED, Kind.FULL) if first else (Status.ADMITTED, Kind.VARIANT)
    if tag == "en" and is_acronym(text):
        status, kind = Status.PREFERRED, Kind.ABBREVIATION
    speech, notes = "", []
    for name, value in _fields(group, inside=()):
        field_meaning = meaning(name)
        field = field_meaning.field if field_meaning is not None else ""
        word = status_named(value) if field in ("status", "") else None
        shape = next((shape for key, shape in _KINDS if key in value.lower()), None)
        if field == "status" and word is not None:
            status = word
        elif field == "part-of-speech":
            speech = value
        elif shape is not None and field in ("", "status"):
            kind = shape
        else:
            notes.append(f"{name}: {value}")
    return Term(text, tag, status, kind, speech, note="; ".join(notes))


def _fields(parent: Element, inside: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return (name, text) of the `descrip`s of a group, not those of the groups `inside` it."""
    pairs = []
    for child in parent:
        if child.tag in inside:
            continue
        if child.tag == "descrip":
            text = " ".join("".join(child.itertext()).split())
            if text:
                pairs.append((child.get("type") or "?", text))
        elif child.tag == "descripGrp":
            pairs += _fields(child, inside)
    return pairs


def _tag(language: Element | None) -> str:
    """Return the language of a group: by its tag, else by its name (`Chinese (PRC)`)."""
    if language is None:
        return ""
    named = language_named(language.get("type") or "")
    if named:
        return named
    try:
        return normalise(language.get("lang") or "")
    except ValueError:
        return ""

"""What may be stored at all, and the mending of what comes from files: a termbase that no exchange form chokes on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from termbase.language import normalise
from termbase.model import Concept

# XML 1.0, production [2] Char, turned round: one such character makes OmegaT and Okapi refuse a whole TBX file.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def illegal(text: str) -> int | None:
    """Where the first character stands that no XML file can hold (controls, lone surrogates), or None."""
    found = _ILLEGAL.search(text)
    return found.start() if found else None


def mended(text: str) -> str:
    """The text with a space for each character that no XML file can hold."""
    return _ILLEGAL.sub(" ", text)


def fault(concept: Concept) -> str | None:
    """Why a concept cannot be stored, or None: an empty id or term, a language that is none, an illegal character."""
    if not concept.id.strip():
        return "a concept without an id"
    for what, text in _texts(concept):
        at = illegal(text)
        if at is not None:
            return f"{what} of {mended(concept.id)} holds U+{ord(text[at]):04X} at character {at + 1}, which no exchange file can hold"
    for term in concept.terms:
        if not term.text.strip():
            return f"{concept.id} has an empty term"
        try:
            known = normalise(term.language) == term.language
        except ValueError:
            known = False
        if not known:
            return f"{term.text!r:.40} has {term.language!r}, which is not a language tag in its usual form"
    return None


def _texts(concept: Concept) -> Iterator[tuple[str, str]]:
    """Every text of a concept, with what it is."""
    yield "the id", concept.id
    yield "the domain", concept.domain
    yield "the definition", concept.definition
    yield "the note", concept.note
    yield "a date", concept.valid_from + concept.valid_to
    for reference in concept.references:
        yield "a reference", reference.symbol + reference.title + reference.url
    for link in concept.links:
        yield "a relation", link.concept
    for term in concept.terms:
        yield f"the term {mended(term.text)!r:.40}", term.text
        yield f"the note on {mended(term.text)!r:.40}", term.note + term.reference + term.part_of_speech

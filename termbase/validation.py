"""What may be stored at all, and the mending of what comes from files: a termbase that no exchange form chokes on."""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.language import normalise
from yizhi.termbase.model import Concept
from yizhi.termbase.text.lazy import compiled

# XML 1.0, production [2] Char, turned round: one such character makes OmegaT and Okapi refuse a whole TBX file.
_ILLEGAL = compiled("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def illegal(text: str) -> int | None:
    """Return where the first character stands that no XML file can hold (controls, lone surrogates), or None."""
    match = _ILLEGAL.search(text)
    return match.start() if match else None


def mended(text: str) -> str:
    """Return the text with a space for each character that no XML file can hold."""
    return _ILLEGAL.sub(" ", text)


class Unsound(YizhiError):
    """A concept that cannot be stored."""


def fault(concept: Concept) -> str | None:
    """Return why a concept cannot be stored, or None: an empty id or term, a language that is none, an illegal character."""
    # Most are sound, and there may be a million: one search over everything, and the place only where there is one.
    if _ILLEGAL.search("".join([text for _, text in _texts(concept)])):
        for what, text in _texts(concept):
            offset = illegal(text)
            if offset is not None:
                what = mended(what.format(concept.id))
                return (
                    f"{what} holds U+{ord(text[offset]):04X} at character {offset + 1}, which no exchange file can hold"
                )
    if not concept.id.strip():
        return "a concept without an id"
    for term in concept.terms:
        if not term.text.strip():
            return f"{concept.id} has an empty term"
        if not _usual(term.language):
            return f"{term.text!r:.40} has {term.language!r}, which is not a language tag in its usual form"
    return None


def _usual(tag: str) -> bool:
    try:
        return normalise(tag) == tag
    except ValueError:
        return False


def _texts(concept: Concept) -> Iterator[tuple[str, str]]:
    """Yield every text of a concept, with what it is (`{}` stands for the id)."""
    yield "the id {}", concept.id
    yield "the domain of {}", concept.domain
    yield "the definition of {}", concept.definition
    yield "the note of {}", concept.note
    yield "a date of {}", concept.valid_from + concept.valid_to
    for reference in concept.references:
        yield "a reference of {}", reference.symbol + reference.title + reference.url
    for link in concept.links:
        yield "a relation of {}", link.concept
    for transaction in concept.transactions:
        yield (
            "a transaction of {}",
            transaction.kind + transaction.date + transaction.who + transaction.language + transaction.term,
        )
    for term in concept.terms:
        yield "a term of {}", term.text
        yield "what is said of a term of {}", term.note + term.reference + term.part_of_speech

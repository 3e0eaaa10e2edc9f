"""A word in its contexts in the memory: by what is written, or by a concept in all its forms, its counterparts marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.language import guess, is_chinese
from yizhi.termbase.lookup import Nearness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yizhi.termbase.library import Library
    from yizhi.termbase.model import Concept
    from yizhi.tm.memory.concordance import Concordance
    from yizhi.tm.memory.match import Filter
    from yizhi.tm.memory.memory import TranslationMemory


@dataclass(frozen=True, slots=True)
class ConcordanceQuestion:
    """What is looked for: a text in a language (empty: guessed from it); `concept` asks for all forms of its concept."""

    text: str
    concept: bool = False
    limit: int = 20
    language: str = ""
    only: Filter | None = None


class ConcordanceAnswer(NamedTuple):
    """The words that were sought, the ids of the concepts whose counterparts are marked, the lines, the memory's size."""

    words: tuple[str, ...]
    concepts: tuple[str, ...]
    result: Concordance
    units: int


def concordance_of(question: ConcordanceQuestion, library: Library, memory: TranslationMemory) -> ConcordanceAnswer:
    """Return the contexts of a word. Raise YizhiError for an empty text, and where a concept is wanted and none has the term."""
    from yizhi.tm.memory.concordance import concordance

    if not question.text.strip():
        raise YizhiError("an empty text stands everywhere", hint="give a word")
    concepts = _concepts(library, question)
    language = question.language or guess(question.text)
    words = forms_of(concepts[:1], language, True) if question.concept else []
    words = words or [question.text]
    counterparts = forms_of(concepts, language, False)
    result = concordance(memory, words, counterparts, language, limit=question.limit, only=question.only)
    return ConcordanceAnswer(tuple(words), tuple(concept.id for concept in concepts), result, memory.units())


def _concepts(library: Library, question: ConcordanceQuestion) -> list[Concept]:
    """Return the concepts that have the text as a term (or id)."""
    named = library.concept(question.text)
    concepts = [named] if named is not None else []
    concepts += [
        match.concept
        for match in library.lookup(question.text, 5)
        if match.kind in (Nearness.EXACT, Nearness.NORMALISED)
    ]
    if not concepts:  # a plural, a variant: what the recogniser takes for a term, the whole of it
        concepts = _recognised(library, question.text.strip())
    if question.concept and not concepts:
        raise YizhiError(f"no concept has the term {question.text!r}", hint="`yizhi lookup` finds near ones")
    return concepts


def _recognised(library: Library, text: str) -> list[Concept]:
    """Return the concept of a term that makes up the whole of a text in one of its forms."""
    from yizhi.termbase.recognition.recogniser import Recogniser

    hits = [hit for hit in Recogniser.of(library).hits(text, guess(text)) if hit.end - hit.start == len(text)]
    concepts = [library.concept(hit.concept) for hit in hits]
    return [concept for concept in concepts if concept is not None]


def forms_of(concepts: Sequence[Concept], language: str, same: bool) -> list[str]:
    """Return the written forms of some concepts in a language, or (not `same`) in the others; the longest first."""
    from yizhi.termbase.recognition.forms import forms
    from yizhi.tm.memory.approved import same_language

    written: dict[str, None] = {}
    for concept in concepts:
        for term in concept.terms:
            if same_language(term.language, language) is same:
                every = [term.text] if is_chinese(term.language) else forms(term.text)
                written.update(dict.fromkeys(every))
    return sorted(written, key=len, reverse=True)

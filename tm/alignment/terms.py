"""A termbase's own terms as a lexicon: the strongest evidence there is that two sentences say the same."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from yizhi.termbase import cache
from yizhi.termbase.lexicon import bilingual, english
from yizhi.termbase.lexicon.bilingual import Lexicon
from yizhi.termbase.lexicon.cedict import KIND, cedict
from yizhi.termbase.model import Concept, Status


class AlignmentTerms(Protocol):
    """What is needed of a termbase; `termbase.library.Library` is one."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever a term does."""

    def concepts(self) -> Iterable[Concept]:
        """Return all concepts."""


def term_lexicon(terms: AlignmentTerms) -> Lexicon:
    """Return the terms as a lexicon, from the user's cache where it has them."""
    code = cache.code_key(Path(__file__), Path(english.__file__), Path(bilingual.__file__))
    key = cache.key("terms", terms.fingerprint, code)
    lexicon = cache.load(KIND, key, bilingual.load)
    if lexicon is None:
        lexicon = _compile(terms)
        cache.write(KIND, key, bilingual.dump(lexicon))
    return lexicon


def _compile(terms: AlignmentTerms) -> Lexicon:
    scripts = bilingual.script_map(cedict())
    glosses: dict[str, dict[str, None]] = {}
    for concept in terms.concepts():
        # A forbidden form still says what a sentence is about; one that was only proposed may be wrong.
        usable = [term for term in concept.terms if term.status is not Status.PROPOSED]
        translations = dict.fromkeys(term.text for term in usable if term.language == "en")
        for term in usable:
            if term.language.startswith("zh") and translations:
                glosses.setdefault(term.text.translate(scripts), {}).update(translations)
    return bilingual.compile_glosses(glosses)

"""A termbase's own terms as a lexicon: the strongest evidence there is that two sentences say the same."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from termbase import cache
from termbase.model import Concept, Status
from tm.alignment import english, lexicon
from tm.alignment.cedict import KIND, cedict
from tm.alignment.lexicon import Lexicon


class Terms(Protocol):
    """What is needed of a termbase; `termbase.library.Library` is one."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever a term does."""

    def concepts(self) -> Iterable[Concept]:
        """All concepts."""


def term_lexicon(terms: Terms) -> Lexicon:
    """The terms as a lexicon, from the user's cache where it has them."""
    code = cache.code_key(Path(__file__), Path(english.__file__), Path(lexicon.__file__))
    key = cache.key("terms", terms.fingerprint, code)
    kept = cache.path(KIND, key)
    found = lexicon.load(kept) if kept else None
    if found is None:
        found = _compile(terms)
        cache.write(KIND, key, lexicon.dump(found))
    return found


def _compile(terms: Terms) -> Lexicon:
    scripts = lexicon.script_map(cedict())
    glosses: dict[str, dict[str, None]] = {}
    for concept in terms.concepts():
        # A forbidden form still says what a sentence is about; one that was only proposed may be wrong.
        known = [term for term in concept.terms if term.status is not Status.PROPOSED]
        translations = dict.fromkeys(term.text for term in known if term.language == "en")
        for term in known:
            if term.language.startswith("zh") and translations:
                glosses.setdefault(term.text.translate(scripts), {}).update(translations)
    return lexicon.compile_glosses(glosses)

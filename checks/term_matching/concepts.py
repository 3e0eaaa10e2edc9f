"""The concepts behind hits, and which concepts answer for which: one per termbase, everything looked up once."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from yizhi.termbase.language import EN, is_chinese
from yizhi.termbase.lexicon.families import families
from yizhi.termbase.model import Relation, Status, Strictness
from yizhi.termbase.text.lazy import compiled

if TYPE_CHECKING:
    from yizhi.checks.document import RecognisedSegment
    from yizhi.termbase.library import Library
    from yizhi.termbase.model import Term
    from yizhi.termbase.recognition.hit import Hit

_ANSWERS = frozenset({Relation.BROADER, Relation.REPLACED_BY, Relation.HOMONYM})
"""Relations by which one concept may rightly be rendered by the other's term."""
PLACES = frozenset({"geography", "country", "countries", "place", "places"})
"""What lists call the subject of countries and other places."""
_OFFICE = (
    "秘书长", "专员", "总干事", "主任", "主席", "总裁", "协调员", "报告员", "专家", "代表", "特使", "顾问", "司令", "法官", "检察官", "行长", "总监",
)  # fmt: skip
_COMPOSITE = compiled(r"[,，、]|包括|\bincluding\b")
_JOINED = compiled(r"[,，、]|(?<!共)和(?!国)|包括|\b(?:including|and)\b")
"""What a name of several places has, of which each answers for itself: Abkhazia, Georgia; Asia and the Pacific."""
_INVERTED = compiled(r" of(?: the)?(?:[,)]|\Z)")
"""What shows that a name is turned around: Congo, Republic of the."""
_PARTS = 2
"""Places in a name of which each answers for itself."""
_REGION = compiled(r"(?:Latin|Ibero|Inter|Pan|Trans|Meso|Central|South|North)[ -]\Z", re.IGNORECASE)
_REGION_LONGEST = 10
"""Characters of the longest of these."""
_PENINSULA = compiled(r" (?:[Pp]eninsula|continent)\b")
_WIDE = ("American", "Korean")
"""What makes of a country's adjective that of a region or of another country: Latin American, south Korean, Korean peninsula."""
_WORDS = compiled(r"[A-Za-z]+")
_HEAD_ENDS = compiled(r"[,(]| (?:of|on|for|to|in|from|with|by|against|at|between|among|within|concerning|regarding) ")


_is_chinese = lru_cache(is_chinese)
"""There are few tags, and they are asked about for each hit."""


def ids(hit: Hit) -> set[str]:
    """Return the concepts that a hit may stand for."""
    return {hit.concept, *(concept for concept, _ in hit.homonyms)} if hit.homonyms else {hit.concept}


class Concepts:
    """What the rules ask about concepts, by id."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._forms: dict[tuple[str, str], tuple[str, ...]] = {}
        self._families: dict[str, tuple[frozenset[str], ...]] = {}
        self._near: dict[str, frozenset[str]] = {}
        self._places: dict[str, bool] = {}
        self._others: set[str] = set()
        self._names: dict[str, bool] = {}
        self._heads: dict[tuple[str, str], frozenset[str]] = {}
        self._joined: dict[tuple[str, str], frozenset[str]] = {}

    def forms(self, concept: str, lang: str) -> tuple[str, ...]:
        """Return the valid terms of a concept in `zh` or `en`."""
        cached = self._forms.get((concept, lang))
        if cached is None:
            concept_entry = self.library.concept(concept)
            terms = concept_entry.in_language("zh" if lang == "zh" else EN) if concept_entry else ()
            cached = self._forms[concept, lang] = tuple(term.text for term in terms if term.status.valid)
        return cached

    def unused(self, concept: str, lang: str) -> list[str]:
        """Return the terms of a concept in `zh` or `en` that are not to be used."""
        concept_entry = self.library.concept(concept)
        terms = concept_entry.in_language("zh" if lang == "zh" else EN) if concept_entry else ()
        return [term.text for term in terms if not term.status.valid and term.status is not Status.PROPOSED]

    def heads(self, concept: str, lang: str) -> frozenset[str]:
        """Return what later mentions keep of the names of a concept."""
        cached = self._heads.get((concept, lang))
        if cached is None:
            heads_value = (head(form, lang) for form in self.forms(concept, lang))
            cached = self._heads[concept, lang] = frozenset(filter(None, heads_value))
        return cached

    def families(self, concept: str) -> tuple[frozenset[str], ...]:
        """Return the families of the words of each valid English term."""
        cached = self._families.get(concept)
        if cached is None:
            sets = {frozenset(families(form)) for form in self.forms(concept, "en")}
            cached = self._families[concept] = tuple(family for family in sets if family)
        return cached

    def near(self, concept: str) -> frozenset[str]:
        """Return a concept and those that may answer for it. (Only the first concept of a hit is asked about: Congo and the
        Democratic Republic of the Congo share an adjective, and are two countries.)"""
        cached = self._near.get(concept)
        if cached is None:
            concept_entry = self.library.concept(concept)
            links = concept_entry.links if concept_entry else ()
            # Two countries of one name are two countries: what is ambiguous in a text has both as its meanings.
            answers = _ANSWERS - {Relation.HOMONYM} if self.is_place_concept(concept) else _ANSWERS
            cached = frozenset([concept, *(link.concept for link in links if link.relation in answers)])
            self._near[concept] = cached
        return cached

    def is_name(self, hit: Hit) -> bool:
        """Return whether a hit is a name: by the termbase, or, where a list does not say, by the capitals of its English."""
        if hit.strictness is Strictness.NAME:
            return True
        cached = self._names.get(hit.concept)
        if cached is None:
            forms = [form for form in self.forms(hit.concept, "en") if len(form) > 1]
            cached = self._names[hit.concept] = bool(forms) and all(map(_capitalised, forms))
        return cached

    def is_place(self, hit: Hit) -> bool:
        """Return whether a hit is the name of a country or another place."""
        return self.is_place_concept(hit.concept) and self.is_name(hit)

    def is_place_concept(self, concept: str) -> bool:
        """Return whether a concept is a country or another place."""
        cached = self._places.get(concept)
        return self._place(concept) if cached is None else cached

    def _place(self, concept: str) -> bool:
        return self._note_place(concept, self.library.domain(concept))

    def _note_place(self, concept: str, domain: str) -> bool:
        is_place = self._places[concept] = domain.casefold() in PLACES
        if not is_place:
            self._others.add(concept)
        return is_place

    def expect(self, ids: set[str]) -> None:
        """Learn which of some concepts are places, in few questions: `is_place_concept` will be asked about them."""
        for concept, domain in self.library.domains(ids - self._places.keys()).items():
            self._note_place(concept, domain)

    def answering(self, side: RecognisedSegment) -> set[str]:
        """Return the concepts that may answer for a place: those of `meant`, without a place inside the name of another (Guinea in Guinea-Bissau)."""
        concepts: set[str] = set()
        parts: frozenset[tuple[int, int]] | None = None
        for hit in side.all_hits:
            if hit.covered and self.is_place(hit):
                parts = self.mere_parts(side) if parts is None else parts
                if (hit.start, hit.end) in parts:
                    continue
            concepts |= ids(hit)
        return concepts

    def mere_parts(self, side: RecognisedSegment) -> frozenset[tuple[int, int]]:
        """Return where places stand that are only part of another's name."""
        places = [hit for hit in side.all_hits if self.is_place(hit)]
        inner = sorted((hit for hit in places if hit.covered), key=attrgetter("start"))
        starts = [hit.start for hit in inner]
        mere: set[tuple[int, int]] = set()
        for holder in places:
            if _COMPOSITE.search(holder.text):
                continue
            among = inner[bisect_left(starts, holder.start) : bisect_left(starts, holder.end)]
            within = [hit for hit in among if hit.end <= holder.end and len(hit.text) < len(holder.text)]
            if not self._joins(holder, len({hit.concept for hit in within})):
                forms = self.forms(holder.concept, side.lang)
                mere |= {(hit.start, hit.end) for hit in within if hit.term.text not in forms}
        return frozenset(mere)

    def _joins(self, holder: Hit, parts: int) -> bool:
        """Return whether a name joins so many other places, each of which answers for itself."""
        forms = (*self.forms(holder.concept, "zh"), *self.forms(holder.concept, "en"))
        return parts >= _PARTS and any(map(_JOINED.search, forms))

    def parts(self, concept: str, lang: str) -> frozenset[str]:
        """Return what the names of a place in a language are joined of: Asia, Pacific."""
        cached = self._joined.get((concept, lang))
        if cached is None:
            forms = [form for form in self.forms(concept, lang) if not _INVERTED.search(form)]
            pieces = (part.strip().removeprefix("the ") for form in forms for part in _JOINED.split(form))
            cached = frozenset(pieces).difference(forms)
            self._joined[concept, lang] = cached
        return cached

    def of_region(self, hit: Hit, side: RecognisedSegment) -> bool:
        """Return whether a country's adjective is part of a region's or another country's: Latin American, south Korean, Korean peninsula."""
        if not hit.text.endswith(_WIDE):
            return False
        before = _REGION.search(side.text, max(0, hit.start - _REGION_LONGEST), hit.start)
        return before is not None or _PENINSULA.match(side.text, hit.end) is not None

    def is_office(self, hit: Hit) -> bool:
        """Return whether a hit names somebody by the office: a Secretary-General, a Special Rapporteur."""
        return any(form.endswith(_OFFICE) for form in self.forms(hit.concept, "zh"))

    def has_place(self, side: RecognisedSegment) -> bool:
        """Return whether a place may be among the terms of a text: a quick answer for the many texts without one."""
        return not side.concepts <= self._others and any(map(self.is_place, side.hits))

    def is_adjective(self, hit: Hit) -> bool:
        """Return whether a hit is the adjective of a place: listed as a form of the name (Cypriot), but nothing to insist on."""
        return (
            hit.term.status is Status.ADMITTED
            and not chinese(hit)
            and hit.text.isalpha()
            and not hit.text.isupper()
            and self.is_place(hit)
        )

    def official(self, hit: Hit, lang: str) -> str | None:
        """Return what to write for a hit in the other language: the preferred form, of the same kind where there is one."""
        concept_entry = self.library.concept(hit.concept)
        if concept_entry is None:
            return None
        terms = [
            term for term in concept_entry.in_language("zh" if lang == "zh" else EN) if term.status is Status.PREFERRED
        ]
        alike = [term for term in terms if term.kind is hit.term.kind]
        preferred = concept_entry.preferred("zh" if lang == "zh" else EN)
        return alike[0].text if alike else preferred.text if preferred else None

    def abbreviations(self, concept: str, lang: str) -> list[Term]:
        """Return the valid abbreviations of a concept in a language."""
        concept_entry = self.library.concept(concept)
        terms = concept_entry.in_language("zh" if lang == "zh" else EN) if concept_entry else ()
        return [term for term in terms if term.kind.value == "abbreviation" and term.status.valid]


@lru_cache(maxsize=2)
def concepts(library: Library) -> Concepts:
    """Return the concepts of a termbase."""
    return Concepts(library)


def head(name: str, lang: str) -> str:
    """Return what a later mention keeps of a name: `Office` of the United Nations Office on …, 公约 of 《…公约》."""
    if lang == "zh":
        return name[-2:] if len(name) > 3 else ""
    words = _HEAD_ENDS.split(f"{name} ", maxsplit=1)[0].split()
    return words[-1] if words and words[-1][:1].isupper() and len(words[-1]) > 3 else ""


def _capitalised(form: str) -> bool:
    """Return whether every word of some length begins with a capital."""
    words = [word for word in _WORDS.findall(form) if len(word) > 3 or word.isupper()]
    return bool(words) and all(word[0].isupper() for word in words)


def chinese(hit: Hit) -> bool:
    """Return whether a hit is Chinese."""
    return _is_chinese(hit.language)

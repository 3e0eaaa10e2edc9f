"""The data categories of TBX: what stands for our statuses and kinds, and which of them a dialect has at which level.

Source: ISO 30042:2019; the modules Min, Basic and Linguist 1.0 of LTAC (names, levels, permitted values).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from yizhi.termbase.model import Kind, Relation, Status, Term

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
MODULES = {
    "min": "http://www.tbxinfo.net/ns/min",
    "basic": "http://www.tbxinfo.net/ns/basic",
    "ling": "http://www.tbxinfo.net/ns/linguist",
}

CONCEPT, LANGUAGE, TERM = "concept", "language", "term"


@dataclass(frozen=True, slots=True)
class Category:
    """A data category: its element in DCA style, the module that has it, its levels, and its values where they are limited."""

    element: str
    module: str
    levels: frozenset[str]
    values: frozenset[str] = frozenset()


def _category(element: str, module: str, levels: str, values: str = "") -> Category:
    return Category(element, module, frozenset(levels.split()), frozenset(values.split()))


_MIN = {
    "subjectField": _category("descrip", "min", "concept"),
    "customerSubset": _category("admin", "min", "concept term"),
    "externalCrossReference": _category("xref", "min", "concept language term"),
    "administrativeStatus": _category(
        "termNote",
        "min",
        "term",
        "preferredTerm-admn-sts admittedTerm-admn-sts deprecatedTerm-admn-sts supersededTerm-admn-sts",
    ),
    "partOfSpeech": _category("termNote", "min", "term", "noun verb adjective adverb other"),
}
_BASIC = {
    "definition": _category("descrip", "basic", "concept language"),
    "context": _category("descrip", "basic", "term"),
    "source": _category("admin", "basic", "concept language term"),
    "projectSubset": _category("admin", "basic", "concept term"),
    "crossReference": _category("ref", "basic", "concept term"),
    "xGraphic": _category("xref", "basic", "concept language"),
    "geographicalUsage": _category("termNote", "basic", "term"),
    "grammaticalGender": _category("termNote", "basic", "term", "masculine feminine neuter other"),
    "termLocation": _category(
        "termNote",
        "basic",
        "term",
        "checkBox comboBox comboBoxElement dialogBox groupBox informativeMessage interactiveMessage menuItem progressBar "
        "pushButton radioButton slider spinBox tab tableText textBox toolTip user-definedType",
    ),
    # Who did what when, at every level; of no level here, for no line of a note stands for it.
    "transactionType": _category("transac", "basic", ""),
    "responsibility": _category("transacNote", "basic", ""),
    "termType": _category("termNote", "basic", "term", "fullForm acronym abbreviation shortForm variant phrase"),
}
_LINGUIST = {
    "reading": _category("admin", "ling", "term"),
    "grammaticalNumber": _category("termNote", "ling", "term", "singular plural dual mass otherNumber"),
    "register": _category(
        "termNote",
        "ling",
        "term",
        "colloquialRegister neutralRegister technicalRegister in-houseRegister bench-levelRegister slangRegister "
        "vulgarRegister",
    ),
    "transferComment": _category("termNote", "ling", "term"),
}
DIALECTS = {
    "core": ("TBX-Core", dict[str, Category]()),
    "min": ("TBX-Min", _MIN),
    "basic": ("TBX-Basic", _MIN | _BASIC),
    "linguist": ("TBX-Linguist", _MIN | _BASIC | _LINGUIST),
}
"""{what `--dialect` calls it: (its name, its data categories)}."""

WRITTEN_STATUS = {
    Status.PREFERRED: "preferredTerm-admn-sts",
    Status.ADMITTED: "admittedTerm-admn-sts",
    Status.DEPRECATED: "deprecatedTerm-admn-sts",
    Status.FORBIDDEN: "deprecatedTerm-admn-sts",
}
"""TBX knows no forbidden terms: the nearest is deprecated. Proposed ones are not written, for a client would offer them."""

READ_STATUS = {
    "preferredterm": Status.PREFERRED,
    "preferred": Status.PREFERRED,
    "standardizedterm": Status.PREFERRED,
    "legalterm": Status.PREFERRED,
    "regulatedterm": Status.PREFERRED,
    "admittedterm": Status.ADMITTED,
    "admitted": Status.ADMITTED,
    "approved": Status.ADMITTED,
    "deprecatedterm": Status.DEPRECATED,
    "deprecated": Status.DEPRECATED,
    "notrecommended": Status.DEPRECATED,
    "obsolete": Status.DEPRECATED,
    "supersededterm": Status.DEPRECATED,
    "superseded": Status.DEPRECATED,
    "forbidden": Status.FORBIDDEN,
    "forbiddenterm": Status.FORBIDDEN,
    "proposedterm": Status.PROPOSED,
    "proposed": Status.PROPOSED,
    "suggestedterm": Status.PROPOSED,
}
STATUS_CATEGORIES = ("administrativeStatus", "usageStatus", "normativeAuthorization", "termStatus")

READ_KIND = {
    "fullForm": Kind.FULL,
    "entryTerm": Kind.FULL,
    "shortForm": Kind.SHORT,
    "acronym": Kind.ABBREVIATION,
    "abbreviation": Kind.ABBREVIATION,
    "abbreviatedForm": Kind.ABBREVIATION,
    "initialism": Kind.ABBREVIATION,
    "clippedTerm": Kind.SHORT,
    "variant": Kind.VARIANT,
    "synonym": Kind.VARIANT,
}

READ_RELATION = {
    "crossReference": Relation.RELATED,
    "relatedConcept": Relation.RELATED,
    "associatedConcept": Relation.RELATED,
    "seeAlso": Relation.RELATED,
    "see": Relation.RELATED,
    "broaderConceptGeneric": Relation.BROADER,
    "broaderConceptPartitive": Relation.BROADER,
    "superordinateConceptGeneric": Relation.BROADER,
    "superordinateConceptPartitive": Relation.BROADER,
    "homograph": Relation.HOMONYM,
}


def written_kind(term: Term) -> str:
    """Return the value of `termType`."""
    if term.kind is Kind.ABBREVIATION:
        return "acronym" if term.text.isascii() and term.text.upper() == term.text else "abbreviation"
    return {Kind.FULL: "fullForm", Kind.SHORT: "shortForm", Kind.VARIANT: "variant"}[term.kind]


def status_of(value: str) -> Status | None:
    """Our status for a value of a status category, in any of the spellings that files use."""
    return READ_STATUS.get(value.strip().removesuffix("-admn-sts").replace(" ", "").casefold())


def with_statuses(terms: list[tuple[Term, bool]]) -> tuple[Term, ...]:
    """Return the terms of an entry: where a file says no status (False), the first of its language and kind is preferred, the rest admitted."""
    if all(statuses for _, statuses in terms):
        return tuple(term for term, _ in terms)
    seen = {(term.language, term.kind) for term, statuses in terms if statuses and term.status is Status.PREFERRED}
    terms_with_status = []
    for term, statuses in terms:
        if not statuses:
            status = Status.ADMITTED if (term.language, term.kind) in seen else Status.PREFERRED
            seen.add((term.language, term.kind))
            terms_with_status.append(replace(term, status=status))
        else:
            terms_with_status.append(term)
    return tuple(terms_with_status)

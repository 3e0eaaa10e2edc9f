"""Hypothesis strategies for concepts: everything that may be stored, the odd as well as the usual."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from yizhi.termbase.model import Concept, Kind, Link, Reference, Relation, Status, Strictness, Term, Transaction
from yizhi.termbase.validation import illegal

_LETTERS = st.sampled_from("联合国大会毒品贩运人口公約约ＡＢabcABC 12|\t\n\"',;=-、（）《》—·\U00020000é")
TEXT = st.one_of(st.text(_LETTERS, max_size=12), st.text(max_size=8)).filter(lambda text: illegal(text) is None)
SOLID = TEXT.filter(lambda text: bool(text.strip()))
LANGUAGES = st.sampled_from(["zh-Hans", "zh-Hant", "en", "fr", "pt-BR"])

TERMS = st.builds(
    Term,
    text=SOLID,
    language=LANGUAGES,
    status=st.sampled_from(Status),
    kind=st.sampled_from(Kind),
    part_of_speech=st.sampled_from(["", "noun"]),
    case_sensitive=st.sampled_from([None, True, False]),
    note=TEXT,
    reference=TEXT,
)


_TOLD = st.tuples(
    st.sampled_from(["origination", "modification", "approval"]),
    st.sampled_from(["", "2018-04-19", "2018-04-19T10:11:12+00:00", "2018-04-19T10:11:12Z", "2018-02-30", "spring"]),
    st.sampled_from(["", " ", "林", "wei & <co>", " a\r\n b"]),
    st.integers(0, 9),
)


def _with(concept: Concept, told: list[tuple[str, str, str, int]]) -> Concept:
    """With accounts of the concept, of its languages, of its terms, and of what it does not have."""
    places = [("", ""), ("fr", ""), ("en", "nowhere"), *((term.language, "") for term in concept.terms)]
    places += [(term.language, term.text) for term in concept.terms]
    made = (Transaction(kind, date, who, *places[at % len(places)]) for kind, date, who, at in told)
    return replace(concept, transactions=tuple(made))


CONCEPTS = st.builds(
    _with,
    st.builds(
        Concept,
        id=SOLID,
        terms=st.lists(TERMS, max_size=4).map(tuple),
        domain=TEXT,
        definition=TEXT,
        note=TEXT,
        references=st.lists(st.builds(Reference, symbol=TEXT, title=TEXT, url=TEXT), max_size=2).map(tuple),
        links=st.lists(st.builds(Link, relation=st.sampled_from(Relation), concept=SOLID), max_size=2).map(tuple),
        strictness=st.sampled_from(Strictness),
        valid_from=st.sampled_from(["", "2018", "2018-04-19"]),
        valid_to=st.sampled_from(["", "2020"]),
    ),
    st.lists(_TOLD, max_size=2),
)
SEVERAL = st.lists(CONCEPTS, max_size=4, unique_by=lambda concept: concept.id)


def simple(id_: str, zh: str = "", en: str = "", **fields: object) -> Concept:
    """A concept with one term a language."""
    terms = [Term(text, tag) for text, tag in ((zh, "zh-Hans"), (en, "en")) if text]
    return Concept(id_, tuple(terms), **fields)  # type: ignore[arg-type]

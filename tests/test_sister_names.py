"""Official names of the built-in termbase, each translated by its most similar sister: the error that a reader forgives least.

The sisters are worked out from the tables: of all names, the one that shares most words (by family, in English). Each pair stands
in a sentence of its own, both ways. Half a minute: run with `pytest -m slow`.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from yizhi.checks import registry
from yizhi.checks.model import Severity
from yizhi.checks.parallel import Tools
from yizhi.checks.runner import Selection, check
from yizhi.termbase.lexicon.families import families
from yizhi.termbase.library import Library
from yizhi.termbase.model import Concept, Strictness
from yizhi.tm.model import Draft, Segment, Unit

WORDS, SHARED = 3, 0.34
"""Words of a name that is compared, and the share of them that sisters have in common."""
TAGS = {"zh": "zh-Hans", "en": "en"}
RULES = ("term-replaced", "term-missing", "term-extra", "abbreviation-mismatch", "name-near-miss", "organ-or-post")
LEAST = {"zh": 0.96, "en": 0.93}
"""The part of the sisters that is warned of, by the language of the source."""
pytestmark = pytest.mark.slow


class Name(NamedTuple):
    """An official name in both languages, and the families of its English words."""

    zh: str
    en: str
    words: frozenset[str]


def _names(library: Library) -> list[Name]:
    found: dict[str, Name] = {}
    for identifier in {concept for concept, strictness, _ in library.terms() if strictness is Strictness.NAME}:
        concept = library.concept(identifier)
        name = _name(concept) if concept else None
        if name and len(name.words) >= WORDS:
            found[name.en] = name
    return [found[key] for key in sorted(found)]


def _name(concept: Concept) -> Name | None:
    zh, en = concept.preferred("zh"), concept.preferred("en")
    if zh is None or en is None or concept.domain in {"countries", "geography", "symbols"}:
        return None
    return Name(zh.text, en.text, frozenset(families(en.text)))


def _sister(name: Name, names: list[Name]) -> Name | None:
    """The most similar other name, if it is similar enough and neither is inside the other."""
    others = [one for one in names if not (one.words <= name.words or name.words <= one.words)]
    best = max(others, key=lambda one: (_likeness(name, one), one.en), default=None)
    return best if best and _likeness(name, best) >= SHARED else None


def _likeness(one: Name, other: Name) -> float:
    return len(one.words & other.words) / len(one.words | other.words)


@pytest.mark.parametrize("source", ["zh", "en"])
def test_a_name_in_the_place_of_its_sister_is_warned_of(source: str) -> None:
    recogniser, context = Tools().open()
    names = _names(context.library)
    pairs = [(name, sister) for name in names if (sister := _sister(name, names))]
    assert len(pairs) > 200
    units = []
    for number, (name, sister) in enumerate(pairs):
        mine, theirs = (name, sister) if source == "zh" else (sister, name)
        texts = {"zh": f"报告提到{mine.zh}。", "en": f"The report refers to the {theirs.en}."}
        segments = [Segment(texts[side], TAGS[side]) for side in (("zh", "en") if source == "zh" else ("en", "zh"))]
        units.append(Unit(str(number), *segments, document=str(number)))
    target = "en" if source == "zh" else "zh"
    draft = Draft("sisters.tsv", "table", TAGS[source], TAGS[target], tuple(units))
    selection = Selection(tuple(registry.rule(rule) for rule in RULES), {})
    findings = check(draft, recogniser, context, selection)
    warned = {finding.unit for finding in findings if finding.severity is not Severity.INFO}
    missed = [f"{name.zh} | {sister.en}" for number, (name, sister) in enumerate(pairs) if str(number) not in warned]
    share = 1 - len(missed) / len(pairs)
    assert share >= LEAST[source], (share, missed[:40])

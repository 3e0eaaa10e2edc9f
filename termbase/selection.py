"""Choosing concepts by what they are: `domain=crime`, `status=proposed`, `reference=A/RES/*`, `valid=2019`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fnmatch import translate

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.formats.citation import write_citation
from yizhi.termbase.model import Concept
from yizhi.termbase.records import dataclass

_VALUES: dict[str, Callable[[Concept], Iterable[str]]] = {
    "id": lambda concept: (concept.id,),
    "domain": lambda concept: (concept.domain,),
    "definition": lambda concept: (concept.definition,),
    "note": lambda concept: (concept.note,),
    "strictness": lambda concept: (concept.strictness.value,),
    "status": lambda concept: (term.status.value for term in concept.terms),
    "kind": lambda concept: (term.kind.value for term in concept.terms),
    "language": lambda concept: (term.language for term in concept.terms),
    "term": lambda concept: (term.text for term in concept.terms),
    "reference": lambda concept: map(write_citation, concept.references),
}
_CONDITION = re.compile(r"\s*([a-z-]+)\s*(!?=)(.*)", re.DOTALL)
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a concept must be. `*` and `?` stand for any characters; without case."""

    field: str
    pattern: str
    negated: bool = False

    def holds(self, concept: Concept) -> bool:
        """Return whether a concept is so: one of its values is enough; negated: none may be."""
        if self.field == "valid":
            return _valid_at(concept, self.pattern) is not self.negated
        expression = re.compile(translate(self.pattern.lower()))
        return any(expression.match(value.lower()) for value in _VALUES[self.field](concept)) is not self.negated


def conditions(texts: Iterable[str]) -> tuple[Condition, ...]:
    """Conditions as people write them, several with commas between. Raise YizhiError for what is none."""
    parsed = []
    for part in (piece for text in texts for piece in re.split(r",\s*(?=[a-z-]+\s*!?=)", text)):
        match = _CONDITION.fullmatch(part)
        names = (*_VALUES, "valid")
        if match is None or match[1] not in names:
            raise YizhiError(
                f"{part.strip()!r:.60} is no condition", hint=f"FIELD=VALUE with one of {', '.join(names)}"
            )
        value = match[3].strip()
        if match[1] == "valid" and not _DATE.fullmatch(value):
            raise YizhiError(f"{value!r:.40} is no date", hint="write 2018, 2018-04 or 2018-04-19")
        parsed.append(Condition(match[1], value, match[2] == "!="))
    return tuple(parsed)


def chosen(concept: Concept, required: Iterable[Condition]) -> bool:
    """Return whether all the conditions hold."""
    return all(condition.holds(concept) for condition in required)


def _valid_at(concept: Concept, date: str) -> bool:
    """Return whether a concept was in use at some time of a year, month or day."""
    begun = not concept.valid_from or concept.valid_from[: len(date)] <= date
    return begun and (not concept.valid_to or concept.valid_to[: len(date)] >= date[: len(concept.valid_to)])

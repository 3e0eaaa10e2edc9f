"""The name of a country or another place is another one in the translation, is missing there, has no source, or is unofficial.

Adjectives and nationals may render a name (Afghan for 阿富汗), and so may any listed name of the place. Names that the
Organization does not use are found in texts of one language too, each once a document (its other places are information). Where the source keeps to one form of a name, the short
or the formal one, and the translation has both in one document, that is information; and so is a country that Chinese names
where the English points at it (the Government, its President), and an unofficial name for one in the source.

Why: a wrong country is the error that delegations notice first.

Example: 斯洛文尼亚翻修了三座火车站。 | Slovakia renovated three railway stations.
Better: 斯洛文尼亚翻修了三座火车站。 | Slovenia renovated three railway stations.

Source: UNTERM, country names; Standard Country or Area Codes for Statistical Use (M49).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from yizhi.checks.context import Context
from yizhi.checks.document import TARGET, Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.term_matching.avoided_terms import avoided
from yizhi.checks.term_matching.concepts import Concepts, concepts
from yizhi.checks.term_matching.messages import PLACE, issues
from yizhi.termbase.model import Status

if TYPE_CHECKING:
    from yizhi.checks.document import RecognisedSegment, RecognisedUnit
    from yizhi.termbase.recognition.hit import Hit

_FORMAL = (
    "Republic",
    "Kingdom",
    "State of",
    "Federation",
    "Commonwealth of",
    "共和国",
    "王国",
    "联邦",
    "大公国",
    "酋长国",
)
_TIMES = 2
"""So many times as often as the other form must the source's form be used to be the document's own."""


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one file."""
    told: set[tuple[str, str | None]] = set()
    for status, severity in ((Status.DEPRECATED, Severity.WARNING), (Status.FORBIDDEN, Severity.ERROR)):
        for issue in avoided(document, context, status, places=True):
            mark = issue.mark
            name = mark.view.unit.document, issue.suggestion
            again = name in told and not document.bilingual  # an author's own name for a country
            told.add(name)
            yield issue._replace(severity=Severity.INFO if again else issue.severity or severity)
    if document.bilingual:
        yield from chain(issues(document, context, None, PLACE), _mixed(document, concepts(context.library)))


def _mixed(document: Document, glossary: Concepts) -> Iterator[Issue]:
    """Yield the rarer of two forms of a country's name that a document mixes though its source does not."""
    used: dict[tuple[str, str], dict[bool, list[tuple[RecognisedUnit, Hit]]]] = defaultdict(lambda: defaultdict(list))
    for view, _, target in document.pairs():
        if glossary.has_place(target):
            for hit, formal in _countries(target, glossary):
                used[view.unit.document, hit.concept][formal].append((view, hit))
    # Few documents mix forms, so what their sources do is asked afterwards.
    mixed = {key for key, forms in used.items() if len(forms) > 1}
    theirs = _forms_of_sources(document, mixed, glossary) if mixed else {}
    for key in theirs:
        if len(theirs[key]) != 1:
            continue
        forms = used[key]
        (wanted,) = theirs[key]
        if len(forms[wanted]) < _TIMES * len(forms[not wanted]):
            continue
        better = forms[wanted][0][1].text
        for view, hit in forms[not wanted]:
            yield Issue(
                Mark(view, TARGET, hit.start, hit.end),
                f"“{hit.text}” and “{better}” stand for one country in this document; the source has one form",
                suggestion=better,
                concept=hit.concept,
                severity=Severity.INFO,
            )


def _forms_of_sources(
    document: Document, wanted: set[tuple[str, str]], glossary: Concepts
) -> dict[tuple[str, str], set[bool]]:
    """Return which forms (formal: True) the sources of a document have of the countries that are asked about."""
    out: dict[tuple[str, str], set[bool]] = {}
    for view, source, _ in document.pairs():
        for hit, formal in _countries(source, glossary) if glossary.has_place(source) else ():
            if (key := (view.unit.document, hit.concept)) in wanted:
                out.setdefault(key, set()).add(formal)
    return out


def _countries(side: RecognisedSegment, glossary: Concepts) -> Iterator[tuple[Hit, bool]]:
    """Yield the names of countries in a text that have two forms, and whether each is the formal one."""
    for hit in side.hits:
        if not glossary.is_place(hit) or not hit.term.status.valid or glossary.is_adjective(hit):
            continue
        forms = {_is_formal(form) for form in glossary.forms(hit.concept, side.lang)}
        if len(forms) > 1:
            yield hit, _is_formal(hit.text)


@lru_cache(maxsize=4096)
def _is_formal(form: str) -> bool:
    return any(mark in form for mark in _FORMAL)


RULE = Rule("country-name", Severity.ERROR, ("zh",), check, across=True, tallied=True)

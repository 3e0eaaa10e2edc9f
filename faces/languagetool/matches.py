"""Findings as the matches of LanguageTool's protocol."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from yizhi.checks import registry
from yizhi.checks.model import Finding, Severity
from yizhi.faces.languagetool.annotated_text import AnnotatedText, units
from yizhi.faces.languagetool.form import CheckParameters
from yizhi.termbase.text import sentences

CONTEXT = 40
"""Characters on either side that are shown with a match."""
MOST_SUGGESTIONS = 10
_SHORT = 60
_BILINGUAL = 2


class RuleCategory(NamedTuple):
    """What a room of rules is called for clients, and its type in the words of ITS 2.0 (localization quality issues).

    Never the ids SPELL and TYPOS: OmegaT switches those off.
    """

    id: str
    name: str
    issue_type: str


CATEGORIES = {
    "abbreviations": RuleCategory("YIZHI_ABBREVIATIONS", "Abbreviations", "inconsistency"),
    "completeness": RuleCategory("YIZHI_COMPLETENESS", "Completeness", "omission"),
    "consistency": RuleCategory("YIZHI_CONSISTENCY", "Consistency", "inconsistency"),
    "marks": RuleCategory("YIZHI_MARKS", "Punctuation", "typographical"),
    "names": RuleCategory("YIZHI_NAMES", "Names", "mistranslation"),
    "spelling": RuleCategory("YIZHI_SPELLING", "Spelling and words", "misspelling"),
    "style": RuleCategory("YIZHI_STYLE", "Style", "style"),
    "terminology": RuleCategory("YIZHI_TERMINOLOGY", "Terminology", "terminology"),
    "values": RuleCategory("YIZHI_VALUES", "Numbers, dates, symbols", "numbers"),
    "weight": RuleCategory("YIZHI_MEANING", "Meaning", "mistranslation"),
}
OTHER = RuleCategory("YIZHI_OTHER", "Other", "other")


def category(rule: str) -> RuleCategory:
    """Return the category of a rule: that of its room."""
    module = registry.modules().get(rule, "")
    room = module.split(".")[2] if module.count(".") > 1 else ""
    return CATEGORIES.get(room, OTHER)


def is_wanted(finding: Finding, wanted: CheckParameters) -> bool:
    """Return whether a client wants findings of this rule; what is only worth a look is shown to those who are picky."""
    group = category(finding.rule).id
    named = finding.rule in wanted.enabled_rules or group in wanted.enabled_categories
    if finding.rule in wanted.disabled_rules or group in wanted.disabled_categories:
        return finding.rule in wanted.enabled_rules
    if wanted.enabled_only:
        return named
    return named or wanted.is_picky or finding.severity is not Severity.INFO


def matches(findings: Sequence[Finding], text: AnnotatedText, wanted: CheckParameters) -> list[dict[str, Any]]:
    """Return the matches in a text, or in the translation of a pair, in its order."""
    sentence_spans = list(sentences.spans(text.text))
    shown = [position for finding in findings if is_wanted(finding, wanted) for position in _places(finding, text.text)]
    shown.sort(key=lambda position: (position.start, position.end))
    return [_match(position, text, sentence_spans) for position in shown]


class ShownFinding(NamedTuple):
    """A finding and the words of the text at which it is shown; `is_there` says that they are the words it is about."""

    finding: Finding
    start: int
    end: int
    is_there: bool


def _places(finding: Finding, text: str) -> Iterator[ShownFinding]:
    """Yield where a finding is shown: at its words; what is about the source, at the words of the translation that belong to it,
    else (a figure is lost) at the whole translation. What is wrong with the source alone is not shown."""
    if finding.side != "source":
        yield ShownFinding(finding, finding.start, finding.end, True)
        return
    related = next((item for item in finding.related if item.side == "target" and item.unit_index is None), None)
    if related is not None:
        yield ShownFinding(finding, related.start, related.end, False)
    elif finding.rule in registry.modules() and len(registry.rule(finding.rule).languages) == _BILINGUAL:
        start = len(text) - len(text.lstrip())
        yield ShownFinding(finding, start, max(len(text.rstrip()), start), False)


def _match(position: ShownFinding, text: AnnotatedText, spans: Sequence[tuple[int, int]]) -> dict[str, Any]:
    finding, start, end = position.finding, position.start, position.end
    offset, length = text.span(start, end)
    first, last = max(start - CONTEXT, 0), min(end + CONTEXT, len(text.text))
    suggestions = [finding.suggestion] if position.is_there and finding.suggestion is not None else []
    message = finding.message if position.is_there else f"{finding.message} (“{finding.text}”)"
    return {
        "message": message,
        "shortMessage": message if len(message) <= _SHORT else finding.rule.replace("-", " "),
        "replacements": [{"value": suggestion} for suggestion in suggestions[:MOST_SUGGESTIONS]],
        "offset": offset,
        "length": length,
        "context": {
            "text": text.text[first:last],
            "offset": units(text.text[first:start]),
            "length": units(text.text[start:end]),
        },
        "sentence": _sentence(text.text, start, spans),
        "type": {"typeName": "Hint" if finding.severity is Severity.INFO else "Other"},
        "rule": _rule(finding),
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }


def _rule(finding: Finding) -> dict[str, Any]:
    group = category(finding.rule)
    page = registry.manual(finding.rule) if finding.rule in registry.modules() else finding.rule
    return {
        "id": finding.rule,
        "description": page.split("\n")[0],
        "issueType": group.issue_type,
        "category": {"id": group.id, "name": group.name},
    }


def _sentence(text: str, start: int, spans: Sequence[tuple[int, int]]) -> str:
    """Return the sentence in which a place is."""
    number = bisect_right(spans, start, key=lambda span: span[0]) - 1
    if number < 0:
        return text
    first, last = spans[number]
    return text[first:last]

"""Runs rules over drafts."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegments, documents, joined
from yizhi.checks.model import Finding, Rule, Severity, Trace
from yizhi.checks.places import Placer, placed
from yizhi.checks.recurring_findings import told_once
from yizhi.checks.spans import SpanOf, Spans
from yizhi.termbase.collector import paused
from yizhi.termbase.errors import Problem, YizhiError, internal_fault
from yizhi.termbase.records import dataclass
from yizhi.tm.model import Draft

if TYPE_CHECKING:
    from yizhi.termbase.recognition.recogniser import Recogniser


_ENGLISH = ("en",)
NOT_OF_A_DRAFT = (YizhiError, sqlite3.Error)
"""What is wrong with a termbase or memory ends the run: it is no fault of one draft."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules of a run and the severities that the configuration gives them."""

    rules: tuple[Rule, ...]
    severities: Mapping[str, Severity]

    def severity(self, rule: Rule, default: Severity | None) -> Severity:
        """The configured severity wins over the issue's own, that over the rule's default."""
        return self.severities.get(rule.name) or default or rule.severity


def check(draft: Draft, recogniser: Recogniser, context: Context, selection: Selection) -> list[Finding]:
    """Return the findings of one draft, in the order of its text, habits told once."""
    return told_once(draft, found_in(draft, recogniser, context, selection), selection)


def found_in(
    draft: Draft,
    recogniser: Recogniser,
    context: Context,
    selection: Selection,
    recognised: RecognisedSegments | None = None,
) -> list[Finding]:
    """Return the findings of one draft, in the order of its text, habits place by place; `recognised` makes its segments.

    Raise YizhiError where a rule fails.
    """
    examined = examine(draft, recogniser, context, selection, recognised)
    if examined.faults:
        raise YizhiError(examined.faults[0].message, path=draft.path)
    remarks, faults = concluded(examined.traces, context, selection)
    if faults:
        raise YizhiError(faults[0].message, path=draft.path)
    return ordered(draft, [*examined.findings, *(remark for _, remark in remarks)])


class Examined(NamedTuple):
    """What a draft shows: findings of its documents, what was noted for conclusions over all drafts of a run, and the
    rules that failed on it."""

    findings: list[Finding]
    traces: list[Trace]
    faults: list[Problem]


def examine(
    draft: Draft,
    recogniser: Recogniser,
    context: Context,
    selection: Selection,
    recognised: RecognisedSegments | None = None,
) -> Examined:
    """Run the rules over the documents of a draft. A rule that fails is a problem of the draft; the others go on."""
    with paused():
        parts = documents(draft, recogniser, recognised)
        examined = by_document(parts, context, selection)
        across = [rule for rule in selection.rules if rule.across]
        if across:
            examined.findings.extend(as_one(joined(draft, parts), across, context, selection, examined.faults))
        return examined


def by_document(parts: Iterable[Document], context: Context, selection: Selection) -> Examined:
    """Return what the rules of single documents find in documents, and what is noted in them for conclusions."""
    examined = Examined([], [], [])
    for document in parts:
        if document.views:
            single = [rule for rule in selection.rules if not rule.across]
            findings = as_one(document, single, context, selection, examined.faults)
            examined.findings.extend(in_one_voice(findings, single))
            examined.traces.extend(_gather(document, selection.rules, context, examined.faults))
    return examined


def concluded(
    traces: Iterable[Trace], context: Context, selection: Selection
) -> tuple[list[tuple[str, Finding]], list[Problem]]:
    """Return what the rules conclude from all that was noted in the documents of a run, each with the draft's path; and the
    rules that failed."""
    noted: dict[str, list[Trace]] = {}
    for trace in traces:
        noted.setdefault(trace.rule, []).append(trace)
    remarks: list[tuple[str, Finding]] = []
    faults: list[Problem] = []
    for rule in selection.rules:
        if rule.conclude is None or rule.name not in noted:
            continue
        try:
            for remark in rule.conclude(noted[rule.name], context):
                related = (candidate.spot for candidate in remark.related)
                severity = selection.severity(rule, remark.severity)
                remarks.append((remark.trace.file, placed(rule, remark.trace.spot, related, remark, severity)))
        except Exception as error:
            _note_fault(error, rule, noted[rule.name][0].file, faults)
    return remarks, faults


def _gather(document: Document, rules: Iterable[Rule], context: Context, faults: list[Problem]) -> Iterator[Trace]:
    placer = Placer(document)
    draft = document.draft
    for rule in rules:
        if rule.gather is None or not suits(rule, document):
            continue
        try:
            for mark, note in rule.gather(document, context):
                yield Trace(rule.name, placer.spot(mark), draft.path, document.name, draft.bilingual, note)
        except Exception as error:
            _note_fault(error, rule, draft.path, faults)


def _note_fault(error: Exception, rule: Rule, path: str, faults: list[Problem]) -> None:
    """Make a problem of what a rule raised, one a rule and file: a fault in one must not cost the others their findings."""
    if isinstance(error, NOT_OF_A_DRAFT):
        raise error
    error.add_note(f"in the rule {rule.name}; --ignore {rule.name} leaves it out")
    problem = internal_fault(error).problem(path)
    if problem not in faults:
        faults.append(problem)


def ordered(draft: Draft, findings: Iterable[Finding]) -> list[Finding]:
    """Findings of a draft in the order of its text, one a rule and place."""
    by_unit = draft.bilingual or draft.text is None

    def key(finding: Finding) -> tuple[int, str, int, int, str]:
        unit = finding.unit_index or 0
        return unit if by_unit else 0, finding.side or "", finding.start, finding.end, finding.rule

    return sorted(unique(findings), key=key)


def as_one(
    document: Document, rules: Iterable[Rule], context: Context, selection: Selection, faults: list[Problem]
) -> Iterator[Finding]:
    """Yield the findings of rules in a document, or in several joined to one."""
    placer = Placer(document)
    for rule in rules:
        if not suits(rule, document):
            continue
        try:
            for issue in rule.check(document.own if rule.style else document, context):
                yield placer.finding(rule, issue, selection.severity(rule, issue.severity))
        except Exception as error:
            _note_fault(error, rule, document.draft.path, faults)


def in_one_voice(findings: Iterable[Finding], rules: Iterable[Rule]) -> list[Finding]:
    """Return the findings of a document without those of which a rule that says more tells the same words."""
    yielding = {rule.name: rule.yields for rule in rules if rule.yields}
    fuller_rules = {name for names in yielding.values() for name in names}
    every = list(findings)
    by_side: dict[tuple[int | None, str | None], list[SpanOf[Finding]]] = {}
    for item in sorted((item for item in every if item.rule in fuller_rules), key=lambda item: item.start):
        by_side.setdefault((item.unit_index, item.side), []).append(SpanOf(item.start, item.end, item))
    fuller = {side: Spans(spans) for side, spans in by_side.items()}
    return [item for item in every if not _yields(item, yielding.get(item.rule, ()), fuller)]


def _yields(
    finding: Finding, names: Sequence[str], fuller: Mapping[tuple[int | None, str | None], Spans[Finding]]
) -> bool:
    """Return whether a finding of one of these rules tells the same words, at least as gravely."""
    spans = fuller.get((finding.unit_index, finding.side)) if names else None
    return spans is not None and any(
        span.thing.rule in names and span.thing.severity.rank >= finding.severity.rank
        for span in spans.touching(finding.start, finding.end)
    )


def suits(rule: Rule, document: Document) -> bool:
    """Return whether a rule is for this sort of document."""
    if len(rule.languages) == 2:
        return document.bilingual
    # Rules of Chinese text may say something about English names too.
    if rule.languages == _ENGLISH and not document.written("en"):
        return False
    return rule.monolingual is None or rule.monolingual != document.bilingual


def unique(findings: Iterable[Finding]) -> list[Finding]:
    """Return one finding a rule and place: the first."""
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        position = finding.path, finding.unit_index, finding.side, finding.start, finding.end
        seen.setdefault((finding.rule, *position), finding)
    return list(seen.values())


def summary(drafts: Iterable[Draft], findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many units were read, and findings of each severity."""
    counts = Counter(finding.severity for finding in findings)
    return {
        "units": sum(len(draft.units) for draft in drafts),
        **{severity.value: counts[severity] for severity in sorted(Severity, key=lambda s: -s.rank)},
    }

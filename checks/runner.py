"""Runs rules over drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yizhi.checks.context import Context
from yizhi.checks.document import Document, documents, joined
from yizhi.checks.model import Finding, Rule, Severity, Trace
from yizhi.checks.places import Placer, placed
from yizhi.checks.recurring_findings import told_once
from yizhi.termbase.collector import paused
from yizhi.tm.model import Draft

if TYPE_CHECKING:
    from yizhi.termbase.recognition.recogniser import Recogniser


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules of a run and the severities that the configuration gives them."""

    rules: tuple[Rule, ...]
    severities: Mapping[str, Severity]

    def severity(self, rule: Rule, own: Severity | None) -> Severity:
        """The configured severity wins over the issue's own, that over the rule's default."""
        return self.severities.get(rule.name) or own or rule.severity


def check(draft: Draft, recogniser: Recogniser, context: Context, selection: Selection) -> list[Finding]:
    """The findings of one draft, in the order of its text."""
    findings, traces = examine(draft, recogniser, context, selection)
    all_of_it = [*findings, *(found for _, found in concluded(traces, context, selection))]
    return told_once(draft, ordered(draft, all_of_it), selection)


def examine(
    draft: Draft, recogniser: Recogniser, context: Context, selection: Selection
) -> tuple[list[Finding], list[Trace]]:
    """What single documents of a draft show, and what was noted for conclusions over all drafts of a run."""
    with paused():
        return _examine(draft, recogniser, context, selection)


def _examine(
    draft: Draft, recogniser: Recogniser, context: Context, selection: Selection
) -> tuple[list[Finding], list[Trace]]:
    parts = documents(draft, recogniser)
    findings: list[Finding] = []
    traces: list[Trace] = []
    for document in parts:
        if document.views:
            findings += _run(document, [r for r in selection.rules if not r.across], context, selection)
            traces += _gather(document, selection.rules, context)
    across = [r for r in selection.rules if r.across]
    if across:
        findings += _run(joined(draft, parts), across, context, selection)
    return findings, traces


def concluded(traces: Iterable[Trace], context: Context, selection: Selection) -> Iterator[tuple[str, Finding]]:
    """What the rules conclude from all that was noted in the documents of a run, each with the draft's path."""
    noted: dict[str, list[Trace]] = {}
    for trace in traces:
        noted.setdefault(trace.rule, []).append(trace)
    for rule in selection.rules:
        if rule.conclude is None or rule.name not in noted:
            continue
        for remark in rule.conclude(noted[rule.name], context):
            related = (other.spot for other in remark.related)
            found = placed(rule, remark.trace.spot, related, remark, selection.severity(rule, remark.severity))
            yield remark.trace.file, found


def _gather(document: Document, rules: Iterable[Rule], context: Context) -> Iterator[Trace]:
    placer = Placer(document)
    draft = document.draft
    for rule in rules:
        if rule.gather is None or not suits(rule, document):
            continue
        for mark, note in rule.gather(document, context):
            yield Trace(rule.name, placer.spot(mark), draft.path, document.name, draft.bilingual, note)


def ordered(draft: Draft, findings: Iterable[Finding]) -> list[Finding]:
    """Findings of a draft in the order of its text, one a rule and place."""
    order = {unit.id: number for number, unit in enumerate(draft.units)}
    return sorted(unique(findings), key=lambda f: (order.get(f.unit, 0), f.side or "", f.start, f.end, f.rule))


def _run(document: Document, rules: Iterable[Rule], context: Context, selection: Selection) -> Iterator[Finding]:
    placer = Placer(document)
    for rule in rules:
        if not suits(rule, document):
            continue
        try:
            for issue in rule.check(document.own if rule.style else document, context):
                yield placer.finding(rule, issue, selection.severity(rule, issue.severity))
        except Exception as error:
            error.add_note(f"in the rule {rule.name}; --ignore {rule.name} leaves it out")
            raise


def suits(rule: Rule, document: Document) -> bool:
    """Whether a rule is for this sort of document."""
    if len(rule.languages) == 2:
        return document.bilingual
    return rule.monolingual is None or rule.monolingual != document.bilingual


def unique(findings: Iterable[Finding]) -> list[Finding]:
    """One finding a rule and place: the first."""
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.rule, finding.path, finding.unit, finding.side, finding.start, finding.end), finding)
    return list(seen.values())


def summary(drafts: Iterable[Draft], findings: Iterable[Finding]) -> dict[str, int]:
    """How many units were read, and findings of each severity."""
    counts = Counter(finding.severity for finding in findings)
    return {
        "units": sum(len(draft.units) for draft in drafts),
        **{severity.value: counts[severity] for severity in sorted(Severity, key=lambda s: -s.rank)},
    }

"""One kind of States is another in the translation: Member States for States parties, donors for recipients.

会员国 and 成员国 are Member States, 缔约国 States parties, 签署国 signatories, 观察员国 observer States, 东道国 host countries,
捐助国 donors, 受援国 recipients, 派遣国 contributing countries. Found where a kind of the source is not in the translation, a
kind of the translation is not in the source, and the States are mentioned as often on both sides.

Why: who is bound, who pays and who votes depends on the kind of State.

Example: 缔约国会议通过了预算。 | The meeting of Member States adopted the budget.
Better: 缔约国会议通过了预算。 | The meeting of States parties adopted the budget.

Source: Charter of the United Nations and conventions deposited with the Secretary-General, in both languages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document, RecognisedSegment
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.weight._pairs import translated
from yizhi.termbase.text.lazy import compiled

_STATE = r"(?:States?|countr(?:y|ies)|Governments?|nations?)"
_PATTERNS = {
    "en": compiled(
        rf"(?P<member>\b[Mm]ember(?:[- ](?:States?|countr(?:y|ies)|Governments?|nations?))\b|\bStates? [Mm]embers?\b|\b[Mm]embers of the (?:United Nations|Organi[sz]ation|Agency|Union)\b)"
        r"|(?P<party>\bStates? (?:[Pp]arty|[Pp]arties)\b|\b(?:[Cc]ontracting|[Hh]igh [Cc]ontracting) (?:[Pp]art(?:y|ies)|States?)\b|\b[Pp]arties to the\b|\b(?:The|the|all|each|other|any) Part(?:y|ies)\b)"
        rf"|(?P<signatory>\b[Ss]ignator(?:y|ies)(?: {_STATE})?\b)"
        rf"|(?P<observer>\b(?:non-[Mm]ember )?[Oo]bserver {_STATE}\b)"
        rf"|(?P<host>\b[Hh]ost(?:ing)? {_STATE}\b)"
        rf"|(?P<donor>\b[Dd]onor {_STATE}\b|\b[Dd]onors\b)"
        rf"|(?P<recipient>\b(?:[Rr]ecipient|[Bb]eneficiary|[Rr]eceiving) {_STATE}\b)"
        rf"|(?P<contributor>\b(?:troop|police|troop- and police)[- ]contribut(?:ing|or) {_STATE}\b)"
        rf"|(?P<plain>\b{_STATE}\b)"
    ),
    "zh": compiled(
        "(?P<member>会员国|成员国|会员国政府)|(?P<party>缔约国|缔约方|当事国|加入国)|(?P<signatory>签署国|签字国|签署方)|(?P<observer>观察员国)|(?P<host>东道国|所在国|收容国|接待国)|(?P<donor>捐助国|援助国|捐助方|捐助者)"
        "|(?P<recipient>受援国|接受国|受益国)|(?P<contributor>派遣国)|(?P<plain>[各本该他两三多]国|国家)"
    ),
}
_NAMES = {
    "member": ("Member States", "会员国"), "party": ("States parties", "缔约国"), "signatory": ("signatories", "签署国"), "observer": ("observer States", "观察员国"),
    "host": ("host countries", "东道国"), "donor": ("donors", "捐助国"), "recipient": ("recipient countries", "受援国"), "contributor": ("contributing countries", "派遣国"),
}  # fmt: skip

_SIGNS = (
    "员国",
    "缔约",
    "当事国",
    "加入国",
    "签署",
    "签字国",
    "东道国",
    "所在国",
    "接待国",
    "收容国",
    "捐助",
    "援助国",
    "受援国",
    "接受国",
    "受益国",
    "派遣国",
)
_KINDS = frozenset(
    ["member", "members", "party", "parties", "contracting", "signatory", "signatories", "observer", "host", "hosting", "donor", "donors", "recipient",
     "beneficiary", "receiving", "troop", "police"]
)  # fmt: skip
"""Without one of these signs, or of these words, there is no kind of States."""


class StateKind(NamedTuple):
    """A mention of States of a kind."""

    kind: str
    start: int
    end: int


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, source, target in translated(document):
        zh, en = (source, target) if source.lang == "zh" else (target, source)
        if _KINDS.isdisjoint(en.words) or not any(sign in zh.text for sign in _SIGNS):
            continue
        left, right = _mentions(source), _mentions(target)
        lost, strange = _alone(left, right), _alone(right, left)
        if not lost or not strange or any(item.kind == "plain" for item in (*lost[:1], *strange[:1])):
            continue
        lost_kind, strange_kind = lost[0], strange[0]
        better = _NAMES[lost_kind.kind][0 if target.lang == "en" else 1]
        yield Issue(
            Mark(view, TARGET, strange_kind.start, strange_kind.end),
            f"“{source.text[lost_kind.start : lost_kind.end]}” is “{better}”, not “{target.text[strange_kind.start : strange_kind.end]}”",
            suggestion=better,
            related=(Mark(view, SOURCE, lost_kind.start, lost_kind.end),),
        )


def _mentions(side: RecognisedSegment) -> list[StateKind]:
    return [StateKind(match.lastgroup or "", *match.span()) for match in _PATTERNS[side.lang].finditer(side.text)]


def _alone(mentions: list[StateKind], others: list[StateKind]) -> list[StateKind]:
    """Return the mentions of a kind that the other side does not have."""
    kinds = {item.kind for item in others}
    return [item for item in mentions if item.kind not in kinds and item.kind != "plain"]


RULE = Rule("state-kind", Severity.WARNING, ("zh", "en"), check)

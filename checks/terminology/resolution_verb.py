"""The verb that opens a paragraph of a resolution is rendered by another operative verb.

Each verb has its weight (requests, invites, calls upon, urges, demands), and published resolutions pair them with great
regularity: 请 requests or invites, 促请 calls upon or urges, 敦促 urges, 鼓励 encourages, 重申 reaffirms or reiterates.

Why: the verb says how binding a paragraph is; delegations negotiate it word by word.

Example: 3. 敦促会员国采取措施； | 3. Invites Member States to take measures;
Better: 3. 敦促会员国采取措施； | 3. Urges Member States to take measures;

Silence: dismiss the single finding, or set `resolution-verb = "off"` under `[rules]`.
Source: resolutions of the General Assembly, the Security Council and the Economic and Social Council in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import TARGET, Document, RecognisedSegment
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_VERBS = {
    "请": "request invit ask", "促请": "call urg", "敦促": "urg", "呼吁": "call appeal urg", "吁请": "call appeal urg",
    "鼓励": "encourag", "邀请": "invit", "赞扬": "commend prais", "重申": "reaffirm reiterat restat", "要求": "request demand call ask requir",
    "欢迎": "welcom", "注意到": "not tak", "表示注意到": "tak not", "赞赏地注意到": "not tak", "决定": "decid", "建议": "recommend suggest propos",
    "强调": "stress emphasi underlin underscor highlight", "着重指出": "underlin underscor stress emphasi highlight",
    "确认": "recogni acknowledg confirm affirm", "认识到": "recogni acknowledg awar mind conscious realiz", "承认": "recogni acknowledg admit",
    "回顾": "recall", "铭记": "bear mind", "谴责": "condemn denounc", "强烈谴责": "strongly condemn", "申明": "affirm", "核可": "endors approv",
    "认可": "endors recogni", "赞同": "endors concur agree support", "批准": "approv ratif", "授权": "authori", "感谢": "thank express appreciat",
}  # fmt: skip
"""What each Chinese verb may be in English: beginnings of words."""

_ENGLISH = frozenset(stem for stems in _VERBS.values() for stem in stems.split()) - {"mind", "strongly"}
_NUMBER = r"\s*(?:[(（]?[0-9A-Za-z]{1,4}[.)）、]\s*)?"
_CHINESE_OPENING = compiled(
    rf"{_NUMBER}(?:又|还|再次|并|也|特别|同样)*({'|'.join(sorted(_VERBS, key=len, reverse=True))})"
)
_ENGLISH_OPENING = compiled(
    rf"{_NUMBER}(?:(?:Also|Further|Again|Once again|Strongly|Deeply|Especially)\s+)?([A-Z]?[a-z]+?(?:e?s|ing))\b"
)
_SURE = {"request": "请", "call": "促请", "urg": "敦促", "encourag": "鼓励", "invit": "邀请", "commend": "赞扬", "reaffirm": "重申",
    "welcom": "欢迎", "decid": "决定", "recommend": "建议", "recall": "回顾", "condemn": "谴责", "affirm": "申明", "endors": "核可",
    "approv": "批准", "authori": "授权", "demand": "要求", "emphasi": "强调", "stress": "强调", "underlin": "着重指出"}  # fmt: skip
_FORMS = {"请": "Requests", "促请": "Calls upon", "敦促": "Urges", "呼吁": "Calls upon", "吁请": "Calls upon", "鼓励": "Encourages",
    "邀请": "Invites", "赞扬": "Commends", "重申": "Reaffirms", "欢迎": "Welcomes", "决定": "Decides", "回顾": "Recalls"}  # fmt: skip


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Issues of one document."""
    for view, source, target in document.pairs():
        zh, en = (source, target) if source.lang == "zh" else (target, source)
        chinese, english = _opening(zh, en)
        if chinese is None or english is None:
            continue
        stem = next((one for one in _ENGLISH if english[1].lower().startswith(one)), None)
        if stem is None or any(english[1].lower().startswith(one) for one in _VERBS[chinese[1]].split()):
            continue
        ours, theirs = (chinese, english) if target.lang == "en" else (english, chinese)
        suggestion = _FORMS.get(chinese[1]) if target.lang == "en" else _SURE.get(stem)
        yield Issue(
            Mark(view, TARGET, *theirs.span(1)),
            f"“{ours[1]}” is not usually rendered “{theirs[1]}”" + (f" but “{suggestion}”" if suggestion else ""),
            suggestion=suggestion,
            related=(Mark(view, "source", *ours.span(1)),),
        )


def _opening(zh: RecognisedSegment, en: RecognisedSegment) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """The verbs that both sides begin with, in the form of a clause of a resolution (Urges …, 敦促…)."""
    chinese = _CHINESE_OPENING.match(zh.text)
    return chinese, _ENGLISH_OPENING.match(en.text) if chinese else None


RULE = Rule("resolution-verb", Severity.INFO, ("zh", "en"), check)

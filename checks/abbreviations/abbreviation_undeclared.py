"""A short form is used that the document never declared, though it gives the full name.

UN documents give the full name at first mention with the short form in brackets: 全称（简称）, Full Name (ACRONYM). A
warning where the full name stands in the document and the short form beside it was never declared, above all where
another one was (毒品和犯罪问题办公室 declared, 毒罪办 used); information where the full name is nowhere, where the draft declares no
short form at all (it may be a part of a document), and in a draft of two languages. Forms that everybody knows are an option (`accepted`), and titles in 《》 are left alone.

Why: the reader cannot know that both mean one body; two short forms make two bodies of it.

Example: 联合国海洋事务网络举行了会议。……海洋网络决定……
Better: 联合国海洋事务网络（海洋网络）举行了会议。……海洋网络决定……

Silence: dismiss the single finding, add the form to `accepted` under `[rules]`, or set
`abbreviation-undeclared = "off"`.
Source: United Nations Editorial Manual, abbreviations and acronyms.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.model import Concept, Kind
from yizhi.termbase.recognition.hit import Hit
from yizhi.termbase.records import dataclass
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.text.normal import normal

_COMPOUND = compiled(r"[A-Z]-$")
"""A form behind another one and a hyphen is a part of that: ADC-ICTY."""
_BEFORE = 4
"""Characters before a form in which that shows."""
EACH = 2
"""A form that stands so often at most is marked at each place, a more frequent one at its first."""
MENTIONS = 5
"""So often a tail of the full name (协调小组) must stand alone to count as a short form of its own."""
ACCEPTED = (
    "安理会", "经社理事会", "大会", "秘书处", "欧盟", "非盟", "东盟", "北约", "联大", "阿盟", "公约", "议定书", "宪章",
    "UNESCO", "UNICEF", "HIV", "AIDS", "INTERPOL", "Interpol", "Security Council", "General Assembly", "Secretariat",
    "Charter", "European Union",
)  # fmt: skip


@dataclass(slots=True)
class Mention:
    """A form of a name in a document: and where it stands."""

    view: RecognisedUnit
    side: RecognisedSegment
    hit: Hit
    kind: Kind
    places: list[tuple[RecognisedUnit, RecognisedSegment, Hit]]


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one document."""
    accepted = set(context.option(RULE, "accepted"))
    for lang in ("zh", "en"):
        forms: dict[str, dict[str, Mention]] = {}
        for position in document.names(lang):
            view, side, hit = position
            if not _titled(side, hit) and not _COMPOUND.search(side.text, max(0, hit.start - _BEFORE), hit.start):
                mentions_value = forms.setdefault(hit.concept, {})
                mention = mentions_value.get(hit.term.text)
                if mention is None:
                    mention = mentions_value[hit.term.text] = Mention(view, side, hit, hit.term.kind, [])
                mention.places.append(position)
        if not forms:
            continue
        declared = document.declarations[lang]
        # Normalised: a draft in traditional characters declares 基金組織.
        words = {form for item in declared for form in (item.short, normal(item.short).text)} | accepted
        by_concept = {item.concept: item.short for item in declared if item.concept}
        for concept, mentions in forms.items():
            yield from _concept(document, context, concept, mentions, words, by_concept.get(concept))


def _concept(
    document: Document,
    context: Context,
    concept: str,
    mentions: dict[str, Mention],
    words: set[str],
    short_form: str | None,
) -> Iterator[Issue]:
    full = max((m.hit.term.text for m in mentions.values() if m.kind is Kind.FULL), key=len, default="")
    for text, mention in mentions.items():
        if text in words or mention.hit.text in words or not _short(text, mention, full):
            continue
        concept_entry = context.library.concept(concept)
        if concept_entry is None or concept_entry.domain == "geography":
            continue
        places = mention.places if len(mention.places) <= EACH else mention.places[:1]
        times = f" ({len(mention.places)} times)" if len(mention.places) > 1 else ""
        severity = _severity(document, mention, short_form)
        if short_form and short_form not in text and text not in short_form:
            message = f"“{text}” was never declared{times}: this document declares “{short_form}” for {_name(concept_entry, mention)}"
            better: str | None = short_form
        elif full:
            message = f"“{text}” was never declared{times}, though “{full}” stands in the document"
            better = full
        elif mention.kind is Kind.ABBREVIATION and not document.bilingual:
            message = f"“{text}” is never spelled out: {_name(concept_entry, mention)}"
            better, severity = None, Severity.INFO
        else:
            continue
        for view, side, hit in places:
            mark = Mark(view, side.name, hit.start, hit.end)
            yield Issue(mark, message, suggestion=better, concept=concept, severity=severity)


def _severity(document: Document, mention: Mention, short_form: str | None) -> Severity:
    """A table may hold a part of a document; a part of the full name, once, is a later mention like "the Team".

    A draft that declares nothing at all in its language may be a part of a document that does.
    """
    once = mention.kind is not Kind.ABBREVIATION and len(mention.places) < 2
    once = once or not (short_form or document.declarations[mention.side.lang])
    return Severity.INFO if document.bilingual or once else Severity.WARNING


def _short(text: str, mention: Mention, full: str) -> bool:
    if mention.kind in (Kind.ABBREVIATION, Kind.SHORT):
        return len(text) > 2 and not (full and full.startswith(text))
    # 协调小组: listed as admitted, but a tail of the full name that is used as a short form.
    tail = mention.kind is Kind.FULL and len(text) <= 0.4 * len(full) and full.endswith(text)
    return tail and len(mention.places) >= MENTIONS


def _name(concept: Concept, mention: Mention) -> str:
    preferred = concept.preferred("zh" if mention.side.lang == "zh" else "en")
    return f"“{preferred.text}”" if preferred else "it"


def _titled(side: RecognisedSegment, hit: Hit) -> bool:
    return hit.start > 0 and side.text[hit.start - 1] in "《〈“‘"


RULE = Rule("abbreviation-undeclared", Severity.WARNING, ("zh",), check, style=True, options=(("accepted", ACCEPTED),))

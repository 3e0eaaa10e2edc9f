"""The verb that opens a paragraph of a resolution is rendered by another operative verb.

Each verb has its weight (requests, invites, calls upon, urges, demands), and published resolutions pair them with great
regularity: 请 requests or invites, 促请 calls upon or urges, 敦促 urges, 鼓励 encourages, 重申 reaffirms or reiterates.

Why: the verb says how binding a paragraph is; delegations negotiate it word by word.

Example: 3. 敦促会员国采取措施； | 3. Invites Member States to take measures;
Better: 3. 敦促会员国采取措施； | 3. Urges Member States to take measures;

Source: resolutions of the General Assembly, the Security Council and the Economic and Social Council in both languages.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.weight._pairs import translated
from yizhi.checks.weight._verbs import ENGLISH, VERBS, Verb


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, source, target in translated(document):
        zh, en = (source, target) if source.lang == "zh" else (target, source)
        english = ENGLISH.match(en.text)
        stem = _stem(english["verb"]) if english else ""
        chinese = VERBS.chinese.match(zh.text) if stem else None
        if english is None or chinese is None:
            continue
        name = chinese.lastgroup or ""
        verb = VERBS.entries[int(name[1:])]
        if english["verb"].lower().startswith(verb.stems):
            continue
        to_english = target is en
        source_span, target_span = (
            (chinese.span(name), english.span("verb")) if to_english else (english.span("verb"), chinese.span(name))
        )
        suggestion = _formed(verb, english["verb"]) if to_english else _chinese(stem)
        yield Issue(
            Mark(view, TARGET, *target_span),
            f"“{source.text[slice(*source_span)]}” is not usually rendered “{target.text[slice(*target_span)]}”"
            + (f" but “{suggestion}”" if suggestion else ""),
            suggestion=suggestion,
            related=(Mark(view, SOURCE, *source_span),),
        )


def _stem(word: str) -> str:
    """Return the beginning of an operative verb that a word has, empty where it is none."""
    low = word.lower()
    return next((stem for stem in VERBS.stems if low.startswith(stem)), "")


def _formed(verb: Verb, written: str) -> str | None:
    """Return the usual verb where the translation has a verb in the same form (Urges, but not Urging)."""
    return verb.form if written.endswith("s") and verb.form.split(" ")[0].endswith("s") else None


def _chinese(stem: str) -> str | None:
    """Return the first Chinese verb whose usual English begins so."""
    return next((verb.name for verb in VERBS.entries if verb.form.lower().startswith(stem)), None)


RULE = Rule("resolution-verb", Severity.WARNING, ("zh", "en"), check)

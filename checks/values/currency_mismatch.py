"""A currency of the source is another one in the translation.

美元 is United States dollars, USD and $; 欧元 euros and €; 瑞士法郎 Swiss francs. $ and 元 by themselves may stand for any
dollar. A currency that one side leaves out is left alone.

Why: the figure is right and the sum is wrong.

Example: 项目费用为250万美元。 | The project cost €2.5 million.
Better: 项目费用为250万美元。 | The project cost $2.5 million.

Source: ISO 4217; United Nations Editorial Manual, currencies; UNTERM, currency names.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.tm.values.heads import currencies, exchanged

_NAMES = {
    "dollar": ("$", "美元"), "euro": ("€", "欧元"), "pound": ("£", "英镑"), "franc": ("Swiss francs", "瑞士法郎"), "yen": ("yen", "日元"),
    "krona": ("Swedish kronor", "瑞典克朗"), "krone": ("Danish kroner", "丹麦克朗"), "krone-no": ("Norwegian kroner", "挪威克朗"),
}  # fmt: skip


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, source, target in document.pairs():
        if {source.lang, target.lang} != {"zh", "en"}:
            continue
        zh, en = (source, target) if source.lang == "zh" else (target, source)
        chinese = currencies(zh.text, "zh", zh.words)  # the quicker side first
        english = currencies(en.text, "en", en.words) if chinese else []
        left, right = (chinese, english) if source is zh else (english, chinese)
        reported: set[tuple[str, str]] = set()
        for source_head, target_head in exchanged(left, right) if right else ():
            if (source_head.unit, target_head.unit) in reported:
                continue
            reported.add((source_head.unit, target_head.unit))
            written = target.text[target_head.start : target_head.end]
            yield Issue(
                Mark(view, TARGET, target_head.start, target_head.end),
                f"Currency: “{source.text[source_head.start : source_head.end]}” in the source is “{written}” in the translation",
                suggestion=_written(source_head.unit, target.lang, written),
                related=(Mark(view, SOURCE, source_head.start, source_head.end),),
            )


def _written(unit: str, lang: str, written: str) -> str | None:
    """Return the currency in the place of another: a sign for a sign, a name for a name."""
    if unit not in _NAMES:
        return None
    english, chinese = _NAMES[unit]
    if lang == "zh":
        return chinese
    names = {"$": "United States dollars", "€": "euros", "£": "pounds sterling"}
    sign = not written[:1].isalpha()
    if sign:
        return english if english in names else None
    return names.get(english, english)


RULE = Rule("currency-mismatch", Severity.WARNING, ("zh", "en"), check)

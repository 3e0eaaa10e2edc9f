"""Case files of rules: what a rule must find, at the exact words, and what it must leave alone.

A file `tests/cases/rules/RULE.toml` holds `[[case]]` tables:

    [[case]]
    note = "a figure with two digits exchanged"
    zh = "有463个合作社登记。"
    en = "⟦436⟧ cooperatives registered."      # ⟦…⟧ marks the words of each finding; none: nothing may be found
    suggestion = "463"                          # of the first finding, optional
    severity = "error"                          # of the first finding, optional
    message = "463"                             # a part of the first message, optional

`zh` alone or `en` alone is a monolingual draft (line breaks split paragraphs). `reverse = true` makes English the
source. A bilingual case where nothing may be found runs in the other direction too (not with `oneway = true`); where something
must be found it does so if ⟪…⟫ mark what is to be found then. A document of several segments is `segments = [["zh", "en"], …]`, of a monolingual Chinese one `[["zh"], …]`. `terms` are further termbase rows,
`{id, zh, en, "zh.deprecated", strictness, …}` (column names as in a term table, `zh` standing for `zh-Hans`);
`builtin = false` leaves the built-in terms out. `options` are settings of the rule.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases" / "rules"
_MARKS = re.compile("[⟦⟧⟪⟫]")


@dataclass(frozen=True)
class Case:
    """One case: the draft's segments without their marks, and the spans (segment, side, start, end) that were marked."""

    rule: str
    number: int
    segments: tuple[tuple[str | None, str | None], ...]
    spans: tuple[tuple[int, str, int, int], ...]
    raw: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        turned = " (the other way)" if self.raw.get("turned") else ""
        return f"{self.rule}:{self.number} {self.raw.get('note', '')}".strip() + turned

    @property
    def bilingual(self) -> bool:
        return all(zh is not None and en is not None for zh, en in self.segments)

    @property
    def reverse(self) -> bool:
        return bool(self.raw.get("reverse"))


def unmark(text: str, marks: str = "⟦⟧") -> tuple[str, list[tuple[int, int]]]:
    """Return the text without marks, and the spans between those of the pair `marks`."""
    plain, spans, start = "", [], 0
    for piece in re.split("([⟦⟧⟪⟫])", text):
        if piece == marks[0]:
            start = len(plain)
        elif piece == marks[1]:
            spans.append((start, len(plain)))
        elif not _MARKS.match(piece):
            plain += piece
    return plain, spans


def load(path: Path) -> list[Case]:
    """Return the cases of a file, those that run in both directions twice."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    cases = []
    for number, raw in enumerate(table.get("case", []), 1):
        case = _case(path.stem, number, raw, "⟦⟧")
        turned = _case(path.stem, number, {**raw, "reverse": not raw.get("reverse"), "turned": True}, "⟪⟫")
        cases.append(case)
        if case.bilingual and not raw.get("oneway") and (turned.spans or not case.spans):
            cases.append(turned)
    return cases


def _case(rule: str, number: int, raw: dict[str, Any], marks: str) -> Case:
    segments, spans = [], []
    for index, texts in enumerate(raw.get("segments") or [[raw.get("zh"), raw.get("en")]]):
        plain: list[str | None] = []
        for lang, text in zip(("zh", "en"), (*texts, None)[:2], strict=True):
            clean, marked = (None, []) if text is None else unmark(text, marks)
            plain.append(clean)
            spans += [(index, lang, start, end) for start, end in marked]
        segments.append((plain[0], plain[1]))
    return Case(rule, number, tuple(segments), tuple(spans), raw)


def files() -> list[Path]:
    """All case files."""
    return sorted(FOLDER.glob("*.toml"))

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
source. A document of several segments is `segments = [["zh", "en"], …]`, of a monolingual Chinese one `[["zh"], …]`. `terms` are further termbase rows,
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
_MARKS = re.compile("[⟦⟧]")


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
        return f"{self.rule}:{self.number} {self.raw.get('note', '')}".strip()

    @property
    def bilingual(self) -> bool:
        return all(zh is not None and en is not None for zh, en in self.segments)

    @property
    def reverse(self) -> bool:
        return bool(self.raw.get("reverse"))


def unmark(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without ⟦⟧, and the spans between them."""
    plain, spans, start = "", [], 0
    for piece in re.split("([⟦⟧])", text):
        if piece == "⟦":
            start = len(plain)
        elif piece == "⟧":
            spans.append((start, len(plain)))
        else:
            plain += piece
    return plain, spans


def load(path: Path) -> list[Case]:
    """The cases of a file."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    out = []
    for number, raw in enumerate(table.get("case", []), 1):
        given = raw.get("segments") or [[raw.get("zh"), raw.get("en")]]
        segments, spans = [], []
        for index, given_texts in enumerate(given):
            zh, en = (*given_texts, None)[:2]
            plain: list[str | None] = []
            for lang, text in (("zh", zh), ("en", en)):
                if text is None:
                    plain.append(None)
                    continue
                clean, found = unmark(text)
                plain.append(clean)
                spans += [(index, lang, start, end) for start, end in found]
            segments.append((plain[0], plain[1]))
        out.append(Case(path.stem, number, tuple(segments), tuple(spans), raw))
    return out


def files() -> list[Path]:
    """All case files."""
    return sorted(FOLDER.glob("*.toml"))

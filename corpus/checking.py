"""Checks of a collection: every document is checked by itself, so findings do not depend on how documents were grouped."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

from yizhi.checks import registry
from yizhi.checks.model import Finding, Related, Severity
from yizhi.checks.parallel import Tools
from yizhi.checks.runner import Selection, check
from yizhi.corpus.collection import INTEGER, STRING, Collection, CollectionPart, read_table, write_table
from yizhi.corpus.engine import Counts, result_file

CHECK = "check"
_OTHERS = dict.fromkeys(("start", "end", "line", "column", "unit_index"), INTEGER) | {"safe": "bool"}
_COLUMNS = {item.name: _OTHERS.get(item.name, STRING) for item in fields(Finding)}


@dataclass(frozen=True, slots=True)
class CheckWork:
    """Checks a part and writes its findings. Rules go by their names: that travels to any worker."""

    tools: Tools
    rules: tuple[str, ...]
    severities: tuple[tuple[str, str], ...] = ()

    def __call__(self, collection: Collection, part: CollectionPart) -> Counts:
        """Check a part; return its counts."""
        started = time.process_time()
        selection = self.selection()
        recogniser, context = self.tools.open()
        rows: list[tuple[Any, ...]] = []
        rules: Counter[str] = Counter()
        severities: Counter[str] = Counter()
        flagged = 0
        for document in collection.drafts(part):
            result = check(document, recogniser, context, selection)
            rows += map(_row, result)
            rules.update(finding.rule for finding in result)
            severities.update(finding.severity.value for finding in result)
            flagged += len({finding.unit_index for finding in result if finding.severity is not Severity.INFO})
        counts: Counts = {
            "pairs": part.pairs, "documents": part.documents, "findings": len(rows), "flagged": flagged,
            "severities": dict(sorted(severities.items())), "rules": dict(sorted(rules.items())),
            "seconds": round(time.process_time() - started, 3),
        }  # fmt: skip
        write_table(result_file(collection, CHECK, part), _COLUMNS, rows, counts)
        return counts

    def selection(self) -> Selection:
        """Return the rules that run."""
        severities = {name: Severity(value) for name, value in self.severities}
        return Selection(tuple(map(registry.rule, self.rules)), severities)


def _row(finding: Finding) -> tuple[Any, ...]:
    values = asdict(finding)
    values["severity"] = finding.severity.value
    values["related"] = json.dumps(finding.related, ensure_ascii=False) if finding.related else None
    return tuple(values[name] for name in _COLUMNS)


def findings(collection: Collection) -> Iterator[Finding]:
    """Yield the findings of all parts that were checked, in the order of the collection."""
    for part in collection.parts:
        file = result_file(collection, CHECK, part)
        if file.exists():
            for row in read_table(file):
                related = tuple(Related(*item) for item in json.loads(row["related"] or "[]"))
                yield Finding(**{**row, "severity": Severity(row["severity"]), "related": related})

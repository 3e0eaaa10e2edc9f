"""Dismissed findings stay dismissed as long as the words that they are about are the same, also when lines move."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

from yizhi.checks.model import Finding
from yizhi.termbase.errors import YizhiError

VERSION = 1


def fingerprint(finding: Finding) -> str:
    """What a finding is about: rule, file name, its words and those it refers to; no lines, no offsets, no unit ids."""
    parts = [finding.rule, Path(finding.path).name, finding.side or "", "".join(finding.text.split())]
    parts += sorted("".join(item.text.split()) for item in finding.related)
    parts.append(finding.suggestion or "")
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def read(path: Path) -> Counter[str]:
    """{fingerprint: how many findings of it are dismissed}. Raises YizhiError for what is no baseline."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        entries = table["dismissed"]
        return Counter({str(item["fingerprint"]): int(item.get("count", 1)) for item in entries})
    except FileNotFoundError:
        raise YizhiError(
            "no such baseline", hint=f"make one: yizhi dismiss FILE… --baseline {path}", path=path
        ) from None
    except (ValueError, KeyError, TypeError, UnicodeDecodeError):
        raise YizhiError("not a baseline file", hint="it is made by `yizhi dismiss`", path=path) from None


def split(findings: Iterable[Finding], dismissed: Counter[str]) -> tuple[list[Finding], list[Finding]]:
    """(shown, dismissed): of each fingerprint, so many are dismissed as the baseline says; further ones are new."""
    left, shown, hidden = Counter(dismissed), [], []
    for finding in findings:
        mark = fingerprint(finding)
        if left[mark] > 0:
            left[mark] -= 1
            hidden.append(finding)
        else:
            shown.append(finding)
    return shown, hidden


def write(path: Path, findings: Iterable[Finding], keep: Counter[str] | None = None) -> int:
    """Adds findings to a baseline file (made if missing, replaced whole); returns how many it holds then."""
    old = _entries(path) if keep is None and path.exists() else []
    entries = {str(item["fingerprint"]): dict(item) for item in old}
    for finding in findings:
        mark = fingerprint(finding)
        if mark in entries:
            entries[mark]["count"] = int(entries[mark].get("count", 1)) + 1
        else:
            entries[mark] = {
                "fingerprint": mark,
                "rule": finding.rule,
                "path": Path(finding.path).name,
                "text": finding.text,
                "message": finding.message,
                "count": 1,
            }
    _save(path, list(entries.values()))
    return sum(int(entry.get("count", 1)) for entry in entries.values())


def merge(path: Path, other: Path) -> tuple[int, int]:
    """Adds what another baseline dismisses; returns how many that is, and how many the file holds then."""
    new = _entries(other)
    entries = {str(item["fingerprint"]): dict(item) for item in (_entries(path) if path.exists() else [])}
    for item in new:
        known = entries.setdefault(str(item["fingerprint"]), {**item, "count": 0})
        known["count"] = int(known.get("count", 1)) + int(item.get("count", 1))
    _save(path, list(entries.values()))
    return sum(int(item.get("count", 1)) for item in new), sum(int(item.get("count", 1)) for item in entries.values())


def _save(path: Path, entries: list[dict[str, Any]]) -> None:
    document = {"version": VERSION, "dismissed": entries}
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(
        json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", errors="backslashreplace"
    )
    beside.replace(path)


def _entries(path: Path) -> list[dict[str, Any]]:
    read(path)  # says clearly what is wrong with it
    return list(json.loads(path.read_text(encoding="utf-8"))["dismissed"])

"""Dismissed findings stay dismissed as long as the words that they are about are the same, also when lines move."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

from yizhi.checks.model import Finding
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.files import beside, exclusively

VERSION = 1
_MOST = 10**9
"""The largest number of findings of one entry that is believed."""


def fingerprint(finding: Finding) -> str:
    """Return what a finding is about: rule, file name, its words and those it refers to; no lines, no offsets, no unit ids."""
    parts = [finding.rule, Path(finding.path).name, finding.side or "", "".join(finding.text.split())]
    parts += sorted("".join(item.text.split()) for item in finding.related)
    parts.append(finding.suggestion or "")
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def read(path: Path) -> Counter[str]:
    """{fingerprint: how many findings of it are dismissed}. Raise YizhiError for what is no baseline."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["dismissed"]
        return Counter({str(item["fingerprint"]): _count(item) for item in entries})
    except FileNotFoundError:
        raise YizhiError(
            "no such baseline", hint=f"make one: yizhi dismiss FILE… --baseline {path}", path=path
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        raise YizhiError("not a baseline file", hint="it is made by `yizhi dismiss`", path=path) from None


def _count(entry: dict[str, Any]) -> int:
    """Return how many findings an entry dismisses. Raise ValueError for what is no such number."""
    count = entry.get("count", 1)
    if not isinstance(count, int) or not 0 <= count <= _MOST:
        raise ValueError(f"{count!r} is no number of findings")
    return count


def split(findings: Iterable[Finding], dismissed: Counter[str]) -> tuple[list[Finding], list[Finding]]:
    """Return (shown, dismissed): of each fingerprint, so many are dismissed as the baseline says; further ones are new."""
    remaining, shown, hidden = Counter(dismissed), [], []
    for finding in findings:
        mark = fingerprint(finding)
        if remaining[mark] > 0:
            remaining[mark] -= 1
            hidden.append(finding)
        else:
            shown.append(finding)
    return shown, hidden


def write(path: Path, findings: Iterable[Finding], keep: Counter[str] | None = None) -> int:
    """Add findings to a baseline file (made if missing, replaced whole); return how many it holds then.

    Safe with other writers: one after the other, each adds to what is there.
    """
    with exclusively(path):
        return _write(path, findings, keep)


def _write(path: Path, findings: Iterable[Finding], keep: Counter[str] | None) -> int:
    old = _entries(path) if keep is None and path.exists() else []
    entries = {str(item["fingerprint"]): dict(item) for item in old}
    for finding in findings:
        mark = fingerprint(finding)
        if mark in entries:
            entries[mark]["count"] = _count(entries[mark]) + 1
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
    return sum(_count(entry) for entry in entries.values())


def merge(path: Path, addition: Path) -> tuple[int, int]:
    """Add what another baseline dismisses; return how many that is, and how many the file holds then."""
    with exclusively(path):
        return _merge(path, addition)


def _merge(path: Path, addition: Path) -> tuple[int, int]:
    new = _entries(addition)
    entries = {str(item["fingerprint"]): dict(item) for item in (_entries(path) if path.exists() else [])}
    for item in new:
        entry = entries.setdefault(str(item["fingerprint"]), {**item, "count": 0})
        entry["count"] = _count(entry) + _count(item)
    _save(path, list(entries.values()))
    return sum(_count(item) for item in new), sum(_count(item) for item in entries.values())


def _save(path: Path, entries: list[dict[str, Any]]) -> None:
    document = {"version": VERSION, "dismissed": entries}
    with beside(path) as written:
        written.write_text(
            json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", errors="backslashreplace"
        )


def _entries(path: Path) -> list[dict[str, Any]]:
    read(path)  # says clearly what is wrong with it
    return list(json.loads(path.read_text(encoding="utf-8"))["dismissed"])

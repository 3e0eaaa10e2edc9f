"""What reproduces a report: the version, the termbases with their counts, the settings that differ from the defaults."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from yizhi.termbase.packages import version

if TYPE_CHECKING:
    from yizhi.checks.runner import Selection
    from yizhi.termbase.library import Library


def signature(library: Library, extras: Sequence[str] = ()) -> str:
    """Return the line that ends every report."""
    bases = ", ".join(f"{source.name} {source.concepts} concepts {source.terms} terms" for source in library.sources)
    parts = [f"yizhi {version('yizhi')}", f"termbases: {bases or 'none'} ({library.fingerprint[:12]})", *extras]
    return "; ".join(parts)


def rule_settings(selection: Selection) -> list[str]:
    """Return what a signature says of the rules of a run."""
    number = len(selection.rules)
    extras = [f"{number:,} rule{'' if number == 1 else 's'}"]
    if selection.severities:
        changed = (f"{name}={value}" for name, value in sorted(selection.severities.items()))
        extras.append("severities: " + ", ".join(changed))
    return extras

"""What a session works with, as plain values that another process can open for itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yizhi.checks.model import Severity
from yizhi.checks.parallel import Tools


@dataclass(frozen=True, slots=True)
class Resources:
    """What a session works with: termbases (later ones win; the built-in terms lie underneath unless `builtin` is off), a
    memory with approved translations, the rules that run (None: all that are on by default), their severities and options.

    `own` is the termbase that proposals and decisions go to, `baseline` the file of dismissed findings; None: nothing can be
    written there.
    """

    termbases: tuple[Path, ...] = ()
    builtin: bool = True
    memory: Path | None = None
    rules: tuple[str, ...] | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    own: Path | None = None
    baseline: Path | None = None

    def tools(self) -> Tools:
        """Return what the runner of the checks opens."""
        memory = self.memory if self.memory is not None and self.memory.exists() else None
        return Tools(self.layers(), self.builtin, memory, json.dumps(self.options))

    def layers(self) -> tuple[Path, ...]:
        """Return the termbases in the order in which later ones win, `own` the last where it is there and not among them."""
        if self.own is None or self.own in self.termbases or not self.own.exists():
            return self.termbases
        return (*self.termbases, self.own)

    def files(self) -> tuple[Path, ...]:
        """Return the files whose changes are noticed. (A memory is asked anew each time: only another file counts.)"""
        return self.layers()

"""What rules say of themselves, kept as a table: a rule that does not suit a draft is then never imported.

Importing the modules of all rules took a third of the start of a check; of one page in Chinese half of them are for
pairs or for English. The table is an entry of the user's cache, and made anew when any module of a rule has changed.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yizhi.checks.model import Rule, Severity, nothing
from yizhi.termbase import cache
from yizhi.termbase.records import dataclass, field_names

if TYPE_CHECKING:
    from yizhi.checks.context import Context

_KIND = "rules"
_STEPS = ("check", "gather", "conclude")
_FIELDS = tuple(name for name in field_names(Rule) if name not in _STEPS)


@dataclass(frozen=True, slots=True)
class DeferredStep:
    """A step of a rule (`check`, `gather`, `conclude`) whose module is imported when it is first called: a value, so that it can be
    sent to another process."""

    module: str
    step: str

    def __call__(self, material: Any, context: Context, /) -> Iterable[Any]:
        """Return what the step itself returns."""
        called: Callable[[Any, Context], Iterable[Any]] = getattr(importlib.import_module(self.module).RULE, self.step)
        return called(material, context)


def deferred(modules: Mapping[str, str], files: Iterable[Path], rule: Callable[[str], Rule]) -> tuple[Rule, ...]:
    """Return the rules of {name: module}, in that order, their steps deferred. `files` are the modules; `rule` imports one."""
    key = cache.key(cache.code_key(Path(__file__), Path(__file__).with_name("model.py")), *map(_state, files))
    table = cache.load(_KIND, key, lambda entry: _read(entry.read_bytes(), modules))
    if table is None:
        rows = {name: _row(rule(name)) for name in modules}
        content = json.dumps(rows).encode()
        cache.write(_KIND, key, content)
        table = _read(content, modules)
    return table if table is not None else tuple(map(rule, modules))


def _state(file: Path) -> str:
    """Return what changes with a file: as for Python's own compiled modules, its size and time tell."""
    state = file.stat()
    return f"{file}\n{state.st_size}\n{state.st_mtime_ns}"


def _row(rule: Rule) -> dict[str, Any]:
    """Return a rule as JSON: the names of its steps, and its other fields."""
    steps = [step for step in _STEPS if getattr(rule, step) not in (None, nothing)]
    return {"steps": steps, **{name: getattr(rule, name) for name in _FIELDS}}


def _read(content: bytes, modules: Mapping[str, str]) -> tuple[Rule, ...] | None:
    """Return the rules of a table; None where it is of other rules."""
    rows = json.loads(content)
    if list(rows) != list(modules):
        return None
    return tuple(_rule(modules[name], row) for name, row in rows.items())


def _rule(module: str, row: dict[str, Any]) -> Rule:
    steps: list[str] = row.pop("steps")
    check, gather, conclude = (DeferredStep(module, step) if step in steps else None for step in _STEPS)
    severity = Severity(row.pop("severity"))
    values = {name: _frozen(value) for name, value in row.items()}
    return Rule(**values, severity=severity, check=check or nothing, gather=gather, conclude=conclude)


def _frozen(value: Any) -> Any:
    """Return a value as it was before JSON made lists of tuples."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value

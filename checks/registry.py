"""Finds the rules: every module in a room of `checks/` that holds a `RULE`. Nobody keeps a list."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache

import checks
from checks.model import Rule


@cache
def modules() -> dict[str, str]:
    """{rule name: module name}, without importing the modules (module and rule share one name)."""
    out: dict[str, str] = {}
    for room in pkgutil.iter_modules(checks.__path__):
        if not room.ispkg:
            continue
        package = importlib.import_module(f"checks.{room.name}")
        for module in pkgutil.iter_modules(package.__path__):
            if not module.name.startswith("_"):
                out[module.name.replace("_", "-")] = f"checks.{room.name}.{module.name}"
    return dict(sorted(out.items()))


def rule(name: str) -> Rule:
    """The rule of a name. KeyError where there is none."""
    found = importlib.import_module(modules()[name]).RULE
    assert isinstance(found, Rule)
    return found


def rules() -> tuple[Rule, ...]:
    """All rules, by name."""
    return tuple(rule(name) for name in modules())


def manual(name: str) -> str:
    """The manual page of a rule. KeyError where there is none."""
    return inspect.getdoc(importlib.import_module(modules()[name])) or ""

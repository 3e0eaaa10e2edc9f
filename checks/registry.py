"""Finds the rules: every module in a room of `checks/` that holds a `RULE`. Nobody keeps a list."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache

from yizhi import checks
from yizhi.checks import recurring_findings
from yizhi.checks.model import Rule

STYLE = """\
Others' words: left alone are submissions under a mark such as [Original: English] or [原件：中文] that names the language of
the draft, texts in one language that say of themselves that they are reproduced as received or not formally edited, and
block quotations of Markdown."""
HABIT = f"""\
Habits: where at least {recurring_findings.LEAST} segments and {recurring_findings.SHARE:.0%} of the draft have the fault, it is told once, at its first place; the
other places are information. A severity that the configuration sets for the rule shows each place."""


@cache
def modules() -> dict[str, str]:
    """{rule name: module name}, without importing the modules (module and rule share one name)."""
    out: dict[str, str] = {}
    for room in pkgutil.iter_modules(checks.__path__):
        if not room.ispkg:
            continue
        package = importlib.import_module(f"{checks.__name__}.{room.name}")
        if not getattr(package, "RULES", True):  # a room of machinery, such as term matching
            continue
        for module in pkgutil.iter_modules(package.__path__):
            if not module.name.startswith("_"):
                out[module.name.replace("_", "-")] = f"{checks.__name__}.{room.name}.{module.name}"
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
    """The manual page of a rule: what its module says, and what holds for all rules of its sort. KeyError where there is none."""
    page = inspect.getdoc(importlib.import_module(modules()[name])) or ""
    shared = [text for flag, text in ((rule(name).style, STYLE), (rule(name).habit, HABIT)) if flag]
    before, silence, after = page.partition("\nSilence: ")
    return before + "".join(f"\n{text}\n" for text in shared) + silence + after

"""Finds the rules: every module in a room of `checks/` that holds a `RULE`. Nobody keeps a list.

Other distributions add rules by entry points of the group `yizhi.rules`; they run where a configuration or `--rule` names them.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType

from yizhi import checks
from yizhi.checks import recurring_findings
from yizhi.checks.model import Rule
from yizhi.termbase import plugins

GROUP = "yizhi.rules"
"""The entry points by which other distributions add rules: each names a module that declares `RULE`, as the ones here do."""
SILENCE = 'Silence: dismiss the single finding, or set `{name} = "off"` under `[rules]`.'
"""What a page says where its rule has no way of its own to be silenced."""
STYLE = """\
Others' words: left alone are submissions under a mark such as [Original: English] or [原件：中文] that names the language of
the draft, texts in one language that say of themselves that they are reproduced as received or not formally edited, and
block quotations of Markdown."""
HABIT = f"""\
Habits: where at least {recurring_findings.LEAST} segments and {recurring_findings.SHARE:.0%} of the draft have the fault, it is told once, at its first place; the
other places are information. A severity that the configuration sets for the rule shows each place."""

EVIDENCE = """\
Evidence: the document; how a file or a collection groups documents changes nothing."""
EVIDENCE_ACROSS = """\
Evidence: all documents of the file; in a collection (`yizhi corpus`), where files are no unit, the document."""
EVIDENCE_SET = """\
Evidence: the document; in drafts of one language also the other files that are checked together."""


@cache
def modules() -> dict[str, str]:
    """Return {rule name: module name} of the rules of yizhi itself, without importing the modules (module and rule share one name)."""
    names: dict[str, str] = {}
    for room in plugins.room_names(checks):
        package = importlib.import_module(f"{checks.__name__}.{room}")
        if not getattr(package, "RULES", True):  # a room of machinery, such as term matching
            continue
        for module in plugins.module_names(package):
            names[module.replace("_", "-")] = f"{checks.__name__}.{room}.{module}"
    return dict(sorted(names.items()))


def names() -> tuple[str, ...]:
    """Return the names of all rules, those that other distributions add behind those of yizhi."""
    return (*modules(), *(name for name in plugins.installed(GROUP) if name not in modules()))


def is_known(name: str) -> bool:
    """Return True for a rule of yizhi, and for one that an installed distribution adds."""
    return name in modules() or name in plugins.installed(GROUP)


def _rule_module(name: str) -> tuple[ModuleType, Rule]:
    if name in modules():
        module = importlib.import_module(modules()[name])
        rule_value = module.RULE
        assert isinstance(rule_value, Rule)
        return module, rule_value
    added = plugins.module_of(GROUP, name, "RULE", Rule)
    if added is None:
        raise KeyError(name)
    return added


def rule(name: str) -> Rule:
    """Return the rule of a name. Raise KeyError where there is none, YizhiError where an added one cannot be loaded."""
    return _rule_module(name)[1]


def rules() -> tuple[Rule, ...]:
    """Return all rules of yizhi itself, by name. The module of each is imported when one of its steps is called."""
    from yizhi.checks.rule_table import deferred

    folder = Path(checks.__path__[0])
    files = [folder.joinpath(*module.split(".")[2:]).with_suffix(".py") for module in modules().values()]
    return deferred(modules(), files, rule)


def added(names: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules among `names` that other distributions add."""
    return tuple(rule(name) for name in names if name not in modules())


def manual(name: str) -> str:
    """Return the manual page of a rule: what its module says, and what holds for all rules of its sort. Raise KeyError where there is none."""
    import inspect  # it costs a start more than all the rules do

    module, value = _rule_module(name)
    page = inspect.getdoc(module) or ""
    shared = [text for flag, text in ((value.style, STYLE), (value.habit, HABIT)) if flag]
    shared.append(EVIDENCE_SET if value.conclude else EVIDENCE_ACROSS if value.across else EVIDENCE)
    if "\nSilence: " not in page:
        page = page.replace("\nSource: ", f"\n{SILENCE.format(name=name)}\nSource: ", 1)
    before, silence, after = page.partition("\nSilence: ")
    return before + "".join(f"\n{text}\n" for text in shared) + silence + after
